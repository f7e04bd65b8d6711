"""What is expected and not held is said with the evidence for it, and nothing is called missing before its day."""

import hashlib

import pytest

from archive import migrations
from archive.coverage import Chosen, Covered, counts, known_divisions, rows
from archive.parsed.reparse import parse_new
from archive.raw import portals
from archive.raw.crawls import Listing, ListItem, finish, record_listing, start_or_resume
from archive.raw.portals import PortalRow
from archive.store import Archive
from archive.withdraw import withdraw
from parsers.model import Publisher
from tests.archive.readings import DIVISION, WrittenOut, capture, check, keep, page, report

HOLDS = (check("granted", "pass"),)


@pytest.fixture
def held(archive: Archive) -> Archive:
    """水利局 for 2018 and 2021, the government for 2021, and a report of nobody known."""
    government = Publisher(
        name="柘城县人民政府", bare_name="人民政府", agency_class="government", scope="own", division_code=DIVISION
    )
    readings = [
        report("水利局", 2018, checks=HOLDS),
        report("水利局", 2021, checks=HOLDS),
        report(year=2021, checks=HOLDS, publisher=government),
        report(None, 2019, checks=HOLDS),
    ]
    keep(archive, *(capture(f"https://a/{number}", page(one)) for number, one in enumerate(readings, start=1)))
    parse_new(archive, reader=WrittenOut())
    return archive


@pytest.fixture
def on(held: Archive) -> "Day":
    return Day(held)


class Day:
    """The view `coverage` of an archive as it reads on a given day: SQL's own `now` is today."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def __call__(self, day: str, at: str = "04:00:00") -> Archive:
        conn = self.archive.connection
        conn.execute("DROP VIEW IF EXISTS temp.coverage")
        [view] = [one for one in migrations.view_statements() if "CREATE VIEW coverage" in one]
        conn.execute(view.replace("CREATE VIEW", "CREATE TEMP VIEW").replace("'now'", f"'{day}T{at}Z'"))
        return self.archive


def of(archive: Archive, agency: str) -> list[tuple[int | None, str, str]]:
    return [(row.year, row.status, row.evidence) for row in rows(archive, Chosen(agency=agency, division=DIVISION))]


def test_a_year_between_two_that_are_held_is_missing(on: Day) -> None:
    evidence = "none is held, but report 1 before it and report 2 after it"
    assert of(on("2022-12-31"), "水利局") == [
        (2018, "checked", "report 1: 1 checks pass, 0 fail"),
        (2019, "unknown", evidence),
        (2020, "unknown", evidence),
        (2021, "checked", "report 2: 1 checks pass, 0 fail"),
    ]
    assert {row.publisher_id for row in rows(on.archive, Chosen(agency="水利局"))} == {1}


@pytest.mark.parametrize(
    ("agency", "today", "status", "said"),
    [
        ("水利局", "2023-01-31", "not_due", "is due on 2023-01-31"),
        ("水利局", "2023-02-01", "unknown", "was due on 2023-01-31"),
        ("人民政府", "2023-03-31", "not_due", "is due on 2023-03-31"),
        ("人民政府", "2023-04-01", "unknown", "was due on 2023-03-31"),
    ],
)
def test_a_report_is_missing_only_after_its_day(on: Day, agency: str, today: str, status: str, said: str) -> None:
    year, found, evidence = of(on(today), agency)[-1]
    assert (year, found) == (2022, status)
    assert evidence.startswith("none is held; report ")
    assert evidence.endswith(said)


def test_the_day_is_that_of_china(on: Day) -> None:
    assert of(on("2022-12-31", "15:59:59"), "水利局")[-1][:2] == (2021, "checked")
    assert of(on("2022-12-31", "16:00:00"), "水利局")[-1][:2] == (2022, "not_due")


def test_every_year_since_the_last_report_is_owed_and_the_one_before_the_first(on: Day) -> None:
    assert of(on("2024-12-31"), "人民政府") == [
        (2018, "unknown", "none is held; it was due on 2019-03-31; no portal of the division was crawled"),
        (2019, "unknown", "none is held; it was due on 2020-03-31; no portal of the division was crawled"),
        (2020, "unknown", "none is held; report 3 on 2021 is the oldest; this one was due on 2021-03-31"),
        (2021, "checked", "report 3: 1 checks pass, 0 fail"),
        (2022, "unknown", "none is held; report 3 on 2021 is the newest; this one was due on 2023-03-31"),
        (2023, "unknown", "none is held; report 3 on 2021 is the newest; this one was due on 2024-03-31"),
    ]
    assert {row.publisher_id for row in rows(on.archive, Chosen(agency="柘城县人民政府"))} == {2}


def test_nothing_is_owed_by_a_body_after_its_end_or_by_nobody_known(on: Day) -> None:
    with on.archive.write() as conn:
        conn.execute("UPDATE publisher_rows SET valid_until = '2022-06-30' WHERE name = '柘城县水利局'")
    assert [year for year, *_ in of(on("2026-01-01"), "水利局")] == [2018, 2019, 2020, 2021, 2022]
    assert [row for row in rows(on.archive) if row.agency is None] == [
        Covered(None, None, DIVISION, 2019, "checked", "report 4: 1 checks pass, 0 fail")
    ]


def test_the_government_of_every_division_is_expected_while_there_is_the_division(on: Day) -> None:
    found = list(rows(on("2022-12-31"), Chosen(agency="人民政府")))
    # 崇文区 became a part of 东城区 in 2010; 密云 was a county until 2015; Hong Kong owes nothing.
    assert [row for row in found if row.division_code == "110103"] == []
    assert [(row.agency, row.year) for row in found if row.division_code == "110118"] == [
        ("密云区人民政府", year) for year in (2018, 2019, 2020, 2021)
    ]
    assert [row for row in found if (row.division_code or "").startswith(("71", "81", "82"))] == []
    a_year = [row for row in found if row.year == 2021 and row.division_code != DIVISION]
    assert len(a_year) > 3000
    assert {(row.status, row.publisher_id) for row in a_year} == {("unknown", None)}
    assert len({row.division_code for row in a_year}) == len(a_year)


def test_an_archive_gets_the_divisions_of_the_program_that_opens_it(archive: Archive) -> None:
    known = archive.connection.execute("SELECT * FROM division_years").fetchall()
    with archive.write() as conn:
        conn.execute("DELETE FROM division_years WHERE code < '500000'")
        conn.execute("UPDATE facts SET value = 'another table' WHERE name = 'divisions'")
    with Archive.open(archive.path) as again:
        assert again.connection.execute("SELECT * FROM division_years").fetchall() == known


def test_an_archive_without_any_year_expects_nothing(archive: Archive) -> None:
    assert counts(archive) == dict.fromkeys(counts(archive), 0)


def test_a_list_that_names_a_year_makes_it_expected(archive: Archive) -> None:
    listed(archive, "110105", items=[ListItem("https://a/1", "一", year_hint=2016)])
    years = {row.year for row in rows(archive, Chosen(division="110101"))}
    assert min(years, key=lambda year: year or 0) == 2016


@pytest.mark.parametrize(("listed_year", "first"), [(2016, 2016), (2020, 2018)])
def test_years_are_expected_from_the_first_that_is_held_or_listed(held: Archive, listed_year: int, first: int) -> None:
    listed(held, "110105", items=[ListItem("https://a/list/1", "一", year_hint=listed_year)])
    assert min(row.year or 9999 for row in rows(held, Chosen(division="110101"))) == first


@pytest.mark.parametrize(
    ("today", "status", "said"),
    [
        ("2022-03-31", "not_due", "none is held; it is due on 2022-03-31; no portal of the division was crawled"),
        ("2022-04-01", "unknown", "none is held; it was due on 2022-03-31; no portal of the division was crawled"),
    ],
)
def test_a_government_of_which_nothing_is_known_owes_after_its_day(on: Day, today: str, status: str, said: str) -> None:
    [row] = rows(on(today), Chosen(division="110101", year=2021))
    assert (row.agency, row.status, row.evidence) == ("东城区人民政府", status, said)


def test_what_came_last_of_an_item_counts(held: Archive) -> None:
    listed(held, "110105", items=[ListItem("https://a/list/1", "一", year_hint=2020)])
    failed = {"body": None, "context": None}
    keep(held, capture("https://a/list/1", verdict="not_found", fetched_at="2024-02-02T00:00:00Z", **failed))
    keep(held, capture("https://a/list/1", verdict="captcha", fetched_at="2024-02-01T00:00:00Z", **failed))
    assert [row.status for row in rows(held, Chosen(year=2020)) if row.evidence.startswith("named by")] == ["not_found"]


def listed(
    archive: Archive, division: str, *, items: list[ListItem], complete: bool = True, is_over: bool = True
) -> int:
    """A crawl of a division's portal that read one list."""
    with archive.write() as conn:
        portals.record(conn, PortalRow(division, division, division, None, None))
    crawl = start_or_resume(archive, [division], {"of": division}).crawl_id
    with archive.write() as conn:
        record_listing(
            conn, Listing(crawl, division, f"https://{division}/", None, None, len(items), complete, items=items)
        )
    finish(archive, crawl, "all was asked" if is_over else "stopped", complete=is_over)
    return crawl


@pytest.mark.parametrize(
    ("complete", "is_over", "is_asked", "status", "said"),
    [
        (True, True, True, "not_found", "the lists of portal 110105 (1) were read to their end in crawl 1"),
        (True, True, False, "unknown", "portal 110105 was crawled in crawl 1, but not all of it"),
        (True, False, True, "unknown", "portal 110105 was crawled in crawl 1, but not all of it"),
        (False, True, True, "unknown", "portal 110105 was crawled in crawl 1, but not all of it"),
    ],
)
def test_only_a_portal_that_was_read_to_its_end_has_not_what_is_expected(
    held: Archive, complete: bool, is_over: bool, is_asked: bool, status: str, said: str
) -> None:  # fmt: skip
    items = [ListItem("https://a/list/1", "一")]
    listed(held, "110105", items=items, complete=complete, is_over=is_over)
    if is_asked:
        keep(held, capture("https://a/list/1", None, verdict="not_found", status=404, context=None))
    [row] = rows(held, Chosen(division="110105", year=2020))
    assert (row.status, row.agency) == (status, "朝阳区人民政府")
    assert said in row.evidence


def test_a_portal_that_refuses_is_the_reason(held: Archive) -> None:
    with held.write() as conn:
        portals.record(conn, PortalRow("110105", "朝阳", "110105", None, None))
    crawl = start_or_resume(held, ["110105"], {}).crawl_id
    keep(
        held,
        capture("https://c/", None, verdict="waf_block", status=403, context=None, crawl_id=crawl, portal_id="110105"),
    )
    finish(held, crawl, "refused", complete=False)
    [row] = rows(held, Chosen(division="110105", year=2020))
    assert (row.status, row.evidence.partition("; ")[2].partition("; ")[2]) == (
        "refused",
        "portal 110105 gave nothing but refusals in crawl 1",
    )


@pytest.mark.parametrize("sound", ["list", "revisit"])
def test_only_the_last_crawl_of_the_portal_itself_says_that_it_refuses(held: Archive, sound: str) -> None:
    portals_of = ("110101", "110102", "110105")
    with held.write() as conn:
        for code in portals_of:
            portals.record(conn, PortalRow(code, code, code, None, None))
    first = start_or_resume(held, list(portals_of), {}).crawl_id
    for url, code in (("https://c/", "110105"), ("https://b/nb/", "110102")):
        keep(held, capture(url, b"x", verdict="list", context=None, crawl_id=first, portal_id=code))
    finish(held, first, "complete", complete=True)
    second = start_or_resume(held, list(portals_of), {}).crawl_id
    refused = {"verdict": "captcha", "status": 403, "context": None, "crawl_id": second}
    keep(
        held,
        capture("https://c/", None, portal_id="110105", **refused),
        capture("https://b/", None, portal_id="110102", **refused),
        capture("https://b/nb/", b"x", verdict=sound, context=None, crawl_id=second, portal_id="110102"),
    )
    finish(held, second, "incomplete", complete=False)
    statuses = {code: row.status for code in portals_of for row in rows(held, Chosen(division=code, year=2020))}
    assert statuses == {"110101": "unknown", "110102": "unknown", "110105": "refused"}


def test_what_was_withdrawn_stands_for_its_own_year_and_body_alone(archive: Archive) -> None:
    government = Publisher(
        name="柘城县人民政府", bare_name="人民政府", agency_class="government", scope="own", division_code=DIVISION
    )
    held_reports = (report(year=2021, publisher=government), report("水利局", 2022), report(None, 2019))
    keep(archive, *(capture(f"https://a/{n}", page(one)) for n, one in enumerate(held_reports, start=1)))
    parse_new(archive, reader=WrittenOut())
    for one in held_reports[:2]:
        withdraw(archive, hashlib.sha256(page(one)).hexdigest(), "by request")
    told = {(row.year, row.agency): row.evidence.partition(";")[0] for row in rows(archive, Chosen(division=DIVISION))}
    assert {key: said for key, said in told.items() if key[0] in {2020, 2021, 2022}} == {
        (2020, "柘城县人民政府"): "none is held",
        (2021, "柘城县人民政府"): "was held",
        (2022, "柘城县人民政府"): "none is held",
        (2022, "柘城县水利局"): "was held",
    }


def test_of_two_portals_that_counts_which_tells_least(held: Archive) -> None:
    listed(held, "110105", items=[])
    with held.write() as conn:
        portals.record(conn, PortalRow("110105-2", "朝阳", "110105", None, None))
    crawl = start_or_resume(held, ["110105-2"], {}).crawl_id
    finish(held, crawl, "stopped", complete=False)
    [row] = rows(held, Chosen(division="110105", year=2020))
    assert (row.status, "portal 110105-2 was crawled in crawl 2, but not all of it" in row.evidence) == (
        "unknown",
        True,
    )


def test_rows_come_in_order_and_can_be_chosen(on: Day) -> None:
    archive = on("2023-01-01")
    found = [(row.division_code or "", row.agency or "", row.year) for row in rows(archive)]
    assert found == sorted(found)
    assert [row.agency for row in rows(archive, Chosen(division=DIVISION, year=2022, status="not_due"))] == [
        "柘城县人民政府",
        "柘城县水利局",
    ]
    assert list(rows(archive, Chosen(division="9"))) == []
    assert known_divisions(archive) == {None, DIVISION}


def test_a_body_whose_division_got_a_new_code_goes_on_owing_its_reports(archive: Archive) -> None:
    county = Publisher("洪泽县教育局", "department", "own", "320829", "教育局")
    district = Publisher("洪泽区教育局", "department", "own", "320813", "教育局")
    readings = (report(year=2014, publisher=county), report(year=2019, publisher=district))
    keep(archive, *(capture(f"https://a/{number}", page(one)) for number, one in enumerate(readings)))
    parse_new(archive, reader=WrittenOut())
    [publisher] = archive.connection.execute("SELECT DISTINCT publisher_id FROM reports").fetchall()
    years = archive.connection.execute(
        "SELECT year FROM coverage WHERE publisher_id = ? AND year BETWEEN 2014 AND 2019 ORDER BY year", publisher
    )
    assert [year for (year,) in years] == [2014, 2015, 2016, 2017, 2018, 2019]
