"""How much memory one document may take, so that a file made to unpack without end cannot bring the machine down.

What counts is what the process has of its own beyond what it had when it began to read documents (RLIMIT_DATA of
getrlimit(2)); files that are mapped do not count. Within the readers' own bounds a page takes some thirty times its
size, two hundred ruled pages of PDF 20 MB, half a million filled cells of a workbook 200 MB: what reaches the limit is
no report.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from archive.parsed.deadline import GIVEN_UP

try:
    import resource
except ImportError:  # Windows has no such limits
    HAS_LIMITS = False
else:
    HAS_LIMITS = True

MOST = 2 * 1024**3  # bytes, for one document
_OF_THIS_PROCESS = Path("/proc/self/statm")
_DATA = 5  # the field that counts the pages of its own


class Limit(NamedTuple):
    """`data`: how many bytes of its own the process may have while it reads; None: nothing is bounded."""

    data: int | None
    most: int

    def reason(self) -> str:
        """Why a document that reached it has no reading."""
        much = "there is" if self.data is None else f"{self.most / 1024**2:g} MiB"
        return f"reading it took more memory than {much}{GIVEN_UP}"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within, what asks for more gets a MemoryError; a library written in C says so in its own way."""
        if self.data is None:
            yield
            return
        before, hard = resource.getrlimit(resource.RLIMIT_DATA)
        lower = [limit for limit in (before, hard) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_DATA, (min([self.data, *lower]), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


def limit_here(most: int) -> Limit:
    """The limit of a document in this process, as it is now, with `most` bytes more.

    It holds for the whole process, so in another thread than the first nothing is bounded: the others may need memory
    for what is no document. Nor is it where the system does not tell what a process has, as all but Linux.
    """
    if not HAS_LIMITS or threading.current_thread() is not threading.main_thread():
        return Limit(None, most)
    try:
        pages = int(_OF_THIS_PROCESS.read_text().split()[_DATA])
    except (OSError, IndexError, ValueError):
        return Limit(None, most)
    return Limit(pages * resource.getpagesize() + most, most)
