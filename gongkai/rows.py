"""Rows of SQL: as dictionaries, and written for programs as CSV, JSON and JSON lines, one row at a time."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import IO, Any

from archive.export.cells import csv_line, json_object
from gongkai.front import Failure
from gongkai.terminal import safe

Row = dict[str, Any]


def fetch(connection: sqlite3.Connection, sql: str, *parameters: object) -> list[Row]:
    """The rows of a statement of our own as dictionaries."""
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], stream: IO[str]) -> None:
    """Write CSV with a line of headings; `csv_line` says how values are written."""
    is_terminal = stream.isatty()
    for row in chain([columns], rows):
        line = csv_line(row)
        stream.write((safe(line) if is_terminal else line) + "\n")


def write_json(columns: Sequence[str], rows: Iterable[Sequence[object]], stream: IO[str]) -> None:
    """Write a JSON array of objects, streamed."""
    stream.write("[")
    for number, text in enumerate(_objects(columns, rows, stream)):
        stream.write((",\n " if number else "\n ") + text)
    stream.write("\n]\n")


def write_json_lines(columns: Sequence[str], rows: Iterable[Sequence[object]], stream: IO[str]) -> None:
    """Write one JSON object a line."""
    for text in _objects(columns, rows, stream):
        stream.write(text + "\n")


def _objects(columns: Sequence[str], rows: Iterable[Sequence[object]], stream: IO[str]) -> Iterable[str]:
    twice = {column for column in columns if list(columns).count(column) > 1}
    if twice:
        raise Failure(f"two columns of the result are called {min(twice)}; name them apart with AS")
    # On a terminal every character beyond ASCII that is no letter could act; a pipe gets the text as it is.
    is_terminal = stream.isatty()
    for row in rows:
        text = json_object(columns, row)
        yield safe(text) if is_terminal else text
