"""What in an archive points to what, and the pointers that lead to nothing."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from archive.parsed.rows import ROW_TABLES


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of `table` are known by `known_by`; where `column` is not NULL, `target` has a row with it as its `key`."""

    table: str
    known_by: str
    column: str
    target: str
    key: str


REFERENCES = (
    Reference("capture_log", "capture_id", "sha256", "payloads", "sha256"),
    Reference("capture_log", "capture_id", "document_id", "documents", "document_id"),
    Reference("capture_log", "capture_id", "revisit_of", "capture_log", "capture_id"),
    Reference("documents", "document_id", "sha256", "payloads", "sha256"),
    Reference("documents", "document_id", "context_digest", "contexts", "digest"),
    Reference("documents", "document_id", "first_capture_id", "capture_log", "capture_id"),
    Reference("documents", "document_id", "newest_capture_id", "capture_log", "capture_id"),
    Reference("documents", "document_id", "current_parse_id", "readings", "parse_id"),
    Reference("documents", "document_id", "report_id", "report_heads", "report_id"),
    Reference("documents", "document_id", "derived_from", "documents", "document_id"),
    Reference("derivations", "derivation_id", "source_sha256", "payloads", "sha256"),
    Reference("derivations", "derivation_id", "sha256", "payloads", "sha256"),
    Reference("agreement_results", "report_id", "shape_id", "check_shapes", "shape_id"),
    Reference("readings", "parse_id", "document_id", "documents", "document_id"),
    Reference("readings", "parse_id", "body_digest", "bodies", "digest"),
    Reference("report_heads", "report_id", "publisher_id", "publisher_rows", "publisher_id"),
    Reference("report_heads", "report_id", "document_id", "documents", "document_id"),
    Reference("report_heads", "report_id", "parse_id", "readings", "parse_id"),
    Reference("report_heads", "report_id", "body_digest", "bodies", "digest"),
    Reference("report_heads", "report_id", "capture_id", "capture_log", "capture_id"),
    Reference("check_results", "report_id", "shape_id", "check_shapes", "shape_id"),
    Reference("link_results", "report_id", "shape_id", "check_shapes", "shape_id"),
    Reference("link_results", "report_id", "earlier_report_id", "report_heads", "report_id"),
    Reference("correction_states", "report_id", "correction_id", "correction_log", "correction_id"),
    Reference("section_pairs_docsize", "id", "id", "report_heads", "report_id"),
    *(Reference(table, "report_id", "report_id", "report_heads", "report_id") for table in ROW_TABLES),
)

# By which capture a row of a table is found again at its source.
_CAPTURES = {
    "capture_log": "SELECT capture_id, url FROM capture_log WHERE capture_id = ?",
    "documents": "SELECT first_capture_id, url FROM documents WHERE document_id = ?",
    "readings": """SELECT d.first_capture_id, d.url FROM readings r JOIN documents d ON d.document_id = r.document_id
        WHERE r.parse_id = ?""",
    "report_heads": "SELECT capture_id, url FROM report_heads WHERE report_id = ?",
}


def broken(conn: sqlite3.Connection, reference: Reference) -> Iterator[tuple[str, str | None, int | None, str | None]]:
    """For each pointer to nothing: what is missing, in words; its digest where it has one; capture_id and url."""
    table, column, target, key = reference.table, reference.column, reference.target, reference.key
    rows = conn.execute(
        f"""SELECT DISTINCT t.{reference.known_by}, t.{column} FROM {table} t
            WHERE t.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target} x WHERE x.{key} = t.{column})
            ORDER BY 1, 2"""
    ).fetchall()
    for known_by, wanted in rows:
        where = _CAPTURES.get(table)
        place = conn.execute(where, (known_by,)).fetchone() if where else None
        capture_id, url = place or (None, None)
        what = f"{table}: {reference.known_by} {known_by} needs {target}.{key} {wanted}, which is not there"
        yield what, wanted if isinstance(wanted, str) else None, capture_id, url
