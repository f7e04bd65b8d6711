"""Where a system has no limits of memory, no timers and no masks for signals, as Windows, documents are read without."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive import owners
from archive.moments import now

REPORT = """柘城县水利局2023年政府信息公开工作年度报告
一、总体情况
全年按规定公开了本局的文件。
二、主动公开政府信息情况
没有印发规范性文件。
五、存在的主要问题及改进情况
栏目更新不够及时。
"""
CHECKOUT = Path(__file__).resolve().parents[2]

GONGKAI = ("-m", "gongkai", "--quiet")

# Runs at the start of every Python process, those that read documents included.
WITHOUT = """
import signal, sys
sys.modules["resource"] = None
for name in ("SIGPROF", "ITIMER_PROF", "setitimer", "getitimer", "pthread_sigmask", "SIG_BLOCK", "SIG_SETMASK"):
    if hasattr(signal, name):
        delattr(signal, name)
"""


@pytest.fixture
def without(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(CHECKOUT)])
    return {**os.environ, "PYTHONPATH": path, "GONGKAI_ARCHIVE": str(tmp_path / "a.db")}


def run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_nothing_is_bounded_there(without: dict[str, str]) -> None:
    asked = "from archive.parsed import deadline, memory; print(deadline.HAS_TIMER, deadline.has_ended(-27), memory.HAS_LIMITS)"
    assert run(without, "-c", asked) == "False False False\n"


def test_documents_are_read_there_by_one_process_or_several(without: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    run(without, *GONGKAI, "ingest", str(tmp_path / "report.txt"))
    run(without, *GONGKAI, "reparse", "--all", "--workers", "2")
    run(without, *GONGKAI, "export", "csv", str(tmp_path / "out"), "--view", "parses")
    with (tmp_path / "out" / "parses.csv").open(encoding="utf-8-sig", newline="") as rows:
        read = [(row["state"], row["agency"], row["year"]) for row in csv.DictReader(rows)]
    assert read == [("current", "柘城县水利局", "2023")]


def test_a_process_that_cannot_be_asked_is_judged_by_when_it_said_that_it_lives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    me = owners.this_process()
    monkeypatch.setattr(owners, "CAN_ASK", False)
    assert owners.is_alive(me, now())
    assert not owners.is_alive(me, "2024-02-01T00:00:00Z")
