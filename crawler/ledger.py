"""The crawl's hand on the archive: what to ask next, what came of it, and all writes in small batches.

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
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from archive import owners
from archive.raw import captures, columns, crawls, frontier, payloads, portals, requests
from archive.raw.captures import Validators
from archive.raw.frontier import FrontierRow
from archive.raw.payloads import Packed
from archive.store import Archive, ArchiveError
from crawler.accounts import planned_discovery, portals_looked_through
from crawler.beginning import standing_lists
from crawler.errands import Outcome
from crawler.families import FAMILIES
from crawler.identity import CrawlRefused
from crawler.memory import Memory
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
        routine: bool = False,
        recheck: bool = False,
    ) -> None:
        self.archive = archive
        self.portals: Mapping[str, Portal] = {portal.id: portal for portal in selection}
        for portal in self.portals.values():
            if portal.family is not None and portal.family not in FAMILIES:
                known = ", ".join(FAMILIES)
                raise CrawlRefused(f"Portal {portal.id}: family {portal.family!r} is not known; known are {known}")
        settings = {"years": sorted(years), **({"recheck": True} if recheck else {})}
        run = crawls.start_or_resume(archive, self.portals, settings)
        self.crawl_id = run.crawl_id
        self.resumed = run.resumed
        self._buffer: list[tuple[Outcome, Future[Packed] | None]] = []
        self._packer = ThreadPoolExecutor(1, "packing")  # digests and frames are made beside the engine's own thread
        self._homes: dict[str, tuple[str, int] | None] = {}
        self._held: dict[str, Validators | None] = {}
        self._in_work: set[int] = set()
        self._settled: set[int] = set()
        self._bytes = 0
        self.failure: ArchiveError | sqlite3.Error | None = None
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
        *,
        years: frozenset[int] = frozenset(),
        columns_only: bool = False,
        routine: bool = False,
        recheck: bool = False,
    ) -> Ledger:
        archive = Archive.open(path, create=True)
        try:
            return cls(archive, selection, years=years, columns_only=columns_only, routine=routine, recheck=recheck)
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

    def claim(
        self, limit: int, resting_hosts: Collection[str] = (), resting_portals: Collection[str] = ()
    ) -> list[FrontierRow]:
        """The next requests to make, few of each host, those that lead on first; nothing of what rests."""
        self._renew_leases()
        rows = frontier.claim(
            self.archive,
            self.crawl_id,
            limit,
            _LEASE_SECONDS,
            owners.this_process(),
            per_host=_PER_HOST,
            resting_hosts=resting_hosts,
            resting_portals=resting_portals,
        )
        self._in_work |= {row.request_id for row in rows}
        urls = [row.url for row in rows]
        held = captures.validators_of(self.archive.connection, urls)
        self._held.update((url, held.get(url)) for url in urls)
        return rows

    def pending(self, besides: Collection[str] = ()) -> int:
        """Requests that wait or are in work, but for those of some portals."""
        return frontier.pending(self.archive, self.crawl_id, besides)

    @property
    def in_work(self) -> int:
        """Requests that were claimed and have no outcome written yet."""
        return len(self._in_work)

    def validators(self, url: str) -> Validators | None:
        """What is held of an address. What was claimed is known already: it is looked up for all of a claim at once."""
        if url in self._held:
            return self._held.pop(url)
        return captures.validators(self.archive.connection, url)

    def held_body(self, held: Validators) -> bytes:
        return payloads.get(self.archive.connection, held.sha256)

    def home_digest(self, portal: Portal, size: int) -> str | None:
        """The SHA-256 of the home page as last held, to know it again where another page was asked for.

        None as well where the home page is not `size` bytes long: what is not of its size need not be compared.
        """
        if portal.id not in self._homes:
            held = self.validators(portal.home)
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
        """Whether the batch should be written now: it is full, or nothing else is under way that could fill it."""
        is_full = len(self._buffer) >= BATCH or self._bytes >= _BATCH_BYTES
        return is_full or (bool(self._buffer) and self._in_work <= self._settled)

    def flush(self) -> bool:
        """Write the batch in one transaction. Whether there was anything to write."""
        if not self._buffer:
            return False
        with self.archive.write() as conn:
            for outcome, packed in self._buffer:
                self._write(conn, outcome, packed.result() if packed else None)
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
            frontier.renew(conn, self.crawl_id, owners.this_process(), _LEASE_SECONDS)
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
        frontier.add(conn, self.crawl_id, outcome.follow_ups)
        frontier.add_settled(conn, self.crawl_id, outcome.settled)
        for listing in outcome.listings:
            crawls.record_listing(conn, listing)
        for column in outcome.columns:
            columns.remember(conn, self.crawl_id, column)
        if outcome.row is None:
            return
        self._held.pop(outcome.row.url, None)
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
