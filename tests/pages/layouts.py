"""How tables are written: every layout met on portals, as HTML or as text.

A layout takes the abstract tables and gives markup. `keeps_blanks` is False where an empty cell leaves no
trace, so that a row with one cannot be settled; `is_text` marks the layouts of plain text files.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from .columns import CARDS, OTHER_COLUMNS
from .crossings import CROSSINGS, PACKED
from .editors import EDITORS, WITHOUT_BLANKS
from .grids import AbstractCell, Rows
from .markup import cell_markup, table_markup, words_markup
from .styles import DIGIT_SEAM


@dataclass(frozen=True)
class Layout:
    name: str
    write: Callable[[list[Rows], random.Random], list[str]]
    keeps_blanks: bool = True
    is_text: bool = False


def plain(tables: list[Rows], _: random.Random) -> list[str]:
    return [table_markup(rows) for rows in tables]


def heads_in_th(tables: list[Rows], _: random.Random) -> list[str]:
    return [
        table_markup(
            rows,
            lambda cell: cell_markup(cell, f"<p>{words_markup(cell.text)}</p>", "th" if cell.role == "head" else "td"),
        )
        for rows in tables
    ]


def word_export(tables: list[Rows], chance: random.Random) -> list[str]:
    def write(cell: AbstractCell) -> str:
        words = words_markup(cell.text) or "&nbsp;"
        if cell.role != "value" and chance.random() < 0.3 and len(cell.text) > 4:
            cut = len(cell.text) // 2
            words = (
                f"{html.escape(cell.text[:cut])}</span><span style='font-family:宋体'>{html.escape(cell.text[cut:])}"
            )
        return cell_markup(
            cell,
            f"<p class=MsoNormal align=center style='text-align:center'><span style='font-size:10.5pt'>{words}</span><span lang=EN-US><o:p></o:p></span></p>",
            extra=" width=57 style='width:42.55pt;border:solid windowtext 1.0pt'",
        )

    ghost = "<tr height=0><td width=57 style='border:none'></td></tr>"
    return [
        table_markup(rows, write)
        .replace("<table border=1>", "<table class=MsoNormalTable border=1 cellspacing=0>")
        .replace("</tbody>", ghost + "</tbody>")
        for rows in tables
    ]


def groups_repeated(tables: list[Rows], _: random.Random) -> list[str]:
    return [table_markup(_unmerged(rows, repeat=True)) for rows in tables]


def groups_blank(tables: list[Rows], _: random.Random) -> list[str]:
    return [table_markup(_unmerged(rows, repeat=False)) for rows in tables]


def _unmerged(rows: Rows, *, repeat: bool) -> Rows:
    """Groups that stand in every row, or a blank in their place."""
    pending: list[tuple[AbstractCell, int]] = []
    out: Rows = []
    for row in rows:
        carried = [replace(cell, rowspan=1, text=cell.text if repeat else "") for cell, left in pending if left > 0]
        pending = [(cell, left - 1) for cell, left in pending if left > 1]
        fresh = [cell for cell in row if cell.role == "group" and cell.rowspan > 1]
        pending.extend((cell, cell.rowspan - 1) for cell in fresh)
        out.append(carried + [replace(cell, rowspan=1) if cell.role == "group" else cell for cell in row])
    return out


def all_in_one(tables: list[Rows], _: random.Random) -> list[str]:
    return [
        "".join(
            table_markup(rows).removesuffix("</tbody></table>").removeprefix("<table border=1><tbody>" if at else "")
            for at, rows in enumerate(tables)
        )
        + "</tbody></table>"
    ]


def split_between_rows(tables: list[Rows], chance: random.Random) -> list[str]:
    """Table 3 cut in two between rows that no merge crosses, as a page break or an editor does."""
    rows = _unmerged(tables[1], repeat=False)
    cut = chance.randrange(8, len(rows) - 3)
    again = rows[:0] if chance.random() < 0.5 else tables[1][:3]
    return [
        table_markup(tables[0]),
        table_markup(rows[:cut]),
        "<p></p>" + table_markup([*again, *rows[cut:]]),
        table_markup(tables[2]),
    ]


def nested(tables: list[Rows], _: random.Random) -> list[str]:
    return [
        f"<table width='100%'><tr><td></td><td><table><tr><td>{table_markup(rows)}</td></tr></table></td></tr></table>"
        for rows in tables
    ]


def extra_column(tables: list[Rows], chance: random.Random) -> list[str]:
    """An empty column at the right of every table, as a spreadsheet leaves it."""
    blank = AbstractCell("", "debris")
    del chance
    return [table_markup([[*row, blank] for row in rows]) for rows in tables]


def extra_row(tables: list[Rows], chance: random.Random) -> list[str]:
    out = []
    for rows in tables:
        width = sum(cell.colspan for cell in rows[0])
        at = chance.choice((0, len(rows)))
        spoiled = list(rows)
        spoiled.insert(at, [AbstractCell("", "debris")] * width)
        out.append(table_markup(spoiled))
    return out


def spans_disagree(tables: list[Rows], chance: random.Random) -> list[str]:
    """Figures that span two columns in some rows, under heads that span others."""
    out = []
    for rows in tables:
        spoiled = []
        for row in rows:
            values = [at for at, cell in enumerate(row) if cell.role == "value"]
            if len(values) > 1 and chance.random() < 0.5:
                at = chance.choice(values)
                row = [replace(cell, colspan=2) if n == at else cell for n, cell in enumerate(row)]  # noqa: PLW2901
            spoiled.append(row)
        out.append(table_markup(spoiled))
    return out


def unclosed(tables: list[Rows], _: random.Random) -> list[str]:
    return [table_markup(rows).replace("</td>", "").replace("</tr>", "") for rows in tables]


def two_copies(tables: list[Rows], _: random.Random) -> list[str]:
    """One for desktops and one for telephones, the second hidden."""
    return [
        f"<div class=pc>{table_markup(rows)}</div><div class=wap style='display:none'>{table_markup(rows)}</div>"
        for rows in tables
    ]


def in_comment_too(tables: list[Rows], _: random.Random) -> list[str]:
    other = [[[cell.saying("77") if cell.role == "value" else cell for cell in row] for row in rows] for rows in tables]
    return [
        f"<!-- {table_markup(dead)} --><script>var old = '{table_markup(dead)}';</script>{table_markup(rows)}".replace(
            "\n'", "'"
        )
        for rows, dead in zip(tables, other, strict=True)
    ]


def labels_cut(tables: list[Rows], chance: random.Random) -> list[str]:
    def write(cell: AbstractCell) -> str:
        words = words_markup(cell.text)
        if cell.role != "value" and len(cell.text) > 3:
            cut = chance.randrange(1, len(cell.text))
            seam = chance.choice(("<br/>", "</p><p>", "\n     ", "&nbsp;", "</span><span>"))
            words = f"<p><span>{html.escape(cell.text[:cut])}{seam}{html.escape(cell.text[cut:])}</span></p>"
        return cell_markup(cell, words)

    return [table_markup(rows, write) for rows in tables]


def labels_damaged(tables: list[Rows], chance: random.Random) -> list[str]:
    """A character lost or mistyped in some longer row labels, other ordinals, half-width brackets."""

    def spoil(cell: AbstractCell) -> AbstractCell:
        text = cell.text
        if cell.role not in ("label", "group"):
            return cell
        if len(text) > 9 and chance.random() < 0.3:
            at = chance.randrange(4, len(text) - 1)
            text = text[:at] + chance.choice(("", "某")) + text[at + 1 :]
        marks = {"（": "(", "）": ")"} if chance.random() < 0.5 else {}
        text = text.translate(str.maketrans(marks))
        if text[1:2] == ".":
            text = text[0] + chance.choice(("、", "．", ".", ". ")) + text[2:]
        return cell.saying(text)

    return [table_markup([[spoil(cell) for cell in row] for row in rows]) for rows in tables]


def heads_padded(tables: list[Rows], chance: random.Random) -> list[str]:
    """Blanks within the heads, and 总计 as 合计."""

    def spoil(cell: AbstractCell) -> AbstractCell:
        if cell.role != "head" or len(cell.text) > 12:
            return cell
        return cell.saying(chance.choice((" ", "\u3000", "\u00a0")).join(cell.text.replace("总计", "合计")))

    return [table_markup([[spoil(cell) for cell in row] for row in rows]) for rows in tables]


def div_grid(tables: list[Rows], _: random.Random) -> list[str]:
    """Rows and cells as div elements, merged cells blank below their first row."""
    out = []
    for rows in tables:
        lines = []
        for row in _expanded(rows):
            cells = "".join(
                f"<div class='cell' style='display:table-cell'>{words_markup(cell.text)}</div>" for cell in row
            )
            lines.append(f"<div class='row' style='display:table-row'>{cells}</div>")
        out.append(f"<div class='table' style='display:table'>{''.join(lines)}</div>")
    return out


def _expanded(rows: Rows) -> Rows:
    """Every grid position as a cell, merged ones blank after their first."""
    taken: dict[tuple[int, int], AbstractCell] = {}
    width = sum(cell.colspan for cell in rows[0])
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    taken[at + down, column + right] = cell if not down and not right else AbstractCell("", "debris")
            column += cell.colspan
    return [[taken.get((at, column), AbstractCell("", "debris")) for column in range(width)] for at in range(len(rows))]


def cell_paragraphs(tables: list[Rows], _: random.Random) -> list[str]:
    return ["".join(f"<p>{words_markup(cell.text)}</p>" for row in rows for cell in row) for rows in tables]


# --- plain text ----------------------------------------------------------------------------------


def _bare(cell: AbstractCell) -> str:
    return cell.text.replace(DIGIT_SEAM, "")


def text_cell_lines(tables: list[Rows], _: random.Random) -> list[str]:
    """One cell a line behind a tab; a cell that is merged downwards is a bare tab in the rows below."""
    out = []
    for rows in tables:
        lines = []
        for row in _expanded_down(rows):
            lines.extend(f"\t{_bare(cell)}" for cell in row)
            lines.append("")
        out.append("\n".join(lines))
    return out


def _expanded_down(rows: Rows) -> Rows:
    """Cells merged downwards stand as a blank in the rows below, cells merged sideways once."""
    out: Rows = []
    open_cells: list[tuple[int, int]] = []  # (grid column, rows left)
    for row in rows:
        line: list[tuple[int, AbstractCell]] = [(column, AbstractCell("", "debris")) for column, _ in open_cells]
        taken = {column for column, _ in open_cells}
        column = 0
        fresh = []
        for cell in row:
            while column in taken:
                column += 1
            line.append((column, cell))
            if cell.rowspan > 1:
                fresh.append((column, cell.rowspan))
                taken.update(range(column, column + cell.colspan))
            column += cell.colspan
        open_cells = [(at, left - 1) for at, left in [*open_cells, *((at, left) for at, left in fresh)] if left - 1 > 0]
        out.append([cell for _, cell in sorted(line, key=lambda item: item[0])])
    return out


def text_rows(tables: list[Rows], chance: random.Random) -> list[str]:
    """One row a line with tabs between; some rows are shifted by a column, as converters do."""
    out = []
    for rows in tables:
        lines = []
        for row in _expanded(rows):
            cells = [_bare(cell) for cell in row]
            full = all(cells[-7:]) and len(cells) == 10
            if full and chance.random() < 0.3 and not cells[2]:
                cells = [*cells[:2], *cells[3:], ""]
            lines.append("\t".join(cells))
        out.append("\n".join(lines) + "\n")
    return out


def text_paragraphs(tables: list[Rows], _: random.Random) -> list[str]:
    return ["\n\n".join(_bare(cell) for row in rows for cell in row if _bare(cell).strip()) + "\n" for rows in tables]


def text_spaced_rows(tables: list[Rows], _: random.Random) -> list[str]:
    """A row a line, cells parted by spaces, as a PDF gives its text."""
    return ["\n".join(" ".join(_bare(cell) for cell in row if _bare(cell)) for row in rows) + "\n" for rows in tables]


LAYOUTS = [
    *(
        Layout(write.__name__, write)
        for write in (
            plain, heads_in_th, word_export, groups_repeated, groups_blank, all_in_one, split_between_rows, nested,
            extra_column, extra_row, spans_disagree, unclosed, two_copies, in_comment_too, labels_cut, labels_damaged,
            heads_padded, div_grid,
        )
    ),
    *(Layout(write.__name__, write) for write in (*EDITORS, *OTHER_COLUMNS, *CROSSINGS)),
    *(Layout(write.__name__, write, keeps_blanks=False) for write in (*WITHOUT_BLANKS, *CARDS, *PACKED)),
    Layout("cell_paragraphs", cell_paragraphs, keeps_blanks=False),
    Layout("text_cell_lines", text_cell_lines, is_text=True),
    Layout("text_rows", text_rows, is_text=True),
    Layout("text_paragraphs", text_paragraphs, keeps_blanks=False, is_text=True),
    Layout("text_spaced_rows", text_spaced_rows, keeps_blanks=False, is_text=True),
]  # fmt: skip
