"""SQL functions of every connection that the archive opens.

`payload(sha256)` gives the stored bytes, `payload_text(capture_id)` those of a capture as text, and
`reading_cells(parse_id)` the cells of any reading, current or not, as a JSON array for `json_each`.
All give NULL for what is not held.
"""

import sqlite3
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from archive.errors import ArchiveError
from archive.parsed import bodies
from archive.raw import payloads
from parsers.model import canonical_json

P = ParamSpec("P")
T = TypeVar("T")


def register(connection: sqlite3.Connection, errors: list[ArchiveError]) -> None:
    """Make the functions known to the connection. What one raises is put into `errors`: SQLite keeps none."""

    def payload(sha256: str | None) -> bytes | None:
        try:
            return payloads.get(connection, sha256) if sha256 else None
        except payloads.PayloadMissing:
            return None

    def payload_text(capture_id: int | None) -> str | None:
        from parsers.documents.decode import decode  # noqa: PLC0415 - few statements need a decoder

        row = connection.execute(
            "SELECT sha256, charset FROM capture_log WHERE capture_id = ?", (capture_id,)
        ).fetchone()
        body = payload(row[0]) if row else None
        return None if body is None else decode(body, row[1]).text

    def reading_cells(parse_id: int | None) -> str | None:
        reading = bodies.of_parse(connection, parse_id) if parse_id is not None else None
        if reading is None:
            return None
        return canonical_json(
            [
                {
                    "table_name": figure.table,
                    "row_code": figure.row,
                    "column_code": figure.column,
                    "value": figure.value,
                    "kind": figure.kind,
                    "raw": figure.raw,
                    "note": figure.note,
                    "unit": figure.unit,
                    "derived_value": figure.derived,
                    "place": figure.place,
                    "labels": list(figure.labels),
                }
                for figure in reading.figures
            ]
        )

    for function in (payload, payload_text, reading_cells):
        connection.create_function(function.__name__, 1, _remembering(function, errors))


def _remembering(function: Callable[P, T], errors: list[ArchiveError]) -> Callable[P, T]:
    def remembering(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            return function(*arguments, **named)
        except ArchiveError as error:
            errors.append(error)
            raise

    return remembering
