"""Which documents are one report: publisher and year, else the address the report stands alone under.

A report keeps its number when its documents change their publisher or year together. Documents that turn
out to be of a report that stands already join the older number, and the younger one stays known as its
alias. Documents that part from the others leave the number to those that still are what it was.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from archive.moments import now
from archive.parsed import pairs
from archive.parsed.rows import ROW_TABLES

# A document whose publisher or year is unknown stands alone, under its address. Yet what its address shows
# now, or what the same bytes say in another context, is the same report where that is known.
_IDENTITIES = """
WITH wanted (document_id) AS (
    SELECT d.document_id FROM documents d
    WHERE d.url IN (SELECT url FROM documents WHERE document_id IN (SELECT value FROM json_each(:documents)))
    UNION
    SELECT d.document_id FROM documents d WHERE d.report_id IN (SELECT value FROM json_each(:reports))
)
SELECT d.document_id, d.report_id,
    CASE
        WHEN r.outcome IS NULL OR r.outcome <> 'report' THEN NULL
        WHEN r.publisher_id IS NOT NULL AND r.year IS NOT NULL THEN 'publisher:' || r.publisher_id || ':' || r.year
        ELSE coalesce(
            (SELECT 'publisher:' || o.publisher_id || ':' || o.year
             FROM documents x JOIN readings o ON o.parse_id = x.current_parse_id
             WHERE x.url = d.url AND o.outcome = 'report' AND o.publisher_id IS NOT NULL AND o.year IS NOT NULL
             AND (x.sha256 = d.sha256
                  OR (x.newest_fetched_at, x.newest_capture_id) >= (d.newest_fetched_at, d.newest_capture_id))
             ORDER BY x.newest_fetched_at DESC, x.newest_capture_id DESC LIMIT 1),
            'url:' || d.url)
    END
FROM wanted w JOIN documents d ON d.document_id = w.document_id LEFT JOIN readings r ON r.parse_id = d.current_parse_id
ORDER BY d.document_id
"""


@dataclass(frozen=True, slots=True)
class _Document:
    document_id: int
    report_id: int | None
    identity: str | None


@dataclass(frozen=True, slots=True)
class _Head:
    report_id: int
    identity: str
    best_document: int | None


def regroup(
    conn: sqlite3.Connection, document_ids: Iterable[int], report_ids: Iterable[int], run_id: int | None
) -> set[int]:
    """Give every document its report, after current readings of the documents, or documents of the reports, changed.

    Returns the reports whose rows must be made anew. Where a run moves documents that had a report, the
    moves are written down, so that rolling it back can undo them.
    """
    documents, heads = _all_concerned(conn, set(document_ids), set(report_ids))
    homes = {head.report_id: _home(head, documents) for head in heads.values()}
    keepers: dict[str, int] = {}
    for report_id, home in sorted(homes.items()):
        if home is not None:
            keepers.setdefault(home, report_id)  # the oldest number
    _take_identities(conn, heads, homes, keepers, run_id)
    for identity in dict.fromkeys(d.identity for d in documents if d.identity is not None):
        if identity not in keepers:
            keepers[identity] = _new_report(conn, identity)
    for document in documents:
        joined = keepers[document.identity] if document.identity is not None else None
        if joined != document.report_id:
            _move(conn, document, joined, run_id)
    kept = set(keepers.values())
    for report_id, home in homes.items():
        if report_id not in kept:
            _dissolve(conn, report_id, keepers[home] if home is not None else None, run_id)
    return kept


def resolve(conn: sqlite3.Connection, report_id: int) -> int:
    """The number under which a report stands now; the number itself where it was never joined to another."""
    seen = {report_id}
    while True:
        row = conn.execute("SELECT report_id FROM report_aliases WHERE old_report_id = ?", (report_id,)).fetchone()
        if row is None or row[0] in seen:
            return report_id
        report_id = int(row[0])
        seen.add(report_id)


def undo_moves(conn: sqlite3.Connection, run_id: int) -> set[int]:
    """Put every document that a run moved back into the report it was in; returns the reports this touches."""
    moves = conn.execute(
        "SELECT document_id, from_report_id, to_report_id FROM report_moves WHERE run_id = ?", (run_id,)
    ).fetchall()
    origins = {origin for _, origin, _ in moves}
    conn.executemany(
        "INSERT INTO report_heads (report_id, identity) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(origin, f"none:{origin}") for origin in sorted(origins)],
    )
    before = conn.execute(
        """SELECT b.report_id, b.identity FROM report_identities_before b
           JOIN report_heads h ON h.report_id = b.report_id WHERE b.run_id = ?""",
        (run_id,),
    ).fetchall()
    holders = conn.execute(
        "SELECT report_id FROM report_heads WHERE identity IN (SELECT value FROM json_each(?))",
        (json.dumps([identity for _, identity in before]),),
    ).fetchall()
    renamed = {number for number, _ in before} | {number for (number,) in holders}
    _let_go(conn, renamed)
    conn.executemany("UPDATE report_heads SET identity = ? WHERE report_id = ?", [(i, number) for number, i in before])
    conn.executemany(
        "UPDATE documents SET report_id = ? WHERE document_id = ?",
        [(origin, document) for document, origin, _ in moves],
    )
    for table in ("report_aliases", "report_moves", "report_identities_before"):
        conn.execute(f"DELETE FROM {table} WHERE run_id = ?", (run_id,))
    return origins | renamed | {joined for _, _, joined in moves if joined is not None}


def _all_concerned(
    conn: sqlite3.Connection, document_ids: set[int], report_ids: set[int]
) -> tuple[list[_Document], dict[int, _Head]]:
    """The documents, those of their addresses and reports, and those of reports they will join; and so on."""
    while True:
        values = {"documents": json.dumps(sorted(document_ids)), "reports": json.dumps(sorted(report_ids))}
        documents = [_Document(*row) for row in conn.execute(_IDENTITIES, values)]
        identities = sorted({d.identity for d in documents if d.identity is not None})
        numbers = report_ids | {d.report_id for d in documents if d.report_id is not None}
        heads = {
            row[0]: _Head(*row)
            for row in conn.execute(
                """SELECT report_id, identity, document_id FROM report_heads
                   WHERE report_id IN (SELECT value FROM json_each(?))
                   UNION
                   SELECT report_id, identity, document_id FROM report_heads
                   WHERE identity IN (SELECT value FROM json_each(?))""",
                (json.dumps(sorted(numbers)), json.dumps(identities)),
            )
        }
        if set(heads) <= report_ids:
            return documents, heads
        report_ids = report_ids | set(heads)


def _home(head: _Head, documents: list[_Document]) -> str | None:
    """The identity that a report keeps or takes: its own while a document has it, else that of its best document."""
    own = [d for d in documents if d.report_id == head.report_id and d.identity is not None]
    identities = [d.identity for d in own]
    if head.identity in identities:
        return head.identity
    best = [d.identity for d in own if d.document_id == head.best_document]
    return next(iter([*best, *identities]), None)


def _take_identities(
    conn: sqlite3.Connection,
    heads: dict[int, _Head],
    homes: dict[int, str | None],
    keepers: dict[str, int],
    run_id: int | None,
) -> None:
    """Write the identities that changed; two reports may swap theirs, so all are let go of first."""
    taken = {report_id: home for report_id, home in homes.items() if home is not None and keepers[home] == report_id}
    changed = [head for head in heads.values() if taken.get(head.report_id) != head.identity]
    if run_id is not None:
        conn.executemany(
            "INSERT OR IGNORE INTO report_identities_before (run_id, report_id, identity) VALUES (?, ?, ?)",
            [(run_id, head.report_id, head.identity) for head in changed],
        )
    _let_go(conn, [head.report_id for head in changed])
    conn.executemany(
        "UPDATE report_heads SET identity = ? WHERE report_id = ?",
        [(taken[head.report_id], head.report_id) for head in changed if head.report_id in taken],
    )


def _let_go(conn: sqlite3.Connection, report_ids: Iterable[int]) -> None:
    conn.executemany(
        "UPDATE report_heads SET identity = ? WHERE report_id = ?",
        [(f"none:{number}", number) for number in report_ids],
    )


def _new_report(conn: sqlite3.Connection, identity: str) -> int:
    return int(conn.execute("INSERT INTO report_heads (identity) VALUES (?)", (identity,)).lastrowid or 0)


def _move(conn: sqlite3.Connection, document: _Document, report_id: int | None, run_id: int | None) -> None:
    conn.execute("UPDATE documents SET report_id = ? WHERE document_id = ?", (report_id, document.document_id))
    if run_id is not None and document.report_id is not None:
        conn.execute(
            """INSERT INTO report_moves (run_id, document_id, from_report_id, to_report_id) VALUES (?, ?, ?, ?)
               ON CONFLICT (run_id, document_id) DO UPDATE SET to_report_id = excluded.to_report_id""",
            (run_id, document.document_id, document.report_id, report_id),
        )


def _dissolve(conn: sqlite3.Connection, report_id: int, joined: int | None, run_id: int | None) -> None:
    """Take away a report that no document is of any more; it stays known as an alias of the one it joined."""
    pairs.replace(conn, pairs.texts(conn, [report_id]), {})
    for table in ("report_heads", *ROW_TABLES):
        conn.execute(f"DELETE FROM {table} WHERE report_id = ?", (report_id,))
    conn.execute("DELETE FROM link_results WHERE earlier_report_id = ?", (report_id,))
    if joined is not None:
        conn.execute(
            """INSERT INTO report_aliases (old_report_id, report_id, run_id, since) VALUES (?, ?, ?, ?)
               ON CONFLICT (old_report_id) DO UPDATE
               SET report_id = excluded.report_id, run_id = excluded.run_id, since = excluded.since""",
            (report_id, joined, run_id, now()),
        )
