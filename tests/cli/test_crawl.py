import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from gongkai.samples.server import SamplePortals
from tests.cli.running import Process, Run


def wait_for_captures(archive: Path, wanted: int, running: "subprocess.Popen[bytes] | subprocess.Popen[str]") -> None:
    """Until the archive of a crawl at work holds so many captures."""
    for _ in range(600):
        if running.poll() is not None:
            break
        try:
            with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
                held = connection.execute("select count(*) from captures").fetchone()[0]
        except sqlite3.OperationalError:  # not made yet
            held = 0
        if held >= wanted:
            return
        time.sleep(0.05)
    raise AssertionError("the crawl ended, or never began")


def test_one_portal_is_crawled_and_parsed(process: Process, entries: Path) -> None:
    ended = process("crawl", "990322", "--portals", entries, "--json")
    assert ended.stderr == ""
    told = json.loads(ended.stdout)
    assert told["portals"] == ["990322"]
    assert ended.returncode == told["exit_code"] == 0
    (read,) = told["lists"]
    assert (read["family"], read["declared_total"], read["harvested"], read["complete"]) == ("vsb", 11, 11, True)
    assert told["parse"]["reports"] > 8
    assert process("query", "select count(*) as n from reports", "--json").stdout != '[\n {"n": 0}\n]\n'


def test_an_incomplete_crawl_is_exit_1_and_says_what_is_missing(process: Process, entries: Path) -> None:
    ended = process("crawl", "990121", "--portals", entries)
    assert ended.returncode == 1
    assert "Not complete:" in ended.stdout
    assert "not_found" in ended.stdout


def test_without_parse_the_bytes_wait(process: Process, entries: Path) -> None:
    told = json.loads(process("crawl", "990322", "--portals", entries, "--no-parse", "--json").stdout)
    assert told["parse"] is None
    assert json.loads(process("status", "--json").stdout)["unread"] == told["documents"]
    assert process("parse").returncode == 0


def test_a_crawl_that_was_limited_goes_on(process: Process, entries: Path) -> None:
    first = json.loads(process("crawl", "990322", "--portals", entries, "--max-requests", "6", "--json").stdout)
    assert (first["exit_code"], first["resumed"]) == (1, False)
    assert 0 < first["requests"] <= 8
    second = json.loads(process("crawl", "990322", "--portals", entries, "--json").stdout)
    assert (second["exit_code"], second["resumed"]) == (0, True)
    assert second["crawl_id"] == first["crawl_id"]


def test_a_dry_run_asks_nothing_and_makes_nothing(
    run: Run, entries: Path, served: SamplePortals, tmp_path: Path
) -> None:
    result = run("--archive", tmp_path / "a.db", "crawl", "990121", "--portals", entries, "--dry-run", "--json")
    assert json.loads(result.stdout)[0]["url"] == "http://www.qinghe.example/"
    assert served.served() == []
    assert not (tmp_path / "a.db").exists()


def test_only_what_is_due_is_crawled(process: Process, entries: Path, served: SamplePortals) -> None:
    text = entries.read_text(encoding="utf-8")
    entries.write_text(text.replace('id = "990322"', 'id = "990322"\nevery = "7d"'), encoding="utf-8")
    assert json.loads(process("crawl", "--due", "--portals", entries, "--json").stdout)["portals"] == ["990322"]
    asked = len(served.served())
    again = process("crawl", "--due", "--portals", entries)
    assert (again.returncode, again.stdout) == (0, "no portal is due\n")
    assert len(served.served()) == asked


def test_the_first_interrupt_stops_cleanly(entries: Path, tmp_path: Path) -> None:
    text = entries.read_text(encoding="utf-8")
    entries.write_text(text.replace("pause = 0", "pause = 0.5"), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "gongkai",
        "--archive",
        "a.db",
        "crawl",
        "990322",
        "--portals",
        str(entries),
        "--json",
    ]
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for_captures(tmp_path / "a.db", 3, running)
    running.send_signal(signal.SIGINT)
    printed, errors = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "Traceback" not in errors
    told = json.loads(printed)
    assert told["interrupted"]
    assert told["parse"] is None
    assert told["requests"] > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a PORTAL"),
        (("411424", "--all"), "either PORTALs or --all"),
        (("nowhere",), "There is no portal 'nowhere'"),
        (("411424",), "none is asked without a contact"),
        (("411424", "--years", "2025-2021"), "names no year"),
        (("411424", "--years", "soon"), "is no report year"),
        (("411424", "--portals", "missing.toml"), "There is no portals file missing.toml"),
    ],
)
def test_wrong_usage_is_exit_2_and_makes_no_archive(
    process: Process, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = process("crawl", *arguments, GONGKAI_CONTACT="")
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists()


def test_a_portal_that_refuses_everything_is_exit_4(process: Process, served: SamplePortals, tmp_path: Path) -> None:
    entries = tmp_path / "refusing.toml"
    address = served["990121"].address
    served.close()
    entries.write_text(
        '[[portal]]\nid = "gone"\nhome = "http://gone.example/"\nallow_private = true\npause = 0\n'
        f'[portal.resolve]\n"gone.example" = "{address}"\n'
    )
    ended = process("crawl", "gone", "--portals", entries)
    assert ended.returncode == 4
    assert "could not be had" in ended.stdout


def test_another_crawl_at_work_is_exit_3(process: Process, entries: Path, tmp_path: Path) -> None:
    text = entries.read_text(encoding="utf-8")
    entries.write_text(text.replace("pause = 0", "pause = 1"), encoding="utf-8")
    command = [sys.executable, "-m", "gongkai", "--archive", "a.db", "crawl", "990322", "--portals", str(entries)]
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_captures(tmp_path / "a.db", 1, running)
        ended = process("--archive", "a.db", "crawl", "990322", "--portals", entries)
    finally:
        running.kill()
        running.wait()
    assert ended.returncode == 3
    assert "is locked: process" in ended.stderr
    assert ended.stderr.count("\n") == 1
