"""Statistics tables that print a figure before its label, or above it: the label stands first again.

Column heads say so, or the print does: a figure before the first label and none behind the last. What numbers the rows
is no figure; where neither tells, the figures on both sides of a label stay there, and settle nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from parsers.model import Cell

from .align import right_edge
from .numbers import count_of, counts_up, fold, looks_like_value
from .rows import PrintedRow, row_of_cells
from .statistics_columns import FIGURES, Column, head_row
from .statistics_labels import is_headline, is_topic, is_unit, marks_of

_FEWEST = 3  # rows whose leading figures show that these do not count the rows
_FIGURES = frozenset({"figure", "unit"})
_WORDS = frozenset({"label", "heading"})
_CLEARLY = 2  # labels more that a figure precedes than labels that one follows


def labels_first(run: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows of a grid, labels before and above their figures; nearly always as they are."""
    heads = next((columns for row in run if (columns := head_row(row))), [])
    if heads:
        return _by_heads(run, heads)
    if any(row.cells and looks_like_value(row.cells[0].text) for row in run):
        return _without_heads(run)
    return run


def _by_heads(run: Sequence[PrintedRow], heads: Sequence[Column]) -> Sequence[PrintedRow]:
    """The rows, their columns in another order where the only head of labels stands behind one of figures."""
    labels = [column for column in heads if column.role == "label"]
    first = next((column for column in heads if column.role in FIGURES), None)
    if len(labels) != 1 or first is None or labels[0].first < first.first:
        return run
    label = range(labels[0].first, labels[0].past)
    width = max(right_edge(row.cells) for row in run)
    moved = {column: at for at, column in enumerate(sorted(range(width), key=lambda column: column not in label))}
    return [
        row_of_cells(
            sorted((cell._replace(column=moved[cell.column]) for cell in row.cells), key=lambda cell: cell.column),
            row.geometry,
            row.run,
        )
        for row in run
    ]


def _without_heads(run: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows, labels first where figures lead the rows, or stand in the rows above those of labels."""
    led = [row for row in run if any(marks_of(cell.text) for cell in row.cells) and _is_led(row)]
    first = [row.cells[0].text for row in led]
    may_count = counts_up if sum(len(_pairs(row)) for row in led) > len(led) else _count_rows
    if sum(len(_pairs(row)) for row in led) >= _FEWEST and not may_count(first):
        return [_turned(row) if _is_led(row) else row for row in run]
    return _labels_above(run)


def _is_led(row: PrintedRow) -> bool:
    """Whether a row holds figures and labels by turns, maybe with units, a figure first and a label last."""
    return bool(_pairs(row))


def _pairs(row: PrintedRow) -> list[list[Cell]]:
    """Each label with the figure and the unit before it, or with its unit behind it; [] for any other row."""
    pairs: list[list[Cell]] = []
    for cell in row.cells:
        if looks_like_value(cell.text):
            if pairs and len(pairs[-1]) == 1:
                return []
            pairs.append([cell])
        elif cell.text.strip() and pairs:
            pairs[-1].append(cell)
        elif cell.text.strip():
            return []
    words = [[cell for cell in pair[1:] if not is_unit(cell.text)] for pair in pairs]
    return pairs if all(words) else []


def _count_rows(leading: Sequence[str]) -> bool:
    """Whether the first cells may count or number the rows: each more than the one above, or again from 1."""
    counts = [count for text in leading if (count := count_of(fold(text).strip(".、"))) is not None]
    return len(counts) == len(leading) and all(one < after or after == 1 for one, after in pairwise(counts))


def _turned(row: PrintedRow) -> PrintedRow:
    cells = []
    for figure, *words in _pairs(row):
        cells += [*(cell for cell in words if not is_unit(cell.text)), *(cell for cell in words if is_unit(cell.text))]
        cells.append(figure)
    return row_of_cells([cell._replace(column=at) for at, cell in enumerate(cells)], row.geometry, row.run)


def _labels_above(run: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows, labels above their figures, where figures stand above the first labels and none below the last."""
    pairs = [
        (at, _are_labels(one), _are_labels(other))
        for at, (one, other) in enumerate(pairwise(run))
        if _are_labels(one) != _are_labels(other) and _have_one_place(one, other)
    ]
    below = [at for at, one, _ in pairs if one]
    above = [at for at, one, _ in pairs if not one and not counts_up([cell.text for cell in run[at].cells])]
    if len(above) <= len(below):
        return run
    rows = list(run)
    for at in above:
        rows[at], rows[at + 1] = rows[at + 1], rows[at]
    return rows


def _are_labels(row: PrintedRow) -> bool:
    return bool(row.cells) and all(marks_of(cell.text) for cell in row.cells)


def _have_one_place(one: PrintedRow, other: PrintedRow) -> bool:
    """Whether two rows have the same columns, figures in one of them."""
    figures = other if _are_labels(one) else one
    return [cell.column for cell in one.cells] == [cell.column for cell in other.cells] and all(
        looks_like_value(cell.text) for cell in figures.cells
    )


def labels_first_in_stream(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a stream, labels before their figures; as they are where no figure leads.

    Under several headings, a figure behind each of them is of the label behind it. Where figures and labels only take
    turns, a label keeps both of its neighbours. What numbers the labels is left out.
    """
    kinds = [_kind(cell) for cell in cells]
    if ("figure", "label") not in pairwise(kind for kind in kinds if kind != "unit"):
        return cells
    leading = _leading(cells, kinds)
    is_count = counts_up([cells[at].text for at in leading])
    if is_count and len(leading) < kinds.count("figure"):
        cells = [cell for at, cell in enumerate(cells) if at not in set(leading)]
        kinds = [_kind(cell) for cell in cells]
    order = [(kind, cell.place) for kind, cell in zip(kinds, cells, strict=True) if kind != "unit"]
    before, on_its_line = _followed(order, "figure", "label")
    behind, on_line_of_label = _followed(order, "label", "figure")
    if before <= behind:
        return cells
    is_clear = before - behind >= _CLEARLY or (on_its_line > on_line_of_label and not is_count)
    return _behind_labels(cells, kinds, of_both=not is_clear)


def _leading(cells: Sequence[Cell], kinds: Sequence[str]) -> list[int]:
    """Where figures lead words in their line; else where one stands right before each row of the form, if it does."""
    led = [at - 1 for at, kind in enumerate(kinds) if at and kind in _WORDS and kinds[at - 1] == "figure"]
    in_line = [at for at in led if cells[at].place == cells[at + 1].place]
    of_rows = [at for at in led if _is_row(cells[at + 1])]
    return in_line or (of_rows if len(of_rows) == sum(map(_is_row, cells)) >= _FEWEST else [])


def _is_row(cell: Cell) -> bool:
    return bool(marks_of(cell.text)) or is_topic(cell.text)


def _followed(order: Sequence[tuple[str, str]], one: str, other: str) -> tuple[int, int]:
    """How often a cell of one kind stands right before one of the other, and how often so in one line."""
    pairs = [(above, below) for above, below in pairwise(order) if (above[0], below[0]) == (one, other)]
    return len(pairs), sum(above[1] == below[1] for above, below in pairs)


def _kind(cell: Cell) -> str:
    if is_unit(cell.text):
        return "unit"
    if looks_like_value(cell.text):
        return "figure"
    is_heading = is_topic(cell.text) or (is_headline(cell.text) and not marks_of(cell.text))
    return "heading" if is_heading else "label"


def _behind_labels(cells: Sequence[Cell], kinds: Sequence[str], *, of_both: bool) -> list[Cell]:
    """Each run of figures and units that stands right before a label behind it; `of_both` keeps it where it is too.

    A unit at the start of a run is of the label above, unless the very first run starts with one.
    """
    ordered: list[Cell] = []
    held: list[Cell] = []
    first_kind = next(kind for kind in kinds if kind in _FIGURES)
    for is_figures, run in groupby(zip(cells, kinds, strict=True), key=lambda one: one[1] in _FIGURES):
        of_run = list(run)
        if is_figures:
            start = (
                0 if first_kind == "unit" else next((n for n, (_, kind) in enumerate(of_run) if kind == "figure"), 0)
            )
            ordered += [cell for cell, _ in of_run[:start]]
            held = [cell for cell, _ in of_run[start:]]
            continue
        words = [cell for cell, _ in of_run]
        is_label = of_run[0][1] == "label"
        if of_both or not is_label:
            ordered += held
        ordered += [words[0], *held, *words[1:]] if is_label else words
        held = []
    return ordered + held
