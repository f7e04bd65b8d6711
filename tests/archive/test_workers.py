"""Several processes read, one writes; the outcome is the same as with one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.parsed.pool import DOCUMENTS_PER_TASK
from archive.parsed.reparse import Progress, parse_new, reparse
from archive.store import Archive
from parsers.model import Context, Reading
from tests.archive.readings import WrittenOut, capture, keep, line, page, report

NUMBER = 5 * DOCUMENTS_PER_TASK + 3
SLOW = (
    "import sys, time\n"
    "sys.path.insert(0, sys.argv[2])\n"
    "from archive.parsed.reparse import parse_new\n"
    "from archive.store import Archive\n"
    "from tests.archive.test_workers import Slow\n"
    "if __name__ == '__main__':\n"
    "    parse_new(Archive.open(sys.argv[1]), workers=2, reader=Slow(), progress=lambda p: print(p.done, flush=True))\n"
)


class Slow(WrittenOut):
    """Takes its time, so that it can be killed at work."""

    def read(self, payload: bytes, context: Context) -> Reading:
        time.sleep(0.02)
        return super().read(payload, context)


def fill(archive: Archive, number: int = NUMBER) -> None:
    readings = (report(f"局{n}", figures=line("new_received", n)) for n in range(number))
    keep(archive, *(capture(f"https://a/{n}", page(reading)) for n, reading in enumerate(readings)))


def numbered(archive: Archive) -> list[tuple[int, str, int]]:
    return archive.connection.execute(
        "SELECT r.report_id, r.agency, a.total FROM reports r JOIN applications a ON a.report_id = r.report_id"
    ).fetchall()


def test_two_workers_give_what_one_gives_in_the_same_order(archive: Archive) -> None:
    fill(archive)
    told: list[Progress] = []
    summary = parse_new(archive, workers=2, progress=told.append, reader=WrittenOut())
    assert (summary.read, summary.reports) == (NUMBER, NUMBER)
    assert numbered(archive) == [(n + 1, f"柘城县局{n}", n) for n in range(NUMBER)]
    assert told[-1] == Progress(NUMBER, NUMBER)
    again = reparse(archive, workers=2, reader=WrittenOut("html-2"))
    assert (again.read, again.unchanged) == (NUMBER, NUMBER)


def test_a_document_that_kills_its_process_is_noted_and_the_others_are_read(archive: Archive) -> None:
    fill(archive, 2)
    keep(archive, capture("https://a/die", b"die"), capture("https://a/raise", b"raise"))
    keep(archive, *(capture(f"https://b/{n}", page(report(f"所{n}"))) for n in range(DOCUMENTS_PER_TASK * 2)))
    summary = parse_new(archive, workers=2, reader=WrittenOut())
    assert (summary.read, summary.reports, summary.failed) == (
        DOCUMENTS_PER_TASK * 2 + 4,
        DOCUMENTS_PER_TASK * 2 + 2,
        2,
    )
    rows = archive.connection.execute("SELECT url, reason FROM parses WHERE state = 'failed'").fetchall()
    assert rows == [
        ("https://a/die", "the process that read it died"),
        ("https://a/raise", "the reader broke: RuntimeError: no such table"),
    ]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at /proc for the workers")
def test_no_worker_outlives_a_killed_parent_and_the_parse_goes_on(path: Path) -> None:
    with Archive.open(path) as archive:
        fill(archive, 400)
    checkout = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(path), checkout], stdout=subprocess.PIPE, text=True, cwd=checkout
    ) as parent:
        assert parent.stdout is not None
        done = int(parent.stdout.readline())
        workers = children_of(parent.pid)
        assert len(workers) >= 2
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 10
    while any(is_running(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [worker for worker in workers if is_running(worker)] == []
    with Archive.open(path) as archive:
        held = archive.connection.execute("SELECT count(*) FROM readings").fetchone()[0]
        assert done <= held < 400
        assert parse_new(archive, reader=WrittenOut()).read == 400 - held
        assert len(numbered(archive)) == 400
        assert archive.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def test_this_process_reads_itself_with_one_worker(archive: Archive) -> None:
    class Here(WrittenOut):
        def reader_version(self, kind: str) -> str:  # noqa: ARG002 - there is one kind
            return f"in {os.getpid()}"

    fill(archive, 1)
    parse_new(archive, reader=Here())
    rows = archive.connection.execute("SELECT reader_version FROM parses").fetchall()
    assert rows == [(f"in {os.getpid()}",)]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at /proc for the workers")
def test_workers_are_deaf_to_ctrl_c_from_their_first_moment(archive: Archive) -> None:
    """The terminal sends it to all of them; one that hears it while it loads would print a traceback."""
    fill(archive)
    archive.close()
    checkout = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-c", SLOW, str(archive.path), checkout]
    hears: dict[int, bool] = {}
    with subprocess.Popen(command, cwd=checkout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as parent:
        deadline = time.monotonic() + 20
        while len(hears) < 2 and time.monotonic() < deadline:
            for child in children_of(parent.pid):
                hears.setdefault(child, hears_ctrl_c(child))
        parent.kill()
    assert set(hears.values()) == {False}


def hears_ctrl_c(pid: int) -> bool:
    lines = (line.split(":\t") for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    masks = {name: int(mask, 16) for name, mask in lines if name in {"SigBlk", "SigIgn"}}
    return not (masks["SigBlk"] | masks["SigIgn"]) & 1 << (signal.SIGINT - 1)
