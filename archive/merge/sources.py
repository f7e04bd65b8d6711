"""Opens the archives to be merged, for reading only; one of an older schema is brought up to date in a copy."""

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
        with backup.scratch_copy(path, folder) as copy:
            yield copy
    else:
        yield path
