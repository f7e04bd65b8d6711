"""What became of a crawl, portal by portal, told from the archive alone: the same today as in ten years.

Everything is counted in a few statements over the whole crawl, since a crawl of all portals has thousands of them.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from archive import owners, yields
from archive.errors import ArchiveError
from archive.raw.captures import REFUSED
from archive.store import Archive
from archive.yields import Finding

SOUND = frozenset({"ok", "list", "revisit"})
STATES = ("complete", "incomplete", "no_column", "refused", "not_asked")


class UnknownCrawl(ArchiveError):
    """No crawl has that number."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list that was read. `new` where no crawl before met it."""

    url: str
    family: str | None
    declared_total: int | None
    harvested: int
    complete: bool
    reason: str
    new: bool


@dataclass(frozen=True, slots=True)
class HostLine:
    """How a host was asked. `pause` is the longest that was in force, `shortest_gap` what was kept, both in seconds."""

    host: str
    requests: int
    received: int
    pause: float
    shortest_gap: float | None


@dataclass(frozen=True, slots=True)
class RobotsLine:
    """A robots.txt as it was answered. `refused` says why nothing may be asked; empty where something may."""

    url: str
    status: int | None
    refused: str


@dataclass(frozen=True, slots=True)
class PortalReport:
    """A portal in a crawl.

    `state` is one of STATES. `requests` counts recorded fetches, robots.txt too; `received` bytes of bodies as they
    came. `refused` and `missing` count by verdict: what was asked, and what lists name and is not held; `not_asked`
    what lists name and nobody asked for. `waiting` is what an unfinished crawl has still to ask.
    """

    portal_id: str
    name: str
    home: str | None
    state: str
    requests: int
    received: int
    new: int
    unchanged: int
    refused: dict[str, int]
    named: int
    held: int
    missing: dict[str, int]
    not_asked: int
    waiting: int
    lists: tuple[ListLine, ...]
    hosts: tuple[HostLine, ...]
    robots: tuple[RobotsLine, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """`state`: running, interrupted or finished."""

    crawl_id: int
    state: str
    started_at: str
    finished_at: str | None
    reason: str | None
    complete: bool
    years: tuple[int, ...]
    portals: tuple[PortalReport, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for portal in self.portals for finding in portal.findings)

    def in_state(self, state: str) -> int:
        """How many portals are in a state."""
        return sum(portal.state == state for portal in self.portals)


@dataclass(frozen=True, slots=True)
class CrawlLine:
    """A crawl in a few words."""

    crawl_id: int
    state: str
    started_at: str
    finished_at: str | None
    portals: int
    requests: int
    new_payloads: int
    refusals: int
    complete: bool
    reason: str | None


def crawl_lines(archive: Archive) -> list[CrawlLine]:
    """All crawls, the newest first."""
    rows = archive.connection.execute(
        f"""SELECT r.crawl_id, r.owner, r.alive_at, r.started_at, r.finished_at, json_array_length(r.portal_ids),
               c.requests, c.new_payloads,
               (SELECT count(*) FROM capture_log WHERE crawl_id = r.crawl_id AND {REFUSED}), r.complete, r.reason
           FROM crawl_runs r JOIN crawls c ON c.crawl_id = r.crawl_id ORDER BY r.crawl_id DESC"""
    )
    return [_crawl_line(*row) for row in rows]


def crawl_report(archive: Archive, crawl_id: int) -> CrawlReport:
    """Everything that the archive holds of a crawl. Raises UnknownCrawl."""
    conn = archive.connection
    row = conn.execute(
        """SELECT started_at, finished_at, reason, complete, portal_ids, settings, owner, alive_at FROM crawl_runs
           WHERE crawl_id = ?""",
        (crawl_id,),
    ).fetchone()
    if row is None:
        raise UnknownCrawl(f"there is no crawl {crawl_id} in {archive.path}; `gongkai crawls list` shows them")
    started_at, finished_at, reason, complete, portal_ids, settings, owner, alive_at = row
    years = tuple(json.loads(settings).get("years") or ())
    return CrawlReport(
        crawl_id=crawl_id,
        state=_state(finished_at, owner, alive_at),
        started_at=started_at,
        finished_at=finished_at,
        reason=reason,
        complete=bool(complete),
        years=years,
        portals=_Portals(conn, crawl_id, years).reports(sorted(json.loads(portal_ids))),
    )


def _crawl_line(
    crawl_id: int, owner: str | None, alive_at: str | None, started_at: str, finished_at: str | None, *counts: Any
) -> CrawlLine:
    portals, requests, new_payloads, refusals, complete, reason = counts
    return CrawlLine(
        crawl_id=crawl_id,
        state=_state(finished_at, owner, alive_at),
        started_at=started_at,
        finished_at=finished_at,
        portals=portals,
        requests=requests,
        new_payloads=new_payloads,
        refusals=refusals,
        complete=bool(complete),
        reason=reason,
    )


def _state(finished_at: str | None, owner: str | None, alive_at: str | None) -> str:
    if finished_at is not None:
        return "finished"
    return "running" if owners.is_alive(owner, alive_at) else "interrupted"


class _Portals:
    """What each portal of a crawl brought, counted for all of them at once.

    Of a crawl that asked for the reports on some `years`, lists name others that were not to be asked for.
    """

    def __init__(self, conn: sqlite3.Connection, crawl_id: int, years: Collection[int]) -> None:
        self._conn = conn
        self._years = years
        self._crawl = {"crawl": crawl_id}
        self._entries = {row[0]: row[1:] for row in conn.execute("SELECT portal_id, name, home FROM portal_entries")}
        self._verdicts = self._counts(_VERDICTS)
        self._robots_asked = dict(self._rows(_ROBOTS_ASKED))
        self._named = self._counts(_NAMED)
        self._waiting = dict(self._rows(_WAITING))
        self._new = dict(self._rows(_NEW))
        self._lists = self._grouped(_LISTS)
        self._hosts = self._grouped(_HOSTS)
        self._robots = self._grouped(_ROBOTS)
        self._findings: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in yields.findings(conn, crawl_id):
            self._findings[finding.portal_id].append(finding)

    def reports(self, portal_ids: Iterable[str]) -> tuple[PortalReport, ...]:
        return tuple(self._report(portal_id) for portal_id in portal_ids)

    def _report(self, portal_id: str) -> PortalReport:
        name, home = self._entries.get(portal_id, (portal_id, None))
        verdicts, named = self._verdicts[portal_id], dict(self._named[portal_id])
        lists = tuple(
            ListLine(url, family, declared, harvested, bool(complete), reason or "", bool(new))
            for url, family, declared, harvested, complete, reason, new in self._lists[portal_id]
        )
        hosts = tuple(HostLine(*host) for host in self._hosts[portal_id])
        not_asked = named.pop(None, 0)
        missing = {verdict: number for verdict, number in named.items() if verdict not in SOUND}
        waiting = self._waiting.get(portal_id, 0)
        return PortalReport(
            portal_id=portal_id,
            name=name,
            home=home,
            state=_portal_state(verdicts, lists, has_all=not (missing or waiting or (not_asked and not self._years))),
            requests=sum(verdicts.values()) + self._robots_asked.get(portal_id, 0),
            received=sum(host.received for host in hosts),
            new=self._new.get(portal_id, 0),
            unchanged=verdicts.get("revisit", 0),
            refused={str(verdict): number for verdict, number in verdicts.items() if verdict not in SOUND},
            named=sum(named.values()) + not_asked,
            held=sum(number for verdict, number in named.items() if verdict in SOUND),
            missing={str(verdict): number for verdict, number in missing.items()},
            not_asked=not_asked,
            waiting=waiting,
            lists=lists,
            hosts=hosts,
            robots=tuple(
                RobotsLine(url, status, (error or "it was refused") if verdict not in _ROBOTS_SOUND else "")
                for url, status, verdict, error in self._robots[portal_id]
            ),
            findings=tuple(self._findings[portal_id]),
        )

    def _rows(self, sql: str) -> list[tuple[str, int]]:
        return self._conn.execute(sql, self._crawl).fetchall()

    def _counts(self, sql: str) -> defaultdict[str, dict[str | None, int]]:
        counted: defaultdict[str, dict[str | None, int]] = defaultdict(dict)
        for portal_id, verdict, number in self._conn.execute(sql, self._crawl):
            counted[portal_id][verdict] = number
        return counted

    def _grouped(self, sql: str) -> defaultdict[str, list[tuple[Any, ...]]]:
        grouped: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for portal_id, *columns in self._conn.execute(sql, self._crawl):
            grouped[portal_id].append(tuple(columns))
        return grouped


def _portal_state(verdicts: dict[str | None, int], lists: tuple[ListLine, ...], *, has_all: bool) -> str:
    if not verdicts:
        return "not_asked"
    if not SOUND & verdicts.keys():
        return "refused"
    if not lists:
        return "no_column"
    return "complete" if all(one.complete for one in lists) and has_all else "incomplete"


_ROBOTS_SOUND = SOUND | {"not_found"}
_VERDICTS = """
SELECT portal_id, verdict, count(*) FROM capture_log WHERE crawl_id = :crawl AND url NOT LIKE '%/robots.txt'
GROUP BY portal_id, verdict ORDER BY portal_id, count(*) DESC, verdict
"""
_ROBOTS_ASKED = """
SELECT portal_id, count(*) FROM capture_log WHERE crawl_id = :crawl AND url LIKE '%/robots.txt' GROUP BY portal_id
"""
_NEW = "SELECT portal_id, sum(new_payload) FROM capture_log WHERE crawl_id = :crawl GROUP BY portal_id"
# Each address that a list names by the last that was known of it when the crawl ended; NULL: it was never asked for.
_NAMED = """
WITH named AS (
    SELECT DISTINCT l.portal_id, i.url FROM list_readings l JOIN list_items i ON i.items_digest = l.items_digest
    WHERE l.crawl_id = :crawl
), until AS (SELECT max(capture_id) AS last FROM capture_log WHERE crawl_id = :crawl)
SELECT portal_id, (
    SELECT c.verdict FROM capture_log c WHERE c.url = named.url AND c.capture_id <= until.last
    ORDER BY c.fetched_at DESC, c.capture_id DESC LIMIT 1
) AS verdict, count(*)
FROM named, until GROUP BY portal_id, verdict ORDER BY portal_id, count(*) DESC, verdict
"""
_WAITING = """
SELECT portal_id, count(*) FROM frontier WHERE crawl_id = :crawl AND state <> 'done' GROUP BY portal_id
"""
_LISTS = """
SELECT portal_id, url, family, declared_total, harvested, complete, reason, NOT EXISTS (
    SELECT 1 FROM list_readings e WHERE e.url = l.url AND e.crawl_id < l.crawl_id
)
FROM list_readings l WHERE crawl_id = :crawl ORDER BY portal_id, url
"""
_HOSTS = """
SELECT portal_id, host, count(*), coalesce(sum(received), 0), max(max(host_pause, address_pause)), min(gap)
FROM (
    SELECT portal_id, host, received, host_pause, address_pause,
        round((julianday(asked_at) - julianday(lag(asked_at) OVER (PARTITION BY host ORDER BY asked_at))) * 86400, 2)
        AS gap
    FROM request_log WHERE crawl_id = :crawl
)
GROUP BY portal_id, host ORDER BY portal_id, host
"""
_ROBOTS = """
SELECT portal_id, url, status, verdict, error FROM capture_log
WHERE crawl_id = :crawl AND url LIKE '%/robots.txt' ORDER BY portal_id, url, capture_id
"""
