"""Keeps the pace of each host: one connection, a pause with jitter, longer where the host asks for it.

The pace itself is decided in `crawler.pace`; here it is put into the slots of Scrapy's downloader.
"""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.http import Response

from crawler.asking import NotAsked, asking_of
from crawler.pace import LONGEST_CRAWL_DELAY, HostPace, retry_after
from crawler.registry import Portal

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.reports import ReportsSpider

_SMALLEST = 0.01  # seconds: Scrapy looks at when a slot was last used only where it has a delay


class Politeness:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._default = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._paces: dict[str, HostPace] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Politeness:
        middleware = cls(crawler)
        # Sent before the slot takes its next request, so a host that says stop gets no request more.
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        slot = slot_of(request.url)
        pace = self.pace_of(slot, asking_of(request).portal)
        request.meta["download_slot"] = slot
        if pace.given_up:
            reason = f"not asked: {slot} is left alone in this run, for {pace.given_up}"
            raise NotAsked(pace.last_verdict or "rate_limited", reason)

    def response_downloaded(self, response: Response, request: Request) -> None:
        if response.status not in {429, 503}:
            return
        slot = slot_of(request.url)
        wanted = retry_after(_text(response.headers.get("Retry-After")), datetime.now(UTC))
        wait = self.pace_of(slot, asking_of(request).portal).slow_down(wanted)
        self._put_in_force(slot, hold=wait)

    def pace_of(self, slot: str, portal: Portal) -> HostPace:
        """The pace of a host; the first portal that asks it decides the pause to begin with."""
        if slot not in self._paces:
            pause = portal.pause
            if pause is None:
                pause = 0.0 if self._reach_is_local(slot) else self._default
            self._paces[slot] = HostPace(pause)
            self._put_in_force(slot)
        return self._paces[slot]

    def obey_crawl_delay(self, slot: str, portal: Portal, seconds: float) -> None:
        """A robots.txt asks for a longer pause than ours."""
        pace = self.pace_of(slot, portal)
        pace.pause = max(pace.pause, min(seconds, LONGEST_CRAWL_DELAY))
        self._put_in_force(slot)

    def _reach_is_local(self, slot: str) -> bool:
        spider: ReportsSpider = self._crawler.spider  # type: ignore[assignment] # the only spider there is
        return spider.reach.is_local(urlsplit(f"//{slot}").hostname or "")

    def _put_in_force(self, slot: str, *, hold: float = 0.0) -> None:
        """Tell the downloader. Slots are dropped when idle and made again from these settings."""
        pace = self._paces[slot]
        engine = self._crawler.engine
        if engine is None:
            return
        delay = max(pace.pause, _SMALLEST) if pace.pause or hold else 0.0
        engine.downloader.per_slot_settings[slot] = {"concurrency": 1, "delay": delay}
        live = engine.downloader.slots.get(slot)
        if live is not None:
            live.delay = delay
            if hold:
                live.lastseen = monotonic() + hold - delay


def slot_of(url: str) -> str:
    """The host of a URL as slots are named: with its port, since samples and mirrors share an address."""
    return urlsplit(url).netloc.lower()


def _text(header: bytes | None) -> str | None:
    return None if header is None else header.decode("latin-1")
