"""Pages as a browser gets them, from a real server over the archive of the demo."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.browse.browsing import Browsed

Ids = dict[tuple[str, int], int]
GRANTED = "applications.granted.total"


def test_the_first_page_says_what_the_archive_holds(demo: Browsed, demo_archive: Path) -> None:
    page = demo.get("/")
    with sqlite3.connect(demo_archive) as archive:
        (reports,) = archive.execute("select count(*) from reports").fetchone()
        (of_2022,) = archive.execute("select count(*) from reports where year = 2022").fetchone()
        (failing,) = archive.execute("select count(*) from reports where year = 2022 and checks_failed").fetchone()
        (balance,) = archive.execute("select count(*) from checks where rule = 'balance' and state = 'fail'").fetchone()
        (checked,) = archive.execute("select count(*) from coverage where status = 'checked'").fetchone()
    archive.close()
    assert page.status == 200
    assert f"{reports} reports of " in page.words
    assert page.row("province not settled")[0] == str(reports)
    assert f"{of_2022} {failing}!" in page.row("province not settled")
    assert page.row("balance") == [str(balance)]
    assert page.row("checked") == [str(checked)]
    assert page.row("crawl")[0].startswith("1 , finished, not complete")


def test_a_search_marks_what_it_finds_and_leads_to_the_section(demo: Browsed) -> None:
    page = demo.get("/-/search?q=办件 依申请")
    assert page.status == 200
    assert "<mark>依申请</mark>" in demo.get("/-/search?q=依申请&year=2023").text
    assert re.search(r'href="/-/report/\d+#section-\d+"', demo.get("/-/search?q=依申请").text)


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    [
        ("/-/search?q=蚊香社", 200, "Nothing found."),
        ("/-/search?q=，", 200, "'，' has no letter, digit or ideograph that could be found"),
        ("/-/search?q=a&year=x", 400, "year is a number, not 'x'"),
        ("/-/report/999999", 404, "there is no report 999999"),
        ("/-/report/999999/beside", 404, "there is no report 999999"),
        ("/-/report/{report}/beside?cell=a.b.c", 404, "report {report} has no cell a.b.c"),
        ("/-/report/{report}/beside?with=999999", 404, "report {report} has no other reading 999999"),
        ("/-/reading/999999/source", 404, "there is no reading 999999"),
        (
            "/-/reading/{parse}/source?as=pictures",
            400,
            "reading {parse} can be shown as page or blocks or markup, not as 'pictures'",
        ),
        (f"/-/payload/{'0' * 64}", 404, f"no payload {'0' * 64} is held"),
        ("/-/report/1x", 404, "there is no such page"),
        ("/-/databases.json", 404, "there is no such page"),
        ("/nothing", 404, "Database not found"),
        ("/archive/nothing", 404, "Table not found"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    demo: Browsed, ids: Ids, parses: Ids, asked: str, status: int, sentence: str
) -> None:
    numbers = {"report": ids["澜江市人民政府", 2022], "parse": parses["澜江市人民政府", 2022]}
    page = demo.get(asked.format(**numbers))
    assert (page.status, sentence.format(**numbers) in page.words) == (status, True), page.words
    assert "Traceback" not in page.text


def test_a_report_is_shown_as_the_form_has_it(demo: Browsed, ids: Ids) -> None:
    page = demo.get(f"/-/report/{ids['澜江市人民政府', 2024]}")
    assert page.row("一、本年新收") == ["643", "12", "33", "1", "9", "13", "711"]
    assert page.row("规章")[0] == "22 *"
    assert "22（其中修订16件）" in page.words
    assert page.row("agency class") == ["government"]
    assert page.row("province") == ["not settled"]
    assert "一、总体情况" in page.words
    for view in ("applications", "cells", "parses"):
        assert f'href="/archive/{view}?report_id={ids["澜江市人民政府", 2024]}"' in page.text


def test_failing_checks_are_marked_at_their_cells(demo: Browsed, ids: Ids) -> None:
    page = demo.get(f"/-/report/{ids['澜江市人民政府', 2022]}")
    assert page.row("二、上年结转") == ["58", "5 !", "0", "0", "0", "0", "63 !"]
    assert page.row("balance")[2] == "fail"
    assert "649 + 63 ≠ 643 + 66" in page.words


def test_a_value_that_is_not_settled_says_why(demo: Browsed, ids: Ids) -> None:
    page = demo.get(f"/-/report/{ids['澜江市财政局', 2023]}")
    assert page.row("行政事业性收费")[0] == "3,940元 *"
    assert "unit differs" in page.words


def test_a_figure_leads_to_its_cell_in_the_source_and_to_what_is_known_of_it(demo: Browsed, ids: Ids) -> None:
    report = ids["澜江市人民政府", 2022]
    page = demo.get(f"/-/report/{report}/beside?cell={GRANTED}")
    assert page.row("value") == ["269 件"]
    assert page.row("row_sum") == ["pass 269 = 232 + 2 + 35"]
    assert page.row("labels read") == ["（一）予以公开 · 总计"]
    assert page.row("printed row")[0].endswith("| 35 | ⟦269⟧")
    assert re.search(r"sha256 [0-9a-f]{64}", page.row("payload")[0])
    source, place = re.findall(r'<iframe[^>]* sandbox [^>]*src="([^"#]+)#([^"]+)"', page.text)[0]
    cell = re.search(rf'<td id="{place}" title="([^"]*)" class="[^"]*read"[^>]*>(.*?)</td>', demo.get(source).text)
    assert cell is not None
    assert cell.groups() == (GRANTED, "269")
    assert f'data-cell="{GRANTED}" data-place="{place}"' in page.text
    assert page.text.count('aria-current="true"') == 1


def test_every_figure_of_every_report_has_its_mark_in_the_source(demo: Browsed, demo_archive: Path) -> None:
    with sqlite3.connect(demo_archive) as archive:
        reports = archive.execute("select report_id, parse_id from reports").fetchall()
    archive.close()
    without_a_figure = 0
    for report, parse in reports:
        beside, source = demo.get(f"/-/report/{report}/beside").text, demo.get(f"/-/reading/{parse}/source").text
        places = set(re.findall(r'data-place="([^"]+)"', beside))
        assert places <= set(re.findall(r'id="([^"]+)"', source)), report
        assert "cannot be marked" not in source
        without_a_figure += not places
    assert (len(reports), without_a_figure) == (50, 1)


def test_two_readings_stand_beside_each_other(demo: Browsed, ids: Ids, demo_archive: Path) -> None:
    report = ids["青禾县水利局", 2023]
    with sqlite3.connect(demo_archive) as archive:
        (other,) = archive.execute(
            "select parse_id from parses where report_id = ? and parse_id not in (select parse_id from reports)",
            (report,),
        ).fetchone()
    archive.close()
    page = demo.get(f"/-/report/{report}/beside?with={other}")
    assert page.row("行政许可")[0] == "543 ≠ 473"
    assert page.row("规章")[:3] == ["0", "0", "0"]
    assert page.row("disclosures.licensing.decisions") == ["disclosures.licensing.decisions", "543", "473"]
    assert f'href="/-/reading/{other}/source#' in page.text
    assert f"with={other}#cell-" in page.text


def test_a_source_can_be_seen_as_it_is_read_and_as_text(demo: Browsed, parses: Ids) -> None:
    page = f"/-/reading/{parses['澜江市人民政府', 2022]}/source"
    assert 'title="applications.granted.total">269</td>' in demo.get(f"{page}?as=blocks").text
    assert "&lt;table" in demo.get(f"{page}?as=markup").text


def test_a_file_that_is_no_page_is_seen_as_it_is_read(demo: Browsed, parses: Ids) -> None:
    pdf = demo.get(f"/-/reading/{parses['澜江市卫生健康委员会', 2024]}/source")
    assert 'title="applications.granted.total">6</td>' in pdf.text
    docx = demo.get(f"/-/reading/{parses['松岚县林业局', 2023]}/source")
    assert '<td class="read" id="' in docx.text


def test_the_file_itself_is_sent_to_be_kept_never_shown(demo: Browsed, demo_archive: Path) -> None:
    with sqlite3.connect(demo_archive) as archive:
        files = archive.execute(
            "select c.sha256, r.media_type from captures c join reports r using (capture_id) order by r.media_type desc"
        ).fetchall()
    archive.close()
    page, pdf = (
        next(sha256 for sha256, kind in files if kind == wanted) for wanted in ("text/html", "application/pdf")
    )
    sent = demo.get(f"/-/payload/{pdf}")
    assert sent.body.startswith(b"%PDF-")
    assert sent.headers["content-disposition"] == f'attachment; filename="{pdf[:16]}.pdf"'
    sent = demo.get(f"/-/payload/{page}")
    assert sent.headers["content-disposition"] == f'attachment; filename="{page[:16]}.bin"'
    assert sent.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in sent.headers["content-security-policy"]


def test_views_are_explained_and_tables_hidden(demo: Browsed) -> None:
    page = demo.get("/archive")
    assert "who reports; NULL where it is not settled" in page.words
    assert "payload_bytes" not in page.words
    assert 'href="/archive/report_heads"' not in page.text
    assert "the year reported on, not the year of publication" in demo.get("/archive/reports").words


def test_rows_lead_to_their_report_their_source_and_their_payload(demo: Browsed) -> None:
    page = demo.get("/archive/parses?report_id=1").text
    assert '<a href="/-/report/1">1</a>' in page
    assert re.search(r'<a href="/-/reading/(\d+)/source">\1</a>', page)
    assert re.search(r'<a href="/-/payload/([0-9a-f]{64})">\1</a>', page)
    assert demo.get("/archive?sql=select '\"><b>' as report_id").text.count('"><b>') == 0


def test_sql_has_the_functions_of_the_archive_and_gives_json_and_csv(demo: Browsed) -> None:
    asked = "select json_array_length(reading_cells(parse_id)) as cells from reports where form='2021' limit 1"
    assert json.loads(demo.get(f"/archive.json?sql={asked}&_shape=array").body)[0]["cells"] > 100
    assert demo.get("/archive.csv?sql=select agency from reports where report_id=1").text.splitlines()[0] == "agency"


@pytest.mark.parametrize(
    "statement",
    [
        "delete from payloads",
        "attach database '/etc/passwd' as other",
        "select load_extension('x')",
        "with x as (select 1) delete from payloads",
        "pragma query_only = 0",
        "select * from sqlite_schema; drop table payloads",
    ],
)
def test_statements_that_do_more_than_read_are_refused(demo: Browsed, statement: str) -> None:
    page = demo.get(f"/archive.json?sql={statement}")
    assert (page.status, json.loads(page.body)["ok"]) == (400, False)


def test_a_statement_that_takes_too_long_is_stopped(demo: Browsed) -> None:
    endless = "with recursive c(x) as (select 1 union all select x %2B 1 from c) select count(*) from c"
    page = demo.get(f"/archive?sql={endless}")
    assert (page.status, "the statement was stopped after 5 seconds" in page.words) == (400, True)


def test_nothing_is_written_and_the_archive_is_not_given_away(demo: Browsed) -> None:
    assert demo.get("/archive.db").status == 403
    assert demo.get("/_internal").status == 403
    for path in ("/", "/archive", "/archive/reports"):
        assert demo.get(path, "POST").status == 405
