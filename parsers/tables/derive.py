"""What the relations alone give for a cell that is not read: kept apart from every value, as `derived`.

Two steps, repeated until nothing is gained: a relation with one unknown gives it; a relation whose complete side
equals what the other side prints leaves zero for the rest, because counts are never negative. A relation that
fails gives nothing, and neither does one whose result would be negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.model import Figure, Number

from .checks import Equation, equations
from .figures import Figures, new_figure
from .numbers import shown

_KIND, _PLACE = Figure._fields.index("kind"), Figure._fields.index("place")
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
        named = (kind, figure.raw, note, figure.unit, known[at])
        completed[keys[at]] = new_figure((*figure[:_KIND], *named, *figure[_PLACE:]))
    return completed


def _one_round(relations: Sequence[Equation], known: list[Number | None], reasons: dict[int, str]) -> bool:
    gained = False
    for equation in relations:
        for at, value in _follows(equation, known):
            known[at] = value
            reasons[at] = f"{equation.rule} of {equation.subject} gives {shown(value)}"
            gained = True
    return gained


def _follows(equation: Equation, known: Sequence[Number | None]) -> Iterable[tuple[int, Number]]:
    """The cells, as places in `known`, that follow on one side of a relation where each of the other is known."""
    values = equation.take(known)
    if None not in values:
        return ()
    middle = len(equation.left)
    whole, part, places = values[:middle], values[middle:], equation.right
    if None in whole:
        whole, part, places = part, whole, equation.left
        if None in whole:
            return ()
    rest: Number = sum(whole) - sum(filter(None, part))
    unknown = [at for at, value in zip(places, part, strict=True) if value is None]
    if rest == 0:
        return [(at, 0) for at in unknown]
    return [(unknown[0], rest)] if rest > 0 and len(unknown) == 1 else ()
