"""The official relations, held against the figures. They judge; they never edit.

A relation over figures that are all printed passes or fails. Where a cell is unknown it is uncertain,
unless what is printed already exceeds the sum; where nothing is printed there is nothing to assess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import isclose
from typing import Literal, NamedTuple

from parsers.model import Check, Number

from .figures import Figures
from .form import APPLICATIONS, LEGAL_CHALLENGES, Relation, Table
from .numbers import shown

State = Literal["pass", "fail", "uncertain", "not_assessable"]
_SIGNS = {"pass": "=", "fail": "≠", "uncertain": "?", "not_assessable": "?"}
Values = Sequence[Number | None]


class Equation(NamedTuple):
    """One relation in one row or column: the sum of `left` is the sum of `right`. `cells` are the keys of both."""

    rule: str
    subject: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    cells: tuple[str, ...]


def _equations(table: Table, relation: Relation) -> Iterator[Equation]:
    across = table.rows if relation.per == "row" else table.columns
    for one in across:
        pattern = f"{table.name}.{one.code}.{{}}" if relation.per == "row" else f"{table.name}.{{}}.{one.code}"
        left, right = (tuple(pattern.format(code) for code in side) for side in (relation.left, relation.right))
        yield Equation(relation.rule, one.code, left, right, left + right)


# Over all cells of the forms; a document has those of the cells that its tables have.
_OF_THE_FORMS = tuple(
    equation
    for table in (APPLICATIONS, LEGAL_CHALLENGES)
    for relation in table.relations
    for equation in _equations(table, relation)
)


def equations(figures: Figures) -> Sequence[Equation]:
    """Every relation of the forms over the cells that this document's tables have."""
    return _equations_over(frozenset(figures))


@lru_cache(maxsize=64)  # the tables of nearly all documents have the same cells
def _equations_over(keys: frozenset[str]) -> Sequence[Equation]:
    found = []
    for equation in _OF_THE_FORMS:
        right = tuple([key for key in equation.right if key in keys])
        if right and keys.issuperset(equation.left):
            found.append(equation._replace(right=right, cells=equation.left + right))
    return found


def check_figures(figures: Figures) -> list[Check]:
    """The state of every relation."""
    values = {key: figure.value for key, figure in figures.items()}
    return [_check(equation, values) for equation in equations(figures)]


def _check(equation: Equation, values: Mapping[str, Number | None]) -> Check:
    left = [values[key] for key in equation.left]
    right = [values[key] for key in equation.right]
    state = _state(left, right)
    detail = f"{_shown(left)} {_SIGNS[state]} {_shown(right)}"
    return Check(equation.rule, equation.subject, state, equation.cells, detail)


def _state(left: Values, right: Values) -> State:
    if None not in left and None not in right:
        one, other = _sum(left), _sum(right)
        return "pass" if one == other or _equal(one, other) else "fail"
    return _state_with_gaps(left, right)


def _state_with_gaps(left: Values, right: Values) -> State:
    if all(value is None for value in (*left, *right)):
        return "not_assessable"
    # Counts are never negative: a side that is complete is the most the other side's printed part can be.
    for whole, part in ((left, right), (right, left)):
        if None not in whole and _sum(part) > _sum(whole):
            return "fail"
    return "uncertain"


def _sum(side: Values) -> Number:
    return sum(filter(None, side))


def _equal(one: Number, other: Number) -> bool:
    return isclose(one, other, rel_tol=0, abs_tol=1e-6)


def _shown(side: Values) -> str:
    """The parts of the sum; long sides show only what is not zero."""
    parts = [value for value in side if value != 0] if len(side) > 3 else side
    return " + ".join(["?" if value is None else shown(value) for value in parts]) if parts else "0"
