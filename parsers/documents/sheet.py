"""Sheets of a workbook to Document: title, headings and prose as paragraphs, the rows between them as grids.

A report that was typed into a spreadsheet is one sheet from top to bottom: a title over the whole width, headings,
prose in merged rows, and tables under one another. Rows with several cells are rows of a table, a row with one text
over the whole width is a paragraph. Where the sheet frames its tables and not its prose, a framed row over the whole
width (第二十条第（一）项) belongs to the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.model import Block, Cell, Document, Grid, Paragraph

from .errors import UnreadableError
from .grid import MAX_SPAN
from .radicals import unified
from .unseen import Unseen

# A report has a thousand filled cells; these are the bounds of what is read at all.
MAX_FILLED = 500_000
MAX_CHARACTERS = 20_000_000
MAX_COVERED = 2_000_000
MAX_GRID = 200_000
_NAMED = 8  # how many hidden rows or columns a remark names

Place = tuple[int, int]  # row and column, from 0


class Look(NamedTuple):
    """How a cell looks: a line at its left or right, or through its words; nothing shown; white words on white."""

    framed: bool = False
    struck_out: bool = False
    blank: bool = False
    white: bool = False


PLAIN = Look()


@dataclass(slots=True)
class Sheet:
    """A sheet as its file states it. `merged` are (top, left, bottom, right), the last row and column included.

    `texts` holds the filled cells, `framed` the rows in which a line is drawn at the left or right of a cell, `white`
    the cells whose words are white on white as far as their own look says.
    """

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    framed: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unseen: Unseen = field(default_factory=Unseen)
    white: set[Place] = field(default_factory=set)

    def put(self, row: int, column: int, text: str, look: Look = PLAIN) -> None:
        """Take in a cell. Raises UnreadableError where there are too many."""
        if look.framed:
            self.framed.add(row)
        if (look.struck_out or look.blank) and text:
            (self.unseen.struck_out if look.struck_out else self.unseen.hidden).append(text)
            return
        if text:
            if look.white:
                self.white.add((row, column))
            self.texts[row, column] = unified(text)
            if len(self.texts) > MAX_FILLED:
                raise UnreadableError(f"sheet {self.name} of the spreadsheet has more than {MAX_FILLED} filled cells")


@dataclass(frozen=True, slots=True)
class _Area:
    """A text and where it is shown, the last row and column included; blank merged cells are areas too."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that is shown: the areas that begin in it, whether one from above reaches into it, whether it is framed."""

    number: int
    areas: tuple[_Area, ...]
    crossed: bool
    framed: bool
    after_gap: bool

    def texts(self) -> list[_Area]:
        return [area for area in self.areas if area.text]


def not_shown(name: str) -> str:
    """The remark on a sheet that is hidden."""
    return f"sheet {name} is hidden and was not read"


def to_document(kind: str, sheets: Sequence[Sheet], remarks: Iterable[str]) -> Document:
    """The document of the sheets that are shown, with its remarks. Raises UnreadableError for a huge one."""
    characters = sum(len(text) for sheet in sheets for text in sheet.texts.values())
    if characters > MAX_CHARACTERS:  # many cells may show one long text that the file holds once
        raise UnreadableError(f"the spreadsheet shows {characters} characters, more than the {MAX_CHARACTERS} allowed")
    blocks: list[Block] = []
    noted = list(remarks)
    for sheet in sheets:
        _leave_out_white(sheet)
        noted.extend(sheet.unseen.remarks())
        blocks.extend(_blocks(sheet, noted))
    return Document(kind, tuple(blocks), remarks=tuple(noted))


def _leave_out_white(sheet: Sheet) -> None:
    """Leave out the white figures beside words that are not white; a row that is all white has a ground of its own."""
    dark = {row for row, column in sheet.texts if (row, column) not in sheet.white} if sheet.white else ()
    for row, column in sorted(sheet.white):
        if row in dark and any(map(str.isdigit, sheet.texts[row, column])):
            sheet.unseen.hidden.append(sheet.texts.pop((row, column)))


# --- what a sheet shows --------------------------------------------------------------------------


def _rows(sheet: Sheet, remarks: list[str]) -> list[_Row]:
    """The rows that are shown, from the first to the last that holds text."""
    areas, unseen = _areas(sheet)
    if unseen:
        remarks.append(_unseen_remark(sheet, unseen))
    beginning: dict[int, list[_Area]] = {}
    crossed: set[int] = set()
    for area in areas:
        beginning.setdefault(area.top, []).append(area)
        crossed.update(range(area.top + 1, area.bottom + 1))
    filled = [area.top for area in areas if area.text]
    if not filled:
        return []
    first, last = min(filled), max(filled)
    rows: list[_Row] = []
    above = -1
    for row in sorted((beginning.keys() | crossed | sheet.framed) - sheet.hidden_rows):
        if first <= row <= last:
            after_gap = any(number not in sheet.hidden_rows for number in range(above + 1, row))
            rows.append(_Row(row, tuple(beginning.get(row, ())), row in crossed, row in sheet.framed, after_gap))
            above = row
    return rows


def _areas(sheet: Sheet) -> tuple[list[_Area], list[Place]]:
    """The areas that are shown, row by row, and the places of the texts that are not, being hidden."""
    reach = {(top, left): (bottom, right) for top, left, bottom, right in reversed(sheet.merged)}
    areas: list[_Area] = []
    unseen: list[Place] = []
    taken: set[Place] = set()
    for place in sorted(sheet.texts.keys() | reach.keys()):
        if place in taken:  # only the first text of a merged area is shown
            continue
        text = sheet.texts.get(place, "")
        bottom, right = reach.get(place, place)
        rows = _seen(place[0], bottom, sheet.hidden_rows)
        columns = _seen(place[1], right, sheet.hidden_columns)
        covered = {(row, column) for row in rows for column in columns}
        if covered & taken:  # areas that overlap are a mistake: the earlier one counts
            rows, columns = rows[:1], columns[:1]
            covered = {(rows[0], columns[0])} - taken
        if not covered:
            if text:
                unseen.append(place)
            continue
        taken |= covered
        if len(taken) > MAX_COVERED:
            raise UnreadableError(f"sheet {sheet.name} of the spreadsheet covers too many cells to be read")
        areas.append(_Area(text, rows[0], columns[0], rows[-1], columns[-1]))
    return areas, unseen


def _seen(first: int, last: int, hidden: set[int]) -> list[int]:
    """The rows or columns of a span that are not hidden; a span that ends before it begins is one."""
    return [number for number in range(first, max(first, min(last, first + MAX_SPAN - 1)) + 1) if number not in hidden]


def _unseen_remark(sheet: Sheet, unseen: Sequence[Place]) -> str:
    rows = sorted({row for row, _ in unseen if row in sheet.hidden_rows})
    columns = sorted({column for row, column in unseen if row not in sheet.hidden_rows})
    parts = [f"rows {_listed([str(row + 1) for row in rows])}"] if rows else []
    parts += [f"columns {_listed([_letters(column) for column in columns])}"] if columns else []
    return f"sheet {sheet.name}: {' and '.join(parts)} are hidden and were not read"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" and more" if len(names) > _NAMED else "")


# --- paragraphs and grids ------------------------------------------------------------------------


def _blocks(sheet: Sheet, remarks: list[str]) -> Iterator[Block]:
    rows = _rows(sheet, remarks)
    over_all = _rows_over_all(rows)
    framing = over_all if _frames_everything(rows, over_all) else set[int]()
    run: list[_Row] = []
    for row in rows:
        texts = row.texts()
        alone = len(texts) == 1 and (row.number in framing or not (row.framed or row.crossed))
        alone = alone or (row.number in over_all and not row.framed)
        if run and (row.after_gap or alone):
            yield from _grid(sheet.name, run, remarks)
            run = []
        if alone:
            place = _place(sheet.name, texts[0].top, texts[0].left)
            yield from (Paragraph(line.strip(), place) for line in texts[0].text.split("\n") if line.strip())
        elif texts or (run and (row.framed or row.crossed)):
            run.append(row)
    yield from _grid(sheet.name, run, remarks)


def _rows_over_all(rows: Sequence[_Row]) -> set[int]:
    """The rows that hold one text over the whole width of what is filled."""
    filled = [area for row in rows for area in row.texts()]
    left, right = min((area.left for area in filled), default=0), max((area.right for area in filled), default=0)
    return {
        row.number
        for row in rows
        if len(texts := row.texts()) == 1 and texts[0].left <= left <= right <= texts[0].right
    }


def _frames_everything(rows: Sequence[_Row], over_all: set[int]) -> bool:
    """Whether most titles, headings and prose are framed like tables, so that a frame tells nothing about them."""
    framed = sum(row.framed for row in rows if row.number in over_all)
    return 2 * framed >= len(over_all)


def _grid(sheet: str, run: Sequence[_Row], remarks: list[str]) -> Iterator[Grid]:
    """The grid of the rows of a run. Columns in which no cell begins are not there, blank ones between cells are."""
    end = max((at for at, row in enumerate(run, 1) if row.texts()), default=0)
    rows = {row.number: at for at, row in enumerate(run[:end])}
    areas = [area for row in run[:end] for area in row.areas]
    begun = sorted({area.left for area in areas})
    columns = {column: at for at, column in enumerate(begun)}
    if len(rows) * len(columns) > MAX_GRID:
        remarks.append(f"sheet {sheet}: a table of {len(rows)} rows and {len(columns)} columns is not read")
        return
    cells: dict[Place, Cell] = {}
    covered: set[Place] = set()
    for area in areas:
        down = [rows[row] for row in range(area.top, area.bottom + 1) if row in rows]
        along = [columns[column] for column in range(area.left, area.right + 1) if column in columns]
        place = _place(sheet, area.top, area.left)
        cells[down[0], along[0]] = Cell(area.text, down[0], along[0], len(down), len(along), place)
        covered.update((row, column) for row in down for column in along)
    for number, row in rows.items():
        for column in begun:
            if (row, columns[column]) not in covered:
                cells[row, columns[column]] = Cell("", row, columns[column], place=_place(sheet, number, column))
    if cells:
        where = f"sheet {sheet}, rows {run[0].number + 1} to {run[end - 1].number + 1}"
        yield Grid.of(tuple(cells[place] for place in sorted(cells)), len(rows), len(columns), "spans", where)


def _place(sheet: str, row: int, column: int) -> str:
    return f"sheet {sheet}, cell {_letters(column)}{row + 1}"


def _letters(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
