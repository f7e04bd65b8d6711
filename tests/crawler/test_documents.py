"""What follows from a document: its other parts, the frame that it stands in, the page to which it only leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.registry import Portal
from crawler.run import CrawlSummary
from tests.crawler.pages import COLUMN as SERVED
from tests.crawler.pages import address, report, rows
from tests.crawler.pages import county as served_county
from tests.portals.county import COLUMN, HOME, article, column, county, journey, listed, page, reports, title, told
from tests.portals.web import Page, Reply

FIRST = f"{COLUMN}2024/101.html"
PDF = Reply(b"%PDF-1.4 " + b"x" * 600, headers={"Content-Type": "application/pdf"})


def documents(first: Page, others: Mapping[str, Page]) -> dict[str, str]:
    """What is asked for beside the three reports of a column, the first of which is this page; by verdict."""
    pages = county() | column(COLUMN, listed(0, 3)) | reports(0, 3) | {FIRST: first} | dict(others)
    found = journey(pages).documents
    return {url.removeprefix(HOME): verdict for url, verdict in found.items() if url not in _reports()}


def _reports() -> set[str]:
    return {f"{HOME}{path}" for path in reports(1, 3)}


def whole(body: str) -> str:
    return page(title(0), f"<h1>{title(0)}</h1><div id=zoom>{body}</div>")


# --- parts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["101_2.html", "101-2.html", "101_1.html", "101.html?page=2"])
def test_an_article_that_goes_on_is_read_on(name: str) -> None:
    part = f"{COLUMN}2024/{name}"
    first = whole(f'<p>一、总体情况。</p><a href="{name}">下一页</a>')
    assert documents(first, {part: article(title(0))}) == {FIRST: "ok", part: "ok"}


@pytest.mark.parametrize(
    ("pager", "name"),
    [
        ('<link rel="next" href="101_2.html">', "101_2.html"),
        ('<map name="m"><area alt="下一页" href="101.html?page=2"></map>', "101.html?page=2"),
        ("<button onclick=\"location.href='101.html?page=2'\">下一页</button>", "101.html?page=2"),
        (
            '<select onchange="location=value"><option value="101.html" selected>1<option value="101_2.html">2</select>',
            "101_2.html",
        ),
    ],
)
def test_parts_that_no_link_of_the_text_names(pager: str, name: str) -> None:
    part = f"{COLUMN}2024/{name}"
    assert documents(whole(f"<p>一、总体情况。</p>{pager}"), {part: article(title(0))}) == {FIRST: "ok", part: "ok"}


@pytest.mark.parametrize(
    ("pager", "name"),
    [
        ('<p class=page><b>1</b> <a href="101_2.html">2</a></p>', "101_2.html"),
        ('<a href="101_2.html">&gt;</a>', "101_2.html"),
        ('<script>createPageHTML(2, 0, "101", "html");</script>', "101_1.html"),
    ],
)
def test_parts_whose_pager_does_not_say_next_page(pager: str, name: str) -> None:
    part = f"{COLUMN}2024/{name}"
    last = article(title(0)) + pager.replace("(2, 0", "(2, 1").replace("<b>1</b>", "<a href=101.html>1</a>")
    last = last.replace('<a href="101_2.html">2</a>', "<b>2</b>").replace('<a href="101_2.html">&gt;</a>', "")
    assert documents(whole(f"<p>一、总体情况。</p>{pager}"), {part: last}) == {FIRST: "ok", part: "ok"}


def test_all_parts_of_an_article() -> None:
    parts = {
        f"{COLUMN}2024/101_{n}.html": whole(
            f"<p>第{n}部分</p>" + (f'<a href="101_{n + 1}.html">下一页</a>' if n < 4 else "")
        )
        for n in (2, 3, 4)
    }
    found = documents(whole('<p>第1部分</p><a href="101_2.html">下一页</a>'), parts)
    assert list(found) == [FIRST, *parts]


@pytest.mark.parametrize("name", ["102.html", "109.html", "101_7.html", "/xw/2024/1.html", "101.html?page=3"])
def test_the_next_article_is_no_part(name: str) -> None:
    assert list(documents(whole(f'<p>一、总体情况。</p><a href="{name}">下一页</a>'), {})) == [FIRST]


# --- reports that an article names -------------------------------------------------------------------

OTHERS = {f"/bm/2024/{900 + n}.html": title(3 + n) for n in range(3)}


def linked(others: Mapping[str, str]) -> str:
    return "".join(f'<p><a href="{address}">{name}</a></p>' for address, name in others.items())


@pytest.mark.parametrize("before", ["", "<p>现将各部门2023年政府信息公开工作年度报告汇总公布如下。</p>" * 20])
def test_an_article_that_is_a_list_of_reports(before: str) -> None:
    found = documents(whole(before + linked(OTHERS)), {address: article(name) for address, name in OTHERS.items()})
    assert found == {FIRST: "ok", **dict.fromkeys(OTHERS, "ok")}


def test_what_a_named_report_names_is_not_walked_on() -> None:
    """Articles that name each other would lead through the whole site."""
    first, second, third = OTHERS
    others = {first: whole(linked({second: OTHERS[second]})), second: whole(linked({third: OTHERS[third]}))}
    assert list(documents(whole(linked({first: OTHERS[first]})), others)) == [FIRST, first]


@pytest.mark.parametrize(
    "link",
    ['<a href="/xw/2024/1.html">县领导调研2023年重点项目</a>', '<a href="/zfxxgk/nb/">政府信息公开年报</a>',
     f'<a href="http://other.example/1.html">{title(3)}</a>'],
)  # fmt: skip
def test_other_links_of_an_article_are_left_alone(link: str) -> None:
    assert list(documents(whole(f"<p>{link}</p>"), {})) == [FIRST]


def test_reports_named_beside_an_article_are_left_alone() -> None:
    first = whole("<p>本县依照条例公开政府信息。</p>" * 60).replace("</body>", f"{linked(OTHERS)}</body>")
    assert list(documents(first, {})) == [FIRST]


def test_all_reports_that_an_article_hands_out_as_files() -> None:
    files = {f"/u/{900 + n}.pdf": f"{title(n)}.pdf" for n in range(25)}
    found = documents(whole(linked(files)), dict.fromkeys(files, PDF))
    assert found == {FIRST: "ok", **dict.fromkeys(files, "ok")}


# --- frames ------------------------------------------------------------------------------------------


def test_an_article_that_stands_in_a_frame() -> None:
    frame = f"{COLUMN}2024/101_body.html"
    first = whole(f'<iframe src="{frame}" width="100%"></iframe>')
    assert documents(first, {frame: article(title(0))}) == {FIRST: "ok", frame: "ok"}


def test_an_article_that_a_script_loads() -> None:
    script = "<div id=c></div><script>$('#top').load('/inc/header.html'); $('#c').load('/content/101.html');</script>"
    assert documents(whole(script), {"/content/101.html": article(title(0))}) == {
        FIRST: "ok",
        "/content/101.html": "ok",
    }


def test_frames_beside_an_article_are_left_alone() -> None:
    first = article(title(0)).replace("</body>", '<iframe src="/share.html"></iframe></body>')
    first = first.replace("<div id=zoom>", "<div id=zoom>" + "<p>本县依照条例公开政府信息。</p>" * 40)
    assert list(documents(first, {})) == [FIRST]


# --- pages that only lead elsewhere ------------------------------------------------------------------


@pytest.mark.parametrize(
    "jump",
    [
        "<script>window.location.href='/f/1.pdf';</script>",
        '<meta http-equiv="refresh" content="0; url=/f/1.pdf">',
        "<script>function go() { location.replace('/f/1.pdf'); }</script><body onload=\"go()\">",
    ],
)
def test_an_article_that_leads_to_a_file(jump: str) -> None:
    assert documents(f"<html><head>{jump}</head></html>", {"/f/1.pdf": PDF}) == {"/f/1.pdf": "ok"}


def test_an_article_that_leads_to_another() -> None:
    first = "<html><script>location.href='/xxgk/2024/901.html'</script></html>"
    assert documents(first, {"/xxgk/2024/901.html": article(title(0))}) == {"/xxgk/2024/901.html": "ok"}


@pytest.mark.parametrize(
    "target", ["/", "/index.html", "/404.html", "/error/notfound.jsp", "http://www.other.example/a/1.html", FIRST]
)
def test_an_article_that_leads_home_or_away_is_gone(target: str) -> None:
    assert documents(f"<html><script>location.href='{target}'</script></html>", {}) == {FIRST: "soft_404"}


def test_articles_that_lead_to_one_another_end() -> None:
    to = "<html><script>location.href='{}'</script></html>".format
    others = {"/a/11.html": to("/b/11.html"), "/b/11.html": to("/a/11.html")}
    assert documents(to("/a/11.html"), others) == {"/b/11.html": "soft_404"}


def test_a_short_article_whose_jump_only_a_click_makes_is_kept() -> None:
    first = (
        f"<html><head><title>{title(0)}</title><script>function leave() {{ window.location.href='/'; }}</script></head>"
        f'<body><a href="/f/1.pdf">{title(0)}.pdf</a><a onclick="leave()">关闭</a></body></html>'
    )
    assert documents(first, {"/f/1.pdf": PDF}) == {FIRST: "ok", "/f/1.pdf": "ok"}


def test_a_column_that_leads_to_its_list() -> None:
    jump = '<html><head><meta http-equiv="refresh" content="0;url=gknb/list.html"></head></html>'
    pages = county() | {COLUMN: jump} | column(f"{COLUMN}gknb/list.html", listed(0, 3)) | reports(0, 3)
    assert told(pages) == {f"{COLUMN}gknb/list.html": ([*reports(0, 3)], True)}


# --- by the real crawler -----------------------------------------------------------------------------


def test_what_a_pointer_leads_to_is_held_and_the_pointer_is_not_missing(
    site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    site.pages = served_county(11, 12) | {
        address(11): "<html><script>location.href='/f/1.pdf'</script></html>",
        "/f/1.pdf": PDF,
    }
    summary = crawl(archive_path, [portal])
    assert (summary.documents, summary.missing, summary.exit_code) == (2, {}, 0)
    verdicts = dict(
        rows(archive_path, "SELECT url, verdict FROM captures WHERE url LIKE '%_11.html' OR url LIKE '%.pdf'")
    )
    assert verdicts == {f"{site.url}{address(11)}": "list", f"{site.url}/f/1.pdf": "ok"}
    assert rows(archive_path, "SELECT count(*) FROM contexts WHERE json LIKE ?", f"%{report(11)}%") == [(1,)]
    site.asked.clear()
    assert crawl(archive_path, [portal]).exit_code == 0  # and so the next time
    assert SERVED in site.paths()


def test_a_cover_whose_file_lies_on_another_host_is_told(
    site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    cover = f'<html><title>{report(11)}</title><div id=zoom><p>见附件</p><a href="http://files.example/1.pdf">附件</a></div>'
    site.pages = served_county(11, 12) | {address(11): cover}
    summary = crawl(archive_path, [portal])
    assert (summary.documents, summary.missing, summary.exit_code) == (2, {"foreign_host": 1}, 1)
