"""How a crawl says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Where the crawl stands, counted over all its processes.

    `waiting` are requests that are known and not done. `portals_done` have none of these. `resting` are requests that
    wait for their host's turn, as politeness asks. `per_second` are the pages of the last minute; `seconds_left` is a
    guess from it and from the pauses of the slowest host, None where nothing can be said yet: more may be found.
    """

    portals: int
    fetched: int
    new: int
    unchanged: int
    refused: int
    waiting: int
    portals_done: int = 0
    resting: int = 0
    per_second: float = 0.0
    seconds_left: float | None = None


OnEvent = Callable[[Event], None]
Counts = dict[str, int]  # as `archive.raw.crawls.counts` gives them

batch_written = object()  # a Scrapy signal: a batch of outcomes is in the archive
