"""The most memory that a process has taken, from the kernel's own account."""

from __future__ import annotations

import os
import re
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_BETWEEN_LOOKS = 0.05  # seconds


def peak_megabytes(pid: int | None = None) -> float:
    """Of this program alone, or of another: `getrusage` also counts what stood in the process before its program."""
    status = Path(f"/proc/{pid or os.getpid()}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    if found is None:
        raise OSError("the kernel gives no account of that process's memory in /proc")
    return int(found[1]) / 1024


class Children:
    """A context in which the peak memory of the processes that this one starts is looked at until they end."""

    def __init__(self) -> None:
        self._peaks: dict[int, float] = {}
        self._is_over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    @property
    def megabytes(self) -> float:
        """The sum of their peaks."""
        return sum(self._peaks.values())

    def _watch(self) -> None:
        while not self._is_over.wait(_BETWEEN_LOOKS):
            for listed in Path("/proc/self/task").glob("*/children"):
                with suppress(OSError):  # a thread, or a child, that has just ended
                    for pid in map(int, listed.read_text(encoding="ascii").split()):
                        self._peaks[pid] = peak_megabytes(pid)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._watcher.join()
