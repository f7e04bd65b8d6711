"""SIGKILL while archives are merged or a payload is withdrawn: the archive is whole, and the same command completes it."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive import withdraw
from archive.fixity import verify
from archive.merge.merging import merge
from archive.packing import pack
from archive.store import Archive
from tests.archive.content import Content, content_of
from tests.archive.machines import machine, web

CHECKOUT = str(Path(__file__).resolve().parents[2])
MERGE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from archive.merge import merging, payload_bytes
from archive.store import Archive
payload_bytes.CHUNK = merging.CHUNK = 1
archive = Archive.open(sys.argv[1])
print("at work", flush=True)
merging.merge(archive, [Path(path) for path in sys.argv[3:]])
"""
WITHDRAW = """
import sys
sys.path.insert(0, sys.argv[2])
from archive import withdraw
from archive.store import Archive
archive = Archive.open(sys.argv[1])
print("at work", flush=True)
withdraw.withdraw(archive, sys.argv[3], "by law")
withdraw.scrub(archive)
"""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Content]:
    """Two archives, and what they say when merged."""
    folder = tmp_path_factory.mktemp("pair")
    chance = random.Random(7)
    shown = web(chance, 10)
    one, other = (machine(folder / f"{name}.db", shown, chance) for name in "ab")
    shutil.copy(one, folder / "both.db")
    with Archive.open(folder / "both.db") as both:
        merge(both, [other])
        return one, other, content_of(both)


def time_of(script: str, path: Path, *arguments: object) -> float:
    """How many seconds the work takes on this machine when nothing kills it, so that kills fall within."""
    command = [sys.executable, "-c", script, str(path), CHECKOUT, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "at work\n"
        begun = time.monotonic()
        assert worker.wait() == 0
        return time.monotonic() - begun


def a_payload_of(path: Path) -> tuple[str, bytes]:
    """A payload that stands for a report: its digest and its bytes."""
    with Archive.open(path) as archive:
        sha256, body = archive.connection.execute(
            "SELECT sha256, payload(sha256) FROM captures JOIN reports USING (capture_id) LIMIT 1"
        ).fetchone()
    return sha256, body


def killed(script: str, path: Path, seconds: float, *arguments: object) -> bool:
    """Whether the process was still at work when it was killed after so many seconds."""
    command = [sys.executable, "-c", script, str(path), CHECKOUT, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "at work\n"
        time.sleep(seconds)
        worker.kill()
        return worker.wait() == -signal.SIGKILL


def check_merge(pair: tuple[Path, Path, Content], folder: Path, seconds: float) -> bool:
    one, other, both = pair
    path = Path(shutil.copy(one, folder / "killed.db"))
    was_killed = killed(MERGE, path, seconds, other)
    with Archive.open(path) as archive:
        assert verify(archive).damage == []
        merge(archive, [other])
        assert verify(archive).damage == []
        assert content_of(archive) == both
    return was_killed


def check_withdrawal(pair: tuple[Path, Path, Content], folder: Path, seconds: float) -> bool:
    one, *_ = pair
    path = Path(shutil.copy(one, folder / "killed.db"))
    sha256, body = a_payload_of(path)
    was_killed = killed(WITHDRAW, path, seconds, sha256)
    with Archive.open(path) as archive:
        assert verify(archive).damage == []
        withdraw.withdraw(archive, sha256, "by law")
        withdraw.scrub(archive)
        assert verify(archive).damage == []
    assert pack(body) not in path.read_bytes()
    return was_killed


def test_a_merge_that_is_killed_is_completed_by_the_next(pair: tuple[Path, Path, Content], tmp_path: Path) -> None:
    was_killed = [check_merge(pair, tmp_path, seconds) for seconds in (0.0, 0.1)]
    assert was_killed[0]


def test_a_withdrawal_that_is_killed_is_completed_by_the_next(pair: tuple[Path, Path, Content], tmp_path: Path) -> None:
    was_killed = [check_withdrawal(pair, tmp_path, seconds) for seconds in (0.0, 0.02)]
    assert was_killed[0]


@pytest.mark.campaign
def test_many_kills(pair: tuple[Path, Path, Content], tmp_path: Path) -> None:
    chance = random.Random(20240202)
    one, other, _ = pair
    merge_takes = time_of(MERGE, Path(shutil.copy(one, tmp_path / "timed.db")), other)
    merges = [check_merge(pair, tmp_path, chance.uniform(0, merge_takes)) for _ in range(25)]
    withdrawal_takes = time_of(WITHDRAW, Path(shutil.copy(one, tmp_path / "timed.db")), a_payload_of(one)[0])
    withdrawals = [check_withdrawal(pair, tmp_path, chance.uniform(0, withdrawal_takes)) for _ in range(25)]
    assert (sum(merges) > 5, sum(withdrawals) > 5) == (True, True)
