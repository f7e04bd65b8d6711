"""Finds out anew which readings are of one publisher, so that it does not depend on the order of merging.

In an archive of its own, publishers are told apart as readings come. Here all readings are gone through in one order
that every archive would choose. The numbers of publishers stay wherever their readings do.
"""

import sqlite3
from collections.abc import Callable

from archive.parsed import bodies, publishers

EVERY = 500

Progress = Callable[[int, int, str], None]


def identify_anew(conn: sqlite3.Connection, tell: Progress) -> None:
    """Rewrite publishers, what they are known by, and whose each reading is; changed documents go to temp.touched.

    Publishers that no reading has any more stay until `forget_unnamed`, for rows of reports still point to them.
    """
    for sql in _SHADOWS:
        conn.execute(sql)
    total = conn.execute("SELECT count(*) FROM temp.in_order").fetchone()[0]
    rows = conn.execute(_READINGS)
    for number, (parse_id, digest, stored, portal_id) in enumerate(rows, start=1):
        # The tables of these names are the empty ones in temp: SQLite looks there first.
        reading = bodies.reading_in(digest, stored)
        found = publishers.identify(conn, reading.publisher, portal_id, reading.year)
        conn.execute("INSERT INTO temp.whose (parse_id, publisher) VALUES (?, ?)", (parse_id, found))
        if number % EVERY == 0:
            tell(number, total, "publishers")
    for sql in _KEEP_NUMBERS:
        conn.execute(sql)
    _number_the_new(conn)
    for sql in _REWRITE:
        conn.execute(sql)


def forget_unnamed(conn: sqlite3.Connection) -> None:
    """After reports follow from their readings: take away publishers that nothing names."""
    conn.execute(
        """DELETE FROM main.publisher_rows WHERE publisher_id NOT IN (SELECT target FROM temp.numbers)
           AND NOT EXISTS (SELECT 1 FROM main.report_heads h WHERE h.publisher_id = main.publisher_rows.publisher_id)"""
    )


def _number_the_new(conn: sqlite3.Connection) -> None:
    new = conn.execute(
        """SELECT publisher_id, class, scope FROM temp.publisher_rows p
           WHERE NOT EXISTS (SELECT 1 FROM temp.numbers n WHERE n.publisher = p.publisher_id) ORDER BY publisher_id"""
    ).fetchall()
    for publisher, kind, scope in new:
        cursor = conn.execute(
            "INSERT INTO main.publisher_rows (class, scope, evidence) VALUES (?, ?, '')", (kind, scope)
        )
        conn.execute("INSERT INTO temp.numbers (publisher, target) VALUES (?, ?)", (publisher, cursor.lastrowid))


_SHADOWS = (
    """CREATE TEMP TABLE publisher_rows (publisher_id INTEGER PRIMARY KEY, name TEXT, class TEXT, scope TEXT,
        division_code TEXT, valid_from TEXT, valid_until TEXT, evidence TEXT)""",
    "CREATE TEMP TABLE publisher_keys (key TEXT PRIMARY KEY, publisher_id INTEGER)",
    "CREATE TEMP TABLE whose (parse_id INTEGER PRIMARY KEY, publisher INTEGER)",
    "CREATE TEMP TABLE numbers (publisher INTEGER PRIMARY KEY, target INTEGER NOT NULL UNIQUE)",
    "CREATE TEMP TABLE in_order (ordinal INTEGER PRIMARY KEY, parse_id INTEGER NOT NULL)",
    """INSERT INTO temp.in_order (parse_id)
       SELECT r.parse_id FROM main.readings r JOIN main.documents d ON d.document_id = r.document_id
       JOIN main.readers u ON u.reader_id = r.reader_id
       WHERE r.outcome = 'report'
       ORDER BY r.created_at, d.sha256, d.context_digest, u.reader, u.reader_version, u.fingerprint""",
)

_READINGS = """
SELECT r.parse_id, b.digest, b.stored, d.portal_id FROM temp.in_order o
JOIN main.readings r ON r.parse_id = o.parse_id JOIN main.bodies b ON b.digest = r.body_digest
JOIN main.documents d ON d.document_id = r.document_id
WHERE b.stored IS NOT NULL ORDER BY o.ordinal
"""

# A publisher's old number goes to the first new one that has a reading of it; of several it takes the smallest.
_KEEP_NUMBERS = (
    """INSERT INTO temp.numbers (publisher, target)
       SELECT publisher, min(target) FROM (
           SELECT min(w.publisher) AS publisher, r.publisher_id AS target
           FROM temp.whose w JOIN main.readings r ON r.parse_id = w.parse_id
           WHERE r.publisher_id IS NOT NULL AND w.publisher IS NOT NULL GROUP BY r.publisher_id
       ) GROUP BY publisher""",
)

_REWRITE = (
    """UPDATE main.publisher_rows SET name = p.name, class = p.class, scope = p.scope, division_code = p.division_code,
           valid_from = p.valid_from, valid_until = p.valid_until, evidence = p.evidence
       FROM temp.publisher_rows p JOIN temp.numbers n ON n.publisher = p.publisher_id
       WHERE n.target = main.publisher_rows.publisher_id""",
    "DELETE FROM main.publisher_keys",
    """INSERT INTO main.publisher_keys (key, publisher_id)
       SELECT k.key, n.target FROM temp.publisher_keys k LEFT JOIN temp.numbers n ON n.publisher = k.publisher_id""",
    """INSERT OR IGNORE INTO temp.touched
       SELECT r.document_id FROM temp.whose w JOIN main.readings r ON r.parse_id = w.parse_id
       JOIN main.documents d ON d.current_parse_id = r.parse_id AND d.document_id = r.document_id
       LEFT JOIN temp.numbers n ON n.publisher = w.publisher
       WHERE r.publisher_id IS NOT n.target""",
    """UPDATE main.readings SET publisher_id = n.target
       FROM temp.whose w LEFT JOIN temp.numbers n ON n.publisher = w.publisher
       WHERE w.parse_id = main.readings.parse_id AND main.readings.publisher_id IS NOT n.target""",
    "DROP TABLE temp.publisher_keys",
    "DROP TABLE temp.publisher_rows",
)
