"""A portal read as the crawler reads it, without a network: the same verdicts, the same way from page to page."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit

from archive.raw.crawls import Listing
from archive.raw.frontier import FrontierRequest
from crawler.errands import DISCOVERY, DOCUMENTS, Errand
from crawler.families import SEND_DATA
from crawler.navigation import Arrived, Found, Navigator
from crawler.registry import Portal
from crawler.verdicts import LEADS_ON, Answer, judge
from tests.portals.web import Asked, Site


@dataclass
class Journey:
    """What was met: lists by address, the documents that were asked for, how many requests went into finding columns."""

    lists: dict[str, Listing] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)  # address → verdict
    discovery: int = 0
    requests: int = 0


def travel(site: Site, portal: Portal, *, most: int = 2000) -> Journey:
    """From the home page to everything that the portal's lists name; no more than `most` requests."""
    navigator = Navigator(1)
    journey, order = Journey(), count()
    waiting: list[tuple[int, int, FrontierRequest]] = []
    known: set[tuple[str, str, bytes | None]] = set()

    def plan(requests: tuple[FrontierRequest, ...]) -> None:
        for request in requests:
            key = (request.method, request.url, request.body)
            if key not in known:
                known.add(key)
                heapq.heappush(waiting, (-request.priority, next(order), request))

    plan(tuple(navigator.begin(portal)))
    while waiting:
        request = heapq.heappop(waiting)[2]
        journey.requests += 1
        assert journey.requests <= most, "it goes on for ever"
        found = _ask(site, portal, navigator, request, journey)
        plan(found.requests)
        journey.lists |= {listing.url: listing for listing in found.listings}
    journey.lists |= {listing.url: listing for listing in navigator.left_open("was read as that of another list")}
    return journey


def _ask(site: Site, portal: Portal, navigator: Navigator, request: FrontierRequest, journey: Journey) -> Found:
    errand = Errand.of(request)
    parts = urlsplit(request.url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    reply = site.reply_to(Asked(request.method, path, {}, request.body or b""))
    kind = reply.headers.get("Content-Type", "text/html; charset=utf-8")
    charset = kind.partition("charset=")[2] or None
    expected = {"attachment": "file", "home": "home", "list": "data" if errand.family in SEND_DATA else "list"}.get(
        errand.kind, "page"
    )
    headers = {name.lower(): value for name, value in reply.headers.items()}
    verdict = judge(Answer(reply.status, headers, reply.content, expected, charset))
    journey.discovery += errand.kind in DISCOVERY
    if errand.kind in DOCUMENTS:
        journey.documents[request.url] = verdict.code
    refresh = headers.get("refresh", "")
    arrived = Arrived(portal, errand, request.url, request.url, reply.content, charset, refresh)
    if verdict == LEADS_ON and (onward := navigator.led_on(arrived)):
        journey.documents.pop(request.url, None)
        return onward
    if not verdict.is_sound:
        why = f"could not be had: {verdict.code}, {verdict.reason}"
        return navigator.break_off(portal, errand, request.url, why)
    found = navigator.follow(arrived)
    if found.document is not None:
        journey.documents[request.url] = verdict.code
    return found
