"""Names of processes, so that work whose process died can be taken over and work of a living one is left alone.

An owner is `host:pid:start`; `start` tells a process from a later one with the same number, where the
system says when it started (Linux does).
"""

import os
import socket
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from archive.moments import FORMAT

# A process on another machine cannot be looked at: it counts as alive while it said so this recently.
SILENCE_SECONDS = 600.0
# Windows takes the signal 0, by which others ask whether a process is there, for Ctrl-C; there it cannot be asked.
CAN_ASK = os.name == "posix"


def this_process() -> str:
    """The owner that this process is."""
    return f"{_host()}:{os.getpid()}:{_start_of(os.getpid())}"


def is_alive(owner: str | None, alive_at: str | None) -> bool:
    """Whether the process still runs; one that cannot be asked, as on another machine, is judged by when it said so."""
    if owner is None:
        return False
    host, pid, start = owner.rsplit(":", 2)
    if host != _host() or not CAN_ASK:
        # What lies far ahead was said by a clock that is not ours: it would count for as long.
        return alive_at is not None and abs(_seconds_since(alive_at)) < SILENCE_SECONDS
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it runs, as another user
    return _start_of(int(pid)) == start


def described(owner: str) -> str:
    host, pid, _ = owner.rsplit(":", 2)
    return f"process {pid} on {host}"


@cache
def _host() -> str:
    return socket.gethostname().replace(":", "-")


def _start_of(pid: int) -> str:
    """Boot and clock ticks since it; empty where the system does not say."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()[:8]
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()  # the name in brackets may hold spaces
    is_dead = fields[0] in {"Z", "X"}
    return "" if is_dead else f"{boot}-{fields[19]}"


def _seconds_since(moment: str) -> float:
    then = datetime.strptime(moment, FORMAT).replace(tzinfo=UTC)
    return (datetime.now(UTC) - then) / timedelta(seconds=1)
