"""The divisions whose governments owe reports, as a table of the archive, so that plain SQL knows them.

The source is the readers' own table of divisions (`parsers.division_table`). A division that begins or ends in
a year owes the report on the year in which it begins, and none on that in which it ends: it is gone when that is due.
"""

import sqlite3
from functools import cache

from parsers import division_table

FIRST_YEAR = 2008  # the regulations came into force, and the first reports are on that year
# Hong Kong, Macao and Taiwan, where the regulations do not hold.
_ELSEWHERE = ("71", "81", "82")
_NAME = "divisions"


def is_built(conn: sqlite3.Connection) -> bool:
    """Whether the archive has the installed table."""
    row = conn.execute("SELECT value FROM facts WHERE name = ?", (_NAME,)).fetchone()
    return row is not None and row[0] == division_table.digest()


def build(conn: sqlite3.Connection) -> None:
    """Make the table anew."""
    conn.execute("DELETE FROM division_years")
    rows = [
        (row.code, row.since, None if row.until is None else row.until - 1, row.name)
        for row in division_table.rows()
        if not row.code.startswith(_ELSEWHERE) and (row.until is None or row.until > FIRST_YEAR)
    ]
    conn.executemany("INSERT INTO division_years (code, first_year, last_year, name) VALUES (?, ?, ?, ?)", rows)
    conn.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (_NAME, division_table.digest()))


@cache
def codes_in_use() -> frozenset[str]:
    """The codes of divisions that exist, maybe with another name, kind or seat than before."""
    return frozenset(row.code for row in division_table.rows() if row.until is None)
