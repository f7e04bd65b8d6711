"""Asks each site for its robots.txt before anything else, once a day, and keeps to it; `crawler.robots` says how.

Scrapy's own middleware takes a failing server for consent. Where no answer comes, the request fails as the question
for robots.txt did. Each robots.txt that is fetched is a capture like any other, so what was decided can be shown.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from archive.moments import now
from archive.raw.captures import NOT_MODIFIED
from crawler import robots
from crawler.asking import Asking, NotAsked, asking_of
from crawler.failures import is_of_the_site, words_of
from crawler.keeping.link import Link
from crawler.keeping.messages import NoRules, RulesAnswer, RulesKnown, RulesWanted
from crawler.middlewares.as_received import header_fields
from crawler.middlewares.politeness import Politeness, slot_of
from crawler.registry import Portal
from crawler.robots import Decision, Known

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.reports import ReportsSpider

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
        url = f"{site}/robots.txt"
        known, body = await self._keeper.ask(RulesWanted(url), RulesKnown)
        if known.refused or known.status is not None:
            decision = Known(known.status, body, known.refused).decision()
        else:
            decision = await self._ask(url, Asking(portal, held=known.held), body)
        politeness = self._crawler.get_downloader_middleware(Politeness)
        if decision.crawl_delay and politeness is not None:
            politeness.obey_crawl_delay(slot_of(site), portal, decision.crawl_delay)
        return decision

    async def _ask(self, url: str, asking: Asking, held: bytes) -> Decision:
        request = Request(url, callback=NO_CALLBACK, priority=1000, meta={_ROBOTS: True})
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("robots.txt is asked for only while the engine runs")
        portal_id = asking.portal.id
        try:
            response = await engine.download_async(asking.on(request))
        except Exception as error:
            if is_of_the_site(asking, error):
                self._keeper.tell(NoRules(portal_id, url, now(), words_of(error), tuple(asking.sent)))
            raise
        status, is_same = response.status, response.status == NOT_MODIFIED and asking.is_conditional
        decision = robots.judge(200, held) if is_same else robots.judge(status, response.body)
        fields, sent = asking.received or header_fields(response), tuple(asking.sent)
        refused, remark = decision.refused, decision.remark
        self._keeper.tell(
            RulesAnswer(portal_id, url, now(), status, response.url, fields, sent, is_same, refused, remark),
            b"" if is_same else response.body,
        )
        return decision

    @property
    def _keeper(self) -> Link:
        spider: ReportsSpider = self._crawler.spider  # type: ignore[assignment] # the only spider there is
        return spider.keeper
