"""SIGKILL at any moment: the archive opens, nothing in it is half there, and the work goes on."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.parsed.projection import project
from archive.parsed.reparse import parse_new
from archive.store import Archive
from tests.archive.readings import WrittenOut

CHECKOUT = str(Path(__file__).resolve().parents[2])
# Captures, reads, reads again with another version, promotes, rolls back; for ever.
WORK = """
import itertools, sys
sys.path.insert(0, sys.argv[2])
from archive.parsed import reparse, runs
from archive.parsed.selections import Selection
from archive.store import Archive
from tests.archive.readings import WrittenOut, capture, check, keep, line, page, report

reparse.BATCH = 3
archive = Archive.open(sys.argv[1])
print("at work", flush=True)
for n in itertools.count(archive.connection.execute("SELECT count(*) FROM capture_log").fetchone()[0]):
    reading = report(f"局{n % 7}", 2010 + n % 5, figures=line("new_received", n), checks=(check("new_received", "pass"),))
    for part in range(4):
        keep(archive, capture(f"https://a/{n}/{part}", page(reading)))
    reparse.parse_new(archive, reader=WrittenOut())
    version = WrittenOut(f"html-{n}", ((f"局{n % 7}", f"局{n % 3}"), ('"year":2012', '"year":2013')))
    summary = reparse.reparse(archive, Selection(), reader=version)
    if summary.run_id is not None:
        runs.promote(archive, summary.run_id, force=True)
        runs.rollback(archive, summary.run_id)
"""
USERS_SEE = ("reports", "applications", "cells", "checks", "source_changes", "publishers", "coverage")


def whole_of(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    return {
        view: sorted(archive.connection.execute(f"SELECT * FROM {view}").fetchall(), key=repr) for view in USERS_SEE
    }


def kill_at_work(path: Path, seconds: float) -> None:
    command = [sys.executable, "-c", WORK, str(path), CHECKOUT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "at work\n"
        time.sleep(seconds)
        worker.kill()
        assert worker.wait() == -signal.SIGKILL


def check_all(path: Path) -> int:
    """How many captures are held, after everything about them was found to be whole."""
    with Archive.open(path) as archive:
        assert archive.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert archive.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        parse_new(archive, reader=WrittenOut())
        seen = whole_of(archive)
        for half, sql in {
            "a document that points to no reading": """SELECT * FROM documents d LEFT JOIN readings r
                ON r.parse_id = d.current_parse_id WHERE r.document_id IS NOT d.document_id""",
            "a document of no report": "SELECT * FROM documents WHERE report_id IS NULL",
            "a report of no document": """SELECT * FROM report_heads h WHERE NOT EXISTS (
                SELECT 1 FROM documents d WHERE d.report_id = h.report_id)""",
        }.items():
            assert archive.connection.execute(sql).fetchall() == [], half
        with archive.write() as conn:
            conn.execute("UPDATE report_heads SET body_digest = NULL")
            project(conn, *(row[0] for row in conn.execute("SELECT report_id FROM report_heads").fetchall()))
        assert whole_of(archive) == seen, "rows are not what the readings say"
        return len(archive.connection.execute("SELECT * FROM captures").fetchall())


def test_a_killed_writer_leaves_a_whole_archive(path: Path) -> None:
    for seconds in (0.05, 0.2, 0.4):
        kill_at_work(path, seconds)
    assert check_all(path) > 0


@pytest.mark.campaign
def test_a_hundred_kills(path: Path) -> None:
    chance = random.Random(20240201)
    held = 0
    for _ in range(100):
        kill_at_work(path, chance.uniform(0, 0.6))
        now_held = check_all(path)
        assert now_held >= held
        held = now_held
