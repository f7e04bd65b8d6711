"""Table 2 where heads and labels cross otherwise than in the form: a matrix of all items and measures, a table that
stands turned, all figures in one row.

Where a grid states its columns, a figure is of the one item and the one measure that stand above it or before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from parsers.model import Cell, Figure

from .align import Gap, Interval, Slot, right_edge
from .figures import Figures, figure
from .form import Column, Form
from .numbers import parse_value
from .rows import PrintedRow
from .vocabulary import CONTENT_HEAD, ITEM_NAMES, MEASURE_NAMES

TABLE = "disclosures"
OF_OTHER_YEARS = re.compile("历年|以来|[上去]年|同期|同比|增减|累计")
_FEWEST_HEADS = 2
_MOST_WORDS = 200  # of all rows of heads: they are gone through for each figure
_SEVERAL = "the table prints several rows of figures of this item"


class _Head(NamedTuple):
    """A word of the heads over some columns: an item or a measure, by its code."""

    over: Interval
    kind: str
    code: str


class _Crossing(NamedTuple):
    """A figure's place: what stands above it and before it."""

    item: str
    column: Column
    slot: Slot
    row: PrintedRow


def is_crossed(rows: Sequence[PrintedRow], form: Form) -> bool:
    """Whether heads name several items, or measures that no block of the form has side by side."""
    blocks = [{measure.code for measure in block.measures} for block in form.blocks]
    words = _words_of(form)
    if sum(len(row.labels) for row in rows if not row.values) > _MOST_WORDS:
        return False
    for row in rows:
        if row.geometry == "spans" and _is_head(row, words):
            named = [words[name] for name in row.names if name in words]
            measures = {code for kind, code in named if kind == "measure"}
            if len(named) - len(measures) > 1 or (measures and not any(measures <= block for block in blocks)):
                return True
    return False


def read_crossed(rows: Sequence[PrintedRow], form: Form) -> tuple[Figures, list[str]]:
    """The figures, and remarks on what the table prints beyond the form."""
    found: dict[str, list[_Crossing]] = {}
    remarks: list[str] = []
    words = _words_of(form)
    heads: list[_Head] = []
    edges: set[int] = set()  # where the rows of heads end: in one place, or their spans lie
    above_is_head = False
    for row in rows:
        if _is_head(row, words):
            if not above_is_head:
                heads, edges = [], set()
            heads += _heads_of(row, words)
            edges.add(right_edge(row.cells))
            above_is_head = True
            continue
        above_is_head = above_is_head and not row.values
        crossings = _crossings(row, heads, form, words, fits={right_edge(row.cells)} == edges)
        for one in crossings:
            found.setdefault(f"{TABLE}.{one.item}.{one.column.code}", []).append(one)
        of_form = {id(one.slot) for one in crossings}
        if any(id(cell) not in of_form and _prints_a_figure(cell) for cell in row.values):
            remarks.append(f"table 2 prints figures that the form does not have: {row.printed()}")
    for several in found.values():
        if len(several) > 1:
            remarks += [f"table 2 prints one of several rows of figures: {one.row.printed()}" for one in several]
    return {key: _settled(several) for key, several in found.items()}, list(dict.fromkeys(remarks))


def _words_of(form: Form) -> dict[str, tuple[str, str]]:
    """What each bare word of the form's table 2 names: ("item", code) or ("measure", code)."""
    kinds: tuple[tuple[str, Mapping[str, set[tuple[str, str]]]], ...] = (
        ("item", ITEM_NAMES),
        ("measure", MEASURE_NAMES),
    )
    return {
        name: (kind, code)
        for kind, names in kinds
        for name, of_forms in names.items()
        for of_form, code in of_forms
        if of_form == form.form
    }


def _is_head(row: PrintedRow, words: Mapping[str, tuple[str, str]]) -> bool:
    if any(cell.text.strip() for cell in row.values):
        return False
    return sum(name in words or name == CONTENT_HEAD for name in row.names) >= _FEWEST_HEADS


def _heads_of(row: PrintedRow, words: Mapping[str, tuple[str, str]]) -> list[_Head]:
    return [
        _Head((cell.column, cell.column + cell.colspan), *words[name])
        for cell, name in zip(row.labels, row.names, strict=True)
        if name in words
    ]


def _crossings(
    row: PrintedRow, heads: Sequence[_Head], form: Form, words: Mapping[str, tuple[str, str]], *, fits: bool
) -> list[_Crossing]:
    """The figures of a row that the form has; without their cells where the row does not end where the heads end."""
    found = []
    for cell in row.values:
        named = [words[name] for name in row.names if name in words]
        named += [(head.kind, head.code) for head in heads if head.over[0] <= cell.column < head.over[1]]
        items = {code for kind, code in named if kind == "item"}
        measures = {code for kind, code in named if kind == "measure"}
        if len(items) == len(measures) == 1:
            item, measure = *items, *measures
            column = next((column for column in form.block_of(item).measures if column.code == measure), None)
            if column:
                gap = Gap("unplaced", f"the row ends elsewhere than its heads: {row.printed()}")
                found.append(_Crossing(item, column, cell if fits else gap, row))
    return found


def _prints_a_figure(cell: Cell) -> bool:
    return parse_value(cell.text).kind not in ("blank", "mark")


def _settled(several: Sequence[_Crossing]) -> Figure:
    one = several[0]
    slot: Slot = one.slot
    labels = [" ".join(of_row.row.names) or of_row.row.printed()[:60] for of_row in several]
    if len(several) > 1:
        slot = Gap("unplaced", f"{_SEVERAL}: {' and '.join(dict.fromkeys(labels))}")
    elif any(OF_OTHER_YEARS.search(name) for name in one.row.names if name not in MEASURE_NAMES):
        slot = Gap("unplaced", f"the row is of other years: {labels[0]}")
    label = "".join(one.row.labels[-1].text.split()) if one.row.labels else one.item
    return figure(TABLE, one.item, one.column, slot, (label, one.column.label))
