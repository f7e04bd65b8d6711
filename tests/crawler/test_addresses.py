"""Addresses as a browser would send them."""

from __future__ import annotations

import pytest

from crawler.addresses import absolute, joined, with_queries_of
from crawler.arrivals import Arrived
from crawler.errands import Errand
from crawler.markup import Markup
from crawler.registry import Portal

PORTAL = Portal("qinghe", "青禾县", "http://www.qinghe.example/")


@pytest.mark.parametrize(
    ("printed", "sent"),
    [
        ('<a href="list.asp?lm=年报&id=7">', '<a href="list.asp?lm=%C4%EA%B1%A8&id=7">'),
        ("<a href=list.asp?lm=年报>", "<a href=list.asp?lm=%C4%EA%B1%A8>"),
        ("onclick=\"location.href='l.asp?lm=年报'\"", "onclick=\"location.href='l.asp?lm=%C4%EA%B1%A8'\""),
        ('<a href="/年报/1.html?id=7">', '<a href="/年报/1.html?id=7">'),  # a path goes in UTF-8
        ('<a title="何谓公开?年报=报告">何谓?a=年报</a>', '<a title="何谓公开?年报=报告">何谓?a=年报</a>'),
        ('<a href="list.asp?lm=%C4%EA">', '<a href="list.asp?lm=%C4%EA">'),
    ],
)
def test_the_query_of_a_link_in_the_charset_of_its_page(printed: str, sent: str) -> None:
    assert with_queries_of(printed, "gb18030") == sent
    assert with_queries_of(printed, "utf-8") == printed


def test_links_of_a_page_in_gbk() -> None:
    body = '<meta charset=gbk><p>青禾县人民政府</p><a href="l.asp?lm=年报">政府信息公开年报</a>'.encode("gbk")
    arrived = Arrived(PORTAL, Errand("home"), PORTAL.home, PORTAL.home, body, None)
    assert [link.url for link in arrived.markup().links] == ["http://www.qinghe.example/l.asp?lm=%C4%EA%B1%A8"]


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/nb/1.html?ivk_sa=1024320u", "/nb/1.html"),
        ("/nb/1.html?from=singlemessage&isappinstalled=0", "/nb/1.html"),
        ("a.php?id=7&PHPSESSID=0ab1", "/nb/a.php?id=7"),
        ("a.aspx?ASPSESSIONIDQQ=X&id=7&utm_source=wx", "/nb/a.aspx?id=7"),
        ("//reader:word@WWW.qinghe.example./a?session=7", "/a?session=7"),  # no name of a user is ever sent
        ("/nb/1.html?from=2023&to=2024", "/nb/1.html?from=2023&to=2024"),
        ("/a.do?sid=755041&sessions=7", "/a.do?sid=755041&sessions=7"),
    ],
)
def test_what_does_not_change_where_a_link_leads_is_left_out(href: str, address: str) -> None:
    assert absolute("http://www.qinghe.example/nb/", href) == f"http://www.qinghe.example{address}"


@pytest.mark.parametrize("base", ["http://[", "http://[abc]/", "http://www.qinghe.example:nb/", "javascript:void(0)"])
def test_a_base_that_is_no_address_leaves_the_page_its_own(base: str) -> None:
    page = Markup(f'<base href="{base}"><a href="/nb/1.html">年报</a><a href="2.html">年报</a>', PORTAL.home)
    assert [link.url for link in page.links] == [f"{PORTAL.home}nb/1.html", f"{PORTAL.home}2.html"]


def test_what_is_no_address_leads_to_where_it_stands() -> None:
    assert joined(PORTAL.home, "//[/nb/loadData") == PORTAL.home
