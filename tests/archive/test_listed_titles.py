"""What a list's titles say of documents that are not held: their year and agency, and whose they are."""

import subprocess
import sys
from pathlib import Path

import pytest

from archive.coverage import Chosen, Covered, rows
from archive.merge.merging import merge
from archive.parsed import listed_titles
from archive.parsed.reparse import parse_new
from archive.raw import crawls, portals
from archive.raw.crawls import Listing, ListItem
from archive.raw.portals import PortalRow
from archive.store import Archive
from parsers.model import Publisher
from tests.archive.effort import steps
from tests.archive.readings import DIVISION, WrittenOut, capture, check, keep, page, report

CHECKOUT = Path(__file__).resolve().parents[2]
LIST = "https://a/list/"
TITLE = "柘城县水利局2022年政府信息公开工作年度报告"


def listing(archive: Archive, *items: ListItem) -> None:
    """A list of the portal 411424, read in a crawl of its own."""
    with archive.write() as conn:
        portals.record(conn, PortalRow(DIVISION, "柘城县", DIVISION, None, None))
    crawl = crawls.start_or_resume(archive, [DIVISION], {}).crawl_id
    with archive.write() as conn:
        crawls.record_listing(conn, Listing(crawl, DIVISION, LIST, None, None, len(items), complete=True, items=items))
    crawls.finish(archive, crawl, "complete", complete=True)
    parse_new(archive, reader=WrittenOut())


def held(archive: Archive, *years: int, **publisher: Publisher) -> None:
    """Reports of 柘城县水利局, or another `publisher`, from the same portal."""
    for year in years:
        reading = report("水利局", year, checks=(check("granted", "pass"),), **publisher)
        keep(archive, capture(f"https://a/{year}", page(reading), portal_id=DIVISION))
    parse_new(archive, reader=WrittenOut())


def listed(archive: Archive) -> list[tuple[object, ...]]:
    """The rows of coverage that rest on a list: publisher, agency, division, year, status."""
    found = (row for row in rows(archive) if row.evidence.startswith("named by list"))
    return [(row.publisher_id, row.agency, row.division_code, row.year, row.status) for row in found]


@pytest.mark.parametrize(
    ("item", "agency", "year"),
    [
        pytest.param(ListItem("https://b/1", TITLE), "柘城县水利局", 2022, id="both"),
        pytest.param(ListItem("https://b/1", "2022年政府信息公开工作年度报告"), None, 2022, id="no-agency"),
        pytest.param(
            ListItem("https://b/1", "柘城县水利局政府信息公开工作年度报告"), "柘城县水利局", None, id="no-year"
        ),
        pytest.param(ListItem("https://b/1", "2022年度"), None, 2022, id="year-alone"),
        pytest.param(ListItem("https://b/1", "关于做好2022年政府信息公开年报工作的通知"), None, None, id="notice"),
        pytest.param(ListItem("https://b/1", "2021年至2022年政府信息公开年报"), None, None, id="two-years"),
        pytest.param(ListItem("https://b/1", TITLE, None, 2021), "柘城县水利局", 2021, id="the-list-states-it"),
        pytest.param(ListItem("https://b/1"), None, None, id="no-title"),
    ],
)
def test_a_title_says_what_it_prints(archive: Archive, item: ListItem, agency: str | None, year: int | None) -> None:
    listing(archive, item)
    assert listed(archive) == [(None, agency, None, year, "unknown")]


def test_a_publisher_that_the_portal_is_known_to_publish_is_recognised(archive: Archive) -> None:
    held(archive, 2021, 2023)
    listing(archive, ListItem("https://b/1", TITLE))
    assert listed(archive) == [(1, "柘城县水利局", DIVISION, 2022, "unknown")]
    of_body = [(row.year, row.status) for row in rows(archive, Chosen(agency="水利局")) if (row.year or 0) < 2024]
    assert of_body == [(2021, "checked"), (2022, "unknown"), (2023, "checked")]


def test_a_name_that_two_publishers_bear_on_a_portal_tells_neither(archive: Archive) -> None:
    held(archive, 2021)
    held(archive, 2023, publisher=Publisher("柘城县水利局", "institution", "own", DIVISION, "水利局", None, "x"))
    listing(archive, ListItem("https://b/1", TITLE))
    assert listed(archive) == [(None, "柘城县水利局", None, 2022, "unknown")]


def test_a_year_that_is_held_says_what_lists_name_besides(archive: Archive) -> None:
    held(archive, 2022)
    listing(archive, ListItem("https://b/1", TITLE), ListItem("https://b/2", TITLE))
    assert listed(archive) == []
    [row] = rows(archive, Chosen(agency="水利局", year=2022))
    assert (row.status, row.evidence) == (
        "checked",
        "report 1: 1 checks pass, 0 fail; lists name 2 more of it that is not held, such as https://b/1",
    )


def test_of_several_documents_of_a_year_that_counts_of_which_most_is_known(archive: Archive) -> None:
    held(archive, 2021)
    gone, refused, new = (ListItem(f"https://b/{n}", TITLE) for n in (1, 2, 3))
    keep(
        archive,
        capture(gone.url, None, verdict="not_found", status=404, context=None),
        capture(refused.url, None, verdict="waf_block", status=403, context=None),
    )
    listing(archive, gone, refused, new)
    [row] = rows(archive, Chosen(agency="水利局", year=2022))
    assert (row.publisher_id, row.status) == (1, "refused")
    assert row.evidence == f"named by list 1; capture 3: waf_block ({TITLE}, https://b/2); lists name 2 more of it"


def test_the_government_of_the_portals_division_is_expected_once(archive: Archive) -> None:
    title = "柘城县人民政府2022年政府信息公开工作年度报告"
    listing(archive, ListItem("https://b/1", title), ListItem("https://b/2", title.replace("柘城县", "睢县")))
    assert listed(archive) == [
        (None, "睢县人民政府", None, 2022, "unknown"),
        (None, "柘城县人民政府", DIVISION, 2022, "unknown"),
    ]
    assert len(list(rows(archive, Chosen(agency="柘城县人民政府", year=2022)))) == 1


def all_sorts(archive: Archive) -> None:
    """Documents that are held, of a known publisher, of a government, of nobody known; with and without a year."""
    held(archive, 2021, 2023)
    titles = [
        TITLE,
        TITLE.replace("水利局2022", "人民政府2019"),
        TITLE.replace("2022年", ""),
        TITLE.replace("柘城", "睢"),
    ]
    items = [ListItem(f"https://b/{number}", title) for number, title in enumerate(titles, start=1)]
    asked_for = capture("https://b/5", None, verdict="not_found", status=404, context=None)
    keep(archive, capture("https://b/4", None, verdict="waf_block", status=403, context=None), asked_for)
    listing(archive, *items, ListItem("https://b/5"), ListItem("https://b/6", TITLE.replace("2022", "2021")))


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(Chosen(division=DIVISION), id="division"),
        pytest.param(Chosen(division="4114"), id="prefecture"),
        pytest.param(Chosen(division="%"), id="no-division"),
        pytest.param(Chosen(agency="水利局"), id="agency"),
        pytest.param(Chosen(year=2022), id="year"),
        pytest.param(Chosen(status="unknown"), id="status"),
        pytest.param(Chosen(DIVISION, "柘城县", 2022, "unknown"), id="all"),
    ],
)
def test_what_is_chosen_reads_as_it_does_among_all(archive: Archive, chosen: Chosen) -> None:
    all_sorts(archive)

    def is_meant(row: Covered) -> bool:
        is_there = (row.division_code or "").startswith(chosen.division) and chosen.agency in (row.agency or "")
        return is_there and chosen.year in {None, row.year} and chosen.status in {None, row.status}

    meant = [row for row in rows(archive) if is_meant(row)]
    assert list(rows(archive, chosen)) == meant
    assert bool(meant) is (chosen.division != "%")


@pytest.mark.parametrize("asked", ["publisher_id = 1", "division_code = '411424'"])
def test_who_asks_for_one_body_finds_what_lists_name_of_it(archive: Archive, asked: str) -> None:
    all_sorts(archive)
    columns = "publisher_id, agency, division_code, year, status, evidence"
    found = archive.connection.execute(f"SELECT {columns} FROM coverage WHERE {asked} ORDER BY 3, 2, 4, 6").fetchall()
    alike = archive.connection.execute(
        f"SELECT * FROM (SELECT {columns} FROM coverage LIMIT -1) WHERE {asked} ORDER BY 3, 2, 4, 6"
    ).fetchall()
    assert found == alike
    assert [row[3] for row in found if row[5].startswith("named by list") and row[1] == "柘城县水利局"] == [None, 2022]
    [held_year] = [row[5] for row in found if row[4] == "checked" and row[3] == 2021]
    assert held_year == "report 1: 1 checks pass, 0 fail; lists name 1 more of it that is not held, such as https://b/6"


def test_who_asks_for_one_division_does_not_wait_for_what_became_of_documents_of_nobody(archive: Archive) -> None:
    held(archive, 2021)
    conn, nobodys = archive.connection, TITLE.replace("柘城县", "睢县")

    def costs() -> tuple[int, int]:
        one = steps(conn, lambda: list(rows(archive, Chosen(division=DIVISION))))
        return one, steps(conn, lambda: list(rows(archive)))

    one_before, all_before = costs()
    listing(archive, *(ListItem(f"https://b/{number}", nobodys) for number in range(200)))
    one, every = costs()
    assert one - one_before < 0.5 * (every - all_before)


def test_titles_are_read_again_where_the_rules_have_changed(archive: Archive) -> None:
    listing(archive, ListItem("https://b/1", TITLE))
    with archive.write() as conn:
        conn.execute("UPDATE listed_titles SET year = 1999")
        conn.execute("UPDATE facts SET value = 'other rules' WHERE name = 'listed_titles'")
    parse_new(archive)
    assert listed(archive) == [(None, "柘城县水利局", None, 2022, "unknown")]
    assert not listed_titles.are_waiting(archive.connection)


def test_merging_reads_the_titles_that_it_brings(archive: Archive, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "other.db", create=True) as other:
        listing(other, ListItem("https://b/1", TITLE))
    merge(archive, [tmp_path / "other.db"])
    assert listed(archive) == [(None, "柘城县水利局", None, 2022, "unknown")]
    assert not listed_titles.are_waiting(archive.connection)


def test_the_rules_are_all_that_judging_a_title_loads() -> None:
    asked = "import sys, parsers.prose.titles; print(*sorted(m for m in sys.modules if m.startswith('parsers.')))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    modules = {f"parsers.prose.{name.removesuffix('.py')}" for name in listed_titles.RULES}
    assert set(done.stdout.split()) == {"parsers.prose", *modules}
