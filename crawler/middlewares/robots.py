"""Asks each site for its robots.txt before anything else, once a day, and keeps to it; `crawler.robots` says how.

Scrapy's own middleware takes a failing server for consent. Where no answer comes, the request fails as the question
for robots.txt did. Each robots.txt that is fetched is a capture like any other, so what was decided can be shown.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from archive.raw.captures import NOT_MODIFIED
from crawler import robots
from crawler.asking import Asking, NotAsked, asking_of
from crawler.captures import robots_capture, robots_failure
from crawler.errands import Outcome
from crawler.ledger import Ledger
from crawler.middlewares.politeness import Politeness, slot_of
from crawler.registry import Portal
from crawler.robots import Decision

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_ROBOTS = "robots"  # in a request's meta: this request is for robots.txt itself


class Robots:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._decisions: dict[str, asyncio.Task[Decision]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get(_ROBOTS):
            return
        decision = await self._decision(request.url, asking_of(request).portal)
        if refusal := decision.refusal(request.url):
            raise NotAsked("robots", refusal)

    async def _decision(self, url: str, portal: Portal) -> Decision:
        """One question per site and run. A question that failed is not remembered: it is asked again."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.lower()}"
        if site not in self._decisions:
            self._decisions[site] = asyncio.ensure_future(self._decide(site, portal))
        task = self._decisions[site]
        try:
            return await asyncio.shield(task)
        except Exception:
            if self._decisions.get(site) is task:
                del self._decisions[site]
            raise

    async def _decide(self, site: str, portal: Portal) -> Decision:
        ledger = Ledger.of(self._crawler)
        url = f"{site}/robots.txt"
        decision = robots.remembered(ledger.archive.connection, url, ledger.crawl_id, datetime.now(UTC))
        decision = decision or await self._ask(url, portal, ledger)
        politeness = self._crawler.get_downloader_middleware(Politeness)
        if decision.crawl_delay and politeness is not None:
            politeness.obey_crawl_delay(slot_of(site), portal, decision.crawl_delay)
        return decision

    async def _ask(self, url: str, portal: Portal, ledger: Ledger) -> Decision:
        asking = Asking(portal)
        request = Request(url, callback=NO_CALLBACK, priority=1000, meta={_ROBOTS: True})
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("robots.txt is asked for only while the engine runs")
        try:
            response = await engine.download_async(asking.on(request))
        except Exception as error:
            failure = robots_failure(asking, error, url, ledger.crawl_id)
            if failure is not None:
                ledger.take(Outcome(failure, sent=tuple(asking.sent)))
            raise
        is_same = response.status == NOT_MODIFIED and asking.held is not None
        body = ledger.held_body(asking.held) if is_same and asking.held else response.body
        decision = robots.judge(200 if is_same else response.status, body)
        ledger.take(Outcome(robots_capture(asking, response, url, ledger.crawl_id, decision), sent=tuple(asking.sent)))
        return decision
