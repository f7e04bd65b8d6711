import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.running import SAMPLES, Run


@pytest.fixture
def ids(demo_archive: Path) -> dict[tuple[str, int], int]:
    connection = sqlite3.connect(demo_archive)
    rows = connection.execute("select agency, year, report_id from reports").fetchall()
    connection.close()
    return {(agency, year): report_id for agency, year, report_id in rows}


def test_a_report_is_shown_with_its_tables(run: Run, demo_archive: Path, ids: dict[tuple[str, int], int]) -> None:
    report_id = ids["澜江市人民政府", 2024]
    text = run("--archive", demo_archive, "show", report_id).stdout
    assert f"Report {report_id}: 澜江市人民政府, 2024\n" in text
    assert "规章            本年制发件数                   22*  件\n" in text
    row = next(line for line in text.splitlines() if line.startswith("一、本年新收"))
    assert row.split()[1:] == ["643", "12", "33", "1", "9", "13", "711"]
    assert "22（其中修订16件）" in text
    assert "Checks: " in text
    assert "overview" in text
    assert "current" in text


def test_a_cell_without_a_value_says_why(run: Run, demo_archive: Path, ids: dict[tuple[str, int], int]) -> None:
    text = run("--archive", demo_archive, "show", ids["澜江市财政局", 2023]).stdout
    assert "(unit_differs)  万元" in text
    assert "disclosures.fees.amount_wan_yuan  unit_differs  3,940元" in text


def test_a_report_is_found_by_the_url_of_its_capture(run: Run, demo_archive: Path) -> None:
    rows = json.loads(run("--archive", demo_archive, "query", "select report_id, url from reports", "--json").stdout)
    for row in rows[:3]:
        shown = json.loads(run("--archive", demo_archive, "show", row["url"], "--json").stdout)
        assert shown["report_id"] == row["report_id"]


def test_json_holds_every_expected_value(run: Run, demo_archive: Path) -> None:
    """What the sample says of its own page is what `show --json` says."""
    page = "qinghe/www/zfxxgk/zfxxgknb/202501/t20250116_1520.html"
    expected = json.loads((SAMPLES / f"{page}.expected.json").read_text(encoding="utf-8"))
    url = f"http://www.qinghe.example/{page.removeprefix('qinghe/www/')}"
    shown = json.loads(run("--archive", demo_archive, "show", url, "--json").stdout)
    fields = shown["fields"]
    assert [fields[name] for name in ("agency", "year", "form")] == [
        expected[name] for name in ("agency", "year", "form")
    ]
    figures = {(f["table"], f["row"], f["column"]): f["value"] for f in shown["reading"]["figures"]}
    for item, measures in expected["disclosures"].items():
        for measure, value in measures.items():
            assert figures["disclosures", item, measure] == value
    assert [check for check in shown["checks"] if check["state"] == "fail"] == []
    assert {capture["verdict"] for capture in shown["captures"]} == {"ok"}


@pytest.mark.parametrize("wanted", ["999999", "http://nowhere.example/", "一"])
def test_a_report_that_is_not_there_is_one_sentence_and_exit_2(run: Run, demo_archive: Path, wanted: str) -> None:
    result = run("--archive", demo_archive, "show", wanted)
    assert result.exit_code == 2
    assert wanted in result.stderr
    assert (result.stderr.count("\n"), result.stdout) == (1, "")


def test_notebooks_open_an_archive_for_reading(demo_archive: Path) -> None:
    import gongkai

    with gongkai.open(demo_archive) as archive:
        assert archive.connection.execute("select count(*) from reports").fetchone()[0] > 0
        with pytest.raises(sqlite3.DatabaseError):
            archive.connection.execute("delete from payloads")
