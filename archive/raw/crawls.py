"""Runs of the crawler: one at a time works on an archive, and one that was cut off is taken up again."""

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archive import owners
from archive.moments import now
from archive.raw import frontier
from archive.raw.captures import REFUSED
from archive.store import Archive, ArchiveLocked
from parsers.model import canonical_json


@dataclass(frozen=True, slots=True)
class CrawlRun:
    crawl_id: int
    resumed: bool


@dataclass(frozen=True, slots=True)
class ListItem:
    """An entry of a list as printed; `year_hint` is a report year that the list states by machine."""

    url: str
    title: str | None = None
    printed_date: str | None = None
    year_hint: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list read to its end, or as far as it went. `url` is that of its first page.

    `rested_on`: the reading in full that tells the items which this one did not come to; None where all were read.
    """

    crawl_id: int
    portal_id: str | None
    url: str
    family: str | None
    declared_total: int | None
    harvested: int
    complete: bool
    reason: str | None = None
    items: Sequence[ListItem] = ()
    rested_on: int | None = None


def start_or_resume(
    archive: Archive, portal_ids: Iterable[str], settings: dict[str, Any], owner: str | None = None
) -> CrawlRun:
    """The crawl of these portals with these settings that is not finished, or a new one.

    `owner` is the process whose death ends it, by default this one.

    What a dead process left claimed in its frontier becomes pending again. An unfinished crawl of some of
    the same portals with other settings is closed, for its frontier answers another question. Raises
    ArchiveLocked, naming the holder, while another living process crawls into this archive.
    """
    owner = owner or owners.this_process()
    portals = canonical_json(sorted(set(portal_ids)))
    wanted = canonical_json(settings)
    with archive.write() as conn:
        unfinished = conn.execute(
            """SELECT crawl_id, started_at, portal_ids, settings, owner, alive_at FROM crawl_runs
               WHERE finished_at IS NULL ORDER BY crawl_id DESC"""
        ).fetchall()
        _refuse_beside_the_living(archive, unfinished, owner)
        same = next((row[0] for row in unfinished if (row[2], row[3]) == (portals, wanted)), None)
        for crawl_id, _, theirs, *_ in unfinished:
            if crawl_id != same and set(json.loads(theirs)) & set(json.loads(portals)):
                _close(conn, crawl_id, "abandoned: its portals are crawled with other settings", complete=False)
        if same is not None:
            frontier.reclaim_all(conn, same)
            _own(conn, same, owner)
            return CrawlRun(same, resumed=True)
        cursor = conn.execute(
            "INSERT INTO crawl_runs (uid, started_at, portal_ids, settings) VALUES (?, ?, ?, ?)",
            (uuid.uuid4().hex, now(), portals, wanted),
        )
        crawl_id = int(cursor.lastrowid or 0)
        _own(conn, crawl_id, owner)
        return CrawlRun(crawl_id, resumed=False)


def suspend(archive: Archive, crawl_id: int, reason: str) -> None:
    """Let go of a crawl that is to go on later: the next `start_or_resume` of the same takes it up."""
    with archive.write() as conn:
        frontier.reclaim_all(conn, crawl_id)
        conn.execute("UPDATE crawl_runs SET owner = NULL, reason = ? WHERE crawl_id = ?", (reason, crawl_id))


def finish(archive: Archive, crawl_id: int, reason: str, *, complete: bool) -> None:
    """Close a crawl; what is left of its frontier is dropped, so `complete` False needs a reason that says what."""
    with archive.write() as conn:
        _close(conn, crawl_id, reason, complete=complete)


def counts(archive: Archive, crawl_id: int) -> dict[str, int]:
    """What the crawl asked and got: requests, new_payloads, revisits, refusals, pending, `verdict_*` of each kind.

    Refusals leave robots.txt out; requests and verdicts do not.
    """
    rows = archive.connection.execute(
        "SELECT verdict, count(*), sum(new_payload) FROM capture_log WHERE crawl_id = ? GROUP BY verdict", (crawl_id,)
    ).fetchall()
    by_verdict = {verdict: number for verdict, number, _ in rows}
    refused = f"SELECT count(*) FROM capture_log WHERE crawl_id = ? AND {REFUSED}"
    return {
        "requests": sum(by_verdict.values()),
        "new_payloads": sum(new for _, _, new in rows),
        "revisits": by_verdict.get("revisit", 0),
        "refusals": archive.connection.execute(refused, (crawl_id,)).fetchone()[0],
        "pending": frontier.pending(archive, crawl_id),
        **{f"verdict_{verdict}": number for verdict, number in sorted(by_verdict.items())},
    }


def record_listing(conn: sqlite3.Connection, listing: Listing) -> int:
    """Write what a list declared and what was harvested of it. Read twice in a crawl it counts once, as last read."""
    items = [(item.url, item.title, item.printed_date, item.year_hint) for item in listing.items]
    digest = hashlib.sha256(canonical_json(items).encode()).hexdigest()
    if items and not conn.execute("SELECT 1 FROM list_items WHERE items_digest = ? LIMIT 1", (digest,)).fetchone():
        conn.executemany(
            """INSERT INTO list_items (items_digest, ordinal, url, title, printed_date, year_hint)
               VALUES (?, ?, ?, ?, ?, ?)""",
            [(digest, ordinal, *item) for ordinal, item in enumerate(items, start=1)],
        )
        conn.execute("INSERT OR IGNORE INTO unread_lists (items_digest) VALUES (?)", (digest,))
    row = conn.execute(
        """INSERT INTO list_readings (crawl_id, portal_id, url, family, declared_total, harvested, complete, reason,
               items_digest, recorded_at, rested_on)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (crawl_id, url) DO UPDATE
           SET portal_id = excluded.portal_id, family = excluded.family, declared_total = excluded.declared_total,
               harvested = excluded.harvested, complete = excluded.complete, reason = excluded.reason,
               items_digest = excluded.items_digest, recorded_at = excluded.recorded_at,
               rested_on = excluded.rested_on
           RETURNING list_id""",
        (
            listing.crawl_id,
            listing.portal_id,
            listing.url,
            listing.family,
            listing.declared_total,
            listing.harvested,
            listing.complete,
            listing.reason,
            digest,
            now(),
            listing.rested_on,
        ),
    ).fetchone()
    return int(row[0])


def refuse_what_is_not_owned(archive: Archive, crawl_id: int, owner: str) -> None:
    """Within a transaction: raises ArchiveLocked where another process has taken the crawl up."""
    found = archive.connection.execute("SELECT owner FROM crawl_runs WHERE crawl_id = ?", (crawl_id,)).fetchone()
    if found != (owner,):
        raise ArchiveLocked(f"{archive.path}: crawl {crawl_id} was taken up by another process")


def _refuse_beside_the_living(archive: Archive, unfinished: list[tuple[Any, ...]], owner: str) -> None:
    for crawl_id, started_at, _, _, theirs, alive_at in unfinished:
        if theirs != owner and owners.is_alive(theirs, alive_at):
            holder = f"{owners.described(theirs)} is at work on crawl {crawl_id}, begun {started_at}"
            raise ArchiveLocked(f"{archive.path} is locked: {holder}; wait for it or stop it")


def _own(conn: sqlite3.Connection, crawl_id: int, owner: str) -> None:
    conn.execute(
        "UPDATE crawl_runs SET owner = ?, alive_at = ?, reason = NULL WHERE crawl_id = ?",
        (owner, now(), crawl_id),
    )


def _close(conn: sqlite3.Connection, crawl_id: int, reason: str, *, complete: bool) -> None:
    moment = now()
    portals = conn.execute(
        """UPDATE crawl_runs SET finished_at = ?, reason = ?, complete = ?, owner = NULL WHERE crawl_id = ?
           RETURNING portal_ids""",
        (moment, reason, complete, crawl_id),
    ).fetchone()
    if portals is None:
        raise ValueError(f"there is no crawl {crawl_id}")
    conn.execute("DELETE FROM frontier WHERE crawl_id = ?", (crawl_id,))
    conn.execute(
        """UPDATE portal_entries SET last_crawl_id = ?, last_crawled_at = ?
           WHERE portal_id IN (SELECT value FROM json_each(?))""",
        (crawl_id, moment, portals[0]),
    )
