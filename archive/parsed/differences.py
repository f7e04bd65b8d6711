"""How two readings of a document, or two documents of a report, differ: value by value, check by check."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from archive.parsed.rows import TABLES
from parsers.model import Reading

Key = tuple[str, str, str]
Value = str | int | float | None
T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

# Tables whose values are read from the document as numbers; a value of these that is gone without a note is lost.
NUMBERS = (*TABLES, "indicators", "narrative_figures")
REPORT_FIELDS = (
    "outcome", "form", "title", "agency", "agency_class", "scope", "division_code", "year", "published", "produced",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A value, old and new; `lost` where there was one and now there is none and no note says why.

    `new_kind` is `moved` where the print is read as another value now: a row that a form has learned is a figure,
    and no indicator any more.
    """

    table_name: str
    row_code: str
    column_code: str
    old_value: Value
    new_value: Value
    old_kind: str | None
    new_kind: str | None
    lost: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings side by side. `rules` holds (rule, subject, state before, state after) where the state differs."""

    changes: tuple[Change, ...]
    rules: tuple[tuple[str, str, str | None, str | None], ...]
    passed: tuple[int, int]
    failed: tuple[int, int]

    @property
    def lost(self) -> int:
        return sum(change.lost for change in self.changes)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value as it is stated; `place` is where its print stands in the document."""

    value: Value
    kind: str | None
    place: str = field(default="", compare=False)


def compare(old: Reading, new: Reading) -> Comparison:
    """What the new reading says otherwise than the old one."""
    before, after = _all_values(old), _all_values(new)
    read_anew = {(now.place, now.value) for key, now in after.items() if now.place and _value(before.get(key)) is None}
    changes = tuple(
        _change(key, before.get(key), after.get(key), read_anew)
        for key in _in_order(before, after)
        if before.get(key) != after.get(key)
    )
    states_before = {(c.rule, c.subject): c.state for c in old.checks}
    states_after = {(c.rule, c.subject): c.state for c in new.checks}
    rules = tuple(
        (*key, states_before.get(key), states_after.get(key))
        for key in _in_order(states_before, states_after)
        if states_before.get(key) != states_after.get(key)
    )
    return Comparison(changes, rules, _count("pass", old, new), _count("fail", old, new))


def revised(old: Reading, new: Reading) -> list[tuple[Key, Value, Value]]:
    """The numbers that differ between two documents of a report, in tables that both have."""
    before, after = _numbers(old), _numbers(new)
    both = {key[0] for key in before} & {key[0] for key in after}
    return [
        (key, _value(before.get(key)), _value(after.get(key)))
        for key in _in_order(before, after)
        if key[0] in both and _value(before.get(key)) != _value(after.get(key))
    ]


def _change(key: Key, old: _Stated | None, new: _Stated | None, read_anew: set[tuple[str, Value]]) -> Change:
    is_moved = old is not None and new is None and old.place != "" and (old.place, old.value) in read_anew
    is_gone = _value(old) is not None and _value(new) is None
    # A cell or an indicator that is NULL carries its reason as its kind; a value that is not there at all carries none.
    has_note = new is not None and (key[0] in TABLES or (key[0] == "indicators" and new.kind != "number"))
    counts = key[0] in NUMBERS or (key[0] == "report" and key[1] != "outcome")
    return Change(
        *key,
        old_value=_value(old),
        new_value=_value(new),
        old_kind=old.kind if old else None,
        new_kind=new.kind if new else "moved" if is_moved else None,
        lost=is_gone and counts and not has_note and not is_moved,
    )


def _all_values(reading: Reading) -> dict[Key, _Stated]:
    fields = {
        "outcome": reading.outcome,
        "form": reading.form,
        "title": reading.title,
        "agency": reading.publisher.name,
        "agency_class": reading.publisher.agency_class,
        "scope": reading.publisher.scope,
        "division_code": reading.publisher.division_code,
        "year": reading.year,
        "published": reading.published,
        "produced": reading.produced,
    }
    values = {("report", name, ""): _Stated(fields[name], None) for name in REPORT_FIELDS}
    values |= _numbers(reading)
    sections = ((s.code or s.heading, _text_in_short(s.text)) for s in reading.sections)
    values |= {("sections", name, "text"): _Stated(text, None) for name, text in _told_apart(sections)}
    for source in dict.fromkeys(m.source for m in reading.metadata):
        fields_of_source = ((m.field, m.value) for m in reading.metadata if m.source == source)
        for name, text in _told_apart(fields_of_source):
            values["report_metadata", name, source] = _Stated(text, None)
    return values


def _numbers(reading: Reading) -> dict[Key, _Stated]:
    values = {(f.table, f.row, f.column): _Stated(f.value, f.kind, f.place) for f in reading.figures}
    indicators = ((i.code or i.label, i) for i in reading.indicators)
    for name, one in _told_apart(indicators):
        values["indicators", name, "value"] = _Stated(one.value, one.kind, one.place)
    stated = ((n.code, (n.value, n.approximate)) for n in reading.narrative)
    for name, (value, approximate) in _told_apart(stated):
        kind = "approximate" if approximate else "exact"
        values["narrative_figures", name, "value"] = _Stated(value, kind)
    return values


def _told_apart(named: Iterable[tuple[str, T]]) -> Iterable[tuple[str, T]]:
    """Names that occur again get a number: code, code#2."""
    seen: Counter[str] = Counter()
    for name, value in named:
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}#{seen[name]}"), value


def _text_in_short(text: str) -> str:
    return f"{len(text)} characters, sha256 {hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _value(stated: _Stated | None) -> Value:
    return None if stated is None else stated.value


def _in_order(before: dict[K, V], after: dict[K, V]) -> list[K]:
    return list(dict.fromkeys([*before, *after]))


def _count(state: str, old: Reading, new: Reading) -> tuple[int, int]:
    return sum(c.state == state for c in old.checks), sum(c.state == state for c in new.checks)
