"""The other parts of an article that stands on several pages: which addresses are those of parts."""

from __future__ import annotations

import pytest

from crawler.markup import Markup
from crawler.parts import further_parts, may_have_parts

SITE = "http://www.qinghe.example"


def parts(here: str, body: str) -> list[str]:
    found = further_parts(Markup(f"<html><body>{body}</body></html>", f"{SITE}{here}"))
    return [url.removeprefix(SITE) for url in found]


def turned(there: str) -> str:
    return f'<div class=page><a href="{there}">下一页</a></div>'


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/nb/2024/103.html", "/nb/2024/103_2.html"),
        ("/nb/2024/103_2.html", "/nb/2024/103_3.html"),
        ("/nb/2024/103.html", "/nb/2024/103/2.html"),
        ("/nb/2024/103/2.html", "/nb/2024/103/3.html"),
        ("/nb/2024/103.html", "/nb/2024/103.html/2"),
        ("/nb/2024/103.html", "/nb/2024/103_2.HTML"),
        ("/nb/2024/103.html", "/nb/2024/t_2.html"),
        ("/nb/2024/t_2.html", "/nb/2024/t_3.html"),
        ("/nb/2024/103.html", "/nb/2024/103.html?p=2"),
        ("/nb/2024/103.html?p=2", "/nb/2024/103.html?p=3"),
        ("/view.php?id=103", "/view.php?id=103&pn=2"),
    ],
)
def test_the_next_part(here: str, there: str) -> None:
    assert parts(here, turned(there)) == [there]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/nb/2024/103.html", "/nb/2024/104.html"),
        ("/nb/2024/11.html", "/nb/2024/12.html"),  # articles of a folder of a year
        ("/nb/11.html", "/nb/12.html"),
        ("/nb/0108/11.html", "/nb/0108/12.html"),
        ("/nb/2024/103.html", "/nb/2024/index_2.html"),  # of a list
        ("/nb/2024/103.html", "/nb/2024/103_7.html"),
        ("/nb/2024/103.html", "/xw/2024/t_2.html"),
        ("/nb/2024/103.html", "http://other.example/nb/2024/103_2.html"),
        ("/view.php?id=1", "/view.php?id=2"),
        ("/view.php?id=103&p=2", "/view.php?p=3"),
        ("/view.php?id=103", "/view.php?id=104&p=2"),
        ("/view.php?id=103&p=1", f"/view.php?id=103&p={'9' * 5000}"),
    ],
)
def test_what_is_no_part(here: str, there: str) -> None:
    assert parts(here, turned(there)) == []


def test_parts_behind_tabs() -> None:
    tabs = '<a href="103.html">一、总体情况</a><a href="103_2.html">二、主动公开</a><a href="103_3.html">三、申请</a>'
    assert parts("/nb/2024/103.html", tabs) == ["/nb/2024/103_2.html", "/nb/2024/103_3.html"]


def test_an_address_of_its_own_that_begins_elsewhere_is_no_part() -> None:
    assert parts("/nb/2024/103.html", '<a href="103_5.html">附表</a>') == []


@pytest.mark.parametrize(
    ("markup", "pays"),
    [
        ("<a href=x>下一页</a>", True),
        ("<a href=x>下一頁</a>", True),
        ("<a href=x>[2]</a>", True),
        ("<a href=103_2.html>表</a>", True),
        ("<a href=x>22</a><td>2</td>", False),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_only_what_may_have_parts_is_taken_apart(markup: str, pays: bool, charset: str) -> None:
    page = markup.encode(charset)
    assert may_have_parts(page, page.partition(b"<td")[0]) is pays
