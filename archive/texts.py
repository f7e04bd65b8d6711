"""Texts that are none: SQLite keeps whatever bytes stand in a text, and its own checks do not look at them.

Where one bit of a Chinese character is flipped, every statement that comes to the row fails. Rows that are made from
readings are proven one by one elsewhere; here all other tables are gone through.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from archive.parsed.rows import ROW_TABLES

_NO_TEXT = object()
_PROVEN_OTHERWISE = {"report_heads", *ROW_TABLES}
_BYTES = "stored"  # the column of payloads and of readings
_OF_SQLITE = ("sqlite_", "section_pairs")


class Broken(NamedTuple):
    """A row with a text that is none: its table, the first value of the row, and the columns."""

    table: str
    row: object
    columns: tuple[str, ...]


def broken(conn: sqlite3.Connection) -> Iterator[Broken]:
    """The rows whose texts are not all in UTF-8."""
    tables = [
        str(name)
        for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        if name not in _PROVEN_OTHERWISE and not name.startswith(_OF_SQLITE)
    ]
    before = conn.text_factory
    conn.text_factory = _text_or_none
    try:
        for table in tables:
            names = [row[1] for row in conn.execute(f'PRAGMA table_info("{table}")') if row[1] != _BYTES]
            for row in conn.execute(f'SELECT {", ".join(names)} FROM "{table}"'):
                if _NO_TEXT in row:
                    columns = (name for name, value in zip(names, row, strict=True) if value is _NO_TEXT)
                    yield Broken(table, None if row[0] is _NO_TEXT else row[0], tuple(columns))
    finally:
        conn.text_factory = before


def _text_or_none(stored: bytes) -> object:
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return _NO_TEXT
