"""robots.txt as RFC 9309 has it, and a little stricter; Scrapy's own middleware takes a failing server for consent.

    2xx with rules          they hold for `gongkai` and for *
    2xx with HTML           no rules: many portals send an error page with status 200
    404, 410, other 4xx     no rules
    401, 403                refused: what guards robots.txt guards the rest
    429, 5xx                refused for now
    no answer               the request fails as the question for robots.txt did

Each robots.txt that is fetched is a capture like any other, so what was decided can be shown.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from crawler.asking import Asking, NotAsked, asking_of
from crawler.captures import robots_capture
from crawler.errands import Outcome
from crawler.identity import ROBOTS_NAME
from crawler.ledger import Ledger
from crawler.middlewares.politeness import Politeness, slot_of
from crawler.registry import Portal
from crawler.verdicts import sniff

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_ROBOTS = "robots"  # in a request's meta: this request is for robots.txt itself


class Rules(Protocol):
    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """What a site's robots.txt means: `refused` says why nothing may be asked; `rules` None allows everything."""

    rules: Rules | None = None
    refused: str = ""


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
        if decision.refused:
            raise NotAsked("robots", decision.refused)
        if decision.rules is not None and not decision.rules.allowed(request.url, ROBOTS_NAME):
            raise NotAsked("robots", "robots.txt does not allow this address")

    async def _decision(self, url: str, portal: Portal) -> Decision:
        """One question per site and run. A question that failed is not remembered: it is asked again."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.lower()}"
        if site not in self._decisions:
            self._decisions[site] = asyncio.ensure_future(self._ask(site, portal))
        task = self._decisions[site]
        try:
            return await asyncio.shield(task)
        except Exception:
            if self._decisions.get(site) is task:
                del self._decisions[site]
            raise

    async def _ask(self, site: str, portal: Portal) -> Decision:
        asking = Asking(portal)
        request = Request(f"{site}/robots.txt", callback=NO_CALLBACK, priority=1000, meta={_ROBOTS: True})
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("robots.txt is asked for only while the engine runs")
        response = await engine.download_async(asking.on(request))
        decision = self._judge(response, site, portal)
        ledger = Ledger.of(self._crawler)
        ledger.take(Outcome(robots_capture(asking, response, request.url, ledger.crawl_id, decision.refused)))
        return decision

    def _judge(self, response: Response, site: str, portal: Portal) -> Decision:
        if response.status in {401, 403}:
            return Decision(refused=f"robots.txt answered {response.status}")
        if response.status == 429 or response.status >= 500:
            return Decision(refused=f"robots.txt answered {response.status}: nothing is asked for now")
        if response.status != 200 or sniff(response.body) != "text":
            return Decision()
        rules = ProtegoRobotParser.from_crawler(self._crawler, response.body)
        delay = rules.crawl_delay(ROBOTS_NAME)
        politeness = self._crawler.get_downloader_middleware(Politeness)
        if delay and politeness:
            politeness.obey_crawl_delay(slot_of(site), portal, float(delay))
        return Decision(rules=rules)
