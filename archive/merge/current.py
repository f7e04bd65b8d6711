"""Which reading of a document is current where two archives say otherwise: the one that became so last.

A reading becomes current when it is the first of its document, when a run that made it is promoted, or when a run
that replaced it is rolled back. All of these are dated, so what is chosen does not depend on the order of merging;
of two that became current in the same second the one of the greater version, fingerprint and digest is taken.
"""

import sqlite3

Weight = tuple[str, str, str, str]


def choose(conn: sqlite3.Connection) -> None:
    """Write into temp.chosen the readings of `source` that are to be current; before runs and readings are joined."""
    conn.execute("CREATE TEMP TABLE chosen (document_id INTEGER PRIMARY KEY, source_parse_id INTEGER NOT NULL)")
    conn.execute(_ONLY_THERE)
    for target_document, target_parse, source_document, source_parse in conn.execute(_IN_BOTH):
        here = _weight(conn, "main", target_document, target_parse)
        there = _weight(conn, "source", source_document, source_parse)
        if there > here:
            conn.execute("INSERT INTO temp.chosen VALUES (?, ?)", (target_document, source_parse))


def point(conn: sqlite3.Connection) -> int:
    """Make the chosen readings current; how many documents that had one before have another now."""
    replaced = conn.execute(f"SELECT count(*) {_CHOSEN} AND d.current_parse_id IS NOT NULL").fetchone()[0]
    conn.execute(f"INSERT OR IGNORE INTO temp.touched SELECT d.document_id {_CHOSEN}")
    conn.execute(_POINT)
    return int(replaced)


def _weight(conn: sqlite3.Connection, schema: str, document_id: int, parse_id: int) -> Weight:
    """When the reading last became current in an archive, and what tells it from others of that second."""
    row = conn.execute(_WEIGHT.replace("{schema}", schema), {"document": document_id, "parse": parse_id}).fetchone()
    moment, version, fingerprint, digest = row
    return moment or "", version, fingerprint, digest or ""


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

_WEIGHT = """
SELECT (SELECT max(at) FROM (
        SELECT n.promoted_at AS at FROM {schema}.run_readings w JOIN {schema}.runs n ON n.run_id = w.run_id
        WHERE w.new_parse_id = :parse AND n.kind = 'parse'
        UNION ALL
        SELECT e.at FROM {schema}.run_readings w JOIN {schema}.run_events e ON e.run_id = w.run_id
        WHERE w.new_parse_id = :parse AND e.event = 'promoted'
        UNION ALL
        SELECT e.at FROM {schema}.run_events e
        JOIN {schema}.run_readings w ON w.run_id = e.run_id AND w.document_id = :document
        WHERE e.event = 'rolled_back' AND w.old_parse_id = :parse)),
    u.reader_version, u.fingerprint, r.body_digest
FROM {schema}.readings r JOIN {schema}.readers u ON u.reader_id = r.reader_id WHERE r.parse_id = :parse
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
