"""A runner for the command line, and small real archives."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.main import main
from gongkai.samples.server import SamplePortals
from tests.cli.running import Process, Run, process_in


@pytest.fixture
def served() -> Iterator[SamplePortals]:
    """The sample portals, served on loopback."""
    with SamplePortals() as portals:
        yield portals


@pytest.fixture
def entries(served: SamplePortals, tmp_path: Path) -> Path:
    """A portals file with the entries of the sample portals."""
    path = tmp_path / "portals.toml"
    path.write_text(served.portals_toml(), encoding="utf-8")
    return path


@pytest.fixture
def run() -> Run:
    """Run a command in this process. An exception that is no exit is a traceback for the user, so it fails the test."""

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def process(tmp_path: Path) -> Process:
    return process_in(tmp_path)


@pytest.fixture
def copied(demo_archive: Path, tmp_path: Path) -> Path:
    """A copy of the demo archive, to be written to."""
    return Path(shutil.copy(demo_archive, tmp_path / "copied.db"))
