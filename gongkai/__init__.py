"""The front door: the command line, and `open` for notebooks."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.store import Archive

__version__ = "0.1.0"


def open(path: Path | str, *, as_of: str | None = None) -> "Archive":  # noqa: A001 - what a notebook writes
    """Open an archive for reading; `.connection` takes SQL. Raises archive.errors.ArchiveError.

    `as_of` is a day ("2026-11-21", to its end in UTC) or a time ("2026-11-21T20:40:56Z"): the archive as it read then.
    """
    from archive.store import Archive

    if as_of is None:
        return Archive.open_read_only(path)
    from archive.as_of import open_as_of

    return open_as_of(path, as_of)
