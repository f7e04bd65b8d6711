"""`gongkai reparse --given-up SECONDS`: what took too long is counted, read again, and promoted, and nothing else is."""

import json
from pathlib import Path

import pytest

from archive.parsed.reparse import parse_new
from archive.store import Archive
from tests.archive.readings import URL, capture, keep
from tests.archive.test_given_up import Hurried
from tests.cli.running import Run


@pytest.fixture
def given_up(tmp_path: Path) -> Path:
    """An archive of one document, which was given up."""
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        keep(archive, capture(URL, "<html><title>通知</title><p>请于周五前报送材料。</p></html>".encode()))
        parse_new(archive, reader=Hurried())
    return path


def test_what_was_given_up_is_read_again(run: Run, given_up: Path) -> None:
    plan = json.loads(run("--archive", given_up, "reparse", "--given-up", 9, "--plan", "--json").stdout)
    assert (plan["documents"], plan["by_state"]) == (1, {"failed": 1})
    done = run("--archive", given_up, "reparse", "--given-up", 9, "--promote", "--json")
    summary = json.loads(done.stdout)
    assert (done.exit_code, summary["read"], summary["not_reports"], summary["promoted"]) == (0, 1, 1, True)
    again = run("--archive", given_up, "reparse", "--given-up", 9)
    assert (again.exit_code, again.stdout) == (0, "nothing to read\n")


@pytest.mark.parametrize("narrowed", [("--all",), ("--where", "1"), ("--form", "2021"), ("--year", "2023")])
def test_what_has_no_report_cannot_be_narrowed_by_it(run: Run, given_up: Path, narrowed: tuple[str, ...]) -> None:
    result = run("--archive", given_up, "reparse", "--given-up", 9, *narrowed)
    said = "gongkai: --given-up is for what has no form, year or report; only --portal narrows it\n"
    assert (result.exit_code, result.stderr) == (2, said)
