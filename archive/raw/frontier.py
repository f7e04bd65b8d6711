"""What a crawl still has to ask, kept in the archive so that a crawl outlives its process.

A request is pending, claimed by a process for a time, or done; in one crawl the same request stands once,
done or not, so nothing is asked twice. A claim that runs out, or whose process died, is pending again.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from archive import owners
from archive.moments import FORMAT, now
from archive.store import Archive


@dataclass(frozen=True, slots=True)
class FrontierRequest:
    """A request to make. A higher `priority` is asked first; `via` is the URL that led here."""

    portal_id: str | None
    host: str
    url: str
    method: str = "GET"
    body: bytes | None = None
    kind: str = "page"
    priority: int = 0
    context_json: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class FrontierRow:
    """A claimed request; `attempts` counts the claims so far, this one included."""

    request_id: int
    portal_id: str | None
    host: str
    url: str
    method: str
    body: bytes | None
    kind: str
    priority: int
    context_json: str | None
    via: str | None
    attempts: int


def add(conn: sqlite3.Connection, crawl_id: int, requests: Iterable[FrontierRequest]) -> int:
    """Put requests in; those that the crawl has or had already are left alone. How many were new."""
    before = conn.total_changes
    _put_in(conn, crawl_id, requests, "pending")
    return conn.total_changes - before


def add_settled(conn: sqlite3.Connection, crawl_id: int, requests: Iterable[FrontierRequest]) -> None:
    """Put in requests that need no asking in this crawl: they count as done, with no attempt made."""
    _put_in(conn, crawl_id, requests, "done")


def _put_in(conn: sqlite3.Connection, crawl_id: int, requests: Iterable[FrontierRequest], state: str) -> None:
    conn.executemany(
        """INSERT INTO frontier (crawl_id, portal_id, host, method, url, body, kind, priority, context_json, via, state,
               attempts)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING""",
        [
            (crawl_id, r.portal_id, r.host, r.method, r.url, r.body or b"", r.kind, r.priority, r.context_json, r.via,
             state)
            for r in requests
        ],
    )  # fmt: skip


def claim(
    archive: Archive,
    crawl_id: int,
    limit: int,
    lease_seconds: float,
    owner: str,
    *,
    per_host: int = 4,
    resting_hosts: Iterable[str] = (),
    resting_portals: Iterable[str] = (),
) -> list[FrontierRow]:
    """Take up to `limit` requests to work on, for `lease_seconds`; it also says that the owner is alive.

    A host has at most `per_host` requests claimed at a time, those of the highest priority. Hosts with the
    fewest in work come first, so that a portal with many pages does not hold the others up. What rests is left alone.
    """
    moment = now()
    until = (datetime.now(UTC) + timedelta(seconds=lease_seconds)).strftime(FORMAT)
    with archive.write() as conn:
        conn.execute("UPDATE crawl_runs SET alive_at = ? WHERE crawl_id = ? AND owner = ?", (moment, crawl_id, owner))
        _reclaim_outrun(conn, crawl_id, moment)
        values = {
            "crawl": crawl_id,
            "now": moment,
            "per_host": per_host,
            "limit": limit,
            "resting_hosts": json.dumps(sorted(resting_hosts)),
            "resting_portals": json.dumps(sorted(resting_portals)),
        }
        chosen = conn.execute(_CHOOSE, values).fetchall()
        conn.executemany(
            """UPDATE frontier SET state = 'claimed', owner = ?, leased_until = ?, attempts = attempts + 1
               WHERE request_id = ?""",
            [(owner, until, row[0]) for row in chosen],
        )
    return [_row(*columns) for columns in chosen]


def renew(conn: sqlite3.Connection, crawl_id: int, owner: str, lease_seconds: float) -> None:
    """What the owner has claimed stays its own for `lease_seconds` from now: a slow host may take long to come to."""
    until = (datetime.now(UTC) + timedelta(seconds=lease_seconds)).strftime(FORMAT)
    conn.execute(
        "UPDATE frontier SET leased_until = ? WHERE crawl_id = ? AND state = 'claimed' AND owner = ?",
        (until, crawl_id, owner),
    )


def done(conn: sqlite3.Connection, crawl_id: int, request_id: int) -> None:
    """The request needs no more asking; write it in the transaction that writes its capture."""
    conn.execute(
        "UPDATE frontier SET state = 'done', owner = NULL, leased_until = NULL WHERE crawl_id = ? AND request_id = ?",
        (crawl_id, request_id),
    )


def release(conn: sqlite3.Connection, crawl_id: int, request_id: int, *, delay_seconds: float = 0.0) -> None:
    """Give a claimed request back, to be asked again no sooner than after the delay."""
    not_before = (datetime.now(UTC) + timedelta(seconds=delay_seconds)).strftime(FORMAT) if delay_seconds > 0 else None
    conn.execute(
        """UPDATE frontier SET state = 'pending', owner = NULL, leased_until = NULL, not_before = ?
           WHERE crawl_id = ? AND request_id = ? AND state = 'claimed'""",
        (not_before, crawl_id, request_id),
    )


def pending(archive: Archive, crawl_id: int, besides: Iterable[str] = ()) -> int:
    """How many requests still wait or are in work, but for those of some portals."""
    row = archive.connection.execute(
        """SELECT count(*) FROM frontier WHERE crawl_id = ? AND state <> 'done'
           AND coalesce(portal_id, '') NOT IN (SELECT value FROM json_each(?))""",
        (crawl_id, json.dumps(sorted(besides))),
    )
    return int(row.fetchone()[0])


def waiting(archive: Archive, crawl_id: int) -> dict[tuple[str | None, str], int]:
    """How many requests wait or are in work, by portal and host."""
    rows = archive.connection.execute(
        """SELECT portal_id, host, count(*) FROM frontier WHERE crawl_id = ? AND state <> 'done'
           GROUP BY portal_id, host""",
        (crawl_id,),
    )
    return {(portal_id, host): number for portal_id, host, number in rows}


def reclaim_all(conn: sqlite3.Connection, crawl_id: int) -> None:
    """Whatever is claimed is pending again; for a crawl that no process is at work on."""
    conn.execute(
        """UPDATE frontier SET state = 'pending', owner = NULL, leased_until = NULL
           WHERE crawl_id = ? AND state = 'claimed'""",
        (crawl_id,),
    )


def _row(
    request_id: int, portal_id: str | None, host: str, url: str, method: str, body: bytes, *rest: Any
) -> FrontierRow:
    kind, priority, context_json, via, attempts = rest
    return FrontierRow(
        request_id, portal_id, host, url, method, body or None, kind, priority, context_json, via, attempts + 1
    )


def _reclaim_outrun(conn: sqlite3.Connection, crawl_id: int, moment: str) -> None:
    """Claims that ran out, or whose process died, are pending again."""
    holders = conn.execute(
        "SELECT DISTINCT owner, leased_until < ? FROM frontier WHERE crawl_id = ? AND state = 'claimed'",
        (moment, crawl_id),
    ).fetchall()
    for holder, outrun in holders:
        if outrun or not owners.is_alive(holder, moment):
            conn.execute(
                """UPDATE frontier SET state = 'pending', owner = NULL
                   WHERE crawl_id = ? AND state = 'claimed' AND owner IS ? AND (leased_until < ?) = ?""",
                (crawl_id, holder, moment, outrun),
            )


# Hosts with something pending are found by skipping through the index, then the first few requests of each.
_CHOOSE = """
WITH RECURSIVE hosts (host) AS (
    SELECT min(host) FROM frontier WHERE crawl_id = :crawl AND state = 'pending'
    UNION ALL
    SELECT (SELECT min(host) FROM frontier WHERE crawl_id = :crawl AND state = 'pending' AND host > hosts.host)
    FROM hosts WHERE hosts.host IS NOT NULL
),
free (host, in_work) AS (
    SELECT h.host,
        (SELECT count(*) FROM frontier c WHERE c.crawl_id = :crawl AND c.host = h.host AND c.state = 'claimed')
    FROM hosts h WHERE h.host IS NOT NULL AND h.host NOT IN (SELECT value FROM json_each(:resting_hosts))
)
SELECT request_id, portal_id, host, url, method, body, kind, priority, context_json, via, attempts
FROM (
    SELECT f.*, free.in_work + row_number() OVER (PARTITION BY f.host ORDER BY f.priority DESC, f.request_id) AS place
    FROM free JOIN frontier f ON f.request_id IN (
        SELECT p.request_id FROM frontier p
        WHERE p.crawl_id = :crawl AND p.host = free.host AND p.state = 'pending' AND coalesce(p.not_before, '') <= :now
            AND coalesce(p.portal_id, '') NOT IN (SELECT value FROM json_each(:resting_portals))
        ORDER BY p.priority DESC, p.request_id LIMIT :per_host
    )
)
WHERE place <= :per_host
ORDER BY place, priority DESC, request_id
LIMIT :limit
"""
