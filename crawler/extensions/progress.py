"""Says how far the crawl is: to whoever started it, and once a minute to the log."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

from crawler.asking import Stopped, asking_of
from crawler.events import Event, OnEvent, batch_written
from crawler.keeping.messages import Count, Counted
from crawler.middlewares.politeness import Politeness

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.reports import ReportsSpider

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
    """Has the keeper count, now and then: where nobody is told, once a minute for the log."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._last_line = monotonic()
        self._next_event = 0.0
        self._speed = Speed()
        self._timer = create_looping_call(self.batch_written)
        self._counting: asyncio.Task[None] | None = None

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
        is_time_for_line = monotonic() - self._last_line >= _BETWEEN_LINES
        is_wanted = is_time_for_line or (self._on_event is not None and monotonic() >= self._next_event)
        if is_wanted and (self._counting is None or self._counting.done()):
            self._counting = asyncio.ensure_future(self._say(log=is_time_for_line))

    async def spider_closed(self) -> None:
        if self._timer.running:
            self._timer.stop()
        if self._on_event is not None:
            await self._say(log=False)

    @property
    def _spider(self) -> ReportsSpider:
        spider: ReportsSpider = self._crawler.spider  # type: ignore[assignment] # the only spider there is
        return spider

    @property
    def _on_event(self) -> OnEvent | None:
        return self._spider.on_event

    async def _say(self, *, log: bool) -> None:
        with suppress(Stopped):
            counted, _ = await self._spider.keeper.ask(Count(), Counted)
            event = self._event(counted)
            if self._on_event is not None:
                self._on_event(event)
            if log:
                self._last_line = monotonic()
                logger.info("%s", event)
            self._next_event = monotonic() + max(_BETWEEN_EVENTS, _SHARE * counted.seconds)

    def _event(self, counted: Counted) -> Event:
        counts, waiting = counted.counts, counted.waiting
        speed = self._speed.at(monotonic(), counts["requests"])
        return Event(
            portals=len(self._spider.portals),
            fetched=counts["requests"],
            new=counts["new_payloads"],
            unchanged=counts["revisits"],
            refused=counts["refusals"],
            waiting=counts["pending"],
            portals_done=len(self._spider.portals.keys() - {portal_id for portal_id, _ in waiting}),
            resting=self._resting(),
            per_second=speed,
            seconds_left=self._seconds_left(waiting, speed),
        )

    def _resting(self) -> int:
        """Requests that are with the downloader and were not sent yet."""
        engine = self._crawler.engine
        return sum(not asking_of(request).sent for request in engine.downloader.active) if engine else 0

    def _seconds_left(self, waiting: dict[tuple[str | None, str], int], speed: float) -> float | None:
        """By the speed of all, but no less than the pauses of the host that has most to wait for."""
        politeness = self._crawler.get_downloader_middleware(Politeness)
        if not speed or politeness is None:
            return None
        portals = self._spider.portals
        slowest = max(
            (
                number * politeness.pace_of(host, portals[portal_id]).pause
                for (portal_id, host), number in waiting.items()
                if portal_id in portals
            ),
            default=0.0,
        )
        return max(sum(waiting.values()) / speed, slowest)
