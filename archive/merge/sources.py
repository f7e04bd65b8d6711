"""Opens the archives to be merged, for reading only; one of an older schema is brought up to date in a copy."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive import backup
from archive.errors import ArchiveError, ArchiveOlder
from archive.store import Archive


class MergeRefused(ArchiveError):
    """These archives cannot be merged as asked."""


def refuse_what_is_none(paths: Iterable[Path], target: Path) -> None:
    """Look at all of them before anything is written.

    Raises MergeRefused for the target itself, and what opening an archive raises; an older schema is no reason.
    """
    for path in paths:
        if path.exists() and target.exists() and path.samefile(target):
            raise MergeRefused(f"{path} is the archive that is merged into; it has nothing to add to itself")
        with suppress(ArchiveOlder):
            Archive.open_read_only(path).close()


@contextmanager
def opened(path: Path, folder: Path) -> Iterator[Path]:
    """Where the archive can be attached; a copy that had to be made stands in the folder, and is gone at the end."""
    try:
        Archive.open_read_only(path).close()
    except ArchiveOlder:
        with _brought_up_to_date(path, folder) as copy:
            yield copy
    else:
        yield path


@contextmanager
def _brought_up_to_date(path: Path, folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=".merge-", dir=folder) as scratch:
        copy = Path(scratch) / path.name
        backup.copy(path, copy, lambda _done, _total, _what: None)
        Archive.open(copy).close()
        yield copy
