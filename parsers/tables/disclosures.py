"""Table 2, 主动公开政府信息情况: blocks of items under heads of their own; its heads name the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from parsers.model import Cell, Figure, Indicator

from .align import Interval, place, right_edge, words_under
from .crossed import OF_OTHER_YEARS, is_crossed, read_crossed
from .figures import Figures, by_position, figure, missing
from .form import FORMS, Column, Form, two_have_changed_places
from .labels import bare, likeness
from .rows import PrintedRow, prints_shares
from .vocabulary import ITEM_NAMES, MEASURE_NAMES

TABLE = "disclosures"
_NO_COLUMN = Column("", "", frozenset(), unit="")
# Item labels are short and alike (行政许可, 行政处罚); a slip is forgiven only in the long ones.
_ALIKE = 0.8
_CLEARLY = 0.2
_SHORTEST_SLIP = 6  # characters of a head in which one may be wrong
_OF_A_YEAR = frozenset("本上去前今年")  # 上年制发件数 is no slip of 本年制发件数
_DAMAGED = "the column heads are damaged; read by the form's order"


@dataclass(frozen=True, slots=True)
class Heads:
    """The measures that a head row names, in order.

    Where a grid states them, `grid` holds their columns, `beside` those of heads that are no measure, `gaps` those
    without a word, and `edge` is where the head row ends.
    """

    names: tuple[str, ...]
    grid: tuple[Interval, ...] | None
    run: int
    edge: int
    beside: tuple[Interval, ...] = ()
    gaps: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Extra:
    """What the form does not have, a row or the cells of a column: kept with its label, under no code."""

    remark: str
    indicators: tuple[Indicator, ...]


_CHANGED_PLACES = Extra("two column heads of table 2 have changed places; each figure is read under its head", ())


def form_of(rows: Sequence[PrintedRow]) -> Form | None:
    """The form by the heads of table 2: whose measures are named most. None where no head is left.

    Where two forms are named as often, the one named first stands: never the order of a set, which differs
    from one process to the next.
    """
    named: Counter[str] = Counter()
    for row in rows:
        for name in dict.fromkeys(row.names):
            forms = {form for form, _ in MEASURE_NAMES.get(name, ())}
            if len(forms) == 1:
                named[forms.pop()] += 1
    return FORMS[named.most_common(1)[0][0]] if named else None


def read_disclosures(rows: Sequence[PrintedRow], form: Form) -> tuple[Figures, list[Extra]]:
    """The figures of one copy of the table, and the rows beyond the form."""
    if is_crossed(rows, form):
        crossed, remarks = read_crossed(rows, form)
        return crossed, [Extra(remark, ()) for remark in remarks]
    figures: Figures = {}
    extras: list[Extra] = []
    heads: Heads | None = None
    seen: set[str] = set()
    for row in rows:
        named = _head_row(row)
        if named:
            heads = named
            continue
        item = _item(row, form)
        if item and item not in seen:
            seen.add(item)
            figures.update((read.key, read) for read in _item_figures(row, item, heads, form))
            if heads and _have_changed_places(form.form, item, heads.names) and _CHANGED_PLACES not in extras:
                extras.append(_CHANGED_PLACES)
            if heads and heads.beside and (aside := words_under(row.values, heads.beside)):
                extras.append(_aside(row, heads, aside))
        elif any(cell.text.strip() for cell in row.values) or prints_shares(row):
            extras.append(_extra(row, heads))
    return figures, extras


def complete(figures: Figures, form: Form) -> Figures:
    """The figures with every cell that the form has and the document does not, as lost."""
    full = dict(figures)
    rows = {read.row for read in figures.values()}
    for block in form.blocks:
        for item in block.items:
            printed = item.code in rows
            if item.optional and not printed:
                continue
            for measure in block.measures:
                key = f"{TABLE}.{item.code}.{measure.code}"
                if key not in full:
                    note = "the document shows no such column" if printed else "the document shows no such row"
                    full[key] = missing(TABLE, item.code, measure.code, note)
    return full


def _head_row(row: PrintedRow) -> Heads | None:
    """The measures of a head row; None for any other row."""
    if MEASURE_NAMES.keys().isdisjoint(row.names) or any(cell.text.strip() for cell in row.values):
        return None
    named = zip(row.labels, map(_measure_name, row.names), strict=True)
    leaves = [(cell, name) for cell, name in named if name]
    grid = tuple((cell.column, cell.column + cell.colspan) for cell, _ in leaves) if row.geometry == "spans" else None
    measures = {cell for cell, _ in leaves}
    beside = tuple((c.column, c.column + c.colspan) for c in row.labels[1:] if c not in measures) if grid else ()
    return Heads(
        tuple(name for _, name in leaves), grid, row.run, right_edge(row.cells), beside, _gaps(row, grid or ())
    )


def _measure_name(name: str) -> str | None:
    """The name of a measure that a head prints, maybe with one wrong character; None for any other head."""
    if name in MEASURE_NAMES:
        return name
    return next((official for official in MEASURE_NAMES if _is_slip(name, official)), None)


def _is_slip(printed: str, official: str) -> bool:
    if len(printed) != len(official) or len(official) < _SHORTEST_SLIP:
        return False
    wrong = [pair for pair in zip(printed, official, strict=True) if pair[0] != pair[1]]
    return len(wrong) == 1 and _OF_A_YEAR.isdisjoint(wrong[0])


def _gaps(row: PrintedRow, grid: Sequence[Interval]) -> tuple[Interval, ...]:
    """The columns without a word between 信息内容 and the measures, or among them."""
    labels = [(cell.column, cell.column + cell.colspan) for cell in row.labels]
    within = [interval for interval in labels if grid and interval[0] < grid[-1][1]]
    return tuple((one[1], after[0]) for one, after in pairwise(within) if one[1] < after[0])


def _item(row: PrintedRow, form: Form) -> str | None:
    """The item that the row's last label names, whole, in two cells, or with a slip."""
    if not row.labels:
        return None
    names = row.names
    for name in (names[-1], "".join(names[-2:])):
        for of_form, code in ITEM_NAMES.get(name, ()):
            if of_form == form.form:
                return code
    if not row.values or OF_OTHER_YEARS.search(names[-1]):
        return None
    items = [item for block in form.blocks for item in block.items]
    scored = sorted(
        ((max(likeness(names[-1], name) for name in item.names), item.code) for item in items), reverse=True
    )
    return scored[0][1] if scored[0][0] >= _ALIKE and scored[0][0] - scored[1][0] >= _CLEARLY else None


def _item_figures(row: PrintedRow, item: str, heads: Heads | None, form: Form) -> list[Figure]:
    columns, damaged = _measures(form.form, item, heads.names if heads else ())
    if heads and heads.gaps and heads.run == row.run and words_under(row.values, heads.gaps):
        columns, damaged = _measures(form.form, item, ())  # a head is blank: the others do not tell all columns
    grid = heads.grid if heads and heads.run == row.run and right_edge(row.cells) == heads.edge else None
    if grid is None and not damaged:
        official = FORMS[form.form].block_of(item).measures
        in_doubt = len(official) <= len(row.values) or row.geometry == "stream"
        is_whole = _is_block_of_another(form.form, item, heads.names if heads else ())
        if len(columns) < len(official) and in_doubt and not is_whole:  # a head is missing, and nothing says which
            columns, damaged = official, _DAMAGED
    if row.unit:
        columns = tuple(_in_printed_unit(column, row.unit[0].text.strip(" （）()")) for column in columns)
    grid = None if damaged else grid
    slots = place(row.values, len(columns), row.geometry, heads=grid, beside=heads.beside if heads else ())
    label = "".join(row.labels[-1].text.split())
    read = [
        figure(TABLE, item, column, slot, (label, column.label)) for column, slot in zip(columns, slots, strict=True)
    ]
    return [by_position(one, damaged) for one in read] if damaged else read


@lru_cache(maxsize=256)
def _measures(form: str, item: str, heads: tuple[str, ...]) -> tuple[tuple[Column, ...], str]:
    """The columns as printed; the form's own where the `heads` above the row are not those of the item's block."""
    official = FORMS[form].block_of(item).measures
    by_code = {column.code: column for column in official}
    codes = [next((code for f, code in MEASURE_NAMES[name] if f == form), None) for name in heads]
    printed = tuple(_as_headed(by_code[code], name) for code, name in zip(codes, heads, strict=True) if code in by_code)
    if printed and len(printed) == len(codes) == len(set(codes)):
        return printed, ""
    return official, _DAMAGED


@lru_cache(maxsize=256)
def _is_block_of_another(form: str, item: str, heads: tuple[str, ...]) -> bool:
    """Whether heads are all those of the item's block in another form, word for word, and not those of this one."""
    own = {bare(measure.label) for measure in FORMS[form].block_of(item).measures}
    blocks = (block for other, of_form in FORMS.items() if other != form for block in of_form.blocks)
    named = {
        tuple(bare(m.label) for m in block.measures) for block in blocks if any(i.code == item for i in block.items)
    }
    return heads in named and own.isdisjoint(heads)


@lru_cache(maxsize=256)
def _have_changed_places(form: str, item: str, heads: tuple[str, ...]) -> bool:
    """Whether two heads above an item's row have changed places."""
    columns, damaged = _measures(form, item, heads)
    return not damaged and two_have_changed_places(columns, FORMS[form].block_of(item).measures)


def _in_printed_unit(column: Column, unit: str) -> Column:
    return column if unit == column.unit else replace(column, printed_unit=unit)


def _as_headed(column: Column, head: str) -> Column:
    unit = column.in_other_units.get(head)
    return replace(column, printed_unit=unit) if unit else column


def _extra(row: PrintedRow, heads: Heads | None) -> Extra:
    remark = f"table 2 prints a row that the form does not have: {row.printed()}"
    if not row.labels:
        return Extra(remark, ())
    label = "".join(row.labels[-1].text.split())
    names = heads.names if heads and len(heads.names) == len(row.values) else ("",) * len(row.values)
    indicators = [
        _indicator(f"{label}（{name}）" if name else label, cell)
        for cell, name in zip(row.values, names, strict=True)
        if cell.text.strip()
    ]
    return Extra(remark, tuple(indicators))


def _aside(row: PrintedRow, heads: Heads, aside: str) -> Extra:
    """The cells of a row that stand under heads which are no measures."""
    label = "".join(row.labels[-1].text.split())
    remark = f"table 2 prints a column that the form does not have, in row {label}: {aside}"
    cells = [cell for cell in row.values if words_under([cell], heads.beside)]
    return Extra(remark, tuple(_indicator(f"{label}（beside the form）", cell) for cell in cells))


def _indicator(label: str, cell: Cell) -> Indicator:
    read = figure(TABLE, "", _NO_COLUMN, cell)
    return Indicator(None, label, read.value, read.unit, read.raw, read.place, read.kind, read.note)
