"""The rows that users query, made from the current readings; never a source, always made anew from the bodies."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from archive.parsed import agreement, identity, links, pairs, regions, revisions
from archive.parsed.best import Candidate
from archive.parsed.gathering import GatheredReport, gather
from archive.parsed.rows import APPLICANTS, RESULTS, ReportRows, Row, cells_unknown, rows_of

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
_PLACE = "province, division_code, year, scope"


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


def project(conn: sqlite3.Connection, *report_ids: int, for_search: bool = True) -> None:
    """Rewrite the rows of these reports; what would be written as it stands is left alone.

    `for_search` False leaves out the index for the search.
    """
    ordered = sorted(report_ids)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        _project_chunk(conn, chunk, for_search=for_search)
    links.relate(conn, ordered)


def _project_chunk(conn: sqlite3.Connection, report_ids: list[int], *, for_search: bool) -> None:
    reports = gather(conn, report_ids)
    standing = _standing(conn, report_ids)
    heads: list[Row] = []
    rewritten: dict[int, tuple[Candidate, Row]] = {}
    for report_id, report in reports.items():
        chosen = replace(report.chosen, reading=report.laid[report.chosen.document_id].reading)
        place = regions.place_of(chosen.reading.publisher.division_code, chosen.reading.year)
        heads.append(_head(report_id, chosen, place, report))
        if standing.get(report_id) != (chosen.body_digest, place.province, report.corrections):
            reading = chosen.reading
            publisher = reading.publisher
            rewritten[report_id] = (chosen, (place.province, publisher.division_code, reading.year, publisher.scope))
    texts_before = pairs.texts(conn, rewritten) if for_search else {}
    _rewrite(conn, rewritten)
    conn.executemany(_HEAD, heads)
    if for_search:
        pairs.replace(conn, texts_before, pairs.texts(conn, rewritten))
    revisions.rewrite_revisions(conn, reports)
    _rewrite_agreement(conn, reports)
    revisions.rewrite_correction_states(conn, reports)


def _standing(conn: sqlite3.Connection, report_ids: list[int]) -> dict[int, Row]:
    """What the rows that stand were made from."""
    rows = conn.execute(
        """SELECT report_id, body_digest, province, corrections FROM report_heads
           WHERE report_id IN (SELECT value FROM json_each(?))""",
        (json.dumps(report_ids),),
    )
    return {report_id: tuple(made_from) for report_id, *made_from in rows}


def _head(report_id: int, chosen: Candidate, place: regions.Place, report: GatheredReport) -> Row:
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
        report.corrections,
        report.choice.reason,
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


def _rewrite_agreement(conn: sqlite3.Connection, reports: dict[int, GatheredReport]) -> None:
    agreement.rewrite(
        conn,
        (
            (
                report_id,
                report.chosen,
                report.laid[report.chosen.document_id].reading,
                [(rival, report.laid[rival.document_id].reading) for rival in report.choice.rivals],
            )
            for report_id, report in reports.items()
        ),
    )


_HEAD = """
UPDATE report_heads SET document_id = ?, parse_id = ?, body_digest = ?, capture_id = ?, agency = ?, agency_class = ?,
    scope = ?, division_code = ?, province = ?, prefecture = ?, county = ?, title = ?, published = ?, produced = ?,
    form = ?, url = ?, fetched_at = ?, reader_version = ?, media_type = ?, checks_passed = ?, checks_failed = ?,
    cells_unknown = ?, year = ?, corrections = ?, best_reason = ?,
    publisher_id = (SELECT publisher_id FROM readings WHERE parse_id = ?)
WHERE report_id = ?
"""
