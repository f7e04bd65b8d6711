"""Joins withdrawals: what was removed in either archive is removed in the merged one, and kept out of it."""

import sqlite3

from archive import withdraw
from archive.parsed import stood
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
