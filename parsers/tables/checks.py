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
from .form import APPLICATIONS, FORMS, LEGAL_CHALLENGES, Relation, Table
from .numbers import shown

State = Literal["pass", "fail", "uncertain", "not_assessable"]
_new_check: Callable[[Iterable[Any]], Check] = partial(tuple.__new__, Check)  # of all fields in order: the fastest
_SIGNS = {"pass": "=", "fail": "≠", "uncertain": "?", "not_assessable": "?"}
Values = Sequence[Number | None]
_LONGEST_WHOLE = 3  # parts; a longer side shows only what is not zero


class _Shown(dict[Number | None, str]):
    """Values for a human eye: those met most often are kept, any other is written anew."""

    def __missing__(self, value: Number) -> str:
        return shown(value)


_SHOWN = _Shown({None: "?"} | {count: shown(count) for count in range(1000)})
_show = _SHOWN.__getitem__
_PLUS = " + ".join


class Equation(NamedTuple):
    """One relation in one row or column: the sum of the left side is the sum of the right side.

    Both are places in a document's sequence of figures; `take` gives what stands there, first of the `left`, then of
    the `right`. `cells` are the keys of both, `of_zeros` is the check where all of them are zero, as in most rows.
    """

    rule: str
    subject: str
    left: tuple[int, ...]
    right: tuple[int, ...]
    cells: tuple[str, ...]
    take: Callable[[Values], tuple[Any, ...]]
    of_zeros: Check


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
            zeros = f"{_shown((0,) * len(left))} = {_shown((0,) * len(right))}"
            of_zeros = Check(rule, subject, "pass", left + right, zeros)
            found.append(Equation(rule, subject, at_left, at_right, left + right, take, of_zeros))
    return found


def check_figures(figures: Figures) -> list[Check]:
    """The state of every relation."""
    return check_values(tuple(figures), [figure.value for figure in figures.values()])


def check_values(keys: tuple[str, ...], values: Values) -> list[Check]:
    """The state of every relation over the values that stand under `keys`."""
    check = _check if None in values else _check_without_gaps
    return [check(equation, equation.take(values)) for equation in equations(keys)]


@lru_cache(maxsize=64)
def _bounds(keys: tuple[str, ...]) -> Sequence[tuple[str, tuple[str, ...], Callable[[Values], tuple[Any, ...]]]]:
    """The item, the cells and what takes their values, for each item of table 2 whose block has a bound."""
    at = {key: place for place, key in enumerate(keys)}
    cells = {
        tuple([f"disclosures.{item.code}.{measure}" for measure in block.bound]): item.code
        for form in FORMS.values()
        for block in form.blocks
        for item in block.items
        if block.bound
    }
    return [(item, of, itemgetter(*[at[key] for key in of])) for of, item in cells.items() if at.keys() >= set(of)]


def exceeded_bounds(keys: tuple[str, ...], values: Values) -> Iterator[Check]:
    """An uncertain check for each item of table 2 of which more is new than there is: figures that changed places.

    No proof, because bodies count differently; said only where it is so.
    """
    for item, cells, take in _bounds(keys):
        first, *others = take(values)
        if first and None not in others and first > sum(others):
            yield Check("within_stock", item, "uncertain", cells, f"{_show(first)} > {_PLUS(map(_show, others))}")


def _check(equation: Equation, parts: tuple[Any, ...]) -> Check:
    if None not in parts:
        return _check_without_gaps(equation, parts)
    rule, subject, at_left, _, cells, *_ = equation
    left, right = parts[: len(at_left)], parts[len(at_left) :]
    state = _state_with_gaps(left, right)
    return Check(rule, subject, state, cells, f"{_shown(left)} {_SIGNS[state]} {_shown(right)}")


def _check_without_gaps(equation: Equation, parts: tuple[Any, ...]) -> Check:
    rule, subject, at_left, _, cells, _, of_zeros = equation
    if not any(parts):
        return of_zeros
    middle = len(at_left)
    left, right = parts[:middle], parts[middle:]
    one, other = sum(left), sum(right)
    state = "pass" if one == other or _equal(one, other) else "fail"
    some = right if len(right) <= _LONGEST_WHOLE else filter(None, right)  # as `_shown` does where there may be gaps
    return _new_check((rule, subject, state, cells, f"{_shown(left)} {_SIGNS[state]} {_PLUS(map(_show, some)) or '0'}"))


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


def _shown(side: tuple[Any, ...]) -> str:
    """The parts of the sum; long sides show only what is not zero."""
    parts = side if len(side) <= _LONGEST_WHOLE else [value for value in side if value != 0]
    return _PLUS(map(_show, parts)) or "0"
