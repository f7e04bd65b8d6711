"""Many portals at once, several on each platform: no host and no address is asked faster than its limit."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.registry import Portal
from tests.crawler.platforms import PAGES, Platforms, platforms
from tests.portals.web import Reply, Site

PAUSE = 0.3  # seconds
# Requests that followed the one before sooner than the limit that was in force; a millisecond is the log's own unit.
TOO_EARLY = """
SELECT {by}, asked_at, since, {limit} FROM (
    SELECT {by}, asked_at, {limit}, (julianday(asked_at) - julianday(
        lag(asked_at) OVER (PARTITION BY crawl_id, {by} ORDER BY asked_at))) * 86400 AS since
    FROM requests
) WHERE since < {limit} - 0.0015
"""


def counties(served: Platforms, number: int) -> list[Portal]:
    """So many portals, dealt out over the addresses, each with a name of its own."""
    return [
        Portal(
            f"99{n:04}",
            f"第{n}县",
            f"http://www.c{n}.example/",
            hosts=(f"www.c{n}.example",),
            allow_private=True,
            pause=PAUSE,
            resolve={f"www.c{n}.example": f"{served.addresses[n % len(served.addresses)]}:{served.port}"},
        )
        for n in range(number)
    ]


@pytest.mark.parametrize(
    ("portals", "addresses", "busy"),
    [(8, 4, ()), pytest.param(300, 150, ("www.c1.example",), marks=pytest.mark.campaign)],
)
def test_no_host_and_no_address_is_asked_faster_than_its_limit(
    archive_path: Path, start_crawl: Callable[..., Any], portals: int, addresses: int, busy: tuple[str, ...]
) -> None:
    with platforms(addresses, busy=frozenset(busy)) as served:
        summary = start_crawl(archive_path, counties(served, portals)).result(timeout=300)
    assert (summary.exit_code, summary.documents) == (0, 2 * portals)
    with closing(sqlite3.connect(archive_path)) as connection:
        by_address = connection.execute("SELECT address, count(*) FROM requests GROUP BY address").fetchall()
        host_too_early = connection.execute(TOO_EARLY.format(by="host", limit="host_pause")).fetchall()
        address_too_early = connection.execute(TOO_EARLY.format(by="address", limit="address_pause")).fetchall()
        limits = connection.execute("SELECT min(host_pause), min(address_pause) FROM requests").fetchone()
    assert host_too_early == []
    assert address_too_early == []
    assert limits == (PAUSE, PAUSE)
    # The log is all that was asked, and the servers saw one request at a time, no more often than the pause allows.
    assert dict(by_address) == {address: len(asked) for address, asked in served.asked.items()}
    assert served.most_at_once == 1
    for asked in served.asked.values():
        assert asked[-1][0] - asked[0][0] > PAUSE * (len(asked) - 1) * 0.8


def test_a_name_is_looked_up_before_its_turn_is_taken(
    site: Site, archive_path: Path, start_crawl: Callable[..., Any]
) -> None:
    site.pages = dict(PAGES)
    by_name = Portal("990101", "青禾县", f"http://localhost:{site.port}/", allow_private=True, pause=0.05)
    assert start_crawl(archive_path, [by_name]).result().documents == 2
    with closing(sqlite3.connect(archive_path)) as connection:
        log = connection.execute("SELECT DISTINCT host, address, host_pause, address_pause FROM requests").fetchall()
        assert connection.execute(TOO_EARLY.format(by="address", limit="address_pause")).fetchall() == []
    assert log == [(f"localhost:{site.port}", "127.0.0.1", 0.05, 0.05)]


def test_a_crawl_that_waits_for_a_pause_stops_when_told(
    site: Site, portal: Portal, archive_path: Path, start_crawl: Callable[..., Any]
) -> None:
    site.pages = {"/robots.txt": Reply("User-agent: *\nCrawl-delay: 60\n", headers={"Content-Type": "text/plain"})}
    running = start_crawl(archive_path, [portal])
    until = time.monotonic() + 30
    while not site.asked:
        assert time.monotonic() < until, "it never began"
        time.sleep(0.01)
    time.sleep(0.5)  # the home page waits for its turn now
    running.interrupt()
    summary = running.result(timeout=45)  # the pause is longer than that
    assert (summary.interrupted, summary.waiting) == ("stopped by request", 1)
    assert site.paths() == ["/robots.txt"]
    with closing(sqlite3.connect(archive_path)) as connection:
        assert connection.execute("SELECT url FROM captures").fetchall() == [(f"{site.url}/robots.txt",)]
