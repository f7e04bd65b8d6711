"""SIGKILL while files are taken in or an archive is written out: nothing is half there, and the next time completes it."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from archive.fixity import verify
from archive.store import Archive
from tests.cli.running import SAMPLES

# Says when it is loaded and begins, so that kills fall within the work.
COMMAND = """
import sys
from gongkai.commands import export, ingest
from gongkai.main import main
ingest.COMMIT_EVERY = 1
print("at work", flush=True)
main(sys.argv[1:])
"""
USERS_SEE = {
    "captures": "SELECT DISTINCT url, sha256, media_type FROM captures",
    "reports": "SELECT url, agency, year, form, checks_passed, checks_failed FROM reports",
    "cells": "SELECT r.url, c.table_name, c.row_code, c.column_code, c.value FROM cells c JOIN reports r USING (report_id)",
    "readings": "SELECT url, state, form, agency, year FROM parses",
}


def begun(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "at work\n"
    return worker


def time_of(*arguments: object) -> float:
    """How many seconds the work takes on this machine when nothing kills it."""
    with begun(*arguments) as worker:
        before = time.monotonic()
        worker.communicate()
    assert worker.returncode == 0
    return time.monotonic() - before


def killed(seconds: float, *arguments: object) -> bool:
    """Whether the process was still at work when it was killed after so many seconds."""
    with begun(*arguments) as worker:
        time.sleep(seconds)
        worker.kill()
        return worker.wait() == -signal.SIGKILL


def content_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with Archive.open_read_only(path) as archive:
        assert verify(archive).damage == []
        return {name: sorted(archive.connection.execute(sql).fetchall(), key=repr) for name, sql in USERS_SEE.items()}


@pytest.fixture(scope="module")
def ingest_whole(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[list[object], dict[str, list[tuple[object, ...]]], float]:
    """What takes the files in, what an archive holds then, and how long that takes."""
    folder = tmp_path_factory.mktemp("ingested")
    arguments: list[object] = [
        "ingest",
        SAMPLES / "qinghe" / "www" / "zfxxgk" / "zfxxgknb",
        "--url-prefix",
        "https://host.cn/",
        "--quiet",
    ]
    taken = time_of("--archive", folder / "whole.db", *arguments)
    return arguments, content_of(folder / "whole.db"), taken


def check_ingest(ingest_whole: tuple[list[object], object, float], path: Path, seconds: float) -> bool:
    arguments, whole, _ = ingest_whole
    path.unlink(missing_ok=True)
    was_killed = killed(seconds, "--archive", path, *arguments)
    if path.exists():
        with closing(sqlite3.connect(path)) as left:
            assert left.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    time_of("--archive", path, *arguments)
    assert content_of(path) == whole
    return was_killed


def test_an_ingest_that_is_killed_is_completed_by_the_next(
    ingest_whole: tuple[list[object], object, float], tmp_path: Path
) -> None:
    assert check_ingest(ingest_whole, tmp_path / "a.db", ingest_whole[2] / 3)


def check_export(demo: Path, folder: Path, layout: str, seconds: float, expected: set[str]) -> bool:
    """`expected` are the files of a whole export."""
    shutil.rmtree(folder, ignore_errors=True)
    was_killed = killed(seconds, "--archive", demo, "export", layout, folder)
    found = {path.name for path in folder.iterdir()} if folder.exists() else set()
    assert found in (set(), expected)
    time_of("--archive", demo, "export", layout, folder, "--force")
    assert {path.name for path in folder.iterdir()} == expected
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    return was_killed


@pytest.mark.parametrize("layout", ["csv", "warc"])
def test_an_export_that_is_killed_leaves_nothing_that_looks_whole(
    demo_archive: Path, tmp_path: Path, layout: str
) -> None:
    demo = Path(shutil.copy(demo_archive, tmp_path / "demo.db"))
    taken = time_of("--archive", demo, "export", layout, tmp_path / "whole")
    expected = {path.name for path in (tmp_path / "whole").iterdir()}
    (tmp_path / "out").mkdir()
    assert check_export(demo, tmp_path / "out" / "it", layout, taken / 3, expected)


@pytest.mark.campaign
def test_many_kills(ingest_whole: tuple[list[object], object, float], demo_archive: Path, tmp_path: Path) -> None:
    chance = random.Random(20240203)
    taken = ingest_whole[2]
    ingests = [check_ingest(ingest_whole, tmp_path / "a.db", chance.uniform(0, taken)) for _ in range(12)]
    demo = Path(shutil.copy(demo_archive, tmp_path / "demo.db"))
    taken = time_of("--archive", demo, "export", "csv", tmp_path / "whole")
    expected = {path.name for path in (tmp_path / "whole").iterdir()}
    (tmp_path / "out").mkdir()
    out = tmp_path / "out" / "it"
    exports = [check_export(demo, out, "csv", chance.uniform(0, taken), expected) for _ in range(12)]
    assert (sum(ingests) > 3, sum(exports) > 3) == (True, True)
