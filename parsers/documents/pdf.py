"""PDF to Document: ruled tables as grids, the words between them as paragraphs.

pdfplumber finds the tables by their rules and keeps the order of the words; a table that a page break
cuts comes as two grids, which the table reader joins by its rows. Lines of prose are joined to paragraphs by
indent and by lines that end early, as a printed Chinese page shows them.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber

from parsers.model import Block, Cell, Context, Document, Grid, Paragraph

from .errors import UnreadableError

MAX_PAGES = 200  # an annual report has four to thirty; the rest of a longer file is named, not read
_PAGE_NUMBER = re.compile(r"[-—–－―\s]*(第?\s*\d{1,3}\s*页?)(\s*[/共]\s*\d{1,3}\s*页?)?[-—–－―\s]*")
_MARGIN = 0.12  # of the sheet's height, at its head and at its foot
_SPACES = re.compile(r"\s+")
_BETWEEN_WIDE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
# A row of a table without rules: words, then figures and marks side by side. It joins no paragraph.
_FIGURES_AT_END = re.compile(r"(?:(?:^|\s)(?:\d[\d.,]*|[-—/无])){2,}\s*$")
_UNDECODED_MARK = "\xff\xfe"
_SAME_RULE = 3.0  # points: rules closer than this are one rule drawn twice


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block with its height on the sheet.

    `goes_on` and `runs_on`: its paragraph may have begun on the sheet before, may end on the next.
    """

    top: float
    block: Block
    goes_on: bool = False
    runs_on: bool = False


def read_pdf(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of a PDF payload. Raises UnreadableError for a file that is none, is damaged or locked."""
    blocks: list[_Piece] = []
    remarks: list[str] = []
    try:
        with pdfplumber.open(io.BytesIO(payload), unicode_norm="NFC") as file:
            title = _title(file.metadata.get("Title"))
            for sheet in file.pages[:MAX_PAGES]:
                _append(blocks, _sheet_pieces(sheet, remarks))
                sheet.close()
            if len(file.pages) > MAX_PAGES:
                remarks.append(f"pages {MAX_PAGES + 1} to {len(file.pages)} were not read")
    except Exception as error:  # hostile input: pdfminer lets type, key, recursion and struct errors through
        raise UnreadableError(f"the PDF file cannot be taken apart ({type(error).__name__}: {error})") from error
    return Document("pdf", tuple(block.block for block in blocks), title=title, remarks=tuple(remarks))


def _title(stated: object) -> str | None:
    """The title property; pdfminer leaves UTF-16 with the little-endian mark undecoded."""
    if not isinstance(stated, str) or not stated.strip():
        return None
    if not stated.startswith(_UNDECODED_MARK):
        return stated.strip()
    try:
        return stated.encode("latin-1").decode("utf-16").strip() or None
    except UnicodeError:
        return None


def _append(pieces: list[_Piece], sheet: list[_Piece]) -> None:
    """Add the pieces of one sheet, joining the paragraph that a page break cut."""
    if pieces and sheet and pieces[-1].runs_on and sheet[0].goes_on:
        last, first = pieces[-1].block, sheet[0].block
        if isinstance(last, Paragraph) and isinstance(first, Paragraph):
            joined = Paragraph(_joint(last.text) + first.text, last.place)
            pieces[-1] = replace(pieces[-1], block=joined, runs_on=sheet.pop(0).runs_on)
    pieces.extend(sheet)


def _sheet_pieces(sheet: Any, remarks: list[str]) -> list[_Piece]:
    """The blocks of one sheet from top to bottom."""
    if not sheet.chars:
        if sheet.images or sheet.curves:
            remarks.append(f"page {sheet.page_number} is a picture: needs OCR")
        return []
    tables = [table for table in sheet.find_tables() if _is_table(table)]
    lines = [line for line in sheet.extract_text_lines(return_chars=False) if not _inside(line, tables)]
    pieces = list(_paragraphs(lines, sheet))
    pieces.extend(_Piece(table.bbox[1], _grid(table, sheet.page_number, n + 1)) for n, table in enumerate(tables))
    return sorted(pieces, key=lambda piece: piece.top)


# --- tables --------------------------------------------------------------------------------------


def _is_table(table: Any) -> bool:
    """Ruled boxes with a single column are frames around prose, or lines under words."""
    return len({round(cell[0] / _SAME_RULE) for cell in table.cells}) > 1


def _inside(line: dict[str, Any], tables: list[Any]) -> bool:
    middle = (line["top"] + line["bottom"]) / 2
    for table in tables:
        left, top, right, bottom = table.bbox
        if top <= middle <= bottom and line["x0"] < right and line["x1"] > left:
            return True
    return False


def _grid(table: Any, sheet: int, number: int) -> Grid:
    lefts = _rules(edge for cell in table.cells for edge in (cell[0], cell[2]))
    tops = _rules(edge for cell in table.cells for edge in (cell[1], cell[3]))
    cells = []
    for row, texts in zip(table.rows, table.extract(), strict=True):
        for box, text in zip(row.cells, texts, strict=True):
            if box is None:
                continue
            left, top, right, bottom = box
            column, line = _index(lefts, left), _index(tops, top)
            place = f"page {sheet}, table {number}, box {left:.0f} {top:.0f} {right:.0f} {bottom:.0f}"
            span, down = _index(lefts, right) - column, _index(tops, bottom) - line
            cells.append(Cell(text or "", line, column, max(down, 1), max(span, 1), place))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), max(len(tops) - 1, 1), max(len(lefts) - 1, 1), "spans", f"page {sheet}, table {number}")


def _rules(edges: Iterator[float]) -> list[float]:
    """The distinct rules among `edges`, in order."""
    distinct: list[float] = []
    for edge in sorted(edges):
        if not distinct or edge - distinct[-1] > _SAME_RULE:
            distinct.append(edge)
    return distinct


def _index(rules: list[float], edge: float) -> int:
    at = bisect_left(rules, edge - _SAME_RULE)
    return min(at, len(rules) - 1)


# --- prose ---------------------------------------------------------------------------------------


def _is_page_number(line: dict[str, Any], sheet: Any) -> bool:
    """A number alone in the margin; further in it may be a figure of a table without rules."""
    in_margin = line["bottom"] < _MARGIN * sheet.height or line["top"] > (1 - _MARGIN) * sheet.height
    return in_margin and bool(_PAGE_NUMBER.fullmatch(line["text"].strip()))


def _paragraphs(lines: list[dict[str, Any]], sheet: Any) -> Iterator[_Piece]:
    kept = [line for line in lines if not _is_page_number(line, sheet)]
    if not kept:
        return
    left, right = min(line["x0"] for line in kept), max(line["x1"] for line in kept)
    gathered: list[dict[str, Any]] = []
    for line in kept:
        if gathered and _begins_anew(line, gathered[-1], left, right):
            yield _paragraph(gathered, sheet, left, right)
            gathered = []
        gathered.append(line)
    yield _paragraph(gathered, sheet, left, right)


def _begins_anew(line: dict[str, Any], above: dict[str, Any], left: float, right: float) -> bool:
    size = above["bottom"] - above["top"]
    parted = line["top"] - above["bottom"] > 2 * size
    tabular = bool(_FIGURES_AT_END.search(line["text"]) or _FIGURES_AT_END.search(above["text"]))
    return tabular or parted or _indented(line, left) or _ended_early(above, right)


def _indented(line: dict[str, Any], left: float) -> bool:
    return bool(line["x0"] > left + (line["bottom"] - line["top"]))


def _ended_early(line: dict[str, Any], right: float) -> bool:
    return bool(line["x1"] < right - 2 * (line["bottom"] - line["top"]))


def _paragraph(lines: list[dict[str, Any]], sheet: Any, left: float, right: float) -> _Piece:
    text = _SPACES.sub(" ", "".join(_joint(line["text"]) for line in lines)).strip()
    text = _BETWEEN_WIDE.sub("", text)
    first, last = lines[0], lines[-1]
    place = f"page {sheet.page_number}, box {first['x0']:.0f} {first['top']:.0f} {last['x1']:.0f} {last['bottom']:.0f}"
    return _Piece(first["top"], Paragraph(text, place), not _indented(first, left), not _ended_early(last, right))


def _joint(text: str) -> str:
    """A line as it joins the next: Latin words keep a space between them, Chinese ones have none."""
    return text if not text or ord(text[-1]) > 0x7F else text + " "
