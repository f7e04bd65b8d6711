"""Keeps the pace of each host and of each network address: one connection, a pause with jitter, longer where asked.

The pace itself is decided in `crawler.pace`. Here a request waits for its turn right before it is sent: first for its
host, then in the line of its address, which holds the line until the answer is there. Hosts that are not paced (the
machine itself, or an entry with `pause = 0`) stand in no line.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.http import Response

from archive.raw.requests import Sent, moment
from crawler.asking import Asking, NotAsked, Stopped, asking_of
from crawler.hosts import Reach, is_address
from crawler.middlewares.resolver import look_up
from crawler.pace import LONGEST_CRAWL_DELAY, MOST_REFUSALS_OF_ADDRESS, HostPace, retry_after
from crawler.registry import Portal

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.reports import ReportsSpider

_LONGEST_NAP = 1.0  # seconds: how late a waiting request notices that the crawl stops
_LONGEST_LINE = 8  # requests that wait for one address: its hosts give no more until it is shorter


@dataclass(slots=True)
class _Address:
    """A network address: its pace, the line in front of it, and the hosts that lead to it."""

    pace: HostPace
    line: asyncio.Lock = field(default_factory=asyncio.Lock)
    hosts: set[str] = field(default_factory=set)
    waiting: int = 0


class Turn:
    """A request that was sent; its answer is noted where one comes."""

    def __init__(self, asking: Asking, sent: Sent) -> None:
        self._asking = asking
        self._place = len(asking.sent)
        asking.sent.append(sent)

    def answered(self, status: int, received: int, address: object | None) -> None:
        """`received` is the length of the body as it came, in bytes."""
        sent = self._asking.sent[self._place]
        where = sent.address if address is None else str(address)
        self._asking.sent[self._place] = sent._replace(status=status, received=received, address=where)


class Politeness:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._default = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._paces: dict[str, HostPace] = {}
        self._plain_pauses: dict[str, float] = {}
        self._addresses: dict[str, _Address] = {}
        self._behind: dict[str, _Address] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Politeness:
        middleware = cls(crawler)
        # Sent before the slot takes its next request, so a host that says stop gets no request more.
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        slot = slot_of(request.url)
        request.meta["download_slot"] = slot
        self._refuse_what_is_given_up(slot, asking_of(request).portal)

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[Turn]:
        """Wait until the request may be sent; while it is under way, its address is sent nothing else."""
        asking, slot = asking_of(request), slot_of(request.url)
        pace = self.pace_of(slot, asking.portal)
        if not self._plain_pauses[slot]:
            await self._wait(pace.ready_at)
            yield self._send(request, asking, pace, None, None)
            return
        where = await self._address_of(urlsplit(request.url).hostname or "")
        address = self._address(where or slot, slot)
        address.waiting += 1
        try:
            await self._wait(pace.ready_at)
            await address.line.acquire()
        finally:
            address.waiting -= 1
        try:
            await self._wait(lambda: max(pace.ready_at(), address.pace.ready_at()))
            self._refuse_what_is_given_up(slot, asking.portal)  # it may have been while this request waited
            yield self._send(request, asking, pace, address.pace, where)
        finally:
            address.line.release()

    def response_downloaded(self, response: Response, request: Request) -> None:
        """429 is about who asks, so the whole address rests; 503 is about the site that answers."""
        if response.status not in {429, 503}:
            return
        slot = slot_of(request.url)
        wanted = retry_after(_text(response.headers.get("Retry-After")), datetime.now(UTC))
        pace = self.pace_of(slot, asking_of(request).portal)
        pace.held_until = monotonic() + pace.slow_down(wanted)
        if response.status == 429 and (address := self._behind.get(slot)) is not None:
            address.pace.held_until = max(address.pace.held_until, pace.held_until)

    def pace_of(self, slot: str, portal: Portal) -> HostPace:
        """The pace of a host; the first portal that asks it decides the pause to begin with."""
        if slot not in self._paces:
            pause = portal.pause
            if pause is None:
                pause = 0.0 if self._reach.is_local(urlsplit(f"//{slot}").hostname or "") else self._default
            self._paces[slot] = HostPace(pause)
            self._plain_pauses[slot] = pause
            if self._crawler.engine is not None:  # pauses are kept here, the one connection by the downloader
                self._crawler.engine.downloader.per_slot_settings[slot] = {"concurrency": 1, "delay": 0.0}
        return self._paces[slot]

    def again_after(self, url: str, portal: Portal, attempts: int) -> float | None:
        """In how many seconds a request may be asked again if what came is a refusal that may pass; None: not."""
        return self.pace_of(slot_of(url), portal).again_after(attempts)

    def note(self, url: str, portal: Portal, verdict: str, reason: str) -> None:
        """What an answer was, for the host and for the address behind it."""
        slot = slot_of(url)
        self.pace_of(slot, portal).note(verdict, reason)
        if (address := self._behind.get(slot)) is not None:
            address.pace.note(verdict, reason)
        if verdict == "network":
            self._reach.addresses.avoid(urlsplit(url).hostname or "")

    def obey_crawl_delay(self, slot: str, portal: Portal, seconds: float) -> None:
        """A robots.txt asks for a longer pause than ours."""
        pace = self.pace_of(slot, portal)
        pace.pause = max(pace.pause, min(seconds, LONGEST_CRAWL_DELAY))

    def crowded_hosts(self) -> set[str]:
        """Hosts whose address has enough requests waiting in front of it."""
        return {host for one in self._addresses.values() if one.waiting >= _LONGEST_LINE for host in one.hosts}

    # --- the parts -----------------------------------------------------------------------------------

    @property
    def _reach(self) -> Reach:
        spider: ReportsSpider = self._crawler.spider  # type: ignore[assignment] # the only spider there is
        return spider.reach

    def _refuse_what_is_given_up(self, slot: str, portal: Portal) -> None:
        pace = self.pace_of(slot, portal)
        address = self._behind.get(slot)
        for name, given_up in ((slot, pace), ("the address behind it", address.pace if address else pace)):
            if given_up.given_up:
                reason = f"not asked: {name} is left alone in this run, for {given_up.given_up}"
                raise NotAsked(given_up.last_verdict or "rate_limited", reason)

    async def _wait(self, ready_at: Callable[[], float]) -> None:
        """Until that moment, which may move while we wait. Raises Stopped where the crawl stops meanwhile."""
        while (left := ready_at() - monotonic()) > 0:
            if self._crawler.engine is None or not self._crawler.engine.running:
                raise Stopped("the crawl is stopping")
            await asyncio.sleep(min(left, _LONGEST_NAP))

    def _send(
        self, request: Request, asking: Asking, pace: HostPace, address: HostPace | None, where: str | None
    ) -> Turn:
        at = monotonic()
        pace.note_sent(at)
        if address is not None:
            address.note_sent(at)
        address_pause = address.pause if address is not None else 0.0
        return Turn(asking, Sent(slot_of(request.url), request.url, moment(), pace.pause, address_pause, where))

    async def _address_of(self, host: str) -> str | None:
        """The address that a host leads to: looked up once, and again where the address in use fails."""
        if (target := self._reach.elsewhere(host)) is not None:
            return target[0]
        if is_address(host):
            return host
        return self._reach.addresses.chosen(host) or await look_up(host)

    def _address(self, where: str, slot: str) -> _Address:
        """The address, whose pause is the longest that one of its hosts is given."""
        address = self._addresses.setdefault(where, _Address(HostPace(0.0, most_refusals=MOST_REFUSALS_OF_ADDRESS)))
        address.hosts.add(slot)
        self._behind[slot] = address
        address.pace.pause = max(address.pace.pause, self._plain_pauses[slot])
        return address


def slot_of(url: str) -> str:
    """The host of a URL as slots are named: with its port, since samples and mirrors share an address."""
    return urlsplit(url).netloc.lower()


def _text(header: Any) -> str | None:
    return None if header is None else header.decode("latin-1")
