"""What a reading was read from: the payload, its context, and the state of the code that read it."""

import sqlite3
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.raw import payloads
from parsers.model import Context


class NoSuchReading(ArchiveError):
    """There is no reading of that number."""


@dataclass(frozen=True, slots=True)
class Source:
    """`reader` is the kind of file that was read, `fingerprint` that of the code."""

    parse_id: int
    document_id: int
    url: str
    sha256: str
    context: Context
    reader: str
    fingerprint: str
    payload: bytes


def of_parse(conn: sqlite3.Connection, parse_id: int) -> Source:
    """The source of a reading, current or not. Raises NoSuchReading, PayloadMissing, PayloadDamaged."""
    row = conn.execute(_SOURCE, (parse_id,)).fetchone()
    if row is None:
        raise NoSuchReading(f"there is no reading {parse_id}; the view `parses` names them")
    document_id, url, sha256, context_json, reader, fingerprint = row
    payload = payloads.get(conn, sha256)
    return Source(parse_id, document_id, url, sha256, Context.from_json(context_json), reader, fingerprint, payload)


_SOURCE = """
SELECT d.document_id, d.url, d.sha256, c.json, u.reader, u.fingerprint
FROM readings r
JOIN documents d ON d.document_id = r.document_id
JOIN contexts c ON c.digest = d.context_digest
JOIN readers u ON u.reader_id = r.reader_id
WHERE r.parse_id = ?
"""
