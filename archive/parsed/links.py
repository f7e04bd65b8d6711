"""Checks between a report and the same publisher's report of the year before.

They judge what both reports say and change nothing. Where the other year is not held nothing can be said,
so no row stands; where one of the two sides is NULL the check is uncertain.
"""

import json
import sqlite3
from collections.abc import Sequence

from parsers.model import canonical_json

_CARRY = ("carry_link", "total", ["applications.carried_over.total"])
_IN_FORCE = {
    item: ("in_force_link", item, [f"disclosures.{item}.{measure}" for measure in ("in_force", "issued", "repealed")])
    for item in ("regulations", "normative_documents")
}


def relate(conn: sqlite3.Connection, report_ids: Sequence[int]) -> None:
    """Make the checks between years anew for these reports and for those of the year after, as it was and as it is."""
    concerned = json.dumps(
        [
            row[0]
            for row in conn.execute(
                """SELECT value FROM json_each(:reports)
                   UNION
                   SELECT l.report_id FROM json_each(:reports) j JOIN link_results l ON l.earlier_report_id = j.value
                   UNION
                   SELECT later.report_id FROM json_each(:reports) j
                   JOIN report_heads h ON h.report_id = j.value
                   JOIN report_heads later ON later.publisher_id = h.publisher_id AND later.year = h.year + 1""",
                {"reports": json.dumps(list(report_ids))},
            )
        ]
    )
    conn.execute("DELETE FROM link_results WHERE report_id IN (SELECT value FROM json_each(?))", (concerned,))
    shapes: dict[tuple[str, str, str], int] = {}
    values = {"reports": concerned, "shape": _shape(conn, *_CARRY, shapes)}
    conn.execute(_CARRY_SQL, values)
    for item, shape in _IN_FORCE.items():
        conn.execute(_IN_FORCE_SQL, {"reports": concerned, "shape": _shape(conn, *shape, shapes), "item": item})


def shape_of(
    conn: sqlite3.Connection, rule: str, subject: str, cells: str, known: dict[tuple[str, str, str], int]
) -> int:
    """The number of what a check is about; `cells` is JSON. `known` is filled, so that each is looked up once."""
    key = (rule, subject, cells)
    if key not in known:
        row = conn.execute(
            "SELECT shape_id FROM check_shapes WHERE rule = ? AND subject = ? AND cells = ?", key
        ).fetchone()
        known[key] = (
            row[0]
            if row is not None
            else int(
                conn.execute("INSERT INTO check_shapes (rule, subject, cells) VALUES (?, ?, ?)", key).lastrowid or 0
            )
        )
    return known[key]


def _shape(
    conn: sqlite3.Connection, rule: str, subject: str, cells: list[str], known: dict[tuple[str, str, str], int]
) -> int:
    return shape_of(conn, rule, subject, canonical_json(cells), known)


def _corrected(of_earlier: str, *of_later: str) -> str:
    """SQL for the end of a detail: the corrections applied to the cells that are compared."""
    return f"""coalesce((
            SELECT '; with correction ' || group_concat(s.correction_id, ' and ')
            FROM correction_states s JOIN correction_log c ON c.correction_id = s.correction_id
            WHERE s.state = 'applied' AND (
                (s.report_id = e.report_id AND c.table_name || '.' || c.row_code || '.' || c.column_code = {of_earlier})
                OR (s.report_id = h.report_id
                    AND c.table_name || '.' || c.row_code || '.' || c.column_code IN ({", ".join(of_later)})))
        ), '')"""


# A report has few lines, a line stands in all reports: CROSS JOIN holds the order, + keeps out the index of a line.
_PAIRS = """
    FROM json_each(:reports) j
    CROSS JOIN report_heads h ON h.report_id = j.value
    CROSS JOIN report_heads e ON e.publisher_id = h.publisher_id AND e.year = h.year - 1
"""

_CARRY_SQL = f"""
INSERT INTO link_results (report_id, shape_id, earlier_report_id, state, detail)
SELECT report_id, :shape, earlier,
    CASE WHEN forward IS NULL OR over IS NULL THEN 'uncertain' WHEN forward = over THEN 'pass' ELSE 'fail' END,
    'carried forward from ' || earlier_year || ': ' || coalesce(forward, 'unknown') || ' (report ' || earlier
        || '); carried over into ' || year || ': ' || coalesce(over, 'unknown') || corrected
FROM (
    SELECT h.report_id, h.year, e.year AS earlier_year, e.report_id AS earlier, f.total AS forward, o.total AS over,
        {_corrected("'applications.carried_forward.total'", "'applications.carried_over.total'")} AS corrected
    {_PAIRS}
    CROSS JOIN application_lines f ON f.report_id = e.report_id AND +f.line = 'carried_forward'
    CROSS JOIN application_lines o ON o.report_id = h.report_id AND +o.line = 'carried_over'
)
"""

_IN_FORCE_SQL = f"""
INSERT INTO link_results (report_id, shape_id, earlier_report_id, state, detail)
SELECT report_id, :shape, earlier,
    CASE WHEN before + issued - repealed IS NULL OR in_force IS NULL THEN 'uncertain'
         WHEN before + issued - repealed = in_force THEN 'pass' ELSE 'fail' END,
    'in force in ' || earlier_year || ': ' || coalesce(before, 'unknown') || ' (report ' || earlier || '), issued '
        || coalesce(issued, 'unknown') || ', repealed ' || coalesce(repealed, 'unknown') || '; in force in ' || year
        || ': ' || coalesce(in_force, 'unknown') || corrected
FROM (
    SELECT h.report_id, h.year, e.year AS earlier_year, e.report_id AS earlier, b.value AS before, i.value AS issued,
        r.value AS repealed, n.value AS in_force,
        {
    _corrected(
        "'disclosures.' || :item || '.in_force'",
        "'disclosures.' || :item || '.in_force'",
        "'disclosures.' || :item || '.issued'",
        "'disclosures.' || :item || '.repealed'",
    )
} AS corrected
    {_PAIRS}
    CROSS JOIN disclosure_measures b ON b.report_id = e.report_id AND +b.item = :item AND +b.measure = 'in_force'
    CROSS JOIN disclosure_measures n ON n.report_id = h.report_id AND +n.item = :item AND +n.measure = 'in_force'
    CROSS JOIN disclosure_measures i ON i.report_id = h.report_id AND +i.item = :item AND +i.measure = 'issued'
    CROSS JOIN disclosure_measures r ON r.report_id = h.report_id AND +r.item = :item AND +r.measure = 'repealed'
)
"""
