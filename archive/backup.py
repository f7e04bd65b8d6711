"""Copies an archive while a crawl writes to it: the copy shows one moment, is proven, and only then takes its name."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive import store
from archive.errors import ArchiveDamaged, ArchiveError
from archive.sqlite_errors import in_one_line

PAGES_AT_A_TIME = 2048

Progress = Callable[[int, int, str], None]


class BackupRefused(ArchiveError):
    """The copy cannot be made there."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy: its size in bytes, and how many rows its tables have, all of them counted on both sides."""

    path: str
    size: int
    tables: int
    rows: int


def backup(source: Path, destination: Path, progress: Progress | None = None) -> Copied:
    """Copy the archive `source` to a new file. Writers go on meanwhile, and what they commit is not in the copy.

    An interrupted backup leaves nothing under the name. Raises BackupRefused where a file is there already,
    ArchiveDamaged where the archive is damaged, and what opening it raises.
    """
    if destination.exists():
        raise BackupRefused(f"{destination} is there already; a backup replaces nothing, so name another file")
    destination.parent.mkdir(parents=True, exist_ok=True)
    part = destination.with_name(f"{destination.name}.part")
    part.unlink(missing_ok=True)
    tell = progress or (lambda _done, _total, _what: None)
    try:
        counted = copy(source, part, tell)
        tell(0, 1, "proving the copy")
        _prove(part, counted)
        _write_through(part)
        if destination.exists():
            raise BackupRefused(f"{destination} has come to be there meanwhile; nothing of it was replaced")
        part.rename(destination)
        _write_through(destination.parent)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            Path(f"{part}{suffix}").unlink(missing_ok=True)
    return Copied(str(destination), destination.stat().st_size, len(counted), sum(counted.values()))


def copy(source: Path, part: Path, tell: Progress) -> dict[str, int]:
    """Copy the archive as it is at one moment, of whatever schema. How many rows each table had at that moment."""
    with store.as_it_is(source) as reading, store.copy_at(part) as writing:
        reading.execute("BEGIN")  # what follows sees one moment, however many pages are copied at a time
        counted = _rows_by_table(reading)
        reading.backup(
            writing,
            pages=PAGES_AT_A_TIME,
            progress=lambda _status, remaining, total: tell(total - remaining, total, "pages"),
        )
        reading.execute("COMMIT")
    return counted


@contextmanager
def scratch_copy(path: Path, folder: Path | None = None) -> Iterator[Path]:
    """A copy of this program's schema that is gone at the end, in a folder of its own within `folder`.

    `folder` None: where this machine keeps temporary files. Raises what opening the archive or its copy raises.
    """
    with tempfile.TemporaryDirectory(prefix=".gongkai-", dir=folder) as scratch:
        made = Path(scratch) / path.name
        copy(path, made, lambda _done, _total, _what: None)
        store.Archive.open(made).close()
        yield made


def _rows_by_table(conn: sqlite3.Connection) -> dict[str, int]:
    """Of every table that holds rows itself; those of the index for the search belong to SQLite."""
    names = [
        row[0]
        for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        if not row[0].startswith(("sqlite_", "section_pairs"))
    ]
    return {name: conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _prove(part: Path, counted: dict[str, int]) -> None:
    with store.copy_at(part) as conn:
        findings = [in_one_line(row[0]) for row in conn.execute("PRAGMA integrity_check(1)")]
        if findings != ["ok"]:
            raise ArchiveDamaged(f"the copy is damaged as the archive is ({findings[0]}): `gongkai verify` says where")
        rows = _rows_by_table(conn)
    differing = [name for name in counted if rows.get(name) != counted[name]]
    if differing:
        raise ArchiveDamaged(f"the copy has not all rows of {', '.join(differing)}: copy again")


def _write_through(path: Path) -> None:
    """Make sure that a file, or the names in a folder, outlive a power cut."""
    is_folder = path.is_dir()
    if is_folder and os.name != "posix":
        return  # Windows opens no folder
    descriptor = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)  # and writes through only what may be written
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
