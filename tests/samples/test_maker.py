"""The committed sample portals are what the maker makes."""

from pathlib import Path

from gongkai.samples.make.draws import Draws
from gongkai.samples.make.write import write

SAMPLES = Path(__file__).resolve().parents[2] / "gongkai" / "samples"


def tree(folder: Path) -> dict[str, bytes]:
    paths = [folder / "expected.json", *(path for path in (folder / "portals").rglob("*") if path.is_file())]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_making_again_gives_equal_bytes(tmp_path: Path) -> None:
    write(tmp_path)
    made, committed = tree(tmp_path), tree(SAMPLES)
    assert sorted(made) == sorted(committed)
    assert [path for path in made if made[path] != committed[path]] == []


def test_making_leaves_nothing_of_earlier_portals(tmp_path: Path) -> None:
    stray = tmp_path / "portals" / "qinghe" / "www" / "stray.html"
    stray.parent.mkdir(parents=True)
    stray.write_text("old")
    write(tmp_path)
    assert not stray.exists()


def test_the_package_stays_small() -> None:
    assert sum(map(len, tree(SAMPLES).values())) < 3_000_000


def test_draws_follow_from_their_name_alone() -> None:
    # Literal on purpose: another Python version must not draw otherwise.
    assert [Draws("a", 1).below(1000), Draws("a", 2).below(1000), Draws("b", 1).below(1000)] == [772, 505, 826]
    assert Draws("a", 1).some(3, "abcdef") == ["c", "e", "f"]
    assert Draws("a", 1).hexadecimal(8) == "8320c96a"
    draws = Draws("a", 1)
    assert {draws.between(3, 5) for _ in range(50)} == {3, 4, 5}
