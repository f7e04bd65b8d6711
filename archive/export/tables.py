"""The views of an archive as files: CSV, JSON lines and Parquet, one for each view, row by row, whatever its size."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.export.cells import csv_line, json_object
from archive.export.columns import Column, columns_of
from archive.export.places import ExportRefused, Progress, Written, refuse_existing, whole_files
from archive.store import Archive

ROWS_AT_A_TIME = 5000

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A view to be written: its columns, and its rows in portions, to be read once."""

    view: str
    columns: list[Column]
    portions: Iterator[list[Row]]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


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

    `layout` is csv, jsonl or parquet. The files appear under their names only when all are whole. Raises ExportRefused
    for a view that is not there, and, unless `force`, for a file that is; then nothing is written.
    """
    names = chosen(archive.connection, views)
    targets = {name: folder / f"{name}.{layout}" for name in names}
    for path in targets.values():
        refuse_existing(path, force=force)
    if folder.is_file():
        raise ExportRefused(f"{folder} is a file; name a folder")
    written = []
    with archive.one_state(), whole_files(folder, lambda name: name.endswith(f".{layout}")) as part:
        for table in read_tables(archive.connection, names, progress):
            path = part / targets[table.view].name
            rows = write(layout, table, path)
            written.append(Written(table.view, str(targets[table.view]), rows, path.stat().st_size))
    return written


def chosen(conn: sqlite3.Connection, views: Collection[str]) -> list[str]:
    """The views named, or all, in the order of their names. Raises ExportRefused for one that is not there."""
    known = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")]
    unknown = sorted(set(views) - set(known))
    if unknown:
        raise ExportRefused(f"there is no view {unknown[0]}; there are {', '.join(known)}")
    return [name for name in known if name in views or not views]


def read_tables(conn: sqlite3.Connection, names: Sequence[str], progress: Progress | None = None) -> Iterator[Table]:
    """The views one after another; each is to be read before the next is asked for."""
    for number, name in enumerate(names):
        if progress is not None:
            progress(number, len(names), name)
        columns = columns_of(conn, name)
        with closing(conn.execute(f'SELECT * FROM "{name}"')) as cursor:
            yield Table(name, columns, _portions(cursor))


def write(layout: str, table: Table, path: Path) -> int:
    """Write one table into a file; how many rows it has."""
    if layout == "parquet":
        from archive.export.parquet import write_parquet  # noqa: PLC0415 - its library is an extra, and slow to import

        return write_parquet(table, path)
    number = 0
    with path.open("w", encoding="utf-8") as file:
        if layout == "csv":
            file.write(csv_line(table.names) + "\n")
        for rows in table.portions:
            file.writelines(f"{line}\n" for line in _lines(layout, table.names, rows))
            number += len(rows)
    return number


def _lines(layout: str, columns: Sequence[str], rows: list[Row]) -> Iterator[str]:
    if layout == "csv":
        return map(csv_line, rows)
    return (json_object(columns, row) for row in rows)


def _portions(cursor: sqlite3.Cursor) -> Iterator[list[Row]]:
    while rows := cursor.fetchmany(ROWS_AT_A_TIME):
        yield rows
