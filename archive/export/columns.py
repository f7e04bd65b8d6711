"""The columns of the views with the types and meanings that typed formats need."""

import sqlite3
from dataclasses import dataclass

INTEGER, REAL, TEXT = "INTEGER", "REAL", "TEXT"

# A count that a page prints may have a fraction, so NUMERIC holds both kinds of numbers.
_DECLARED = {"INTEGER": INTEGER, "NUMERIC": REAL, "REAL": REAL, "TEXT": TEXT}
_COUNTED = {"0 or 1", "bytes", "captures", "cells", "checks", "items", "payloads", "year", "HTTP status"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type is INTEGER, REAL or TEXT, whatever values it happens to have."""

    name: str
    type: str
    unit: str | None
    meaning: str


def columns_of(conn: sqlite3.Connection, view: str) -> list[Column]:
    """The columns of a view, in order.

    The type is that of the column of the table behind. An expression has none: there the unit tells a count, and the
    name of a number that stands for a row tells that; all else is text, which every value can be written as.
    """
    told = {
        name: (unit, meaning)
        for name, unit, meaning in conn.execute(
            "SELECT column_name, unit, meaning FROM column_meanings WHERE view = ?", (view,)
        )
    }
    columns = []
    for _, name, declared, *_ in conn.execute(f'PRAGMA main.table_xinfo("{view}")'):
        unit, meaning = told.get(name, (None, ""))
        columns.append(Column(name, _type(name, declared, unit), unit, meaning))
    return columns


def _type(name: str, declared: str, unit: str | None) -> str:
    known = _DECLARED.get(declared.upper())
    if known is not None:
        return known
    return INTEGER if unit in _COUNTED or name == "report_id" else TEXT
