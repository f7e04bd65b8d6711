import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.running import Run

TOTALS = (
    "select agency, year, total from applications"
    " where line = 'new_received' and year = 2024 and total is not null order by total desc limit 2"
)


@pytest.fixture
def ask(run: Run, demo_archive: Path) -> Run:
    def query(sql: str, *options: str) -> Result:
        return run("--archive", demo_archive, "query", sql, *options)

    return query


def test_a_table_without_a_terminal_is_plain_text(ask: Run) -> None:
    assert ask(TOTALS).stdout == (
        "agency          year  total\n"
        "--------------  ----  -----\n"
        "澜江市人民政府  2024    711\n"
        "青禾县人民政府  2024     93\n"
    )  # fmt: skip


def test_the_formats_say_the_same(ask: Run) -> None:
    rows = json.loads(ask(TOTALS, "--json").stdout)
    assert rows[0] == {"agency": "澜江市人民政府", "year": 2024, "total": 711}
    assert json.loads(ask(TOTALS, "--format", "json").stdout) == rows
    assert [json.loads(line) for line in ask(TOTALS, "--format", "jsonl").stdout.splitlines()] == rows
    assert ask(TOTALS, "--format", "csv").stdout.splitlines()[:2] == ["agency,year,total", "澜江市人民政府,2024,711"]


def test_null_is_never_the_empty_text(ask: Run) -> None:
    sql = "select null as a, '' as b, 'NULL' as c"
    assert ask(sql, "--format", "csv").stdout == 'a,b,c\n,"",NULL\n'
    assert json.loads(ask(sql, "--json").stdout) == [{"a": None, "b": "", "c": "NULL"}]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("selec 1", "SQL, line 1, column 1: "),
        ("select agencie from reports", "no such column: agencie"),
        ("select 1;\nselect 2", "one statement"),
        ("delete from payloads", "open for reading"),
        ("attach 'x.db' as x", "open for reading"),
        ("pragma journal_mode = delete", "open for reading"),
        ("", "no rows"),
    ],
)
def test_a_wrong_statement_is_one_sentence_and_exit_2(ask: Run, sql: str, said: str) -> None:
    result = ask(sql)
    assert result.exit_code == 2
    assert result.stderr.startswith("gongkai: ")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_statement_can_be_limited_in_time(ask: Run) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    result = ask(endless, "--seconds", "0.2")
    assert result.exit_code == 2
    assert "stopped after 0.2 seconds" in result.stderr


def test_the_functions_are_there(ask: Run) -> None:
    sql = (
        "select json_extract(cell.value, '$.value') as value from reports r, json_each(reading_cells(r.parse_id)) cell"
        " where r.agency = '澜江市人民政府' and r.year = 2024 and json_extract(cell.value, '$.row_code') = 'new_received'"
        " and json_extract(cell.value, '$.column_code') = 'total'"
    )
    assert json.loads(ask(sql, "--json").stdout) == [{"value": 711}]
    sql = "select payload_text(capture_id) as page from reports where media_type = 'text/html' limit 1"
    assert "<html" in json.loads(ask(sql, "--json").stdout)[0]["page"].lower()


def test_a_reader_that_goes_away_ends_the_command_quietly(demo_archive: Path) -> None:
    command = f"{sys.executable} -m gongkai --archive {demo_archive} query 'select * from cells' --format csv | head -1"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("report_id,")
    assert ended.stderr == ""
