"""The exact bytes that portals sent, each stored once under its SHA-256.

This module alone knows where and how bytes lie: a Zstandard frame in the table `payloads`. A row whose
bytes are NULL is a payload that was withdrawn: its digest and size are remembered, its bytes are gone.
"""

import hashlib
import sqlite3

from archive.errors import ArchiveDamaged, ArchiveError
from archive.packing import PackingError, pack, unpack


class PayloadMissing(ArchiveError):
    """No bytes are held for a digest."""


class PayloadDamaged(ArchiveDamaged):
    """What is stored under a digest is not what was put there."""


def put(conn: sqlite3.Connection, body: bytes, media_type: str | None) -> tuple[str, bool]:
    """The payload's SHA-256 in hexadecimal, and whether it was new. `media_type` is kept with a new one."""
    sha256 = hashlib.sha256(body).hexdigest()
    if conn.execute("SELECT 1 FROM payloads WHERE sha256 = ?", (sha256,)).fetchone():
        return sha256, False
    conn.execute(
        "INSERT INTO payloads (sha256, size, media_type, stored) VALUES (?, ?, ?, ?)",
        (sha256, len(body), media_type, pack(body)),
    )
    return sha256, True


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
