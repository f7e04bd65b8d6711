"""The front door: what holds for every command."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from archive.store import Archive
from gongkai.main import main
from tests.cli.running import Process, Run


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


SAID_OF_NO_TEXT = (
    "is damaged: column 'agency' holds bytes that are no text; restore it from a copy, or save what is left"
)


@pytest.mark.parametrize("command", ["show", "coverage", "export", "verify"])
def test_a_text_that_is_none_is_damage(run: Run, copied: Path, command: str) -> None:
    """As one flipped bit of a Chinese character leaves it."""
    with sqlite3.connect(copied) as plain:
        (report_id,) = plain.execute("SELECT max(report_id) FROM reports").fetchone()
        plain.execute("UPDATE report_heads SET agency = CAST(x'e5b8' AS TEXT) WHERE report_id = ?", (report_id,))
    plain.close()
    more = {"show": [report_id], "export": ["csv", copied.with_name("out")]}.get(command, [])
    result = run("--archive", copied, command, *more)
    assert result.exit_code == 3
    said = result.stdout if command == "verify" else result.stderr
    assert f"copied.db {SAID_OF_NO_TEXT}" in said
    assert not copied.with_name("out").exists()


def test_a_text_that_a_statement_makes_of_bytes_is_its_own_fault(run: Run, empty: Path) -> None:
    result = run("--archive", empty, "query", "select cast(x'ff' as text) as t")
    said = "gongkai: SQL: column 't' holds bytes that are no text: `hex(…)` shows them; `gongkai verify` looks for damage\n"
    assert (result.exit_code, result.stderr) == (2, said)


def test_the_archive_may_be_named_by_the_environment(run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_ARCHIVE", str(empty))
    assert run("query", "select count(*) as n from reports", "--json").output == '[\n {"n": 0}\n]\n'


def test_status_of_an_empty_archive(run: Run, empty: Path) -> None:
    result = run("--archive", empty, "status", "--json")
    assert result.exit_code == 0
    assert json.loads(result.output)["sizes"]["reports"] == 0


NUMBERS = [
    ("runs", "diff", "{}"),
    ("runs", "diff", "1", "--report", "{}"),
    ("runs", "promote", "{}"),
    ("runs", "rollback", "{}"),
    ("crawls", "show", "{}"),
    ("correct", "withdraw", "{}", "--reason", "x"),
    ("coverage", "--year", "{}"),
    ("search", "年", "--year", "{}"),
    ("search", "年", "--limit", "{}"),
    ("reparse", "--year", "{}", "--plan"),
    ("show", "{}"),
    ("explain", "{}", "applications.granted.total"),
]


@pytest.mark.parametrize("command", NUMBERS, ids=" ".join)
@pytest.mark.parametrize(
    "number", ["9" * 23, "9" * 5000], ids=["larger than SQLite counts", "longer than Python reads"]
)
def test_a_number_that_nothing_can_have_is_wrong_input(
    run: Run, empty: Path, command: tuple[str, ...], number: str
) -> None:
    result = run("--archive", empty, *(word.format(number) for word in command))
    assert (result.exit_code, result.stdout) == (2, "")


NO_TEXT = "\udcc9\udccf"  # how Python has the bytes C9 CF of a command line, which are no UTF-8
TEXTS = [
    ("query", "select '{}'"),
    ("search", "{}"),
    ("search", "年", "--agency", "{}"),
    ("show", "{}"),
    ("explain", "{}", "applications.granted.total"),
    ("coverage", "--agency", "{}"),
    ("reparse", "--where", "agency = '{}'"),
    ("withdraw", "0" * 64, "--reason", "{}"),
    ("correct", "withdraw", "1", "--reason", "{}"),
    ("ingest", ".", "--url-prefix", "https://host.cn/{}/"),
    ("portals", "show", "{}"),
]


@pytest.mark.parametrize("command", TEXTS, ids=" ".join)
def test_bytes_that_are_no_text_are_wrong_input(run: Run, empty: Path, command: tuple[str, ...]) -> None:
    result = run("--archive", empty, *(word.format(NO_TEXT) for word in command))
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "is no text in utf-8, the encoding of this locale; write it so, or set LC_ALL=C.UTF-8\n"
    )


def test_a_file_may_be_called_anything(process: Process, empty: Path, tmp_path: Path) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/\xc4\xea.db"))
    assert process("--archive", empty, "backup", path).returncode == 0
    told = process("--archive", path, "query", "select count(*) as n from reports", "--json")
    assert (told.returncode, told.stdout) == (0, '[\n {"n": 0}\n]\n')


@pytest.mark.parametrize("command", [("--help",), ("status",), ("portals", "list", "110000")], ids=" ".join)
def test_output_that_has_no_room_is_one_sentence(empty: Path, command: tuple[str, ...]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    called = [sys.executable, "-m", "gongkai", "--archive", str(empty), *command]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(called, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (2, "gongkai: No space left on device\n")


def test_no_output_at_all_is_no_fault(empty: Path) -> None:
    """A service may be started with its output closed."""
    called = f"{sys.executable} -m gongkai --archive {empty} status >&- 2>&-"
    assert subprocess.run(called, shell=True, check=False).returncode == 0


@pytest.mark.parametrize("seconds", [(), ("--seconds", "60")], ids=["without a limit", "within a limit"])
def test_ctrl_c_ends_a_statement_that_runs_long(empty: Path, seconds: tuple[str, ...]) -> None:
    counting = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    called = [sys.executable, "-m", "gongkai", "--archive", str(empty), "--verbose", "query", counting, *seconds]
    with subprocess.Popen(called, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as asked:
        time.sleep(1.0)
        asked.send_signal(signal.SIGINT)
        said, complained = asked.communicate(timeout=20)
    assert (asked.returncode, said, complained.strip()) == (1, "", "Aborted!")
