"""What follows from several documents of a report: what changed at the source, and what became of corrections."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import pairwise

from archive.parsed.best import in_time
from archive.parsed.differences import Key, Value, revised
from archive.parsed.gathering import GatheredReport
from archive.parsed.overlay import CORRECTED, Overlaid, value_of
from archive.parsed.rows import Row


def rewrite_revisions(conn: sqlite3.Connection, reports: Mapping[int, GatheredReport]) -> None:
    """What changed at the source, from each document of a report to the one that replaced it."""
    conn.execute(
        "DELETE FROM revisions WHERE report_id IN (SELECT value FROM json_each(?))", (json.dumps(list(reports)),)
    )
    rows: list[Row] = []
    for report_id, report in reports.items():
        held = in_time(report.candidates)
        beside = {report.chosen.document_id, *(rival.document_id for rival in report.choice.rivals)}
        rows += [
            (report_id, newer.first_capture_id, older.first_capture_id, *key, old_value, new_value)
            for older, newer in pairwise(held)
            if older.body_digest != newer.body_digest
            and not {older.document_id, newer.document_id} <= beside  # neither replaced the other
            for key, old_value, new_value in _revised(report.laid[older.document_id], report.laid[newer.document_id])
        ]
    conn.executemany(
        """INSERT INTO revisions (report_id, new_capture_id, old_capture_id, table_name, row_code, column_code,
               old_value, new_value)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        rows,
    )


def _revised(older: Overlaid, newer: Overlaid) -> Iterator[tuple[Key, Value, Value]]:
    """The source changed where its readings differ and still do as corrected: a misreading is no revision."""
    before, after = _corrected(older), _corrected(newer)
    for key, old, new in revised(older.read, newer.read):
        old_value, new_value = before.get(key, old), after.get(key, new)
        if old_value != new_value:
            yield key, old_value, new_value


def _corrected(laid: Overlaid) -> dict[Key, Value]:
    return {(f.table, f.row, f.column): f.value for f in laid.reading.figures if f.kind == CORRECTED}


def rewrite_correction_states(conn: sqlite3.Connection, reports: Mapping[int, GatheredReport]) -> None:
    """What became of each correction: in the document that stands for the report, or in one that does not."""
    conn.execute(
        "DELETE FROM correction_states WHERE report_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(reports)),),
    )
    rows: dict[tuple[int, int], Row] = {}
    for report_id, report in reports.items():
        reading = report.chosen.reading
        standing = report.laid[report.chosen.document_id].states
        for one in report.laid.values():
            for correction in one.corrections:
                number = correction.correction_id
                state = standing.get(number, "replaced")
                rows[report_id, number] = (report_id, number, state, value_of(reading, correction.key))
    conn.executemany(
        "INSERT INTO correction_states (report_id, correction_id, state, reading_value) VALUES (?, ?, ?, ?)",
        rows.values(),
    )
