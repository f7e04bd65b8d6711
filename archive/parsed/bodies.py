"""Readings in full, each as one compact frame under the digest of its JSON; equal readings share one."""

import hashlib
import sqlite3
from dataclasses import dataclass

from archive.errors import ArchiveDamaged
from archive.packing import PackingError, pack, unpack
from parsers.model import Reading


class BodyDamaged(ArchiveDamaged):
    """A stored reading is not what was put there; reading its payload again makes it anew."""


@dataclass(frozen=True, slots=True)
class Body:
    """A reading ready to be stored."""

    digest: str
    packed: bytes


def body_of(reading: Reading) -> Body:
    plain = reading.to_json().encode()
    return Body(hashlib.sha256(plain).hexdigest(), pack(plain))


def put(conn: sqlite3.Connection, body: Body) -> None:
    conn.execute("INSERT INTO bodies (digest, stored) VALUES (?, ?) ON CONFLICT DO NOTHING", (body.digest, body.packed))


def reading_in(digest: str, packed: bytes) -> Reading:
    """The reading in a stored frame. Raises BodyDamaged."""
    try:
        plain = unpack(packed)
        if hashlib.sha256(plain).hexdigest() != digest:
            raise BodyDamaged(f"the stored reading {digest} is damaged: its text has another digest")
        return Reading.from_json(plain.decode())
    except (PackingError, ValueError) as error:
        raise BodyDamaged(f"the stored reading {digest} is damaged: {error}") from error


def of_parse(conn: sqlite3.Connection, parse_id: int) -> Reading | None:
    """The reading of that number; None where there is none or it was withdrawn. Raises BodyDamaged."""
    row = conn.execute(
        "SELECT b.digest, b.stored FROM readings r JOIN bodies b ON b.digest = r.body_digest WHERE r.parse_id = ?",
        (parse_id,),
    ).fetchone()
    return None if row is None or row[1] is None else reading_in(row[0], row[1])
