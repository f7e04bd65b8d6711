"""Where an export goes: it appears under its name only when whole, and takes nothing away that it did not make."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.store import ArchiveError

# (how many are done, of how many, what is next)
Progress = Callable[[int, int, str], None]
_WITHIN = ".part"  # a folder in which files stand until all of them are whole


class ExportRefused(ArchiveError):
    """Something is there already, a view is not, or a value does not fit the format."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file. Of tables: the view it shows and how many rows that has, headings apart; of raw exports: records."""

    view: str | None
    path: str
    rows: int | None
    size: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and in words what it left out; `whole` False where that is a loss."""

    files: list[Written]
    left_out: list[str]
    whole: bool = True


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise ExportRefused where the file is there and may not be written anew."""
    if path.is_dir():
        raise ExportRefused(f"{path} is a folder; name a file")
    if path.exists() and not force:
        raise ExportRefused(f"{path} is there already; --force writes it anew")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes `path` at the end of the block. What an interruption leaves is taken away.

    Raises ExportRefused where it cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    with _named(path):
        try:
            yield part
            _reach_the_disk(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def whole_folder(folder: Path, is_ours: Callable[[str], bool], *, force: bool) -> Iterator[Path]:
    """A folder to write to, which becomes `folder` at the end of the block.

    An empty folder is replaced; one with files only with `force`, and only where every name in it is one that such an
    export writes. Raises ExportRefused otherwise, and where the folder cannot be written.
    """
    _refuse_folder(folder, is_ours, force=force)
    within = _cannot_be_replaced(folder)
    with _part(folder, is_ours, within=within) as part:
        yield part
        for path in part.iterdir():
            _reach_the_disk(path)
        _refuse_folder(folder, is_ours, force=force)
        if within:
            _fill(part, folder)
        else:
            _swap(part, folder.resolve())


@contextmanager
def whole_files(folder: Path, is_ours: Callable[[str], bool]) -> Iterator[Path]:
    """A folder to write to, whose files come to stand in `folder` at the end of the block; what is there else stays.

    Raises ExportRefused where the folder cannot be written.
    """
    with _part(folder, is_ours, within=folder.is_dir()) as part:
        yield part
        for path in part.iterdir():
            _reach_the_disk(path)
        if not folder.exists():
            part.rename(folder.resolve())
            return
        for path in sorted(part.iterdir()):
            path.replace(folder / path.name)


def _cannot_be_replaced(folder: Path) -> bool:
    """Whether only what is in the folder can be: a process stands in it, a disk ends there, or its parent is closed."""
    if not folder.is_dir():
        return False
    return folder.samefile(".") or os.path.ismount(folder) or not os.access(folder.resolve().parent, os.W_OK)


@contextmanager
def _part(folder: Path, is_ours: Callable[[str], bool], *, within: bool) -> Iterator[Path]:
    """A new folder within `folder` or beside it; what is in it at the end of the block is deleted.

    So is what was left there by a killed export. Raises ExportRefused where something is in its place that no export
    writes.
    """
    place = folder.resolve()
    part = place / _WITHIN if within else place.with_name(f"{place.name}.part")
    _refuse_folder(part, is_ours, force=True)
    with _named(folder):
        part.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        try:
            yield part
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say of what could not be written where it was to stand; a full disk names no file."""
    try:
        yield
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise ExportRefused(f"{path} cannot be written: {why}") from error


def _refuse_folder(folder: Path, is_ours: Callable[[str], bool], *, force: bool) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportRefused(f"{folder} is a file; name a folder")
    names = sorted(path.name for path in folder.iterdir() if path.name != _WITHIN)
    strange = [name for name in names if not is_ours(name)]
    if strange:
        raise ExportRefused(f"{folder} holds {strange[0]}, which is of no such export; name another folder")
    if names and not force:
        raise ExportRefused(f"{folder} is there already; --force writes it anew")


def _reach_the_disk(path: Path) -> None:
    """A name that appears must not outlive its bytes, whatever happens to the machine."""
    with path.open("rb+") as file:  # Windows writes through only what is open for writing
        os.fsync(file.fileno())


def _fill(part: Path, folder: Path) -> None:
    """The files of an older export make room for those that are whole now."""
    names = {path.name for path in part.iterdir()}
    for path in [path for path in folder.iterdir() if path.name not in {_WITHIN, *names}]:
        path.unlink()
    for name in sorted(names):
        (part / name).replace(folder / name)


def _swap(part: Path, folder: Path) -> None:
    """Two renames: between them the folder is away for a moment, but never half there."""
    if not folder.exists():
        part.rename(folder)
        return
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}.", dir=folder.parent) as old:
        folder.rename(Path(old, folder.name))
        part.rename(folder)
