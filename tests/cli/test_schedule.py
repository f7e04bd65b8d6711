import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gongkai.samples.server import SamplePortals
from gongkai.scheduler import _Child, _scheduler
from gongkai.schedules import crontab, service, timer
from tests.cli.running import Process, Run

CHECKOUT = Path(__file__).resolve().parents[2]
DEPLOY = CHECKOUT / "deploy"
ARCHIVE = Path("/var/lib/gongkai/gongkai.db")
COMMAND = [
    "/opt/gongkai/bin/gongkai", "--archive", str(ARCHIVE), "crawl", "--due", "--portals", "/etc/gongkai/portals.toml",
]  # fmt: skip

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")


@pytest.fixture
def no_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_CONTACT", raising=False)


# --- print -------------------------------------------------------------------------------------------


def test_cron_gets_absolute_paths_and_times(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGKAI_CONTACT", "https://example.org/crawl")
    monkeypatch.setattr(sys, "argv", ["somewhere/pytest"])
    printed = run("--archive", "a b%.db", "schedule", "print", "cron", "--every", "week", "--at", "5").stdout
    assert printed.splitlines()[1:] == [
        'GONGKAI_CONTACT="https://example.org/crawl"',
        rf"7 5 * * 1 {sys.executable} -m gongkai --archive '{tmp_path}/a b\%.db' crawl --due --quiet",
    ]


@pytest.mark.usefixtures("no_contact")
def test_cron_leaves_a_contact_to_be_filled_in() -> None:
    assert crontab(COMMAND, "hour", 2).splitlines()[1:] == [
        "# GONGKAI_CONTACT=https://example.org/crawl  (who can be asked about the crawl; or `contact` in the portals file)",
        f"7 * * * * {' '.join(COMMAND)} --quiet",
    ]


def test_systemd_gets_what_each_unit_needs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_CONTACT", "100% mail@example.org")
    archive = tmp_path / "my data" / "a.db"
    unit = run("--archive", archive, "schedule", "print", "systemd", "--user", "crawler", "--unit", "service").stdout
    lines = unit.splitlines()
    assert "User=crawler" in lines
    assert 'Environment="GONGKAI_CONTACT=100%% mail@example.org"' in lines
    assert f'ReadWritePaths="{archive.parent}"' in lines
    assert next(line for line in lines if line.startswith("ExecStart=")).endswith(
        f'--archive "{archive}" crawl --due --quiet'
    )
    assert "SuccessExitStatus=1 3" in lines
    assert "Persistent=true" in run("schedule", "print", "systemd", "--unit", "timer").stdout.splitlines()


def test_both_units_are_named_when_both_are_printed(run: Run) -> None:
    printed = run("schedule", "print", "systemd").stdout
    assert re.findall(r"^# ~/.config/systemd/user/(gongkai\.\w+)$", printed, re.MULTILINE) == [
        "gongkai.service",
        "gongkai.timer",
    ]
    assert "systemctl --user enable --now gongkai.timer" in printed
    assert "CapabilityBoundingSet" not in printed  # only root's systemd can take capabilities away


@needs_systemd
def test_systemd_finds_no_fault_in_the_units(run: Run, tmp_path: Path) -> None:
    units = []
    for kind in ("service", "timer"):
        unit = tmp_path / f"gongkai.{kind}"
        shown = run("--archive", tmp_path / "a.db", "schedule", "print", "systemd", "--user", "root", "--unit", kind)
        unit.write_text(shown.stdout)
        units.append(str(unit))
    checked = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("every", ["hour", "day", "week"])
def test_systemd_knows_the_times(every: str) -> None:
    [calendar] = re.findall(r"^OnCalendar=(.*)$", timer(every, 3), re.MULTILINE)
    subprocess.run(["systemd-analyze", "calendar", calendar], capture_output=True, check=True)


@pytest.mark.usefixtures("no_contact")
def test_the_units_and_the_crontab_of_deploy_are_what_is_printed() -> None:
    assert (DEPLOY / "gongkai.service").read_text() == service(COMMAND, ARCHIVE, "gongkai")
    assert (DEPLOY / "gongkai.timer").read_text() == timer("day", 2)
    assert (DEPLOY / "crontab").read_text() == crontab(COMMAND, "day", 2)


def test_the_example_of_a_portals_file_has_no_fault(run: Run) -> None:
    linted = run("portals", "lint", "--portals", DEPLOY / "portals.toml")
    assert linted.exit_code == 0, linted.output


def test_the_container_file_copies_what_there_is_and_all_that_is_installed() -> None:
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    copied = [name for line in re.findall(r"^COPY (.*) \S+$", text, re.MULTILINE) for name in line.split()]
    assert [name for name in copied if not (CHECKOUT / name).exists()] == []
    packages = re.search(r"include = \[(.*?)\]", (CHECKOUT / "pyproject.toml").read_text())
    assert packages
    needed = [name.strip('" *') for name in packages[1].split(",")]
    needed += re.findall(r'file = \["([^"]+)"\]', (CHECKOUT / "pyproject.toml").read_text())
    needed += re.findall(r"-r (\S+)", text)
    assert set(needed) <= set(copied)
    assert '"schedule", "run"' in text


# --- run ---------------------------------------------------------------------------------------------


@pytest.fixture
def due(tmp_path: Path) -> Iterator[Path]:
    """A portals file with one sample portal that is due; slow enough to be stopped on the way."""
    with SamplePortals() as served:
        path = tmp_path / "portals.toml"
        text = served.portals_toml().replace('id = "990322"', 'id = "990322"\nevery = "7d"')
        path.write_text(text.replace("pause = 0", "pause = 0.02"), encoding="utf-8")
        yield path


def started(archive: Path, portals: Path) -> "subprocess.Popen[str]":
    command = ["-m", "gongkai", "--archive", archive, "schedule", "run", "--now", "--portals", portals]
    return subprocess.Popen(
        [sys.executable, *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "GONGKAI_CONTACT": ""},
    )


def crawls(archive: Path) -> list[tuple[object, ...]]:
    """(finished, requests) of each crawl; empty where there is no archive yet."""
    try:
        with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
            return connection.execute("select finished_at is not null, requests from crawls").fetchall()
    except sqlite3.OperationalError:
        return []


def wait_until(is_so: object, running: "subprocess.Popen[str]") -> None:
    for _ in range(1200):
        if callable(is_so) and is_so():
            return
        assert running.poll() is None, running.communicate()
        time.sleep(0.05)
    running.kill()
    raise AssertionError(running.communicate())


def test_the_scheduler_crawls_what_is_due_and_stops_when_told(due: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    running = started(archive, due)
    wait_until(lambda: crawls(archive)[:1] and crawls(archive)[0][0], running)
    running.send_signal(signal.SIGTERM)
    printed, errors = running.communicate(timeout=60)
    assert running.returncode == 0, errors
    assert "crawling what is due" in errors
    assert "SIGTERM: stopping" in errors
    assert "Traceback" not in errors
    assert "crawl 1:" in printed  # the crawl's own results go where the scheduler's would


def test_stopping_the_scheduler_stops_the_crawl_cleanly(due: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    due.write_text(due.read_text(encoding="utf-8").replace("pause = 0.02", "pause = 1"), encoding="utf-8")
    running = started(archive, due)
    wait_until(lambda: crawls(archive)[:1] and int(str(crawls(archive)[0][1])) >= 2, running)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 0, errors
    assert "SIGINT: stopping" in errors
    assert "the crawl ended with 1: something is missing" in errors
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("select owner, finished_at from crawl_runs").fetchall() == [(None, None)]


def test_times_that_were_missed_count_as_one_and_no_crawl_is_joined_by_a_second() -> None:
    scheduler = _scheduler(_Child(["true"]), "day", 2, at_once=False)
    [job] = scheduler.get_jobs()
    scheduler.start(paused=True)
    try:
        assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
        assert (job.next_run_time.hour, job.next_run_time.minute) == (2, 7)
    finally:
        scheduler.shutdown()


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['apscheduler'] = None; from gongkai.main import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", code, "schedule", "run"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith('gongkai: schedule run needs APScheduler: pip install "gongkai[schedule]"')
    assert ended.stderr.count("\n") == 1


def test_two_crawls_of_what_is_due_at_once_are_one(process: Process, due: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    due.write_text(due.read_text(encoding="utf-8").replace("pause = 0.02", "pause = 1"), encoding="utf-8")
    first = subprocess.Popen(
        [sys.executable, "-m", "gongkai", "--archive", str(archive), "crawl", "--due", "--portals", str(due)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: crawls(archive)[:1] and int(str(crawls(archive)[0][1])) >= 1, first)
        second = process("--archive", archive, "crawl", "--due", "--portals", due)
    finally:
        first.kill()
        first.communicate()
    assert (second.returncode, second.stdout) == (3, "")
    assert "is locked: process" in second.stderr


def test_what_was_cut_off_goes_on_first_though_more_has_become_due(process: Process, due: Path) -> None:
    due.write_text(due.read_text(encoding="utf-8").replace("pause = 0.02", "pause = 0"), encoding="utf-8")
    arguments = ("--archive", "a.db", "crawl", "--due", "--portals", due, "--no-parse")
    assert process(*arguments, "--max-requests", "3").returncode == 1
    text = due.read_text(encoding="utf-8")
    due.write_text(text.replace('id = "990200"', 'id = "990200"\nevery = "7d"'), encoding="utf-8")
    second = process(*arguments)
    assert second.returncode == 0, second.stderr
    assert "crawl 1, taken up again" in second.stdout
    assert second.stderr == "a crawl of 1 portals was cut off and goes on first; 2 are due\n"
    assert "crawl 2:" in process(*arguments).stdout
