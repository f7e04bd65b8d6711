"""Asks for what is held only if it has changed: If-None-Match and If-Modified-Since from the archive."""

from __future__ import annotations

from scrapy import Request

from crawler.asking import asking_of


class Conditional:
    """A 304 then confirms the capture that is held; the keeper goes on with the held bytes."""

    def process_request(self, request: Request) -> None:
        asking = asking_of(request)
        if asking.held is None or request.method != "GET" or request.meta.get("redirect_times"):
            return
        asking.is_conditional = True
        if asking.held.etag:
            request.headers["If-None-Match"] = asking.held.etag
        if asking.held.last_modified:
            request.headers["If-Modified-Since"] = asking.held.last_modified
