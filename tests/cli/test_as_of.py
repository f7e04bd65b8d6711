import json
import time
from pathlib import Path

import pytest

import gongkai
from archive.moments import now
from tests.cli.running import Run


def test_a_query_and_an_export_of_a_day(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    asked = "select count(*) as n from reports"
    today = json.loads(run("--archive", demo_archive, "query", asked, "--json").stdout)
    assert json.loads(run("--archive", demo_archive, "query", asked, "--as-of", now(), "--json").stdout) == today
    before = run("--archive", demo_archive, "query", asked, "--as-of", "2020-01-01", "--json")
    assert (json.loads(before.stdout), before.stderr) == ([{"n": 0}], "")
    run("--archive", demo_archive, "export", "csv", tmp_path / "out", "--view", "reports", "--as-of", "2020-01-01")
    assert len((tmp_path / "out" / "reports.csv").read_text(encoding="utf-8").splitlines()) == 1
    with gongkai.open(demo_archive, as_of="2020-01-01") as archive:
        assert archive.connection.execute("select count(*) from captures").fetchone() == (0,)


@pytest.mark.parametrize("day", ["soon", "9999-12-31"])
def test_what_is_no_day_is_one_sentence(run: Run, demo_archive: Path, day: str) -> None:
    result = run("--archive", demo_archive, "query", "select 1", "--as-of", day)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"gongkai: {day}" if day[0] == "9" else f"gongkai: {day!r} is no day such as ")


def test_a_report_a_value_and_the_coverage_of_a_time(run: Run, copied: Path) -> None:
    """A correction made since is not seen at a time before it."""
    began = now()
    while now() == began:  # times are whole seconds
        time.sleep(0.02)
    city = "select report_id as n from reports where agency = '澜江市人民政府' and year = 2024"
    [report] = [row["n"] for row in json.loads(run("--archive", copied, "query", city, "--json").stdout)]
    cell = "applications.granted.total"
    why = ("--reason", "misprint", "--source", "a call")
    run("--archive", copied, "correct", "add", report, cell, "--old", 324, "--new", 325, *why)
    for command in (("show", report), ("explain", report, cell)):
        assert "misprint" in run("--archive", copied, *command).stdout
        then = run("--archive", copied, *command, "--as-of", began)
        assert (then.exit_code, "misprint" in then.stdout) == (0, False)
    counted = json.loads(run("--archive", copied, "coverage", "--by", "year", "--as-of", "2020-01-01", "--json").stdout)
    assert counted == []
    assert json.loads(run("--archive", copied, "coverage", "--by", "year", "--as-of", began, "--json").stdout) != []
