"""What a crawl brought of each portal against what the same portal brought before; a fall is a finding.

A crawl can go through without an error and still bring less than it should: a column that moved, a list that was cut
short, a portal that now sends something else. A portal is compared with itself alone, so one without history has no
finding, and neither has a crawl that is not finished.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_FELL = 0.9  # of last year's number of reports: a few bodies are merged each year
_FEWEST = 5  # documents; a share of fewer says little
_FAILING = 0.2  # of the new documents; below this a share is no trouble
_MORE_FAILING = 3.0  # times the portal's own share before
_DUE = (4, 1)  # month and day from which on last year's reports must be out: the law says by 31 March


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is a code; `url` the list that it is about, if any; `now` and `before` the figures that differ."""

    portal_id: str
    kind: str
    sentence: str
    url: str | None = None
    now: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class _List:
    declared: int | None
    harvested: int
    complete: bool


def findings(conn: sqlite3.Connection, crawl_id: int) -> tuple[Finding, ...]:
    """What is wrong with the yield of a crawl, portal by portal; empty where the crawl is not finished."""
    row = conn.execute(
        "SELECT started_at, portal_ids, settings FROM crawl_runs WHERE crawl_id = ? AND finished_at IS NOT NULL "
        "AND coalesce(reason, '') NOT LIKE 'abandoned%'",
        (crawl_id,),
    ).fetchone()
    if row is None:
        return ()
    started_at, portal_ids, settings = row
    years = json.loads(settings).get("years") or []
    # Once for all portals, of which there may be thousands: SQLite looks at every capture of the crawl.
    last = conn.execute("SELECT max(capture_id) FROM capture_log WHERE crawl_id = ?", (crawl_id,)).fetchone()[0]
    return tuple(
        finding
        for portal_id in sorted(json.loads(portal_ids))
        for finding in _of_portal(conn, crawl_id, portal_id, started_at, years, last)
    )


def _of_portal(
    conn: sqlite3.Connection, crawl_id: int, portal_id: str, started_at: str, years: list[int], last: int | None
) -> Iterator[Finding]:
    asked, sound = _answers(conn, portal_id, crawl_id)
    earlier = _last_answered(conn, portal_id, crawl_id)
    if asked and not sound:
        if earlier is not None:
            _, sound_before = _answers(conn, portal_id, earlier)
            words = f"all {asked} requests were refused; in crawl {earlier}, {sound_before} were answered"
            yield Finding(portal_id, "all_refused", words, now=0, before=sound_before)
        return
    yield from _of_lists(conn, crawl_id, portal_id)
    if earlier is not None and last is not None and not _has_unread(conn, portal_id, last):
        yield from _fewer_than_last_year(conn, portal_id, started_at, years, last)
        yield from _failing_readings(conn, crawl_id, portal_id)


def _answers(conn: sqlite3.Connection, portal_id: str, crawl_id: int) -> tuple[int, int]:
    """How many requests of the portal, robots.txt left out, and how many of them brought a page."""
    asked, sound = conn.execute(
        """SELECT count(*), count(*) FILTER (WHERE verdict IN ('ok', 'list', 'revisit')) FROM capture_log
           WHERE portal_id = ? AND crawl_id = ? AND url NOT LIKE '%/robots.txt'""",
        (portal_id, crawl_id),
    ).fetchone()
    return int(asked), int(sound)


def _last_answered(conn: sqlite3.Connection, portal_id: str, crawl_id: int) -> int | None:
    """The last crawl before this one in which the portal gave a page."""
    row = conn.execute(
        """SELECT crawl_id FROM capture_log
           WHERE portal_id = ? AND crawl_id < ? AND verdict IN ('ok', 'list', 'revisit')
           AND url NOT LIKE '%/robots.txt' ORDER BY crawl_id DESC LIMIT 1""",
        (portal_id, crawl_id),
    ).fetchone()
    return None if row is None else int(row[0])


# --- lists -------------------------------------------------------------------------------------------


def _of_lists(conn: sqlite3.Connection, crawl_id: int, portal_id: str) -> Iterator[Finding]:
    now = _lists(conn, crawl_id, portal_id)
    earlier = _earlier_crawl(conn, crawl_id, portal_id)
    before = _lists(conn, earlier, portal_id) if earlier is not None else {}
    held_before = sum(one.harvested for one in before.values())
    if held_before and not any(one.harvested for one in now.values()):
        words = f"no list holds any report; in crawl {earlier}, {len(before)} lists held {held_before}"
        yield Finding(portal_id, "nothing_found", words, now=0, before=held_before)
        return
    for url in sorted(before.keys() - now.keys()):
        number = before[url].harvested
        if number:
            words = f"the list was not met any more; in crawl {earlier} it held {number}"
            yield Finding(portal_id, "list_gone", words, url, 0, number)
    for url in sorted(now):
        then = _earlier_reading(conn, crawl_id, url)
        if then is not None:
            yield from _of_list(portal_id, url, now[url], then)


def _of_list(portal_id: str, url: str, now: _List, before: _List) -> Iterator[Finding]:
    if now.declared is not None and before.declared is not None and now.declared < before.declared:
        words = f"the list declares {now.declared} reports; before, it declared {before.declared}"
        yield Finding(portal_id, "declared_dropped", words, url, now.declared, before.declared)
    elif now.harvested < before.harvested:
        words = f"the list gave {now.harvested} reports; before, it gave {before.harvested}"
        yield Finding(portal_id, "fewer_listed", words, url, now.harvested, before.harvested)
    if before.complete and not now.complete:
        words = f"the list is no longer complete: {now.harvested} reports; before, all {before.harvested} were read"
        yield Finding(portal_id, "no_longer_complete", words, url, now.harvested, before.harvested)


def _earlier_crawl(conn: sqlite3.Connection, crawl_id: int, portal_id: str) -> int | None:
    """The last crawl before this one that was finished and in which the portal had a list."""
    row = conn.execute(
        """SELECT max(l.crawl_id) FROM list_readings l JOIN crawl_runs r ON r.crawl_id = l.crawl_id
           WHERE l.portal_id = ? AND l.crawl_id < ? AND l.harvested > 0
           AND r.finished_at IS NOT NULL AND coalesce(r.reason, '') NOT LIKE 'abandoned%'""",
        (portal_id, crawl_id),
    ).fetchone()
    crawl: int | None = row[0]
    return crawl


def _lists(conn: sqlite3.Connection, crawl_id: int, portal_id: str) -> dict[str, _List]:
    rows = conn.execute(
        "SELECT url, declared_total, harvested, complete FROM list_readings WHERE crawl_id = ? AND portal_id = ?",
        (crawl_id, portal_id),
    )
    return {url: _List(declared, harvested, bool(complete)) for url, declared, harvested, complete in rows}


def _earlier_reading(conn: sqlite3.Connection, crawl_id: int, url: str) -> _List | None:
    row = conn.execute(
        """SELECT declared_total, harvested, complete FROM list_readings WHERE url = ? AND crawl_id < ?
           ORDER BY crawl_id DESC LIMIT 1""",
        (url, crawl_id),
    ).fetchone()
    return None if row is None else _List(row[0], row[1], bool(row[2]))


# --- reports and readings ----------------------------------------------------------------------------


def _has_unread(conn: sqlite3.Connection, portal_id: str, last: int) -> bool:
    """Whether a document of the portal waits to be read: then years and readings tell nothing yet."""
    row = conn.execute(
        "SELECT 1 FROM documents WHERE current_parse_id IS NULL AND portal_id = ? AND first_capture_id <= ? LIMIT 1",
        (portal_id, last),
    )
    return row.fetchone() is not None


def _fewer_than_last_year(
    conn: sqlite3.Connection, portal_id: str, started_at: str, years: list[int], last: int
) -> Iterator[Finding]:
    begun = date.fromisoformat(started_at[:10])
    year = begun.year - 1
    if (begun.month, begun.day) < _DUE or (years and not {year, year - 1} <= set(years)):
        return
    held = dict(
        conn.execute(
            """SELECT h.year, count(DISTINCT h.report_id) FROM documents d JOIN report_heads h USING (report_id)
               WHERE d.portal_id = ? AND d.first_capture_id <= ? AND h.year IN (?, ?) GROUP BY h.year""",
            (portal_id, last, year, year - 1),
        ).fetchall()
    )
    now, before = held.get(year, 0), held.get(year - 1, 0)
    if now < before * _FELL:
        words = (
            f"{now} reports for {year} are held, which were due by 31 March {year + 1}; for {year - 1} it is {before}"
        )
        yield Finding(portal_id, "fewer_than_last_year", words, now=now, before=before)


def _failing_readings(conn: sqlite3.Connection, crawl_id: int, portal_id: str) -> Iterator[Finding]:
    new, failed = _outcomes(conn, portal_id, "=", crawl_id)
    old, failed_before = _outcomes(conn, portal_id, "<", crawl_id)
    if new < _FEWEST or old < _FEWEST:
        return
    share, share_before = failed / new, failed_before / old
    if share >= _FAILING and share >= _MORE_FAILING * share_before:
        words = f"{failed} of {new} new documents were not read as reports; before, {failed_before} of {old}"
        yield Finding(portal_id, "readings_failing", words, now=failed, before=failed_before)


def _outcomes(conn: sqlite3.Connection, portal_id: str, comparison: str, crawl_id: int) -> tuple[int, int]:
    """How many documents the portal brought in a crawl, or in those before it, and how many are no readable report."""
    documents, failed = conn.execute(
        f"""SELECT count(*), count(*) FILTER (WHERE r.outcome <> 'report')
            FROM documents d JOIN capture_log c ON c.capture_id = d.first_capture_id
            JOIN readings r ON r.parse_id = d.current_parse_id
            WHERE d.portal_id = ? AND c.crawl_id {comparison} ?""",
        (portal_id, crawl_id),
    ).fetchone()
    return int(documents), int(failed)
