"""The crawl's hand on the archive: what to ask next, what came of it, and all writes in small batches.

Used by the keeper alone, in the name of the process that asks: `owner`. When that process is dead another may take the
crawl up, and nothing is written any more.

The outcomes of several answers are written together, each whole: its capture, the requests that follow from it
and the mark that it is done. So a crawl that is killed at any moment has either all of an answer or nothing of
it, and asks again for no more than the requests that were under way.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from archive.raw import captures, columns, crawls, frontier, payloads, portals, requests
from archive.raw.frontier import FrontierRow
from archive.raw.held import Validators, validators, validators_of
from archive.raw.payloads import Packed
from archive.store import Archive
from crawler import robots
from crawler.accounts import planned_discovery, portals_looked_through
from crawler.beginning import standing_lists
from crawler.errands import Outcome
from crawler.events import Counts
from crawler.families import FAMILIES
from crawler.identity import CrawlRefused
from crawler.memory import Memory
from crawler.navigation import Navigator
from crawler.registry import Portal

# Outcomes written together: half of what is under way, for the rest keeps the asking going while new requests are
# claimed; and within these bounds, for every batch writes anew each part of an index that it touches.
LEAST, MOST = 50, 200
WINDOW = 640  # requests in work at most, two for each host; Scrapy slows with what its queue holds
_LOG_PAGES = 8000  # 16 MB: parts of indexes that many batches touch are copied from the log once, not each time
_BATCH_BYTES = 32 * 1024 * 1024
_LEASE_SECONDS = 1800.0  # longer than any request waits for its turn and for an answer
_PER_HOST = 4

logger = logging.getLogger(__name__)


class Claimed(NamedTuple):
    """A request to ask now, and what is held of its address."""

    row: FrontierRow
    held: Validators | None


class Ledger:
    """Opened on an archive for a set of portals; a crawl of the same that was cut off is taken up again.

    `columns_only` as in `Navigator`.

    Raises ArchiveError where the archive cannot be used, ArchiveLocked where another crawl works on it,
    CrawlRefused for a family that is not known.
    """

    def __init__(
        self,
        archive: Archive,
        selection: Iterable[Portal],
        owner: str,
        *,
        years: frozenset[int] = frozenset(),
        columns_only: bool = False,
        routine: bool = False,
        recheck: bool = False,
    ) -> None:
        self.archive = archive
        archive.connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        self.portals: Mapping[str, Portal] = {portal.id: portal for portal in selection}
        for portal in self.portals.values():
            if portal.family is not None and portal.family not in FAMILIES:
                known = ", ".join(FAMILIES)
                raise CrawlRefused(f"Portal {portal.id}: family {portal.family!r} is not known; known are {known}")
        settings = {"years": sorted(years), **({"recheck": True} if recheck else {})}
        run = crawls.start_or_resume(archive, self.portals, settings, owner)
        self.crawl_id = run.crawl_id
        self.resumed = run.resumed
        self.years = years
        self._owner = owner
        self._buffer: list[tuple[Outcome, Future[Packed] | None]] = []
        self._packer = ThreadPoolExecutor(1, "packing")  # digests and streams are made beside the thread that judges
        self._homes: dict[str, tuple[str, int] | None] = {}
        self._in_work: set[int] = set()
        self._settled: set[int] = set()
        self._bytes = 0
        planned = planned_discovery(archive.connection, self.crawl_id)
        self._memory = Memory(archive.connection, self.crawl_id, routine=routine, recheck=recheck)
        self.navigator = Navigator(
            self.crawl_id,
            years=years,
            planned=planned,
            looking=portals_looked_through(archive.connection, self.crawl_id),
            columns_only=columns_only,
            memory=self._memory,
        )
        self._renewed = monotonic()
        self._begin()

    @classmethod
    def open(
        cls,
        path: Path,
        selection: Iterable[Portal],
        owner: str,
        *,
        years: frozenset[int] = frozenset(),
        columns_only: bool = False,
        routine: bool = False,
        recheck: bool = False,
    ) -> Ledger:
        archive = Archive.open(path, create=True)
        try:
            return cls(
                archive, selection, owner, years=years, columns_only=columns_only, routine=routine, recheck=recheck
            )
        except BaseException:
            archive.close()
            raise

    # --- what to ask ---------------------------------------------------------------------------------

    def claim(
        self, most: int | None = None, resting_hosts: Collection[str] = (), resting_portals: Collection[str] = ()
    ) -> list[Claimed]:
        """The next requests to make, few of each host, those that lead on first; nothing of what rests.

        No more than `most`, and than there is room for.
        """
        self._renew_leases()
        free = max(WINDOW - len(self._in_work), 0)
        rows = frontier.claim(
            self.archive,
            self.crawl_id,
            free if most is None else min(free, most),
            _LEASE_SECONDS,
            self._owner,
            per_host=_PER_HOST,
            resting_hosts=resting_hosts,
            resting_portals=resting_portals,
        )
        self._in_work |= {row.request_id for row in rows}
        held = validators_of(self.archive.connection, [row.url for row in rows])
        return [Claimed(row, held.get(row.url)) for row in rows]

    def pending(self, besides: Collection[str] = ()) -> int:
        """Requests that wait or are in work, but for those of some portals."""
        return frontier.pending(self.archive, self.crawl_id, besides)

    @property
    def in_work(self) -> int:
        """Requests that were claimed and have no outcome written yet."""
        return len(self._in_work)

    def rules(self, url: str) -> tuple[robots.Known | None, Validators | None]:
        """What is known of a robots.txt, where that still holds; otherwise what is held of it."""
        known = robots.remembered(self.archive.connection, url, self.crawl_id, datetime.now(UTC))
        return known, None if known else validators(self.archive.connection, url)

    def held_body(self, held: Validators) -> bytes:
        return payloads.get(self.archive.connection, held.sha256)

    def home_digest(self, portal: Portal, size: int) -> str | None:
        """The SHA-256 of the home page as last held, to know it again where another page was asked for.

        None as well where the home page is not `size` bytes long: what is not of its size need not be compared.
        """
        if portal.id not in self._homes:
            held = validators(self.archive.connection, portal.home)
            self._homes[portal.id] = (
                (held.sha256, payloads.size(self.archive.connection, held.sha256)) if held else None
            )
        home = self._homes[portal.id]
        return home[0] if home and home[1] == size else None

    # --- what came of it -----------------------------------------------------------------------------

    def take(self, outcome: Outcome) -> None:
        """Keep an outcome for the next batch."""
        body = outcome.capture.body
        self._buffer.append((outcome, None if body is None else self._packer.submit(Packed.of, body)))
        self._bytes += len(body or b"")
        if outcome.row is not None:
            self._settled.add(outcome.row.request_id)

    @property
    def is_due(self) -> bool:
        """Whether the batch should be written now: it is large, or nothing else is under way that could fill it."""
        enough = min(max(len(self._in_work) // 2, LEAST), MOST)
        is_full = len(self._buffer) >= enough or self._bytes >= _BATCH_BYTES
        return is_full or (bool(self._buffer) and self._in_work <= self._settled)

    @property
    def has_unwritten(self) -> bool:
        return bool(self._buffer)

    def flush(self) -> bool:
        """Write the batch in one transaction. Whether there was anything to write.

        Raises ArchiveLocked where another process has taken the crawl up.
        """
        if not self._buffer:
            return False
        with self.archive.write() as conn:
            crawls.refuse_what_is_not_owned(self.archive, self.crawl_id, self._owner)
            for outcome, packed in self._buffer:
                self._write(conn, outcome, packed.result() if packed else None)
        self._in_work -= self._settled
        self._settled.clear()
        self._buffer.clear()
        self._bytes = 0
        return True

    def counted(self) -> tuple[Counts, dict[tuple[str | None, str], int]]:
        """How far the crawl is, and how many requests wait or are in work, by portal and host."""
        return crawls.counts(self.archive, self.crawl_id), frontier.waiting(self.archive, self.crawl_id)

    def record_open_lists(self, why: str) -> None:
        """Write the lists that were being read when the crawl ended, as far as they went."""
        with self.archive.write() as conn:
            for listing in self.navigator.left_open(why):
                crawls.record_listing(conn, listing)

    def close(self, reason: str, *, ended: bool, complete: bool) -> None:
        """Close the crawl where it `ended`; otherwise put it aside, to be taken up again."""
        self._packer.shutdown()
        if ended:
            crawls.finish(self.archive, self.crawl_id, reason, complete=complete)
        else:
            crawls.suspend(self.archive, self.crawl_id, reason)

    def _renew_leases(self) -> None:
        """A request may wait for its turn for long where many portals share an address; it stays ours."""
        if monotonic() - self._renewed < _LEASE_SECONDS / 4:
            return
        with self.archive.write() as conn:
            frontier.renew(conn, self.crawl_id, self._owner, _LEASE_SECONDS)
        self._renewed = monotonic()

    def _begin(self) -> None:
        with self.archive.write() as conn:
            for portal in self.portals.values():
                portals.record(conn, _entry(portal))
                if self.resumed:
                    continue
                first = self.navigator.begin(portal)
                frontier.add(conn, self.crawl_id, first)
                for listing in standing_lists(portal, self._memory, self.crawl_id, first):
                    crawls.record_listing(conn, listing)

    def _write(self, conn: sqlite3.Connection, outcome: Outcome, packed: Packed | None) -> None:
        recorded = captures.record(conn, outcome.capture, packed)
        logger.debug("capture %s: %s %s", recorded.capture_id, recorded.verdict, outcome.capture.url)
        requests.record(conn, self.crawl_id, recorded.capture_id, outcome.capture.portal_id, outcome.sent)
        if outcome.follow_ups:
            frontier.add(conn, self.crawl_id, outcome.follow_ups)
        if outcome.settled:
            frontier.add_settled(conn, self.crawl_id, outcome.settled)
        for listing in outcome.listings:
            crawls.record_listing(conn, listing)
        for column in outcome.columns:
            columns.remember(conn, self.crawl_id, column)
        if outcome.row is None:
            return
        portal = self.portals.get(outcome.row.portal_id or "")
        if portal and outcome.capture.url == portal.home:
            self._homes.pop(portal.id, None)
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
