"""Where the crawl of a portal begins: at the columns that are known, at its home page, at columns of earlier days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.raw.crawls import Listing
from archive.raw.frontier import FrontierRequest
from crawler.discovery import DEEPEST
from crawler.eras import Era
from crawler.errands import Errand, request_for
from crawler.memory import Memory
from crawler.registry import Portal

KNOWN_SINCE = "known since"  # how the evidence begins for what an earlier crawl found


def first_requests(portal: Portal, memory: Memory | None, years: frozenset[int]) -> list[FrontierRequest]:
    """The first requests for a portal, each address once.

    Columns that its entry names are taken as they are; otherwise those that an earlier crawl found, and the home page
    where none are known or it is time to look again.
    """
    requests = [*_present(portal, memory)]
    for era in portal.eras:
        requests += _of_era(portal, era, memory, years)
    return list({request.url: request for request in reversed(requests)}.values())[::-1]


def home_request(portal: Portal) -> FrontierRequest:
    return request_for(portal, portal.home, Errand("home"))


def _present(portal: Portal, memory: Memory | None) -> Iterator[FrontierRequest]:
    if portal.columns:
        errand = Errand("column", expected=1.0, evidence="named in the portal's entry", family=portal.family)
        yield from (request_for(portal, url, errand) for url in portal.columns)
        return
    columns = memory.columns(portal) if memory else []
    for column in columns:
        evidence = f"{KNOWN_SINCE} {column.found_at[:10]}"
        errand = Errand("column", 1.0, evidence, family=portal.family, remembered=column.family or "generic")
        yield request_for(portal, column.url, errand)
    if columns and memory:
        for page in memory.single_reports(portal):
            evidence = f"{KNOWN_SINCE} {page.found_at[:10]}"
            yield request_for(portal, page.url, Errand("candidate", 1.0, evidence, depth=DEEPEST))
    if not columns or memory is None or memory.must_look_again(portal):
        yield home_request(portal)


def _of_era(portal: Portal, era: Era, memory: Memory | None, years: frozenset[int]) -> Iterator[FrontierRequest]:
    """A site that is no longer kept up stands still: its columns are read until they were read whole once.

    After that, and where years are wanted, only if the wanted years reach into the era.
    """
    errand = Errand("column", expected=1.0, evidence=_site_of(era), family=era.family)
    for url in era.columns:
        wanted = any(year in era.report_years() for year in years)
        if wanted or (not years and not (memory and memory.whole_list(url))):
            yield request_for(portal, url, errand)


def standing_lists(
    portal: Portal, memory: Memory, crawl_id: int, asked: Iterable[FrontierRequest]
) -> Iterator[Listing]:
    """The lists of earlier sites that are not asked in this crawl, as they were when read whole."""
    urls = {request.url for request in asked}
    for era in portal.eras:
        for url in era.columns:
            held = memory.whole_list(url)
            if held is None or url in urls:
                continue
            number = len(held.items)
            since = f"{number} items known since the list was read in full on {held.read_at[:10]}"
            yield Listing(
                crawl_id, portal.id, url, held.family, held.declared_total, number, complete=True,
                reason=f"{since}; its site stands still [{_site_of(era)}]", items=held.items, rested_on=held.list_id,
            )  # fmt: skip


def _site_of(era: Era) -> str:
    return f"named for the site until {era.until}"
