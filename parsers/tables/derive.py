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
    known: dict[str, Number | None] = {key: figure.value for key, figure in figures.items()}
    if None not in known.values():
        return figures
    reasons: dict[str, str] = {}
    relations = equations(figures)
    while _one_round(relations, known, reasons):
        pass
    completed = dict(figures)
    for key, reason in reasons.items():
        figure = figures[key]
        kind = "derived" if figure.kind in _UNREAD else figure.kind
        note = f"{figure.kind}: {figure.note}; {reason}" if figure.kind in _UNREAD else reason
        completed[key] = figure._replace(derived=known[key], kind=kind, note=note)
    return completed


def _one_round(relations: Sequence[Equation], known: dict[str, Number | None], reasons: dict[str, str]) -> bool:
    gained = False
    for equation in relations:
        for whole, part in ((equation.left, equation.right), (equation.right, equation.left)):
            for key, value in _follows(whole, part, known):
                known[key] = value
                reasons[key] = f"{equation.rule} of {equation.subject} gives {shown(value)}"
                gained = True
    return gained


def _follows(whole: Sequence[str], part: Sequence[str], known: dict[str, Number | None]) -> list[tuple[str, Number]]:
    """The cells of `part` that follow where every cell of `whole` is known."""
    unknown = [key for key in part if known[key] is None]
    if not unknown:
        return []
    total = _sum(whole, known)
    if total is None:
        return []
    rest = total - sum(known[key] or 0 for key in part)
    if rest < 0:
        return []
    if len(unknown) == 1:
        return [(unknown[0], rest)]
    return [(key, 0) for key in unknown] if rest == 0 else []


def _sum(keys: Sequence[str], known: dict[str, Number | None]) -> Number | None:
    values = [known[key] for key in keys]
    return None if None in values else sum(value for value in values if value is not None)
