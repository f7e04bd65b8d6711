"""Rows that share one row of a grid: labels one below the other in a cell, their figures line by line behind it."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.model import Cell

from .labels import bare
from .numbers import looks_like_value
from .statistics_labels import is_unit, marks_of
from .vocabulary import ROW_LABELS, is_known, name_of

_MOST_LINES = 4  # of one label
_FEWEST = 2  # labels in one cell, and those of them that must be words of the tables


def rows_apart(cells: Sequence[Cell]) -> list[Sequence[Cell]]:
    """The cells of a row as one row for each label; as they are where some cell has not a line for each of them.

    An empty line may be a blank that has vanished, and then nothing says whose figure is whose.
    """
    if "\n" not in cells[-1].text:
        return [cells]
    lines = [[line.strip() for line in cell.text.split("\n")] for cell in cells]
    if labelled := _below_figures(cells, lines):
        return [labelled]
    count = len(lines[-1])
    first = next((at for at, of_cell in enumerate(lines) if all(map(looks_like_value, of_cell))), 0)
    label = next((at for at in range(first - 1, -1, -1) if not all(map(is_unit, lines[at]))), 0)
    lines[label] = _labels(lines[label], count)
    if any(len(of_cell) != count or "" in of_cell for of_cell in lines[label:]):
        return [cells]
    parted = [
        [cell._replace(text=of_cell[n]) for cell, of_cell in zip(cells[label:], lines[label:], strict=True)]
        for n in range(count)
    ]
    return [[*cells[:label], *parted[0]], *parted[1:]]


def _below_figures(cells: Sequence[Cell], lines: Sequence[Sequence[str]]) -> list[Cell]:
    """Label and figure of each cell where an indicator stands below its figure; [] where one of the cells is other."""
    parts: list[Cell] = []
    for cell, (figure, *words) in zip(cells, lines, strict=True):
        label = "".join(words)
        if not looks_like_value(figure) or not marks_of(label):
            return []
        parts += [
            cell._replace(text=text, column=cells[0].column + len(parts) + n, colspan=1)
            for n, text in enumerate((label, figure))
        ]
    return parts


def _labels(lines: Sequence[str], count: int) -> list[str]:
    """`count` labels, each of one line or more; [] where the lines are not as many labels of the tables."""
    if len(lines) == count:
        known = sum(is_known(name_of(line)) or bool(marks_of(line)) for line in lines)
        return list(lines) if known >= _FEWEST else []
    labels = []
    at = 0
    while at < len(lines):
        ends = range(min(at + _MOST_LINES, len(lines)), at, -1)
        end = next((end for end in ends if bare("".join(lines[at:end])) in ROW_LABELS), None)
        if end is None:
            return []
        labels.append("".join(lines[at:end]))
        at = end
    return labels if len(labels) == count >= _FEWEST else []
