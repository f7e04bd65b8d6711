"""The few requests that were claimed from the frontier and are not with the downloader yet.

Stands in for Scrapy's scheduler. The frontier holds each request once and knows their order, so nothing is looked up,
counted or fingerprinted here; Scrapy's own queue compares all hosts that wait at every request. And a host is given its
next request only when the answer to its last was judged: what it means for the host's pace is known by then, and one
connection stays open and is used again, where Scrapy's downloader sends what waits at once over connections of its own.
"""

from __future__ import annotations

import heapq
from itertools import count
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

_Place = tuple[int, int]  # the priority, negative so that the highest comes first; then the order of arrival


class Window(BaseScheduler):
    """Gives out one request of a host at a time, of all hosts that wait those of the highest priority first."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[_Place, Request]]] = {}  # a heap for each host
        self._ready: list[tuple[_Place, str]] = []  # a heap of the hosts that wait and have nothing under way
        self._is_ready: set[str] = set()
        self._under_way: set[str] = set()
        self._arrivals = count()

    def has_pending_requests(self) -> bool:
        return bool(self._waiting)

    def enqueue_request(self, request: Request) -> bool:
        if redirected := request.meta.get("redirect_urls"):
            self.free(redirected[-1])  # this request goes on in the place of that one
        host = _host(request.url)
        heapq.heappush(self._waiting.setdefault(host, []), ((-request.priority, next(self._arrivals)), request))
        if host not in self._under_way:
            self._make_ready(host)
        return True

    def next_request(self) -> Request | None:
        if not self._ready:
            return None
        host = heapq.heappop(self._ready)[1]
        self._is_ready.discard(host)
        waiting = self._waiting[host]
        request = heapq.heappop(waiting)[1]
        if not waiting:
            del self._waiting[host]
        self._under_way.add(host)
        return request

    def free(self, url: str) -> None:
        """The host of a request that was given out may get its next."""
        host = _host(url)
        self._under_way.discard(host)
        if host in self._waiting:
            self._make_ready(host)

    def _make_ready(self, host: str) -> None:
        if host not in self._is_ready:
            self._is_ready.add(host)
            heapq.heappush(self._ready, (self._waiting[host][0][0], host))


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
