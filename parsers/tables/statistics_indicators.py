"""From the lines of statistics tables to indicators, each once, and the sums that the tables state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import isclose
from typing import Literal

from parsers.model import CellKind, Check, Indicator, Number

from .form import STATISTICS, Label, Sum
from .numbers import looks_like_value, parse_value
from .statistics_columns import Settled, aligned, prints_several, settle
from .statistics_labels import Groups, is_headline, is_topic, names_indicator, unit_beside, unit_of
from .statistics_lines import Line

_MONEY = frozenset({"元", "万元", "亿元"})


@dataclass(frozen=True, slots=True)
class Printed:
    """An indicator and where it is printed: under which group, in which grid or stream.

    `row` is its own label below the last heading, whatever that heading is.
    """

    indicator: Indicator
    group: str
    run: int
    row: tuple[str, str]


def indicators_of(lines: Sequence[Line], form: str, year: int | None) -> Iterator[Printed]:
    """The indicator of every line that is no heading, with the figure of the report's `year`."""
    groups = Groups(form)
    several = {line.row.run for line in lines if line.heads is None and prints_several(line.cells)}
    for line in lines:
        for cell in line.groups:
            groups.head(_squeezed(cell.text))
        text = _squeezed(line.label.text)
        settled = _settled(line, year, several=line.row.run in several)
        if not names_indicator(text, form) and _is_heading(line, settled):
            groups.head(text)
            continue
        named = groups.name(text)
        shown = text if named.alone or not named.group else f"{named.group} / {text}"
        yield Printed(_read(line, settled, named.label, shown), named.group, line.row.run, (groups.heading, text))


def once(printed: Iterable[Printed]) -> tuple[list[Indicator], list[str]]:
    """Every indicator once: copies of a table that agree are one, where two differ neither figure is reported.

    A code that one table gives twice is no code: what stands above the second label was not understood. A row that
    it prints twice, with two figures, has none of them.
    """
    all_printed = list(printed)
    repeated = Counter((p.run, p.indicator.label) for p in all_printed)
    kept: list[Indicator] = []
    first: dict[str, int] = {}
    rows: dict[str, tuple[str, str]] = {}
    runs: dict[str, int] = {}
    remarks: list[str] = []
    for one in all_printed:
        read = one.indicator
        if one.group and repeated[one.run, read.label] > 1 and not read.label.startswith(one.group):
            read = replace(read, label=f"{one.group} / {read.label}")
        key = read.code or f"/{read.label}"
        if key not in first:
            first[key], runs[key], rows[key] = len(kept), one.run, one.row
            kept.append(read)
        elif first[key] == len(kept) - 1 and runs[key] == one.run and rows[key] == one.row and _differ(kept[-1], read):
            before = kept[-1]
            why = f"the table prints this row twice: {before.raw or before.kind} and {read.raw or read.kind}"
            kept[-1] = replace(before, value=None, kind="unplaced", note=why)
            remarks.append(f"{read.label}: {why}")
        elif runs[key] == one.run:
            note = read.note or "the table has this indicator twice; which row is which is not settled"
            kept.append(replace(read, code=None, note=note) if read.code else read)
        elif (before := kept[first[key]]).kind == "lost":
            kept[first[key]] = read
        elif before.value != read.value and read.code and read.kind != "lost":
            why = f"two tables differ here: {before.raw or before.kind} and {read.raw or read.kind}"
            kept[first[key]] = replace(before, value=None, kind="unplaced", note=why)
            remarks.append(f"{read.label}: {why}")
        elif before.value != read.value and not read.code:
            kept.append(read)
    return kept, remarks


def _differ(one: Indicator, other: Indicator) -> bool:
    return bool(one.code) and one.value != other.value and other.kind != "lost"


def sum_checks(indicators: Sequence[Indicator], form: str) -> Iterator[Check]:
    """The state of every sum of the form whose total and some of whose parts the table prints."""
    by_code = {one.code: one for one in indicators if one.code}
    for relation in STATISTICS[form].sums:
        parts = [code for code in (*relation.parts, *relation.also) if code in by_code]
        if relation.total in by_code and parts:
            yield _check(relation, by_code[relation.total], [by_code[code] for code in parts])


def _check(relation: Sum, total: Indicator, parts: Sequence[Indicator]) -> Check:
    known = [part.value for part in parts if part.value is not None]
    missing = not {part.code for part in parts}.issuperset(relation.parts)
    complete = len(known) == len(parts) and not missing
    state: Literal["pass", "fail", "uncertain", "not_assessable"] = "uncertain"
    if total.value is None and not known:
        state = "not_assessable"
    elif total.value is not None and complete:
        state = "pass" if isclose(total.value, sum(known), rel_tol=0, abs_tol=1e-6) else "fail"
    elif total.value is not None and sum(known) > total.value:  # counts are never negative
        state = "fail"
    sign = {"pass": "=", "fail": "≠"}.get(state, "?")
    shown = [*(_shown(part.value) for part in parts), *(["?"] if missing else [])]
    keys = tuple(f"indicators.{one.code}.value" for one in (total, *parts))
    return Check("indicator_sum", relation.total, state, keys, f"{_shown(total.value)} {sign} {' + '.join(shown)}")


def _shown(value: Number | None) -> str:
    return "?" if value is None else f"{value:g}"


def _settled(line: Line, year: int | None, *, several: bool) -> Settled:
    is_aligned = aligned(line.row, line.heads, line.label, line.unit)
    panel = line.heads.panel(line.label.column if is_aligned else None) if line.heads else ()
    return settle(line.cells, panel, year, is_aligned=is_aligned, several=several)


def _is_heading(line: Line, settled: Settled) -> bool:
    """Whether a line that names no indicator stands above others: it has no unit and no figure, or a mark in place."""
    if line.unit is not None or settled.reason not in {"", "lost"}:
        return False
    if settled.cell and settled.cell.text.strip() and parse_value(settled.cell.text).kind != "mark":
        return False
    has_units = line.heads is not None and any(column.role == "unit" for column in line.heads.columns)
    text = line.label.text
    return not line.cells or has_units or is_topic(text) or is_headline(text)


def _read(line: Line, settled: Settled, label: Label | None, text: str) -> Indicator:
    unit = unit_of(line.unit.text) if line.unit else unit_beside(line.label.text)
    code = label.code if label else None
    place = (settled.cell or line.label).place
    raw = settled.cell.text.strip() if settled.cell else ""
    if settled.cell is None or settled.reason:
        note = settled.note if settled.cell else f"{settled.note}{_led_by(line)}"
        return Indicator(code, text, None, unit, raw, place, settled.reason or "lost", note)
    value = parse_value(raw, unit=unit or "", free_unit=unit is None)
    read = Indicator(code, text, value.value, unit or value.unit, raw, place, value.kind, value.note)
    return _in_money(read, label) if label else read


def _led_by(line: Line) -> str:
    """What a note says of a figure that leads a row without another: it may count the rows."""
    first = line.row.cells[0].text.strip()
    return f"; {first} stands before it" if line.row.geometry != "stream" and looks_like_value(first) else ""


def _in_money(read: Indicator, label: Label) -> Indicator:
    """The indicator under the code of its printed unit; a sum of money without a unit, or in another, is none."""
    if label.unit not in _MONEY and read.unit not in _MONEY:
        return read
    if read.unit == label.unit or (not read.value and read.unit is None):
        return read
    if read.unit and read.unit in label.code_in:
        return replace(read, code=label.code_in[read.unit])
    kind: CellKind = "unit_differs" if read.value is not None else read.kind
    printed = f"printed in {read.unit}" if read.unit else "no unit is printed"
    return replace(read, value=None, kind=kind, note=read.note or f"{printed}, the form counts in {label.unit}")


def _squeezed(text: str) -> str:
    return "".join(text.split())
