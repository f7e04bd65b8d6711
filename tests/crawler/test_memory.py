"""Columns that were found are remembered, and looked for again when their signs are gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.plan import plan
from crawler.registry import Portal
from crawler.run import CrawlOptions, CrawlSummary
from tests.crawler.pages import COLUMN, article, change, county, home, listed, make_older, report, rows

Crawl = Callable[..., CrawlSummary]


@pytest.fixture
def small(site: Any) -> Any:
    site.pages = county(11, 12)
    return site


def test_what_was_found_is_kept_with_its_evidence(small: Any, portal: Portal, archive_path: Path, crawl: Crawl) -> None:
    crawl(archive_path, [portal])
    known = rows(archive_path, "SELECT portal_id, url, state, family, requests, crawl_id, lost_at FROM portal_columns")
    assert known == [("990101", small.url + COLUMN, "column", "trs", 2, 1, None)]
    assert rows(archive_path, "SELECT evidence FROM portal_columns")[0][0].startswith(
        f"a link that says 政府信息公开年报 on {small.url}/; its own name 政府信息公开年报; 2 of 2 titles listed"
    )


def test_the_next_crawl_begins_at_the_columns(small: Any, portal: Portal, archive_path: Path, crawl: Crawl) -> None:
    crawl(archive_path, [portal])
    small.asked.clear()
    second = crawl(archive_path, [portal])
    assert small.paths()[0] == COLUMN
    assert "/" not in small.paths()
    assert (second.exit_code, second.documents) == (0, 2)
    assert "[known since 20" in second.lists[0].reason


def test_a_page_that_proved_to_be_none_is_not_looked_at_again(
    small: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    small.pages[COLUMN] = listed(11, 12, below='<a href="/zc/">政府信息公开工作年度报告</a>')
    small.pages["/zc/"] = "<html><title>政策解读</title><body>政策解读栏目，发布各类政策的解读文章。</body></html>"
    crawl(archive_path, [portal])
    assert "/zc/" in small.paths()
    assert rows(archive_path, "SELECT state FROM portal_columns WHERE url LIKE '%/zc/'") == [("other",)]
    small.asked.clear()
    crawl(archive_path, [portal])
    assert "/zc/" not in small.paths()


def test_a_report_that_a_menu_links_to_is_looked_at_again(
    small: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    title = "青禾县人民政府2023年政府信息公开工作年度报告"
    small.pages["/"] = home().replace("</ul>", '<li><a href="/a/t20240131_31.html">信息公开年度报告</a></li></ul>')
    small.pages["/a/t20240131_31.html"] = article(11).replace(report(11), title)
    assert crawl(archive_path, [portal]).documents == 3
    small.asked.clear()
    assert crawl(archive_path, [portal]).documents == 3
    assert "/" not in small.paths()
    assert rows(archive_path, "SELECT count(*) FROM documents WHERE url LIKE '%_31.html'") == [(1,)]


def test_a_new_year_in_a_known_column_is_found_without_a_walk(
    small: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    crawl(archive_path, [portal])
    small.asked.clear()
    small.pages[COLUMN] = listed(11, 12, below='<a href="/xxgk/nb/2024/">2024年政府信息公开年报</a>')
    small.pages |= {path: page for path, page in county(13, column="/xxgk/nb/2024/").items() if path != "/"}
    assert crawl(archive_path, [portal]).documents == 3
    assert "/" not in small.paths()
    known = {url for (url,) in rows(archive_path, "SELECT url FROM portal_columns WHERE state = 'column'")}
    assert known == {small.url + COLUMN, f"{small.url}/xxgk/nb/2024/"}


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        (None, "could not be had: not_found, status 404"),
        ("<html><title>通知公告</title><body>本栏目发布通知公告和其他各类信息。</body></html>", "is no column of reports any more"),
    ],
)  # fmt: skip
def test_a_column_whose_signs_are_gone_is_looked_for_again(
    small: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl, instead: str | None, words: str
) -> None:
    crawl(archive_path, [portal])
    small.asked.clear()
    small.pages = county(11, 12, column="/new/nb/") | {COLUMN: instead or reply("", 404)}
    second = crawl(archive_path, [portal])
    assert small.paths()[:3] == [COLUMN, "/", "/new/nb/"]
    lost = next(account for account in second.lists if account.url == small.url + COLUMN)
    assert not lost.complete
    assert words in lost.reason
    assert "the columns of the portal were looked for again" in lost.reason
    assert (second.documents, second.exit_code) == (2, 1)
    states = dict(rows(archive_path, "SELECT url, state FROM portal_columns"))
    assert states == {small.url + COLUMN: "lost", f"{small.url}/new/nb/": "column"}
    assert words in rows(archive_path, "SELECT lost_because FROM portal_columns WHERE state = 'lost'")[0][0]
    assert crawl(archive_path, [portal]).exit_code == 0  # what was lost is not asked for any more


def test_other_software_behind_a_column_has_the_portal_looked_through_again(
    small: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    crawl(archive_path, [portal])
    small.asked.clear()
    vsb = '<span class="p_t">共2条</span><span class="p_t">1/1</span><script>_showDynClicks("wbnews",1,2)</script>'
    small.pages[COLUMN] = (
        listed(11, 12, below=vsb).replace(f"{COLUMN}t202401", "info/1001/").replace("<li>", '<li id="line_u7_0">')
    )
    crawl(archive_path, [portal])
    assert small.paths()[:2] == [COLUMN, "/"]
    assert rows(archive_path, "SELECT state, family, lost_because FROM portal_columns") == [
        ("column", "vsb", "its family changed from trs to vsb")
    ]


def test_a_column_that_is_refused_is_not_lost(
    small: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    crawl(archive_path, [portal])
    small.asked.clear()
    small.pages[COLUMN] = reply("您的访问被拒绝", 403)
    assert crawl(archive_path, [portal]).exit_code in {1, 4}
    assert small.paths() == [COLUMN]
    assert rows(archive_path, "SELECT state FROM portal_columns") == [("column",)]


def test_after_a_quarter_of_a_year_the_portal_is_looked_through_again(
    small: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    crawl(archive_path, [portal])
    make_older(archive_path, 91)
    small.pages["/"] = home("/more/nb/").replace("</ul>", f'<li><a href="{COLUMN}">信息公开年报</a></li></ul>')
    small.pages |= {path: page for path, page in county(15, column="/more/nb/").items() if path != "/"}
    assert crawl(archive_path, [portal]).documents == 3


def test_recheck_relies_on_nothing(small: Any, portal: Portal, archive_path: Path, crawl: Crawl) -> None:
    crawl(archive_path, [portal])
    small.asked.clear()
    crawl(archive_path, [portal], CrawlOptions(recheck=True))
    assert "/" in small.paths()


@pytest.mark.usefixtures("small")
def test_a_column_on_a_host_that_is_the_portals_no_more_is_forgotten(
    portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    crawl(archive_path, [portal])
    moved = replace(portal, home="http://127.0.0.1:1/")
    assert [request.url for request in plan([moved], archive_path) if not request.url.endswith("robots.txt")] == [
        moved.home
    ]


def test_what_an_entry_names_is_the_users_own_word(
    small: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    crawl(archive_path, [replace(portal, columns=(small.url + COLUMN,))])
    assert rows(archive_path, "SELECT * FROM portal_columns") == []


def test_a_plan_says_what_would_be_asked(small: Any, portal: Portal, archive_path: Path, crawl: Crawl) -> None:
    before = [(request.url, request.not_asked) for request in plan([portal], archive_path)]
    assert before == [(f"{small.url}/", ""), (f"{small.url}/robots.txt", "")]
    crawl(archive_path, [portal])
    asked = len(small.asked)
    assert [(request.url, request.not_asked) for request in plan([portal], archive_path)] == [(small.url + COLUMN, "")]
    change(archive_path, "UPDATE capture_log SET status = 403 WHERE url LIKE '%/robots.txt'")
    assert [request.not_asked for request in plan([portal], archive_path)] == ["robots.txt answered 403"]
    assert len(small.asked) == asked


def test_a_plan_without_an_archive_makes_none(portal: Portal, tmp_path: Path) -> None:
    assert plan([portal], tmp_path / "none.db")[0].url == portal.home
    assert not (tmp_path / "none.db").exists()


def test_a_column_that_shows_the_list_of_another_is_not_read_twice_and_not_lost(
    site: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    """Its later pages are the other's. A crawl that was killed between the two remembers both."""
    following = '<a href="/list/9_2.html">下一页</a>'
    site.pages = county(11, 12, 13, column="/list/9/") | {
        "/list/9/": listed(11, 12, column="/list/9/", below=following),
        "/list/9_2.html": listed(13, column="/list/9/"),
    }
    crawl(archive_path, [portal])
    change(archive_path, "INSERT INTO known_columns SELECT portal_id, replace(url, '/list/9/', '/index.php'), state, family,"
           " evidence, requests, crawl_id, found_at, seen_at, lost_at, lost_because FROM known_columns")  # fmt: skip
    site.pages["/index.php"] = site.pages["/list/9/"]
    second = crawl(archive_path, [portal])
    assert [(one.harvested, one.complete) for one in second.lists] == [(3, True)]
    assert second.exit_code == 0
    assert rows(archive_path, "SELECT state FROM portal_columns") == [("column",), ("column",)]
