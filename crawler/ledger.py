"""The crawl's hand on the archive: what to ask next, what came of it, and all writes in small batches.

The outcomes of several answers are written together, each whole: its capture, the requests that follow from it
and the mark that it is done. So a crawl that is killed at any moment has either all of an answer or nothing of
it, and asks again for no more than the requests that were under way.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from archive import owners
from archive.raw import captures, crawls, frontier, payloads, portals
from archive.raw.captures import Validators
from archive.raw.frontier import FrontierRow
from archive.store import Archive, ArchiveError
from crawler.accounts import planned_discovery
from crawler.errands import Outcome
from crawler.families import FAMILIES
from crawler.identity import CrawlRefused
from crawler.navigation import Navigator
from crawler.registry import Portal

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

BATCH = 50  # outcomes written together at most
_BATCH_BYTES = 32 * 1024 * 1024
_LEASE_SECONDS = 1800.0  # longer than any request waits for its turn and for an answer
_PER_HOST = 4

logger = logging.getLogger(__name__)


class Ledger:
    """Opened on an archive for a set of portals; a crawl of the same that was cut off is taken up again.

    `failure` is what kept the archive from being written while the engine ran: the crawl stops, and whoever
    started it raises it. `columns_only` as in `Navigator`.

    Raises ArchiveError where the archive cannot be used, ArchiveLocked where another crawl works on it,
    CrawlRefused for a family that is not known.
    """

    def __init__(
        self,
        archive: Archive,
        selection: Iterable[Portal],
        *,
        years: frozenset[int] = frozenset(),
        columns_only: bool = False,
    ) -> None:
        self.archive = archive
        self.portals: Mapping[str, Portal] = {portal.id: portal for portal in selection}
        for portal in self.portals.values():
            if portal.family is not None and portal.family not in FAMILIES:
                known = ", ".join(FAMILIES)
                raise CrawlRefused(f"Portal {portal.id}: family {portal.family!r} is not known; known are {known}")
        run = crawls.start_or_resume(archive, self.portals, {"years": sorted(years)})
        self.crawl_id = run.crawl_id
        self.resumed = run.resumed
        self._buffer: list[Outcome] = []
        self._in_work: set[int] = set()
        self._settled: set[int] = set()
        self._bytes = 0
        self.failure: ArchiveError | sqlite3.Error | None = None
        planned = planned_discovery(archive.connection, self.crawl_id)
        self.navigator = Navigator(self.crawl_id, years=years, planned=planned, columns_only=columns_only)
        self._begin()

    @classmethod
    def open(
        cls,
        path: Path,
        selection: Iterable[Portal],
        *,
        years: frozenset[int] = frozenset(),
        columns_only: bool = False,
    ) -> Ledger:
        archive = Archive.open(path, create=True)
        try:
            return cls(archive, selection, years=years, columns_only=columns_only)
        except BaseException:
            archive.close()
            raise

    @classmethod
    def of(cls, crawler: Crawler) -> Ledger:
        """The ledger of the crawl that runs."""
        ledger = getattr(crawler.spider, "ledger", None)
        if not isinstance(ledger, cls):
            raise TypeError("the spider carries no Ledger")
        return ledger

    # --- what to ask ---------------------------------------------------------------------------------

    def claim(self, limit: int) -> list[FrontierRow]:
        """The next requests to make, few of each host, those that lead on first."""
        rows = frontier.claim(
            self.archive, self.crawl_id, limit, _LEASE_SECONDS, owners.this_process(), per_host=_PER_HOST
        )
        self._in_work |= {row.request_id for row in rows}
        return rows

    def pending(self) -> int:
        """Requests that wait or are in work."""
        return frontier.pending(self.archive, self.crawl_id)

    @property
    def in_work(self) -> int:
        """Requests that were claimed and have no outcome written yet."""
        return len(self._in_work)

    def validators(self, url: str) -> Validators | None:
        return captures.validators(self.archive.connection, url)

    def held_body(self, held: Validators) -> bytes:
        return payloads.get(self.archive.connection, held.sha256)

    def home_digest(self, portal: Portal) -> str | None:
        """The SHA-256 of the home page as last held, to know it again where another page was asked for."""
        held = self.validators(portal.home)
        return held.sha256 if held else None

    # --- what came of it -----------------------------------------------------------------------------

    def take(self, outcome: Outcome) -> None:
        """Keep an outcome for the next batch."""
        self._buffer.append(outcome)
        self._bytes += len(outcome.capture.body or b"")
        if outcome.row is not None:
            self._settled.add(outcome.row.request_id)

    @property
    def is_due(self) -> bool:
        """Whether the batch should be written now: it is full, or nothing else is under way that could fill it."""
        is_full = len(self._buffer) >= BATCH or self._bytes >= _BATCH_BYTES
        return is_full or (bool(self._buffer) and self._in_work <= self._settled)

    def flush(self) -> bool:
        """Write the batch in one transaction. Whether there was anything to write."""
        if not self._buffer:
            return False
        with self.archive.write() as conn:
            for outcome in self._buffer:
                self._write(conn, outcome)
        self._in_work -= self._settled
        self._settled.clear()
        self._buffer.clear()
        self._bytes = 0
        return True

    def record_open_lists(self, why: str) -> None:
        """Write the lists that were being read when the crawl stopped, as far as they went."""
        with self.archive.write() as conn:
            for listing in self.navigator.left_open(why):
                crawls.record_listing(conn, listing)

    def close(self, reason: str, *, ended: bool, complete: bool) -> None:
        """Close the crawl where it `ended`; otherwise put it aside, to be taken up again."""
        if ended:
            crawls.finish(self.archive, self.crawl_id, reason, complete=complete)
        else:
            crawls.suspend(self.archive, self.crawl_id, reason)

    def _begin(self) -> None:
        with self.archive.write() as conn:
            for portal in self.portals.values():
                portals.record(conn, _entry(portal))
                if not self.resumed:
                    frontier.add(conn, self.crawl_id, self.navigator.begin(portal))

    def _write(self, conn: sqlite3.Connection, outcome: Outcome) -> None:
        recorded = captures.record(conn, outcome.capture)
        logger.debug("capture %s: %s %s", recorded.capture_id, recorded.verdict, outcome.capture.url)
        frontier.add(conn, self.crawl_id, outcome.follow_ups)
        for listing in outcome.listings:
            crawls.record_listing(conn, listing)
        if outcome.row is None:
            return
        portal = self.portals.get(outcome.row.portal_id or "")
        if outcome.family and portal:
            portals.record(conn, _entry(portal, family=outcome.family))
        if outcome.again_after is None:
            frontier.done(conn, self.crawl_id, outcome.row.request_id)
        else:
            frontier.release(conn, self.crawl_id, outcome.row.request_id, delay_seconds=outcome.again_after)


def _entry(portal: Portal, *, family: str | None = None) -> portals.PortalRow:
    entry = {name: value for name, value in asdict(portal).items() if value not in (None, (), {})}
    return portals.PortalRow(
        portal_id=portal.id,
        name=portal.name,
        division_code=portal.division_code,
        home=portal.home,
        family=portal.family or family,
        entry=json.dumps(entry, ensure_ascii=False),
    )
