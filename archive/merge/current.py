"""Which reading of a document is current where two archives say otherwise: the one that became so last.

So what is chosen does not depend on the order of merging.
"""

import sqlite3

from archive.parsed.became import became_current


def choose(conn: sqlite3.Connection) -> None:
    """Write into temp.chosen the readings of `source` that are to be current; before runs and readings are joined."""
    conn.execute("CREATE TEMP TABLE chosen (document_id INTEGER PRIMARY KEY, source_parse_id INTEGER NOT NULL)")
    conn.execute(_ONLY_THERE)
    for target_document, target_parse, source_document, source_parse in conn.execute(_IN_BOTH):
        here = became_current(conn, "main", target_document, target_parse)
        there = became_current(conn, "source", source_document, source_parse)
        if there > here:
            conn.execute("INSERT INTO temp.chosen VALUES (?, ?)", (target_document, source_parse))


def point(conn: sqlite3.Connection) -> int:
    """Make the chosen readings current; how many documents that had one before have another now."""
    replaced = conn.execute(f"SELECT count(*) {_CHOSEN} AND d.current_parse_id IS NOT NULL").fetchone()[0]
    conn.execute(f"INSERT OR IGNORE INTO temp.touched SELECT d.document_id {_CHOSEN}")
    conn.execute(_POINT)
    return int(replaced)


_ONLY_THERE = """
INSERT INTO temp.chosen (document_id, source_parse_id)
SELECT m.target, s.current_parse_id FROM temp.map_document m
JOIN main.documents t ON t.document_id = m.target JOIN source.documents s ON s.document_id = m.source
WHERE t.current_parse_id IS NULL AND s.current_parse_id IS NOT NULL
"""

# Both have a current reading, and not one by the same state of the code.
_IN_BOTH = """
SELECT m.target, t.current_parse_id, m.source, s.current_parse_id FROM temp.map_document m
JOIN main.documents t ON t.document_id = m.target JOIN source.documents s ON s.document_id = m.source
JOIN main.readings h ON h.parse_id = t.current_parse_id JOIN source.readings o ON o.parse_id = s.current_parse_id
JOIN temp.map_reader k ON k.source = o.reader_id
WHERE k.target <> h.reader_id
"""

_CHOSEN = """
FROM temp.chosen c JOIN temp.map_reading m ON m.source = c.source_parse_id
JOIN main.documents d ON d.document_id = c.document_id WHERE d.current_parse_id IS NOT m.target
"""

_POINT = """
UPDATE main.documents SET current_parse_id = m.target
FROM temp.chosen c JOIN temp.map_reading m ON m.source = c.source_parse_id
WHERE c.document_id = main.documents.document_id AND main.documents.current_parse_id IS NOT m.target
"""
