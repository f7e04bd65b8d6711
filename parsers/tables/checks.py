"""The official relations, held against the figures. They judge; they never edit.

A relation over figures that are all printed passes or fails. Where a cell is unknown it is uncertain,
unless what is printed already exceeds the sum; where nothing is printed there is nothing to assess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from math import isclose
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from parsers.model import Check, Number

from .figures import Figures
from .form import APPLICATIONS, LEGAL_CHALLENGES, Relation, Table
from .numbers import shown

State = Literal["pass", "fail", "uncertain", "not_assessable"]
_new_check: Callable[[Iterable[Any]], Check] = partial(tuple.__new__, Check)  # of all fields in order: the fastest
_SIGNS = {"pass": "=", "fail": "≠", "uncertain": "?", "not_assessable": "?"}
Values = Sequence[Number | None]
_SHOWN = {None: "?"} | {count: shown(count) for count in range(1000)}


class Equation(NamedTuple):
    """One relation in one row or column: the sum of `left` is the sum of `right`.

    Both are places in a document's sequence of figures; `take` gives what stands there, first of the `left`, then of
    the `right`. `cells` are the keys of both.
    """

    rule: str
    subject: str
    left: tuple[int, ...]
    right: tuple[int, ...]
    cells: tuple[str, ...]
    take: Callable[[Values], tuple[Any, ...]]


def _relations_of(table: Table, relation: Relation) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Rule, subject and the keys of both sides, in every row or column."""
    across = table.rows if relation.per == "row" else table.columns
    for one in across:
        pattern = f"{table.name}.{one.code}.{{}}" if relation.per == "row" else f"{table.name}.{{}}.{one.code}"
        left, right = (tuple(pattern.format(code) for code in side) for side in (relation.left, relation.right))
        yield relation.rule, one.code, left, right


# Over all cells of the forms; a document has those of the cells that its tables have.
_OF_THE_FORMS = tuple(
    one
    for table in (APPLICATIONS, LEGAL_CHALLENGES)
    for relation in table.relations
    for one in _relations_of(table, relation)
)


@lru_cache(maxsize=64)  # the tables of nearly all documents have the same cells
def equations(keys: tuple[str, ...]) -> Sequence[Equation]:
    """Every relation of the forms over the cells that this document's tables have, as the keys of its figures say."""
    at = {key: place for place, key in enumerate(keys)}
    found = []
    for rule, subject, left, of_the_form in _OF_THE_FORMS:
        right = tuple([key for key in of_the_form if key in at])
        if right and at.keys() >= set(left):
            at_left, at_right = tuple([at[key] for key in left]), tuple([at[key] for key in right])
            take = itemgetter(*at_left, *at_right)
            found.append(Equation(rule, subject, at_left, at_right, left + right, take))
    return found


def check_figures(figures: Figures) -> list[Check]:
    """The state of every relation."""
    return check_values(tuple(figures), [figure.value for figure in figures.values()])


def check_values(keys: tuple[str, ...], values: Values) -> list[Check]:
    """The state of every relation over the values that stand under `keys`."""
    return [_check(equation, values) for equation in equations(keys)]


def _check(equation: Equation, values: Values) -> Check:
    rule, subject, at_left, _, cells, take = equation
    parts, middle = take(values), len(at_left)
    left, right = parts[:middle], parts[middle:]
    state: State
    if None in parts:
        state = _state_with_gaps(left, right)
    else:
        one, other = sum(left), sum(right)
        state = "pass" if one == other or _equal(one, other) else "fail"
    return _new_check((rule, subject, state, cells, f"{_shown(left)} {_SIGNS[state]} {_shown(right)}"))


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


def _shown(side: Sequence[Any]) -> str:
    """The parts of the sum; long sides show only what is not zero."""
    parts = [value for value in side if value != 0] if len(side) > 3 else side
    return " + ".join([_SHOWN.get(value) or shown(value) for value in parts]) or "0"
