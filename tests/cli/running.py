"""What tests of the command line share besides fixtures."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

import gongkai.samples

SAMPLES = Path(gongkai.samples.__file__).parent / "portals"
Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]
