"""Which document of a report is the report, and what the portal changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from archive.parsed.reparse import parse_new
from archive.store import Archive
from parsers.model import Attachment, Context, Reading
from tests.archive.readings import URL, WrittenOut, capture, check, keep, line, page, report, sections

OTHER = "https://www.example.gov.cn/nb/2.html"
FILE = "https://www.example.gov.cn/nb/1.pdf"
SAME_REPORT = Path(__file__).resolve().parent.parent / "same_report"


def figures(total: int) -> Reading:
    return report(figures=line("new_received", total))


def with_(reading: Reading, **fields: object) -> Reading:
    return replace(reading, **fields)  # type: ignore[arg-type]


def take(archive: Archive, url: str, reading: Reading, day: int = 1, list_date: str | None = None) -> None:
    held = capture(url, page(reading), f"2024-03-0{day}T00:00:00Z", context=Context(url, list_date=list_date))
    keep(archive, held)
    parse_new(archive, reader=WrittenOut())


def shown(archive: Archive) -> tuple[str, int]:
    [row] = archive.connection.execute(
        "SELECT r.url, a.total FROM reports r LEFT JOIN applications a ON a.report_id = r.report_id"
    ).fetchall()
    return (row[0], row[1])


def test_the_newest_capture_of_an_address_counts_even_with_a_bad_sum(archive: Archive) -> None:
    take(archive, URL, with_(figures(3), checks=(check("new_received", "pass"),)), day=1)
    take(archive, URL, with_(figures(4), checks=(check("new_received", "fail"),)), day=2)
    assert shown(archive) == (URL, 4)


def test_between_addresses_the_newest_date_counts_even_with_a_bad_sum(archive: Archive) -> None:
    take(archive, OTHER, with_(figures(4), published="2024-01-21", checks=(check("new_received", "fail"),)), day=1)
    take(archive, URL, with_(figures(3), published="2024-01-20", checks=(check("new_received", "pass"),)), day=2)
    assert shown(archive) == (OTHER, 4)


def test_the_date_of_the_list_stands_in_for_a_missing_one(archive: Archive) -> None:
    take(archive, OTHER, figures(4), list_date="2024-01-21")
    take(archive, URL, with_(figures(3), published="2024-01-20"), day=2)
    assert shown(archive) == (OTHER, 4)


def test_among_documents_of_one_date_the_checks_rank(archive: Archive) -> None:
    take(archive, URL, with_(figures(3), published="2024-01-20", checks=(check("new_received", "pass"),)))
    take(archive, OTHER, with_(figures(4), published="2024-01-20", checks=(check("new_received", "fail"),)), day=2)
    assert shown(archive) == (URL, 3)


def test_the_time_of_day_makes_no_document_newer(archive: Archive) -> None:
    take(archive, URL, with_(figures(3), published="2024-01-20", checks=(check("new_received", "pass"),)))
    take(
        archive, OTHER, with_(figures(4), published="2024-01-20T10:24", checks=(check("new_received", "fail"),)), day=2
    )
    assert shown(archive) == (URL, 3)


def test_a_page_that_leads_to_the_report_loses_to_it_whatever_the_dates(archive: Archive) -> None:
    cover = report(published="2024-01-20", attachments=(Attachment(FILE, "年度报告.pdf"),), sections=sections("附件"))
    take(archive, URL, cover, day=2)
    take(archive, FILE, figures(3))
    assert shown(archive) == (FILE, 3)


def test_a_page_with_nothing_in_it_loses_to_the_report_though_it_is_newer(archive: Archive) -> None:
    take(archive, URL, report(published="2024-01-25", sections=sections("图片")), day=2)
    take(archive, OTHER, with_(figures(3), published="2024-01-20"))
    assert shown(archive) == (OTHER, 3)


def test_an_attachment_is_as_new_as_the_page_that_carries_it(archive: Archive) -> None:
    cover = report(published="2024-01-22", attachments=(Attachment(FILE, "更正.pdf"),))
    take(archive, OTHER, with_(figures(4), published="2024-01-20"))
    take(archive, URL, cover)
    take(archive, FILE, figures(5))
    assert shown(archive) == (FILE, 5)


def test_prose_in_sections_is_a_report(archive: Archive) -> None:
    take(archive, URL, report(sections=sections("概述", "主动公开"), published="2024-01-22"))
    take(archive, OTHER, with_(figures(4), published="2024-01-20"))
    assert archive.connection.execute("SELECT url FROM reports").fetchall() == [(URL,)]


def test_a_page_that_goes_back_to_what_it_was_is_read_from_what_is_held(archive: Archive) -> None:
    for day, total in ((1, 3), (2, 4), (3, 3)):
        take(archive, URL, figures(total), day=day)
        assert shown(archive) == (URL, total)
    assert archive.connection.execute("SELECT count(*) FROM parses").fetchone() == (2,)


def test_a_page_that_is_no_report_any_more_outdates_nothing(archive: Archive) -> None:
    take(archive, URL, figures(3))
    keep(archive, capture(URL, b"play here", "2024-03-02T00:00:00Z"))
    parse_new(archive, reader=WrittenOut())
    assert shown(archive) == (URL, 3)


@pytest.mark.parametrize("url", [URL, OTHER])
def test_numbers_that_the_portal_changed_are_listed_with_both_captures(archive: Archive, url: str) -> None:
    take(archive, URL, with_(figures(3), published="2024-01-20"), day=1)
    take(archive, url, with_(figures(4), published="2024-01-21", title="更正"), day=2)
    rows = archive.connection.execute("SELECT * FROM source_changes").fetchall()
    assert rows == [(1, "applications", "new_received", "total", 3, 4, 1, 2)]


def test_copies_with_the_same_numbers_are_no_change_and_neither_is_a_cover_page(archive: Archive) -> None:
    take(archive, URL, with_(figures(3), title="一"))
    take(archive, OTHER, with_(figures(3), title="二"))
    take(archive, FILE, report(attachments=(Attachment(URL, "附件"),)))
    assert archive.connection.execute("SELECT count(*) FROM reports").fetchone() == (1,)
    assert archive.connection.execute("SELECT * FROM source_changes").fetchall() == []


# --- why ---------------------------------------------------------------------------------------------------------------


def reason(archive: Archive) -> str:
    [(said,)] = archive.connection.execute("SELECT best_reason FROM reports").fetchall()
    return str(said)


def agreement(archive: Archive) -> list[tuple[object, ...]]:
    return archive.connection.execute(
        "SELECT subject, state, cells, detail FROM checks WHERE rule = 'documents_agree'"
    ).fetchall()


def test_the_only_document_says_so(archive: Archive) -> None:
    take(archive, URL, figures(3))
    assert reason(archive) == "the only document"


def test_the_newest_of_an_address_says_so(archive: Archive) -> None:
    take(archive, URL, figures(3), day=1)
    take(archive, URL, figures(4), day=2)
    assert reason(archive) == "the newest of 2 documents of its address"


@pytest.mark.parametrize(
    ("better", "other", "why"),
    [
        ({"published": "2024-02-01"}, {"published": "2024-01-20"}, "newer document date: 2024-02-01, the next has 2024-01-20"),
        ({"published": "2024-02-01"}, {}, "newer document date: 2024-02-01, the next has none"),
        ({}, {"figures": (), "sections": sections("附件")}, "it holds the report, the next only leads to it"),
        ({}, {"figures": (), "sections": sections("概述", "主动公开")}, "more figures: 7 in 1 tables to 0"),
        ({}, {"checks": (check("new_received", "fail"),)}, "fewer failing checks: 0 to 1"),
        ({"checks": (check("new_received", "pass"),)}, {}, "more passing checks: 1 to 0"),
        ({}, {"figures": line("new_received", None)}, "more figures: 7 to 6"),
        ({"sections": sections("概述")}, {}, "more sections: 1 to 0"),
    ],
)  # fmt: skip
def test_what_a_document_is_better_by_is_said(
    archive: Archive, better: dict[str, object], other: dict[str, object], why: str
) -> None:
    take(archive, OTHER, with_(figures(3), title="二", **better), day=1)
    take(archive, URL, with_(figures(3), title="一", **other), day=2)
    assert shown(archive) == (OTHER, 3)
    assert reason(archive) == f"{why} (1 other document; the next: {URL})"


def test_with_all_else_equal_the_newest_capture_counts(archive: Archive) -> None:
    take(archive, URL, with_(figures(3), title="一"), day=1)
    take(archive, OTHER, with_(figures(3), title="二"), day=2)
    take(archive, FILE, with_(figures(3), title="三"), day=3)
    assert reason(archive) == f"newest capture, all else being equal (2 other documents; the next: {OTHER})"


def test_tables_with_a_bad_sum_go_before_prose_of_the_same_date(archive: Archive) -> None:
    cover = report(
        published="2024-01-22", attachments=(Attachment(FILE, "附件"),), sections=sections("概述", "主动公开")
    )
    take(archive, URL, cover)
    take(archive, FILE, with_(figures(3), checks=(check("new_received", "fail"),)))
    assert shown(archive) == (FILE, 3)
    assert reason(archive) == f"more figures: 7 in 1 tables to 0 (1 other document; the next: {URL})"


def test_documents_of_one_date_that_say_the_same_agree(archive: Archive) -> None:
    take(archive, URL, with_(figures(3), attachments=(Attachment(FILE, "附件"),), published="2024-01-22"))
    take(archive, FILE, figures(3))
    assert agreement(archive) == [("applications", "pass", "[]", "")]


def test_a_page_and_its_file_that_say_otherwise_are_a_failing_check_and_no_change(archive: Archive) -> None:
    carries = (Attachment(FILE, "附件"),)
    take(archive, URL, with_(figures(31), attachments=carries, published="2024-01-22", sections=sections("概述")))
    take(archive, FILE, figures(13))
    assert shown(archive) == (URL, 31)
    cell = "applications.new_received.total"
    assert agreement(archive) == [
        ("applications", "fail", f'["{cell}"]', f"new_received.total: 31 here, 13 in {FILE} (document 2)")
    ]
    assert archive.connection.execute("SELECT checks_failed FROM reports").fetchone() == (1,)
    assert archive.connection.execute("SELECT * FROM source_changes").fetchall() == []


def test_documents_of_other_dates_are_no_witnesses(archive: Archive) -> None:
    take(archive, URL, with_(figures(31), published="2024-01-22"))
    take(archive, OTHER, with_(figures(13), published="2024-01-20"))
    assert agreement(archive) == []
    assert archive.connection.execute("SELECT old_value, new_value FROM source_changes").fetchall() == [(13, 31)]


def test_a_page_of_words_that_leads_to_its_file_is_one_report_with_it(archive: Archive) -> None:
    """Read by the installed readers: 200 words of a page, and the PDF file that carries the report."""
    title = "临澈区自然资源局2021年政府信息公开工作年度报告"
    words = "现将本局政府信息公开工作年度报告予以公布，欢迎监督。" * 8
    text = f"<div><p>{words}</p><p><a href='1.pdf'>{title}.pdf</a></p></div>"
    body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
    held = Context(URL, division_code="411424", portal_id="411424", portal_name="柘城县人民政府")
    keep(
        archive,
        capture(URL, body.encode(), context=held),
        capture(FILE, (SAME_REPORT / "report.pdf").read_bytes(), context=replace(held, url=FILE, list_title=title)),
    )
    parse_new(archive)
    [(count, url, why)] = archive.connection.execute("SELECT count(*), url, best_reason FROM reports").fetchall()
    assert (count, url) == (1, FILE)
    assert why == f"it holds the report, the next only leads to it (1 other document; the next: {URL})"
