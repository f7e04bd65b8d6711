"""Says how far the crawl is: to whoever started it, and once a minute to the log."""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import signals

from archive.raw import crawls
from crawler.events import Event, batch_written
from crawler.ledger import Ledger

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_BETWEEN_LINES = 60.0  # seconds
_BETWEEN_EVENTS = 0.1
_SHARE = 20  # counting takes at most a twentieth of the time: a long frontier takes a while to count

logger = logging.getLogger(__name__)


class Progress:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._last_line = monotonic()
        self._next_event = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        extension = cls(crawler)
        crawler.signals.connect(extension.batch_written, batch_written)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def batch_written(self) -> None:
        begun = monotonic()
        if begun < self._next_event:
            return
        event = self._say()
        self._next_event = begun + max(_BETWEEN_EVENTS, _SHARE * (monotonic() - begun))
        if monotonic() - self._last_line >= _BETWEEN_LINES:
            self._last_line = monotonic()
            logger.info("%s", event)

    def spider_closed(self) -> None:
        if Ledger.of(self._crawler).failure is None:
            self._say()

    def _say(self) -> Event:
        event = event_of(Ledger.of(self._crawler))
        on_event = getattr(self._crawler.spider, "on_event", None)
        if on_event is not None:
            on_event(event)
        return event


def event_of(ledger: Ledger) -> Event:
    counts = crawls.counts(ledger.archive, ledger.crawl_id)
    return Event(
        portals=len(ledger.portals),
        fetched=counts["requests"],
        new=counts["new_payloads"],
        unchanged=counts["revisits"],
        refused=counts["refusals"],
        waiting=counts["pending"],
    )
