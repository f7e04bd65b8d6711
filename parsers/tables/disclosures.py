"""Table 2, 主动公开政府信息情况: blocks of items under heads of their own; its heads name the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from parsers.model import Figure, Indicator

from .align import Interval, place, right_edge
from .figures import Figures, by_position, figure, missing
from .form import FORMS, Column, Form
from .labels import likeness
from .rows import PrintedRow
from .vocabulary import ITEM_NAMES, MEASURE_NAMES

TABLE = "disclosures"
# Item labels are short and alike (行政许可, 行政处罚); a slip is forgiven only in the long ones.
_ALIKE = 0.8
_CLEARLY = 0.2


@dataclass(frozen=True, slots=True)
class Heads:
    """The measures that a head row names, in order.

    Where a grid states them, `grid` holds their columns and `edge` is where the head row ends.
    """

    names: tuple[str, ...]
    grid: tuple[Interval, ...] | None
    run: int
    edge: int


@dataclass(frozen=True, slots=True)
class Extra:
    """A row that the form does not have: kept with its label, under no code."""

    row: PrintedRow
    indicators: tuple[Indicator, ...]


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
        elif row.labels and any(cell.text.strip() for cell in row.values):
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
    leaves = [(cell, name) for cell, name in zip(row.labels, row.names, strict=True) if name in MEASURE_NAMES]
    grid = tuple((cell.column, cell.column + cell.colspan) for cell, _ in leaves) if row.geometry == "spans" else None
    return Heads(tuple(name for _, name in leaves), grid, row.run, right_edge(row.cells))


def _item(row: PrintedRow, form: Form) -> str | None:
    """The item that the row's last label names, whole, in two cells, or with a slip."""
    if not row.labels:
        return None
    names = row.names
    for name in (names[-1], "".join(names[-2:])):
        for of_form, code in ITEM_NAMES.get(name, ()):
            if of_form == form.form:
                return code
    if not row.values:
        return None
    items = [item for block in form.blocks for item in block.items]
    scored = sorted(
        ((max(likeness(names[-1], name) for name in item.names), item.code) for item in items), reverse=True
    )
    return scored[0][1] if scored[0][0] >= _ALIKE and scored[0][0] - scored[1][0] >= _CLEARLY else None


def _item_figures(row: PrintedRow, item: str, heads: Heads | None, form: Form) -> list[Figure]:
    columns, damaged = _measures(form.form, item, heads.names if heads else ())
    fits = heads is not None and heads.run == row.run and right_edge(row.cells) == heads.edge and not damaged
    grid = heads.grid if heads and fits else None
    slots = place(row.values, len(columns), row.geometry, heads=grid)
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
    printed = tuple(by_code[code] for code in codes if code in by_code)
    if printed and len(printed) == len(codes) == len(set(codes)):
        return printed, ""
    return official, "the column heads are damaged; read by the form's order"


def _extra(row: PrintedRow, heads: Heads | None) -> Extra:
    label = "".join(row.labels[-1].text.split())
    unit_column = Column("", "", frozenset(), unit="")
    names = heads.names if heads and len(heads.names) == len(row.values) else ("",) * len(row.values)
    indicators = []
    for cell, name in zip(row.values, names, strict=True):
        if cell.text.strip():
            read = figure(TABLE, "", unit_column, place([cell], 1, row.geometry)[0])
            shown = f"{label}（{name}）" if name else label
            indicators.append(Indicator(None, shown, read.value, read.unit, read.raw, read.place, read.kind, read.note))
    return Extra(row, tuple(indicators))
