"""What OCR saw of a scan to Document: drawn rules to grids, words to cells and lines, each with how sure it is.

The payload is JSON that `gongkai derive` makes of a scanned PDF or a picture: for each sheet its words with boxes and
scores, its rules, and ink that no word explains. Nothing is looked up and nothing is mended here. A cell is
doubtful where a word reaches over into another, where ink stands that was not read, or where the score is low; what
becomes of doubtful figures, `parsers.recognised` says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from parsers.model import Context, Document, Paragraph, Recognition

from .errors import UnreadableError
from .printed import (
    Box,
    Line,
    Piece,
    Sheet,
    append_sheet,
    cell_place,
    has_columns,
    paragraphs,
    ruled_grid,
)

FORMAT = 1
_MOST_SHEETS = 200
_MOST_WORDS = 3000  # on one sheet; a close page of print has a tenth of it
_MOST_RULES = 600  # on one sheet; the official tables have fifty
_MOST_CROSSINGS = 2500
_SAME_RULE = 0.005  # of the sheet's longer side: rules closer than this are one
_OVER = 0.4  # of a word's height: reaching so far into a second cell, it may be the figures of two
_GAP = 0.6  # of a line's height: words further apart are parted by a space
_MALFORMED = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError)
_OVER_RULE = "the words that OCR sees here reach over a rule into another cell"
_INK = "something is printed here that OCR does not read"


class _Word(NamedTuple):
    box: Box
    score: float
    text: str

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


@dataclass(slots=True)
class _Seen:
    """What is gathered over the sheets."""

    pieces: list[Piece] = field(default_factory=list)
    cells: list[tuple[str, float, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_ocr(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of an OCR payload. Raises UnreadableError where it is none that this reader knows."""
    try:
        stated = json.loads(payload)
        if stated["gongkai_ocr"] != FORMAT:
            raise UnreadableError(f"the OCR result has format {stated['gongkai_ocr']}; this reader knows {FORMAT}")
        tool = f"{stated['tool']} {stated['version']}"
        seen = _Seen(remarks=[f"read by OCR ({tool}): compare what matters with the picture"])
        seen.remarks += map(str, stated["left_out"])
        for page in stated["pages"][:_MOST_SHEETS]:
            _read_sheet(page, seen)
        if len(stated["pages"]) > _MOST_SHEETS:
            seen.remarks.append(f"pages {_MOST_SHEETS + 1} to {len(stated['pages'])} were not read")
    except _MALFORMED as error:
        raise UnreadableError(f"the OCR result cannot be taken apart ({type(error).__name__}: {error})") from error
    lines = [(piece.block.place, piece.score, "") for piece in seen.pieces if isinstance(piece.block, Paragraph)]
    blocks = tuple(piece.block for piece in seen.pieces)
    return Document("ocr", blocks, remarks=tuple(seen.remarks), recognition=Recognition(tool, (*seen.cells, *lines)))


def _read_sheet(page: dict[str, Any], seen: _Seen) -> None:
    sheet = Sheet(int(page["number"]), float(page["height"]))
    same = _SAME_RULE * max(float(page["width"]), float(page["height"]))
    words = [
        _Word((x0, y0, x1, y1), float(score), str(text)) for x0, y0, x1, y1, score, text in page["words"][:_MOST_WORDS]
    ]
    if len(page["words"]) > _MOST_WORDS:
        seen.remarks.append(f"page {sheet.number} has {len(page['words'])} words, of which {_MOST_WORDS} are read")
    tables = _tables(page["rules"], same)
    if tables is None:
        seen.remarks.append(f"page {sheet.number} has too many lines for a table: read as text alone")
    pieces: list[Piece] = []
    in_tables: set[int] = set()
    for number, boxes in enumerate(tables or [], start=1):
        texts = _cell_texts(boxes, words, page["ink"], sheet.number, number, seen, in_tables)
        pieces.append(Piece(min(box[1] for box in boxes), ruled_grid(texts, sheet.number, number, same)))
    lines = _lines([word for at, word in enumerate(words) if at not in in_tables])
    pieces += paragraphs([Line(_line_text(line), _around(line), _least(line)) for line in lines], sheet)
    if not pieces and page["ink"]:
        seen.remarks.append(f"page {sheet.number}: OCR sees no words in its picture")
    append_sheet(seen.pieces, sorted(pieces, key=lambda piece: piece.top))


# --- tables --------------------------------------------------------------------------------------


def _tables(rules: list[list[float]], same: float) -> list[list[Box]] | None:
    """The ruled boxes of each table from top to bottom; None where the rules are far more than a form's."""
    if len(rules) > _MOST_RULES:
        return None
    edges = merge_edges([_edge(*rule) for rule in rules], same, same, same, same)
    crossings = edges_to_intersections(edges, same, same)
    if len(crossings) > _MOST_CROSSINGS:
        return None
    tables: list[list[Box]] = cells_to_tables(intersections_to_cells(crossings))
    return [boxes for boxes in tables if has_columns(boxes, same)]


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    across = x1 - x0 >= bottom - top
    size = {"width": x1 - x0, "height": bottom - top}
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "orientation": "h" if across else "v", **size}


def _cell_texts(
    boxes: list[Box],
    words: list[_Word],
    ink: list[Box],
    sheet: int,
    number: int,
    seen: _Seen,
    in_tables: set[int],
) -> list[tuple[Box, str]]:
    """Each box with its words; how sure they are is put under the place of the cell."""
    inside: dict[Box, list[_Word]] = {box: [] for box in boxes}
    doubts: dict[Box, str] = {box: _INK for box in boxes if any(_holds(box, _middle(spot)) for spot in ink)}
    for at, word in enumerate(words):
        home = next((box for box in boxes if _holds(box, word.middle)), None)
        if home is None:
            continue
        in_tables.add(at)
        inside[home].append(word)
        least = _OVER * (word.box[3] - word.box[1])
        reached = [box for box in boxes if _holds_height(box, word) and _overlap(box, word) > least]
        if len(reached) > 1:
            doubts.update(dict.fromkeys(reached, _OVER_RULE))
    texts = []
    for box in boxes:
        lines = _lines(inside[box])
        seen.cells.append((cell_place(box, sheet, number), _least(inside[box]), doubts.get(box, "")))
        texts.append((box, "\n".join(map(_line_text, lines))))
    return texts


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds_height(box: Box, word: _Word) -> bool:
    return box[1] <= word.middle[1] <= box[3]


def _overlap(box: Box, word: _Word) -> float:
    return min(box[2], word.box[2]) - max(box[0], word.box[0])


# --- lines ---------------------------------------------------------------------------------------


def _lines(words: Iterable[_Word]) -> list[list[_Word]]:
    """The words as lines from top to bottom, each from left to right."""
    lines: list[list[_Word]] = []
    top = bottom = 0.0  # of the last line
    for word in sorted(words, key=lambda one: one.middle[1]):
        _, above, _, below = word.box
        shared = min(bottom, below) - max(top, above)
        if lines and shared > 0.5 * min(bottom - top, below - above):
            lines[-1].append(word)
            top, bottom = min(top, above), max(bottom, below)
        else:
            lines.append([word])
            top, bottom = above, below
    return [sorted(line, key=lambda one: one.box[0]) for line in lines]


def _line_text(line: list[_Word]) -> str:
    text = line[0].text
    for before, word in pairwise(line):
        height = max(word.box[3] - word.box[1], 1e-6)
        text += (" " if word.box[0] - before.box[2] > _GAP * height else "") + word.text
    return text


def _least(words: Iterable[_Word]) -> float:
    return min((word.score for word in words), default=1.0)


def _around(line: Iterable[_Word]) -> Box:
    lefts, tops, rights, bottoms = zip(*(word.box for word in line), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
