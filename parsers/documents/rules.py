"""The tables that rules draw on a sheet, those that a page break leaves open among them.

Browsers end the upright rules of a table at the foot of a page and begin them at the head of the next without a rule
across: the row at the break would be no part of the table. And each table has columns of its own: a rule that stands a
point beside one of the table below is not the same rule. The sheet is a page of pdfplumber's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pdfplumber.table import TableFinder, merge_edges
from pdfplumber.utils.geometry import filter_edges

_SAME_RULE = 3.0  # points, as pdfplumber takes rules for one
_SHORTEST_PART = 1.0  # points: the dots of a dotted rule
_FEWEST_UPRIGHT = 3  # rules that end at one height: two columns at least

_MOST_CROSSINGS = 8_000  # of rules on a sheet; two pages of table 3 side by side have two thousand

Edge = dict[str, Any]


class _Finder(TableFinder):
    """Finds tables by rules, with those that a page break left out; none where rules cross too often."""

    crosses_too_often = False

    def get_edges(self) -> list[Edge]:
        drawn: list[Edge] = filter_edges(self.page.edges, min_length=_SHORTEST_PART)
        edges: list[Edge] = [
            edge
            for band in _bands(drawn)
            for edge in merge_edges(band, _SAME_RULE, _SAME_RULE, _SAME_RULE, _SAME_RULE)
            if edge["x1"] - edge["x0"] >= _SAME_RULE or edge["bottom"] - edge["top"] >= _SAME_RULE
        ]
        upright = sum(edge["orientation"] == "v" for edge in edges)
        if upright * (len(edges) - upright) > _MOST_CROSSINGS:
            self.crosses_too_often = True
            return []
        closing = [*_closing(self.page, edges, "top"), *_closing(self.page, edges, "bottom")]
        return edges + closing


def find_tables(sheet: Any, remarks: list[str]) -> list[Any]:
    """The ruled tables of the sheet, as pdfplumber gives them."""
    found = _Finder(sheet)
    if found.crosses_too_often:
        remarks.append(
            f"page {sheet.page_number} draws more rules than any table has, and its tables are read as lines"
        )
    tables: list[Any] = found.tables
    return tables


def _bands(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The rules of each part of the sheet, from top to bottom, between which no upright rule reaches."""
    upright = sorted((edge for edge in edges if edge["orientation"] == "v"), key=lambda edge: float(edge["top"]))
    bands: list[list[Edge]] = []
    feet: list[float] = []
    for edge in upright:
        if feet and edge["top"] <= feet[-1] + _SAME_RULE:
            bands[-1].append(edge)
            feet[-1] = max(feet[-1], edge["bottom"])
        else:
            bands.append([edge])
            feet.append(edge["bottom"])
    below = list[Edge]()
    for edge in edges:
        if edge["orientation"] == "h":
            at = bisect_left(feet, edge["top"] - _SAME_RULE)
            (bands[at] if at < len(bands) else below).append(edge)
    return [*bands, below]


def _closing(sheet: Any, edges: Sequence[Edge], end: str) -> Iterator[Edge]:
    """Rules across where the upright rules of a table end (at their "top" or "bottom") with words between, and none."""
    across = [edge for edge in edges if edge["orientation"] == "h"]
    for height, ending in _by_end([edge for edge in edges if edge["orientation"] == "v"], end):
        is_closed_beside = any(abs(edge["top"] - height) <= _SAME_RULE for edge in across)
        reach = _SAME_RULE if is_closed_beside else -_SAME_RULE  # else all rules upright may hang from one across
        for one, other in pairwise(sorted(ending, key=lambda edge: float(edge["x0"]))):
            left, right = one["x0"], other["x0"]
            crossing = [edge["top"] for edge in across if _spans(edge, left, right)]
            inside = [at for at in crossing if any(e["top"] - reach < at < e["bottom"] + reach for e in (one, other))]
            if not inside or any(abs(at - height) <= _SAME_RULE for at in crossing):
                continue
            nearest = min(inside, key=lambda at: abs(at - height))
            if _has_words(sheet, left, min(height, nearest), right, max(height, nearest)):
                yield {
                    "object_type": "line", "orientation": "h", "x0": left, "x1": right, "top": height, "bottom": height,
                    "height": 0.0, "width": right - left,
                }  # fmt: skip


def _spans(edge: Edge, left: float, right: float) -> bool:
    return bool(edge["x0"] <= left + _SAME_RULE and edge["x1"] >= right - _SAME_RULE)


def _by_end(upright: Sequence[Edge], end: str) -> Iterator[tuple[float, list[Edge]]]:
    """The heights at which several upright rules end, and those rules."""
    run: list[Edge] = []
    for edge in sorted(upright, key=lambda edge: float(edge[end])):
        if run and edge[end] - run[0][end] > _SAME_RULE:
            if len(run) >= _FEWEST_UPRIGHT:
                yield run[0][end], run
            run = []
        run.append(edge)
    if len(run) >= _FEWEST_UPRIGHT:
        yield run[0][end], run


def _has_words(sheet: Any, left: float, top: float, right: float, bottom: float) -> bool:
    return any(
        left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
        for char in sheet.chars
        if char["text"].strip()
    )
