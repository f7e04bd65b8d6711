"""Joins captures and documents of another archive.

A capture has no name of its own: two are one where everything that was recorded of them is the same, and where an
archive has several alike, the merged one has as many as the archive that has most.
"""

import sqlite3
from collections.abc import Callable

from archive.merge.joining import make_map

Progress = Callable[[int, int, str], None]

_LOCAL = {"capture_id", "crawl_id", "revisit_of", "document_id"}
EVERY = 1000


def join_captures(conn: sqlite3.Connection, tell: Progress) -> int:
    """Take in the captures, without their documents; how many are new. Makes the map `capture`."""
    make_map(conn, "capture")
    conn.execute("CREATE UNIQUE INDEX temp.map_capture_target ON map_capture (target)")
    names = [row[1] for row in conn.execute("PRAGMA main.table_info(capture_log)") if row[1] not in _LOCAL]
    told = ", ".join(f"s.{name}" for name in names)
    total = conn.execute("SELECT count(*) FROM source.capture_log").fetchone()[0]
    new = 0
    rows = conn.execute(
        f"""SELECT s.capture_id, s.revisit_of, m.target, {told} FROM source.capture_log s
            LEFT JOIN temp.map_crawl m ON m.source = s.crawl_id ORDER BY s.capture_id"""
    )
    find = _find(names)
    for number, (capture_id, revisit_of, crawl_id, *values) in enumerate(rows, start=1):
        known = conn.execute(find, (crawl_id, *values)).fetchone()
        target = known[0] if known else _insert(conn, names, revisit_of, (crawl_id, *values))
        new += known is None
        conn.execute("INSERT INTO temp.map_capture (source, target) VALUES (?, ?)", (capture_id, target))
        if number % EVERY == 0:
            tell(number, total, "captures")
    return new


def _find(names: list[str]) -> str:
    """By the index on address and time: + keeps SQLite from taking that on crawls, in which there are too many."""
    same = " AND ".join(f"c.{name} = ?" if name in {"url", "fetched_at"} else f"+c.{name} IS ?" for name in names)
    return f"""SELECT c.capture_id FROM main.capture_log c WHERE +c.crawl_id IS ? AND {same}
        AND NOT EXISTS (SELECT 1 FROM temp.map_capture m WHERE m.target = c.capture_id)
        ORDER BY c.capture_id LIMIT 1"""


def _insert(conn: sqlite3.Connection, names: list[str], revisit_of: int | None, values: tuple[object, ...]) -> int:
    """The capture that a revisit confirms was recorded before it, so it has its number here already."""
    cursor = conn.execute(
        f"""INSERT INTO main.capture_log (revisit_of, crawl_id, {", ".join(names)})
            VALUES ((SELECT target FROM temp.map_capture WHERE source = ?), ?, {", ".join("?" * len(names))})""",
        (revisit_of, *values),
    )
    return int(cursor.lastrowid or 0)


def join_documents(conn: sqlite3.Connection) -> int:
    """Take in the documents, without readings; how many are new. Makes the map `document`.

    Those that are new, or are shown by another capture now, stand in temp.touched.
    """
    conn.execute("CREATE TEMP TABLE touched (document_id INTEGER PRIMARY KEY)")
    conn.execute(_CONTEXTS_WANTED)
    new = conn.execute(_NEW_DOCUMENTS).rowcount
    make_map(
        conn,
        "document",
        """SELECT s.document_id, t.document_id FROM source.documents s
           JOIN main.documents t ON t.sha256 = s.sha256 AND t.context_digest = s.context_digest""",
    )
    conn.execute(
        """INSERT INTO temp.touched SELECT m.target FROM temp.map_document m
           JOIN main.documents d ON d.document_id = m.target WHERE d.current_parse_id IS NULL"""
    )
    for column, is_better in (("first", "<"), ("newest", ">")):
        conn.execute(f"CREATE TEMP TABLE shown_{column} AS {_SHOWN_BY.format(column=column, is_better=is_better)}")
        conn.execute(_SHOW[column])
        conn.execute(f"INSERT OR IGNORE INTO temp.touched SELECT document_id FROM temp.shown_{column}")
    conn.execute(_CAPTURES_OF_DOCUMENTS)
    conn.execute(_MADE_OF)
    return new


def follow_what_was_sent(conn: sqlite3.Connection) -> None:
    """A document that was made from another is shown by the same captures."""
    conn.execute(f"INSERT OR IGNORE INTO temp.touched SELECT m.document_id {_MADE_BUT_NOT_FOLLOWING}")
    conn.execute(_FOLLOW)


_CONTEXTS_WANTED = """
INSERT INTO main.contexts (digest, json)
SELECT c.digest, c.json FROM source.contexts c WHERE c.digest IN (
    SELECT d.context_digest FROM source.documents d
    WHERE NOT EXISTS (SELECT 1 FROM main.withdrawn_payloads w WHERE w.sha256 = d.sha256))
ON CONFLICT DO NOTHING
"""

_NEW_DOCUMENTS = """
INSERT INTO main.documents (sha256, context_digest, url, portal_id, first_capture_id, newest_capture_id,
    newest_fetched_at)
SELECT s.sha256, s.context_digest, s.url, s.portal_id, f.target, n.target, s.newest_fetched_at
FROM source.documents s
JOIN temp.map_capture f ON f.source = s.first_capture_id JOIN temp.map_capture n ON n.source = s.newest_capture_id
WHERE NOT EXISTS (SELECT 1 FROM main.withdrawn_payloads w WHERE w.sha256 = s.sha256)
ORDER BY s.document_id
ON CONFLICT DO NOTHING
"""

# The documents that the capture named by the other archive shows rather than the one named here: portal, number and
# time of that capture, and the document.
_SHOWN_BY = """
SELECT s.portal_id, c.capture_id, c.fetched_at, t.document_id FROM temp.map_document m
JOIN main.documents t ON t.document_id = m.target JOIN source.documents s ON s.document_id = m.source
JOIN temp.map_capture k ON k.source = s.{column}_capture_id
JOIN main.capture_log c ON c.capture_id = k.target
JOIN main.capture_log h ON h.capture_id = t.{column}_capture_id
LEFT JOIN main.crawl_runs cr ON cr.crawl_id = c.crawl_id LEFT JOIN main.crawl_runs hr ON hr.crawl_id = h.crawl_id
WHERE (c.fetched_at, c.verdict, coalesce(cr.uid, '')) {is_better} (h.fetched_at, h.verdict, coalesce(hr.uid, ''))
"""
_SHOW = {
    "first": """UPDATE main.documents SET portal_id = s.portal_id, first_capture_id = s.capture_id
        FROM temp.shown_first s WHERE s.document_id = main.documents.document_id""",
    "newest": """UPDATE main.documents SET newest_capture_id = s.capture_id, newest_fetched_at = s.fetched_at
        FROM temp.shown_newest s WHERE s.document_id = main.documents.document_id""",
}

_MADE_OF = """
UPDATE main.documents SET derived_from = f.target
FROM temp.map_document m JOIN source.documents s ON s.document_id = m.source
JOIN temp.map_document f ON f.source = s.derived_from
WHERE m.target = main.documents.document_id AND main.documents.derived_from IS NULL
"""

_MADE_BUT_NOT_FOLLOWING = """
FROM main.documents m JOIN main.documents f ON f.document_id = m.derived_from
WHERE (m.first_capture_id, m.newest_capture_id, m.newest_fetched_at, m.portal_id)
    IS NOT (f.first_capture_id, f.newest_capture_id, f.newest_fetched_at, f.portal_id)
"""

_FOLLOW = """
UPDATE main.documents SET first_capture_id = f.first_capture_id, newest_capture_id = f.newest_capture_id,
    newest_fetched_at = f.newest_fetched_at, portal_id = f.portal_id
FROM main.documents f WHERE f.document_id = main.documents.derived_from
"""

_CAPTURES_OF_DOCUMENTS = """
UPDATE main.capture_log SET document_id = d.target
FROM temp.map_capture m JOIN source.capture_log s ON s.capture_id = m.source
JOIN temp.map_document d ON d.source = s.document_id
WHERE m.target = main.capture_log.capture_id AND main.capture_log.document_id IS NULL
"""
