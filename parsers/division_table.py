"""The table of administrative divisions, row by row as it stands in data/divisions.csv; every room reads it here.

GB/T 2260 codes since 1980, from yescallop/areacodes (CC0).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Row(NamedTuple):
    """A code in one period of its life, in the table's own words.

    `until` is the year it ended, None while it is in use. `prefecture` is "" or 直辖 where the division
    belongs to none; `successors` are codes with ";" between them.
    """

    code: str
    province: str
    prefecture: str
    name: str
    level: str
    status: str
    since: int
    until: int | None
    successors: str


def rows() -> Iterator[Row]:
    """The rows of the table, in its order."""
    table = csv.reader(_text().splitlines())
    next(table)  # the heads
    for code, province, prefecture, name, level, status, since, until, successors in table:
        ended = int(until) if until else None
        yield Row(code, province, prefecture, name, level, status, int(since), ended, successors)


@cache
def digest() -> str:
    """The sha256 of the table: whether what was made from it is still of the installed one."""
    return hashlib.sha256(_text().encode()).hexdigest()


def _text() -> str:
    return files(__package__).joinpath("data/divisions.csv").read_text(encoding="utf-8")
