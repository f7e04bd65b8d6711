"""What is held of an address: the earlier captures of it whose bytes are in the archive."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from archive.raw import withdrawals

SOUND_OR_REVISIT = "verdict IN ('ok', 'list', 'revisit')"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request for a URL can say, and what a 304 would confirm."""

    capture_id: int
    etag: str | None
    last_modified: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Held:
    """An earlier capture of the same URL whose bytes are held; `root` is the one that brought them."""

    capture_id: int
    root: int
    root_verdict: str
    sha256: str
    etag: str | None
    last_modified: str | None
    document_id: int | None


def newest(
    conn: sqlite3.Connection, url: str, condition: str = SOUND_OR_REVISIT, values: tuple[object, ...] = ()
) -> Held | None:
    """The last capture of an address for which a condition in SQL holds: by default any that was sound."""
    row = conn.execute(
        f"""SELECT capture_id, coalesce(revisit_of, capture_id), sha256, etag, last_modified, document_id
            FROM capture_log WHERE url = ? AND sha256 IS NOT NULL AND {condition}
            ORDER BY fetched_at DESC, capture_id DESC LIMIT 1""",
        (url, *values),
    ).fetchone()
    if row is None:
        return None
    capture_id, root, sha256, etag, last_modified, document_id = row
    root_verdict = conn.execute("SELECT verdict FROM capture_log WHERE capture_id = ?", (root,)).fetchone()[0]
    return Held(capture_id, root, root_verdict, sha256, etag, last_modified, document_id)


def validators(conn: sqlite3.Connection, url: str) -> Validators | None:
    """What to ask the next request for this URL with; None where nothing sound is held, or it was withdrawn.

    A 304 would confirm bytes that are gone, and with them a list of reports, which nobody could read then.
    """
    held = newest(conn, url)
    if held is None or withdrawals.tombstone(conn, held.sha256) is not None:
        return None
    return Validators(held.capture_id, held.etag, held.last_modified, held.sha256)


def validators_of(conn: sqlite3.Connection, urls: Iterable[str]) -> dict[str, Validators]:
    """The same for many URLs at once, in one statement; URLs without any are left out."""
    rows = conn.execute(
        f"""SELECT c.url, c.capture_id, c.etag, c.last_modified, c.sha256 FROM json_each(?) u
           JOIN capture_log c ON c.capture_id = (
               SELECT capture_id FROM capture_log
               WHERE url = u.value AND sha256 IS NOT NULL AND {SOUND_OR_REVISIT}
               ORDER BY fetched_at DESC, capture_id DESC LIMIT 1
           ) WHERE NOT EXISTS (SELECT 1 FROM withdrawn_payloads w WHERE w.sha256 = c.sha256)""",
        (json.dumps(sorted(set(urls))),),
    )
    return {url: Validators(*found) for url, *found in rows}
