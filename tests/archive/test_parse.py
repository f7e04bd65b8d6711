"""Reading what was never read, and the rows that follow from it."""

import json

import pytest

from archive.parsed import runs
from archive.parsed.readings import without_faults
from archive.parsed.reparse import Progress, parse_new
from archive.parsed.rows import faults
from archive.parsed.selections import plan_parse
from archive.store import Archive
from parsers.model import Context, Figure, Indicator, MetadataField, NarrativeFigure, Reading
from tests.archive.readings import URL, WrittenOut, capture, check, keep, line, measure, page, report, sections

READER = WrittenOut()
FULL = report(
    figures=(
        measure("normative_documents", "issued", 22, raw="22（其中修订16件）"),
        measure("fees", "amount_wan_yuan", 4068.208),
        *line("new_received", 3, natural_person=2, business=1),
        *line("carried_over", None),
        Figure("applications", "granted", "natural_person", 1, "number", raw="1  "),
        Figure(
            "applications", "granted", "business", None, "unplaced", raw="0", note="7 cells for 6 columns", derived=0
        ),
        *line("granted", 1)[2:],
        *(Figure("legal_challenges", "review", c, 0, "by_position", raw="0") for c in ("upheld", "corrected", "other")),
        Figure("legal_challenges", "review", "pending", None, "lost", note="no cell"),
        Figure("legal_challenges", "review", "total", 2, "number", raw="2"),
    ),
    checks=(check("new_received", "pass"), check("granted", "fail"), check("carried_over", "uncertain")),
    title="柘城县水利局2023年政府信息公开工作年度报告",
    published="2024-01-20",
    produced="2024-01-18",
    sections=sections("总体情况。", "主动公开。"),
    indicators=(
        Indicator("received", "收到申请数", 3, "件", "3"),
        Indicator(None, "自设指标", None, None, "无", kind="mark"),
    ),
    narrative=(NarrativeFigure("disclosed_total", 157, approximate=True, quote="157余条"),),
    metadata=(MetadataField("索引号", "014006438/2024-00001", "block"),),
    remarks=("a table of 3 rows is not read: 指标 | 数值",),
)


def rows(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    return archive.connection.execute(sql).fetchall()


@pytest.fixture
def full(archive: Archive) -> Archive:
    keep(archive, capture(body=page(FULL), portal_id="411424"))
    parse_new(archive, reader=READER)
    return archive


def test_a_report_as_its_reading_has_it(full: Archive) -> None:
    cursor = full.connection.execute("SELECT * FROM reports")
    assert dict(zip((c[0] for c in cursor.description), cursor.fetchone(), strict=True)) == {
        "report_id": 1, "publisher_id": 1, "agency": "柘城县水利局", "agency_class": "department", "scope": "own",
        "division_code": "411424", "province": "河南省", "prefecture": "商丘市", "county": "柘城县", "year": 2023,
        "title": "柘城县水利局2023年政府信息公开工作年度报告", "published": "2024-01-20", "produced": "2024-01-18",
        "form": "2021", "url": URL, "fetched_at": "2024-02-01T00:00:00Z", "capture_id": 1, "parse_id": 1,
        "reader_version": "html-1", "media_type": "text/html", "best_reason": "the only document", "checks_passed": 1, "checks_failed": 1,
        "cells_unknown": 2,
    }  # fmt: skip
    assert rows(full, "SELECT publisher_id, name, class, division_code, evidence FROM publishers") == [
        (1, "柘城县水利局", "department", "411424", "division 411424 and name 水利局")
    ]


def test_the_three_tables(full: Archive) -> None:
    assert rows(full, "SELECT * FROM applications") == [
        (1, "柘城县水利局", "河南省", "411424", 2023, "new_received", "inflow", 2, 1, 0, 0, 0, 0, 3, "own"),
        (1, "柘城县水利局", "河南省", "411424", 2023, "carried_over", "inflow", 0, 0, 0, 0, 0, 0, None, "own"),
        (1, "柘城县水利局", "河南省", "411424", 2023, "granted", "outcome", 1, None, 0, 0, 0, 0, 1, "own"),
    ]
    assert rows(full, "SELECT * FROM disclosures") == [
        (1, "柘城县水利局", "河南省", "411424", 2023, "normative_documents", "issued", 22, "件", "own"),
        (1, "柘城县水利局", "河南省", "411424", 2023, "fees", "amount_wan_yuan", 4068.208, "件", "own"),
    ]
    assert rows(full, "SELECT * FROM legal_challenges") == [
        (1, "柘城县水利局", "河南省", "411424", 2023, "review", 0, 0, 0, None, 2, "own")
    ]


def test_every_cell_stands_with_its_kind_and_what_is_printed(full: Archive) -> None:
    assert rows(full, "SELECT count(*) FROM cells") == [(2 + 3 * 7 + 5,)]
    assert rows(full, "SELECT * FROM cells WHERE row_code = 'granted' AND column_code < 'o' ORDER BY column_code") == [
        (1, "applications", "granted", "business", None, "unplaced", "0", 0),
        (1, "applications", "granted", "legal_service", 0, "number", "0", None),
        (1, "applications", "granted", "natural_person", 1, "number", "1  ", None),
        (1, "applications", "granted", "nonprofit", 0, "number", "0", None),
    ]
    assert rows(full, "SELECT value, kind, raw FROM cells WHERE row_code = 'fees'") == [
        (4068.208, "number", "4068.208")
    ]


def test_notes_are_the_cells_that_are_no_plain_numbers(full: Archive) -> None:
    assert rows(full, "SELECT row_code, column_code, kind, raw, value, note, derived_value FROM cell_notes") == [
        ("carried_over", "total", "blank", "", None, "", None),
        ("granted", "business", "unplaced", "0", None, "7 cells for 6 columns", 0),
        ("normative_documents", "issued", "noted", "22（其中修订16件）", 22, "", None),
        ("review", "corrected", "by_position", "0", 0, "", None),
        ("review", "other", "by_position", "0", 0, "", None),
        ("review", "pending", "lost", "", None, "no cell", None),
        ("review", "upheld", "by_position", "0", 0, "", None),
    ]


def test_every_null_of_the_tables_has_its_note(full: Archive) -> None:
    silent = """SELECT * FROM cells c WHERE value IS NULL AND NOT EXISTS (
        SELECT 1 FROM cell_notes n WHERE (n.report_id, n.table_name, n.row_code, n.column_code)
            = (c.report_id, c.table_name, c.row_code, c.column_code))"""
    assert rows(full, silent) == []


def test_the_rest_of_a_reading(full: Archive) -> None:
    assert rows(full, "SELECT * FROM indicators") == [
        (1, "柘城县水利局", 2023, "received", "收到申请数", 3, "件", "3", "number", ""),
        (1, "柘城县水利局", 2023, None, "自设指标", None, None, "无", "mark", ""),
    ]
    assert rows(full, "SELECT * FROM narrative_figures") == [
        (1, "柘城县水利局", 2023, "disclosed_total", 157, 1, "157余条")
    ]
    assert rows(full, "SELECT * FROM sections") == [
        (1, 1, None, "第1", "总体情况。"),
        (1, 2, None, "第2", "主动公开。"),
    ]
    assert rows(full, "SELECT * FROM remarks") == [(1, 1, "a table of 3 rows is not read: 指标 | 数值")]
    assert rows(full, "SELECT * FROM report_metadata") == [(1, "索引号", "014006438/2024-00001", "block")]
    assert rows(full, "SELECT rule, subject, state, cells, detail FROM checks ORDER BY subject") == [
        ("row_sum", "carried_over", "uncertain", '["applications.carried_over.total"]', "as printed"),
        ("row_sum", "granted", "fail", '["applications.granted.total"]', "as printed"),
        ("row_sum", "new_received", "pass", '["applications.new_received.total"]', "as printed"),
    ]


def test_a_reading_can_be_asked_for_its_cells(full: Archive) -> None:
    asked = """SELECT c.value ->> 'row_code', c.value ->> 'value', c.value ->> 'derived_value'
        FROM json_each(reading_cells(1)) c WHERE c.value ->> 'kind' = 'unplaced'"""
    assert rows(full, asked) == [("granted", None, 0)]
    assert rows(full, "SELECT reading_cells(99), reading_cells(NULL)") == [(None, None)]


def test_payloads_are_there_as_bytes_and_as_text(archive: Archive) -> None:
    keep(
        archive,
        capture(body="申请".encode("gb18030"), charset="utf-8"),
        capture("https://a/x", None, verdict="network"),
    )
    asked = "SELECT payload(sha256), payload_text(capture_id) FROM captures ORDER BY capture_id"
    assert rows(archive, asked) == [("申请".encode("gb18030"), "申请"), (None, None)]
    assert rows(archive, "SELECT payload('none'), payload_text(99)") == [(None, None)]


def test_what_is_read_once_is_not_read_again(full: Archive) -> None:
    assert plan_parse(full).documents == 0
    assert parse_new(full, reader=WrittenOut("html-2")).run_id is None
    assert rows(full, "SELECT run_id, kind, finished_at IS NOT NULL, readers FROM runs") == [
        (1, "parse", 1, json.dumps({"html": "html-1 " + READER.fingerprint("html")[:16]}))
    ]


def test_the_parse_is_counted_and_reported(archive: Archive) -> None:
    keep(
        archive,
        capture(body=page(FULL)),
        capture("https://a/2", b"a notice"),
        capture("https://a/3", b"raise"),
        capture("https://a/4", page(report("林业局"))),
    )
    plan = plan_parse(archive)
    assert (plan.documents, plan.by_form, plan.by_portal) == (4, {"never read": 4}, {"no portal": 4})
    told: list[Progress] = []
    summary = parse_new(archive, progress=told.append, reader=READER)
    assert (summary.run_id, summary.read, summary.reports, summary.not_reports, summary.failed) == (1, 4, 2, 1, 1)
    assert told == [Progress(4, 4)]
    assert rows(archive, "SELECT parse_id, state, reason, form FROM parses") == [
        (1, "current", None, "2021"),
        (2, "not_a_report", "it is none", None),
        (3, "failed", "the reader broke: RuntimeError: no such table", None),
        (4, "current", None, "2021"),
    ]
    assert rows(archive, "SELECT report_id, agency FROM reports ORDER BY 1") == [
        (1, "柘城县水利局"),
        (2, "柘城县林业局"),
    ]


def test_equal_readings_share_one_body(archive: Archive) -> None:
    other = Context("https://www.example.gov.cn/copy/1.html")
    keep(archive, capture(body=page(FULL)), capture(other.url, page(FULL), context=other))
    parse_new(archive, reader=READER)
    assert rows(archive, "SELECT (SELECT count(*) FROM readings), (SELECT count(*) FROM bodies)") == [(2, 1)]


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ((measure("fees", "amount", 1), measure("fees", "amount", 2)), "disclosures.fees.amount: read 2 times"),
        (line("granted", 1)[1:], "applications.granted.natural_person: the reader says nothing of this cell"),
        (
            (*line("granted", 1), line("granted", 1)[0]._replace(column="children")),
            "applications.granted.children: no such column",
        ),
        ((Figure("budget", "x", "y", 1, "number"),), "budget.x.y: no such table"),
        ((Figure("disclosures", "x", "y", None, "number"),), "disclosures.x.y: NULL, but called a number"),
        ((Figure("disclosures", "x", "y", 0, "blank"),), "disclosures.x.y: called blank, but has a value"),
        ((Figure("disclosures", "x", "y", float("inf"), "number"),), "disclosures.x.y: no finite number"),
    ],
)
def test_a_reading_that_cannot_stand_as_rows_fails_with_its_reason(
    archive: Archive, figures: tuple[Figure, ...], says: str
) -> None:
    assert faults(report(figures=figures)) == [says]
    keep(archive, capture(body=page(report(figures=figures))))
    assert parse_new(archive, reader=READER).failed == 1
    assert rows(archive, "SELECT state, reason FROM parses") == [("failed", f"the reader contradicts itself: {says}")]
    assert rows(archive, "SELECT count(*) FROM reports") == [(0,)]


@pytest.mark.parametrize(("faulty", "more"), [(3, ""), (4, " (and 1 more)"), (6, " (and 3 more)")])
def test_of_many_faults_of_a_reading_three_are_told_and_the_others_counted(faulty: int, more: str) -> None:
    figures = tuple(Figure("budget", str(n), "y", 1, "number") for n in range(faulty))
    told = "; ".join(f"budget.{n}.y: no such table" for n in range(3))
    assert without_faults(report(figures=figures)).reason == f"the reader contradicts itself: {told}{more}"


def test_a_damaged_payload_is_named_and_the_others_are_read(archive: Archive) -> None:
    keep(archive, capture(body=page(FULL)), capture("https://a/2", page(report("林业局"))))
    with archive.write() as conn:
        conn.execute(
            "UPDATE payloads SET stored = x'00' WHERE sha256 = (SELECT sha256 FROM captures WHERE capture_id = 1)"
        )
    summary = parse_new(archive, reader=READER)
    sha256 = rows(archive, "SELECT sha256 FROM captures WHERE capture_id = 1")[0][0]
    assert [damage.split(":")[0] for damage in summary.damaged] == [f"payload {sha256} is damaged"]
    assert (summary.read, summary.reports) == (1, 1)
    assert rows(archive, "SELECT reason FROM runs") == [("1 payloads are damaged",)]


def test_a_withdrawn_payload_is_not_read(archive: Archive) -> None:
    keep(archive, capture(body=page(FULL)))
    with archive.write() as conn:
        conn.execute("UPDATE payloads SET stored = NULL")
    assert plan_parse(archive).documents == 0
    assert parse_new(archive, reader=READER).run_id is None


def test_a_reading_comes_back_as_it_was_stored(full: Archive) -> None:
    from archive.parsed.bodies import of_parse

    assert of_parse(full.connection, 1) == FULL
    assert isinstance(of_parse(full.connection, 1), Reading)


def test_a_parse_that_was_cut_off_after_its_last_document_is_ended_by_the_next(archive: Archive) -> None:
    with archive.write() as conn:
        runs.let_go(conn, runs.begin(conn, "parse", {}, {}))
    assert [run.state for run in runs.list_runs(archive)] == ["interrupted"]
    assert parse_new(archive, reader=WrittenOut()).run_id is None
    assert [(run.state, run.reason) for run in runs.list_runs(archive)] == [("promoted", "interrupted")]
