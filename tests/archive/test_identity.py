"""Which documents are one report, and which publisher is whose."""

from dataclasses import replace

import pytest

from archive.parsed import publishers
from archive.parsed.identity import resolve
from archive.parsed.reparse import parse_new, reparse
from archive.parsed.runs import promote, rollback
from archive.store import Archive
from parsers.model import Context, Publisher, Reading
from tests.archive.readings import URL, WrittenOut, capture, keep, line, page, report

READER = WrittenOut()
OTHER = "https://www.example.gov.cn/nb/2.html"
THIRD = "https://www.example.gov.cn/nb/3.html"


def take(archive: Archive, *held: tuple[str, Reading], day: int = 1, context: Context | None = None) -> None:
    """Capture these pages on a day and read them."""
    moment = f"2024-02-0{day}T00:00:00Z"
    keep(
        archive,
        *(capture(url, page(reading), fetched_at=moment, context=context or Context(url)) for url, reading in held),
    )
    parse_new(archive, reader=READER)


def reports(archive: Archive) -> list[tuple[int, str, int | None, str]]:
    return archive.connection.execute("SELECT report_id, agency, year, url FROM reports ORDER BY report_id").fetchall()


def reports_of_documents(archive: Archive) -> list[tuple[int, int | None]]:
    return archive.connection.execute("SELECT document_id, report_id FROM documents ORDER BY document_id").fetchall()


def reread(archive: Archive, *changes: tuple[str, str]) -> int:
    """Read all again with changed rules; the run, whose readings are candidates."""
    summary = reparse(archive, reader=WrittenOut("html-2", changes))
    assert summary.run_id is not None
    return summary.run_id


def test_one_publisher_and_year_is_one_report_whatever_the_address(archive: Archive) -> None:
    take(archive, (URL, report(title="一")), (OTHER, report(title="二")), (THIRD, report(year=2022)))
    assert reports_of_documents(archive) == [(1, 1), (2, 1), (3, 2)]
    assert [row[0] for row in reports(archive)] == [1, 2]


@pytest.mark.parametrize("unknown", [{"year": None}, {"name": None}])
def test_what_is_of_no_known_publisher_or_year_stands_alone(archive: Archive, unknown: dict[str, None]) -> None:
    alone = report(**unknown)  # type: ignore[arg-type]
    take(archive, (URL, alone), (OTHER, alone))
    assert reports_of_documents(archive) == [(1, 1), (2, 2)]
    assert [row[3] for row in reports(archive)] == [URL, OTHER]


def test_a_page_that_stands_alone_is_the_same_report_when_it_changes(archive: Archive) -> None:
    take(archive, (URL, report(year=None, title="一")))
    take(archive, (URL, report(year=None, title="二")), day=2)
    assert archive.connection.execute("SELECT report_id, title FROM reports").fetchall() == [(1, "二")]


def test_a_page_that_stood_alone_is_known_once_its_address_says_more(archive: Archive) -> None:
    take(archive, (URL, report(year=None)))
    take(archive, (URL, report(year=2023)), day=2)
    assert reports(archive) == [(1, "柘城县水利局", 2023, URL)]
    assert reports_of_documents(archive) == [(1, 1), (2, 1)]


def test_an_address_that_is_used_again_for_another_year_keeps_both_reports(archive: Archive) -> None:
    take(archive, (URL, report(year=2022)))
    take(archive, (URL, report(year=2023)), day=2)
    assert reports(archive) == [(1, "柘城县水利局", 2022, URL), (2, "柘城县水利局", 2023, URL)]


def test_the_same_bytes_in_a_context_that_says_less_are_the_same_report(archive: Archive) -> None:
    class ByContext(WrittenOut):
        def read(self, payload: bytes, context: Context) -> Reading:
            return replace(super().read(payload, context), year=context.year_hint)

    body = page(report())
    keep(archive, capture(URL, body, context=Context(URL, year_hint=2023)))
    keep(archive, capture(URL, body, context=Context(URL), fetched_at="2024-02-02T00:00:00Z"))
    parse_new(archive, reader=ByContext())
    assert reports(archive) == [(1, "柘城县水利局", 2023, URL)]


def test_a_report_keeps_its_number_when_a_reparse_changes_its_year(archive: Archive) -> None:
    take(archive, (URL, report(year=2022)), (OTHER, report("林业局", 2022)))
    run = reread(archive, ('"year":2022', '"year":2023'))
    assert [row[2] for row in reports(archive)] == [2022, 2022]
    promote(archive, run)
    assert [(row[0], row[2]) for row in reports(archive)] == [(1, 2023), (2, 2023)]
    assert archive.connection.execute("SELECT * FROM report_aliases").fetchall() == []
    rollback(archive, run)
    assert [(row[0], row[2]) for row in reports(archive)] == [(1, 2022), (2, 2022)]


def test_a_report_keeps_its_number_when_a_reparse_changes_its_publisher(archive: Archive) -> None:
    take(archive, (URL, report("水利周")))
    promote(archive, reread(archive, ("水利周", "水利局")))
    assert reports(archive) == [(1, "柘城县水利局", 2023, URL)]
    assert archive.connection.execute("SELECT name FROM publishers").fetchall() == [("柘城县水利局",)]


def test_reports_that_turn_out_to_be_one_join_the_older_number_and_part_again(archive: Archive) -> None:
    take(archive, (URL, report(title="一", published="2024-01-20")), (OTHER, report("水利周", title="二")))
    take(archive, (THIRD, report("水利周", 2022)))
    before = reports(archive)
    run = reread(archive, ("水利周", "水利局"))
    promote(archive, run)
    assert reports(archive) == [(1, "柘城县水利局", 2023, URL), (3, "柘城县水利局", 2022, THIRD)]
    assert reports_of_documents(archive) == [(1, 1), (2, 1), (3, 3)]
    assert (resolve(archive.connection, 2), resolve(archive.connection, 3)) == (1, 3)
    rollback(archive, run)
    assert reports(archive) == before
    assert resolve(archive.connection, 2) == 2
    assert reports_of_documents(archive) == [(1, 1), (2, 2), (3, 3)]


def test_parting_again_puts_what_came_meanwhile_where_it_belongs(archive: Archive) -> None:
    take(archive, (URL, report("水利周")), (OTHER, report("水利局")))
    run = reread(archive, ("水利周", "水利局"))
    promote(archive, run)
    assert reports_of_documents(archive) == [(1, 1), (2, 1)]
    take(archive, (THIRD, report("水利局", title="三")), day=2)
    assert reports_of_documents(archive) == [(1, 1), (2, 1), (3, 1)]
    rollback(archive, run)
    assert reports_of_documents(archive) == [(1, 1), (2, 2), (3, 2)]
    assert [row[:2] for row in reports(archive)] == [(1, "柘城县水利周"), (2, "柘城县水利局")]


def test_a_year_that_comes_back_finds_who_took_it_meanwhile(archive: Archive) -> None:
    take(archive, (URL, report(year=2022)))
    run = reread(archive, ('"year":2022', '"year":2023'))
    promote(archive, run)
    take(archive, (OTHER, report(year=2022)), day=2)
    assert [(row[0], row[2]) for row in reports(archive)] == [(1, 2023), (2, 2022)]
    rollback(archive, run)
    assert [(row[0], row[2]) for row in reports(archive)] == [(1, 2022)]
    assert reports_of_documents(archive) == [(1, 1), (2, 1)]
    assert resolve(archive.connection, 2) == 1


def test_two_reports_can_swap_their_years(archive: Archive) -> None:
    take(archive, (URL, report(year=2022)), (OTHER, report(year=2023)))
    run = reread(archive, ('"year":2022', '"year":9'), ('"year":2023', '"year":2022'), ('"year":9', '"year":2023'))
    promote(archive, run)
    assert reports(archive) == [(1, "柘城县水利局", 2023, URL), (2, "柘城县水利局", 2022, OTHER)]
    assert archive.connection.execute("SELECT * FROM report_aliases").fetchall() == []


def test_a_row_of_years_can_shift_by_one(archive: Archive) -> None:
    addresses = [f"https://www.example.gov.cn/nb/{year}.html" for year in (2020, 2021, 2022)]
    take(archive, *zip(addresses, (report(year=year) for year in (2020, 2021, 2022)), strict=True))
    run = reread(
        archive, ('"year":2022', '"year":2023'), ('"year":2021', '"year":2022'), ('"year":2020', '"year":2021')
    )
    promote(archive, run)
    assert [(row[0], row[2]) for row in reports(archive)] == [(1, 2021), (2, 2022), (3, 2023)]


def test_a_document_that_parts_from_its_report_leaves_it_the_number(archive: Archive) -> None:
    take(archive, (URL, report(title="一")), (OTHER, report(title="二")))
    run = reread(archive, ('"title":"一","year":2023', '"title":"一","year":2022'))
    promote(archive, run)
    assert reports(archive) == [(1, "柘城县水利局", 2023, OTHER), (2, "柘城县水利局", 2022, URL)]
    rollback(archive, run)
    assert reports_of_documents(archive) == [(1, 1), (2, 1)]
    assert [row[0] for row in reports(archive)] == [1]


def test_what_is_no_report_after_all_leaves_and_comes_back_under_its_number(archive: Archive) -> None:
    take(archive, (URL, report(figures=line("new_received", 3))), (OTHER, report("林业局")))
    run = reread(archive, ('"outcome":"report"', '"outcome":"not_a_report"'))
    promote(archive, run, force=True)
    assert reports(archive) == []
    assert archive.connection.execute("SELECT count(*) FROM application_lines").fetchone() == (0,)
    rollback(archive, run)
    assert [row[0] for row in reports(archive)] == [1, 2]
    assert archive.connection.execute("SELECT total FROM applications").fetchall() == [(3,)]


def test_a_number_is_never_given_twice(archive: Archive) -> None:
    take(archive, (URL, report()))
    promote(archive, reread(archive, ('"outcome":"report"', '"outcome":"not_a_report"')), force=True)
    take(archive, (OTHER, report("林业局")))
    assert [row[0] for row in reports(archive)] == [2]


def test_a_report_that_a_document_is_taken_back_from_shows_what_it_showed(archive: Archive) -> None:
    take(archive, (URL, report(title="一", published="2024-01-20")))
    take(archive, (OTHER, report("水利周", title="二", published="2024-01-21")))
    run = reread(archive, ("水利周", "水利局"))
    promote(archive, run)
    assert archive.connection.execute("SELECT report_id, title FROM reports").fetchall() == [(1, "二")]
    rollback(archive, run)
    assert archive.connection.execute("SELECT report_id, title FROM reports").fetchall() == [(1, "一"), (2, "二")]


PUBLISHER = Publisher("柘城县水利局", "department", "own", "411424", "水利局")


@pytest.mark.parametrize(
    ("other", "is_the_same"),
    [
        (replace(PUBLISHER, name="水利局"), True),
        (replace(PUBLISHER, scope="unknown"), True),
        (replace(PUBLISHER, name="柘城县林业局", bare_name="林业局"), False),
        (replace(PUBLISHER, division_code="411425"), False),
        (replace(PUBLISHER, agency_class="institution"), False),
        (replace(PUBLISHER, scope="aggregate"), False),
    ],
)
def test_two_names_are_one_publisher_by_division_and_bare_name(
    archive: Archive, other: Publisher, is_the_same: bool
) -> None:
    with archive.write() as conn:
        first = publishers.identify(conn, PUBLISHER, "411424")
        assert (publishers.identify(conn, other, "411424") == first) is is_the_same


def test_government_its_office_and_the_roll_up_are_three_publishers(archive: Archive) -> None:
    government = Publisher("柘城县人民政府", "government", "own", "411424", "人民政府")
    office = Publisher("柘城县人民政府办公室", "government_office", "own", "411424", "人民政府办公室")
    with archive.write() as conn:
        numbers = [
            publishers.identify(conn, publisher, None)
            for publisher in (government, office, replace(government, scope="aggregate"))
        ]
    assert numbers == [1, 2, 3]


def test_without_a_division_the_organisation_code_tells_or_the_portal(archive: Archive) -> None:
    coded = Publisher("水利局", "department", organisation_code="01400643x")
    named = Publisher("水利局", "department")
    with archive.write() as conn:
        assert publishers.identify(conn, coded, None) == 1
        assert publishers.identify(conn, replace(coded, name="县水利局", organisation_code="01400643X"), None) == 1
        assert publishers.identify(conn, named, "411424") == 2
        assert publishers.identify(conn, named, "411425") == 3
        assert publishers.identify(conn, named, None) is None
        assert publishers.identify(conn, Publisher(division_code="411424"), "411424") is None


def test_page_with_an_organisation_code_and_its_attachment_without_one_are_of_one_publisher(archive: Archive) -> None:
    cover = Publisher("卫生健康委员会", "department", organisation_code="01400643X")
    with archive.write() as conn:
        assert publishers.identify(conn, cover, "411424") == 1
        assert publishers.identify(conn, replace(cover, organisation_code=None), "411424") == 1


def test_short_and_full_name_are_one_publisher_by_their_organisation_code(archive: Archive) -> None:
    short = Publisher("柘城县发改委", "department", "own", "411424", "发改委", "005934071")
    full = replace(short, name="柘城县发展和改革委员会", bare_name="发展和改革委员会")
    with archive.write() as conn:
        assert publishers.identify(conn, short, None) == 1
        assert publishers.identify(conn, full, None) == 1
        assert publishers.identify(conn, replace(full, organisation_code=None), None) == 1


def test_code_of_the_office_that_put_the_pages_online_joins_nobody(archive: Archive) -> None:
    of_office = "005934071"
    finance = Publisher("柘城县财政局", "department", "own", "411424", "财政局", of_office)
    schools = Publisher("柘城县教育局", "department", "own", "411424", "教育局", of_office)
    with archive.write() as conn:
        assert publishers.identify(conn, finance, "411424") == 1
        assert publishers.identify(conn, schools, "411424") == 2
        assert publishers.identify(conn, replace(finance, name="财政局", bare_name="财政局"), "411424") == 1


def test_namesakes_of_two_divisions_on_one_portal_stay_two_and_the_bare_name_tells_neither(archive: Archive) -> None:
    one = Publisher("财政局", "department", "own", "411424", "财政局")
    with archive.write() as conn:
        assert publishers.identify(conn, one, "411400") == 1
        assert publishers.identify(conn, replace(one, division_code="411425"), "411400") == 2
        assert publishers.identify(conn, Publisher("财政局", "department"), "411400") == 3
