"""Every view of an archive as one file: CSV or JSON lines, row by row, whatever its size."""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.export.cells import csv_line, json_object
from archive.store import Archive, ArchiveError

ROWS_AT_A_TIME = 5000

Progress = Callable[[int, int, str], None]


class ExportRefused(ArchiveError):
    """A file is there already, or a view is not."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file: the view it shows, and how many rows that has, headings apart."""

    view: str
    path: str
    rows: int
    size: int


def export(
    archive: Archive,
    layout: str,
    folder: Path,
    *,
    views: Collection[str] = (),
    force: bool = False,
    progress: Progress | None = None,
) -> list[Written]:
    """Write `folder`/VIEW.`layout` for these views, or for all; all files show one state of the archive.

    A file appears under its name only when it is whole. Raises ExportRefused for a view that is not there, and,
    unless `force`, for a file that is; then nothing is written.
    """
    names = _chosen(archive.connection, views)
    targets = {name: folder / f"{name}.{layout}" for name in names}
    there = [path for path in targets.values() if path.exists()]
    if there and not force:
        raise ExportRefused(f"{there[0]} is there already; --force writes it anew")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with archive.one_state():
        for number, (name, path) in enumerate(targets.items()):
            if progress is not None:
                progress(number, len(targets), name)
            written.append(
                Written(name, str(path), _write(archive.connection, layout, name, path), path.stat().st_size)
            )
    return written


def _chosen(conn: sqlite3.Connection, views: Collection[str]) -> list[str]:
    known = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")]
    unknown = sorted(set(views) - set(known))
    if unknown:
        raise ExportRefused(f"there is no view {unknown[0]}; there are {', '.join(known)}")
    return [name for name in known if name in views or not views]


def _write(conn: sqlite3.Connection, layout: str, view: str, path: Path) -> int:
    """How many rows were written. What an interrupted export leaves is called NAME.part, and is taken away."""
    part = path.with_name(f"{path.name}.part")
    number = 0
    try:
        with closing(conn.execute(f'SELECT * FROM "{view}"')) as cursor, part.open("w", encoding="utf-8") as file:
            columns = [column[0] for column in cursor.description]
            if layout == "csv":
                file.write(csv_line(columns) + "\n")
            for rows in _portions(cursor):
                file.writelines(f"{line}\n" for line in _lines(layout, columns, rows))
                number += len(rows)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return number


def _lines(layout: str, columns: Sequence[str], rows: list[tuple[object, ...]]) -> Iterator[str]:
    if layout == "csv":
        return map(csv_line, rows)
    return (json_object(columns, row) for row in rows)


def _portions(cursor: sqlite3.Cursor) -> Iterator[list[tuple[object, ...]]]:
    while rows := cursor.fetchmany(ROWS_AT_A_TIME):
        yield rows
