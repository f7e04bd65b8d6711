"""The rows that users query, made from the current readings; never a source, always made anew from the bodies."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from archive.parsed import identity, links, pairs, regions
from archive.parsed.best import Candidate, best, in_time
from archive.parsed.bodies import reading_in
from archive.parsed.differences import revised
from archive.parsed.rows import APPLICANTS, RESULTS, ReportRows, Row, cells_unknown, rows_of
from parsers.model import Context

CHUNK = 128

# Tables whose rows follow from the reading alone, with their columns after report_id; some end with the place.
_TABLES = {
    "application_lines": f"ordinal, line, {', '.join(APPLICANTS)}",
    "disclosure_measures": "ordinal, item, measure, value, unit",
    "legal_channels": f"ordinal, channel, {', '.join(RESULTS)}",
    "cell_details": "table_name, row_code, column_code, value, kind, raw, note, derived_value",
    "statistic_rows": "ordinal, code, label, value, unit, raw, kind, note",
    "stated_figures": "ordinal, code, value, approximate, quote",
    "report_sections": "ordinal, code, heading, text",
    "remark_rows": "ordinal, remark",
    "metadata_fields": "ordinal, field, value, source",
    "check_results": "shape_id, state, detail",
}
_PLACED = ("application_lines", "disclosure_measures", "legal_channels")
_PLACE = "province, division_code, year"


def settle(
    conn: sqlite3.Connection, document_ids: Iterable[int], run_id: int | None = None, report_ids: Iterable[int] = ()
) -> None:
    """Make everything that users see follow from the current readings, after those of these documents changed.

    `report_ids`: reports whose documents were exchanged. `run_id`: the run that moves documents between reports.
    """
    documents = set(document_ids)
    project(conn, *identity.regroup(conn, documents, report_ids, run_id))
    conn.execute(
        "DELETE FROM unsettled WHERE document_id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(documents)),)
    )


def project(conn: sqlite3.Connection, *report_ids: int) -> None:
    """Rewrite the rows of these reports; what would be written as it stands is left alone."""
    ordered = sorted(report_ids)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        _project_chunk(conn, chunk)
    links.relate(conn, ordered)


def _project_chunk(conn: sqlite3.Connection, report_ids: list[int]) -> None:
    candidates = _candidates(conn, report_ids)
    standing = _standing_bodies(conn, report_ids)
    heads: list[Row] = []
    rewritten: dict[int, tuple[Candidate, Row]] = {}
    for report_id in report_ids:
        chosen = best(candidates[report_id])
        place = regions.place_of(chosen.reading.publisher.division_code, chosen.reading.year)
        heads.append(_head(report_id, chosen, place))
        if standing.get(report_id) != (chosen.body_digest, place.province):
            reading = chosen.reading
            rewritten[report_id] = (chosen, (place.province, reading.publisher.division_code, reading.year))
    texts_before = pairs.texts(conn, rewritten)
    _rewrite(conn, rewritten)
    conn.executemany(_HEAD, heads)
    pairs.replace(conn, texts_before, pairs.texts(conn, rewritten))
    _rewrite_revisions(conn, report_ids, candidates)


def _candidates(conn: sqlite3.Connection, report_ids: list[int]) -> dict[int, list[Candidate]]:
    found: dict[int, list[Candidate]] = defaultdict(list)
    for report_id, context_json, stored, publisher_id, *rest in conn.execute(_CANDIDATES, (json.dumps(report_ids),)):
        (document_id, sha256, url, first, first_at, newest, newest_at, parse_id, digest, version, media_type) = rest
        reading = reading_in(digest, stored)
        found[report_id].append(
            Candidate(
                document_id=document_id,
                sha256=sha256,
                url=url,
                list_date=Context.from_json(context_json).list_date,
                reading=reading,
                first_capture_id=first,
                first_fetched_at=first_at,
                newest_capture_id=newest,
                newest_fetched_at=newest_at,
                is_identified=publisher_id is not None and reading.year is not None,
                parse_id=parse_id,
                body_digest=digest,
                reader_version=version,
                media_type=media_type,
            )
        )
    return found


def _standing_bodies(conn: sqlite3.Connection, report_ids: list[int]) -> dict[int, tuple[str | None, str | None]]:
    rows = conn.execute(
        "SELECT report_id, body_digest, province FROM report_heads WHERE report_id IN (SELECT value FROM json_each(?))",
        (json.dumps(report_ids),),
    )
    return {report_id: (digest, province) for report_id, digest, province in rows}


def _head(report_id: int, chosen: Candidate, place: regions.Place) -> Row:
    reading = chosen.reading
    states = [check.state for check in reading.checks]
    return (
        chosen.document_id,
        chosen.parse_id,
        chosen.body_digest,
        chosen.first_capture_id,
        reading.publisher.name,
        reading.publisher.agency_class,
        reading.publisher.scope,
        reading.publisher.division_code,
        place.province,
        place.prefecture,
        place.county,
        reading.title,
        reading.published,
        reading.produced,
        reading.form,
        chosen.url,
        chosen.first_fetched_at,
        chosen.reader_version,
        chosen.media_type,
        states.count("pass"),
        states.count("fail"),
        cells_unknown(reading),
        reading.year,
        chosen.parse_id,
        report_id,
    )


def _rewrite(conn: sqlite3.Connection, rewritten: dict[int, tuple[Candidate, Row]]) -> None:
    numbers = json.dumps(sorted(rewritten))
    shapes: dict[tuple[str, str, str], int] = {}
    rows: dict[str, list[Row]] = {table: [] for table in _TABLES}
    for report_id, (chosen, place) in sorted(rewritten.items()):
        made = rows_of(chosen.reading)
        for table, content in _contents(conn, made, shapes).items():
            end = place if table in _PLACED else ()
            rows[table] += [(report_id, *row, *end) for row in content]
    for table, columns in _TABLES.items():
        conn.execute(f"DELETE FROM {table} WHERE report_id IN (SELECT value FROM json_each(?))", (numbers,))
        named = f"report_id, {columns}, {_PLACE}" if table in _PLACED else f"report_id, {columns}"
        places = ", ".join("?" * len(named.split(", ")))
        conn.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", rows[table])


def _contents(
    conn: sqlite3.Connection, made: ReportRows, shapes: dict[tuple[str, str, str], int]
) -> dict[str, list[Row]]:
    return {
        "application_lines": made.applications,
        "disclosure_measures": made.disclosures,
        "legal_channels": made.legal_challenges,
        "cell_details": made.details,
        "statistic_rows": made.statistics,
        "stated_figures": made.stated,
        "report_sections": made.sections,
        "remark_rows": made.remarks,
        "metadata_fields": made.metadata,
        "check_results": [
            (links.shape_of(conn, rule, subject, cells, shapes), state, detail)
            for rule, subject, cells, state, detail in made.checks
        ],
    }


def _rewrite_revisions(conn: sqlite3.Connection, report_ids: list[int], candidates: dict[int, list[Candidate]]) -> None:
    """What changed at the source, from each document of a report to the one that replaced it."""
    conn.execute("DELETE FROM revisions WHERE report_id IN (SELECT value FROM json_each(?))", (json.dumps(report_ids),))
    rows: list[Row] = []
    for report_id in report_ids:
        held = in_time(candidates[report_id])
        rows += [
            (report_id, newer.first_capture_id, older.first_capture_id, *key, old_value, new_value)
            for older, newer in pairwise(held)
            if older.body_digest != newer.body_digest
            for key, old_value, new_value in revised(older.reading, newer.reading)
        ]
    conn.executemany(
        """INSERT INTO revisions (report_id, new_capture_id, old_capture_id, table_name, row_code, column_code,
               old_value, new_value)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        rows,
    )


_CANDIDATES = """
SELECT d.report_id, c.json, b.stored, r.publisher_id, d.document_id, d.sha256, d.url, d.first_capture_id, f.fetched_at,
    d.newest_capture_id, d.newest_fetched_at, r.parse_id, r.body_digest, u.reader_version, f.media_type
FROM documents d
JOIN readings r ON r.parse_id = d.current_parse_id AND r.outcome = 'report'
JOIN readers u ON u.reader_id = r.reader_id
JOIN bodies b ON b.digest = r.body_digest AND b.stored IS NOT NULL
JOIN contexts c ON c.digest = d.context_digest
JOIN capture_log f ON f.capture_id = d.first_capture_id
WHERE d.report_id IN (SELECT value FROM json_each(?))
ORDER BY d.report_id, d.document_id
"""

_HEAD = """
UPDATE report_heads SET document_id = ?, parse_id = ?, body_digest = ?, capture_id = ?, agency = ?, agency_class = ?,
    scope = ?, division_code = ?, province = ?, prefecture = ?, county = ?, title = ?, published = ?, produced = ?,
    form = ?, url = ?, fetched_at = ?, reader_version = ?, media_type = ?, checks_passed = ?, checks_failed = ?,
    cells_unknown = ?, year = ?, publisher_id = (SELECT publisher_id FROM readings WHERE parse_id = ?)
WHERE report_id = ?
"""
