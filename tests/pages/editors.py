"""Layouts that web editors, office programs and page builders leave, beyond those of `layouts`.

Each writes the same abstract tables; what differs is the markup around the words, the order of a table's parts, or
how a table is cut into several.
"""

from __future__ import annotations

import html
import random
from dataclasses import replace

from .grids import AbstractCell, Rows
from .markup import cell_markup, plain_cell, row_markup, table_markup, words_markup


def sections_in_cells(tables: list[Rows], _: random.Random) -> list[str]:
    """A rich-text editor for telephones: sections within sections, each with its own styles, in every cell."""

    def write(cell: AbstractCell) -> str:
        inner = (
            f"<p style='margin:0;line-height:1.75em'><span style='font-size:14px'>{words_markup(cell.text)}</span></p>"
        )
        return cell_markup(
            cell, f"<section><section style='padding:2px'><section>{inner}</section></section></section>"
        )

    return [
        f"<section data-role='outer' label='editor'><section><section>{table_markup(rows, write)}</section></section></section>"
        for rows in tables
    ]


def fonts_in_cells(tables: list[Rows], _: random.Random) -> list[str]:
    """An editor of the last decade: font elements, a break that ends every paragraph, a break in each empty cell."""

    def write(cell: AbstractCell) -> str:
        words = words_markup(cell.text)
        inner = f"<font face='仿宋_GB2312'><font size=3><b>{words}</b></font></font>" if cell.text.strip() else ""
        return cell_markup(cell, f"<p>{inner}<br></p>", extra=" style='word-break: break-all;' valign=top")

    return [table_markup(rows, write) for rows in tables]


def padded_labels(tables: list[Rows], chance: random.Random) -> list[str]:
    """A word processor's export: labels indented by no-break and ideographic spaces, inside them as well."""

    def write(cell: AbstractCell) -> str:
        words = words_markup(cell.text)
        if cell.role != "value":
            at = chance.randrange(len(cell.text) + 1)
            pad = chance.choice(("&nbsp;", "&nbsp;&nbsp; ", "\u3000", "&ensp;", "&#8203;"))
            words = pad * 2 + html.escape(cell.text[:at]) + pad + html.escape(cell.text[at:]) + pad
        return cell_markup(cell, f"<p>{words}</p>")

    return [table_markup(rows, write) for rows in tables]


def head_body_foot(tables: list[Rows], _: random.Random) -> list[str]:
    """Heads in thead; the last row in a tfoot, which older HTML puts before the body."""
    out = []
    for rows in tables:
        heads = next((at for at, row in enumerate(rows) if any(cell.role == "value" for cell in row)), 0)
        parts = ("thead", rows[:heads]), ("tfoot", rows[-1:]), ("tbody", rows[heads:-1])
        lines = (f"<{tag}>{''.join(map(row_markup, part))}</{tag}>" for tag, part in parts if part)
        out.append(f"<table class='table table-bordered'>{''.join(lines)}</table>")
    return out


def scoped_heads(tables: list[Rows], _: random.Random) -> list[str]:
    """Labels of rows as heads too, as accessible pages mark them."""

    def write(cell: AbstractCell) -> str:
        if cell.role == "value":
            return plain_cell(cell)
        scope = {"head": "col", "group": "rowgroup"}.get(cell.role, "row")
        return cell_markup(cell, words_markup(cell.text), "th", f" scope={scope}")

    return [table_markup(rows, write) for rows in tables]


def spans_beyond(tables: list[Rows], _: random.Random) -> list[str]:
    """Groups that reach below the table, and full-width rows that reach beyond its columns."""

    def write(cell: AbstractCell) -> str:
        if cell.role == "group" and cell.text.startswith("三"):
            cell = replace(cell, rowspan=cell.rowspan + 1)  # the last row begins a column further right
        if cell.role == "head" and cell.text.startswith("第二十条"):
            cell = replace(cell, colspan=9)
        return plain_cell(cell)

    return [table_markup(rows, write) for rows in tables]


def span_to_the_end(tables: list[Rows], _: random.Random) -> list[str]:
    """A rowspan of zero, which means: down to the end of the table's part."""

    def write(cell: AbstractCell) -> str:
        text = plain_cell(cell)
        return text.replace(f'rowspan="{cell.rowspan}"', 'rowspan="0"') if cell.text.startswith("三、") else text

    return [table_markup(rows, write) for rows in tables]


def captions(tables: list[Rows], _: random.Random) -> list[str]:
    """The table's name in a caption, its columns in a colgroup."""
    names = ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
    return [
        table_markup(rows).replace(
            "<tbody>", f"<caption>{name}表</caption><colgroup><col width=90><col></colgroup><tbody>"
        )
        for name, rows in zip(names, tables, strict=True)
    ]


def upright_labels(tables: list[Rows], _: random.Random) -> list[str]:
    """Groups and heads set upright: a break behind every character."""

    def write(cell: AbstractCell) -> str:
        upright = cell.role == "group" or (cell.role == "head" and len(cell.text) < 8)
        return cell_markup(cell, "<br/>".join(cell.text) if upright else words_markup(cell.text))

    return [table_markup(rows, write) for rows in tables]


def blocks_apart(tables: list[Rows], _: random.Random) -> list[str]:
    """Every clause of table 2 as a table of its own."""
    blocks: list[Rows] = []
    for row in tables[0]:
        if row[0].text.startswith("第二十条"):
            blocks.append([])
        blocks[-1].append(row)
    return ["".join(f"{table_markup(block)}<p>&nbsp;</p>" for block in blocks), *map(table_markup, tables[1:])]


def clauses_beside(tables: list[Rows], _: random.Random) -> list[str]:
    """The clause of table 2 in a column of its own, merged over its rows, instead of a row above them."""
    rows: Rows = []
    clause: AbstractCell | None = None
    for row in tables[0]:
        if row[0].text.startswith("第二十条"):
            clause = row[0]
            height = _rows_of_clause(tables[0], row)
            rows.append([replace(clause, colspan=1, rowspan=height)])
            fresh = True
        elif fresh:
            rows[-1].extend(row)
            fresh = False
        else:
            rows.append(row)
    return [table_markup(rows), *map(table_markup, tables[1:])]


def _rows_of_clause(rows: Rows, clause: list[AbstractCell]) -> int:
    start = rows.index(clause) + 1
    end = next((at for at in range(start, len(rows)) if rows[at][0].text.startswith("第二十条")), len(rows))
    return end - start


def clauses_in_full(tables: list[Rows], _: random.Random) -> list[str]:
    """The clause rows go on with what the clause is about."""
    about = {
        "（一）": "行政法规、规章和规范性文件",
        "（五）": "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    }

    def write(cell: AbstractCell) -> str:
        words = next((words for clause, words in about.items() if f"第{clause}项" in cell.text), "")
        return plain_cell(cell.saying(f"{cell.text}：{words}") if words else cell)

    return [table_markup(rows, write) for rows in tables]


def heads_again(tables: list[Rows], chance: random.Random) -> list[str]:
    """The heads of table 3 printed again in the middle of it, as at the top of a new sheet."""
    rows = groups_open(tables[1])
    cut = chance.randrange(6, len(rows) - 2)
    return [table_markup(tables[0]), table_markup([*rows[:cut], *tables[1][:3], *rows[cut:]]), table_markup(tables[2])]


def groups_open(rows: Rows) -> Rows:
    """The rows with each group's label in its first row only, a blank below."""
    pending: list[tuple[AbstractCell, int]] = []
    out: Rows = []
    for row in rows:
        carried = [AbstractCell("", "group") for _, left in pending if left > 0]
        pending = [(cell, left - 1) for cell, left in pending if left > 1]
        pending.extend((cell, cell.rowspan - 1) for cell in row if cell.role == "group")
        out.append(carried + [replace(cell, rowspan=1) if cell.role == "group" else cell for cell in row])
    return out


def total_first(tables: list[Rows], _: random.Random) -> list[str]:
    """The column of totals before the applicants."""
    rows: Rows = []
    for row in tables[1]:
        values = [cell for cell in row if cell.role == "value"]
        if values:
            rows.append([*(cell for cell in row if cell.role != "value"), values[-1], *values[:-1]])
        elif any(cell.text == "总计" for cell in row):
            rows.append([row[-1], *row[:-1]])
        else:
            rows.append(row)
    return [table_markup(tables[0]), table_markup(rows), table_markup(tables[2])]


def channels_as_rows(tables: list[Rows], _: random.Random) -> list[str]:
    """Table 4 with a row for each channel."""
    values = tables[2][-1]
    heads = [AbstractCell(text, "head") for text in ("类别", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计")]
    channels = ("行政复议", "未经复议直接起诉", "复议后起诉")
    rows = [heads] + [
        [AbstractCell(channel, "label"), *values[5 * at : 5 * at + 5]] for at, channel in enumerate(channels)
    ]
    return [*map(table_markup, tables[:2]), table_markup(rows)]


def results_as_rows(tables: list[Rows], _: random.Random) -> list[str]:
    """Table 4 turned: a row for each result, a column for each channel."""
    values = tables[2][-1]
    heads = [AbstractCell(text, "head") for text in ("", "行政复议", "未经复议直接起诉", "复议后起诉")]
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    rows = [heads] + [[AbstractCell(result, "label"), *values[at::5]] for at, result in enumerate(results)]
    return [*map(table_markup, tables[:2]), table_markup(rows)]


def spreadsheet_page(tables: list[Rows], _: random.Random) -> list[str]:
    """A spreadsheet saved as a page: typed cells, and a row without height that only states the columns."""
    out = []
    for rows in tables:
        width = sum(cell.colspan for cell in rows[0])
        ghost = "<![if supportMisalignedColumns]><tr height=0 style='display:none'>" + "<td width=72></td>" * width
        body = table_markup(
            rows,
            lambda cell: cell_markup(
                cell, words_markup(cell.text), extra=" class=xl65 x:num" if cell.role == "value" else ""
            ),
        )
        out.append(body.replace("</tbody>", f"{ghost}</tr><![endif]></tbody>"))
    return out


def remarks_column(tables: list[Rows], _: random.Random) -> list[str]:
    """A column 备注 at the right of table 3, empty."""
    rows = [[*row, AbstractCell("备注", "head", rowspan=3)] if at == 0 else row for at, row in enumerate(tables[1])]
    rows = [[*row, AbstractCell("", "debris")] if at > 2 else row for at, row in enumerate(rows)]
    return [table_markup(tables[0]), table_markup(rows), table_markup(tables[2])]


def numbered_rows(tables: list[Rows], _: random.Random) -> list[str]:
    """A column 序号 at the left of table 3."""
    rows: Rows = []
    for at, row in enumerate(tables[1]):
        if at == 0:
            rows.append([AbstractCell("序号", "head", rowspan=3), *row])
        else:
            rows.append([AbstractCell(str(at - 2), "debris"), *row] if at > 2 else row)
    return [table_markup(tables[0]), table_markup(rows), table_markup(tables[2])]


def rows_by_class(tables: list[Rows], _: random.Random) -> list[str]:
    """Rows and cells as div elements that only a style sheet knows to be such."""
    return [
        "<div class=tb>"
        + "".join(
            "<div class=tr>" + "".join(f"<div class=td>{words_markup(cell.text)}</div>" for cell in row) + "</div>"
            for row in rows
        )
        + "</div>"
        for rows in tables
    ]


def list_items(tables: list[Rows], _: random.Random) -> list[str]:
    """A row as an item of a list, its cells parted by spaces."""
    return [
        "<ul>"
        + "".join(f"<li>{' '.join(words_markup(cell.text) for cell in row if cell.text.strip())}</li>" for row in rows)
        + "</ul>"
        for rows in tables
    ]


def nested_for_a_value(tables: list[Rows], _: random.Random) -> list[str]:
    """Each figure within elements of emphasis, links and anchors of bookmarks."""

    def write(cell: AbstractCell) -> str:
        if cell.role != "value":
            return plain_cell(cell)
        return cell_markup(
            cell,
            f"<a name='_GoBack'></a><strong><em><u>{words_markup(cell.text)}</u></em></strong><a id=OLE_LINK1></a>",
        )

    return [table_markup(rows, write) for rows in tables]


def breaks_around(tables: list[Rows], chance: random.Random) -> list[str]:
    """Breaks and empty paragraphs around the words of every cell."""

    def write(cell: AbstractCell) -> str:
        before, after = (chance.choice(("<br>", "<p></p>", "\n\t\t", "<p>&nbsp;</p>")) for _ in range(2))
        return cell_markup(cell, f"{before}<p>{words_markup(cell.text)}</p>{after}")

    return [table_markup(rows, write) for rows in tables]


def upper_case_markup(tables: list[Rows], _: random.Random) -> list[str]:
    """Element names in capitals, attributes without quotation marks, alignments instead of styles."""

    def write(cell: AbstractCell) -> str:
        spans = f" ROWSPAN={cell.rowspan} COLSPAN={cell.colspan}" if cell.rowspan * cell.colspan > 1 else ""
        return f"<TD{spans} ALIGN=center NOWRAP>{words_markup(cell.text)}</TD>"

    return [
        f"<CENTER><TABLE BORDER=1>{''.join(row_markup(row, write).replace('tr>', 'TR>') for row in rows)}</TABLE></CENTER>"
        for rows in tables
    ]


EDITORS = (
    sections_in_cells, fonts_in_cells, padded_labels, head_body_foot, scoped_heads, spans_beyond, span_to_the_end,
    captions, upright_labels, blocks_apart, clauses_beside, clauses_in_full, heads_again, total_first,
    channels_as_rows, spreadsheet_page, remarks_column, nested_for_a_value, breaks_around, upper_case_markup,
    numbered_rows, results_as_rows,
)  # fmt: skip
# Where an empty cell leaves no trace.
WITHOUT_BLANKS = (rows_by_class, list_items)
