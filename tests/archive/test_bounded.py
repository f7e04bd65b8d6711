"""Outside programs run within limits, and none of them is left behind."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from archive.derived.bounded import Limits, ProgramFailed, end_all, run

MEGABYTE = 1024**2
LIMITS = Limits(seconds=60, cpu_seconds=20, memory=2048 * MEGABYTE, file_size=MEGABYTE)


def python(code: str, folder: Path, payload: bytes = b"", **limits: float) -> bytes:
    from dataclasses import replace

    return run([sys.executable, "-c", code], payload, replace(LIMITS, **limits), folder)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has taken leave of does not."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return told.strip()[:1] not in {"", "Z"}


def test_a_program_gets_the_payload_and_gives_what_it_writes(tmp_path: Path) -> None:
    assert python("import sys; sys.stdout.write(sys.stdin.read()[::-1])", tmp_path, b"abc") == b"cba"


def test_it_sees_little_of_the_environment_and_its_proxies_lead_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_SECRET", "x")
    said = python("import os; print(*sorted(os.environ)); print(os.environ['https_proxy'], os.getcwd())", tmp_path)
    names, values = said.decode().splitlines()
    known = {"HOME", "LANG", "PATH", "TMPDIR", "all_proxy", "ftp_proxy", "http_proxy", "https_proxy", "LC_CTYPE"}
    assert set(names.split()) <= known
    assert values == f"http://127.0.0.1:9 {tmp_path}"


def test_one_that_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    code = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open({str(tmp_path / "child")!r}, "w").write(str(child.pid))
time.sleep(600)
"""
    with pytest.raises(ProgramFailed, match="it took more than 2 s"):
        python(code, tmp_path, seconds=2)
    child = int((tmp_path / "child").read_text())
    assert not is_alive(child)


@pytest.mark.parametrize(
    ("code", "limits", "why"),
    [
        ("x = bytearray(1024 ** 3)", {"memory": 512 * MEGABYTE}, "it ended with code 1: MemoryError"),
        ("while True: pass", {"cpu_seconds": 1}, "it took too much time or memory, and was ended"),
        ("open('f', 'wb').write(bytes(2 * 1024 ** 2))", {}, "it ended with code 1: OSError: [Errno 27] File too large"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", {}, "it died of SIGSEGV"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGALRM)", {}, "one of its sheets took too long"),
        ("raise ValueError('no such sheet')", {}, "it ended with code 1: ValueError: no such sheet"),
        ("import sys; sys.exit(3)", {}, "it ended with code 3"),
    ],
)
def test_why_it_gave_nothing_is_one_sentence(tmp_path: Path, code: str, limits: dict[str, float], why: str) -> None:
    with pytest.raises(ProgramFailed) as raised:
        python(code, tmp_path, **limits)
    assert str(raised.value) == why


def test_all_that_runs_can_be_ended_from_outside(tmp_path: Path) -> None:
    started = tmp_path / "started"
    failed: list[str] = []

    def start() -> None:
        try:
            python(f"import time; open({str(started)!r}, 'w'); time.sleep(600)", tmp_path)
        except ProgramFailed as error:
            failed.append(str(error))

    thread = threading.Thread(target=start)
    thread.start()
    while not started.exists():
        time.sleep(0.01)
    end_all()
    thread.join(30)
    assert failed == ["it took too much time or memory, and was ended"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a program when what started it is killed")
def test_a_program_does_not_outlive_what_started_it(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    sleeps = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    starts = f"""
import sys
from pathlib import Path
from archive.derived.bounded import Limits, run
run([sys.executable, "-c", {sleeps!r}], b"", Limits(60, 60, 2 * 1024**3, 1024), Path({str(tmp_path)!r}))
"""
    parent = subprocess.Popen([sys.executable, "-c", starts], cwd=Path(__file__).resolve().parents[2])
    while not pid.exists() or not pid.read_text():
        time.sleep(0.01)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 60
    while is_alive(int(pid.read_text())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(int(pid.read_text()))
