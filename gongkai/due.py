"""Which portals are due: those whose entry has `every` and whose last crawl is longer ago than that."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import ArchiveMissing
from archive.store import Archive

if TYPE_CHECKING:
    from crawler.registry import Portal

_HOURS = {"h": 1, "d": 24, "w": 168}


def due_portals(portals: "Iterable[Portal]", archive: Path, now: datetime) -> "list[Portal]":
    """The portals that are due at `now`; one that was never crawled into the archive is.

    A portal without `every` is never due: it is crawled when it is named. Raises ArchiveError where the file is
    there and cannot be read.
    """
    crawled = _last_crawled(archive)
    return [portal for portal in portals if portal.every and _is_due(portal.every, crawled.get(portal.id), now)]


def cut_off_before(portals: "Iterable[Portal]", archive: Path) -> "list[Portal]":
    """The portals of a crawl that was cut off, where all of them are among these; else none.

    A crawl is taken up again for exactly its portals, and by tomorrow others may be due as well: they would make it
    another crawl, and what it had still to ask would be forgotten.
    """
    known = {portal.id: portal for portal in portals}
    for portal_ids in _unfinished(archive):
        if set(portal_ids) <= known.keys():
            return [known[portal_id] for portal_id in portal_ids]
    return []


def _is_due(every: str, last: str | None, now: datetime) -> bool:
    """Whether the interval is over; a last crawl that is still to come was dated by a clock that was wrong."""
    return last is None or not now - interval(every) < datetime.fromisoformat(last) <= now


def interval(every: str) -> timedelta:
    """`12h`, `7d` or `2w` as a length of time."""
    return timedelta(hours=int(every[:-1]) * _HOURS[every[-1]])


def _unfinished(archive: Path) -> list[list[str]]:
    """The portals of each crawl of whole portals that is not finished, the newest first."""
    try:
        with Archive.open_read_only(archive) as held:
            rows = held.connection.execute(
                "select portal_ids, settings from crawls where finished_at is null order by crawl_id desc"
            ).fetchall()
    except ArchiveMissing:
        return []
    return [json.loads(portal_ids) for portal_ids, settings in rows if not any(json.loads(settings).values())]


def _last_crawled(archive: Path) -> dict[str, str | None]:
    try:
        with Archive.open_read_only(archive) as held:
            return dict(held.connection.execute("select portal_id, last_crawled_at from portals").fetchall())
    except ArchiveMissing:
        return {}
