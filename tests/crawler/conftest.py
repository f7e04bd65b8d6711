"""Portals on loopback, and crawls in processes of their own.

The engine below the crawler starts once in a process, so every crawl here has one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.store import Archive
from crawler.registry import Portal
from crawler.run import CrawlOptions, CrawlSummary
from tests.crawler.crawling import CrawlProcess
from tests.portals.serving import Servers
from tests.portals.web import Reply, Site


@pytest.fixture
def reply() -> type[Reply]:
    """What a page that is more than a body is made of."""
    return Reply


@pytest.fixture
def new_site() -> Iterator[Callable[..., Site]]:
    """Starts servers on loopback, as many as a test wants; over TLS where it is given a context."""
    with Servers() as servers:
        yield servers.start


@pytest.fixture
def site(new_site: Callable[..., Site]) -> Site:
    return new_site()


@pytest.fixture
def portal(site: Site) -> Portal:
    """The portal that `site` plays, named by its address."""
    return Portal("990101", "青禾县人民政府", f"{site.url}/", allow_private=True)


@pytest.fixture(scope="session")
def _empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "empty.db"
    Archive.open(path, create=True).close()
    return path


@pytest.fixture
def archive_path(_empty_archive: Path, tmp_path: Path) -> Path:
    path = tmp_path / "gongkai.db"
    shutil.copyfile(_empty_archive, path)
    return path


@pytest.fixture
def start_crawl() -> Iterator[Callable[..., CrawlProcess]]:
    running: list[CrawlProcess] = []

    def start(archive: Path, portals: list[Portal], options: CrawlOptions | None = None) -> CrawlProcess:
        running.append(CrawlProcess(archive, portals, options or CrawlOptions()))
        return running[-1]

    yield start
    for crawl in running:
        if crawl.process.poll() is None:
            crawl.kill()


@pytest.fixture
def crawl(start_crawl: Callable[..., CrawlProcess]) -> Callable[..., CrawlSummary]:
    def run(
        archive: Path, portals: list[Portal], options: CrawlOptions | None = None, *, quiet: bool = True
    ) -> CrawlSummary:
        return start_crawl(archive, portals, options).result(quiet=quiet)

    return run
