"""Rows whose values have the types that their columns state, for formats that state types."""

from collections.abc import Iterator
from dataclasses import replace

from archive.export.columns import INTEGER, REAL, Column
from archive.export.places import ExportRefused
from archive.export.tables import Row, Table

_KINDS: dict[str, set[type]] = {INTEGER: {int, type(None)}, REAL: {int, float, type(None)}}


def typed(table: Table) -> Table:
    """The table; reading it raises ExportRefused where an INTEGER is none or a REAL is no number.

    SQLite keeps what it is given, whatever a column is declared to be. A TEXT column may hold anything: all values can
    be written as text.
    """
    return replace(table, portions=_proven(table))


def refusal(table: Table, column: Column, value: object, row: int) -> ExportRefused:
    """What to raise for a value that a format cannot hold as what it is."""
    where = f"{table.view}, row {row}: {column.name} holds {value!r:.60}"
    return ExportRefused(f"{where}, which cannot stand there as {column.type}; csv and jsonl take it as it is")


def _proven(table: Table) -> Iterator[list[Row]]:
    checked = [(at, column, _KINDS[column.type]) for at, column in enumerate(table.columns) if column.type in _KINDS]
    before = 0
    for rows in table.portions:
        for at, column, kinds in checked:
            if not kinds.issuperset({type(row[at]) for row in rows}):
                number, value = next((n, row[at]) for n, row in enumerate(rows, 1) if type(row[at]) not in kinds)
                raise refusal(table, column, value, before + number)
        before += len(rows)
        yield rows
