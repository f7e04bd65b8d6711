"""Rows of SQL: as dictionaries, and written for programs as CSV, JSON and JSON lines, one row at a time."""

import base64
import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import IO, Any

from gongkai.front import Failure
from gongkai.terminal import safe

Row = dict[str, Any]

# A spreadsheet takes a cell that begins so for a formula (and trims white space before it looks).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def fetch(connection: sqlite3.Connection, sql: str, *parameters: object) -> list[Row]:
    """The rows of a statement of our own as dictionaries."""
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], stream: IO[str]) -> None:
    """Write CSV, quoted as RFC 4180 says. NULL and the empty text stay apart: NULL is nothing, the empty text is "".

    Texts that a spreadsheet would take for a formula get an apostrophe in front; numbers never do.
    """
    is_terminal = stream.isatty()
    for row in chain([columns], rows):
        line = ",".join(map(csv_cell, row))
        stream.write((safe(line) if is_terminal else line) + "\n")


def csv_cell(value: object) -> str:
    """One CSV cell."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return repr(value)
    text = base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
    if text.lstrip(" ").startswith(_FORMULA):
        text = "'" + text
    if text == "" or any(mark in text for mark in ',"\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


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
        text = json.dumps(dict(zip(columns, map(_plain, row), strict=True)), ensure_ascii=False)
        yield safe(text) if is_terminal else text


def _plain(value: object) -> Any:
    """Bytes have no JSON form; this is the one that sqlite-utils and Datasette write."""
    if isinstance(value, bytes):
        return {"$base64": True, "encoded": base64.b64encode(value).decode()}
    return value
