"""The archive as it read on an earlier day: every view, row by row, as it was read then."""

import sqlite3
import time
from contextlib import closing
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from archive import as_of
from archive.as_of import NoSuchDay, doubt, moment_of, open_as_of
from archive.export.tables import export
from archive.moments import now
from archive.parsed import corrections, runs
from archive.parsed.bodies import body_of
from archive.parsed.reparse import parse_new, reparse
from archive.parsed.rows import ROW_TABLES
from archive.query import QueryError, select
from archive.raw import portals
from archive.raw.crawls import Listing, ListItem, finish, record_listing, start_or_resume
from archive.raw.portals import PortalRow
from archive.store import APPLICATION_ID, Archive
from archive.withdraw import withdraw
from tests.archive.readings import URL, WrittenOut, capture, check, keep, line, measure, page, report, sections

OTHER = "https://www.example.gov.cn/nb/2.html"
LATER = "https://www.example.gov.cn/nb/3.html"
OLD = WrittenOut()
# Another figure, and another year: rows, links and the identity of a report differ.
BETTER = WrittenOut("html-2", (('"value":99', '"value":9'), ('"year":2020', '"year":2021')))
REPARSE = 3  # the third run

Rows = dict[str, list[tuple[object, ...]]]
History = tuple[Path, dict[str, Rows], dict[str, str]]


def whole(connection: sqlite3.Connection) -> Rows:
    """Every view, whole. The number of a report that is to be read is a matter of today."""
    views = [row[0] for row in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'view'").fetchall()]
    return {view: sorted(connection.execute(f"SELECT * FROM {view}").fetchall(), key=repr) for view in views}


def crawled(archive: Archive) -> None:
    with archive.write() as conn:
        portals.record(conn, PortalRow("411424", "柘城县人民政府", "411424", "https://www.example.gov.cn/", None))
    crawl = start_or_resume(archive, ["411424"], {}).crawl_id
    first = report(year=2021, figures=(*line("carried_forward", 99), *line("new_received", 3)), sections=sections("甲"))
    second = report(year=2022, figures=line("carried_over", 9), checks=(check("carried_over", "pass"),))
    keep(
        archive,
        capture(URL, page(first), crawl_id=crawl, portal_id="411424"),
        capture(OTHER, page(second), crawl_id=crawl, portal_id="411424"),
    )
    with archive.write() as conn:
        items = [ListItem(URL, "一"), ListItem(LATER, "三", year_hint=2020)]
        listing = Listing(crawl, "411424", "https://www.example.gov.cn/nb/", None, 2, 2, complete=True, items=items)
        record_listing(conn, listing)
    parse_new(archive, reader=OLD)


def revised(archive: Archive) -> None:
    crawl = start_or_resume(archive, ["411424"], {"again": 1}).crawl_id
    portal = PortalRow("411424", "柘城县政府", "411424", "https://www.example.gov.cn/", "empire")
    again = report(year=2021, figures=(*line("carried_forward", 8), *line("new_received", 4)), sections=sections("乙"))
    third = report(year=2020, figures=(measure("licensing", "decisions", 1), *line("carried_forward", 2)))
    keep(archive, capture(URL, page(again), "2024-03-01T00:00:00Z", crawl_id=crawl), capture(LATER, page(third)))
    with archive.write() as conn:
        portals.record(conn, portal)
    finish(archive, crawl, "all was asked", complete=True)
    parse_new(archive, reader=OLD)


def back_again(archive: Archive) -> None:
    """The portal shows its first page again, so the first document stands for the report once more."""
    first = archive.connection.execute(
        "SELECT payload(sha256) FROM captures WHERE url = ? ORDER BY capture_id LIMIT 1", (URL,)
    ).fetchone()[0]
    keep(archive, capture(URL, first, "2024-04-01T00:00:00Z"))
    parse_new(archive, reader=OLD)


def read_again(archive: Archive) -> None:
    reparse(archive, reader=BETTER)


def promoted(archive: Archive) -> None:
    runs.promote(archive, REPARSE, force=True)


def corrected(archive: Archive) -> None:
    cell = "applications.carried_over.total"
    corrections.add(archive, 2, cell, expected=9, value=7, reason="misprint", source="telephone")


def undone(archive: Archive) -> None:
    corrections.withdraw(archive, 1, "no misprint")
    runs.rollback(archive, REPARSE)


STEPS = (crawled, revised, back_again, read_again, promoted, corrected, undone)


@pytest.fixture(scope="module")
def history(empty_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> History:
    """An archive with a life, what it said after each step of it, and the second in which the step ended."""
    path = tmp_path_factory.mktemp("history") / "gongkai.db"
    path.write_bytes(empty_archive.read_bytes())
    said: dict[str, Rows] = {}
    moments: dict[str, str] = {}
    with Archive.open(path) as archive:
        for step in (None, *STEPS):
            if step is not None:
                step(archive)
            name = step.__name__ if step is not None else "empty"
            said[name] = whole(archive.connection)
            moments[name] = now()
            while now() == moments[name]:  # times are whole seconds
                time.sleep(0.02)
    return path, said, moments


@pytest.mark.parametrize("step", ["empty", *(step.__name__ for step in STEPS)])
def test_every_view_reads_as_it_read_then(history: History, step: str) -> None:
    path, said, moments = history
    with open_as_of(path, moments[step]) as archive:
        found = whole(archive.connection)
        assert doubt(archive, moments[step]) is None
    for view, rows in said[step].items():
        assert (view, found[view]) == (view, rows)


def test_the_steps_differ_so_that_there_is_something_to_remember(
    history: History,
) -> None:
    _, said, _ = history
    states = list(said.values())
    assert all(before != after for before, after in pairwise(states))
    assert said["promoted"]["reports"] != said["undone"]["reports"]


def test_an_export_writes_what_stood_then(history: History, tmp_path: Path) -> None:
    path, said, moments = history
    with open_as_of(path, moments["crawled"]) as archive:
        written = {one.view: one.rows for one in export(archive, "csv", tmp_path)}
    assert {view: len(rows) for view, rows in said["crawled"].items() if len(rows) != written.get(view)} == {}


def test_functions_and_conditions_are_there(history: History) -> None:
    path, _, moments = history
    asked = "SELECT length(payload(sha256)) > 0, payload_text(capture_id) IS NOT NULL FROM captures"
    with open_as_of(path, moments["crawled"]) as archive:
        assert list(select(archive, asked).rows) == [(1, 1), (1, 1)]
        with pytest.raises(QueryError, match="open for reading only"):
            select(archive, "DELETE FROM asof_reports")


def test_the_file_is_not_touched(history: History) -> None:
    path, _, moments = history
    before = path.read_bytes()
    with open_as_of(path, moments["crawled"]) as archive:
        whole(archive.connection)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2024-02-29", "2024-02-29T23:59:59Z"), ("2024-02-29T08:00:00Z", "2024-02-29T08:00:00Z")],
)
def test_a_day_is_meant_to_its_end(text: str, moment: str) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize("text", ["2024-02-30", "yesterday", "2024", "2024-02-29 08:00", "", "9999-01-01"])
def test_what_is_no_day_is_refused(path: Path, text: str) -> None:
    with pytest.raises(NoSuchDay) as caught:
        open_as_of(path, text)
    assert caught.value.exit_code == 2


def test_an_archive_without_memory_says_so_and_goes_by_the_dates_it_has(archive: Archive) -> None:
    """As an archive stands that was made before there was a memory: dated captures and readings, and no more."""
    keep(archive, capture(URL, page(report())), capture(OTHER, page(report("林业局"))))
    parse_new(archive, reader=OLD)
    with archive.write() as conn:
        conn.execute("DELETE FROM capture_marks")
        conn.execute("UPDATE facts SET value = '2' WHERE name = 'captures_before'")
        conn.execute("INSERT INTO facts VALUES ('memory_since', '2025-01-01T00:00:00Z')")
        conn.execute("UPDATE capture_log SET fetched_at = '2024-05-01T00:00:00Z' WHERE capture_id = 2")
        for table, column in (("readings", "created_at"), ("document_log", "at"), ("runs", "started_at")):
            conn.execute(f"UPDATE {table} SET {column} = '2024-02-02T00:00:00Z'")
    for day, captures in (("2024-01-01", 0), ("2024-03-01", 1), ("2024-06-01", 2)):
        with open_as_of(archive.path, day) as then:
            assert list(select(then, "SELECT count(*), (SELECT count(*) FROM reports) FROM captures").rows) == [
                (captures, captures)
            ]
            said = doubt(then, day)
            assert said is not None
            assert said.startswith("the archive remembers since 2025-01-01T00:00:00Z; ")


def test_an_archive_of_before_the_memory_gets_one_from_what_its_rows_tell(empty_archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(empty_archive)) as made, closing(sqlite3.connect(path)) as old:
        for name in ("0001", "0002"):
            old.executescript(files("archive").joinpath(f"schema/{name}.sql").read_text(encoding="utf-8"))
        old.execute(made.execute("SELECT sql FROM sqlite_schema WHERE name = '_sqlite_migrations'").fetchone()[0])
        applied = made.execute("SELECT * FROM _sqlite_migrations ORDER BY name LIMIT 2").fetchall()
        places = ", ".join("?" * len(applied[0]))
        old.executemany(f"INSERT INTO _sqlite_migrations VALUES ({places})", applied)
        body = body_of(report(figures=line("granted", 1)))
        old.executescript(
            f"""PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 2;
            INSERT INTO payloads VALUES ('aa', 1, 'text/html', x'00');
            INSERT INTO contexts VALUES ('c', '{{"url":"{URL}"}}');
            INSERT INTO capture_log (capture_id, url, fetched_at, verdict, sha256, new_payload, headers, document_id)
                VALUES (1, '{URL}', '2024-02-01T00:00:00Z', 'ok', 'aa', 1, '{{}}', 1);
            INSERT INTO publisher_rows (publisher_id, name, class, scope, evidence) VALUES (1, 'x', 'department', 'own', 'y');
            INSERT INTO runs (run_id, uid, kind, started_at, selection, readers, promoted_at)
                VALUES (1, 'u', 'parse', '2024-02-02T00:00:00Z', '{{}}', '{{}}', '2024-02-02T00:00:00Z');
            INSERT INTO readers VALUES (1, 'html', 'html-1', 'f');
            INSERT INTO documents VALUES (1, 'aa', 'c', '{URL}', NULL, 1, 1, '2024-02-01T00:00:00Z', 1, 1);
            INSERT INTO report_heads (report_id, identity, publisher_id, year, document_id, parse_id)
                VALUES (1, 'publisher:1:2023', 1, 2023, 1, 1);
            INSERT INTO portal_entries (portal_id, name, recorded_at) VALUES ('1', '县', '2024-01-31T00:00:00Z');"""
        )
        old.execute("INSERT INTO bodies VALUES (?, ?)", (body.digest, body.packed))
        old.execute(
            """INSERT INTO readings (parse_id, document_id, run_id, reader_id, body_digest, outcome, form, agency,
                   publisher_id, year, created_at)
               VALUES (1, 1, 1, 1, ?, 'report', '2021', 'x', 1, 2023, '2024-02-02T00:00:00Z')""",
            (body.digest,),
        )
        old.commit()
    began = now()
    Archive.open(path).close()
    asked = "SELECT (SELECT count(*) FROM captures), (SELECT count(*) FROM reports), (SELECT count(*) FROM portals)"
    for day, seen in (
        ("2024-01-30", (0, 0, 0)),
        ("2024-01-31", (0, 0, 1)),
        ("2024-02-01", (1, 0, 1)),
        ("2024-02-02", (1, 1, 1)),
    ):
        with open_as_of(path, day) as then:
            assert list(select(then, asked).rows) == [seen]
            assert doubt(then, day) is not None
    with open_as_of(path, now()) as then:
        assert list(select(then, "SELECT value >= ? FROM facts WHERE name = 'memory_since'", (began,)).rows) == [(1,)]


# Tables whose rows no day makes otherwise: contents by their digest, names, what is withdrawn, and the program's own.
TIMELESS = {
    "facts", "payloads", "contexts", "bodies", "readers", "publisher_rows", "publisher_keys", "list_items",
    "column_meanings", "check_shapes", "division_years", "withdrawn_payloads", "withdrawn_documents", "frontier",
    "unsettled", "report_moves", "report_identities_before", "report_aliases", "document_log", "capture_marks",
    "portal_log", "listed_titles", "unread_lists",
}  # fmt: skip


def test_every_table_has_its_way_to_an_earlier_day(archive: Archive) -> None:
    """A new table must say since when its rows are there, in as_of.TABLES, or be named here as one that no day changes."""
    tables = {
        row[0]
        for row in archive.connection.execute(
            """SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
               AND name NOT LIKE '_sqlite_%' AND name NOT LIKE 'section_pairs%'"""
        )
    }
    assert tables == {*TIMELESS, *as_of.TABLES, "documents", "report_heads", *ROW_TABLES}


def test_a_report_that_did_not_change_is_not_made_anew(archive: Archive) -> None:
    keep(archive, capture(URL, page(report(figures=line("granted", 1)))))
    parse_new(archive, reader=OLD)
    with archive.write() as conn:  # rows that no reading would give show that they were not made again
        conn.execute("UPDATE application_lines SET total = 5")
    with open_as_of(archive.path, now()) as then:
        assert list(select(then, "SELECT total FROM applications").rows) == [(5,)]


def test_what_was_withdrawn_stays_withdrawn(archive: Archive) -> None:
    kept = keep(archive, capture(URL, page(report(sections=sections("甲")))), capture(OTHER, page(report("林业局"))))
    parse_new(archive, reader=OLD)
    then = now()
    while now() == then:
        time.sleep(0.02)
    assert kept[0].sha256 is not None
    withdraw(archive, kept[0].sha256, "by law")
    with open_as_of(archive.path, then) as past:
        asked = "SELECT agency FROM reports UNION ALL SELECT text FROM sections"
        assert list(select(past, asked).rows) == [("柘城县林业局",)]
        asked = "SELECT payload(sha256) IS NULL FROM captures ORDER BY capture_id"
        assert list(select(past, asked).rows) == [(1,), (0,)]


def steps(archive: Archive, sql: str) -> list[str]:
    return [str(row[3]) for row in archive.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.parametrize(
    ("sql", "plan"),
    [
        ("SELECT * FROM reports WHERE report_id = 1", "SEARCH main.report_heads USING INTEGER PRIMARY KEY (rowid=?)"),
        (
            "SELECT * FROM applications WHERE report_id = 1",
            "SEARCH main.application_lines USING PRIMARY KEY (report_id=?)",
        ),
        (
            "SELECT province, sum(total) FROM applications WHERE line = 'granted' GROUP BY 1",
            "SEARCH main.application_lines USING INDEX application_lines_place (line=?)",
        ),
    ],
)
def test_a_narrow_question_still_uses_the_indexes(history: History, sql: str, plan: str) -> None:
    path, _, moments = history
    with Archive.open(path) as archive, open_as_of(archive.path, moments["crawled"]) as then:
        then.connection.set_authorizer(None)
        found = steps(then, sql)
    assert plan in found


def test_coverage_looks_through_the_reports_for_no_row_of_its_own(history: History) -> None:
    """A subquery that scans all reports for each listed document never ends on a large archive."""
    path, _, moments = history
    with Archive.open(path) as archive, open_as_of(archive.path, moments["crawled"]) as then:
        then.connection.set_authorizer(None)
        found = steps(then, "SELECT status, count(*) FROM coverage GROUP BY status")
    assert "SCAN h" not in found
