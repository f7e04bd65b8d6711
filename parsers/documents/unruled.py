"""Tables without rules on a sheet: which lines are rows of one, and the labels that their column cuts over lines.

A row is a line that ends with a figure, with a gap in it that no sentence has. A label that fills its column goes on in
the lines below, which have nothing behind them; its figures stand beside its first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

from .printed import ORDINAL, Line, Row

_FIGURE = re.compile(r"\d[\d.,]*%?|[-—/]")
_FAR = 2.0  # of a letter's size: the words of a sentence stand nearer
_WORDS = 3.0  # points between two words, as pdfplumber has it
# Of a letter's size: with so little room a line is full, as signs that may not begin the next one go with it.
_FULL = 2.2
_BESIDE = 1.0  # of a letter's size: lines of a label begin so near to one another
_BELOW = 1.0  # of a letter's size: the lines of a label stand nearer
_SAME = 1.5  # points: figures so near below one another stand in a column
_FEWEST = 3  # rows


def row_of(text: str, letters: Sequence[dict[str, Any]]) -> Row | None:
    """The parts of a line that may be a row; None for any other. `letters` are pdfplumber's characters."""
    if not _FIGURE.fullmatch(text.rpartition(" ")[2]):
        return None
    words = _words(letters)
    if len(words) == 1:
        return None
    is_far = any(after[0]["x0"] - one[-1]["x1"] > _FAR * after[0]["size"] for one, after in pairwise(words))
    label, *behind = ("".join(letter["text"] for letter in word) for word in words)
    return Row(label, words[0][-1]["x1"], " ".join(behind), words[1][0]["x0"], is_far)


def _words(letters: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    words: list[list[dict[str, Any]]] = []
    for letter in letters:
        if letter["text"].isspace():
            continue
        if not words or letter["x0"] - words[-1][-1]["x1"] > _WORDS:
            words.append([])
        words[-1].append(letter)
    return words


def rejoined(lines: Sequence[Line], page: int, remarks: list[str]) -> list[Line]:
    """The lines with the labels of rows put together; a remark says where that was done.

    A label may reach to its figure, so that nothing but the place of the figure below others tells a row.
    """
    far = [line for line in lines if line.row and line.row.is_far]
    places = {_place(end) for line in far for end in _ends(line)}
    told = [line if _is_in_column(line, places) else line._replace(row=None) for line in lines]
    if len(far) < _FEWEST:
        return told
    joined = list(_rejoined(told))
    if len(joined) < len(lines):
        remarks.append(f"page {page} prints a table without rules; labels that its column cuts are put together")
    return joined


def _is_in_column(line: Line, places: AbstractSet[int]) -> bool:
    """Whether what stands behind a label begins, or ends, where that of a row does, to a point or two."""
    if line.row is None or line.row.is_far:
        return True
    return any(_place(end) + aside in places for end in _ends(line) for aside in (-1, 0, 1))


def _ends(line: Line) -> tuple[float, float]:
    """Where what stands behind a label begins and ends."""
    return (line.row.left if line.row else line.box[0]), line.box[2]


def _place(length: float) -> int:
    return round(length / _SAME)


def _rejoined(lines: Sequence[Line]) -> Iterator[Line]:
    edge = _edge(lines)
    whole: Line | None = None
    last: Line | None = None
    for line in lines:
        if whole and last and _goes_on(line, last, whole, edge):
            whole, last = _with(whole, line), line
            continue
        if whole:
            yield whole
        whole = last = line
    if whole:
        yield whole


def _edge(lines: Sequence[Line]) -> float:
    """How far the labels reach, with what stands below one of them and has nothing behind it."""
    at_rows = [at for at, line in enumerate(lines) if line.row]
    rows = [line.row for line in lines if line.row]
    behind = min(row.left for row in rows)
    between = (line.box[2] for line in lines[at_rows[0] : at_rows[-1]] if line.row is None)
    return max([row.right for row in rows] + [right for right in between if right < behind])


def _goes_on(line: Line, last: Line, whole: Line, edge: float) -> bool:
    """Whether a line is the next one of the label of a row, whose lines so far end with `last`."""
    if whole.row is None or line.row is not None or ORDINAL.match(line.text):
        return False
    size = line.size or 1.0
    right = last.row.right if last.row else last.box[2]
    is_full = right > edge - _FULL * size
    is_below = line.box[1] - last.box[3] < _BELOW * size and abs(line.box[0] - last.box[0]) < _BESIDE * size
    return is_full and is_below and line.box[2] < whole.row.left


def _with(whole: Line, line: Line) -> Line:
    if whole.row is None:
        return whole
    row = whole.row._replace(label=whole.row.label + line.text)
    box = (*whole.box[:3], line.box[3])
    return whole._replace(text=f"{row.label} {row.behind}", box=box, row=row)
