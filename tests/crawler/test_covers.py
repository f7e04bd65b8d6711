"""Articles that say little more than where their text is: what they lead to, and what is told where that is nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.articles import is_cover, said_by
from crawler.covers import left_to_scripts, may_be_cover, pages_told
from crawler.markup import Markup
from crawler.registry import Portal
from crawler.run import CrawlOptions, CrawlSummary
from tests.crawler.pages import address, article, county, report, rows
from tests.portals.county import COLUMN, HOME, column, journey, listed, page, reports, title
from tests.portals.county import county as small_county
from tests.portals.web import Reply

HERE = f"{HOME}{COLUMN}2024/101.html"
PDF = Reply(b"%PDF-1.4 " + b"x" * 600, headers={"Content-Type": "application/pdf"})
LONG = "<p>一、总体情况。本县依照条例公开政府信息，全年办理申请若干件。</p>" * 20
MENU = '<div class=menu><a href="/xw/">新闻中心</a><a href="/zwgk/">政务公开</a></div>'


def marked(body: str) -> Markup:
    return Markup(page(title(0), f"<h1>{title(0)}</h1><div id=zoom>{body}</div>"), HERE)


def unmarked(body: str) -> Markup:
    return Markup(page(title(0), f"<h1>{title(0)}</h1><div class=main>{body}</div>{MENU * 100}"), HERE)


# --- what a cover is ---------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [marked, unmarked])
def test_an_article_that_says_little_is_a_cover(made: Callable[[str], Markup]) -> None:
    assert is_cover(made("<p>详见附件。</p>"))
    assert not is_cover(made(LONG))


def test_the_words_of_an_article_that_is_not_marked_are_those_outside_of_links() -> None:
    body = "<p>甲<a>乙</a>丙<button>丁</button></p><script>戊</script><select><option>己</select>"
    assert said_by(Markup(f"<html><head><title>庚</title></head><body>{body}</body></html>", HERE)) == "甲 丙"


# --- what it leads to --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/zwgk/903.html">点击查看全文</a>',
        '<p>全文请点击<a href="/zwgk/903.html">此处</a>。</p>',
        '<a href="/zwgk/903.html">[查看原文]</a>',
        '<a href="javascript:;" data-url="/zwgk/903.html">附件：2023年年报</a>',
    ],
)
@pytest.mark.parametrize("made", [marked, unmarked])
def test_a_link_that_says_where_the_text_is(made: Callable[[str], Markup], link: str) -> None:
    assert pages_told(made(link)) == [f"{HOME}/zwgk/903.html"]


def test_a_link_in_the_article_may_say_it_in_many_words() -> None:
    link = '<a href="/f/8a7b">青禾县政府信息公开年度报告</a>'
    assert pages_told(marked(link)) == [f"{HOME}/f/8a7b"]
    assert pages_told(unmarked(link)) == []  # a menu says so too


def test_links_to_pages_that_are_named_for_reports_are_another_matter() -> None:
    assert pages_told(marked(f'<a href="/bm/903.html">{title(3)}</a>')) == []


def test_what_a_cover_leads_to_is_kept_as_the_report() -> None:
    cover = page(title(0), '<div id=zoom><a href="/zwgk/903">点击查看全文</a></div>')
    pages = small_county() | column(COLUMN, listed(0, 3)) | reports(0, 3)
    found = journey(pages | {f"{COLUMN}2024/101.html": cover, "/zwgk/903": PDF}).documents
    assert found[f"{HOME}/zwgk/903"] == "ok"


def test_a_text_that_lies_on_another_host_is_told() -> None:
    cover = page(title(0), '<div id=zoom><a href="http://other.example/903.html">点击查看全文</a></div>')
    pages = small_county() | column(COLUMN, listed(0, 3)) | reports(0, 3) | {f"{COLUMN}2024/101.html": cover}
    assert "http://other.example/903.html" in journey(pages).documents  # the real crawler does not ask for it


# --- what it leaves out ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ('<a href="javascript:void(0)" onclick="view(103)">点击查看全文</a>', "点击查看全文"),
        ('<span data-id="8a7b">下载全文</span>', "下载全文"),
        ('<a href="javascript:;">[全文]</a>', "[全文]"),
        ("<p>详见附件。</p>", "详见附件"),
        ("<b>附件：</b><ul id=files></ul>", "附件："),
    ],
)
@pytest.mark.parametrize("made", [marked, unmarked])
def test_what_only_a_script_knows_is_quoted(made: Callable[[str], Markup], body: str, quote: str) -> None:
    assert left_to_scripts(made(body)) == quote


def test_an_empty_article_leaves_out_everything() -> None:
    assert left_to_scripts(marked(" ")) == "nothing at all"
    assert left_to_scripts(Markup('<body><div id="app"></div></body>', HERE)) == "nothing at all"


@pytest.mark.parametrize(
    "body", ['<img src="/u/1.jpg">', '<video src="/u/1.mp4"></video>', "<p>本年度无相关情况。</p>"]
)
def test_what_shows_something_leaves_nothing_out(body: str) -> None:
    assert left_to_scripts(marked(body)) == ""


@pytest.mark.parametrize(
    ("text", "pays"),
    [
        ("<p>四、政府信息公开行政复议情况</p>", False),
        ("<p>四、政府信息公开行政复议情况</p><a>点击查看全文</a>", True),
        ("<p>本年度工作如下</p>", True),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_only_what_may_be_a_cover_is_taken_apart(text: str, pays: bool, charset: str) -> None:
    assert may_be_cover(text.encode(charset)) is pays


# --- by the real crawler -----------------------------------------------------------------------------


def test_a_crawl_that_holds_covers_alone_is_not_complete(
    site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    cover = f"<html><title>{report(11)}</title><div id=zoom><p>全文详见附件。</p></div></html>"
    picture = f'<html><title>{report(12)}</title><div id=zoom><p><img src="/u/1.jpg"></p></div></html>'
    site.pages = county(11, 12) | {address(11): cover, address(12): picture}
    summary = crawl(archive_path, [portal])
    told = f"portal {portal.id}: 1 documents say no more than where their text is, and it cannot be asked for"
    assert (summary.documents, summary.missing, summary.incomplete) == (2, {}, (told,))
    assert rows(archive_path, "SELECT verdict FROM captures WHERE url LIKE '%_11.html'") == [("ok",)]  # it is kept
    site.asked.clear()
    assert crawl(archive_path, [portal], CrawlOptions(routine=True)).incomplete == (told,)
    assert address(11) not in site.paths()  # it is not due, and it is as it was
    site.pages[address(11)] = article(11)
    assert crawl(archive_path, [portal]).exit_code == 0
