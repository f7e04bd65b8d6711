"""Runs an outside program on bytes that a portal sent, with bounds on time and memory; none of it is left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCH = Path(__file__).with_name("launch.py")
_NOWHERE = "http://127.0.0.1:9"  # the discard port: who asks for a proxy there is refused at once
_running: set[subprocess.Popen[bytes]] = set()
_LONGEST_WORD = 200  # characters of what a program says when it fails


class ProgramFailed(Exception):
    """The program ended without a result; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` is by the clock; `cpu_seconds` over all processors. Sizes are in bytes."""

    seconds: float
    cpu_seconds: int
    memory: int
    file_size: int


def run(command: Sequence[str], payload: bytes, limits: Limits, home: Path) -> bytes:
    """What the program writes to stdout for `payload` on its stdin. `home` is a folder of its own.

    Raises ProgramFailed. Whatever happens, none of its processes is left.
    """
    bounds = map(str, (limits.memory, limits.cpu_seconds, limits.file_size))
    process = subprocess.Popen(  # noqa: S603 - no shell, and the command is this project's own
        [sys.executable, "-I", str(_LAUNCH), *bounds, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=home,
        env=_environment(home),
        start_new_session=True,
    )
    _running.add(process)
    try:
        out, said = process.communicate(payload, timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise ProgramFailed(f"it took more than {limits.seconds:.0f} s") from None
    finally:
        _running.discard(process)
        _kill(process)
    if process.returncode != 0:
        raise ProgramFailed(_why(process.returncode, said))
    return out


def end_all() -> None:
    """End every program that runs now, in whatever thread; their runs fail."""
    for process in list(_running):
        _end(process)


def _environment(home: Path) -> dict[str, str]:
    """Only what a program needs to start; proxies that lead nowhere."""
    proxies = {f"{scheme}_proxy": _NOWHERE for scheme in ("http", "https", "ftp", "all")}
    path = os.environ.get("PATH", os.defpath)
    return {"PATH": path, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8", **proxies}


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started, and take what it leaves."""
    _end(process)
    process.communicate()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program's session: it may have started others that outlive it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    except PermissionError:  # on some systems a group of which only the dead are left
        process.kill()


def _why(code: int, said: bytes) -> str:
    if code == -signal.SIGALRM:
        return "one of its sheets took too long"
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "it took too much time or memory, and was ended"
    if code < 0:
        return f"it died of {signal.Signals(-code).name}"
    lines = said.decode("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f"it ended with code {code}: {last[:_LONGEST_WORD]}" if last else f"it ended with code {code}"
