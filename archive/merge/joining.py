"""Joins one table of another archive to this one: rows by their content, numbers of the other by those of this one.

The other archive is attached as `source`. What a row is known by in every archive is its key; of two rows with one
key the greater stands, by the columns that say which is newer and then by all others, so the order of merging does
not matter.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Join:
    """How a table is joined.

    `number` is its own numbering, which each archive has for itself. `references` name, for columns with numbers of
    other tables, the map that translates them (see `make_map`). `newest`: SQL with {row} for a row, the most telling
    first. `fixed`: columns that are never taken from the other archive, with what new rows get. `where`: SQL on `s`.
    `replaces` False: of two rows with one key, the one that is here stands, for both say the same. `first_stands`: the
    smaller stands, not the greater.
    """

    table: str
    key: tuple[str, ...]
    number: str | None = None
    references: Mapping[str, str] = field(default_factory=dict)
    newest: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    where: str = "true"
    replaces: bool = True
    first_stands: bool = False


def join(conn: sqlite3.Connection, how: Join) -> int:
    """Take in the rows of `source`; how many are new. Rows that need what is not taken in are left out."""
    before = _count(conn, how.table)
    columns = [name for name, _ in _columns(conn, how.table) if name != how.number]
    joins, values = _values(conn, how, columns)
    conn.execute(
        f"""INSERT INTO main.{how.table} ({", ".join(columns)})
            SELECT {", ".join(values)} FROM source.{how.table} s {joins} WHERE {how.where}
            ON CONFLICT ({", ".join(how.key)}) DO {_on_conflict(how, columns)}"""
    )
    return _count(conn, how.table) - before


def make_map(conn: sqlite3.Connection, name: str, select: str = "") -> None:
    """The table temp.map_`name`: which number of this archive is which of `source`; `select` gives both."""
    conn.execute(f"CREATE TEMP TABLE map_{name} (source INTEGER PRIMARY KEY, target INTEGER NOT NULL)")
    if select:
        conn.execute(f"INSERT INTO temp.map_{name} (source, target) {select}")


def map_by_key(conn: sqlite3.Connection, name: str, how: Join) -> None:
    """The map for a table that was joined, by its key."""
    joins, same = [], []
    for column in how.key:
        value = f"s.{column}"
        if column in how.references:
            value = f"k_{column}.target"
            joins.append(f"JOIN temp.map_{how.references[column]} k_{column} ON k_{column}.source = s.{column}")
        same.append(f"t.{column} = {value}")
    make_map(
        conn,
        name,
        f"""SELECT s.{how.number}, t.{how.number} FROM source.{how.table} s {" ".join(joins)}
            JOIN main.{how.table} t ON {" AND ".join(same)}""",
    )


def drop_maps(conn: sqlite3.Connection) -> None:
    """Take away whatever temporary tables a merge made."""
    for (name,) in conn.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'table'").fetchall():
        conn.execute(f'DROP TABLE temp."{name}"')


def _values(conn: sqlite3.Connection, how: Join, columns: Iterable[str]) -> tuple[str, list[str]]:
    needed = {name for name, not_null in _columns(conn, how.table) if not_null} | set(how.key)
    joins, values = [], []
    for column in columns:
        if column in how.fixed:
            values.append(how.fixed[column])
        elif column in how.references:
            kind = "JOIN" if column in needed else "LEFT JOIN"
            joins.append(f"{kind} temp.map_{how.references[column]} m_{column} ON m_{column}.source = s.{column}")
            values.append(f"m_{column}.target")
        else:
            values.append(f"s.{column}")
    return " ".join(joins), values


def _on_conflict(how: Join, columns: Iterable[str]) -> str:
    if not how.replaces:
        return "NOTHING"
    taken = [column for column in columns if column not in {*how.key, *how.fixed}]
    said = [column for column in taken if column not in how.references]
    assignments = ", ".join(f"{column} = excluded.{column}" for column in taken)
    better = "<" if how.first_stands else ">"
    return f"UPDATE SET {assignments} WHERE {_rank(how, said, 'excluded')} {better} {_rank(how, said, how.table)}"


def _rank(how: Join, columns: Iterable[str], row: str) -> str:
    """A row value that never has NULL in it: a comparison with NULL would decide nothing."""
    parts = [part.format(row=row) for part in how.newest] + [f"{row}.{column}" for column in columns]
    return f"({', '.join(f'coalesce({part}, char(0))' for part in parts)})"


def _columns(conn: sqlite3.Connection, table: str) -> list[tuple[str, bool]]:
    """Names, and whether NULL is not allowed."""
    return [(row[1], bool(row[3])) for row in conn.execute(f"PRAGMA main.table_info({table})")]


def _count(conn: sqlite3.Connection, table: str) -> int:
    return int(conn.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0])
