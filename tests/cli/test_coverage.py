import json
import sqlite3
from pathlib import Path

from archive.coverage import STATUSES
from tests.cli.running import Run


def test_the_counts_are_those_of_the_rows(run: Run, demo_archive: Path) -> None:
    rows = json.loads(run("--archive", demo_archive, "coverage", "--by", "report", "--json").stdout)
    for by in ("division", "publisher", "year"):
        counted = json.loads(run("--archive", demo_archive, "coverage", "--by", by, "--json").stdout)
        for status in STATUSES:
            assert sum(group[status] for group in counted) == sum(row["status"] == status for row in rows)


def test_every_held_report_and_every_gap_of_the_view_is_there(run: Run, demo_archive: Path) -> None:
    rows = json.loads(run("--archive", demo_archive, "coverage", "--by", "report", "--json").stdout)
    connection = sqlite3.connect(demo_archive)
    known = connection.execute("select agency, year, status, evidence from coverage").fetchall()
    connection.close()
    told = [(row["agency"], row["year"], row["status"], row["evidence"]) for row in rows]
    assert set(known) <= set(told)
    assert {status for _, _, status, _ in set(told) - set(known)} <= {"unknown", "not_due"}


def test_options_narrow(run: Run, demo_archive: Path) -> None:
    arguments = ("--by", "report", "--year", 2022, "--status", "failing", "--json")
    rows = json.loads(run("--archive", demo_archive, "coverage", *arguments).stdout)
    assert {(row["year"], row["status"]) for row in rows} == {(2022, "failing")}
    [city] = json.loads(
        run("--archive", demo_archive, "coverage", "--by", "publisher", "--agency", "澜江市财政局", "--json").stdout
    )
    assert city["publisher"] == "澜江市财政局"


def test_a_table_for_people_ends_with_the_sum(run: Run, demo_archive: Path) -> None:
    lines = run("--archive", demo_archive, "coverage", "--by", "year").stdout.splitlines()
    assert lines[0].split() == ["year", *STATUSES]
    assert lines[-1].startswith("all")
