"""Corrections laid over a reading: which of them hold, and what the reading says with them.

A reading is never changed. What comes out is another one, in which a corrected cell has the kind `corrected`,
the value that a human gave, the raw print, and a note that names the correction. A correction holds only where
the reading says the very value that the correction expects to replace; otherwise the cell stands as read and says
so. Checks that touch a corrected cell are made again, and name the correction and what they were without it.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from parsers.agreement import narrative_checks
from parsers.model import CellKind, Check, Figure, Number, Reading
from parsers.tables.checks import check_figures, exceeded_bounds
from parsers.tables.derive import with_derived

State = Literal["applied", "agrees", "stale"]
# No reader says `corrected`, so it is none of the kinds that a reader may give.
CORRECTED = cast("CellKind", "corrected")
_REWORDED = ("unplaced", "lost", "unreadable")  # kinds that `with_derived` keeps at the beginning of the note


@dataclass(frozen=True, slots=True)
class Correction:
    """What a human says of one cell; None is "not settled". `key` is table.row.column."""

    correction_id: int
    key: str
    expected: Number | None
    value: Number | None
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Overlaid:
    """`read` is the reading itself; `states` says of each correction what became of it."""

    read: Reading
    reading: Reading
    corrections: Sequence[Correction]
    states: dict[int, State]


def in_force(conn: sqlite3.Connection, payloads: Iterable[str]) -> dict[str, list[Correction]]:
    """The corrections of each payload that count: not withdrawn, and of each cell the last."""
    found: dict[str, dict[str, Correction]] = defaultdict(dict)
    for sha256, number, table, row, column, expected, value, reason, source in conn.execute(
        _IN_FORCE, (json.dumps(sorted(set(payloads))),)
    ):
        key = f"{table}.{row}.{column}"
        found[sha256][key] = Correction(number, key, expected, value, reason, source)
    return {sha256: list(of_cells.values()) for sha256, of_cells in found.items()}


def shown(value: Number | None) -> str:
    return "NULL" if value is None else f"{value:.15g}"


def value_of(reading: Reading, key: str) -> Number | None:
    return next((figure.value for figure in reading.figures if figure.key == key), None)


def overlay(reading: Reading, corrections: Sequence[Correction]) -> Overlaid:
    """The reading with these corrections, of which each is of another cell."""
    if not corrections:
        return Overlaid(reading, reading, (), {})
    read = {figure.key: figure for figure in reading.figures}
    states = {one.correction_id: _state(one, read.get(one.key)) for one in corrections}
    applied = {one.key: one for one in corrections if states[one.correction_id] == "applied"}
    stale = {one.key: one for one in corrections if states[one.correction_id] == "stale"}
    figures = {key: _figure(figure, applied.get(key), stale.get(key)) for key, figure in read.items()}
    if not applied:
        return Overlaid(reading, replace(reading, figures=tuple(figures.values())), corrections, states)
    figures = _derived_anew(figures)
    checks = _checked_anew(reading, figures, applied)
    return Overlaid(reading, replace(reading, figures=tuple(figures.values()), checks=checks), corrections, states)


def _state(correction: Correction, figure: Figure | None) -> State:
    if figure is not None and figure.value == correction.expected:
        return "applied"
    if figure is not None and figure.value == correction.value:
        return "agrees"
    return "stale"


def _figure(figure: Figure, applied: Correction | None, stale: Correction | None) -> Figure:
    if applied is not None:
        said = figure.kind if not figure.note else f"{figure.kind}, {figure.note}"
        was = f"{shown(figure.value)} ({said})"
        note = f"correction {applied.correction_id}: was {was}; {applied.reason}; source: {applied.source}"
        return figure._replace(value=applied.value, kind=CORRECTED, note=note)
    if stale is not None:
        number, expected = stale.correction_id, shown(stale.expected)
        why = f"correction {number} to {shown(stale.value)} is not applied: it expects {expected} here"
        return figure._replace(note=f"{figure.note}; {why}" if figure.note else why)
    return figure


def _derived_anew(figures: dict[str, Figure]) -> dict[str, Figure]:
    """What follows from the relations follows from the corrected values."""
    plain = {key: figure._replace(derived=None) for key, figure in figures.items()}
    derived = {key: figure.derived for key, figure in with_derived(plain).items()}
    return {
        key: figure if derived[key] == figure.derived else _with_other_derived(figure, derived[key])
        for key, figure in figures.items()
    }


def _with_other_derived(figure: Figure, derived: Number | None) -> Figure:
    if figure.kind == CORRECTED:
        return figure._replace(derived=derived)
    was = figure.note.partition(":")[0]
    if figure.kind == "derived" and derived is None and was in _REWORDED:
        figure = figure._replace(kind=cast("CellKind", was))
    elif figure.kind in _REWORDED and derived is not None:
        figure = figure._replace(kind="derived")
    gives = "nothing" if derived is None else shown(derived)
    why = f"with the report's corrections the checks give {gives}"
    return figure._replace(derived=derived, note=f"{figure.note}; {why}" if figure.note else why)


def _checked_anew(reading: Reading, figures: dict[str, Figure], applied: dict[str, Correction]) -> tuple[Check, ...]:
    """The reading's checks, those that touch a corrected cell with their state as corrected."""
    made = [*check_figures(figures), *narrative_checks(tuple(figures.values()), reading.narrative)]
    again = {_which(check): check for check in made}
    exceeded = {
        _which(check): check for check in exceeded_bounds(tuple(figures), [one.value for one in figures.values()])
    }
    found: list[Check] = []
    for check in reading.checks:
        touching = _touching(check, applied)
        if not touching:
            found.append(check)
        elif check.rule != "within_stock":
            found.append(_check(check, again.get(_which(check)), touching))
        elif _which(check) in exceeded:  # a bound that now holds is not said
            found.append(_check(check, exceeded[_which(check)], touching))
    said = set(map(_which, reading.checks))
    broken = (check for which, check in exceeded.items() if which not in said and _touching(check, applied))
    found += [check._replace(detail=f"{check.detail} with {_touching(check, applied)}") for check in broken]
    return tuple(found)


def _which(check: Check) -> tuple[str, str, tuple[str, ...]]:
    return check.rule, check.subject, check.cells


def _touching(check: Check, applied: dict[str, Correction]) -> str:
    """The corrections of the cells of a check; empty where it has none."""
    return " and ".join(f"correction {applied[cell].correction_id}" for cell in check.cells if cell in applied)


def _check(check: Check, again: Check | None, touching: str) -> Check:
    without = f"with {touching}; without: {check.state}, {check.detail}"
    if again is None:  # a rule of the reader that read, which the installed one does not know
        return check._replace(state="not_assessable", detail=f"not made anew {without}")
    return again._replace(detail=f"{again.detail} {without}")


_IN_FORCE = """
SELECT sha256, correction_id, table_name, row_code, column_code, expected_value, new_value, reason, source
FROM correction_log WHERE withdrawn_at IS NULL AND sha256 IN (SELECT value FROM json_each(?))
ORDER BY added_at, uid
"""
