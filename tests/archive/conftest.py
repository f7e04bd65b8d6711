"""An archive for each test, made once and copied: making one imports what most tests need not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store import Archive


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "empty.db"
    Archive.open(path, create=True).close()
    return path


@pytest.fixture
def path(empty_archive: Path, tmp_path: Path) -> Path:
    """An empty archive, closed."""
    return Path(shutil.copy(empty_archive, tmp_path / "gongkai.db"))


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    """An empty archive, open for writing."""
    with Archive.open(path) as opened:
        yield opened
