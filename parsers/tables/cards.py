"""Figures that stand each with a head of its own: the cards of a page for telephones, a table with a line a figure.

The label of a row comes first, then head and figure by turns, or figure and head. Such rows become the rows of a plain
table, its heads above them; whatever else stands in the grid or the stream, it is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from parsers.model import Cell

from .form import APPLICATIONS, LEGAL_CHALLENGES
from .numbers import looks_like_value
from .rows import PrintedRow, printed_row
from .vocabulary import (
    APPLICATION_COLUMNS,
    APPLICATION_ROWS,
    CHANNEL_NAMES,
    ITEM_NAMES,
    MEASURE_NAMES,
    RESULT_NAMES,
    name_of,
)

# The labels of each table's rows, the heads of their figures, and how many of these a card must have: in tables 3 and 4
# all, because 其他 and 总计 are labels and heads.
_TABLES = (
    (APPLICATION_ROWS.keys(), APPLICATION_COLUMNS.keys(), len(APPLICATIONS.columns)),
    (CHANNEL_NAMES.keys(), RESULT_NAMES.keys(), len(LEGAL_CHALLENGES.columns)),
    (ITEM_NAMES.keys(), MEASURE_NAMES.keys(), 1),
)
_LABEL_AND_HEAD = 2
_MOST_BEHIND = 3  # figures of a last card that is not whole
_HEADS = frozenset().union(*(heads for _, heads, _ in _TABLES))
_HEADS_ALONE = _HEADS - APPLICATION_ROWS.keys()


class _Part(NamedTuple):
    """A cell; `name` is None where it is a figure."""

    cell: Cell
    name: str | None


class _Card(NamedTuple):
    """A row's label, its figures and their heads; `start` and `end` are places among the parts."""

    label: Cell
    heads: tuple[_Part, ...]
    figures: tuple[Cell, ...]
    start: int
    end: int


def without_cards(rows: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows, those that are cards put together; nearly always there are none."""
    if not any(row.values and row.names and row.names[-1] in _HEADS_ALONE for row in rows):
        return rows
    return [row for _, run in groupby(rows, key=lambda row: row.run) for row in _put_together(list(run))]


def _put_together(run: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows of one grid or stream; as they are where it is not all cards but for the end of the last one."""
    parts = list(_parts(run))
    cards = list(_cards(parts))
    if not cards:
        return run
    end = cards[-1].end
    behind = parts[end:]
    if sum(len(card.figures) for card in cards) < sum(part.name is None for part in parts[:end]):
        return run
    if sum(part.name is None for part in behind) > _MOST_BEHIND:
        return run
    if behind and all(part.name is None for part in behind):  # the last figure has lost its head
        behind = [part for part in parts[cards.pop().start :] if part.name not in MEASURE_NAMES]
    rows: list[PrintedRow] = []
    above: list[str | None] = []
    for card in cards:
        names = [head.name for head in card.heads]
        if names != above:
            rows.append(_row([head.cell for head in card.heads], (), run[0].run))
            above = names
        rows.append(_row([card.label], card.figures, run[0].run))
    if any(part.name is None for part in behind):
        labels = [part.cell for part in behind if part.name is not None]
        rows.append(_row(labels, [part.cell for part in behind if part.name is None], run[0].run))
    return rows


def _row(labels: Sequence[Cell], figures: Sequence[Cell], run: int) -> PrintedRow:
    cells = [Cell(cell.text, 0, column, place=cell.place) for column, cell in enumerate((*labels, *figures))]
    return printed_row(cells[: len(labels)], cells[len(labels) :], "columns", run)


def _parts(run: Sequence[PrintedRow]) -> Iterator[_Part]:
    """The cells of rows, a label once that stands before each of its heads."""
    above: str | None = None
    for row in run:
        named = list(map(_Part, row.labels, row.names))
        is_of_one = len(row.labels) == _LABEL_AND_HEAD and len(row.values) == 1
        yield from named[1:] if is_of_one and row.names[0] == above else named
        above = row.names[0] if is_of_one else None
        for cell in row.values:  # of a row that holds heads and figures by turns
            name = None if looks_like_value(cell.text) else name_of(cell.text)
            yield _Part(cell, name if name in _HEADS else None)


def _cards(parts: Sequence[_Part]) -> Iterator[_Card]:
    at = 0
    while at < len(parts):
        card = _card(parts, at, figure_first=False) or _card(parts, at, figure_first=True)
        if card:
            yield card
        at = card.end if card else at + 1


def _card(parts: Sequence[_Part], at: int, *, figure_first: bool) -> _Card | None:
    """The card whose label stands at `at`, with all heads that the label has; None where there is none."""
    label = parts[at]
    if label.name is None:
        return None
    known, fewest = next(((heads, fewest) for labels, heads, fewest in _TABLES if label.name in labels), ((), 1))
    heads: list[_Part] = []
    figures: list[Cell] = []
    end = at + 1 + 2 * len(known)
    for one, other in zip(parts[at + 1 : end : 2], parts[at + 2 : end : 2], strict=False):
        figure, head = (one, other) if figure_first else (other, one)
        if figure.name is not None or head.name not in known or head.name in {before.name for before in heads}:
            break
        heads.append(head)
        figures.append(figure.cell)
    if len(heads) < fewest:
        return None
    return _Card(label.cell, tuple(heads), tuple(figures), at, at + 1 + 2 * len(heads))
