"""What tests of the command line share besides fixtures."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

import gongkai.samples

SAMPLES = Path(gongkai.samples.__file__).parent / "portals"
Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


def process_in(folder: Path) -> Process:
    """Run a command in a process of its own in that folder, as a user does; a crawl needs one."""

    def start(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "gongkai", *map(str, arguments)]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=120, check=False, env=inherited | environment
        )

    return start
