"""Whole crawls against servers on loopback: what is asked, what is kept, what is said of it."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive.raw import frontier, payloads
from archive.raw.frontier import FrontierRequest
from archive.store import Archive, ArchiveLocked
from crawler.registry import Portal
from crawler.run import CrawlOptions, CrawlRefused, CrawlSummary

HOME = (
    '<html><title>青禾县人民政府</title><body><ul><li><a href="/xxgk/nb/">政府信息公开年报</a></li></ul></body></html>'
)
TEXT = "本报告由青禾县粮食局编制，反映全年主动公开政府信息的情况。"


def list_page(*items: tuple[str, str], title: str = "政府信息公开年报", pager: str = "") -> str:
    rows = "".join(
        f'<li><a href="{href}">{name}</a><span>2024-01-2{n}</span></li>' for n, (href, name) in enumerate(items)
    )
    return f"<html><title>{title}</title><body><ul class=news>{rows}</ul>{pager}</body></html>"


def article(title: str, text: str = TEXT * 20) -> str:
    return (
        f'<html><title>{title}</title><body><h1>{title}</h1><div class="TRS_Editor"><p>{text}</p></div></body></html>'
    )


GRAIN = "青禾县粮食局2023年政府信息公开工作年度报告"
WATER = "青禾县水务局2023年政府信息公开工作年度报告"


def rows(archive: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(archive)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


@pytest.fixture
def two_reports(site: Any) -> Any:
    site.pages |= {
        "/": HOME,
        "/xxgk/nb/": list_page(("/xxgk/nb/202401/t20240120_11.html", GRAIN), ("./202401/t20240121_12.html", WATER)),
        "/xxgk/nb/202401/t20240120_11.html": article(GRAIN),
        "/xxgk/nb/202401/t20240121_12.html": article(WATER, TEXT * 21),
    }
    return site


def test_from_the_home_page_to_the_reports(
    two_reports: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    summary = crawl(archive_path, [portal])
    assert (summary.exit_code, summary.incomplete, summary.documents, summary.missing) == (0, (), 2, {})
    assert [(a.url, a.family, a.declared_total, a.harvested, a.complete) for a in summary.lists] == [
        (f"{two_reports.url}/xxgk/nb/", "trs", None, 2, True)
    ]
    assert two_reports.paths() == [
        "/robots.txt",
        "/",
        "/xxgk/nb/",
        "/xxgk/nb/202401/t20240120_11.html",
        "/xxgk/nb/202401/t20240121_12.html",
    ]
    context = json.loads(rows(archive_path, "SELECT json FROM contexts WHERE json LIKE '%粮食局%'")[0][0])
    assert context == {
        "url": f"{two_reports.url}/xxgk/nb/202401/t20240120_11.html",
        "charset": "utf-8",
        "media_type": "text/html",
        "list_title": GRAIN,
        "list_date": "2024-01-20",
        "portal_id": "990101",
        "portal_name": "青禾县人民政府",
    }


def test_the_second_crawl_of_what_did_not_change_transfers_nothing(
    two_reports: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    def tagged(body: str) -> Callable[[Any], Any]:
        tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:8]}"'

        def page(asked: Any) -> Any:
            return reply("", 304) if asked.headers.get("if-none-match") == tag else reply(body, 200, {"ETag": tag})

        return page

    two_reports.pages = {path: tagged(body) for path, body in two_reports.pages.items()}
    first = crawl(archive_path, [portal])
    two_reports.asked.clear()
    second = crawl(archive_path, [portal])
    assert (first.new_payloads, first.unchanged) == (5, 0)  # the apology for robots.txt is evidence, too
    assert (second.new_payloads, second.unchanged, second.documents, second.exit_code) == (0, 3, 2, 0)
    assert [request.headers.get("if-none-match") is not None for request in two_reports.asked] == [True] * 3
    assert [harvested for (harvested,) in rows(archive_path, "SELECT harvested FROM listings")] == [2, 2]


def test_equal_bytes_without_validators_are_a_revisit(
    two_reports: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    crawl(archive_path, [portal])
    two_reports.pages["/xxgk/nb/202401/t20240121_12.html"] = article(WATER, "修订后的报告。" * 40)
    second = crawl(archive_path, [portal])
    assert (second.new_payloads, second.unchanged) == (1, 2)
    verdicts = rows(archive_path, "SELECT verdict FROM captures WHERE url LIKE '%_12.html' ORDER BY capture_id")
    assert verdicts == [("ok",), ("ok",)]


def test_an_attachment_carries_the_articles_title_and_date(
    site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    cover = '<p>详见附件</p><a href="/system/_content/download.jsp?wbfileid=7">年度报告.pdf</a>'
    site.pages |= {
        "/": HOME,
        "/xxgk/nb/": list_page(("/info/1001/11.htm", GRAIN)),
        "/info/1001/11.htm": f'<html><title>{GRAIN}</title><body><div id="vsb_content">{cover}</div></body></html>',
        "/system/_content/download.jsp?wbfileid=7": b"%PDF-1.4 a report",
    }
    summary = crawl(archive_path, [portal])
    assert (summary.exit_code, summary.documents) == (0, 2)
    context = json.loads(rows(archive_path, "SELECT json FROM contexts WHERE json LIKE '%wbfileid%'")[0][0])
    assert (context["list_title"], context["list_date"]) == (GRAIN, "2024-01-20")


def test_gzip_unasked_is_unpacked_and_said(
    two_reports: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    body = gzip.compress(article(GRAIN).encode())
    two_reports.pages["/xxgk/nb/202401/t20240120_11.html"] = reply(body, 200, {"Content-Encoding": "gzip"})
    crawl(archive_path, [portal])
    found = rows(archive_path, "SELECT sha256, headers FROM captures WHERE url LIKE '%_11.html'")
    with Archive.open_read_only(archive_path) as archive:
        assert payloads.get(archive.connection, found[0][0]) == article(GRAIN).encode()
    assert json.loads(found[0][1])["content-encoding"] == "gzip"
    assert json.loads(found[0][1])["content-length"] == str(len(body))


# --- hosts and addresses -----------------------------------------------------------------------------


def test_a_redirect_off_the_portals_hosts_ends_there(
    two_reports: Any,
    reply: Any,
    new_site: Callable[[], Any],
    portal: Portal,
    archive_path: Path,
    crawl: Callable[..., CrawlSummary],
) -> None:
    other = new_site()
    away = reply("", 302, {"Location": f"{other.url}/mirror.html"})
    two_reports.pages["/xxgk/nb/202401/t20240120_11.html"] = away
    summary = crawl(archive_path, [portal])
    assert other.asked == []
    assert summary.missing == {"foreign_host": 1}
    error = rows(archive_path, "SELECT error FROM capture_log WHERE verdict = 'foreign_host'")[0][0]
    assert error == f"{other.address}, where a redirect leads, is not on the allow-list of portal 990101"


def test_a_redirect_within_the_portal_is_kept_under_what_was_asked(
    two_reports: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    two_reports.pages["/moved.html"] = article(GRAIN)
    two_reports.pages["/xxgk/nb/202401/t20240120_11.html"] = reply("", 301, {"Location": "/moved.html"})
    assert crawl(archive_path, [portal]).documents == 2
    headers = rows(archive_path, "SELECT headers FROM captures WHERE url LIKE '%_11.html'")[0][0]
    assert json.loads(headers)["redirected_to"] == f"{two_reports.url}/moved.html"
    assert rows(archive_path, "SELECT 1 FROM contexts WHERE json LIKE '%/moved.html%'")


def test_a_name_that_leads_to_a_private_address_is_not_connected_to(
    two_reports: Any, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    home = "http://www.qinghe.gov.cn/"
    portal = Portal("990101", "青禾县人民政府", home, resolve={"www.qinghe.gov.cn": two_reports.address})
    summary = crawl(archive_path, [portal], CrawlOptions(contact="mailto:crawl@example.org"))
    assert two_reports.asked == []
    assert (summary.exit_code, summary.all_refused) == (4, True)
    found = rows(archive_path, "SELECT verdict, error FROM capture_log")
    assert found == [("foreign_host", "www.qinghe.gov.cn leads to 127.0.0.1, which is not a public address")]


def test_resolve_connects_elsewhere_and_changes_no_address(
    two_reports: Any, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    home = "http://www.qinghe.gov.cn/"
    resolve = {"www.qinghe.gov.cn": two_reports.address}
    portal = Portal("990101", "青禾县人民政府", home, resolve=resolve, allow_private=True)
    assert crawl(archive_path, [portal]).documents == 2
    assert {request.headers["host"] for request in two_reports.asked} == {"www.qinghe.gov.cn"}
    assert {url.split("/")[2] for (url,) in rows(archive_path, "SELECT url FROM captures")} == {"www.qinghe.gov.cn"}


def test_other_hosts_of_the_portal_are_not_looked_up_without_a_contact(
    two_reports: Any, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    two_reports.pages["/"] = HOME.replace(
        "</ul>", '<li><a href="http://old.qinghe.gov.cn/gknb/">信息公开年报</a></li></ul>'
    )
    resolve = {"www.qinghe.gov.cn": two_reports.address}
    portal = Portal("990101", "青禾县人民政府", "http://www.qinghe.gov.cn/", resolve=resolve, allow_private=True)
    crawl(archive_path, [portal])
    found = rows(archive_path, "SELECT error FROM capture_log WHERE url LIKE '%old.qinghe%'")
    assert found == [("old.qinghe.gov.cn is a public host, and none is asked without a contact",)]


def test_a_public_portal_is_not_asked_without_a_contact(archive_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crawler.run import crawl as run

    monkeypatch.delenv("GONGKAI_CONTACT", raising=False)
    with pytest.raises(CrawlRefused, match="GONGKAI_CONTACT or `contact`"):
        run(archive_path, [Portal("990101", "青禾县人民政府", "http://www.qinghe.gov.cn/")])


def test_a_name_is_not_private_because_its_entry_says_so(archive_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crawler.run import crawl as run

    monkeypatch.delenv("GONGKAI_CONTACT", raising=False)
    with pytest.raises(CrawlRefused):
        run(archive_path, [Portal("990101", "青禾县人民政府", "http://www.qinghe.gov.cn/", allow_private=True)])


def test_a_family_that_is_not_known_is_refused(archive_path: Path) -> None:
    from crawler.run import crawl as run

    portal = Portal("990101", "青禾县", "http://127.0.0.1:1/", family="trss", allow_private=True)
    with pytest.raises(CrawlRefused, match=r"family 'trss' is not known; known are hanweb, .*jpaas, trs, .*, generic$"):
        run(archive_path, [portal])


def test_who_asks_is_said(
    two_reports: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    crawl(archive_path, [portal], CrawlOptions(contact="https://example.org/crawl"))
    agents = {request.headers["user-agent"] for request in two_reports.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("gongkai/")
    assert two_reports.asked[0].headers["user-agent"].endswith(" (+https://example.org/crawl)")
    assert not any("cookie" in request.headers or "referer" in request.headers for request in two_reports.asked)


# --- robots.txt --------------------------------------------------------------------------------------


def test_robots(
    new_site: Callable[[], Any], reply: Any, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    text, page = {"Content-Type": "text/plain"}, {"Content-Type": "text/html"}
    answers = {
        "closed to all": reply("User-agent: *\nDisallow: /\n", 200, text),
        "closed to us": reply("User-agent: gongkai\nDisallow: /\n\nUser-agent: *\nAllow: /\n", 200, text),
        "closed to another": reply("User-agent: Baiduspider\nDisallow: /\n", 200, text),
        "an error page with status 200": reply("<html><body>User-agent: * Disallow: /</body></html>", 200, page),
        "none": reply("", 404, text),
        "forbidden": reply("", 403, page),
        "failing": reply("", 503, page),
    }
    sites = {name: new_site() for name in answers}
    for name, site in sites.items():
        site.pages |= {
            "/robots.txt": answers[name],
            "/": "<html><title>青禾县</title><body>青禾县人民政府门户网站</body></html>",
        }
    portals = [Portal(name, name, f"{site.url}/", allow_private=True) for name, site in sites.items()]
    crawl(archive_path, portals)
    home_asked = {name for name, site in sites.items() if "/" in site.paths()}
    assert home_asked == {"closed to another", "an error page with status 200", "none"}
    refused = rows(
        archive_path, "SELECT portal_id FROM captures WHERE verdict = 'robots' AND url NOT LIKE '%/robots.txt'"
    )
    assert {name for (name,) in refused} == set(answers) - home_asked


def test_part_of_a_site_that_robots_closes_is_not_asked(
    two_reports: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    rules = "User-agent: *\nDisallow: /xxgk/nb/202401/t20240120_11.html\n"
    two_reports.pages["/robots.txt"] = reply(rules, 200, {"Content-Type": "text/plain"})
    summary = crawl(archive_path, [portal])
    assert (summary.missing, summary.documents, summary.exit_code) == ({"robots": 1}, 1, 1)
    assert "/xxgk/nb/202401/t20240120_11.html" not in two_reports.paths()


# --- pace --------------------------------------------------------------------------------------------


def test_one_request_at_a_time_with_a_pause(
    two_reports: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    crawl(archive_path, [replace(portal, pause=0.3)])
    times = [request.at for request in two_reports.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.3 * 0.7 - 0.05  # less its jitter


def test_crawl_delay_is_kept(
    two_reports: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    rules = "User-agent: *\nCrawl-delay: 0.4\n"
    two_reports.pages["/robots.txt"] = reply(rules, 200, {"Content-Type": "text/plain"})
    crawl(archive_path, [portal])
    times = [request.at for request in two_reports.asked[1:]]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.4 * 0.7 - 0.05


def test_retry_after_holds_the_whole_host(
    two_reports: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    answers = iter([reply("", 429, {"Retry-After": "1"})])
    path = "/xxgk/nb/202401/t20240120_11.html"
    two_reports.pages[path] = lambda asked: next(answers, reply(article(GRAIN)))  # noqa: ARG005 - whoever asks
    summary = crawl(archive_path, [portal])
    refused = next(request.at for request in two_reports.asked if request.path == path)
    after = [request.at for request in two_reports.asked if request.at > refused]
    assert min(after) - refused > 0.95
    assert (summary.documents, summary.exit_code) == (2, 0)
    found = rows(archive_path, "SELECT verdict, status FROM captures WHERE url LIKE '%_11.html' ORDER BY capture_id")
    assert found == [("rate_limited", 429), ("ok", 200)]


def test_a_host_that_only_refuses_is_left_alone(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    site.pages |= {"/": HOME, "/xxgk/nb/": list_page(*[(f"/a/20240{n:02}.html", GRAIN) for n in range(10, 30)])}
    site.pages |= {f"/a/20240{n:02}.html": reply("您的访问被拒绝", 403) for n in range(10, 30)}
    summary = crawl(archive_path, [portal])
    assert len(site.asked) < 15
    assert summary.missing == {"waf_block": 20}
    errors = [error for (error,) in rows(archive_path, "SELECT error FROM capture_log WHERE status IS NULL")]
    assert errors
    assert all(error.startswith(f"not asked: {site.address} is left alone in this run") for error in errors)


# --- verdicts on the way -----------------------------------------------------------------------------


def test_a_challenge_in_place_of_page_3_leaves_the_list_incomplete(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    pager = '<script>createPageHTML(4, {}, "index", "html");</script>'
    site.pages |= {
        "/": HOME,
        "/xxgk/nb/": list_page(("./t20240120_11.html", GRAIN), pager=pager.format(0)),
        "/xxgk/nb/index_1.html": list_page(("./t20240121_12.html", WATER), pager=pager.format(1)),
        "/xxgk/nb/index_2.html": reply("<script>$_ts=window['$_ts'];</script>", 412),
        "/xxgk/nb/t20240120_11.html": article(GRAIN),
        "/xxgk/nb/t20240121_12.html": article(WATER),
    }
    summary = crawl(archive_path, [portal])
    account = summary.lists[0]
    assert (account.harvested, account.complete, summary.documents, summary.exit_code) == (2, False, 2, 1)
    assert account.reason.startswith("2 items over 2 pages; page 3 could not be had: challenge, 瑞数")
    assert "/xxgk/nb/index_3.html" not in site.paths()


def test_the_home_page_sent_for_an_article_is_no_article(
    two_reports: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    two_reports.pages["/xxgk/nb/202401/t20240120_11.html"] = HOME
    assert crawl(archive_path, [portal]).missing == {"soft_404": 1}


def test_a_failing_server_is_asked_again_and_then_given_up(
    two_reports: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    path = "/xxgk/nb/202401/t20240120_11.html"
    two_reports.pages[path] = reply("", 500)
    summary = crawl(archive_path, [portal])
    assert two_reports.paths().count(path) == 3
    assert (summary.missing, summary.documents) == ({"server_error": 1}, 1)


@pytest.mark.usefixtures("two_reports")
def test_a_304_that_nobody_asked_for_is_no_answer_and_ends_nothing(
    site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary], reply: Any
) -> None:
    site.pages["/xxgk/nb/202401/t20240120_11.html"] = reply(status=304)
    summary = crawl(archive_path, [portal])
    assert (summary.missing, summary.documents, summary.waiting) == ({"server_error": 1}, 1, 0)
    assert rows(archive_path, "SELECT DISTINCT status, error FROM captures WHERE verdict = 'server_error'") == [
        (304, "status 304, a redirect that leads nowhere")
    ]


def test_nothing_listens(archive_path: Path, crawl: Callable[..., CrawlSummary]) -> None:
    summary = crawl(archive_path, [Portal("990101", "青禾县人民政府", "http://127.0.0.1:1/", allow_private=True)])
    assert (summary.exit_code, summary.all_refused, set(summary.refusals)) == (4, True, {"network"})


def test_no_column_is_said(site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]) -> None:
    site.pages["/"] = (
        "<html><title>青禾县人民政府</title><body><a href='/zfgzbg/'>政府工作报告</a> 欢迎访问本网站</body></html>"
    )
    summary = crawl(archive_path, [portal])
    assert (summary.without_column, summary.exit_code) == (("990101",), 1)
    assert summary.incomplete == (f"portal 990101: no annual-report column was found from {site.url}/",)


def test_only_the_years_wanted(
    two_reports: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    old = GRAIN.replace("2023", "2019")
    two_reports.pages["/xxgk/nb/"] = list_page(("/a/t20240120_11.html", GRAIN), ("/a/t20200120_9.html", old))
    two_reports.pages["/a/t20240120_11.html"] = article(GRAIN)
    summary = crawl(archive_path, [portal], CrawlOptions(years=frozenset({2023})))
    assert (summary.documents, summary.lists[0].harvested, summary.exit_code) == (1, 2, 0)
    assert "/a/t20200120_9.html" not in two_reports.paths()


def test_what_lists_name_on_other_hosts_is_told_and_the_crawl_is_done_without_it(
    two_reports: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    old = GRAIN.replace("2023", "2019")
    rows = [("/a/t20240120_11.html", GRAIN), ("http://other.example/t20240120_12.html", GRAIN)]
    two_reports.pages["/xxgk/nb/"] = list_page(*rows, ("http://old.example/t20200120_9.html", old))
    two_reports.pages["/a/t20240120_11.html"] = article(GRAIN)
    summary = crawl(archive_path, [portal])
    assert (summary.documents, summary.lists[0].complete, summary.exit_code) == (1, True, 0)
    (told,) = summary.elsewhere
    assert told == (
        "portal 990101: 2 documents that its lists name were not asked for, on hosts that are not its own: "
        "1 on old.example, 1 on other.example"
    )
    wanted = crawl(archive_path, [portal], CrawlOptions(years=frozenset({2023})))
    assert wanted.elsewhere[0].endswith("1 on other.example")


# --- stopping and going on ---------------------------------------------------------------------------


@pytest.fixture
def long_list(site: Any, reply: Any) -> Any:
    """Forty reports over four pages, each answered slowly."""
    pager = '<script>createPageHTML(4, {}, "index", "html");</script>'

    def slowly(body: str) -> Callable[[Any], Any]:
        def page(asked: Any) -> Any:  # noqa: ARG001 - whoever asks
            time.sleep(0.03)
            return reply(body)

        return page

    site.pages["/"] = HOME
    for number in range(4):
        names = [
            (f"./t20240120_{100 + 10 * number + n}.html", f"青禾县第{10 * number + n}局2023年政府信息公开年度报告")
            for n in range(10)
        ]
        page = list_page(*names, pager=pager.format(number))
        site.pages["/xxgk/nb/" if number == 0 else f"/xxgk/nb/index_{number}.html"] = slowly(page)
        for n, (_, name) in enumerate(names):
            site.pages[f"/xxgk/nb/t20240120_{100 + 10 * number + n}.html"] = slowly(article(name, f"{name}。" * 30))
    return site


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.01)


@pytest.mark.parametrize("asked_before", [4, 20])
def test_killed_at_once_and_run_again(
    long_list: Any, portal: Portal, archive_path: Path, start_crawl: Callable[..., Any], asked_before: int
) -> None:
    killed = start_crawl(archive_path, [portal])
    wait_for(lambda: len(long_list.asked) >= asked_before)
    killed.kill()
    held = rows(archive_path, "SELECT url, sha256 FROM captures")
    assert rows(archive_path, "PRAGMA integrity_check") == [("ok",)]
    summary = start_crawl(archive_path, [portal]).result()
    assert summary.resumed
    assert (summary.documents, summary.lists[0].harvested, summary.lists[0].complete) == (40, 40, True)
    assert summary.exit_code == 0
    assert set(held) <= set(rows(archive_path, "SELECT url, sha256 FROM captures"))
    asked = [path for path in long_list.paths() if path != "/robots.txt"]
    assert len(asked) - len(set(asked)) <= 4  # no more than what was under way is asked twice


def test_interrupted_once_it_ends_in_order_and_goes_on_later(
    long_list: Any, portal: Portal, archive_path: Path, start_crawl: Callable[..., Any]
) -> None:
    interrupted = start_crawl(archive_path, [portal])
    wait_for(lambda: len(long_list.asked) >= 12)
    interrupted.interrupt()
    summary = interrupted.result()
    assert (summary.interrupted, summary.exit_code) == ("stopped by request", 1)
    assert summary.waiting > 0
    again = start_crawl(archive_path, [portal]).result()
    assert (again.crawl_id, again.resumed, again.documents, again.exit_code) == (summary.crawl_id, True, 40, 0)
    asked = [path for path in long_list.paths() if path != "/robots.txt"]
    assert len(asked) == len(set(asked))


def test_interrupted_twice_it_ends_at_once(
    two_reports: Any, reply: Any, portal: Portal, archive_path: Path, start_crawl: Callable[..., Any]
) -> None:
    path = "/xxgk/nb/202401/t20240120_11.html"
    released = threading.Event()
    two_reports.pages[path] = lambda asked: (released.wait(30), reply(article(GRAIN)))[1]  # noqa: ARG005 - whoever asks
    stuck = start_crawl(archive_path, [portal])
    wait_for(lambda: path in two_reports.paths())
    stuck.interrupt()
    time.sleep(0.5)
    assert stuck.process.poll() is None
    stuck.interrupt()
    summary = stuck.result(timeout=10)
    released.set()
    assert (summary.interrupted, summary.exit_code) == ("stopped at once", 1)
    assert start_crawl(archive_path, [portal]).result().documents == 2


def test_as_many_requests_as_allowed(
    long_list: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    summary = crawl(archive_path, [portal], CrawlOptions(max_requests=3))
    assert len([path for path in long_list.paths() if path != "/robots.txt"]) == 3
    assert summary.interrupted == "stopped after 3 requests, as many as were allowed"
    account = summary.lists[0]
    assert (account.harvested, account.complete) == (20, False)
    assert "page 3 was not asked for: the crawl was stopped" in account.reason
    assert crawl(archive_path, [portal]).documents == 40


def test_a_second_crawl_beside_a_running_one_is_refused(
    two_reports: Any, reply: Any, portal: Portal, archive_path: Path, start_crawl: Callable[..., Any]
) -> None:
    path = "/xxgk/nb/202401/t20240120_11.html"
    released = threading.Event()
    two_reports.pages[path] = lambda asked: (released.wait(30), reply(article(GRAIN)))[1]  # noqa: ARG005 - whoever asks
    running = start_crawl(archive_path, [portal])
    wait_for(lambda: path in two_reports.paths())
    with pytest.raises(ArchiveLocked, match=f"process {running.process.pid} on .* is at work on crawl 1"):
        start_crawl(archive_path, [portal]).result()
    released.set()
    assert running.result().documents == 2


@pytest.mark.campaign
@pytest.mark.parametrize("asked_before", range(1, 46, 2))
def test_killed_at_any_moment(
    long_list: Any, portal: Portal, archive_path: Path, start_crawl: Callable[..., Any], asked_before: int
) -> None:
    test_killed_at_once_and_run_again(long_list, portal, archive_path, start_crawl, asked_before)


# --- pages that are meant to hurt --------------------------------------------------------------------


def test_a_page_nested_without_end_and_one_of_ten_thousand_links(
    two_reports: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    two_reports.pages["/xxgk/nb/202401/t20240120_11.html"] = article(GRAIN, "<div>" * 20_000 + TEXT + "下载 a.pdf")
    links = "".join(f'<a href="/x{n}.html">链接</a>' for n in range(10_000))
    two_reports.pages["/xxgk/nb/"] += f"<div>{links}</div>"
    begun = time.monotonic()
    assert crawl(archive_path, [portal]).documents == 2
    assert time.monotonic() - begun < 20


def test_an_answer_that_our_own_code_fails_on_is_kept_and_does_not_hold_the_crawl_up(
    two_reports: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    crawl_id = crawl(archive_path, [portal], CrawlOptions(max_requests=1)).crawl_id
    context = json.dumps({"kind": "list", "family": "trs", "walk": "written by another version"})
    broken = FrontierRequest(
        "990101", two_reports.address, f"{two_reports.url}/xxgk/nb/?p=2", kind="list", context_json=context
    )
    with Archive.open(archive_path) as archive, archive.write() as conn:
        frontier.add(conn, crawl_id, [broken])
    two_reports.pages["/xxgk/nb/?p=2"] = list_page(("/a/20240112.html", GRAIN))
    process = crawl(archive_path, [portal], quiet=False)
    assert (process.crawl_id, process.documents, process.exit_code) == (crawl_id, 2, 1)
    found = rows(archive_path, "SELECT verdict, error FROM capture_log WHERE url LIKE '%?p=2'")
    assert [verdict for verdict, _ in found] == ["list"]
    assert found[0][1].startswith("could not be read: ValueError")
