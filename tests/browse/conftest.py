"""Servers that tests of one module share; they only read."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browse.browsing import Browsed, browsing


@pytest.fixture(scope="session")
def demo(demo_archive: Path) -> Iterator[Browsed]:
    """A server over the archive of one demo run."""
    with browsing(demo_archive) as served:
        yield served


@pytest.fixture(scope="session")
def ids(demo_archive: Path) -> dict[tuple[str, int], int]:
    """The reports of the demo by agency and year."""
    return _by_agency_and_year(demo_archive, "report_id")


@pytest.fixture(scope="session")
def parses(demo_archive: Path) -> dict[tuple[str, int], int]:
    """Their current readings."""
    return _by_agency_and_year(demo_archive, "parse_id")


def _by_agency_and_year(archive: Path, column: str) -> dict[tuple[str, int], int]:
    connection = sqlite3.connect(archive)
    rows = connection.execute(f"select agency, year, {column} from reports").fetchall()
    connection.close()
    return {(agency, year): number for agency, year, number in rows}
