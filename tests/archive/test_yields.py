"""What a portal brings less of than before is a finding, with the figures."""

from dataclasses import replace

import pytest

from archive.parsed.reparse import parse_new
from archive.raw import crawls
from archive.raw.crawls import Listing
from archive.store import Archive
from archive.yields import Finding, findings
from parsers.model import Context
from tests.archive.effort import steps
from tests.archive.readings import WrittenOut, capture, keep, page, report

PORTAL = "411424"
HOME = "http://a.example/"
LIST = "http://a.example/nb/"


def listing(harvested: int, declared: int | None = None, url: str = LIST, *, complete: bool = True) -> Listing:
    return Listing(0, PORTAL, url, "trs", declared, harvested, complete, "as read")


def crawl(
    archive: Archive, *listings: Listing, verdict: str = "list", begun: str = "2025-02-01T00:00:00Z", end: bool = True
) -> int:
    """A crawl that asked for the home page, which was judged so, and read these lists."""
    crawl_id = crawls.start_or_resume(archive, [PORTAL], {}).crawl_id
    keep(
        archive,
        capture(HOME, f"{crawl_id}".encode(), verdict=verdict, crawl_id=crawl_id, portal_id=PORTAL, context=None),
    )
    with archive.write() as conn:
        conn.execute("UPDATE crawl_runs SET started_at = ? WHERE crawl_id = ?", (begun, crawl_id))
        for one in listings:
            crawls.record_listing(conn, replace(one, crawl_id=crawl_id))
    if end:
        crawls.finish(archive, crawl_id, "complete", complete=True)
    return crawl_id


def kept(archive: Archive, crawl_id: int, year: int, number: int, *, unreadable: int = 0) -> None:
    """So many reports for a year, and so many documents that are none, as this crawl brought them."""
    bodies = [page(report(f"第{n}局", year)) for n in range(number)]
    bodies += [f"no report {crawl_id} {n}".encode() for n in range(unreadable)]
    for n, body in enumerate(bodies):
        url = f"{LIST}{crawl_id}/{year}/{n}.html"
        keep(archive, capture(url, body, crawl_id=crawl_id, portal_id=PORTAL, context=Context(url=url)))


def kinds(archive: Archive, crawl_id: int) -> list[str]:
    return [finding.kind for finding in findings(archive.connection, crawl_id)]


def test_twice_as_many_portals_cost_twice_as_much(archive: Archive) -> None:
    def cost(portals: int) -> int:
        names = [f"{number:06}" for number in range(portals)]
        crawl_id = crawls.start_or_resume(archive, names, {}).crawl_id
        home = [
            capture(f"{HOME}{name}", name.encode(), verdict="list", crawl_id=crawl_id, portal_id=name, context=None)
            for name in names
        ]
        keep(archive, *home)
        crawls.finish(archive, crawl_id, "complete", complete=True)
        return steps(archive.connection, lambda: findings(archive.connection, crawl_id))

    assert cost(80) < 2.2 * cost(40)


def test_a_portal_without_history_has_no_finding(archive: Archive) -> None:
    only = crawl(archive, listing(0, 30, complete=False), begun="2025-06-01T00:00:00Z")
    assert findings(archive.connection, only) == ()


def test_a_portal_that_gives_as_much_as_before_has_no_finding(archive: Archive) -> None:
    crawl(archive, listing(30, 30))
    assert kinds(archive, crawl(archive, listing(31, 31))) == []


def test_nothing_found_where_reports_were(archive: Archive) -> None:
    crawl(archive, listing(30), listing(4, url=f"{LIST}zj/"))
    found = findings(archive.connection, crawl(archive))
    words = "no list holds any report; in crawl 1, 2 lists held 34"
    assert found == (Finding(PORTAL, "nothing_found", words, now=0, before=34),)


def test_nothing_found_is_told_again_as_long_as_it_lasts(archive: Archive) -> None:
    crawl(archive, listing(30))
    crawl(archive)
    assert kinds(archive, crawl(archive)) == ["nothing_found"]


def test_a_list_that_is_gone_beside_others(archive: Archive) -> None:
    crawl(archive, listing(30), listing(4, url=f"{LIST}zj/"))
    [finding] = findings(archive.connection, crawl(archive, listing(30)))
    assert (finding.kind, finding.url, finding.now, finding.before) == ("list_gone", f"{LIST}zj/", 0, 4)


def test_a_list_that_gives_fewer_than_in_the_crawl_before(archive: Archive) -> None:
    crawl(archive, listing(30))
    words = "the list gave 21 reports; before, it gave 30"
    assert findings(archive.connection, crawl(archive, listing(21))) == (
        Finding(PORTAL, "fewer_listed", words, LIST, 21, 30),
    )


def test_a_declared_total_that_dropped_is_told_instead(archive: Archive) -> None:
    crawl(archive, listing(30, 30))
    [finding] = findings(archive.connection, crawl(archive, listing(12, 12)))
    assert (finding.kind, finding.sentence) == (
        "declared_dropped",
        "the list declares 12 reports; before, it declared 30",
    )


def test_a_list_that_is_no_longer_complete(archive: Archive) -> None:
    crawl(archive, listing(30, 30))
    [finding] = findings(archive.connection, crawl(archive, listing(30, 45, complete=False)))
    assert (finding.kind, finding.url, finding.now, finding.before) == ("no_longer_complete", LIST, 30, 30)


def test_all_refused_where_pages_came_before_is_one_finding(archive: Archive) -> None:
    crawl(archive, listing(30))
    words = "all 1 requests were refused; in crawl 1, 1 were answered"
    assert findings(archive.connection, crawl(archive, verdict="waf_block")) == (
        Finding(PORTAL, "all_refused", words, now=0, before=1),
    )


def test_a_portal_that_always_refused_has_no_finding(archive: Archive) -> None:
    crawl(archive, verdict="waf_block")
    assert kinds(archive, crawl(archive, verdict="waf_block")) == []


@pytest.mark.parametrize(
    ("begun", "years", "expected"),
    [
        ("2025-04-01T00:00:00Z", (2023, 2024), ["fewer_than_last_year"]),
        ("2025-03-31T23:00:00Z", (2023, 2024), []),  # not due yet
        ("2025-04-01T00:00:00Z", (2022, 2023), ["fewer_than_last_year"]),  # none at all for 2024
    ],
)
def test_fewer_reports_than_last_year(
    archive: Archive, begun: str, years: tuple[int, int], expected: list[str]
) -> None:
    kept(archive, crawl(archive, listing(7), end=True), years[0], 4)
    later = crawl(archive, listing(7), begun=begun)
    kept(archive, later, years[1], 3)
    parse_new(archive, reader=WrittenOut())
    assert kinds(archive, later) == expected


def test_what_is_not_read_yet_is_not_counted_as_missing(archive: Archive) -> None:
    kept(archive, crawl(archive, listing(4)), 2023, 4)
    parse_new(archive, reader=WrittenOut())
    later = crawl(archive, listing(4), begun="2025-06-01T00:00:00Z")
    kept(archive, later, 2024, 1)
    assert kinds(archive, later) == []


@pytest.mark.parametrize(
    ("unreadable", "expected"), [(2, ["readings_failing"]), (1, []), (0, [])], ids=["a quarter", "an eighth", "none"]
)
def test_an_unusual_share_of_documents_that_are_not_read(
    archive: Archive, unreadable: int, expected: list[str]
) -> None:
    kept(archive, crawl(archive, listing(20)), 2023, 20, unreadable=1)
    later = crawl(archive, listing(20))
    kept(archive, later, 2024, 8 - unreadable, unreadable=unreadable)
    parse_new(archive, reader=WrittenOut())
    assert kinds(archive, later) == expected


def test_a_crawl_that_is_not_finished_is_not_judged(archive: Archive) -> None:
    crawl(archive, listing(30))
    assert kinds(archive, crawl(archive, listing(1), end=False)) == []


def test_only_crawls_that_were_finished_are_compared_with(archive: Archive) -> None:
    crawl(archive, listing(30))
    abandoned = crawl(archive, end=False)
    crawls.finish(archive, abandoned, "abandoned: its portals are crawled with other settings", complete=False)
    assert kinds(archive, abandoned) == []
    assert kinds(archive, crawl(archive, listing(30))) == []


def test_each_portal_is_compared_with_itself(archive: Archive) -> None:
    crawl(archive, listing(30))
    other = crawls.start_or_resume(archive, ["990121"], {}).crawl_id
    crawls.finish(archive, other, "complete", complete=True)
    assert kinds(archive, other) == []
