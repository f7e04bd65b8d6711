"""Two processes on one crawl: what passes between them, and what becomes of it when one of them ends."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import owners
from archive.errors import ArchiveError, ArchiveLocked
from archive.raw.captures import Capture
from crawler.errands import Outcome
from crawler.keeping.link import KeeperDied, Link
from crawler.keeping.messages import Count, Judged, Opening, Question
from crawler.keeping.wire import Frames, framed
from crawler.ledger import Ledger
from crawler.registry import Portal
from tests.crawler.crawling import CrawlProcess

BODY = bytes(range(256)) * 1000


# --- the wire ----------------------------------------------------------------------------------------


def test_a_message_and_its_body_come_over_the_wire_as_they_were() -> None:
    message = Question(7, "990101", "http://a/年报", "GET", None, 20, 1, None)
    assert list(Frames().take(framed(message, BODY))) == [(message, BODY)]


@pytest.mark.parametrize("piece", [1, 7, 4096])
def test_messages_that_come_in_pieces_are_put_together(piece: int) -> None:
    messages = [(Judged("ok", ""), b""), (Judged("challenge", "瑞数"), b"x" * 50), (Count(), b"")]
    sent = b"".join(framed(*one) for one in messages)
    frames = Frames()
    found = [frame for at in range(0, len(sent), piece) for frame in frames.take(sent[at : at + piece])]
    assert found == messages


def test_a_message_that_was_cut_off_is_none() -> None:
    assert list(Frames().take(framed(Judged("ok", ""), BODY)[:-1])) == []


# --- the end of the keeper ---------------------------------------------------------------------------


@pytest.fixture
def link(archive_path: Path, portal: Portal) -> Iterator[Link]:
    """To a keeper that has begun a crawl."""
    link = Link.start(Opening(archive_path, (portal,), owners.this_process()))
    wait_for(lambda: rows(archive_path, "SELECT count(*) FROM frontier") == {(1,)})
    yield link
    link.close()


def rows(archive: Path, sql: str) -> set[tuple[Any, ...]]:
    connection = sqlite3.connect(archive)
    try:
        return set(connection.execute(sql).fetchall())
    finally:
        connection.close()


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.005)


def test_the_keeper_imports_no_scrapy() -> None:
    code = "import sys, crawler.keeping.keeper; print('scrapy' in sys.modules, 'twisted' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


@pytest.mark.usefixtures("link")
def test_what_keeps_the_crawl_from_beginning_is_said_as_it_is(archive_path: Path, portal: Portal) -> None:
    other = Link.start(Opening(archive_path, (portal,), "another process"))
    with pytest.raises(ArchiveLocked, match=f"process {os.getpid()} on .* is at work on crawl 1"):
        other.finish("")
    other.close()


def test_a_crawl_that_nobody_asked_for_is_put_aside(link: Link) -> None:
    finished = link.finish("stopped before it began")
    assert (finished.summary.interrupted, finished.summary.waiting) == ("stopped before it began", 1)
    assert finished.discovery is None


def test_a_keeper_that_dies_is_said_to_have_died(link: Link) -> None:
    link._keeper.kill()
    link._keeper.wait()
    with pytest.raises(KeeperDied, match=r"the process that keeps the archive died \(it ended with -9\)"):
        link.finish("")


def test_the_keeper_ends_with_its_wire_and_not_by_ctrl_c(link: Link) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        link._keeper.send_signal(number)
    time.sleep(0.2)
    assert link._keeper.poll() is None
    link.close()
    assert link._keeper.returncode == 0


# --- a crawl of which one process ends ---------------------------------------------------------------

HOME = "<title>青禾县人民政府</title><ul><li><a href='/nb/'>政府信息公开年报</a></li></ul>"
REPORTS = 24


@pytest.fixture
def slow_site(site: Any, reply: Any) -> Any:
    """A list of reports, each of which takes its time."""

    def slowly(body: str) -> Callable[[Any], Any]:
        return lambda _: reply(body, wait=0.03)

    names = [f"青禾县第{number}局2023年政府信息公开工作年度报告" for number in range(REPORTS)]
    listed = [f"<li><a href='/r/{n:03}.html'>{name}</a>2024-01-20</li>" for n, name in enumerate(names)]
    site.pages["/"] = HOME
    site.pages["/nb/"] = f"<title>政府信息公开年报</title><h1>政府信息公开年报</h1><ul>{''.join(listed)}</ul>"
    for number, name in enumerate(names):
        site.pages[f"/r/{number:03}.html"] = slowly(
            f"<title>{name}</title><p>{name}。{'主动公开信息若干条。' * 60}</p>"
        )
    return site


def held(archive: Path) -> set[tuple[Any, ...]]:
    return rows(archive, "SELECT url, sha256 FROM captures")


def test_when_the_keeper_is_killed_the_asking_ends_and_the_next_crawl_goes_on(
    slow_site: Any, portal: Portal, archive_path: Path, start_crawl: Callable[..., CrawlProcess]
) -> None:
    crawl = start_crawl(archive_path, [portal])
    wait_for(lambda: len(slow_site.asked) >= 10)
    assert crawl.keeper
    os.kill(crawl.keeper, signal.SIGKILL)
    with pytest.raises(
        KeeperDied, match=r"the process that keeps the archive died .*; the next crawl of the same goes on"
    ):
        crawl.result()
    before = held(archive_path)
    summary = start_crawl(archive_path, [portal]).result()
    assert (summary.crawl_id, summary.resumed, summary.documents, summary.exit_code) == (1, True, REPORTS, 0)
    assert before <= held(archive_path)
    asked = [path for path in slow_site.paths() if path != "/robots.txt"]
    assert len(asked) - len(set(asked)) <= 4  # what was under way, or not written


def test_when_the_asking_process_is_killed_the_keeper_ends_and_the_next_crawl_may_begin_at_once(
    slow_site: Any, portal: Portal, archive_path: Path, start_crawl: Callable[..., CrawlProcess]
) -> None:
    crawl = start_crawl(archive_path, [portal])
    wait_for(lambda: len(slow_site.asked) >= 10)
    keeper = crawl.keeper
    assert keeper
    os.kill(keeper, signal.SIGSTOP)  # as if it were busy: the next crawl does not wait for it
    crawl.kill()
    assert start_crawl(archive_path, [portal]).result().documents == REPORTS
    complete = held(archive_path)
    os.kill(keeper, signal.SIGCONT)
    wait_for(lambda: not owners._start_of(keeper))
    assert held(archive_path) == complete


def test_ctrl_c_goes_to_both_and_ends_the_crawl_in_order(
    slow_site: Any, portal: Portal, archive_path: Path, start_crawl: Callable[..., CrawlProcess]
) -> None:
    crawl = start_crawl(archive_path, [portal])
    wait_for(lambda: len(slow_site.asked) >= 10)
    assert crawl.keeper
    os.kill(crawl.keeper, signal.SIGINT)
    crawl.interrupt()
    summary = crawl.result()
    assert (summary.interrupted, summary.exit_code) == ("stopped by request", 1)
    asked = [path for path in slow_site.paths() if path != "/robots.txt"]
    assert len([url for url, _ in held(archive_path) if not url.endswith("/robots.txt")]) == len(asked)


def test_an_archive_that_cannot_be_written_any_more_ends_the_crawl(
    slow_site: Any, portal: Portal, archive_path: Path, start_crawl: Callable[..., CrawlProcess]
) -> None:
    crawl = start_crawl(archive_path, [portal])
    wait_for(lambda: len(slow_site.asked) >= 6)
    connection = sqlite3.connect(archive_path)
    connection.execute("DROP TABLE request_log")
    connection.close()
    with pytest.raises(ArchiveError, match="request_log"):
        crawl.result()


# --- the ledger of a crawl that has another owner ----------------------------------------------------


def test_nothing_is_written_in_the_name_of_a_process_that_is_dead_once_the_crawl_is_taken_up(
    archive_path: Path, portal: Portal
) -> None:
    host, _, start = owners.this_process().rsplit(":", 2)
    first = Ledger.open(archive_path, [portal], f"{host}:{2**22 + 1}:{start}")
    (claimed,) = first.claim()
    second = Ledger.open(archive_path, [portal], owners.this_process())
    late = Capture(portal.home, "2026-11-22T03:00:00Z", "list", 200, crawl_id=1, portal_id=portal.id, body=b"<html>")
    first.take(Outcome(late, claimed.row))
    with pytest.raises(ArchiveLocked, match="crawl 1 was taken up by another process"):
        first.flush()
    assert held(archive_path) == set()
    assert [again.row.url for again in second.claim()] == [portal.home]
    for ledger in (first, second):
        ledger.archive.close()
