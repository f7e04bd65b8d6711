"""Brings an archive to this program's schema, from nothing or from any released one.

A migration is a SQL file of `schema/`, applied once and for ever unchanged after its release. Views, their
column meanings and the index for the search hold no content of their own: they are made anew whenever what
this program makes of them differs from the archive's.
"""

import csv
import hashlib
import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from archive import divisions
from archive.parsed import pairs
from archive.store import APPLICATION_ID, SCHEMA_VERSION, Archive

if TYPE_CHECKING:
    import sqlite_utils

# Names of files in schema/, in order; the last one's number is SCHEMA_VERSION.
SCHEMAS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")


def bring_up_to_date(archive: Archive) -> None:
    """Apply what is missing, all of it in one transaction or nothing. Costs nothing where nothing is missing."""
    if is_up_to_date(archive.connection):
        return
    with archive.write() as conn:
        if is_up_to_date(conn):  # another process was faster
            return
        if _schema(conn) < SCHEMA_VERSION:
            _apply_migrations(archive)
        if not pairs.is_built(conn):
            pairs.build(conn)
        if not divisions.is_built(conn):
            divisions.build(conn)
        _make_views(conn)


def is_up_to_date(conn: sqlite3.Connection) -> bool:
    """Whether `bring_up_to_date` would leave the archive as it is."""
    if _schema(conn) < SCHEMA_VERSION:
        return False
    views = conn.execute("SELECT value FROM facts WHERE name = 'views'").fetchone()
    return views is not None and views[0] == _views_digest() and pairs.is_built(conn) and divisions.is_built(conn)


def statements(script: str) -> Iterator[str]:
    """The single statements of a SQL script, so that they can run within one transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in statement.splitlines()):
        raise ValueError(f"the script ends within a statement: {statement.strip()[:80]}")


def view_statements() -> Iterator[str]:
    """The statements that make the views users rely on."""
    return statements(_text("views.sql"))


def _apply_migrations(archive: Archive) -> None:
    from sqlite_utils import Migrations  # noqa: PLC0415 - the import takes most of a second, and is needed once

    migrations = Migrations("gongkai")
    for number, name in enumerate(SCHEMAS, start=1):
        migrations()(_Migration(name, number))
    migrations.apply(archive.db)


class _Migration:
    """Runs one file of `schema/` and writes its number into the archive's header, in the same transaction."""

    def __init__(self, name: str, number: int) -> None:
        self.__name__ = name
        self.number = number

    def __call__(self, db: "sqlite_utils.Database", /) -> None:
        _run(db.conn, self.__name__)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.conn.execute(f"PRAGMA user_version = {self.number}")


def make_tables(conn: sqlite3.Connection) -> None:
    """The tables of the newest schema in a database that has none; no views."""
    for name in SCHEMAS:
        _run(conn, name)


def _run(conn: sqlite3.Connection, name: str) -> None:
    for statement in statements(_text(f"schema/{name}.sql")):
        conn.execute(statement)


def _make_views(conn: sqlite3.Connection) -> None:
    for (view,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
        conn.execute(f'DROP VIEW "{view}"')
    for statement in view_statements():
        conn.execute(statement)
    conn.execute("DELETE FROM column_meanings")
    rows = list(csv.reader(_text("columns.csv").splitlines()))[1:]
    conn.executemany(
        "INSERT INTO column_meanings (view, column_name, unit, meaning) VALUES (?, ?, nullif(?, ''), ?)", rows
    )
    conn.execute("INSERT OR REPLACE INTO facts (name, value) VALUES ('views', ?)", (_views_digest(),))


def _schema(conn: sqlite3.Connection) -> int:
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


@cache
def _views_digest() -> str:
    return hashlib.sha256((_text("views.sql") + _text("columns.csv")).encode()).hexdigest()


@cache
def _text(name: str) -> str:
    return files("archive").joinpath(name).read_text(encoding="utf-8")
