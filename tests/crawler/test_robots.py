"""What a robots.txt means, and for how long it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.moments import FORMAT
from archive.raw import captures, crawls
from archive.raw.captures import Capture
from archive.store import Archive
from crawler import robots
from crawler.registry import Portal
from crawler.run import CrawlSummary
from tests.crawler.pages import county, make_older, rows

Crawl = Callable[..., CrawlSummary]
SITE = "http://www.qinghe.gov.cn"
RULES = f"{SITE}/robots.txt"
NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
PLAIN = {"Content-Type": "text/plain"}


@pytest.mark.parametrize(
    ("status", "body", "refusal"),
    [
        (200, b"User-agent: *\nDisallow: /xxgk/\n", "robots.txt does not allow this address"),
        (200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /xxgk/\n", "robots.txt does not allow this address"),
        (200, "User-agent: *\nDisallow: /xxgk/\n".encode("utf-16"), "robots.txt does not allow this address"),
        (200, b"User-agent: gongkai\nDisallow:\n\nUser-agent: *\nDisallow: /\n", ""),
        (200, b"User-agent: Baiduspider\nDisallow: /\n", ""),
        (200, b"<html><body>User-agent: * Disallow: /</body></html>", ""),
        (200, b"", ""),
        (200, b"<html><body><pre>\nUser-agent: *\nDisallow: /\n</pre></body></html>", ""),
        (404, b"", ""),
        (404, b"User-agent: *\nDisallow: /\n", ""),
        (410, b"", ""),
        (400, b"", ""),
        (401, b"", "robots.txt answered 401"),
        (403, b"", "robots.txt answered 403"),
        (429, b"", "robots.txt answered 429: nothing is asked for now"),
        (500, b"User-agent: *\nAllow: /\n", "robots.txt answered 500: nothing is asked for now"),
        (503, b"", "robots.txt answered 503: nothing is asked for now"),
        (301, b"", ""),
    ],
)
def test_what_an_answer_means(status: int, body: bytes, refusal: str) -> None:
    assert robots.judge(status, body).refusal(f"{SITE}/xxgk/") == refusal


def test_a_crawl_delay_beyond_a_minute_is_said() -> None:
    assert robots.judge(200, b"User-agent: *\nCrawl-delay: 5\n").remark == ""
    decision = robots.judge(200, b"User-agent: *\nCrawl-delay: 300\n")
    assert (decision.crawl_delay, decision.remark) == (300.0, "Crawl-delay 300 is kept as far as 60 seconds")


@pytest.fixture
def archive(archive_path: Path) -> Iterator[Archive]:
    with Archive.open(archive_path) as opened:
        yield opened


@pytest.fixture
def answered(archive: Archive) -> Callable[..., int]:
    """Writes the answer of a crawl of its own, so many hours ago."""

    def write(hours: float, status: int | None, body: bytes | None = None) -> int:
        crawl_id = crawls.start_or_resume(archive, ["990101"], {}).crawl_id
        when = (NOW - timedelta(hours=hours)).strftime(FORMAT)
        verdict = "network" if status is None else "list" if status == 200 else "robots"
        with archive.write() as conn:
            captures.record(conn, Capture(RULES, when, verdict, status, crawl_id=crawl_id, body=body))
        crawls.finish(archive, crawl_id, "done", complete=True)
        return crawl_id

    return write


def test_an_answer_holds_for_a_day(archive: Archive, answered: Callable[..., int]) -> None:
    answered(23.9, 200, b"User-agent: *\nDisallow: /\n")
    held = robots.remembered(archive.connection, RULES, None, NOW)
    assert held is not None
    assert held.decision().refusal(f"{SITE}/") == "robots.txt does not allow this address"
    assert robots.remembered(archive.connection, RULES, None, NOW + timedelta(minutes=10)) is None


def test_a_site_that_failed_once_is_asked_by_the_next_crawl(archive: Archive, answered: Callable[..., int]) -> None:
    answered(0.01, 503)
    assert robots.remembered(archive.connection, RULES, None, NOW) is None


@pytest.mark.parametrize(("crawls_before", "minutes"), [(2, 5), (3, 10), (4, 20), (12, 1440)])
def test_a_site_that_fails_again_is_left_alone_for_longer_each_time(
    archive: Archive, answered: Callable[..., int], crawls_before: int, minutes: int
) -> None:
    for number in range(crawls_before, 0, -1):
        answered(number, None if number % 2 else 503)
    last = NOW - timedelta(hours=1)
    before, after = (last + timedelta(minutes=minutes, seconds=seconds) for seconds in (-1, 1))
    held = robots.remembered(archive.connection, RULES, None, before)
    assert held is not None
    assert held.decision().refusal(f"{SITE}/") == held.refused
    assert held.refused.startswith(f"robots.txt could not be had in {crawls_before} crawls one after the other")
    assert robots.remembered(archive.connection, RULES, None, after) is None


def test_a_crawl_may_ask_again_what_failed_in_itself(archive: Archive, answered: Callable[..., int]) -> None:
    answered(2, 503)
    crawl_id = answered(0.01, 503)
    assert robots.remembered(archive.connection, RULES, crawl_id, NOW) is None
    assert robots.remembered(archive.connection, RULES, crawl_id + 1, NOW) is not None


def test_robots_is_asked_once_a_day_and_then_only_whether_it_changed(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    rules = reply("User-agent: *\nDisallow: /xxgk/nb/t20240112_12.html\n", 200, PLAIN | {"ETag": '"1"'})

    def conditional(asked: Any) -> Any:
        return reply("", 304) if asked.headers.get("if-none-match") == '"1"' else rules

    site.pages = county(11, 12) | {"/robots.txt": conditional}
    for _ in range(2):
        assert crawl(archive_path, [portal]).missing == {"robots": 1}
    assert site.paths().count("/robots.txt") == 1
    make_older(archive_path, 1.1)
    assert crawl(archive_path, [portal]).missing == {"robots": 1}
    assert site.paths().count("/robots.txt") == 2
    shown = rows(archive_path, "SELECT verdict, status FROM captures WHERE url LIKE '%/robots.txt' ORDER BY capture_id")
    assert shown == [("list", 200), ("revisit", 304)]
    assert "/xxgk/nb/t20240112_12.html" not in site.paths()


def test_no_answer_for_robots_keeps_the_site_unasked_for_now(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    site.pages = county(11) | {"/robots.txt": reply(hang_up=True)}
    assert crawl(archive_path, [portal]).exit_code == 4
    assert set(site.paths()) == {"/robots.txt"}
    failed = "SELECT count(*) FROM requests WHERE url LIKE '%/robots.txt' AND status IS NULL"
    assert rows(archive_path, failed) == [(len(site.asked),)]
    del site.pages["/robots.txt"]
    assert crawl(archive_path, [portal]).documents == 1
