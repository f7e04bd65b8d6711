"""What a crawl has asked and got so far, counted from the archive: it holds for a crawl of several processes too."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.raw.captures import REFUSED
from crawler.covers import LEFT_OUT
from crawler.errands import DISCOVERY, DOCUMENTS
from crawler.items import Item

NOT_DUE = "not_due"  # stands among the verdicts where a document was not asked for again


@dataclass(frozen=True, slots=True)
class ListAccount:
    """A list that was read. `declared_total` None where the list declares nothing."""

    portal_id: str
    url: str
    family: str | None
    declared_total: int | None
    harvested: int
    complete: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A request and what became of it. `status` None where no answer came."""

    url: str
    verdict: str
    status: int | None


def asked(conn: sqlite3.Connection, crawl_id: int) -> tuple[AskedPage, ...]:
    """Everything that a crawl asked, in the order of the answers, robots.txt too."""
    rows = conn.execute("SELECT url, verdict, status FROM captures WHERE crawl_id = ? ORDER BY capture_id", (crawl_id,))
    return tuple(AskedPage(*row) for row in rows)


def planned_discovery(conn: sqlite3.Connection, crawl_id: int) -> dict[str, int]:
    """How many requests each portal has had, or will have, to find its columns."""
    rows = conn.execute(
        f"""SELECT portal_id, count(*) FROM frontier WHERE crawl_id = ? AND kind IN ({_texts(DISCOVERY)})
            GROUP BY portal_id""",
        (crawl_id,),
    )
    return dict(rows.fetchall())


def portals_looked_through(conn: sqlite3.Connection, crawl_id: int) -> set[str]:
    """The portals whose columns are being looked for from their home pages."""
    rows = conn.execute("SELECT DISTINCT portal_id FROM frontier WHERE crawl_id = ? AND kind = 'home'", (crawl_id,))
    return {portal_id for (portal_id,) in rows}


def lists(conn: sqlite3.Connection, crawl_id: int) -> tuple[ListAccount, ...]:
    rows = conn.execute(
        """SELECT portal_id, url, family, declared_total, harvested, complete, reason FROM listings
           WHERE crawl_id = ? ORDER BY portal_id, url""",
        (crawl_id,),
    )
    return tuple(
        ListAccount(portal_id, url, family, declared, harvested, bool(complete), reason or "")
        for portal_id, url, family, declared, harvested, complete, reason in rows
    )


def refusals(conn: sqlite3.Connection, crawl_id: int) -> dict[str, int]:
    """Refused requests by verdict, robots.txt itself left out."""
    rows = conn.execute(
        f"""SELECT verdict, count(*) FROM captures WHERE crawl_id = ? AND {REFUSED}
           GROUP BY verdict ORDER BY count(*) DESC, verdict""",
        (crawl_id,),
    )
    return dict(rows.fetchall())


def by_kind(conn: sqlite3.Connection, crawl_id: int) -> dict[str, dict[str, int]]:
    """For each kind of request, how the last answer to each was judged. Only while the crawl is open.

    A document that is as it was counts as `ok`, one that is held and was not asked for again as `not_due`.
    """
    counted: dict[str, dict[str, int]] = {}
    # The + keeps SQLite to the index by address: by crawl it would go through the whole crawl for every request.
    rows = conn.execute(
        """SELECT f.kind, CASE WHEN c.verdict = 'revisit' AND c.document_id IS NOT NULL THEN 'ok' ELSE c.verdict END
               AS judged, count(*) FROM frontier f
           JOIN capture_log c ON c.capture_id = (
               SELECT max(capture_id) FROM capture_log WHERE url = f.url AND +crawl_id = f.crawl_id)
           WHERE f.crawl_id = ? AND f.state = 'done' GROUP BY f.kind, judged""",
        (crawl_id,),
    )
    for kind, verdict, number in rows:
        counted.setdefault(kind, {})[verdict] = number
    rows = conn.execute(
        """SELECT kind, count(*) FROM frontier WHERE crawl_id = ? AND state = 'done' AND attempts = 0 GROUP BY kind""",
        (crawl_id,),
    )
    for kind, number in rows:
        counted.setdefault(kind, {})[NOT_DUE] = number
    return counted


def documents(kinds: dict[str, dict[str, int]]) -> tuple[int, dict[str, int]]:
    """Of what lists and articles named: how many are held, and how many are not, by verdict."""
    held = 0
    missing: dict[str, int] = {}
    for kind, verdicts in kinds.items():
        for verdict, number in verdicts.items():
            if verdict in {"ok", NOT_DUE}:
                held += number
            elif kind in DOCUMENTS and verdict not in {"list", "revisit"}:  # these led on to the document
                missing[verdict] = missing.get(verdict, 0) + number
    return held, missing


def never_asked(conn: sqlite3.Connection, crawl_id: int) -> Iterator[tuple[str, Item]]:
    """What the lists of a crawl name and no crawl has ever asked for, with the portal whose list names it."""
    rows = conn.execute(
        """SELECT DISTINCT r.portal_id, i.url, i.title, i.printed_date, i.year_hint FROM list_readings r
           JOIN list_items i ON i.items_digest = r.items_digest
           WHERE r.crawl_id = ? AND NOT EXISTS (SELECT 1 FROM capture_log c WHERE c.url = i.url)
           ORDER BY r.portal_id, i.url""",
        (crawl_id,),
    )
    return ((portal_id, Item(url, title or "", when, year)) for portal_id, url, title, when, year in rows)


def lost_on_the_way(conn: sqlite3.Connection, crawl_id: int) -> Iterator[tuple[str, Item]]:
    """What the lists of a crawl name that was asked for to find columns alone, and is neither a document nor a list."""
    # The cross join keeps SQLite to the few pages that are no documents: from there each item is one look-up.
    rows = conn.execute(
        f"""SELECT DISTINCT f.portal_id, i.url, i.title, i.printed_date, i.year_hint FROM frontier f
           CROSS JOIN list_items i ON i.url = f.url
           WHERE f.crawl_id = :crawl AND f.method = 'GET' AND f.kind NOT IN ({_texts(DOCUMENTS)})
               AND i.items_digest IN (SELECT items_digest FROM list_readings WHERE crawl_id = :crawl)
               AND NOT EXISTS (SELECT 1 FROM capture_log c WHERE c.url = i.url AND c.document_id IS NOT NULL)
               AND NOT EXISTS (SELECT 1 FROM list_readings l WHERE l.crawl_id = :crawl AND l.url = i.url)
           ORDER BY f.portal_id, i.url""",
        {"crawl": crawl_id},
    )
    return ((portal_id, Item(url, title or "", when, year)) for portal_id, url, title, when, year in rows)


def covers_alone(conn: sqlite3.Connection, crawl_id: int) -> dict[str, int]:
    """How many documents of each portal only say where their text is, and lead to nothing that could be asked for.

    What was not asked for again, as it is as it was, counts as well. Only while the crawl is open.
    """
    rows = conn.execute(
        f"""SELECT f.portal_id, count(*) FROM frontier f
            JOIN capture_log c ON c.capture_id = (
                SELECT max(capture_id) FROM capture_log WHERE url = f.url AND document_id IS NOT NULL)
            WHERE f.crawl_id = ? AND f.state = 'done' AND f.kind IN ({_texts(DOCUMENTS)}) AND c.error LIKE ?
            GROUP BY f.portal_id""",
        (crawl_id, f"{LEFT_OUT}%"),
    )
    return dict(rows.fetchall())


def answered_portals(conn: sqlite3.Connection, crawl_id: int) -> set[str]:
    """The portals that sent at least one page."""
    rows: list[Any] = conn.execute(
        """SELECT DISTINCT portal_id FROM captures
           WHERE crawl_id = ? AND verdict IN ('ok', 'list', 'revisit') AND url NOT LIKE '%/robots.txt'""",
        (crawl_id,),
    ).fetchall()
    return {portal_id for (portal_id,) in rows}


def _texts(words: frozenset[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))
