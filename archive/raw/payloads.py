"""The exact bytes that portals sent, each stored once under its SHA-256.

This module alone knows where bytes lie: packed, in the table `payloads`. A row whose
bytes are NULL is a payload that was withdrawn: its digest and size are remembered, its bytes are gone.
"""

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import Self

from archive.errors import ArchiveDamaged, ArchiveError
from archive.packing import PackingError, pack, unpack


class PayloadMissing(ArchiveError):
    """No bytes are held for a digest."""


class PayloadDamaged(ArchiveDamaged):
    """What is stored under a digest is not what was put there."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A payload that is ready to be stored. Made without the archive, so another thread can make it."""

    sha256: str
    size: int
    stored: bytes

    @classmethod
    def of(cls, body: bytes) -> Self:
        return cls(hashlib.sha256(body).hexdigest(), len(body), pack(body))


def put(
    conn: sqlite3.Connection, body: bytes, media_type: str | None, packed: Packed | None = None
) -> tuple[str, bool]:
    """The payload's SHA-256 in hexadecimal, and whether it was new. `media_type` is kept with a new one.

    `packed` is the same body, packed before.
    """
    sha256 = packed.sha256 if packed else hashlib.sha256(body).hexdigest()
    if is_known(conn, sha256):
        return sha256, False
    conn.execute(
        "INSERT INTO payloads (sha256, size, media_type, stored) VALUES (?, ?, ?, ?)",
        (sha256, len(body), media_type, packed.stored if packed else pack(body)),
    )
    return sha256, True


def is_known(conn: sqlite3.Connection, sha256: str) -> bool:
    """Whether a payload of that digest was put there before, withdrawn or not."""
    return conn.execute("SELECT 1 FROM payloads WHERE sha256 = ?", (sha256,)).fetchone() is not None


def size(conn: sqlite3.Connection, sha256: str) -> int:
    """The length of a payload in bytes. Raises PayloadMissing."""
    row = conn.execute("SELECT size FROM payloads WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise PayloadMissing(f"no payload {sha256} is held")
    return int(row[0])


def mend(conn: sqlite3.Connection, body: bytes) -> None:
    """Put the bytes of a payload back where what is stored of them is damaged."""
    conn.execute(
        "UPDATE payloads SET stored = ? WHERE sha256 = ? AND stored IS NOT NULL",
        (pack(body), hashlib.sha256(body).hexdigest()),
    )


def get(conn: sqlite3.Connection, sha256: str) -> bytes:
    """The bytes with that digest, proven. Raises PayloadMissing or PayloadDamaged."""
    row = conn.execute("SELECT stored FROM payloads WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or row[0] is None:
        raise PayloadMissing(f"no payload {sha256} is held")
    return proven(sha256, row[0])


def proven(sha256: str, stored: bytes) -> bytes:
    """The bytes in a stored frame. Raises PayloadDamaged unless they have the digest."""
    try:
        body = unpack(stored)
    except PackingError as error:
        raise PayloadDamaged(f"payload {sha256} is damaged: {error}") from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise PayloadDamaged(f"payload {sha256} is damaged: its bytes have another digest")
    return body
