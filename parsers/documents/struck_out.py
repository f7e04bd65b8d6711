"""Which letters of a sheet strokes go through: one along the middle of their line, or two that cross upon them.

A sheet is a page of pdfplumber's, a letter one of its characters and a stroke one of its lines, boxes or curves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

Letter = dict[str, Any]
Stroke = dict[str, Any]
Edges = tuple[int, int, int, int]  # left, top, right, bottom: points

BELOW = 0.12  # of a letter's size, that reaches below its base line
_STROKE = 2.0  # points: a rule as thick as this may strike words out
_THROUGH = (0.15, 0.55)  # of the size, above the base line: where a stroke goes through a letter
_SAME_END = 2.0  # points: a stroke ends where its words end, a table's rule goes on
_ENDS = 2  # of a line
_TALLEST = 4  # sizes of a letter: what is crossed out by a higher cross is a page, or a part of one


def struck_out(sheet: Any, letters: Sequence[Letter]) -> set[int]:
    """The identities of the letters through which a stroke goes that begins and ends with them, or that are crossed."""
    ordered = sorted(letters, key=lambda letter: letter["bottom"])
    bottoms = [letter["bottom"] for letter in ordered]
    tallest = max((letter["size"] for letter in letters), default=0.0)
    struck: set[int] = set()
    for stroke in _strokes(sheet):
        at = (stroke["top"] + stroke["bottom"]) / 2
        below = ordered[bisect_left(bottoms, at) : bisect_left(bottoms, at + tallest)]
        crossed = [letter for letter in below if _goes_through(stroke, at, letter)]
        if crossed and _ends_with(stroke, crossed):
            struck.update(map(id, crossed))
    for left, top, right, bottom in _crosses(sheet):
        beside = ordered[bisect_left(bottoms, top) : bisect_left(bottoms, bottom + tallest)]
        struck.update(id(one) for one in beside if _is_within(one, (left, top, right, bottom)))
    return struck


def _strokes(sheet: Any) -> Iterator[Stroke]:
    for drawn in (*sheet.lines, *sheet.rects, *sheet.curves):
        if drawn["height"] <= _STROKE < drawn["width"]:
            yield drawn


def _goes_through(stroke: Stroke, at: float, letter: Letter) -> bool:
    above = (letter["bottom"] - at) / letter["size"] - BELOW if letter["size"] else 0.0
    middle = (letter["x0"] + letter["x1"]) / 2
    return bool(_THROUGH[0] <= above <= _THROUGH[1] and stroke["x0"] <= middle <= stroke["x1"])


def _ends_with(stroke: Stroke, crossed: Sequence[Letter]) -> bool:
    left, right = min(letter["x0"] for letter in crossed), max(letter["x1"] for letter in crossed)
    in_order = sorted(crossed, key=lambda letter: letter["x0"])
    has_gap = any(after["x0"] - before["x1"] > before["size"] for before, after in pairwise(in_order))
    return abs(stroke["x0"] - left) < _SAME_END and abs(stroke["x1"] - right) < _SAME_END and not has_gap


def _crosses(sheet: Any) -> Iterator[Edges]:
    """Where two lines aslant begin and end at the corners of one box, one falling and one rising."""
    fell: dict[Edges, bool] = {}
    for line in sheet.lines:
        if line["height"] <= _STROKE or line["width"] <= _STROKE or len(line["pts"]) != _ENDS:
            continue
        (x0, y0), (x1, y1) = line["pts"]
        box = (round(line["x0"]), round(line["top"]), round(line["x1"]), round(line["bottom"]))
        if fell.setdefault(box, (x0 < x1) == (y0 < y1)) != ((x0 < x1) == (y0 < y1)):
            yield box


def _is_within(letter: Letter, cross: Edges) -> bool:
    left, top, right, bottom = cross
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(left <= x <= right and top <= y <= bottom and bottom - top <= _TALLEST * letter["size"])
