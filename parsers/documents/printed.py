"""What stands on a printed sheet: ruled boxes to grids, lines of words to paragraphs. PDF files and scans share it.

Lines of prose are joined to paragraphs by indent and by lines that end early, as a printed Chinese page shows them.
All lengths are in the units of the sheet, from its upper left corner.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from parsers.model import Block, Cell, Grid, Paragraph

from .cut_rows import mended

Box = tuple[float, float, float, float]  # left, top, right, bottom

_PAGE_NUMBER = re.compile(r"[-—–－―\s]*(第?\s*\d{1,3}\s*页?)(\s*[/共]\s*\d{1,3}\s*页?)?[-—–－―\s]*")
_LONGEST_NUMBER = 40  # characters of a line that numbers its page
_MARGIN = 0.12  # of the sheet's height, at its head and at its foot
_SPACES = re.compile(r"\s+")
_BETWEEN_WIDE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_SENTENCE = re.compile("[，。；！？]")
# How headings and items begin; behind the end of a sentence they begin a paragraph, however long the line above is.
ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[1-9]\d?[.．、](?!\d)")
_RESIZED = 1.2  # times larger or smaller: letters of another size begin a paragraph
_STOPS = ("。", "！", "？", "；", "：")
# A row of a table without rules: words, then figures and marks side by side. It joins no paragraph.
_FIGURES_AT_END = re.compile(r"(?:(?:^|\s)(?:\d[\d.,]*|[-—/无])){2,}\s*$")
_LONGEST_END = 200  # characters: so far back from the end of a line its last two figures are looked for


class Row(NamedTuple):
    """A line of a table without rules: its first word and where that ends, the words behind and where they begin.

    `is_far`: two of its words stand further from one another than those of a sentence.
    """

    label: str
    right: float
    behind: str
    left: float
    is_far: bool


class Line(NamedTuple):
    """`score` is how sure its words are, 0 to 1: below 1 where they were seen by OCR. `size` 0 is not known.

    `row` is there where the line is one of a table without rules.
    """

    text: str
    box: Box
    score: float = 1.0
    size: float = 0.0
    row: Row | None = None


class Sheet(NamedTuple):
    """A sheet of the file, numbered from 1. `right` is how far its text reaches as far as the sheet tells, else 0."""

    number: int
    height: float
    right: float = 0.0


class Piece(NamedTuple):
    """A block with its height on the sheet.

    `goes_on` and `runs_on`: its paragraph may have begun on the sheet before, may end on the next. `score` is that of
    its least sure line. `full` are the places of a table's cells whose last line has no room left. `margin`: "head" or
    "foot" where a paragraph stands in that margin of its sheet, else "".
    """

    top: float
    block: Block
    goes_on: bool = False
    runs_on: bool = False
    score: float = 1.0
    full: frozenset[str] = frozenset()
    margin: str = ""

    @property
    def text(self) -> str:
        return self.block.text if isinstance(self.block, Paragraph) else ""


def append_sheet(pieces: list[Piece], sheet: list[Piece]) -> None:
    """Add the pieces of one sheet, joining the paragraph, or the row of a table, that a page break cut."""
    if pieces and sheet and pieces[-1].runs_on and sheet[0].goes_on:
        last, first = pieces[-1].block, sheet[0].block
        if isinstance(last, Paragraph) and isinstance(first, Paragraph) and not _is_item_below(first.text, last.text):
            joined = Paragraph(_joint(last.text) + first.text, last.place)
            score = min(pieces[-1].score, sheet[0].score)
            pieces[-1] = pieces[-1]._replace(block=joined, runs_on=sheet.pop(0).runs_on, score=score)
    elif pieces and sheet:
        last, first = pieces[-1].block, sheet[0].block
        parts = mended(last, first, pieces[-1].full) if isinstance(last, Grid) and isinstance(first, Grid) else None
        if parts:
            pieces[-1] = pieces[-1]._replace(block=parts[0])
            sheet[:1] = [sheet[0]._replace(block=parts[1])] if parts[1].cells else []
    pieces.extend(sheet)


# --- tables --------------------------------------------------------------------------------------


def has_columns(boxes: Iterable[Box], same: float) -> bool:
    """Ruled boxes with a single column are frames around prose, or lines under words."""
    return len({round(left / same) for left, _, _, _ in boxes}) > 1


def ruled_grid(boxes: Sequence[tuple[Box, str]], sheet: int, number: int, same: float) -> Grid:
    """The grid of a table's ruled boxes and their texts; rules closer than `same` are one rule drawn twice."""
    lefts = _rules((edge for box, _ in boxes for edge in (box[0], box[2])), same)
    tops = _rules((edge for box, _ in boxes for edge in (box[1], box[3])), same)
    cells = []
    for box, text in boxes:
        left, top, right, bottom = box
        column, line = _index(lefts, left, same), _index(tops, top, same)
        span, down = _index(lefts, right, same) - column, _index(tops, bottom, same) - line
        cells.append(Cell(text, line, column, max(down, 1), max(span, 1), cell_place(box, sheet, number)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid.of(cells, max(len(tops) - 1, 1), max(len(lefts) - 1, 1), "spans", f"page {sheet}, table {number}")


def cell_place(box: Box, sheet: int, number: int) -> str:
    left, top, right, bottom = box
    return f"page {sheet}, table {number}, box {left:.0f} {top:.0f} {right:.0f} {bottom:.0f}"


def _rules(edges: Iterable[float], same: float) -> list[float]:
    """The distinct rules among `edges`, in order."""
    distinct: list[float] = []
    for edge in sorted(edges):
        if not distinct or edge - distinct[-1] > same:
            distinct.append(edge)
    return distinct


def _index(rules: list[float], edge: float, same: float) -> int:
    at = bisect_left(rules, edge - same)
    return min(at, len(rules) - 1)


# --- prose ---------------------------------------------------------------------------------------


def paragraphs(lines: Iterable[Line], sheet: Sheet) -> Iterator[Piece]:
    """The paragraphs of the lines beside the tables, from top to bottom; page numbers are none."""
    kept = [line for line in lines if not _is_page_number(line, sheet)]
    if not kept:
        return
    left, right = min(line.box[0] for line in kept), _right_edge(kept, sheet)
    gathered: list[Line] = []
    for line in kept:
        if gathered and _begins_anew(line, gathered[-1], left, right):
            yield _paragraph(gathered, sheet, left, right)
            gathered = []
        gathered.append(line)
    yield _paragraph(gathered, sheet, left, right)


def _right_edge(lines: Sequence[Line], sheet: Sheet) -> float:
    """Where full lines end. Where only one line reaches so far, all may be short: what else the sheet tells counts."""
    right = max(line.box[2] for line in lines)
    full = sum(not _ended_early(line, right) for line in lines)
    return right if full > 1 else max(right, sheet.right)


def _is_page_number(line: Line, sheet: Sheet) -> bool:
    """A number alone in the margin; further in it may be a figure of a table without rules."""
    if not _margin((line,), sheet) or len(line.text) > _LONGEST_NUMBER:
        return False
    return bool(_PAGE_NUMBER.fullmatch(line.text.strip()))


def _margin(lines: Sequence[Line], sheet: Sheet) -> str:
    """In which margin of the sheet, if in one, lines stand."""
    if all(line.box[3] < _MARGIN * sheet.height for line in lines):
        return "head"
    return "foot" if all(line.box[1] > (1 - _MARGIN) * sheet.height for line in lines) else ""


def _begins_anew(line: Line, above: Line, left: float, right: float) -> bool:
    size = above.box[3] - above.box[1]
    parted = line.box[1] - above.box[3] > 2 * size
    tabular = line.row or above.row or _ends_with_figures(line.text) or _ends_with_figures(above.text)
    itemised = _is_item_below(line.text, above.text)
    resized = bool(line.size and above.size) and not 1 / _RESIZED < line.size / above.size < _RESIZED
    return bool(tabular) or parted or itemised or resized or _is_indented(line, left) or _ended_early(above, right)


def _ends_with_figures(text: str) -> bool:
    return bool(_FIGURES_AT_END.search(text, max(len(text) - _LONGEST_END, 0)))


def _is_item_below(text: str, above: str) -> bool:
    """Whether `text` is a heading, or an item behind the end of a sentence."""
    if not ORDINAL.match(text):
        return False
    return above.endswith(_STOPS) or not (_SENTENCE.search(text) or above.endswith(("，", "、")))


def _is_indented(line: Line, left: float) -> bool:
    return line.box[0] > left + (line.box[3] - line.box[1])


def _ended_early(line: Line, right: float) -> bool:
    return line.box[2] < right - 2 * (line.box[3] - line.box[1])


def _paragraph(lines: Sequence[Line], sheet: Sheet, left: float, right: float) -> Piece:
    text = _SPACES.sub(" ", "".join(_joint(line.text) for line in lines)).strip()
    if len(lines) > 1 or _SENTENCE.search(text):  # else the gaps may part the heads of a table without rules
        text = _BETWEEN_WIDE.sub("", text)
    first, last = lines[0], lines[-1]
    place = f"page {sheet.number}, box " + " ".join(f"{edge:.0f}" for edge in (*first.box[:2], *last.box[2:]))
    score = min(line.score for line in lines)
    goes_on, runs_on = not _is_indented(first, left), not _ended_early(last, right)
    return Piece(first.box[1], Paragraph(text, place), goes_on, runs_on, score, margin=_margin(lines, sheet))


def _joint(text: str) -> str:
    """A line as it joins the next: Latin words keep a space between them, Chinese ones have none."""
    return text if not text or ord(text[-1]) > 0x7F else text + " "
