"""The front door: what holds for every command."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest

from archive.store import Archive
from gongkai.main import main
from tests.cli.running import Run


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.db"
    Archive.open(path, create=True).close()
    return path


def test_help_starts_fast() -> None:
    """Processor time, so that a busy machine does not count."""
    taken = []
    for _ in range(5):
        before = os.times()
        subprocess.run([sys.executable, "-m", "gongkai", "--help"], check=True, capture_output=True)
        after = os.times()
        taken.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(taken) < 0.3, taken


def test_help_imports_nothing_heavy() -> None:
    code = "import gongkai.main, sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert {"scrapy", "twisted", "rich", "lxml", "sqlite_utils", "selectolax", "dateparser"} & set(loaded) == set()


def test_module_and_version() -> None:
    printed = subprocess.run([sys.executable, "-m", "gongkai", "--version"], check=True, capture_output=True, text=True)
    assert printed.stdout == "gongkai 0.1.0\n"


def leaves(group: click.Group, *names: str) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found += leaves(command, *names, name) if isinstance(command, click.Group) else [(*names, name)]
    return found


@pytest.mark.parametrize("names", leaves(main), ids=" ".join)
def test_every_command_has_help_and_takes_the_global_options_behind_its_name(run: Run, names: tuple[str, ...]) -> None:
    result = run(*names, "--archive", "x.db", "--quiet", "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.output


READING = [("query", "select 1"), ("show", "1"), ("status",), ("runs", "list"), ("runs", "diff", "1")]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_missing_archive_is_one_sentence_and_exit_2(run: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    result = run("--archive", tmp_path / "none.db", *command)
    assert result.exit_code == 2
    assert result.stderr == (
        f"gongkai: there is no archive {tmp_path / 'none.db'}; `gongkai crawl` or `gongkai ingest` makes one\n"
    )
    assert result.stdout == ""
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_file_that_is_no_archive_is_exit_2(run: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("some notes, and no SQLite file at all")
    result = run("--archive", tmp_path / "notes.db", *command)
    assert result.exit_code == 2
    assert result.stderr.startswith("gongkai: ")
    assert "no archive" in result.stderr


def test_another_program_s_database_is_no_archive(run: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("create table t (a)")
    other.close()
    result = run("--archive", tmp_path / "other.db", "status")
    assert (result.exit_code, "another program" in result.stderr) == (2, True)
    result = run("--archive", tmp_path / "other.db", "ingest", tmp_path)
    assert result.exit_code == 2


def test_a_damaged_archive_is_exit_3(run: Run, empty: Path) -> None:
    body = bytearray(empty.read_bytes())
    body[4096:] = b"\xff" * (len(body) - 4096)
    empty.write_bytes(body)
    for command in READING:
        result = run("--archive", empty, *command)
        assert (result.exit_code, command) == (3, command)
        assert "is damaged" in result.stderr
        assert result.stderr.count("\n") == 1


def test_the_archive_may_be_named_by_the_environment(run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_ARCHIVE", str(empty))
    assert run("query", "select count(*) as n from reports", "--json").output == '[\n {"n": 0}\n]\n'


def test_status_of_an_empty_archive(run: Run, empty: Path) -> None:
    result = run("--archive", empty, "status", "--json")
    assert result.exit_code == 0
    assert json.loads(result.output)["sizes"]["reports"] == 0
