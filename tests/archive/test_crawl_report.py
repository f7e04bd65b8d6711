"""What became of a portal in a crawl: it is complete only where everything that its lists name is held."""

import pytest

from archive.crawl_report import crawl_report
from archive.raw import captures, crawls, frontier, portals
from archive.raw.crawls import Listing, ListItem
from archive.raw.frontier import FrontierRequest
from archive.raw.portals import PortalRow
from archive.store import Archive
from tests.archive.readings import capture

PORTAL, HOME = "990200", "http://www.lanjiang.example/"
HELD, OTHER = f"{HOME}nb/1.html", f"{HOME}nb/2.html"


def crawl(archive: Archive, *named: str, years: tuple[int, ...] = (), waiting: str = "") -> str:
    """Crawl a list that is read to its end and names these; only HELD was asked for. The portal's state."""
    crawl_id = crawls.start_or_resume(archive, [PORTAL], {"years": list(years)}).crawl_id
    with archive.write() as conn:
        portals.record(conn, PortalRow(PORTAL, "澜江市人民政府", None, HOME, None))
        captures.record(conn, capture(HELD, b"x", crawl_id=crawl_id, portal_id=PORTAL))
        items = [ListItem(url, "2024年政府信息公开工作年度报告") for url in named]
        total = len(named)
        crawls.record_listing(
            conn,
            Listing(crawl_id, PORTAL, f"{HOME}nb/", "generic", total, total, complete=True, reason="", items=items),
        )
        if waiting:
            frontier.add(conn, crawl_id, [FrontierRequest(PORTAL, "www.lanjiang.example", waiting)])
    [portal] = crawl_report(archive, crawl_id).portals
    assert (portal.named, portal.held, portal.not_asked, portal.waiting) == (total, 1, total - 1, bool(waiting))
    return portal.state


def test_a_portal_of_which_all_is_held_is_complete(archive: Archive) -> None:
    assert crawl(archive, HELD) == "complete"


def test_a_portal_whose_list_names_what_was_not_asked_for_is_incomplete(archive: Archive) -> None:
    assert crawl(archive, HELD, OTHER) == "incomplete"


def test_reports_on_other_years_than_those_asked_for_leave_a_portal_complete(archive: Archive) -> None:
    assert crawl(archive, HELD, OTHER, years=(2023,)) == "complete"


@pytest.mark.parametrize("years", [(), (2023,)])
def test_a_portal_with_a_request_that_waits_is_incomplete(archive: Archive, years: tuple[int, ...]) -> None:
    assert crawl(archive, HELD, OTHER, years=years, waiting=OTHER) == "incomplete"
