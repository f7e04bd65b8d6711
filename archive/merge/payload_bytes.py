"""Brings the bytes of another archive, a few payloads or bodies at a time, each proven by its digest.

They are the bulk of an archive. Without the rows that name them they change nothing that users see, so they can come
in many small transactions before the one that joins all rows, and stay where a merge is cut off.
"""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from archive.parsed import bodies
from archive.raw import payloads
from archive.store import Archive

CHUNK = 64

Progress = Callable[[int, int, str], None]
Transaction = Callable[[], AbstractContextManager[object]]


@dataclass(slots=True)
class Brought:
    """What came, and what was found damaged in the other archive.

    A damaged payload is taken as it is, where none is held, for its captures need it; `healed` were damaged here and
    are sound there. A damaged body is not taken: its document is read anew by the next parse.
    """

    payloads: int = 0
    bodies: int = 0
    healed: int = 0
    damaged: list[str] = field(default_factory=list)


def bring(archive: Archive, tell: Progress) -> Brought:
    """In transactions of its own, so that other writers have their turn."""
    brought = Brought()
    _bring_payloads(archive.connection, brought, archive.write, tell)
    _heal_payloads(archive.connection, brought, archive.write)
    _bring_bodies(archive.connection, brought, archive.write, tell)
    return brought


def bring_the_rest(conn: sqlite3.Connection, brought: Brought) -> None:
    """What came to be in the other archive meanwhile, within a transaction of the caller's."""
    _bring_payloads(conn, brought, nullcontext, _say_nothing)
    _bring_bodies(conn, brought, nullcontext, _say_nothing)


def _say_nothing(_done: int, _total: int, _what: str) -> None:
    pass


def _bring_payloads(conn: sqlite3.Connection, brought: Brought, transaction: Transaction, tell: Progress) -> None:
    total = conn.execute("SELECT count(*) FROM source.payloads").fetchone()[0]
    after = ""
    while names := conn.execute(_PAYLOADS, {"after": after, "limit": CHUNK}).fetchall():
        with transaction():
            for (sha256,) in names:
                row = conn.execute("SELECT * FROM source.payloads WHERE sha256 = ?", (sha256,)).fetchone()
                size, media_type, stored = row[1:4]
                damage = _damage_of_payload(sha256, stored)
                if damage is not None:
                    brought.damaged.append(damage)
                conn.execute(
                    """INSERT INTO main.payloads (sha256, size, media_type, stored) VALUES (?, ?, ?, ?)
                       ON CONFLICT DO NOTHING""",
                    (sha256, size, media_type, stored),
                )
        brought.payloads += len(names)
        after = names[-1][0]
        tell(brought.payloads, total, "payloads")


def _heal_payloads(conn: sqlite3.Connection, brought: Brought, transaction: Transaction) -> None:
    """Of payloads that both hold, in frames that differ, the sound frame stands."""
    after = ""
    while names := conn.execute(_FRAMES_DIFFER, {"after": after, "limit": CHUNK}).fetchall():
        for (sha256,) in names:
            here, there = (
                conn.execute(f"SELECT stored FROM {name}.payloads WHERE sha256 = ?", (sha256,)).fetchone()[0]
                for name in ("main", "source")
            )
            if _damage_of_payload(sha256, here) is None:
                continue
            damage = _damage_of_payload(sha256, there)
            if damage is not None:
                brought.damaged.append(damage)
                continue
            with transaction():
                conn.execute("UPDATE main.payloads SET stored = ? WHERE sha256 = ?", (there, sha256))
            brought.healed += 1
        after = names[-1][0]


def _damage_of_payload(sha256: str, stored: bytes) -> str | None:
    try:
        payloads.proven(sha256, stored)
    except payloads.PayloadDamaged as error:
        return str(error)
    return None


def _bring_bodies(conn: sqlite3.Connection, brought: Brought, transaction: Transaction, tell: Progress) -> None:
    total = conn.execute("SELECT count(*) FROM source.bodies").fetchone()[0]
    after = 0
    while readings := conn.execute(_BODIES, {"after": after, "limit": CHUNK}).fetchall():
        with transaction():
            for _, digest in dict.fromkeys(readings):
                stored = conn.execute("SELECT stored FROM source.bodies WHERE digest = ?", (digest,)).fetchone()
                brought.bodies += _bring_body(conn, brought, digest, stored[0] if stored else None)
        after = readings[-1][0]
        tell(brought.bodies, total, "readings")


def _bring_body(conn: sqlite3.Connection, brought: Brought, digest: str, stored: bytes | None) -> bool:
    if stored is None:
        return False
    try:
        bodies.reading_in(digest, stored)
    except bodies.BodyDamaged as error:
        brought.damaged.append(str(error))
        return False
    return bool(
        conn.execute(
            "INSERT INTO main.bodies (digest, stored) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, stored)
        ).rowcount
    )


# A payload that was withdrawn here has its row here, and one that was withdrawn there has no bytes.
_PAYLOADS = """
SELECT s.sha256 FROM source.payloads s
WHERE s.sha256 > :after AND s.stored IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM main.payloads t WHERE t.sha256 = s.sha256)
ORDER BY s.sha256 LIMIT :limit
"""

_FRAMES_DIFFER = """
SELECT s.sha256 FROM source.payloads s JOIN main.payloads t ON t.sha256 = s.sha256
WHERE s.sha256 > :after AND t.stored IS NOT NULL AND s.stored IS NOT NULL AND s.stored <> t.stored
ORDER BY s.sha256 LIMIT :limit
"""

_BODIES = """
SELECT r.parse_id, r.body_digest FROM source.readings r JOIN source.documents d ON d.document_id = r.document_id
WHERE r.parse_id > :after AND r.body_digest IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM main.bodies b WHERE b.digest = r.body_digest)
AND NOT EXISTS (SELECT 1 FROM main.withdrawn_payloads w WHERE w.sha256 = d.sha256)
ORDER BY r.parse_id LIMIT :limit
"""
