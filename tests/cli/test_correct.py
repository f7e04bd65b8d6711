import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.running import Run

CELL = "applications.granted.total"
WHY = ("--reason", "misprint", "--source", "https://example.org/call")


@pytest.fixture
def city(copied: Path) -> int:
    """The report of 澜江市人民政府 for 2024, which grants 324 applications."""
    connection = sqlite3.connect(copied)
    [(report_id,)] = connection.execute("select report_id from reports where agency = '澜江市人民政府' and year = 2024")
    connection.close()
    return int(report_id)


def total(run: Run, archive: Path, report: int) -> object:
    sql = f"select total from applications where report_id = {report} and line = 'granted'"
    return json.loads(run("--archive", archive, "query", sql, "--json").stdout)[0]["total"]


def test_a_correction_is_added_shown_explained_and_withdrawn(run: Run, copied: Path, city: int) -> None:
    added = run("--archive", copied, "correct", "add", city, CELL, "--old", 324, "--new", 325, *WHY, "--by", "Li")
    assert (added.exit_code, added.stdout) == (0, f"correction 1 is applied: {CELL} 324 → 325\n")
    assert total(run, copied, city) == 325
    assert "Corrections" in run("--archive", copied, "show", city).stdout
    told = run("--archive", copied, "explain", city, CELL).stdout
    assert "Correction 1, applied" in told
    assert "the reading   324 (number)" in told
    [listed] = json.loads(run("--archive", copied, "correct", "list", "--json").stdout)
    assert (listed["state"], listed["expected_value"], listed["new_value"], listed["author"]) == (
        "applied",
        324,
        325,
        "Li",
    )
    gone = run("--archive", copied, "correct", "withdraw", 1, "--reason", "no misprint")
    assert gone.stdout == "correction 1 is withdrawn\n"
    assert total(run, copied, city) == 324
    assert run("--archive", copied, "correct", "list", "--state", "withdrawn").stdout.splitlines()[2].split()[:2] == [
        "1", "withdrawn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("323", "325", "the reading says 324 in applications.granted.total"),
        ("324", "324", "changes nothing"),
        ("324", "many", "'many' is no number, nor NULL"),
        ("324", "nan", "'nan' is no number, nor NULL"),
        ("324", "", "'' is no number, nor NULL"),
        ("324", "1_000", "'1_000' is no number, nor NULL"),
        ("324", "1e15", "'1e15' is no number, nor NULL"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_exit_code_2(
    run: Run, copied: Path, city: int, old: str, new: str, says: str
) -> None:
    result = run("--archive", copied, "correct", "add", city, CELL, "--old", old, "--new", new, *WHY)
    assert result.exit_code == 2
    assert says in result.stderr
    assert total(run, copied, city) == 324


def test_a_negative_number_and_null_are_values(run: Run, copied: Path, city: int) -> None:
    result = run("--archive", copied, "correct", "add", city, CELL, "--old", 324, "--new", -1, *WHY)
    assert result.stdout.endswith("324 → -1\n")
    result = run("--archive", copied, "correct", "add", city, CELL, "--old", 324, "--new", "null", *WHY)
    assert result.stdout.endswith("324 → NULL\n")


def test_corrections_go_through_a_file_into_another_archive(
    run: Run, copied: Path, city: int, demo_archive: Path, tmp_path: Path
) -> None:
    run("--archive", copied, "correct", "add", city, CELL, "--old", 324, "--new", "NULL", *WHY)
    file = tmp_path / "corrections.csv"
    assert run("--archive", copied, "correct", "save", file).stdout == f"{file}: 1 corrections\n"
    assert run("--archive", copied, "correct", "save", file).exit_code == 2
    other = tmp_path / "other.db"
    other.write_bytes(demo_archive.read_bytes())
    for says in ("1 new, 0 withdrawn, 0 known\n", "0 new, 0 withdrawn, 1 known\n"):
        loaded = run("--archive", other, "correct", "load", file)
        assert (loaded.exit_code, loaded.stdout) == (0, says)
    assert total(run, other, city) is None
    again = tmp_path / "again.csv"
    run("--archive", other, "correct", "save", again)
    assert again.read_bytes() == file.read_bytes()


def test_a_correction_of_what_is_not_held_waits_and_says_so(run: Run, copied: Path, city: int, tmp_path: Path) -> None:
    run("--archive", copied, "correct", "add", city, CELL, "--old", 324, "--new", 325, *WHY)
    file = tmp_path / "corrections.csv"
    run("--archive", copied, "correct", "save", file)
    text = file.read_text(encoding="utf-8")
    sha256 = text.splitlines()[1].partition(",")[0]
    file.write_text(text.replace(sha256, "0" * 64), encoding="utf-8")
    loaded = run("--archive", copied, "correct", "load", file)
    assert loaded.exit_code == 1
    assert loaded.stdout == f"1 new, 0 withdrawn, 0 known\ncorrection 2 is unread: {CELL} 324 → 325\n"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("sha256,", "payload,", "has no column sha256"),
        (",324,", ",many,", "line 2: 'many' is no number, nor NULL"),
        ("Z,", "Y,", "line 2: "),
        (",misprint,", ",,", "needs a reason and a source"),
    ],
)
def test_a_file_that_is_none_is_one_sentence_and_nothing_is_taken_in(
    run: Run, copied: Path, city: int, tmp_path: Path, old: str, new: str, says: str
) -> None:
    run("--archive", copied, "correct", "add", city, CELL, "--old", 324, "--new", 325, *WHY)
    file = tmp_path / "corrections.csv"
    run("--archive", copied, "correct", "save", file)
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    loaded = run("--archive", copied, "correct", "load", file)
    assert loaded.exit_code == 2
    assert says in loaded.stderr
    assert len(json.loads(run("--archive", copied, "correct", "list", "--json").stdout)) == 1
