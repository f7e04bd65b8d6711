"""What one crawl leaves for the next: columns, requests that went out, what rests and what needs no asking."""

from __future__ import annotations

import pytest

from archive import owners
from archive.raw import captures, columns, crawls, frontier, history, requests
from archive.raw.captures import Capture
from archive.raw.columns import KnownColumn
from archive.raw.crawls import Listing, ListItem
from archive.raw.frontier import FrontierRequest
from archive.raw.requests import Sent
from archive.store import Archive

ME = owners.this_process()
NB = "http://a/nb/"


@pytest.fixture
def crawl_id(archive: Archive) -> int:
    return crawls.start_or_resume(archive, ["990101", "990102"], {}).crawl_id


def asked(portal_id: str, host: str, *names: int) -> list[FrontierRequest]:
    return [FrontierRequest(portal_id, host, f"http://{host}/{name}") for name in names]


def claimed(archive: Archive, crawl_id: int, **resting: list[str]) -> list[str]:
    return [row.url for row in frontier.claim(archive, crawl_id, 9, 60, ME, **resting)]  # type: ignore[arg-type] # lists of names


def test_hosts_and_portals_that_rest_are_left_alone(archive: Archive, crawl_id: int) -> None:
    with archive.write() as conn:
        frontier.add(conn, crawl_id, [*asked("990101", "a", 1), *asked("990101", "b", 1), *asked("990102", "c", 1)])
    assert claimed(archive, crawl_id, resting_hosts=["a", "b"]) == ["http://c/1"]
    assert claimed(archive, crawl_id, resting_portals=["990101"]) == []
    assert (frontier.pending(archive, crawl_id), frontier.pending(archive, crawl_id, ["990101"])) == (3, 1)
    assert claimed(archive, crawl_id) == ["http://a/1", "http://b/1"]


def test_what_needs_no_asking_counts_as_done(archive: Archive, crawl_id: int) -> None:
    with archive.write() as conn:
        frontier.add_settled(conn, crawl_id, asked("990101", "a", 1))
        assert frontier.add(conn, crawl_id, asked("990101", "a", 1)) == 0
    assert claimed(archive, crawl_id) == []
    assert frontier.pending(archive, crawl_id) == 0


def test_a_claim_that_is_renewed_stays_its_owners(archive: Archive, crawl_id: int) -> None:
    with archive.write() as conn:
        frontier.add(conn, crawl_id, asked("990101", "a", 1))
    frontier.claim(archive, crawl_id, 1, -5, ME)
    with archive.write() as conn:
        frontier.renew(conn, crawl_id, ME, 60)
    assert claimed(archive, crawl_id) == []


def test_a_column_keeps_how_it_was_found_and_says_how_it_ended(archive: Archive, crawl_id: int) -> None:
    with archive.write() as conn:
        columns.remember(conn, crawl_id, KnownColumn("990101", NB, "column", "a link that says 年报", "trs", 4))
        columns.remember(conn, crawl_id, KnownColumn("990101", NB, "column", "known since 2026", "trs", 0))
    [column] = columns.known(archive.connection, "990101")
    assert (column.evidence, column.family, column.requests, column.lost_at) == (
        "a link that says 年报",
        "trs",
        4,
        None,
    )
    with archive.write() as conn:
        columns.remember(conn, crawl_id, KnownColumn("990101", NB, "lost", "known since 2026", lost_because="404"))
    [column] = columns.known(archive.connection, "990101")
    assert (column.state, column.evidence, column.family, column.lost_because) == (
        "lost",
        "a link that says 年报",
        "trs",
        "404",
    )
    assert column.lost_at is not None
    assert columns.known(archive.connection, "990102") == []
    with archive.write() as conn, pytest.raises(ValueError, match="'maybe' is no state of a column"):
        columns.remember(conn, crawl_id, KnownColumn("990101", NB, "maybe", ""))


def test_every_hop_of_a_request_is_in_the_log(archive: Archive, crawl_id: int) -> None:
    sent = [
        Sent("a", NB, "2026-11-21T20:00:00.001Z", 2.0, 2.0, "192.0.2.1", 302, 0),
        Sent("b", "http://b/nb/", "2026-11-21T20:00:02.501Z", 2.0, 2.0, None),
    ]
    with archive.write() as conn:
        recorded = captures.record(conn, Capture(NB, "2026-11-21T20:00:03Z", "network", crawl_id=crawl_id))
        requests.record(conn, crawl_id, recorded.capture_id, "990101", sent)
    shown = archive.connection.execute(
        "SELECT hop, host, address, asked_at, status, received FROM requests ORDER BY hop"
    )
    assert shown.fetchall() == [
        (0, "a", "192.0.2.1", "2026-11-21T20:00:00.001Z", 302, 0),
        (1, "b", None, "2026-11-21T20:00:02.501Z", None, None),
    ]


def test_an_earlier_list_counts_only_where_it_is_complete_and_of_the_same_family(archive: Archive) -> None:
    items = [ListItem("http://a/1", "水利局2023年报"), ListItem("http://a/2")]

    def read(family: str, *, complete: bool, rested_on: int | None = None) -> int:
        crawl = crawls.start_or_resume(archive, ["990101"], {}).crawl_id
        listing = Listing(crawl, "990101", NB, family, 2, 2, complete, items=items, rested_on=rested_on)
        with archive.write() as conn:
            list_id = crawls.record_listing(conn, listing)
        crawls.finish(archive, crawl, "done", complete=True)
        return list_id

    first = read("trs", complete=True)
    conn = archive.connection
    held = history.earlier_list(conn, NB, "trs", before_crawl=2)
    assert held is not None
    assert (held.list_id, held.declared_total, held.items) == (first, 2, tuple(items))
    assert history.earlier_list(conn, NB, "trs", before_crawl=1) is None
    assert history.earlier_list(conn, NB, "vsb", before_crawl=2) is None
    read("trs", complete=True, rested_on=first)
    rested = history.earlier_list(conn, NB, "trs", before_crawl=3)
    assert rested is not None
    assert rested.list_id == first
    read("trs", complete=False)
    assert history.earlier_list(conn, NB, "trs", before_crawl=4) is None
    whole = history.whole_list(conn, NB)
    assert whole is not None
    assert whole.list_id == first
