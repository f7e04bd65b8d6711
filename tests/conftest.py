"""Fixtures that every test may use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast a machine is that does something else as well says nothing of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus of real documents, which lies beside the checkout and is not part of it."""
    folder = CHECKOUT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real documents (../shared/corpus beside the checkout) is not here")
    return folder


@pytest.fixture(scope="session")
def demo_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of one demo run. Tests look at it and do not write."""
    archive = tmp_path_factory.mktemp("demo") / "demo.db"
    command = [sys.executable, "-m", "gongkai", "--archive", str(archive), "demo"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return archive


@pytest.fixture(scope="session")
def peers() -> Path:
    """The folder of other programs that read what we export; `make campaign` makes their environment."""
    folder = CHECKOUT / os.environ.get("GONGKAI_PEERS", ".venv-peers") / "bin"
    if not (folder / "wayback").exists():
        pytest.skip("the environment of other programs is not here; `make campaign` makes it")
    return folder
