"""What a request of the frontier is for, and what came of it.

An errand goes into the frontier as a kind and a small JSON, so that any later process knows what to do with the
answer. An outcome is everything that one answer leads to; it is written in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal
from urllib.parse import urlsplit

from archive.raw.captures import Capture
from archive.raw.columns import KnownColumn
from archive.raw.crawls import Listing
from archive.raw.frontier import FrontierRequest, FrontierRow
from archive.raw.requests import Sent
from crawler.registry import Portal

Kind = Literal["home", "candidate", "gateway", "column", "branch", "list", "report", "attachment"]
DISCOVERY: frozenset[str] = frozenset({"home", "candidate", "gateway"})
DOCUMENTS: frozenset[str] = frozenset({"report", "attachment"})

# What leads to more comes before what ends, so that a crawl that is stopped early knows its lists.
_PRIORITY: Mapping[str, int] = {
    "home": 100, "column": 90, "candidate": 80, "list": 70, "branch": 65, "gateway": 60, "attachment": 30, "report": 20,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Errand:
    """The purpose of a request; a `branch` is one organ's list below a column. Fields that a kind needs not stay empty.

    `expected` and `evidence`: how surely and why a link was taken to lead to a column; `depth` links from home.
    `family`, `walk` and `state`: where the reading of a list stands. `title`, `date`, `year_hint`: what the
    list prints of a report. `remembered` is the family of a column that an earlier crawl found. `jumps` counts the
    pages that led here by themselves.
    """

    kind: Kind
    expected: float = 0.0
    evidence: str = ""
    depth: int = 0
    family: str | None = None
    walk: str | None = None
    state: Mapping[str, Any] | None = None
    title: str | None = None
    date: str | None = None
    year_hint: int | None = None
    remembered: str | None = None
    jumps: int = 0

    def to_json(self) -> str:
        values = {name: value for name in _NAMES if (value := getattr(self, name)) or name == "kind"}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, request: FrontierRow | FrontierRequest) -> Errand:
        """The errand that `request_for` wrote."""
        return cls(**json.loads(request.context_json or "{}"))


def request_for(
    portal: Portal, url: str, errand: Errand, *, via: str | None = None, body: str | None = None
) -> FrontierRequest:
    """An errand as the frontier takes it. `body` makes it a POST, as in `NextPage`."""
    return FrontierRequest(
        portal_id=portal.id,
        host=urlsplit(url).netloc.lower(),
        url=url,
        method="GET" if body is None else "POST",
        body=None if body is None else body.encode(),
        kind=errand.kind,
        priority=_PRIORITY[errand.kind] + round(errand.expected * 9),
        context_json=errand.to_json(),
        via=via,
    )


_NAMES = tuple(field.name for field in fields(Errand))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer leads to. `row` None for what the frontier did not ask (robots.txt).

    `again_after` in seconds gives the request back to be asked again; None closes it. `settled` are requests that
    need no asking in this crawl, `sent` what went out until the answer came.
    """

    capture: Capture
    row: FrontierRow | None = None
    again_after: float | None = None
    follow_ups: tuple[FrontierRequest, ...] = ()
    listings: tuple[Listing, ...] = ()
    family: str | None = None
    settled: tuple[FrontierRequest, ...] = ()
    columns: tuple[KnownColumn, ...] = ()
    sent: tuple[Sent, ...] = ()
