"""The most memory that this process has taken, from the kernel's own account."""

import re
from pathlib import Path


def peak_megabytes() -> float:
    """Of this program alone: `getrusage` also counts what stood in the process before its program was started."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    if found is None:
        raise OSError("the kernel gives no account of this process's memory in /proc/self/status")
    return int(found[1]) / 1024
