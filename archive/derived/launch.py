"""Starts a program within limits: `python launch.py MEMORY SECONDS FILE_SIZE PROGRAM ARGUMENT…` becomes PROGRAM.

It is run by path, so that it costs no import of this project, and limits itself before it becomes the other program:
limits that a parent with threads set for its child could come too late.
"""

import ctypes
import os
import resource
import signal
import sys

_WHEN_PARENT_DIES = 1  # PR_SET_PDEATHSIG of Linux's prctl(2)


def main() -> None:
    memory, seconds, file_size = map(int, sys.argv[1:4])
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    if sys.platform == "linux":  # a parent that is killed cannot end what it started
        ctypes.CDLL(None).prctl(_WHEN_PARENT_DIES, signal.SIGKILL)
    os.execvp(sys.argv[4], sys.argv[4:])  # noqa: S606 - no shell, and the command is this project's own


if __name__ == "__main__":
    main()
