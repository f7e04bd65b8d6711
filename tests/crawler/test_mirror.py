"""A real portal of 2018, saved as files: from nothing but its home page to what can be had of its reports."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.registry import Portal
from crawler.run import CrawlSummary

HOST = "www.zhecheng.gov.cn"
COLUMN = f"http://{HOST}/xxgk/xxgknb/"


@pytest.fixture
def mirror(corpus: Path, site: Any) -> Portal:
    root = corpus / "portals" / HOST
    for file in root.rglob("*.html"):
        path = f"/{file.relative_to(root).as_posix()}"
        site.pages[path] = site.pages[path.removesuffix("index.html")] = file.read_bytes()
    home = f"http://{HOST}/"
    return Portal("411424", "柘城县人民政府", home, "411424", resolve={HOST: site.address}, allow_private=True)


def test_the_mirror(mirror: Portal, site: Any, archive_path: Path, crawl: Callable[..., CrawlSummary]) -> None:
    summary = crawl(archive_path, [mirror])
    lists = {a.url: (a.family, a.harvested, a.declared_total, a.complete) for a in summary.lists}
    assert lists == {
        f"{COLUMN}index.html": ("empire", 99, 99, True),
        f"{COLUMN}bmnb/index.html": ("empire", 15, 73, False),
        f"{COLUMN}xznb/index.html": ("empire", 15, 21, False),
        f"{COLUMN}zfnb/index.html": ("empire", 5, None, True),
    }
    assert (summary.documents, summary.missing, summary.exit_code) == (8, {"not_found": 91}, 1)
    assert not any("zfgznb" in path for path in site.paths())
    assert [line.split(" [")[0] for line in summary.incomplete] == [
        f"list {COLUMN}bmnb/index.html: 15 of 73 items over 1 page; page 2 could not be had: not_found, status 404",
        f"list {COLUMN}xznb/index.html: 15 of 21 items over 1 page; page 2 could not be had: not_found, status 404",
        "91 documents that lists or articles name could not be had: not_found",
    ]
    connection = sqlite3.connect(archive_path)
    assert connection.execute("SELECT count(*) FROM documents").fetchone() == (8,)
    named = "SELECT count(DISTINCT url) FROM captures WHERE url GLOB '*/2018-07-12/75*' OR url GLOB '*/2018-07-12/74*'"
    assert connection.execute(named).fetchone() == (99,)
    assert connection.execute("SELECT family FROM portals").fetchone() == ("empire",)
    connection.close()


def test_the_mirror_again_brings_nothing_new(
    mirror: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    crawl(archive_path, [mirror])
    summary = crawl(archive_path, [mirror])
    assert (summary.new_payloads, summary.documents, summary.missing) == (0, 8, {"not_found": 91})
