"""When a reading became current, so that of the readings of several archives the last one to become so can be told.

A reading becomes current when it is the first of its document, when a run that made it is promoted, or when a run
that replaced it is rolled back. All of these are dated.
"""

import sqlite3
from typing import NamedTuple

from archive.parsed.given_up import condition


class Became(NamedTuple):
    """When a reading last became current, and by which state of the code. Of two, the greater became so later.

    `since`: UTC, ISO 8601; "" where no event says so, and of what was given up, which stands for want of a reading and
    goes before none. Within one second version, fingerprint and name of the reader
    stand in for the clock.
    """

    since: str
    reader_version: str
    fingerprint: str
    reader: str


def became_current(conn: sqlite3.Connection, schema: str, document_id: int, parse_id: int) -> Became:
    """Of a reading of a document in the archive that is attached under that name."""
    since, *code = conn.execute(
        _BECAME.replace("SCHEMA", schema), {"document": document_id, "parse": parse_id}
    ).fetchone()
    return Became(since or "", *code)


_BECAME = f"""
SELECT (SELECT CASE WHEN {condition("r")} THEN NULL ELSE max(at) END FROM (
        SELECT n.promoted_at AS at FROM SCHEMA.run_readings w JOIN SCHEMA.runs n ON n.run_id = w.run_id
        WHERE w.new_parse_id = :parse AND n.kind = 'parse'
        UNION ALL
        SELECT e.at FROM SCHEMA.run_readings w JOIN SCHEMA.run_events e ON e.run_id = w.run_id
        WHERE w.new_parse_id = :parse AND e.event = 'promoted'
        UNION ALL
        SELECT e.at FROM SCHEMA.run_events e
        JOIN SCHEMA.run_readings w ON w.run_id = e.run_id AND w.document_id = :document
        WHERE e.event = 'rolled_back' AND w.old_parse_id = :parse)),
    u.reader_version, u.fingerprint, u.reader
FROM SCHEMA.readings r JOIN SCHEMA.readers u ON u.reader_id = r.reader_id WHERE r.parse_id = :parse
"""
