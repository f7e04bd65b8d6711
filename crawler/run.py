"""Runs a crawl, which asks in this process and keeps in another, and says what became of it.

What the command line calls.
"""

from __future__ import annotations

import logging
import signal
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive import owners
from crawler.events import Event, OnEvent
from crawler.found import Discovery
from crawler.hosts import Reach
from crawler.identity import CrawlRefused, known_contact, require_contact, user_agent
from crawler.keeping.link import Link
from crawler.keeping.messages import Finished, Opening
from crawler.plan import PlannedRequest, plan
from crawler.registry import Portal
from crawler.summary import CrawlSummary

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

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
    return _run(_opening(archive_path, portals, options), options, on_event).summary


def discover(portal: Portal, options: CrawlOptions | None = None, on_event: OnEvent | None = None) -> Discovery:
    """Look for a portal's columns from its home page, whatever columns its entry names, and keep nothing.

    The crawl's own spider does it, so robots.txt, pauses and allowed hosts hold. Once in a process, as `crawl`.
    Raises CrawlRefused where a public host would be asked without a contact.
    """
    options = options or CrawlOptions()
    afresh = replace(portal, columns=(), family=None, eras=())
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        opening = _opening(Path(folder) / "discovery.db", [afresh], options)
        discovery = _run(opening._replace(columns_only=True), options, on_event).discovery
        if discovery is None:
            raise RuntimeError("a crawl for columns only ended without a word on them")
        return discovery


def _opening(archive: Path, portals: list[Portal], options: CrawlOptions) -> Opening:
    return Opening(
        archive,
        tuple(portals),
        owners.this_process(),
        years=options.years,
        routine=options.routine,
        recheck=options.recheck,
        log_level=options.log_level,
    )


def _run(opening: Opening, options: CrawlOptions, on_event: OnEvent | None) -> Finished:
    """Ask for what the keeper gives until there is nothing more, or somebody stops it; what became of the crawl."""
    contact = known_contact(options.contact)
    require_contact(opening.portals, contact)
    reach = Reach(opening.portals, has_contact=contact is not None)
    before = _handlers()
    keeper = Link.start(opening)  # it opens the archive while Scrapy is imported and the engine starts
    try:
        interrupted = _ask(keeper, opening, reach, options, contact, on_event)
        for number in before:  # there is nothing left to stop: the first signal is passed over, the next obeyed
            signal.signal(number, lambda *_: _restore(before))
        return keeper.finish(interrupted)
    finally:
        keeper.close()
        _restore(before)


def _handlers() -> dict[signal.Signals, Any]:
    """Who deals with Ctrl-C and the like; only the main thread may say who."""
    is_main = threading.current_thread() is threading.main_thread()
    return {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)} if is_main else {}


def _restore(handlers: dict[signal.Signals, Any]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)


def _process(options: CrawlOptions, contact: str | None) -> AsyncCrawlerProcess:
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - half a second that only a crawl pays

    process = AsyncCrawlerProcess(_settings(options, contact))
    for name in ("scrapy", "crawler"):  # Scrapy asks for everything, whatever LOG_LEVEL says
        logging.getLogger(name).setLevel(options.log_level)
    return process


def _ask(
    keeper: Link,
    opening: Opening,
    reach: Reach,
    options: CrawlOptions,
    contact: str | None,
    on_event: OnEvent | None,
) -> str:
    """Run the engine; why it stopped, if something is left to ask."""
    from crawler.spiders.reports import ReportsSpider  # noqa: PLC0415 - as above

    process = _process(options, contact)
    crawler = process.create_crawler(ReportsSpider)
    task = process.crawl(
        crawler,
        keeper=keeper,
        portals=opening.portals,
        reach=reach,
        max_requests=options.max_requests,
        on_event=on_event,
    )
    process.start(install_signal_handlers=threading.current_thread() is threading.main_thread())
    if not task.done():
        return "stopped at once"
    task.result()  # raises what kept the crawl from running
    spider = crawler.spider
    return spider.interruption if isinstance(spider, ReportsSpider) else "stopped before it began"


def _settings(options: CrawlOptions, contact: str | None) -> Settings:
    from scrapy.settings import Settings  # noqa: PLC0415

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("USER_AGENT", user_agent(contact), priority="cmdline")
    settings.set("LOG_LEVEL", options.log_level, priority="cmdline")
    settings.set("LOG_INSTALL_ROOT_HANDLER", value=False, priority="cmdline")  # the front door decides where logs go
    return settings
