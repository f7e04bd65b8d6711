"""The front door: the command line, and `open` for notebooks."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.store import Archive

__version__ = "0.1.0"


def open(path: Path | str) -> "Archive":  # noqa: A001 - `gongkai.open(path)` is what a notebook writes
    """Open an archive for reading; `.connection` takes SQL. Raises archive.errors.ArchiveError."""
    from archive.store import Archive

    return Archive.open_read_only(path)
