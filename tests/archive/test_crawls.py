import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive import owners
from archive.crawl_report import crawl_lines
from archive.raw import crawls, frontier, portals
from archive.raw.crawls import CrawlRun, Listing, ListItem
from archive.raw.frontier import FrontierRequest
from archive.raw.portals import PortalRow
from archive.store import Archive, ArchiveLocked
from crawler import accounts
from tests.archive.readings import capture, keep

ME = owners.this_process()
CRAWLER = (
    "import sys, time\n"
    "from archive import owners\n"
    "from archive.raw import crawls, frontier\n"
    "from archive.store import Archive\n"
    "archive = Archive.open(sys.argv[1])\n"
    "run = crawls.start_or_resume(archive, ['411424'], {'years': '2023'})\n"
    "with archive.write() as conn:\n"
    "    frontier.add(conn, run.crawl_id, [frontier.FrontierRequest('411424', 'a', f'http://a/{n}') for n in range(3)])\n"
    "[first, *_] = frontier.claim(archive, run.crawl_id, 2, 3600, owners.this_process())\n"
    "with archive.write() as conn:\n"
    "    frontier.done(conn, run.crawl_id, first.request_id)\n"
    "print('at work', flush=True)\n"
    "time.sleep(60)\n"
)


def requests(host: str, *names: object, priority: int = 0) -> list[FrontierRequest]:
    return [FrontierRequest("411424", host, f"http://{host}/{name}", priority=priority) for name in names]


def start(archive: Archive, *portal_ids: str, **settings: object) -> CrawlRun:
    return crawls.start_or_resume(archive, portal_ids or ("411424",), settings)


def urls(archive: Archive, crawl_id: int, limit: int, **options: int) -> list[str]:
    return [row.url for row in frontier.claim(archive, crawl_id, limit, 60, ME, **options)]


def test_a_crawl_begins_and_ends(archive: Archive) -> None:
    with archive.write() as conn:
        portals.record(conn, PortalRow("411424", "柘城县人民政府", "411424", "http://a/", None))
    run = start(archive)
    assert run == CrawlRun(1, resumed=False)
    keep(archive, capture(crawl_id=1), capture("https://a/2", b"no", verdict="not_found", crawl_id=1))
    crawls.finish(archive, 1, "1 of 2 refused", complete=False)
    row = archive.connection.execute(
        "SELECT crawl_id, reason, complete, requests, new_payloads, refusals FROM crawls WHERE finished_at >= started_at"
    ).fetchall()
    assert row == [(1, "1 of 2 refused", 0, 2, 2, 1)]
    assert archive.connection.execute("SELECT last_crawled_at IS NOT NULL FROM portals").fetchall() == [(1,)]
    assert start(archive) == CrawlRun(2, resumed=False)


def test_counts_of_a_crawl(archive: Archive) -> None:
    run = start(archive)
    keep(archive, *[capture(crawl_id=1), capture(crawl_id=1, fetched_at="2024-02-02T00:00:00Z")])
    keep(archive, capture("https://a/2", None, status=None, verdict="network", crawl_id=1))
    with archive.write() as conn:
        frontier.add(conn, 1, requests("a", 1))
    assert crawls.counts(archive, run.crawl_id) == {
        "requests": 3, "new_payloads": 1, "revisits": 1, "refusals": 1, "pending": 1,
        "verdict_network": 1, "verdict_ok": 1, "verdict_revisit": 1,
    }  # fmt: skip


def test_a_robots_txt_that_does_not_exist_is_no_refusal(archive: Archive) -> None:
    start(archive)
    keep(archive, capture("https://a/robots.txt", None, status=404, verdict="not_found", crawl_id=1))
    keep(archive, capture("https://a/2", None, status=404, verdict="not_found", crawl_id=1))
    told = (
        crawls.counts(archive, 1)["refusals"],
        crawl_lines(archive)[0].refusals,
        accounts.refusals(archive.connection, 1),
    )
    assert told == (1, 1, {"not_found": 1})


def test_a_suspended_crawl_goes_on_with_its_frontier(archive: Archive) -> None:
    run = start(archive, years="2023")
    with archive.write() as conn:
        frontier.add(conn, run.crawl_id, requests("a", 1, 2))
    assert urls(archive, run.crawl_id, 1) == ["http://a/1"]
    crawls.suspend(archive, run.crawl_id, "stopped by Ctrl-C")
    assert start(archive, years="2023") == CrawlRun(run.crawl_id, resumed=True)
    assert urls(archive, run.crawl_id, 5) == ["http://a/1", "http://a/2"]


def test_a_crawl_of_the_same_portals_with_other_settings_closes_the_unfinished_one(archive: Archive) -> None:
    start(archive, "1", "2", years="2023")
    start(archive, "3")
    assert start(archive, "2", years="2024") == CrawlRun(3, resumed=False)
    rows = archive.connection.execute("SELECT crawl_id, finished_at IS NULL, reason, complete FROM crawls").fetchall()
    assert rows == [
        (1, 0, "abandoned: its portals are crawled with other settings", 0),
        (2, 1, None, None),
        (3, 1, None, None),
    ]


def test_what_a_killed_crawler_had_claimed_is_asked_again_and_what_it_had_done_is_not(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", CRAWLER, str(path)], stdout=subprocess.PIPE, text=True) as crawler:
        assert crawler.stdout is not None
        assert crawler.stdout.readline() == "at work\n"
        with Archive.open(path) as archive:
            with pytest.raises(ArchiveLocked, match=f"process {crawler.pid} on .* is at work on crawl 1") as caught:
                start(archive, years="2023")
            assert caught.value.exit_code == 3
            crawler.kill()
            crawler.wait()
            assert start(archive, years="2023") == CrawlRun(1, resumed=True)
            assert frontier.pending(archive, 1) == 2
            assert urls(archive, 1, 5) == ["http://a/1", "http://a/2"]
            assert archive.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_owner_is_alive_while_its_process_runs() -> None:
    assert owners.is_alive(ME, None)
    assert not owners.is_alive(None, None)
    host, pid, started = ME.rsplit(":", 2)
    assert int(pid) == os.getpid()
    assert not owners.is_alive(
        f"{host}:{pid}:{started}0", None
    )  # a process of the same number, started at another time


def test_an_owner_on_another_machine_is_judged_by_when_it_last_spoke() -> None:
    recently = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))
    assert owners.is_alive("elsewhere:1:x", recently)
    assert not owners.is_alive("elsewhere:1:x", "2024-02-01T00:00:00Z")
    assert not owners.is_alive("elsewhere:1:x", "2999-02-01T00:00:00Z"), "its clock was wrong, and would be for long"


def test_a_request_stands_once_in_a_crawl_done_or_not(archive: Archive) -> None:
    run = start(archive)
    post = FrontierRequest("411424", "a", "http://a/1", method="POST", body=b"page=2")
    with archive.write() as conn:
        assert frontier.add(conn, run.crawl_id, [*requests("a", 1, 1, 2), post, post]) == 3
    [row, *_] = frontier.claim(archive, run.crawl_id, 1, 60, ME)
    assert (row.url, row.body, row.attempts) == ("http://a/1", None, 1)
    with archive.write() as conn:
        frontier.done(conn, run.crawl_id, row.request_id)
        assert frontier.add(conn, run.crawl_id, requests("a", 1)) == 0
    assert frontier.pending(archive, run.crawl_id) == 2
    assert [r.body for r in frontier.claim(archive, run.crawl_id, 9, 60, ME)] == [None, b"page=2"]


def test_hosts_take_turns_by_priority_and_each_has_a_few_in_work(archive: Archive) -> None:
    run = start(archive)
    with archive.write() as conn:
        frontier.add(conn, run.crawl_id, [*requests("a", 1, 2, 3, 4), *requests("b", 1, 2, priority=5)])
    assert urls(archive, run.crawl_id, 3, per_host=2) == ["http://b/1", "http://a/1", "http://b/2"]
    assert urls(archive, run.crawl_id, 9, per_host=2) == ["http://a/2"]
    assert urls(archive, run.crawl_id, 9, per_host=2) == []


def test_a_claim_that_ran_out_is_pending_again(archive: Archive) -> None:
    run = start(archive)
    with archive.write() as conn:
        frontier.add(conn, run.crawl_id, requests("a", 1))
    assert len(frontier.claim(archive, run.crawl_id, 1, -5, ME)) == 1
    [again] = frontier.claim(archive, run.crawl_id, 1, 60, ME)
    assert again.attempts == 2
    assert frontier.claim(archive, run.crawl_id, 1, 60, ME) == []


def test_a_released_request_waits_for_its_time(archive: Archive) -> None:
    run = start(archive)
    with archive.write() as conn:
        frontier.add(conn, run.crawl_id, requests("a", 1))
    [row] = frontier.claim(archive, run.crawl_id, 1, 60, ME)
    with archive.write() as conn:
        frontier.release(conn, run.crawl_id, row.request_id, delay_seconds=3600)
    assert frontier.claim(archive, run.crawl_id, 1, 60, ME) == []
    assert frontier.pending(archive, run.crawl_id) == 1


def test_a_list_is_kept_with_what_it_declared_and_its_items_once(archive: Archive) -> None:
    items = [ListItem("http://a/1", "水利局2023年报", "2024-01-20", 2023), ListItem("http://a/2")]
    for crawl in ("first", "second"):
        run = start(archive, crawl=crawl)
        with archive.write() as conn:
            crawls.record_listing(conn, Listing(run.crawl_id, "411424", "http://a/", "empire", 3, 1, complete=False))
            crawls.record_listing(
                conn,
                Listing(
                    run.crawl_id, "411424", "http://a/", "empire", 3, 2, complete=False, reason="2 of 3", items=items
                ),
            )
        crawls.finish(archive, run.crawl_id, "2 of 3", complete=False)
    rows = archive.connection.execute("SELECT crawl_id, declared_total, harvested, complete, reason FROM listings")
    assert rows.fetchall() == [(1, 3, 2, 0, "2 of 3"), (2, 3, 2, 0, "2 of 3")]
    assert archive.connection.execute("SELECT url, title, year_hint FROM list_items").fetchall() == [
        ("http://a/1", "水利局2023年报", 2023),
        ("http://a/2", None, None),
    ]


def test_a_portal_keeps_its_family_when_its_entry_names_none(archive: Archive) -> None:
    with archive.write() as conn:
        portals.record(conn, PortalRow("411424", "柘城县", "411424", "http://a/", "empire", '{"every":"7d"}'))
        portals.record(conn, PortalRow("411424", "柘城县人民政府", "411424", "http://a/", None))
    rows = archive.connection.execute("SELECT portal_id, name, family, last_crawled_at FROM portals").fetchall()
    assert rows == [("411424", "柘城县人民政府", "empire", None)]
