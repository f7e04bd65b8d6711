"""Documents and their readings: which wait to be read, which are stale, and the writing of one reading.

A document is a payload in its context. It has one reading for each state of the code that read it; its
current one is what users see. Readings are never changed and never replace one another.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.moments import now
from archive.parsed import bodies, given_up, publishers
from archive.parsed.bodies import Body
from archive.parsed.reader import ReadBy
from archive.parsed.rows import faults
from archive.store import Archive
from parsers.model import Reading

CHUNK = 256


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document to be read: the stored frame of its payload and its context as JSON."""

    document_id: int
    sha256: str
    stored: bytes
    context_json: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A reading that was written. `differs`: the same code had read the same document otherwise before."""

    parse_id: int
    differs: bool


_DOCUMENT = """
SELECT d.document_id, d.sha256, p.stored, c.json FROM documents d
JOIN payloads p ON p.sha256 = d.sha256 AND p.stored IS NOT NULL
JOIN contexts c ON c.digest = d.context_digest
"""


def unread(archive: Archive) -> Iterator[DocumentRow]:
    """The documents that were never read, oldest first. A few at a time are fetched, so memory stays flat."""
    yield from _walk(
        archive, f"{_DOCUMENT} WHERE d.document_id > :after AND d.current_parse_id IS NULL ORDER BY d.document_id", {}
    )


def waiting(archive: Archive, run_id: int) -> Iterator[DocumentRow]:
    """The documents that a run was to read and has not read yet."""
    condition = """JOIN run_readings w ON w.document_id = d.document_id
        WHERE w.run_id = :run AND w.new_parse_id IS NULL AND w.document_id > :after ORDER BY w.document_id"""
    yield from _walk(archive, f"{_DOCUMENT} {condition}", {"run": run_id})


def documents_read_by(archive: Archive, condition: str, values: dict[str, str]) -> Iterator[DocumentRow]:
    """The documents that have a current reading and that a SQL condition on `documents d` holds for."""
    chosen = f"WHERE d.document_id > :after AND d.current_parse_id IS NOT NULL AND {condition} ORDER BY d.document_id"
    yield from _walk(archive, f"{_DOCUMENT} {chosen}", {**values})


def stale_documents(fingerprints: Mapping[str, str]) -> tuple[str, str]:
    """A SQL condition on `documents d`, and its JSON parameter `:fingerprints`: the installed code is another one.

    `fingerprints` gives the installed fingerprint of every kind; a kind that it does not name is not judged.
    """
    condition = """EXISTS (
        SELECT 1 FROM readings r JOIN readers u ON u.reader_id = r.reader_id
        WHERE r.parse_id = d.current_parse_id
        AND u.fingerprint <> (SELECT value FROM json_each(:fingerprints) WHERE key = u.reader))"""
    return condition, json.dumps(dict(fingerprints))


def store_reading(
    conn: sqlite3.Connection, document_id: int, run_id: int, reading: Reading, by: ReadBy, body: Body
) -> Stored:
    """Write a reading beside those that are there. The first reading that a state of the code gave stands."""
    is_attempt = reading.outcome == "failed" and given_up.was_given_up(reading.reason)
    reader_id = _reader_id(conn, given_up.attempt_by(by) if is_attempt else by)
    known = conn.execute(
        "SELECT parse_id, body_digest FROM readings WHERE document_id = ? AND reader_id = ?", (document_id, reader_id)
    ).fetchone()
    if known is not None:
        return Stored(known[0], differs=known[1] != body.digest and not is_attempt)
    bodies.put(conn, body)
    portal_id = conn.execute("SELECT portal_id FROM documents WHERE document_id = ?", (document_id,)).fetchone()[0]
    is_report = reading.outcome == "report"
    cursor = conn.execute(
        """INSERT INTO readings (document_id, run_id, reader_id, body_digest, outcome, reason, form, agency,
               publisher_id, year, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            document_id,
            run_id,
            reader_id,
            body.digest,
            reading.outcome,
            reading.reason or None,
            reading.form if is_report else None,
            reading.publisher.name,
            publishers.identify(conn, reading.publisher, portal_id, reading.year) if is_report else None,
            reading.year,
            now(),
        ),
    )
    return Stored(int(cursor.lastrowid or 0), differs=False)


def without_faults(reading: Reading) -> Reading:
    """The reading itself, or a failed one that names what keeps it from standing as rows."""
    found = faults(reading)
    if not found:
        return reading
    more = f" (and {len(found) - 3} more)" if len(found) > 3 else ""
    return Reading("failed", reading.reader, f"the reader contradicts itself: {'; '.join(found[:3])}{more}")


def _walk(archive: Archive, sql: str, values: dict[str, object]) -> Iterator[DocumentRow]:
    after = 0
    while True:
        chunk = archive.connection.execute(f"{sql} LIMIT {CHUNK}", {**values, "after": after}).fetchall()
        if not chunk:
            return
        yield from (DocumentRow(*row) for row in chunk)
        after = chunk[-1][0]


def _reader_id(conn: sqlite3.Connection, by: ReadBy) -> int:
    row = conn.execute(
        "SELECT reader_id FROM readers WHERE reader = ? AND fingerprint = ? AND reader_version = ?",
        (by.reader, by.fingerprint, by.reader_version),
    ).fetchone()
    if row is not None:
        return int(row[0])
    cursor = conn.execute(
        "INSERT INTO readers (reader, reader_version, fingerprint) VALUES (?, ?, ?)",
        (by.reader, by.reader_version, by.fingerprint),
    )
    return int(cursor.lastrowid or 0)
