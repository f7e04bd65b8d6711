"""What SQLite says of a whole file, in the archive's own words: what is wrong, and what to do."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ArchiveDamaged, ArchiveError, ArchiveLocked, NotAnArchive

RESCUE = "restore it from a copy, or save what is left with `sqlite3 FILE .recover`"
_NO_TEXT = re.compile(r"Could not decode to UTF-8 (?P<column>column '.*?') with text")  # says Python, not SQLite
_READ_ERRORS = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}
_LOG_ERRORS = {
    sqlite3.SQLITE_READONLY_RECOVERY,
    sqlite3.SQLITE_READONLY_CANTINIT,
    sqlite3.SQLITE_READONLY_CANTLOCK,
}


def error_for(path: Path, error: sqlite3.Error) -> ArchiveError | None:
    """The archive's own error for what SQLite says of the whole file, or None where it speaks of a statement."""
    if _is_of_the_search(error):
        return ArchiveDamaged(
            f"the index for the search in {path} is damaged: {error}; `gongkai search --rebuild` makes it anew"
        )
    if column := column_of_no_text(error):
        return ArchiveDamaged(f"{path} is damaged: {column} holds bytes that are no text; {RESCUE}")
    extended = getattr(error, "sqlite_errorcode", None) or 0
    code = extended & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return NotAnArchive(f"{path} is no SQLite file, so it is no archive")
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT} or extended in _READ_ERRORS:
        return ArchiveDamaged(f"{path} is damaged: {error}; {RESCUE}")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}:
        return ArchiveLocked(f"{path} is locked: another process has been writing to it; try again later")
    if code == sqlite3.SQLITE_IOERR:
        return ArchiveError(f"{path} cannot be used: its disk is full or failing; nothing of the last step was kept")
    if (code == sqlite3.SQLITE_CANTOPEN or extended in _LOG_ERRORS) and log_of(path).exists():
        needs = "can be taken in only where file and folder can be written"
        return ArchiveError(f"{path} cannot be read here: its log {log_of(path)} {needs}; copy both to such a folder")
    if code == sqlite3.SQLITE_CANTOPEN:
        return ArchiveError(f"{path} cannot be opened: file and folder must be readable, the folder writable")
    if code == sqlite3.SQLITE_FULL:
        return ArchiveError(f"{path} cannot grow: the disk is full; nothing of the last step was kept")
    if code == sqlite3.SQLITE_READONLY:
        return ArchiveError(f"{path} cannot be written: {error}")
    return None


def column_of_no_text(error: sqlite3.Error) -> str | None:
    """Of an answer that could not be given because a text in it is not in UTF-8: its column, as `column 'agency'`."""
    found = _NO_TEXT.match(str(error))
    return None if found is None else found["column"]


def in_one_line(finding: object) -> str:
    """What SQLite's checks of a whole file say; they break lines."""
    return " ".join(str(finding).split())


def _is_of_the_search(error: sqlite3.Error) -> bool:
    """Whether SQLite speaks of the one index that is no table of its own; some of this it calls no damage."""
    is_corrupt = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CORRUPT_VTAB
    return is_corrupt or any(sign in str(error) for sign in ("section_pairs", "fts5"))


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Says in the archive's own words what SQLite says of the whole file."""
    try:
        yield
    except sqlite3.Error as error:
        plain = error_for(path, error)
        if plain is None:
            raise
        raise plain from error


def log_of(path: Path) -> Path:
    """The write-ahead log that belongs to the file."""
    return Path(f"{path}-wal")
