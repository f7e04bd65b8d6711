"""Two reader versions side by side: the archive was read by this checkout, then by a copy of it with a changed form."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.parsed.differences import Change
from gongkai.commands.runs import _kinds
from tests.cli.running import Process, Run

CHECKOUT = Path(__file__).resolve().parents[2]
COERCION = (
    "select count(*) as n from disclosures join reports using (report_id)"
    " where item = 'coercion' and value is not null and form = '2021'"
)
STATES = "select state, count(*) as n from parses where run_id = 2 group by state"


def rows(process: Process, archive: Path, sql: str) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(process("--archive", archive, "query", sql, "--json").stdout)
    return told


@pytest.fixture
def changed_reader(tmp_path: Path) -> Path:
    """A reader that no longer knows the row 行政强制 of the form of 2021, beside the archive, under a new version."""
    copy = shutil.copytree(CHECKOUT / "parsers", tmp_path / "parsers", ignore=shutil.ignore_patterns("__pycache__"))
    form = copy / "tables" / "forms" / "2021.toml"
    text = form.read_text(encoding="utf-8")
    row = '    { code = "coercion", label = "行政强制" },\n'
    assert text.count(row) == 1
    form.write_text(text.replace(row, ""), encoding="utf-8")
    versions = copy / "versions.py"
    text = versions.read_text(encoding="utf-8")
    assert text.count('"tables": 1') == 1
    versions.write_text(text.replace('"tables": 1', '"tables": 2'), encoding="utf-8")
    return tmp_path


def test_a_changed_reader_is_compared_promoted_and_rolled_back(
    process: Process, copied: Path, changed_reader: Path
) -> None:
    before = rows(process, copied, COERCION)
    assert before[0]["n"] != 0
    assert changed_reader == copied.parent

    plan = json.loads(process("--archive", copied, "reparse", "--plan", "--json").stdout)
    assert plan["documents"] == plan["by_form"]["2021"] + sum(v for k, v in plan["by_form"].items() if k != "2021") > 0

    again = process("--archive", copied, "reparse", "--json")
    assert again.returncode == 0, again.stderr
    summary = json.loads(again.stdout)
    assert (summary["run_id"], summary["read"], summary["failed"]) == (2, plan["documents"], 0)
    assert summary["changed"] >= before[0]["n"]  # type: ignore[operator]  # a number
    assert rows(process, copied, COERCION) == before, "candidates are not current"
    assert rows(process, copied, STATES) == [{"state": "candidate", "n": summary["read"]}]

    listed = json.loads(process("--archive", copied, "runs", "list", "--json").stdout)
    assert [(run["run_id"], run["kind"], run["state"]) for run in listed] == [
        (2, "reparse", "candidate"),
        (1, "parse", "promoted"),
    ]
    diff = json.loads(process("--archive", copied, "runs", "diff", "2", "--json").stdout)
    changes = [change for document in diff["documents"] for change in document["changes"]]
    coercion = [
        change for change in changes if (change["table_name"], change["row_code"]) == ("disclosures", "coercion")
    ]
    assert len(coercion) >= before[0]["n"]  # type: ignore[operator]  # a report may have several documents
    assert {change["new_value"] for change in coercion} == {None}
    assert "disclosures.coercion.decisions" in process("--archive", copied, "runs", "diff", "2").stdout

    with closing(sqlite3.connect(copied, isolation_level=None)) as plain:
        plain.execute("update run_readings set lost = 1 where run_id = 2 and changed > 0")
    refused = process("--archive", copied, "reparse", "--promote", "--json")
    told = json.loads(refused.stdout)
    assert (refused.returncode, told["run_id"], told["promoted"]) == (1, 2, False)
    assert told["not_promoted_because"].startswith("run 2 is not promoted: ")
    refused = process("--archive", copied, "reparse", "--promote")
    assert (refused.returncode, refused.stderr) == (1, f"gongkai: {told['not_promoted_because']}\n")

    promoted = process("--archive", copied, "runs", "promote", "2", "--force")
    assert (promoted.returncode, promoted.stderr) == (0, "")
    assert rows(process, copied, COERCION) == [{"n": 0}]
    version = rows(process, copied, "select distinct reader_version as v from reports where form = '2021' order by v")
    assert version
    assert all("tables-2" in str(row["v"]) for row in version)

    assert process("--archive", copied, "runs", "rollback", "2").stdout == "run 2 is rolled back\n"
    assert rows(process, copied, COERCION) == before


def test_the_same_reader_has_nothing_to_read_again(run: Run, copied: Path) -> None:
    result = run("--archive", copied, "reparse")
    assert (result.exit_code, result.stdout) == (0, "nothing to read\n")


def test_all_reads_again_and_finds_the_same(run: Run, copied: Path) -> None:
    summary = json.loads(run("--archive", copied, "reparse", "--all", "--promote", "--json").stdout)
    assert summary["read"] == summary["unchanged"] > 50
    assert (summary["promoted"], summary["not_promoted_because"]) == (True, None)
    assert (summary["changed"], summary["lost"], summary["unstable"]) == (0, 0, [])
    diff = run("--archive", copied, "runs", "diff", summary["run_id"])
    assert "0 read otherwise" in diff.stdout
    assert "the gate passes" in diff.stdout
    of_one = run("--archive", copied, "runs", "diff", summary["run_id"], "--report", 999)
    assert of_one.stdout.endswith(f"run {summary['run_id']} reads no document of report 999 otherwise\n")


def test_two_workers_read_what_one_reads(run: Run, copied: Path) -> None:
    summary = json.loads(run("--archive", copied, "reparse", "--all", "--workers", "2", "--json").stdout)
    assert (summary["changed"], summary["lost"], summary["unstable"], summary["damaged"]) == (0, 0, [], [])


@pytest.mark.parametrize(
    ("old", "new", "lost", "says"),
    [
        ("number", "number", False, ""),
        ("blank", "number", False, "blank → number"),
        (None, "number", False, "no cell → number"),
        ("number", None, True, "lost number → no cell"),
        ("number", "moved", False, "moved"),
    ],
)
def test_what_became_of_a_cell_is_said_in_words(old: str | None, new: str | None, lost: bool, says: str) -> None:
    assert _kinds(Change("disclosures", "fees", "amount_wan_yuan", 1, 2, old, new, lost)) == says


def test_a_selection_narrows(run: Run, copied: Path) -> None:
    plan = json.loads(run("--archive", copied, "reparse", "--all", "--form", "2019", "--plan", "--json").stdout)
    assert set(plan["by_form"]) == {"2019"}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("agencie = 1", "the condition, line 1, column 1: no such column: agencie"),
        ("year = 2024\n  and agencie = 1", "the condition, line 2, column 7: no such column: agencie"),
        ("year =", "the condition 'year =' does not end: near \")\": syntax error"),
        ("year in (2024", "the condition 'year in (2024': incomplete input"),
    ],
)
def test_a_condition_that_is_wrong_is_told_where(run: Run, copied: Path, condition: str, said: str) -> None:
    wrong = run("--archive", copied, "reparse", "--where", condition, "--plan")
    assert (wrong.exit_code, wrong.stderr) == (2, f"gongkai: {said}\n")


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("diff", "99"), 2, "there is no run 99"),
        (("promote", "99"), 2, "there is no run 99"),
        (("promote", "1"), 1, "nothing to promote"),
        (("rollback", "1"), 1, "nothing to roll back"),
    ],
)
def test_what_cannot_be_is_one_sentence(run: Run, copied: Path, command: tuple[str, str], code: int, said: str) -> None:
    result = run("--archive", copied, "runs", *command)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_diff_and_the_status_say_what_becomes_of_a_correction(run: Run, copied: Path) -> None:
    cell = "applications.granted.total"
    with closing(sqlite3.connect(copied)) as plain:
        report, document, parse = plain.execute(
            "select report_id, document_id, parse_id from report_heads where agency = '澜江市人民政府' and year = 2024"
        ).fetchone()
        why = ("--reason", "misprint", "--source", "a call")
        run("--archive", copied, "correct", "add", report, cell, "--old", 324, "--new", 325, *why)
        plain.execute(
            """insert into runs (run_id, uid, kind, started_at, finished_at, selection, readers)
               values (2, 'u', 'reparse', '2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z', '{}', '{}')"""
        )
        plain.execute(
            """insert into run_readings (run_id, document_id, old_parse_id, new_parse_id, old_report_id, changed)
               values (2, ?, ?, ?, ?, 1)""",
            (document, parse, parse, report),
        )
        plain.execute(
            "insert into reading_changes values (2, ?, 'applications', 'granted', 'total', 324, 32, 'number', 'number', 0)",
            (document,),
        )
        plain.execute("update correction_states set state = 'stale'")
        plain.commit()
    told = run("--archive", copied, "runs", "diff", 2).stdout
    becomes = "not applied any more: the new reading says another value than expected"
    assert f"corrections of cells that change: 1 {becomes}\n" in told
    assert f"correction 1 of {cell} to 325: {becomes}\n" in told
    waiting = "corrections not applied, stale: 1; gongkai correct list --state stale"
    assert waiting in run("--archive", copied, "status").stdout
