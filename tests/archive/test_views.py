"""The contract on SQL: every view with at least its columns, each explained, readable by any SQLite."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from archive.store import Archive

CONTRACT = {
    "publishers": "publisher_id name class division_code valid_from valid_until evidence",
    "reports": """report_id publisher_id agency agency_class scope division_code province prefecture county year title
        published produced form url fetched_at capture_id parse_id reader_version media_type checks_failed
        cells_unknown""",
    "applications": """report_id agency province division_code year line kind natural_person business research nonprofit
        legal_service other_org total""",
    "disclosures": "report_id agency province division_code year item measure value unit",
    "legal_challenges": """report_id agency province division_code year channel upheld corrected other pending
        total""",
    "cells": "report_id table_name row_code column_code value kind raw derived_value",
    "cell_notes": "report_id table_name row_code column_code kind raw value note",
    "indicators": "report_id agency year code label value unit",
    "narrative_figures": "report_id agency year code value approximate quote",
    "sections": "report_id ordinal code heading text",
    "report_metadata": "report_id field value source",
    "checks": "report_id rule state cells detail",
    "captures": """capture_id crawl_id portal_id url fetched_at status verdict media_type sha256 size revisit_of etag
        last_modified headers tls_verified""",
    "parses": "parse_id capture_id sha256 reader_version fingerprint run_id state reason form agency year",
    "parse_changes": """run_id report_id table_name row_code column_code old_value new_value old_parse_id
        new_parse_id""",
    "source_changes": """report_id table_name row_code column_code old_value new_value old_capture_id
        new_capture_id""",
    "coverage": "publisher_id agency division_code year status evidence",
    "portals": "portal_id name division_code home family last_crawled_at",
    "crawls": "crawl_id started_at finished_at reason requests new_payloads refusals",
    "listings": "crawl_id portal_id url family declared_total harvested complete reason",
    "gongkai_columns": "view column_name unit meaning",
}


def columns(connection: sqlite3.Connection, view: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({view})")}


@pytest.mark.parametrize("view", CONTRACT)
def test_a_view_has_its_columns(archive: Archive, view: str) -> None:
    row = archive.connection.execute("SELECT type FROM sqlite_schema WHERE name = ?", (view,)).fetchone()
    assert row == ("view",)
    assert set(CONTRACT[view].split()) <= columns(archive.connection, view)


def test_every_column_of_every_view_is_explained_and_nothing_else_is(archive: Archive) -> None:
    views = [row[0] for row in archive.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    there = {(view, column) for view in views for column in columns(archive.connection, view)}
    explained = archive.connection.execute("SELECT view, column_name FROM gongkai_columns").fetchall()
    assert set(explained) == there
    assert len(explained) == len(there)
    empty = archive.connection.execute("SELECT * FROM gongkai_columns WHERE trim(meaning) = '' OR unit = ''").fetchall()
    assert empty == []


@pytest.mark.parametrize("view", CONTRACT)
def test_plain_sqlite_reads_a_view(path: Path, view: str) -> None:
    with sqlite3.connect(path) as plain:
        plain.execute(f"SELECT * FROM {view}").fetchall()
    plain.close()


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 shell is not installed")
def test_the_sqlite_shell_reads_the_views(path: Path) -> None:
    asked = ";".join(f"SELECT count(*) FROM {view}" for view in CONTRACT)
    done = subprocess.run(["sqlite3", str(path), asked], capture_output=True, text=True, check=True)
    assert len(done.stdout.split()) == len(CONTRACT)


@pytest.mark.parametrize(
    ("question", "plan"),
    [
        (
            "SELECT province, year, sum(total) FROM applications WHERE line = 'new_received' GROUP BY province, year",
            "SEARCH l USING COVERING INDEX application_lines_place (line=?)",
        ),
        (
            "SELECT year, sum(total) FROM applications WHERE line = 'granted' AND scope <> 'aggregate' GROUP BY year",
            "SEARCH l USING COVERING INDEX application_lines_place (line=?)",
        ),
        (
            """SELECT province, sum(value) FROM disclosures
            WHERE item = 'penalty' AND measure = 'decisions' AND scope = 'own' GROUP BY province, year""",
            "SEARCH m USING COVERING INDEX disclosure_measures_place (item=? AND measure=?)",
        ),
        (
            """SELECT sum(upheld), sum(other), sum(pending) FROM legal_challenges
            WHERE channel = 'review' AND scope <> 'aggregate' GROUP BY province, year""",
            "SEARCH c USING COVERING INDEX legal_channels_place (channel=?)",
        ),
        (
            "SELECT province, sum(value) FROM disclosures WHERE item = 'fees' AND measure = 'amount_wan_yuan' GROUP BY 1",
            "SEARCH m USING COVERING INDEX disclosure_measures_place (item=? AND measure=?)",
        ),
        (
            "SELECT year, sum(corrected), sum(total) FROM legal_challenges WHERE channel = 'review' AND province = 'x'",
            "SEARCH c USING COVERING INDEX legal_channels_place (channel=? AND province=?)",
        ),
    ],
)
def test_a_question_on_the_whole_country_is_answered_from_one_index(archive: Archive, question: str, plan: str) -> None:
    steps = [row[3] for row in archive.connection.execute(f"EXPLAIN QUERY PLAN {question}")]
    assert plan in steps
    assert not any("report_heads" in step or "SCAN" in step for step in steps)
