"""Joins withdrawals: what was removed in either archive is removed in the merged one, and kept out of it."""

import sqlite3

from archive import withdraw
from archive.parsed import stood
from archive.raw import withdrawals
from archive.raw.withdrawals import Tombstone, tombstone


def join_tombstones(conn: sqlite3.Connection) -> tuple[int, int]:
    """How many tombstones are new here, and how many payloads were removed for them."""
    new = removed = 0
    rows = conn.execute(
        "SELECT sha256, reason, withdrawn_at, core_sha256 FROM source.withdrawn_payloads ORDER BY sha256"
    )
    for row in rows.fetchall():
        stone = Tombstone(*row)
        known = tombstone(conn, stone.sha256)
        new += known is None
        if known == stone:
            continue
        conn.execute(_PAYLOAD, (stone.sha256,))
        [done] = withdraw.remove(conn, [stone])
        removed += not done.was_withdrawn
    while made := conn.execute(_MADE_THERE).fetchall():
        for sha256, *withdrawn in made:
            conn.execute(_PAYLOAD, (sha256,))
            [done] = withdraw.remove(conn, [withdraw.of_what_was_made(Tombstone(*withdrawn), sha256)])
            removed += not done.was_withdrawn
    stood.join(conn)
    return new, removed


def agree_on_what_was_made(conn: sqlite3.Connection) -> None:
    """Of a payload that was made of several withdrawn ones, the earliest withdrawal is told; after makings are joined.

    Which of them it was withdrawn with first depends on the order of merging.
    """
    while earlier := [stone for stone in _of_sources(conn) if _is_earlier(conn, stone)]:
        for stone in earlier:
            withdrawals.remember(conn, stone)


def _of_sources(conn: sqlite3.Connection) -> list[Tombstone]:
    return [withdraw.of_what_was_made(Tombstone(*source), made) for made, *source in conn.execute(_MADE_AND_WITHDRAWN)]


def _is_earlier(conn: sqlite3.Connection, stone: Tombstone) -> bool:
    known = tombstone(conn, stone.sha256)
    return known is None or stone.rank < known.rank


_PAYLOAD = """
INSERT INTO main.payloads (sha256, size, media_type, stored)
SELECT sha256, size, media_type, NULL FROM source.payloads WHERE sha256 = ?
ON CONFLICT DO NOTHING
"""

# What the other archive has made from payloads that are withdrawn.
_MADE_THERE = """
SELECT v.sha256, min(w.sha256), w.reason, w.withdrawn_at
FROM source.derivations v JOIN main.withdrawn_payloads w ON w.sha256 = v.source_sha256
WHERE v.sha256 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.withdrawn_payloads k WHERE k.sha256 = v.sha256)
GROUP BY v.sha256 ORDER BY v.sha256
"""

_MADE_AND_WITHDRAWN = """
SELECT v.sha256, w.sha256, w.reason, w.withdrawn_at
FROM derivations v JOIN withdrawn_payloads w ON w.sha256 = v.source_sha256
JOIN withdrawn_payloads m ON m.sha256 = v.sha256
"""
