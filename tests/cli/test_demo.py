import json
import os
import pty
import re
import select
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import gongkai.samples
from tests.cli.running import Run, process_in

EXPECTED = json.loads((Path(gongkai.samples.__file__).parent / "expected.json").read_text(encoding="utf-8"))["counts"]


class Tour(NamedTuple):
    """The demo, run in a folder of its own."""

    folder: Path
    ended: "subprocess.CompletedProcess[str]"


def one(archive: Path, sql: str) -> object:
    connection = sqlite3.connect(archive)
    try:
        return connection.execute(sql).fetchone()[0]
    finally:
        connection.close()


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    """The demo as a newcomer runs it, who has an archive already."""
    folder = tmp_path_factory.mktemp("tour")
    return Tour(folder, process_in(folder)("demo", GONGKAI_ARCHIVE=str(folder / "mine.db")))


def test_the_demo_shows_the_whole_way(tour: Tour) -> None:
    ended = tour.ended
    assert (ended.returncode, ended.stderr) == (0, "")
    for part in (
        "Not complete:",
        "Reports: ",
        "Table 2 · 主动公开政府信息情况",
        "Table 3 · 收到和处理政府信息公开申请情况",
        "Table 4 · 政府信息公开行政复议、行政诉讼情况",
        "Checks that fail: ",
        "group by year",
        "█",
        "The archive is data/demo.db. Try next:",
    ):
        assert part in ended.stdout
    assert "\x1b" not in ended.stdout


def test_the_commands_it_names_work(tour: Tour) -> None:
    commands = re.findall(r"^  gongkai (.*)$", tour.ended.stdout, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        words = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", command)]
        ended = process_in(tour.folder)(*words)
        assert (ended.returncode, ended.stderr) == (0, ""), command


def test_all_sample_reports_are_read(demo_archive: Path) -> None:
    assert one(demo_archive, "select count(*) from reports") == EXPECTED["reports"]
    assert one(demo_archive, "select count(*) from parses where state = 'not_a_report'") == EXPECTED["not_reports"]
    assert one(demo_archive, "select count(*) from parses where state = 'failed'") == 0


def test_the_second_demo_fetches_and_reads_nothing_new(tour: Tour) -> None:
    assert one(tour.folder / "data" / "demo.db", "select count(*) from reports") == EXPECTED["reports"]
    second = json.loads(process_in(tour.folder)("demo", "--json").stdout)
    assert second["archive"] == "data/demo.db"
    assert (second["crawl"]["new_payloads"], second["parse"]["read"]) == (0, 0)


def test_the_demo_goes_on_after_a_kill(tmp_path: Path) -> None:
    archive = tmp_path / "killed.db"
    command = [sys.executable, "-m", "gongkai", "--archive", str(archive), "demo", "--json"]
    killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while killed.poll() is None and not (archive.exists() and _captures(archive) >= 20):
        pass
    assert killed.poll() is None, "the demo ended before it could be killed"
    killed.kill()
    killed.wait()
    assert one(archive, "pragma integrity_check") == "ok"
    held = _captures(archive)
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    crawled = json.loads(ended.stdout)["crawl"]
    assert crawled["resumed"] is True
    assert crawled["crawl_id"] == 1
    assert one(archive, f"select count(*) from captures where capture_id <= {held}") == held
    assert one(archive, "select count(*) from reports") == EXPECTED["reports"]


def _captures(archive: Path) -> int:
    try:
        return int(str(one(archive, "select count(*) from captures")))
    except sqlite3.OperationalError:  # not made yet
        return 0


def test_an_archive_of_the_environment_is_not_for_the_demo(tour: Tour) -> None:
    assert (tour.folder / "data" / "demo.db").exists()
    assert not (tour.folder / "mine.db").exists()


def test_a_terminal_sees_a_live_progress_bar_and_colour(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "gongkai", "--archive", str(tmp_path / "a.db"), "demo"]
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "50"}
    running = subprocess.Popen(command, stdout=slave, stderr=slave, env=environment)
    os.close(slave)
    shown = b""
    while running.poll() is None or select.select([master], [], [], 0)[0]:
        if select.select([master], [], [], 0.1)[0]:
            try:
                shown += os.read(master, 65536)
            except OSError:  # the other end is closed
                break
    os.close(master)
    assert running.wait() == 0
    text = shown.decode()
    assert "crawling" in text
    assert re.search(r"\d+/\d+", text)
    assert "\x1b[1m" in text


def test_status_and_show_of_the_demo(run: Run, demo_archive: Path) -> None:
    status = json.loads(run("--archive", demo_archive, "status", "--json").stdout)
    assert status["sizes"]["reports"] == EXPECTED["reports"]
    assert status["newest_crawl"]["state"] == "finished"
    assert (status["unread"], status["failed"], status["stale"]) == (0, 0, 0)
    text = run("--archive", demo_archive, "status").stdout
    assert f"{EXPECTED['reports']} by " in text
