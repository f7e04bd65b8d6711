"""An export stands under its name only when whole, in whatever folder it was asked for."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from archive.export.places import whole_files, whole_folder

Place = Callable[[Path], AbstractContextManager[Path]]


def is_ours(name: str) -> bool:
    return name.endswith(".csv")


def anew(folder: Path) -> AbstractContextManager[Path]:
    return whole_folder(folder, is_ours, force=True)


def beside_others(folder: Path) -> AbstractContextManager[Path]:
    return whole_files(folder, is_ours)


PLACES = pytest.mark.parametrize("place", [anew, beside_others])


def write(place: Place, folder: Path) -> None:
    with place(folder) as part:
        (part / "a.csv").write_text("new")


@PLACES
@pytest.mark.parametrize("name", [".", "", "../here", "../there"])
def test_the_folder_one_stands_in_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place, name: str
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "there").symlink_to(here)
    monkeypatch.chdir(here)
    write(place, Path(name))
    assert [(path.name, path.read_text()) for path in Path.cwd().iterdir()] == [("a.csv", "new")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "there"]


def test_in_it_an_older_export_makes_room_only_for_a_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("old")
    with pytest.raises(ZeroDivisionError), anew(Path()) as part:
        (part / "a.csv").write_text(f"half {1 / 0}")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "old", "b.csv": "old"}
    write(anew, Path())
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "new"}


@PLACES
def test_a_folder_in_one_that_is_closed_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    """What root may write is not told by modes, so the question itself is answered."""
    folder = tmp_path / "out"
    folder.mkdir()
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path and may(path, mode))
    seen: list[str] = []
    with place(folder) as part:
        seen += [path.name for path in tmp_path.iterdir()]
        (part / "a.csv").write_text("new")
    assert seen == ["out"]
    assert [path.name for path in folder.iterdir()] == ["a.csv"]


@PLACES
def test_a_link_to_a_folder_stays_one(tmp_path: Path, place: Place) -> None:
    folder, link = tmp_path / "disk" / "out", tmp_path / "link"
    folder.mkdir(parents=True)
    link.symlink_to(folder)
    write(place, link)
    assert link.is_symlink()
    assert [path.name for path in folder.iterdir()] == ["a.csv"]
    assert [path.name for path in folder.parent.iterdir()] == ["out"]
