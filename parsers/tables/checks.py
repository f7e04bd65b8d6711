"""The official relations, held against the figures. They judge; they never edit.

A relation over figures that are all printed passes or fails. Where a cell is unknown it is uncertain,
unless what is printed already exceeds the sum; where nothing is printed there is nothing to assess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isclose
from typing import Literal, NamedTuple

from parsers.model import Check, Number

from .figures import Figures
from .form import APPLICATIONS, LEGAL_CHALLENGES, Relation, Table

State = Literal["pass", "fail", "uncertain", "not_assessable"]
Values = Sequence[Number | None]


class Equation(NamedTuple):
    """One relation in one row or column: the sum of `left` is the sum of `right` (keys of figures)."""

    rule: str
    subject: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def _equations(table: Table, relation: Relation) -> Iterator[Equation]:
    across = table.rows if relation.per == "row" else table.columns
    for one in across:
        pattern = f"{table.name}.{one.code}.{{}}" if relation.per == "row" else f"{table.name}.{{}}.{one.code}"
        left, right = (tuple(pattern.format(code) for code in side) for side in (relation.left, relation.right))
        yield Equation(relation.rule, one.code, left, right)


# Over all cells of the forms; a document has those of the cells that its tables have.
_OF_THE_FORMS = tuple(
    equation
    for table in (APPLICATIONS, LEGAL_CHALLENGES)
    for relation in table.relations
    for equation in _equations(table, relation)
)


def equations(figures: Figures) -> Iterator[Equation]:
    """Every relation of the forms over the cells that this document's tables have."""
    has = figures.__contains__
    for equation in _OF_THE_FORMS:
        right = tuple(filter(has, equation.right))
        if right and all(map(has, equation.left)):
            yield equation if len(right) == len(equation.right) else equation._replace(right=right)


def check_figures(figures: Figures) -> list[Check]:
    """The state of every relation."""
    return [_check(equation, figures) for equation in equations(figures)]


def _check(equation: Equation, figures: Figures) -> Check:
    left = [figures[key].value for key in equation.left]
    right = [figures[key].value for key in equation.right]
    state = _state(left, right)
    detail = f"{_shown(left)} {'=' if state == 'pass' else '≠' if state == 'fail' else '?'} {_shown(right)}"
    return Check(equation.rule, equation.subject, state, (*equation.left, *equation.right), detail)


def _state(left: Values, right: Values) -> State:
    if None not in left and None not in right:
        return "pass" if _equal(_sum(left), _sum(right)) else "fail"
    if all(value is None for value in (*left, *right)):
        return "not_assessable"
    # Counts are never negative: a side that is complete is the most the other side's printed part can be.
    for whole, part in ((left, right), (right, left)):
        if None not in whole and _sum(part) > _sum(whole):
            return "fail"
    return "uncertain"


def _sum(side: Values) -> Number:
    return sum([value for value in side if value is not None])


def _equal(one: Number, other: Number) -> bool:
    return isclose(one, other, rel_tol=0, abs_tol=1e-6)


def _shown(side: Values) -> str:
    """The parts of the sum; long sides show only what is not zero."""
    parts = [value for value in side if value != 0] if len(side) > 3 else side
    return " + ".join(["?" if value is None else f"{value:g}" for value in parts]) or "0"
