"""Says how far the crawl is: to whoever started it, and once a minute to the log."""

from __future__ import annotations

import logging
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

from archive.raw import crawls, frontier
from crawler.asking import asking_of
from crawler.events import Event, batch_written
from crawler.ledger import Ledger
from crawler.middlewares.politeness import Politeness

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_BETWEEN_LINES = 60.0  # seconds
_BETWEEN_EVENTS = 0.1
_LONGEST_SILENCE = 5.0  # while everything waits for its turn nothing is written, and the time left changes
_SHARE = 20  # counting takes at most a twentieth of the time: a long frontier takes a while to count

logger = logging.getLogger(__name__)


class Speed:
    """Pages in a second, over the last minute."""

    WINDOW = 60.0  # seconds

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def at(self, moment: float, fetched: int) -> float:
        """The speed at a moment (seconds of a clock that never goes back) by which so many were fetched in all."""
        self._seen.append((moment, fetched))
        while moment - self._seen[0][0] > self.WINDOW and len(self._seen) > 2:
            self._seen.popleft()
        begun, before = self._seen[0]
        return (fetched - before) / (moment - begun) if moment > begun else 0.0


class Progress:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._last_line = monotonic()
        self._next_event = 0.0
        self._speed = Speed()
        self._timer = create_looping_call(self.batch_written)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        extension = cls(crawler)
        crawler.signals.connect(extension.engine_started, signals.engine_started)
        crawler.signals.connect(extension.batch_written, batch_written)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def engine_started(self) -> None:
        self._timer.start(_LONGEST_SILENCE, now=False)

    def batch_written(self) -> None:
        begun = monotonic()
        if begun < self._next_event or Ledger.of(self._crawler).failure is not None:
            return
        event = self._say()
        self._next_event = begun + max(_BETWEEN_EVENTS, _SHARE * (monotonic() - begun))
        if monotonic() - self._last_line >= _BETWEEN_LINES:
            self._last_line = monotonic()
            logger.info("%s", event)

    def spider_closed(self) -> None:
        if self._timer.running:
            self._timer.stop()
        if Ledger.of(self._crawler).failure is None:
            self._say()

    def _say(self) -> Event:
        event = self._event(Ledger.of(self._crawler))
        on_event = getattr(self._crawler.spider, "on_event", None)
        if on_event is not None:
            on_event(event)
        return event

    def _event(self, ledger: Ledger) -> Event:
        counts = crawls.counts(ledger.archive, ledger.crawl_id)
        waiting = frontier.waiting(ledger.archive, ledger.crawl_id)
        speed = self._speed.at(monotonic(), counts["requests"])
        return Event(
            portals=len(ledger.portals),
            fetched=counts["requests"],
            new=counts["new_payloads"],
            unchanged=counts["revisits"],
            refused=counts["refusals"],
            waiting=counts["pending"],
            portals_done=len(ledger.portals.keys() - {portal_id for portal_id, _ in waiting}),
            resting=self._resting(),
            per_second=speed,
            seconds_left=self._seconds_left(ledger, waiting, speed),
        )

    def _resting(self) -> int:
        """Requests that are with the downloader and were not sent yet."""
        engine = self._crawler.engine
        return sum(not asking_of(request).sent for request in engine.downloader.active) if engine else 0

    def _seconds_left(self, ledger: Ledger, waiting: dict[tuple[str | None, str], int], speed: float) -> float | None:
        """By the speed of all, but no less than the pauses of the host that has most to wait for."""
        politeness = self._crawler.get_downloader_middleware(Politeness)
        if not speed or politeness is None:
            return None
        slowest = max(
            (
                number * politeness.pace_of(host, ledger.portals[portal_id]).pause
                for (portal_id, host), number in waiting.items()
                if portal_id in ledger.portals
            ),
            default=0.0,
        )
        return max(sum(waiting.values()) / speed, slowest)
