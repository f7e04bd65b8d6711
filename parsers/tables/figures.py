"""From a settled column of a row to a figure, and from several copies of a figure to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from parsers.model import Figure

from .align import Gap, Slot
from .form import Column
from .numbers import count_of, parse_value

new_figure: Callable[[Iterable[Any]], Figure] = partial(tuple.__new__, Figure)  # of all fields in order: the fastest
Figures = dict[str, Figure]  # by Figure.key
_SLIPS = 1  # figures in which two copies of one table may differ, one of them being mistyped
_PRINTED = frozenset({"unreadable", "unit_differs"})  # kinds of cells that print something, and have no value


def figure(table: str, row: str, column: Column, slot: Slot, labels: tuple[str, ...] = ()) -> Figure:
    """The figure that `slot` gives in `row` and `column`; never without a value or a reason."""
    if isinstance(slot, Gap):
        return Figure(table, row, column.code, None, slot.reason, note=slot.note, labels=labels)
    if not column.printed_unit and (value := count_of(slot.text)) is not None:
        raw, place = slot.text, slot.place
        return new_figure((table, row, column.code, value, "number", raw, "", column.counts, None, place, labels))
    raw = slot.text.strip()
    said = raw + column.printed_unit if raw[-1:].isdigit() else raw  # the head says the unit for the cell
    kind, number, printed_unit, note = parse_value(said, column.unit, column.signed, column.free_unit)
    unit = printed_unit if column.free_unit else column.counts
    return Figure(table, row, column.code, number, kind, raw, note, unit, None, slot.place, labels)


def by_position(read: Figure, why: str) -> Figure:
    """The figure, marked as read by its place alone."""
    return (
        read._replace(kind="by_position", note=why) if read.kind == "number" else read._replace(note=read.note or why)
    )


def missing(table: str, row: str, column: str, note: str) -> Figure:
    """A cell that the form has and the document does not show."""
    return Figure(table, row, column, None, "lost", note=note)


def agree(copies: Sequence[Figures]) -> Figures:
    """What all copies of a table say. Where two print different figures, neither is reported.

    Copies that differ in several figures are two reports': what only one of them prints is not reported either.
    """
    first, *others = copies or ({},)
    merged = dict(first)
    for copy in others:
        are_copies = sum(_differ(merged[key], copy[key]) for key in merged.keys() & copy.keys()) <= _SLIPS
        for key in dict.fromkeys((*merged, *copy)):
            one, other = merged.get(key), copy.get(key)
            if one and other:
                merged[key] = _agreed(one, other, are_copies=are_copies)
            elif alone := one or other:
                merged[key] = alone if are_copies else _of_one_alone(alone)
    return merged


def _differ(one: Figure, other: Figure) -> bool:
    return None not in (one.value, other.value) and one.value != other.value


def _of_one_alone(read: Figure) -> Figure:
    note = "two tables of one kind differ, and only one of them prints this"
    return read if read.value is None else read._replace(value=None, kind="unplaced", note=note)


def _agreed(one: Figure, other: Figure, *, are_copies: bool) -> Figure:
    if one.value is not None and one.value == other.value:
        return one
    if other.kind == "lost":
        return one if are_copies else _of_one_alone(one)
    if one.kind == "lost":
        return other if are_copies else _of_one_alone(other)
    if one.value is None and other.value is None and (one.kind in _PRINTED) == (other.kind in _PRINTED):
        return one if one.kind in ("blank", "mark") else other
    shown = " and ".join(sorted({read.raw or read.kind for read in (one, other)}))
    return one._replace(value=None, kind="unplaced", note=f"two copies of the table differ here: {shown}")
