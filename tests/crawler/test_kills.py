"""SIGKILL of either process at any moment of a crawl over several portals: the server's log against what the archive holds."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.run import CrawlOptions
from tests.crawler.crawling import CrawlProcess
from tests.portals.plans import column
from tests.portals.sample import PortalPlan, Sample, make_sample
from tests.portals.serving import Servers
from tests.portals.web import Page, Reply, Site

KILLS = 50
OPEN = 4  # requests of one host that are under way or not yet written at most
KINDS = ("trs_three", "hanweb_groups", "jpaas", "vsb", "gkmlpt", "loaddata", "generic_linked", "lonsun_label")


def slowed(page: Page, seconds: float) -> Page:
    """A page that takes its time, so that there is something to kill."""
    if callable(page):
        return lambda asked: replace(page(asked), wait=seconds)
    return replace(page if isinstance(page, Reply) else Reply(page), wait=seconds)


@pytest.fixture
def served() -> Iterator[list[tuple[Sample, Site]]]:
    with Servers() as servers:
        made = []
        for kind in KINDS:
            sample = make_sample(PortalPlan(f"kills_{kind}", (column(kind, rows=25),)), "kills")
            site = sample.site()
            site.pages = {path: slowed(page, 0.01) for path, page in site.pages.items()}
            made.append((sample, servers.start(site=site)))
        yield made


class Log:
    """What the servers were asked, robots.txt aside, each request by what makes it one."""

    def __init__(self, served: list[tuple[Sample, Site]]) -> None:
        self.served = served

    def requests(self) -> list[tuple[str, str, bytes]]:
        return [
            (f"http://{sample.host}{request.path}", request.method, request.body)
            for sample, site in self.served
            for request in list(site.asked)
            if request.path != "/robots.txt"
        ]

    def __len__(self) -> int:
        return sum(len(site.asked) for _, site in self.served)

    def clear(self) -> None:
        for _, site in self.served:
            site.asked.clear()


def rows(archive: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(archive)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def settled(archive: Path) -> set[tuple[str, str, bytes]]:
    """The requests that the archive says are done; empty where there is no archive yet."""
    sql = "SELECT url, method, body FROM frontier WHERE state = 'done'"
    return {(url, method, bytes(body or b"")) for url, method, body in rows(archive, sql)}


def captures(archive: Path) -> set[tuple[str, str]]:
    return set(rows(archive, "SELECT url, sha256 FROM captures WHERE sha256 IS NOT NULL"))


def kill_after(process: CrawlProcess, log: Log, requests: int, pause: float, *, keeper: bool) -> bool:
    """Kill the process that asks, or its keeper, once so many requests have come; False where the crawl ended before."""
    wanted = len(log) + requests
    while len(log) < wanted and process.process.poll() is None:
        time.sleep(0.002)
    time.sleep(pause)
    if process.process.poll() is not None:
        process.result()
        return False
    if keeper:
        return process.kill_keeper()
    process.kill()
    return True


def campaign(kills: int, served: list[tuple[Sample, Site]], new_archive: Callable[[], Path]) -> None:
    chance = random.Random(20240203)
    log, portals = Log(served), [sample.portal(site.address) for sample, site in served]
    done = 0
    while done < kills:
        archive = new_archive()
        held, finished, killed = set(), set(), 0
        log.clear()
        while True:
            before = Counter(log.requests())
            process = CrawlProcess(archive, portals, CrawlOptions())
            requests, pause, keeper = chance.randint(0, 45), chance.uniform(0, 0.05), chance.random() < 0.5
            still_alive = kill_after(process, log, requests, pause, keeper=keeper)
            assert not (set(Counter(log.requests()) - before) & finished), "what was done is asked again"
            killed += still_alive
            assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
            assert held <= captures(archive), "a capture is lost"
            if not still_alive:
                break
            held, finished = captures(archive), settled(archive)
        asked = Counter(log.requests())
        assert sum(asked.values()) - len(asked) <= killed * OPEN * len(portals)
        assert_all_there(archive, served, set(asked))
        done += killed


def assert_all_there(archive: Path, served: list[tuple[Sample, Site]], asked: set[tuple[str, str, bytes]]) -> None:
    """After the last resume the lists are told as they are, and every request that was made left a capture."""
    told = rows(archive, "SELECT url, harvested, declared_total, complete FROM listings")
    truth = {
        (url, len(found.items), found.total, int(found.complete))
        for sample, _ in served
        for url, found in sample.lists.items()
    }
    assert set(told) == truth
    captured = {url for (url,) in rows(archive, "SELECT url FROM captures")}
    assert {url for url, _, _ in asked} <= captured
    assert {address for sample, _ in served for address in sample.reports()} <= captured


@pytest.fixture
def new_archive(archive_path: Path) -> Callable[[], Path]:
    fresh = archive_path.read_bytes()
    made: list[Path] = []

    def make() -> Path:
        made.append(archive_path.with_name(f"{len(made)}.db"))
        made[-1].write_bytes(fresh)
        return made[-1]

    return make


@pytest.mark.campaign
def test_fifty_kills(served: list[tuple[Sample, Site]], new_archive: Callable[[], Path]) -> None:
    campaign(KILLS, served, new_archive)
