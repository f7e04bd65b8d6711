"""Runs a crawl in this process and says what became of it. What the command line calls."""

from __future__ import annotations

import logging
import signal
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.events import Event, OnEvent
from crawler.found import Discovery, discovery_of
from crawler.hosts import Reach
from crawler.identity import CrawlRefused, known_contact, require_contact, user_agent
from crawler.ledger import Ledger
from crawler.plan import PlannedRequest, plan
from crawler.registry import Portal
from crawler.summary import CrawlSummary, conclude

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from crawler.spiders.reports import ReportsSpider

__all__ = [
    "CrawlOptions",
    "CrawlRefused",
    "CrawlSummary",
    "Discovery",
    "Event",
    "PlannedRequest",
    "crawl",
    "discover",
    "plan",
]


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """`years`: report years wanted, empty for all. `max_requests`: stop after so many; the next crawl goes on.

    `routine`: documents that have long been as they are, are asked for again at growing intervals only. `recheck`:
    nothing that earlier crawls tell is relied on. `contact` falls back to GONGKAI_CONTACT. `log_level` is that of
    Scrapy's and our own log on stderr.
    """

    years: frozenset[int] = frozenset()
    max_requests: int | None = None
    contact: str | None = None
    log_level: str = "WARNING"
    routine: bool = False
    recheck: bool = False


def crawl(
    archive_path: Path,
    portals: list[Portal],
    options: CrawlOptions | None = None,
    on_event: OnEvent | None = None,
) -> CrawlSummary:
    """Crawl these portals into an archive, made where there is none; what was cut off before is taken up again.

    Once in a process, for the engine below cannot be started twice. The first Ctrl-C stops after what is under
    way, the second at once; what is committed stays. Raises CrawlRefused where a public host would be asked
    without a contact, ArchiveError where the archive cannot be used or another crawl is at work on it.
    """
    options = options or CrawlOptions()
    contact = known_contact(options.contact)
    require_contact(portals, contact)
    reach = Reach(portals, has_contact=contact is not None)
    ledger = Ledger.open(archive_path, portals, years=options.years, routine=options.routine, recheck=options.recheck)
    try:
        spider, stopped_hard = _run(ledger, reach, options, contact, on_event)
        if ledger.failure is not None:
            raise ledger.failure
        return conclude(ledger, _interruption(spider, stopped_hard=stopped_hard))
    finally:
        ledger.archive.close()


def discover(portal: Portal, options: CrawlOptions | None = None, on_event: OnEvent | None = None) -> Discovery:
    """Look for a portal's columns from its home page, whatever columns its entry names, and keep nothing.

    The crawl's own spider does it, so robots.txt, pauses and allowed hosts hold. Once in a process, as `crawl`.
    Raises CrawlRefused where a public host would be asked without a contact.
    """
    options = options or CrawlOptions()
    contact = known_contact(options.contact)
    require_contact([portal], contact)
    afresh = replace(portal, columns=(), family=None, eras=())
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        ledger = Ledger.open(Path(folder) / "discovery.db", [afresh], columns_only=True)
        try:
            reach = Reach([afresh], has_contact=contact is not None)
            spider, stopped_hard = _run(ledger, reach, options, contact, on_event)
            if ledger.failure is not None:
                raise ledger.failure
            return discovery_of(ledger, afresh, conclude(ledger, _interruption(spider, stopped_hard=stopped_hard)))
        finally:
            ledger.archive.close()


def _run(
    ledger: Ledger, reach: Reach, options: CrawlOptions, contact: str | None, on_event: OnEvent | None
) -> tuple[ReportsSpider | None, bool]:
    """The spider after its run (None where it never came to be), and whether it was stopped at once."""
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - half a second that only a crawl pays

    from crawler.spiders.reports import ReportsSpider  # noqa: PLC0415

    process = AsyncCrawlerProcess(_settings(options, contact))
    for name in ("scrapy", "crawler"):  # Scrapy asks for everything, whatever LOG_LEVEL says
        logging.getLogger(name).setLevel(options.log_level)
    crawler = process.create_crawler(ReportsSpider)
    task = process.crawl(crawler, ledger=ledger, reach=reach, max_requests=options.max_requests, on_event=on_event)
    is_main = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    process.start(install_signal_handlers=is_main)
    if is_main:
        for number, handler in before.items():  # Scrapy leaves its own behind, which do nothing any more
            signal.signal(number, handler)
    if not task.done():
        return _spider(crawler.spider), True
    task.result()  # raises what kept the crawl from running
    return _spider(crawler.spider), False


def _spider(spider: object) -> ReportsSpider | None:
    from crawler.spiders.reports import ReportsSpider  # noqa: PLC0415

    return spider if isinstance(spider, ReportsSpider) else None


def _settings(options: CrawlOptions, contact: str | None) -> Settings:
    from scrapy.settings import Settings  # noqa: PLC0415

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("USER_AGENT", user_agent(contact), priority="cmdline")
    settings.set("LOG_LEVEL", options.log_level, priority="cmdline")
    settings.set("LOG_INSTALL_ROOT_HANDLER", value=False, priority="cmdline")  # the front door decides where logs go
    return settings


def _interruption(spider: ReportsSpider | None, *, stopped_hard: bool) -> str:
    if stopped_hard and not (spider and spider.ended):
        return "stopped at once"
    return spider.interruption() if spider else "stopped before it began"
