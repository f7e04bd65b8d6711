"""Damage to tables that people and editors do: a cell, a head or a label is gone, a span lies, rows change places."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from .grids import AbstractCell, Rows

Spoil = Callable[[list[Rows], random.Random], None]


def span_that_lies(tables: list[Rows], chance: random.Random) -> None:
    """A rowspan of the heads or the groups, one or two rows too short or too long."""
    row, at = chance.choice(_cells(tables, lambda cell: cell.rowspan > 1))
    row[at] = replace(row[at], rowspan=max(1, row[at].rowspan + chance.choice((-1, 1, 2))))


def head_gone(tables: list[Rows], chance: random.Random) -> None:
    row, at = chance.choice(_cells(tables, lambda cell: cell.role == "head" and len(cell.text) < 9))
    del row[at]


def head_blank(tables: list[Rows], chance: random.Random) -> None:
    row, at = chance.choice(_cells(tables, lambda cell: cell.role == "head" and len(cell.text) < 9))
    row[at] = row[at].saying("")


def label_gone(tables: list[Rows], chance: random.Random) -> None:
    row, at = chance.choice(_cells(tables, lambda cell: cell.role == "label"))
    del row[at]


def label_blank(tables: list[Rows], chance: random.Random) -> None:
    row, at = chance.choice(_cells(tables, lambda cell: cell.role == "label"))
    row[at] = row[at].saying("")


def row_gone(tables: list[Rows], chance: random.Random) -> None:
    rows = chance.choice(tables[:2])
    del rows[chance.choice(_plain_rows(rows))]


def rows_in_another_order(tables: list[Rows], chance: random.Random) -> None:
    one, other = chance.sample(_plain_rows(tables[1]), 2)
    tables[1][one], tables[1][other] = tables[1][other], tables[1][one]


def cells_merged(tables: list[Rows], chance: random.Random) -> None:
    """Two figures side by side became one cell, which prints the first."""
    row, at = chance.choice(_cells(tables, lambda cell: cell.role == "value"))
    if at + 1 < len(row):
        row[at] = replace(row[at], colspan=row[at].colspan + row[at + 1].colspan)
        del row[at + 1]


def figure_gone(tables: list[Rows], chance: random.Random) -> None:
    row, at = chance.choice(_cells(tables, lambda cell: cell.role == "value"))
    del row[at]


def subtotal_between(tables: list[Rows], chance: random.Random) -> None:
    at = chance.randrange(5, len(tables[1]))
    figures = [AbstractCell(str(chance.randrange(9)), "debris") for _ in range(7)]
    tables[1].insert(at, [AbstractCell("小计", "label", colspan=2), *figures])


def column_between(tables: list[Rows], chance: random.Random) -> None:
    """A column of figures among those of table 3, without a head."""
    at, text = chance.randrange(1, 8), chance.choice(("", "0", "/", "5"))
    for row in tables[1]:
        if row[-1].role == "value":
            row.insert(len(row) - at, AbstractCell(text, "debris"))


def rows_run_together(tables: list[Rows], chance: random.Random) -> None:
    """The end of a row is lost, and the next goes on in its line."""
    rows = chance.choice(tables[:2])
    at = chance.choice([n for n in range(len(rows) - 1) if rows[n][-1].role == "value"])
    rows[at] += rows.pop(at + 1)


def _cells(tables: list[Rows], wanted: Callable[[AbstractCell], bool]) -> list[tuple[list[AbstractCell], int]]:
    return [(row, at) for rows in tables for row in rows for at, cell in enumerate(row) if wanted(cell)]


def _plain_rows(rows: Rows) -> list[int]:
    """The rows of figures in which no merged cell begins."""
    return [
        at
        for at, row in enumerate(rows)
        if any(cell.role == "value" for cell in row) and all(cell.role != "group" for cell in row)
    ]


SPOILS = (
    span_that_lies, head_gone, head_blank, label_gone, label_blank, row_gone, rows_in_another_order, cells_merged,
    figure_gone, subtotal_between, column_between, rows_run_together,
)  # fmt: skip
