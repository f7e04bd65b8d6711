"""Payloads that were removed by law or on request: what is remembered of them, and that it holds for ever."""

import hashlib
import sqlite3
from dataclasses import dataclass, replace

from archive.raw.chrome import same_but_for_chrome, without_chrome
from parsers.documents.decode import decode


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of a payload; `withdrawn_at` is UTC, ISO 8601. `core_sha256`: see `core_of`."""

    sha256: str
    reason: str
    withdrawn_at: str
    core_sha256: str | None = None

    @property
    def rank(self) -> tuple[str, str]:
        """Of two for one payload the smaller stands."""
        return self.withdrawn_at, self.reason

    @property
    def note(self) -> str:
        """What a later capture of the same bytes says."""
        return f"the payload was withdrawn on {self.withdrawn_at} ({self.reason}): its bytes are not kept"


def tombstone(conn: sqlite3.Connection, sha256: str | None) -> Tombstone | None:
    """What is remembered of a withdrawn payload; None where it was not withdrawn."""
    row = conn.execute(
        "SELECT sha256, reason, withdrawn_at, core_sha256 FROM withdrawn_payloads WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return None if row is None else Tombstone(*row)


def remember(conn: sqlite3.Connection, stone: Tombstone) -> None:
    """Write a tombstone beside the payload's row, and take the bytes away.

    Of two tombstones for one payload the earlier stands, whichever comes first.
    """
    known = tombstone(conn, stone.sha256)
    if known is not None:
        first = min(known, stone, key=lambda one: one.rank)
        stone = replace(first, core_sha256=known.core_sha256 or stone.core_sha256)
    conn.execute(
        "INSERT OR REPLACE INTO withdrawn_payloads (sha256, reason, withdrawn_at, core_sha256) VALUES (?, ?, ?, ?)",
        (stone.sha256, stone.reason, stone.withdrawn_at, stone.core_sha256),
    )
    conn.execute("UPDATE payloads SET stored = NULL WHERE sha256 = ?", (stone.sha256,))


def core_of(body: bytes, charset: str | None) -> str | None:
    """The digest of a page's text without counters and clocks; None for what is no page, or too large to compare."""
    if not same_but_for_chrome(body, body, charset):
        return None
    return hashlib.sha256(without_chrome(decode(body, charset).text).encode("utf-8", "surrogatepass")).hexdigest()


def is_known_by_its_core(conn: sqlite3.Connection, sha256: str, body: bytes, charset: str | None) -> bool:
    """Whether the bytes are those of a withdrawn payload but for counters and clocks."""
    withdrawn = tombstone(conn, sha256)
    if withdrawn is None or withdrawn.core_sha256 is None:
        return False
    return withdrawn.core_sha256 == core_of(body, charset)
