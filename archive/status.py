"""The state of an archive in figures: how large, how fresh, and what wants attention."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive import owners
from archive.parsed.reader import Reader, installed
from archive.raw import crawls
from archive.raw.captures import REFUSALS
from archive.store import Archive


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts, and bytes: of the file with its log, of the payloads as sent, and as stored.

    `derived` of the payloads were made by outside programs from others.
    """

    file_bytes: int
    payload_bytes: int
    stored_bytes: int
    payloads: int
    captures: int
    documents: int
    readings: int
    reports: int
    publishers: int
    derived: int


@dataclass(frozen=True, slots=True)
class CrawlState:
    """The newest crawl. `state`: running, interrupted (it can be gone on with) or finished."""

    crawl_id: int
    state: str
    started_at: str
    finished_at: str | None
    reason: str | None
    complete: bool
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ReaderState:
    """Current readings of one kind by one state of its code, against what is installed.

    `stale`: the installed code is another. `unversioned`: it is another, and says it is the same version.
    """

    reader: str
    reader_version: str
    fingerprint: str
    readings: int
    installed_version: str
    stale: bool
    unversioned: bool


@dataclass(frozen=True, slots=True)
class PortalState:
    """A portal whose last crawl got nothing but refusals; `refusals` counts them by kind."""

    portal_id: str
    name: str
    crawl_id: int
    refusals: dict[str, int]


@dataclass(frozen=True, slots=True)
class Status:
    """`candidate_runs` wait to be promoted; `unfinished_runs` are at work or were interrupted.

    `idle_corrections` counts, by state, those in force that are not applied although their cell may be wrong.
    """

    sizes: Sizes
    newest_crawl: CrawlState | None
    unread: int
    failed: int
    not_reports: int
    readers: tuple[ReaderState, ...]
    failing_portals: tuple[PortalState, ...]
    unfinished_runs: tuple[int, ...]
    candidate_runs: tuple[int, ...]
    idle_corrections: dict[str, int]

    @property
    def stale(self) -> int:
        return sum(reader.readings for reader in self.readers if reader.stale)


def status(archive: Archive, *, reader: Reader | None = None) -> Status:
    """Everything at once; takes about a second for a million readings."""
    outcomes = dict(
        archive.connection.execute(
            """SELECT r.outcome, count(*) FROM documents d JOIN readings r ON r.parse_id = d.current_parse_id
               GROUP BY r.outcome"""
        ).fetchall()
    )
    return Status(
        sizes=_sizes(archive),
        newest_crawl=_newest_crawl(archive),
        unread=_one(archive, "SELECT count(*) FROM documents WHERE current_parse_id IS NULL"),
        failed=outcomes.get("failed", 0),
        not_reports=outcomes.get("not_a_report", 0),
        readers=_readers(archive, reader or installed()),
        failing_portals=_failing_portals(archive),
        unfinished_runs=_runs(archive, "finished_at IS NULL"),
        candidate_runs=_runs(archive, _HOLDS_CANDIDATES),
        idle_corrections=dict(archive.connection.execute(_IDLE_CORRECTIONS).fetchall()),
    )


_HOLDS_CANDIDATES = """kind = 'reparse' AND finished_at IS NOT NULL AND promoted_at IS NULL AND EXISTS (
    SELECT 1 FROM run_readings w WHERE w.run_id = runs.run_id AND w.new_parse_id <> w.old_parse_id)"""


_IDLE_CORRECTIONS = """
SELECT state, count(DISTINCT correction_id) FROM corrections WHERE state IN ('stale', 'replaced') GROUP BY state
"""


def _sizes(archive: Archive) -> Sizes:
    payloads, payload_bytes, stored_bytes = archive.connection.execute(
        "SELECT count(*), coalesce(sum(size), 0), coalesce(sum(length(stored)), 0) FROM payloads"
    ).fetchone()
    files = [Path(f"{archive.path}{suffix}") for suffix in ("", "-wal")]
    return Sizes(
        file_bytes=sum(file.stat().st_size for file in files if file.exists()),
        payload_bytes=payload_bytes,
        stored_bytes=stored_bytes,
        payloads=payloads,
        captures=_one(archive, "SELECT count(*) FROM capture_log"),
        documents=_one(archive, "SELECT count(*) FROM documents"),
        readings=_one(archive, "SELECT count(*) FROM readings"),
        reports=_one(archive, "SELECT count(*) FROM report_heads"),
        publishers=_one(archive, "SELECT count(*) FROM publishers"),
        derived=_one(archive, "SELECT count(DISTINCT sha256) FROM derivations"),
    )


def _newest_crawl(archive: Archive) -> CrawlState | None:
    row = archive.connection.execute(
        """SELECT crawl_id, started_at, finished_at, reason, complete, owner, alive_at FROM crawl_runs
           ORDER BY crawl_id DESC LIMIT 1"""
    ).fetchone()
    if row is None:
        return None
    crawl_id, started_at, finished_at, reason, complete, owner, alive_at = row
    state = "running" if owners.is_alive(owner, alive_at) else "interrupted"
    if finished_at is not None:
        state = "finished"
    counts = crawls.counts(archive, crawl_id)
    return CrawlState(crawl_id, state, started_at, finished_at, reason, bool(complete), counts)


def _readers(archive: Archive, reader: Reader) -> tuple[ReaderState, ...]:
    rows = archive.connection.execute(
        """SELECT u.reader, u.reader_version, u.fingerprint, count(*)
           FROM documents d JOIN readings r ON r.parse_id = d.current_parse_id
           JOIN readers u ON u.reader_id = r.reader_id
           GROUP BY u.reader_id ORDER BY u.reader, u.reader_id"""
    ).fetchall()
    return tuple(_reader_state(reader, *row) for row in rows)


def _reader_state(reader: Reader, kind: str, version: str, fingerprint: str, readings: int) -> ReaderState:
    installed_version = reader.reader_version(kind)
    stale = reader.fingerprint(kind) != fingerprint
    return ReaderState(
        kind, version, fingerprint, readings, installed_version, stale, stale and installed_version == version
    )


def _failing_portals(archive: Archive) -> tuple[PortalState, ...]:
    """Portals of whose last crawl every capture is a refusal."""
    rows = archive.connection.execute(
        """SELECT p.portal_id, p.name, p.last_crawl_id, c.verdict, count(*)
           FROM portal_entries p JOIN capture_log c ON c.crawl_id = p.last_crawl_id AND c.portal_id = p.portal_id
           GROUP BY p.portal_id, c.verdict"""
    ).fetchall()
    by_portal: dict[tuple[str, str, int], dict[str, int]] = {}
    for portal_id, name, crawl_id, verdict, number in rows:
        by_portal.setdefault((portal_id, name, crawl_id), {})[verdict] = number
    return tuple(
        PortalState(*portal, verdicts)
        for portal, verdicts in sorted(by_portal.items())
        if set(verdicts) <= set(REFUSALS)
    )


def _runs(archive: Archive, condition: str) -> tuple[int, ...]:
    rows: list[tuple[Any, ...]] = archive.connection.execute(
        f"SELECT run_id FROM runs WHERE {condition} ORDER BY run_id"
    ).fetchall()
    return tuple(row[0] for row in rows)


def _one(archive: Archive, sql: str) -> int:
    return int(archive.connection.execute(sql).fetchone()[0])
