"""The tables of a document whose every grid can be read by itself: nearly all documents, and by plans the fastest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.model import Figure, Indicator

from .form import FORMS, Form
from .found import Found
from .official import TABLES, form_of, read_official
from .plan import TablePlan, plans_of
from .rows import PrintedRow
from .segment import Instance, stand_apart, whole_tables
from .statistics import are_statistics
from .tabular import Tabular
from .years_beside import prints_years


class _Planned(NamedTuple):
    """A table with a plan, and the texts and places of the cells of its grid."""

    plan: TablePlan
    texts: Sequence[str]
    places: Sequence[str]


_Tables = Mapping[str, _Planned | Instance]  # by their names


def read_singly(tabulars: Sequence[Tabular]) -> Found | None:
    """The same as reading a document's tables together; None where they must be read so.

    Each must be a grid that holds whole tables, by a plan or row by row, or one that stands apart from the official
    tables whatever it is; and no official table may stand in the document twice.
    """
    found: dict[str, _Planned | Instance] = {}
    apart: list[PrintedRow] = []
    above: str | None = None
    for tabular in tabulars:
        if tabular.grid is None or tabular.caption:
            return None
        grid = tabular.grid
        tables: list[tuple[str, _Planned | Instance]]
        if plans := plans_of(grid):
            tables = [(plan.table, _Planned(plan, grid.texts, grid.places)) for plan in plans]
        elif are_statistics(tabular.rows) or prints_years(tabular.rows):
            return None
        else:
            tables = [(instance.table, instance) for instance in whole_tables(tabular.rows)]
        if tables:
            above = tables[-1][0]
        elif stand_apart(tabular.rows, above):
            apart += tabular.rows
            above = None
        else:
            return None
        for name, table in tables:
            if name in found:
                return None
            found[name] = table
    if not found:
        return Found("none", (), (), frozenset(), strays=apart)
    form = _form(found)
    return _read(found, form, apart) if form else None


def _form(found: _Tables) -> Form | None:
    """The form that the first of the tables which names one speaks for."""
    for name in TABLES:
        table = found.get(name)
        form = form_of([table]) if isinstance(table, Instance) else table.plan.form if table else None
        if form:
            return form
    return None


def _read(found: _Tables, form: Form, strays: Sequence[PrintedRow]) -> Found:
    keys: tuple[str, ...] = ()
    figures: list[Figure] = []
    indicators: list[Indicator] = []
    remarks: list[str] = []
    for name in TABLES:
        table = found.get(name) or _Planned(_absent(name, form.form), (), ())
        if isinstance(table, _Planned):
            keys += table.plan.keys
            figures += table.plan.read(table.texts, table.places)
        else:
            official = read_official(name, [table], form)
            keys += tuple(official.figures)
            figures += official.figures.values()
            indicators += official.indicators
            remarks += official.remarks
    return Found(form.form, keys, figures, frozenset(found), remarks, indicators, strays=strays)


@lru_cache
def _absent(table: str, form: str) -> TablePlan:
    """The plan of a table that the document does not have."""
    figures = read_official(table, (), FORMS[form]).figures
    fixed = tuple((place, read, None) for place, read in enumerate(figures.values()))
    return TablePlan(table, FORMS[form], tuple(figures), fixed=fixed)
