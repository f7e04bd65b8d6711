"""Names and addresses that stand in scripts as data."""

from __future__ import annotations

import time

import pytest

from crawler.discovery import candidates
from crawler.markup import Markup
from crawler.script_records import records_in
from tests.portals.county import COLUMN, HOME, addresses, column, county, date, reports, title, told
from tests.portals.web import Page, Reply


@pytest.mark.parametrize(
    ("script", "records"),
    [
        ('{title: "年报", url: "/a/1.html"}', [("年报", "/a/1.html")]),
        ("[{'name':'年报','href':'/a/1.html','id':7}]", [("年报", "/a/1.html")]),
        ('{text: "教育局", attributes: {url: "/jyj/"}}', [("教育局", "/jyj/")]),
        ('{title: "甲", data: {title: "乙", url: "/b/"}}', [("乙", "/b/")]),
        ('{title: "甲", children: [{title: "乙", url: "/b/"}]}', [("乙", "/b/")]),
        ('d.add(2, 0, "教育局", "/jyj/nb/");', [("教育局", "/jyj/nb/")]),
        ('var m = [["指南", "/zn/"], ["年报", "/nb/"]];', [("指南", "/zn/"), ("年报", "/nb/")]),
        ('row("/a/1.html", "年报", "2024-01-08");', [("年报", "/a/1.html")]),
        (r'push([1, "{\"title\":\"年报\",\"url\":\"/a/1.html\"}"])', [("年报", "/a/1.html")]),
        ('{title: "年报", id: 7}', []),
        ('load("jquery", "/js/jquery.js")', []),  # names that are no words
        ('alert("年报", "没有")', []),
    ],
)
def test_records(script: str, records: list[tuple[str, str]]) -> None:
    assert [(record.name, record.address) for record in records_in(script)] == records


@pytest.mark.parametrize("script", ["{" * 100_000, '["' * 50_000, '["年' * 50_000, "{title:'" * 30_000])
def test_scripts_that_are_meant_to_hurt(script: str) -> None:
    begun = time.process_time()
    assert list(records_in(script)) == []
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("row", ['["{title}", "{url}", "{date}"]', '["{url}", "{title}", "{date}"]'])
def test_a_list_that_stands_in_an_array(row: str) -> None:
    entries = [
        row.format(title=title(number), url=url, date=date(number)) for number, url in enumerate(addresses(0, 6))
    ]
    script = f"<ul id=list></ul><script>var rows = [{', '.join(entries)}]; show(rows);</script>"
    assert told(county() | column(COLUMN, script) | reports(0, 6)) == {COLUMN: (addresses(0, 6), True)}


JSON = {"Content-Type": "application/json"}
OWN_MENU = f'[{{"name": "政府信息公开指南", "url": "/zfxxgk/zn/"}}, {{"name": "政府信息公开年报", "url": "{COLUMN}"}}]'


@pytest.mark.parametrize(
    ("script", "answer"),
    [
        ("<script>$.getJSON('/data/menu.json', draw)</script>", Reply(OWN_MENU, headers=JSON)),
        ("<script>fetch('/data/menu.json').then(draw)</script>", Reply(f'{{"data": {OWN_MENU}}}', headers=JSON)),
        ('<script src="/data/menu.json"></script>', Reply(f"var menu = {OWN_MENU};")),
        ("<script>$('#m').load('/data/menu.json.html')</script>", Reply(f'<a href="{COLUMN}">政府信息公开年报</a>')),
    ],
)
def test_a_menu_that_scripts_fetch(script: str, answer: Page) -> None:
    listed = "".join(f'<li><a href="{url}">{title(n)}</a></li>' for n, url in enumerate(addresses(0, 3)))
    pages = county(f"<div id=m></div>{script}") | column(COLUMN, f"<ul>{listed}</ul>") | reports(0, 3)
    pages |= {"/data/menu.json": answer, "/data/menu.json.html": answer}
    assert told(pages) == {COLUMN: (addresses(0, 3), True)}


@pytest.mark.parametrize(
    ("beside", "followed"),
    [("", [f"{HOME}/data/menu.json"]), ('<a href="/zfxxgk/nb/">政府信息公开年报</a>', [f"{HOME}{COLUMN}"])],
)
def test_a_menu_is_fetched_only_where_the_page_shows_no_way(beside: str, followed: list[str]) -> None:
    scripts = (
        "$.getJSON('/data/menu.json', draw); $.getJSON('/weather.json', show); function more() { $.get('/tree'); }"
    )
    page = Markup(f"<html><body>{beside}<script>{scripts}</script></body></html>", f"{HOME}/")
    assert [candidate.url for candidate in candidates(page)] == followed
