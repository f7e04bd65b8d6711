"""Asks for what is held only if it has changed: If-None-Match and If-Modified-Since from the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request

from crawler.asking import asking_of
from crawler.ledger import Ledger

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Conditional:
    """A 304 then confirms the capture that is held; the spider goes on with the held bytes."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Conditional:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        asking = asking_of(request)
        if request.method != "GET" or request.meta.get("redirect_times"):
            return
        held = Ledger.of(self._crawler).validators(asking.row.url if asking.row else request.url)
        if held is None or not (held.etag or held.last_modified):
            return
        asking.held = held
        if held.etag:
            request.headers["If-None-Match"] = held.etag
        if held.last_modified:
            request.headers["If-Modified-Since"] = held.last_modified
