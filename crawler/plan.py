"""What a crawl would begin with, told without asking anything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from archive.errors import ArchiveMissing, ArchiveOlder
from archive.store import Archive, scratch
from crawler import robots
from crawler.beginning import first_requests
from crawler.errands import Errand
from crawler.memory import Memory
from crawler.quiet import quiet_until
from crawler.registry import Portal

_RULES = "what the site allows, asked before its pages"
_NO_CRAWL = 2**62  # no crawl yet: everything in the archive is older


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """A request to begin with. `not_asked` says why it would not be sent; empty where it would."""

    portal_id: str
    url: str
    why: str
    not_asked: str = ""


def plan(
    portals: Iterable[Portal],
    archive: Path | None = None,
    years: frozenset[int] = frozenset(),
    *,
    recheck: bool = False,
) -> list[PlannedRequest]:
    """The requests that a crawl of these portals would begin with, by what the archive remembers, if there is one.

    That is their columns or home pages, and at the end of the list, though asked before them, the robots.txt of each
    site that is not held from the last day. Asks nothing and writes nothing.
    """
    with ExitStack() as stack:
        conn = _connection(archive, stack)
        memory = Memory(conn, _NO_CRAWL, recheck=recheck)
        pages: dict[str, PlannedRequest] = {}
        rules: dict[str, PlannedRequest] = {}
        for portal in portals:
            for request in _requests(portal, conn, memory, years):
                (rules if request.why == _RULES else pages).setdefault(request.url, request)
        return [*pages.values(), *rules.values()]


def _connection(archive: Path | None, stack: ExitStack) -> sqlite3.Connection:
    try:
        if archive is not None:
            return stack.enter_context(Archive.open_read_only(archive)).connection
    except (ArchiveMissing, ArchiveOlder):  # an older archive remembers nothing of this yet
        pass
    empty = scratch()
    stack.callback(empty.close)
    return empty


def _requests(
    portal: Portal, conn: sqlite3.Connection, memory: Memory, years: frozenset[int]
) -> Iterator[PlannedRequest]:
    moment = datetime.now(UTC)
    until = quiet_until(portal.quiet_hours, moment)
    rests = f"not now: the portal has its quiet hours until {until:%H:%M} in China" if until else ""
    for request in first_requests(portal, memory, years):
        parts = urlsplit(request.url)
        rules = f"{parts.scheme}://{parts.netloc.lower()}/robots.txt"
        known = robots.remembered(conn, rules, None, moment)
        if known is None:
            yield PlannedRequest(portal.id, rules, _RULES, rests)
        refusal = known.decision().refusal(request.url) if known else ""
        why = Errand.of(request).evidence or "the portal's home page"
        yield PlannedRequest(portal.id, request.url, why, rests or refusal)
