"""Thirty invented portals over all families: every column is found from the home page, and every list told exactly.

Read without a network first, as fast as the machine goes, then by the real crawler from servers on loopback.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.discovery import MOST_REQUESTS
from crawler.families import FAMILIES
from tests.portals.plans import KINDS, THIRTY, drawn
from tests.portals.sample import PortalPlan, Sample, make_sample
from tests.portals.serving import Servers
from tests.portals.walking import travel

SEED = "thirty"
NOT_ON_PAGES = {"intertid", "feed"}  # records and feeds, with nothing around them: no page of a sample leads to one

Told = dict[str, tuple[str, int | None, bool, str, tuple[Any, ...]]]


def truth(sample: Sample) -> Told:
    return {
        url: (found.family, found.total, found.complete, found.reason, found.items)
        for url, found in sample.lists.items()
    }


def told(sample: Sample) -> tuple[Told, set[str], int]:
    """What a journey through the portal says of its lists, what it asked for, and how many requests found the columns."""
    journey = travel(sample.site(), sample.portal())
    lists: Told = {}
    for url, found in journey.lists.items():
        items = tuple((item.url, item.title, item.printed_date, item.year_hint) for item in found.items)
        reason = (found.reason or "").partition(" [")[0]
        lists[url] = (found.family or "", found.declared_total, found.complete, reason, items)
    return lists, set(journey.documents), journey.discovery


def assert_told(plan: PortalPlan, seed: str) -> None:
    sample = make_sample(plan, seed)
    lists, documents, discovery = told(sample)
    assert lists == truth(sample)
    assert sample.reports() <= documents
    assert discovery <= MOST_REQUESTS


@pytest.mark.parametrize("plan", THIRTY, ids=lambda plan: plan.name)
def test_a_portal_is_found_and_read_as_it_is(plan: PortalPlan) -> None:
    assert_told(plan, SEED)


def test_the_thirty_are_of_all_families() -> None:
    met = {found.family for plan in THIRTY for found in make_sample(plan, SEED).lists.values()}
    assert met == set(FAMILIES) - NOT_ON_PAGES
    assert len(THIRTY) == 30


def test_a_portal_is_the_same_for_the_same_seed() -> None:
    one, other = make_sample(THIRTY[0], SEED), make_sample(THIRTY[0], SEED)
    assert (one.pages, one.lists) == (other.pages, other.lists)
    assert make_sample(THIRTY[0], "another").lists != one.lists


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(1200))
def test_portals_drawn_at_random(seed: int) -> None:
    assert_told(drawn(random.Random(seed), f"drawn_{seed}"), str(seed))


@pytest.mark.campaign
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_list_with_each_trouble(kind: str) -> None:
    for trouble in ("none", *KINDS[kind][1]):
        for seed in range(6):
            assert_told(PortalPlan(f"{kind}_{trouble}", (plan_of(kind, trouble),)), str(seed))


def plan_of(kind: str, trouble: str) -> Any:
    from tests.portals.plans import column

    return column(kind, trouble, rows=17)


# --- by the real crawler -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served() -> Iterator[list[tuple[Sample, Any]]]:
    with Servers() as servers:
        samples = [make_sample(plan, SEED) for plan in THIRTY]
        yield [(sample, servers.start(site=sample.site())) for sample in samples]


def test_the_crawler_says_the_same(
    served: list[tuple[Sample, Any]], archive_path: Path, start_crawl: Callable[..., Any]
) -> None:
    portals = [sample.portal(site.address) for sample, site in served]
    summary = start_crawl(archive_path, portals).result(timeout=300)
    expected = {url: found for sample, _ in served for url, found in truth(sample).items()}
    read = {
        one.url: (one.family, one.declared_total, one.complete, one.reason.partition(" [")[0]) for one in summary.lists
    }
    assert read == {url: found[:4] for url, found in expected.items()}
    connection = sqlite3.connect(archive_path)
    held = {url for (url,) in connection.execute("SELECT url FROM captures WHERE verdict = 'ok'")}
    connection.close()
    assert {address for sample, _ in served for address in sample.reports()} <= held
