import time
from pathlib import Path

import pytest

from archive.query import QueryError, QueryTooLong, select
from archive.store import Archive, ArchiveDamaged
from tests.archive.readings import capture, keep

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT {} FROM n"


def test_columns_and_rows_come_as_they_are_asked_for(archive: Archive) -> None:
    keep(archive, capture(), capture("https://a/2"))
    with Archive.open_read_only(archive.path) as reading:
        result = select(reading, "SELECT capture_id AS number, verdict FROM captures WHERE capture_id > ?", (1,))
        assert result.columns == ("number", "verdict")
        assert list(result.rows) == [(2, "ok")]


def test_rows_are_not_all_made_at_once(path: Path) -> None:
    with Archive.open_read_only(path) as reading:
        rows = select(reading, ENDLESS.format("i")).rows
        assert [next(rows) for _ in range(3)] == [(1,), (2,), (3,)]


@pytest.mark.parametrize(
    ("sql", "line", "column", "says"),
    [
        ("SELEC 1", 1, 1, 'near "SELEC": syntax error'),
        ("SELECT 1\nFROM reports\nWERE year = 1", 3, 6, 'near "year": syntax error'),
        ("SELECT 'FROM' FROM FROM reports", 1, 20, 'near "FROM": syntax error'),
        ("SELECT agncy FROM reports", 1, 8, "no such column: agncy"),
        ("SELECT r.agncy FROM reports r", 1, 8, "no such column: r.agncy"),
        ("SELECT 1 FROM\n  report", 2, 3, "no such table: report"),
        ("SELECT shout('a')", 1, 8, "no such function: shout"),
        ("SELECT #", 1, 8, 'unrecognized token: "#"'),
    ],
)
def test_a_wrong_statement_is_told_where_it_is_wrong(path: Path, sql: str, line: int, column: int, says: str) -> None:
    with Archive.open_read_only(path) as reading:
        with pytest.raises(QueryError, match=says) as caught:
            select(reading, sql)
        assert (caught.value.line, caught.value.column, caught.value.exit_code) == (line, column, 2)
        assert str(caught.value) == f"SQL, line {line}, column {column}: {says}"


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("SELECT 1 FROM", "SQL: incomplete input"),
        ("", "gives no rows"),
        ("-- nothing", "gives no rows"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("DELETE FROM capture_log", "open for reading only: the statement would write"),
        ("ATTACH 'x.db' AS x", "open for reading only"),
        ("SELECT ?", "number of bindings"),
    ],
)
def test_a_statement_that_is_none_is_refused(path: Path, sql: str, says: str) -> None:
    with Archive.open_read_only(path) as reading, pytest.raises(QueryError, match=says):
        select(reading, sql)


def test_a_statement_that_takes_too_long_is_stopped(path: Path) -> None:
    with Archive.open_read_only(path) as reading:
        began = time.monotonic()
        with pytest.raises(QueryTooLong, match=r"stopped after 0\.2 seconds"):
            list(select(reading, ENDLESS.format("max(i)"), seconds=0.2).rows)
        with pytest.raises(QueryTooLong):
            for _ in select(reading, ENDLESS.format("i"), seconds=0.2).rows:
                pass
        assert time.monotonic() - began < 5
        assert list(select(reading, "SELECT 1", seconds=0.2).rows) == [(1,)]


def test_damage_met_by_a_function_is_named(archive: Archive) -> None:
    keep(archive, capture(body=b"x" * 100))
    with archive.write() as conn:
        conn.execute("UPDATE payloads SET stored = x'28b52ffd'")
    says = r"payload 09ecb6ebc8bcefc7.* is damaged"
    with Archive.open_read_only(archive.path) as reading, pytest.raises(ArchiveDamaged, match=says):
        list(select(reading, "SELECT payload(sha256) FROM captures").rows)
