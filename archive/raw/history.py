"""What earlier crawls say of an address: when it was asked, when it last changed, what its list held."""

import sqlite3
from dataclasses import dataclass

from archive.raw.crawls import ListItem


@dataclass(frozen=True, slots=True)
class Checks:
    """`last` is when an address was last seen to be sound, `changed` when it last had other bytes than before."""

    last: str
    changed: str


def checks(conn: sqlite3.Connection, url: str) -> Checks | None:
    """When a document was looked at; None where the last answer was a refusal, or none is held."""
    row = conn.execute(
        "SELECT verdict FROM capture_log WHERE url = ? ORDER BY fetched_at DESC, capture_id DESC LIMIT 1", (url,)
    ).fetchone()
    if row is None or row[0] not in {"ok", "revisit"}:
        return None
    last, changed = conn.execute(
        """SELECT max(fetched_at), max(CASE verdict WHEN 'ok' THEN fetched_at END) FROM capture_log
           WHERE url = ? AND verdict IN ('ok', 'revisit')""",
        (url,),
    ).fetchone()
    return Checks(last, changed) if changed else None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was recorded; `sha256` None where no bytes came."""

    crawl_id: int | None
    fetched_at: str
    status: int | None
    sha256: str | None


def newest_answers(conn: sqlite3.Connection, url: str, number: int) -> list[Answered]:
    """The last answers of an address, the newest first, whatever they were judged to be."""
    rows = conn.execute(
        """SELECT crawl_id, fetched_at, status, sha256 FROM capture_log WHERE url = ?
           ORDER BY fetched_at DESC, capture_id DESC LIMIT ?""",
        (url, number),
    )
    return [Answered(*row) for row in rows]


def last_sound(conn: sqlite3.Connection, url: str) -> str | None:
    """When an address last gave a page; None where it never did."""
    row = conn.execute(
        "SELECT max(fetched_at) FROM capture_log WHERE url = ? AND verdict IN ('ok', 'list', 'revisit')", (url,)
    )
    moment: str | None = row.fetchone()[0]
    return moment


@dataclass(frozen=True, slots=True)
class EarlierList:
    """What a list held when it was last known to be complete. `list_id` is the reading in full that it rests on."""

    list_id: int
    read_at: str
    declared_total: int | None
    items: tuple[ListItem, ...]
    family: str | None = None


def earlier_list(conn: sqlite3.Connection, url: str, family: str, *, before_crawl: int) -> EarlierList | None:
    """The last complete reading of a list by the same family, in a crawl before this one.

    `read_at` is when the list was last read in full. None where the last reading of all was not complete.
    """
    row = conn.execute(
        """SELECT list_id, complete, family FROM list_readings WHERE url = ? AND crawl_id < ?
           ORDER BY list_id DESC LIMIT 1""",
        (url, before_crawl),
    ).fetchone()
    return None if row is None or not row[1] or row[2] != family else _list(conn, row[0])


def whole_list(conn: sqlite3.Connection, url: str) -> EarlierList | None:
    """The last complete reading of a list, by whatever family; None where it was never read to its proven end."""
    row = conn.execute("SELECT max(list_id) FROM list_readings WHERE url = ? AND complete", (url,)).fetchone()
    return None if row[0] is None else _list(conn, row[0])


def _list(conn: sqlite3.Connection, list_id: int) -> EarlierList:
    digest, declared, whole, family = conn.execute(
        """SELECT items_digest, declared_total, coalesce(rested_on, list_id), family FROM list_readings
           WHERE list_id = ?""",
        (list_id,),
    ).fetchone()
    read_at = conn.execute("SELECT recorded_at FROM list_readings WHERE list_id = ?", (whole,)).fetchone()[0]
    items = conn.execute(
        "SELECT url, title, printed_date, year_hint FROM list_items WHERE items_digest = ? ORDER BY ordinal", (digest,)
    )
    return EarlierList(whole, read_at, declared, tuple(ListItem(*item) for item in items), family)
