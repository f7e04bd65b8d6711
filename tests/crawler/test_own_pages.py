"""Pages of a list that are known by their addresses alone."""

from __future__ import annotations

import pytest

from crawler.families.own_pages import last_by_name, next_by_name
from crawler.markup import Markup
from tests.portals.county import COLUMN, NAME, addresses, column, county, listed, page, reports, told

SITE = "http://www.qinghe.example"
ARROW = '<a href="{}"><img src="/i/arrow.gif"></a>'


def markup(here: str, *links: str) -> Markup:
    return Markup(f"<html><body>{''.join(links)}</body></html>", f"{SITE}{here}")


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/nb/", "/nb/index_2.html"),
        ("/nb/", "/nb/list_2.html"),
        ("/nb/index.html", "/nb/index_1.html"),  # as TRS counts
        ("/nb/index_2.html", "/nb/index_3.html"),
        ("/nb/gknb.shtml", "/nb/gknb-2.shtml"),
        ("/nb/", "/nb/?page=2"),
        ("/list.jsp?id=7", "/list.jsp?id=7&pageNo=2"),
        ("/list.jsp?id=7&pageNo=2", "/list.jsp?id=7&pageNo=3"),
    ],
)
def test_the_next_page(here: str, there: str) -> None:
    assert next_by_name(markup(here, ARROW.format(there))) == f"{SITE}{there}"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/nb/", "/nb/bmnb_2.html"),
        ("/nb/", "/xw/index_2.html"),
        ("/nb/", "/nb/index_3.html"),
        ("/nb/index_2.html", "/nb/index_1.html"),
        ("/nb/", "http://xw.qinghe.example/nb/index_2.html"),
        ("/list.jsp?id=7", "/list.jsp?id=8"),
        ("/list.jsp?id=7", "/list.jsp?id=8&pageNo=2"),
        ("/list.jsp?id=7", "/list.jsp?id=7&sort=2"),
    ],
)
def test_what_is_not_the_next_page(here: str, there: str) -> None:
    assert next_by_name(markup(here, ARROW.format(there))) is None


@pytest.mark.parametrize("words", ["", "▶", "翻下页", "下一张", "下10条", "第二页", "更多年报", "more"])
def test_what_a_pager_may_say(words: str) -> None:
    assert next_by_name(markup("/nb/", f'<a href="/nb/index_2.html">{words}</a>')) == f"{SITE}/nb/index_2.html"


@pytest.mark.parametrize("words", ["部门年报", "县直部门", "2022年", "English"])
def test_what_may_name_another_list(words: str) -> None:
    assert next_by_name(markup("/nb/", f'<a href="/nb/index_2.html">{words}</a>')) is None


@pytest.mark.parametrize(
    ("here", "there", "says"),
    [
        ("/nb/", "/nb/index_3.html", "尾页"),
        ("/nb/index_2.html", "/nb/index_3.html", "末页"),
        ("/nb/", "/nb/index_1.html", ""),  # the only page, by its other name
        ("/nb/", "/nb/index.html", ""),
        ("/nb/index_3.html", "/nb/index_3.html", ""),
    ],
)
def test_a_link_to_a_last_page(here: str, there: str, says: str) -> None:
    assert last_by_name(markup(here, f'<a href="{there}">{says or "尾页"}</a>')) == says


def test_a_list_whose_pager_has_no_words() -> None:
    pager = '<p><a href="index_{}.html"><i class="icon-right"></i></a></p>'
    pages = county() | reports(0, 9) | column(COLUMN, listed(0, 5) + pager.format(2))
    pages |= {f"{COLUMN}index_2.html": page(NAME, listed(5, 9))}
    assert told(pages) == {COLUMN: (addresses(0, 9), True)}


def test_a_list_of_which_only_the_last_page_is_linked() -> None:
    pager = f'<p><a href="{COLUMN}">首页</a> <a href="index_3.html">尾页</a></p>'
    assert told(county() | column(COLUMN, listed(0, 5) + pager) | reports(0, 5)) == {COLUMN: (addresses(0, 5), False)}
