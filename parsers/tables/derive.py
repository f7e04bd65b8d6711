"""What the relations alone give for a cell that is not read: kept apart from every value, as `derived`.

Two steps, repeated until nothing is gained: a relation with one unknown gives it; a relation whose complete side
equals what the other side prints leaves zero for the rest, because counts are never negative. A relation that
fails gives nothing, and neither does one whose result would be negative.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.model import Number

from .checks import Equation, equations
from .figures import Figures
from .numbers import shown

_UNREAD = frozenset({"unplaced", "lost", "unreadable"})


def with_derived(figures: Figures) -> Figures:
    """The figures, those without a value carrying what follows from the others; no value is touched."""
    known = [figure.value for figure in figures.values()]
    if None not in known:
        return figures
    keys = tuple(figures)
    reasons: dict[int, str] = {}
    relations = equations(keys)
    while _one_round(relations, known, reasons):
        pass
    completed = dict(figures)
    for at, reason in reasons.items():
        figure = figures[keys[at]]
        kind = "derived" if figure.kind in _UNREAD else figure.kind
        note = f"{figure.kind}: {figure.note}; {reason}" if figure.kind in _UNREAD else reason
        completed[keys[at]] = figure._replace(derived=known[at], kind=kind, note=note)
    return completed


def _one_round(relations: Sequence[Equation], known: list[Number | None], reasons: dict[int, str]) -> bool:
    gained = False
    for equation in relations:
        for whole, part in ((equation.left, equation.right), (equation.right, equation.left)):
            for at, value in _follows(whole, part, known):
                known[at] = value
                reasons[at] = f"{equation.rule} of {equation.subject} gives {shown(value)}"
                gained = True
    return gained


def _follows(whole: Sequence[int], part: Sequence[int], known: Sequence[Number | None]) -> list[tuple[int, Number]]:
    """The cells of `part` that follow where every cell of `whole` is known; both are places in `known`."""
    unknown = [at for at in part if known[at] is None]
    if not unknown:
        return []
    total = _sum(whole, known)
    if total is None:
        return []
    rest = total - sum(known[at] or 0 for at in part)
    if rest < 0:
        return []
    if len(unknown) == 1:
        return [(unknown[0], rest)]
    return [(at, 0) for at in unknown] if rest == 0 else []


def _sum(places: Sequence[int], known: Sequence[Number | None]) -> Number | None:
    values = [known[at] for at in places]
    return None if None in values else sum(value for value in values if value is not None)
