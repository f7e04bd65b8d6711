"""Nothing is asked of a host that does not belong to the portal: not by a link, not by a redirect."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request, signals

from crawler.asking import NotAsked, asking_of
from crawler.hosts import is_allowed
from crawler.middlewares.resolver import GuardedResolver

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.reports import ReportsSpider


class AllowedHosts:
    """Refuses hosts that are not on the portal's allow-list, and puts the crawl's Reach in force."""

    def __init__(self) -> None:
        self._guarded = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AllowedHosts:
        middleware = cls()
        crawler.signals.connect(middleware.spider_opened, signals.spider_opened)
        return middleware

    def spider_opened(self, spider: ReportsSpider) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one; by now it is installed

        resolver = reactor.nameResolver
        if isinstance(resolver, GuardedResolver):
            resolver.obey(spider.reach)
            self._guarded = True

    def process_request(self, request: Request) -> None:
        if not self._guarded:
            raise NotAsked("network", "nothing is asked without the resolver that guards private addresses")
        portal = asking_of(request).portal
        if is_allowed(request.url, portal):
            return
        host = urlsplit(request.url).netloc
        came_by = ", where a redirect leads," if request.meta.get("redirect_times") else ""
        raise NotAsked("foreign_host", f"{host}{came_by} is not on the allow-list of portal {portal.id}")
