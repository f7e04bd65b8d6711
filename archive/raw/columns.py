"""What is remembered of a portal's columns of annual reports, so that they need not be looked for again."""

import sqlite3
from dataclasses import dataclass

from archive.moments import now

STATES = ("column", "report", "other", "lost")


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A page that was looked at as a column. `state`: column, report (it is one report itself),
    other (it is neither), lost (it was a column).

    `evidence` says which link led there and what the page says of itself; `requests` is what finding the portal's
    columns had cost by then. Times are set by the archive. `lost_because` also says how a column changed.
    """

    portal_id: str
    url: str
    state: str
    evidence: str
    family: str | None = None
    requests: int = 0
    lost_because: str | None = None
    found_at: str = ""
    seen_at: str = ""
    lost_at: str | None = None


def remember(conn: sqlite3.Connection, crawl_id: int, column: KnownColumn) -> None:
    """Write what a page was found to be. A column seen again keeps how and when it was found.

    One that is lost keeps its family and evidence, and says since when and why. Raises ValueError for a state that
    is none.
    """
    if column.state not in STATES:
        raise ValueError(f"{column.state!r} is no state of a column")
    moment = now()
    lost_at = moment if column.lost_because else None
    conn.execute(
        """INSERT INTO known_columns (portal_id, url, state, family, evidence, requests, crawl_id, found_at, seen_at,
               lost_at, lost_because)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (portal_id, url) DO UPDATE
           SET state = excluded.state,
               family = coalesce(excluded.family, family),
               seen_at = CASE excluded.state WHEN 'lost' THEN seen_at ELSE excluded.seen_at END,
               evidence = CASE WHEN state = excluded.state OR excluded.state = 'lost' THEN evidence
                               ELSE excluded.evidence END,
               lost_at = coalesce(excluded.lost_at, lost_at),
               lost_because = coalesce(excluded.lost_because, lost_because)""",
        (column.portal_id, column.url, column.state, column.family, column.evidence, column.requests, crawl_id, moment,
         moment, lost_at, column.lost_because),
    )  # fmt: skip


def known(conn: sqlite3.Connection, portal_id: str) -> list[KnownColumn]:
    """All that is remembered of a portal, in the order in which it was found."""
    rows = conn.execute(
        """SELECT portal_id, url, state, evidence, family, requests, lost_because, found_at, seen_at, lost_at
           FROM known_columns WHERE portal_id = ? ORDER BY found_at, crawl_id, url""",
        (portal_id,),
    )
    return [KnownColumn(*row) for row in rows]
