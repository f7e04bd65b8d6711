"""The documents of one report, with the one that stands for it first: what each has to say, and how it came about."""

import sqlite3
from dataclasses import dataclass

from archive.derived import making
from archive.derived.making import Derivation
from archive.parsed import bodies


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document with its current reading. `outcome` is the reading's; `figures` are its cells with a value.

    `way` is how its payload came from the one that the portal sent, the last making first; empty where it was sent.
    """

    document_id: int
    parse_id: int
    is_best: bool
    url: str
    sha256: str
    reader: str
    outcome: str
    published: str | None
    figures: int
    checks_failed: int
    sections: int
    way: tuple[Derivation, ...]


def of_report(conn: sqlite3.Connection, report_id: int) -> tuple[HeldDocument, ...]:
    """All documents that belong to a report, those whose files could not be read among them."""
    rows = conn.execute(_DOCUMENTS, {"report": report_id}).fetchall()
    return tuple(_held(conn, *row) for row in rows)


def _held(
    conn: sqlite3.Connection,
    document_id: int,
    parse_id: int,
    is_best: int,
    url: str,
    sha256: str,
    reader: str,
    outcome: str,
) -> HeldDocument:
    reading = bodies.of_parse(conn, parse_id)
    return HeldDocument(
        document_id=document_id,
        parse_id=parse_id,
        is_best=bool(is_best),
        url=url,
        sha256=sha256,
        reader=reader,
        outcome=outcome,
        published=reading.published if reading else None,
        figures=sum(figure.value is not None for figure in reading.figures) if reading else 0,
        checks_failed=sum(check.state == "fail" for check in reading.checks) if reading else 0,
        sections=len(reading.sections) if reading else 0,
        way=tuple(making.of_document(conn, document_id)),
    )


# What a payload was made from belongs to the report as well, though it could not be read itself.
_DOCUMENTS = """
WITH held (document_id) AS (
    SELECT document_id FROM documents WHERE report_id = :report
    UNION
    SELECT derived_from FROM documents WHERE report_id = :report AND derived_from IS NOT NULL
)
SELECT d.document_id, d.current_parse_id, d.document_id = (
        SELECT h.document_id FROM report_heads h WHERE h.report_id = :report
    ) AS is_best, d.url, d.sha256, u.reader, r.outcome
FROM held JOIN documents d ON d.document_id = held.document_id
JOIN readings r ON r.parse_id = d.current_parse_id
JOIN readers u ON u.reader_id = r.reader_id
ORDER BY is_best DESC, d.document_id
"""
