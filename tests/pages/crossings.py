"""Layouts whose heads and labels cross otherwise than in the form, or whose rows share a row; damaged tables stay plain."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from .grids import GROUPS, ITEMS, AbstractCell, Rows
from .markup import cell_markup, plain_cell, row_markup, table_markup, words_markup
from .truth import MEASURES

_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_FEWEST = 2


def matrix(tables: list[Rows], chance: random.Random) -> list[str]:
    """Table 2 with a row for each item and a column for every measure; strokes where the form has no figure."""
    return _with_disclosures(tables, _crossed(tables[0], chance.choice(("/", "—", ""))))


def turned_disclosures(tables: list[Rows], chance: random.Random) -> list[str]:
    """Table 2 with a column for each item and a row for every measure."""
    rows = _crossed(tables[0], chance.choice(("/", "—", "")))
    return _with_disclosures(tables, [list(column) for column in zip(*rows, strict=True)])


def one_row(tables: list[Rows], _: random.Random) -> list[str]:
    """Table 2 with all its figures in one row, below items and measures."""
    of_items = _figures_of_items(tables[0])
    items = [AbstractCell(ITEMS[item], "head", colspan=len(figures)) for item, figures in of_items.items()]
    heads = [AbstractCell(head, "head") for item in of_items for head in _heads_of(tables[0], item)]
    values = [replace(cell, colspan=1) for figures in of_items.values() for cell in figures]
    return _with_disclosures(tables, [items, heads, values] if of_items else [])


def halves(tables: list[Rows], _: random.Random) -> list[str]:
    """Table 2 in two halves side by side: one block on the left, the next on the right."""
    blocks = _blocks(tables[0])
    rows: Rows = []
    for left, right in zip(blocks[::2], blocks[1::2], strict=False):
        for at in range(max(len(left), len(right))):
            filling = [AbstractCell("", "debris", colspan=4)]
            rows.append([*(left[at] if at < len(left) else filling), *(right[at] if at < len(right) else filling)])
    rows += blocks[-1] if len(blocks) % 2 else []
    return _with_disclosures(tables, rows if _figures_of_items(tables[0]) else [])


def cut_by_columns(tables: list[Rows], chance: random.Random) -> list[str]:
    """Table 3 in two tables, one below the other, because the sheet is too narrow: each has some of the columns."""
    if any(len(_values(row)) not in (0, len(_APPLICANTS)) for row in tables[1]):
        return [table_markup(rows) for rows in tables]
    cut = chance.randrange(1, len(_APPLICANTS))
    parts = []
    for columns in (slice(0, cut), slice(cut, None)):
        heads = [AbstractCell("申请情况", "head", colspan=3), *(AbstractCell(n, "head") for n in _APPLICANTS[columns])]
        rows = [[*_labels(row), *_values(row)[columns]] for row in tables[1] if _values(row)]
        parts.append(table_markup([heads, *rows]))
    return [table_markup(tables[0]), "<p>（续表）</p>".join(parts), table_markup(tables[2])]


def _is_whole(row: list[AbstractCell]) -> bool:
    """Whether a row of table 3 ends in its label and a figure for each applicant."""
    return len(_values(row)) == len(_APPLICANTS) < len(row) and row[-len(_APPLICANTS) - 1].role == "label"


def stacked_rows(tables: list[Rows], _: random.Random) -> list[str]:
    """Table 3 with the rows of a group in one row, their labels and figures parted by line breaks."""
    rows = tables[1]
    lines = []
    at = 0
    while at < len(rows):
        group = next((cell for cell in rows[at] if cell.text in GROUPS and cell.rowspan > 1), None)
        members = rows[at : at + (group.rowspan if group else 1)]
        if group and all(map(_is_whole, members)):
            columns = zip(*(row[-8:] for row in members), strict=True)
            cells = [cell_markup(column[0], "<br>".join(words_markup(c.text) for c in column)) for column in columns]
            leading = "".join(plain_cell(replace(cell, rowspan=1)) for cell in rows[at][:-8])
            lines.append(f"<tr>{leading}{''.join(cells)}</tr>")
        else:
            lines += [row_markup(replace(cell, rowspan=1) for cell in row) for row in members]
        at += len(members)
    return [table_markup(tables[0]), f"<table>{''.join(lines)}</table>", table_markup(tables[2])]


def headed_cells(tables: list[Rows], chance: random.Random) -> list[str]:
    """Table 3 with a row for each label and a cell of all its figures, each behind its head."""
    colon, stop = chance.choice((("", "，"), ("：", "；"), ("：", "<br>")))
    lines = []
    for row in tables[1]:
        figures = _values(row)
        if figures and (len(figures) != len(_APPLICANTS) or not _labels(row)):
            return [table_markup(rows) for rows in tables]
        if figures:
            named = zip(_APPLICANTS, figures, strict=True)
            words = stop.join(f"{name}{colon}{words_markup(cell.text)}" for name, cell in named)
            lines.append(f"<tr><td>{words_markup(_labels(row)[-1].text)}</td><td>{words}</td></tr>")
    return [table_markup(tables[0]), f"<table>{''.join(lines)}</table>", table_markup(tables[2])]


def _with_disclosures(tables: list[Rows], rows: Rows) -> list[str]:
    return [table_markup(rows or tables[0]), table_markup(tables[1]), table_markup(tables[2])]


def _crossed(rows: Rows, filling: str) -> Rows:
    """Items down, measures across; [] where the table is damaged."""
    of_items = _figures_of_items(rows)
    heads = list(dict.fromkeys(head for item in of_items for head in _heads_of(rows, item)))
    crossed: Rows = [[AbstractCell("信息内容", "head"), *(AbstractCell(head, "head") for head in heads)]]
    for item, figures in of_items.items():
        printed = dict(zip(_heads_of(rows, item), figures, strict=True))
        cells = [printed.get(head, AbstractCell(filling, "debris")) for head in heads]
        crossed.append([AbstractCell(ITEMS[item], "label"), *(replace(cell, colspan=1) for cell in cells)])
    return crossed if of_items else []


def _figures_of_items(rows: Rows) -> dict[str, list[AbstractCell]]:
    """The figures of each item in the order of its measures; {} where one is missing."""
    cells = {cell.key: cell for row in rows for cell in row if cell.key}
    form = "2021" if "disclosures.regulations.issued" in cells else "2019"
    keys = {item: [f"disclosures.{item}.{name}" for name in names] for item, names in MEASURES[form].items()}
    if any(key not in cells for of_item in keys.values() for key in of_item):
        return {}
    if any(not _heads_of(rows, item) for item in keys):
        return {}
    return {item: [cells[key] for key in of_item] for item, of_item in keys.items()}


def _heads_of(rows: Rows, item: str) -> list[str]:
    """The measures above an item's row, as the table prints them; [] where they are not as many as its figures."""
    heads: list[str] = []
    for row in rows:
        if len(row) >= _FEWEST and all(cell.role == "head" for cell in row):
            heads = [cell.text for cell in row[1:]]
        elif any(cell.key.startswith(f"disclosures.{item}.") for cell in row):
            return heads if len(heads) == len(_values(row)) and all(heads) else []
    return []


def _blocks(rows: Rows) -> list[Rows]:
    """The rows below each clause, with it."""
    starts = [at for at, row in enumerate(rows) if row and row[0].text.startswith("第二十条")]
    return [rows[one:other] for one, other in pairwise([*starts, len(rows)])]


def _labels(row: list[AbstractCell]) -> list[AbstractCell]:
    return [cell for cell in row if cell.role != "value"]


def _values(row: list[AbstractCell]) -> list[AbstractCell]:
    return [cell for cell in row if cell.role == "value"]


CROSSINGS = (matrix, turned_disclosures, one_row, halves, cut_by_columns)
# Where an empty cell leaves no trace.
PACKED = (stacked_rows, headed_cells)
