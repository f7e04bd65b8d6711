import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from archive.store import APPLICATION_ID, SCHEMA_VERSION, Archive
from tests.cli.running import Process, Run


def test_the_demo_archive_merged_into_a_new_one_says_the_same(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "new.db"
    result = run("--archive", target, "merge", demo_archive, "--json")
    assert result.exit_code == 0
    [merged] = json.loads(result.stdout)["merged"]
    assert (merged["new"]["captures"], merged["new"]["payloads"], merged["reports"]) == (92, 87, [0, 50])
    assert (merged["damaged"], merged["replaced"], merged["removed"]) == ([], 0, 0)
    question = "SELECT agency, year, url, checks_passed, checks_failed FROM reports ORDER BY agency, year, url"
    answers = [run("--archive", path, "query", question, "--format", "csv").stdout for path in (target, demo_archive)]
    assert answers[0] == answers[1]
    assert run("--archive", target, "verify").exit_code == 0


def test_merging_again_adds_nothing(run: Run, copied: Path, demo_archive: Path) -> None:
    result = run("--archive", copied, "merge", demo_archive)
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert {line[-1] for line in lines[2:-1]} == {"0"}
    assert lines[-1] == [f"{demo_archive}:", "50", "reports", "before,", "50", "now"]


def test_merging_an_archive_with_itself_is_refused(run: Run, copied: Path) -> None:
    result = run("--archive", copied, "merge", copied)
    assert result.exit_code == 2
    assert result.stderr == f"gongkai: {copied} is the archive that is merged into; it has nothing to add to itself\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no archive"),
        (b"<html>", "is no SQLite file"),
        ("newer", f"has schema {SCHEMA_VERSION + 1}, made by a newer gongkai"),
    ],
)
def test_a_wrong_archive_is_refused_before_one_is_made(
    run: Run, tmp_path: Path, demo_archive: Path, content: bytes | str | None, says: str
) -> None:
    wrong = tmp_path / "wrong.db"
    if isinstance(content, bytes):
        wrong.write_bytes(content)
    elif content is not None:
        with sqlite3.connect(wrong) as outside:
            outside.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            outside.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        outside.close()
    result = run("--archive", tmp_path / "new.db", "merge", demo_archive, wrong)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (tmp_path / "new.db").exists()


def test_what_is_damaged_there_is_named_and_ends_with_1(run: Run, copied: Path, tmp_path: Path) -> None:
    with sqlite3.connect(copied) as outside:
        [(sha256, stored)] = outside.execute("SELECT sha256, stored FROM payloads LIMIT 1").fetchall()
        spoilt = stored[:-1] + bytes([stored[-1] ^ 1])
        outside.execute("UPDATE payloads SET stored = ? WHERE sha256 = ?", (spoilt, sha256))
    outside.close()
    result = run("--archive", tmp_path / "new.db", "merge", copied)
    assert result.exit_code == 1
    assert f"damaged there: payload {sha256} is damaged" in result.stdout


def test_a_backup_is_an_archive_and_replaces_nothing(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    made = json.loads(run("--archive", demo_archive, "backup", tmp_path / "copy.db", "--json").stdout)
    assert made["path"] == str(tmp_path / "copy.db")
    assert run("--archive", tmp_path / "copy.db", "verify").exit_code == 0
    again = run("--archive", demo_archive, "backup", tmp_path / "copy.db")
    assert again.exit_code == 2
    assert again.stderr.startswith(f"gongkai: {tmp_path / 'copy.db'} is there already")


def test_a_backup_into_a_folder_is_named_by_archive_and_time(run: Run, copied: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    result = run("--archive", copied, "backup", folder)
    assert result.exit_code == 0
    [made] = folder.iterdir()
    assert made.name.startswith("copied-2")
    assert made.name.endswith("Z.db")
    assert str(made) in result.stdout


def of_one_report(archive: Path) -> tuple[int, str, str]:
    """A report that rests on one payload alone: its number, that payload, and its address."""
    with sqlite3.connect(archive) as outside:
        row: tuple[int, str, str] = outside.execute(
            """SELECT r.report_id, c.sha256, r.url FROM reports r JOIN captures c USING (capture_id)
               WHERE (SELECT count(*) FROM parses p WHERE p.report_id = r.report_id) = 1 ORDER BY 1"""
        ).fetchone()
    outside.close()
    return row


def test_a_withdrawn_payload_is_gone_from_every_answer(run: Run, copied: Path) -> None:
    report_id, sha256, url = of_one_report(copied)
    foreseen = json.loads(
        run("--archive", copied, "withdraw", sha256[:12], "--reason", "按申请", "--dry-run", "--json").stdout
    )
    assert (foreseen["withdrawn"], foreseen["sha256"], foreseen["reports_gone"]) == (False, sha256, [report_id])
    done = run("--archive", copied, "withdraw", sha256, "--reason", "按申请", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == foreseen | {"withdrawn": True}
    assert run("--archive", copied, "show", report_id).exit_code == 2
    listed = json.loads(
        run("--archive", copied, "query", "SELECT sha256, reason FROM withdrawals", "--format", "json").stdout
    )
    assert listed == [{"sha256": sha256, "reason": "按申请"}]
    question = f"SELECT status, evidence FROM coverage WHERE evidence LIKE '%{url}%'"
    [covered] = json.loads(run("--archive", copied, "query", question, "--format", "json").stdout)
    assert covered["status"] == "unknown"
    assert "was withdrawn on" in covered["evidence"]
    verified = run("--archive", copied, "verify")
    assert verified.exit_code == 0
    assert "1 of them withdrawn" in verified.stdout


def test_withdrawing_again_says_so_and_an_unknown_digest_ends_with_2(run: Run, copied: Path) -> None:
    _, sha256, _ = of_one_report(copied)
    run("--archive", copied, "withdraw", sha256, "--reason", "by law")
    again = run("--archive", copied, "withdraw", sha256, "--reason", "once more")
    assert again.exit_code == 0
    assert again.stdout == f"payload {sha256} was withdrawn before; its tombstone stands as it was\n"
    unknown = run("--archive", copied, "withdraw", "0" * 64, "--reason", "by law")
    assert unknown.exit_code == 2
    assert unknown.stderr.startswith(f"gongkai: no payload {'0' * 64} is held")


def test_what_was_withdrawn_is_not_ingested_again(run: Run, tmp_path: Path, demo_archive: Path) -> None:
    mine = Path(shutil.copy(demo_archive, tmp_path / "mine.db"))
    _, sha256, url = of_one_report(mine)
    with Archive.open_read_only(mine) as archive:
        [(body,)] = archive.connection.execute("SELECT payload(?)", (sha256,)).fetchall()
    file = tmp_path / "files" / url.rpartition("/")[2]
    file.parent.mkdir()
    file.write_bytes(body)
    run("--archive", mine, "withdraw", sha256, "--reason", "by law")
    taken = run("--archive", mine, "ingest", file.parent, "--url-prefix", url.rpartition("/")[0] + "/", "--json")
    assert json.loads(taken.stdout)["new_payloads"] == 0
    kept = run("--archive", mine, "query", f"SELECT payload('{sha256}') IS NULL AS gone", "--format", "json")
    assert json.loads(kept.stdout) == [{"gone": 1}]
    assert run("--archive", mine, "verify").exit_code == 0


@pytest.mark.campaign
def test_what_was_withdrawn_is_not_kept_when_it_is_crawled_again(process: Process, copied: Path) -> None:
    """Neither a report nor a list of reports; what the list names is found all the same."""
    report_id, sha256, _ = of_one_report(copied)
    with sqlite3.connect(copied) as outside:
        (listed,) = outside.execute("SELECT sha256 FROM captures WHERE verdict = 'list' ORDER BY size DESC").fetchone()
        before = outside.execute("SELECT count(*) FROM reports").fetchone()[0]
    outside.close()
    for one in (sha256, listed):
        assert process("--archive", copied, "withdraw", one, "--reason", "by law").returncode == 0
    assert process("--archive", copied, "demo").returncode == 0
    with Archive.open_read_only(copied) as archive:
        held = archive.connection.execute("SELECT count(*) FROM payloads WHERE stored IS NULL").fetchone()
        assert held == (2,)
        assert archive.connection.execute("SELECT count(*) FROM reports").fetchone() == (before - 1,)
        assert archive.connection.execute("SELECT 1 FROM reports WHERE report_id = ?", (report_id,)).fetchone() is None
        notes = archive.connection.execute(
            "SELECT verdict, error FROM captures WHERE sha256 = ? ORDER BY capture_id DESC", (sha256,)
        ).fetchone()
        assert notes[0] == "revisit"
        assert notes[1].endswith("(by law): its bytes are not kept")
    assert process("--archive", copied, "verify").returncode == 0
