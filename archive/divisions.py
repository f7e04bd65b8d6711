"""The divisions whose governments owe reports, as a table of the archive, so that plain SQL knows them.

The source is the readers' own table of divisions (`parsers/data/divisions.csv`). A division that begins or ends in
a year owes the report on the year in which it begins, and none on that in which it ends: it is gone when that is due.
"""

import csv
import hashlib
import sqlite3
from functools import cache
from importlib.resources import files

FIRST_YEAR = 2008  # the regulations came into force, and the first reports are on that year
# Hong Kong, Macao and Taiwan, where the regulations do not hold.
_ELSEWHERE = ("71", "81", "82")
_NAME = "divisions"


def is_built(conn: sqlite3.Connection) -> bool:
    """Whether the archive has the installed table."""
    row = conn.execute("SELECT value FROM facts WHERE name = ?", (_NAME,)).fetchone()
    return row is not None and row[0] == _digest()


def build(conn: sqlite3.Connection) -> None:
    """Make the table anew."""
    conn.execute("DELETE FROM division_years")
    rows = [
        (row["code"], int(row["from_year"]), int(row["until_year"]) - 1 if row["until_year"] else None, row["name"])
        for row in csv.DictReader(_text().splitlines())
        if not row["code"].startswith(_ELSEWHERE) and (not row["until_year"] or int(row["until_year"]) > FIRST_YEAR)
    ]
    conn.executemany("INSERT INTO division_years (code, first_year, last_year, name) VALUES (?, ?, ?, ?)", rows)
    conn.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (_NAME, _digest()))


@cache
def _digest() -> str:
    return hashlib.sha256(_text().encode()).hexdigest()


def _text() -> str:
    return files("parsers").joinpath("data/divisions.csv").read_text(encoding="utf-8")
