"""How a crawl says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Where the crawl stands, counted over all its processes. `waiting` are requests that are known and not done."""

    portals: int
    fetched: int
    new: int
    unchanged: int
    refused: int
    waiting: int


OnEvent = Callable[[Event], None]

# Scrapy signal: a batch of outcomes was written.
batch_written = object()
