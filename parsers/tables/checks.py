"""The official relations, held against the figures. They judge; they never edit.

A relation over figures that are all printed passes or fails. Where a cell is unknown it is uncertain,
unless what is printed already exceeds the sum; where nothing is printed there is nothing to assess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Literal

from parsers.model import Check, Figure, Number

from .figures import Figures
from .form import APPLICATIONS, LEGAL_CHALLENGES, Relation, Table

State = Literal["pass", "fail", "uncertain", "not_assessable"]


@dataclass(frozen=True, slots=True)
class Equation:
    """One relation in one row or column: the sum of `left` is the sum of `right` (keys of figures)."""

    rule: str
    subject: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def equations(figures: Figures) -> Iterator[Equation]:
    """Every relation of the forms over the cells that this document's tables have."""
    for table in (APPLICATIONS, LEGAL_CHALLENGES):
        for relation in table.relations:
            yield from _equations(table, relation, figures)


def _equations(table: Table, relation: Relation, figures: Figures) -> Iterator[Equation]:
    across = table.rows if relation.per == "row" else table.columns
    for one in across:
        pattern = f"{table.name}.{one.code}.{{}}" if relation.per == "row" else f"{table.name}.{{}}.{one.code}"
        left, right = ([pattern.format(code) for code in side] for side in (relation.left, relation.right))
        have = [key for key in right if key in figures]
        if have and all(key in figures for key in left):
            yield Equation(relation.rule, one.code, tuple(left), tuple(have))


def check_figures(figures: Figures) -> list[Check]:
    """The state of every relation."""
    return [_check(equation, figures) for equation in equations(figures)]


def _check(equation: Equation, figures: Figures) -> Check:
    left = [figures[key] for key in equation.left]
    right = [figures[key] for key in equation.right]
    state = _state(left, right)
    detail = f"{_shown(left)} {'=' if state == 'pass' else '≠' if state == 'fail' else '?'} {_shown(right)}"
    return Check(equation.rule, equation.subject, state, (*equation.left, *equation.right), detail)


def _state(left: Sequence[Figure], right: Sequence[Figure]) -> State:
    values = [figure.value for figure in (*left, *right)]
    if all(value is None for value in values):
        return "not_assessable"
    if None not in values:
        return "pass" if _equal(_sum(left), _sum(right)) else "fail"
    # Counts are never negative: a side that is complete is the most the other side's printed part can be.
    for whole, part in ((left, right), (right, left)):
        if all(figure.value is not None for figure in whole) and _sum(part) > _sum(whole):
            return "fail"
    return "uncertain"


def _sum(side: Sequence[Figure]) -> Number:
    return sum(figure.value for figure in side if figure.value is not None)


def _equal(one: Number, other: Number) -> bool:
    return isclose(one, other, rel_tol=0, abs_tol=1e-6)


def _shown(side: Sequence[Figure]) -> str:
    """The sum with its parts; long sides show only what is not zero."""
    parts = [figure for figure in side if figure.value != 0] if len(side) > 3 else side
    words = [("?" if figure.value is None else f"{figure.value:g}") for figure in parts]
    total = f"{_sum(side):g}"
    return total if len(side) == 1 and words == [total] else f"{' + '.join(words) or '0'}"
