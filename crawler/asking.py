"""What travels with a Scrapy request: the question that it asks, the portal, and what is held of the address."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from archive.raw.fields import Fields
from archive.raw.requests import Sent
from crawler.keeping.messages import Held, Question
from crawler.registry import Portal

_META = "gongkai"


@dataclass(slots=True)
class Asking:
    """`question` is None for what the frontier did not ask for (robots.txt).

    `is_conditional` is set where the request names what is `held`, `received` where an answer came: its headers before
    anything was unpacked. `sent` is what went out for it: several requests where redirects were followed.
    """

    portal: Portal
    question: Question | None = None
    held: Held | None = None
    is_conditional: bool = False
    received: Fields | None = None
    sent: list[Sent] = field(default_factory=list)

    def on(self, request: Request) -> Request:
        request.meta[_META] = self
        return request


def asking_of(request: Request) -> Asking:
    """What goes with a request. Every request of this crawler has it."""
    asking = request.meta[_META]
    if not isinstance(asking, Asking):
        raise TypeError(f"{request} carries no Asking")
    return asking


class NotAsked(IgnoreRequest):
    """A request that was not sent, and the verdict that says why. Raised by the middlewares."""

    def __init__(self, verdict: str, reason: str) -> None:
        super().__init__(reason)
        self.verdict = verdict
        self.reason = reason


class Stopped(IgnoreRequest):
    """A request that was not sent because the crawl is stopping. The frontier keeps it."""
