"""Pagers by the habits of more software: controls that are handed things, buttons of forms, newer scripts, numbers."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.portals.county import COLUMN, addresses, column, county, listed, page, reports, told
from tests.portals.web import Page

SECOND = "index_2.html"
WHOLE = (addresses(0, 8), True)
FIRST = (addresses(0, 5), False)


def read(control: str, address: str = SECOND, *, last: str = "") -> tuple[list[str], bool]:
    """What a crawl says of a column of two pages, the first with this control below its list."""
    pages = county() | column(COLUMN, listed(0, 5) + control) | reports(0, 8)
    return told(pages | column(f"{COLUMN}{address}", listed(5, 8) + last))[COLUMN]


@pytest.mark.parametrize(
    "control",
    [
        "<a onclick=\"queryArticle(this,'/zfxxgk/nb/index_2.html')\" tagname='/zfxxgk/nb/index_2.html'>下一页</a>",
        '<a style="cursor:pointer" tagname="/zfxxgk/nb/index_2.html">下一页</a>',
        "<a href='#' onclick=\"return goUrl(event, 'index_2.html')\">下一页</a>",
        "<a href='#' onclick=\"jumpTo(2, 'index_2.html')\">下一页</a>",
        "<a href='javascript:go(2)'>下一页</a><script>const go = n => { location.href = `index_${n}.html`; };</script>",
        "<table><tr><td onclick=\"window.location.href='index_2.html'\">下页 &gt;</td></tr></table>",
        "<form><button formaction='/zfxxgk/nb/index_2.html'>下一页</button></form>",
        '<a href="index_2.html">下一页（第2页）</a>',
        '<a href="index_2.html">转到第2页</a>',
        '<a href="index_2.html">继续浏览</a>',
        '<b>1-5</b> <a href="index_2.html">6-8</a>',
        '<b>①</b> <a href="index_2.html">②</a>',
        '<b>１</b> <a href="index_2.html">２</a>',
        '<a href="index_2.html"><img src="/2.gif" alt="2"></a>',
        '<input value="1" readonly> <a href="index_2.html">2</a>',
        '<a href="index_2.html">查看全部</a>',
        '<a href="index_2.html">全部年报&gt;&gt;</a>',
    ],
)
def test_a_control_that_is_followed(control: str) -> None:
    assert read(control) == WHOLE


@pytest.mark.parametrize(
    ("control", "query"),
    [
        ("<td onclick=\"window.location.href='?Paging=2'\">下页 &gt;</td>", "?Paging=2"),
        ('<form method=get><button name="page" value="2">下一页</button></form>', "?page=2"),
        ('<form><input type=hidden name=p value=2><input type=image src="/n.gif" alt="下一页"></form>', "?p=2"),
        ("<a href='javascript:go(2)'>下一页</a><script>function go(n){ location.search='?page='+n; }</script>", "?page=2"),
    ],
)  # fmt: skip
def test_a_control_that_asks_with_a_query(control: str, query: str) -> None:
    assert read(control, query) == WHOLE


def test_a_pager_that_keeps_how_many_pages_there_are_is_followed_to_its_end() -> None:
    kept = '<input type="hidden" name="paging_list" totalpage="2">'
    assert read(f'{kept}<a href="{SECOND}">下一页</a>', last=kept) == WHOLE
    assert read(kept) == FIRST


@pytest.mark.parametrize(
    "control",
    [
        "<a class=nextpg href='javascript:;'>下一页</a><script>$('.nextpg').click(function(){ load(); });</script>",
        "<a id=nextpg>下一页</a><script>byId('#nextpg').addEventListener('click', e => turn());</script>",
        '<iframe src="page.html" height="30"></iframe>',
        "<form><input type=password name=w><button>下一页</button></form><p>第1页 共2页</p>",
        "<p>本栏目共收录年报 8 份</p>",
        "<div>Total 8 records, page 1 of 2</div>",
        "<div>1-5 / 8</div>",
        "<div>显示 1 到 5，共 8 记录</div>",
        "<div>每页5条 8条记录 2页</div>",
        "共8条",
        '<a class="more-page" href="javascript:;" data-page="2">下一页</a>',
        "<p>（仅显示最新5条）</p>",
        "<div>第<input value=1> / <b>2</b> 页</div>",
        "<a href='javascript:;'>展开全部</a>",
        "<p>上拉加载</p>",
    ],
)
def test_what_speaks_for_a_second_page_that_cannot_be_had(control: str) -> None:
    assert read(control) == FIRST


@pytest.mark.parametrize(
    "beside",
    [
        "<a href=\"javascript:alert('已经是最后一页')\">下一页</a>",
        "<a href='#' onclick=\"return false\">下一页</a>",
        "<p>电话：0371-1234/5678 更新：2024-1/12</p>",
        "<p>本站共发布信息58213条</p>",
        f"<a href='javascript:;'>展开全部</a><div style='display: none'>{listed(3, 5)}</div>",
    ],
)
def test_what_speaks_for_no_second_page(beside: str) -> None:
    assert read(beside) == (addresses(0, 5), True)


def test_a_number_that_only_the_last_page_prints_counts_for_the_list() -> None:
    assert read(f'<a href="{SECOND}">下一页</a>', last="共9条") == (addresses(0, 8), False)


def test_a_page_on_which_a_site_is_searched_is_no_last_page() -> None:
    pages: dict[str, Page] = county() | column(COLUMN, f'{listed(0, 5)}<a href="{SECOND}">下一页</a>') | reports(0, 5)
    pages[f"{COLUMN}{SECOND}"] = page("站内搜索", "<form><input name=q></form><p>没有找到相关结果</p>")
    assert told(pages)[COLUMN] == FIRST


@pytest.mark.parametrize("form", ["?start={}", "list/{}"])
def test_a_row_of_numbers_of_which_the_first_page_is_none(form: str) -> None:
    """The column has an address without a number, and its pager leads to the first page under one with it."""
    row = "".join(f'<a href="{COLUMN}{form.format(at)}">{n}</a>' for n, at in ((1, 0), (2, 5)))
    assert read(f"<div class=page>{row}</div>", form.format(5), last=f"<div class=page>{row}</div>") == WHOLE
    assert read(f"<table class=days>{row}</table>", form.format(5)) == (addresses(0, 5), True)


@pytest.mark.parametrize("how", ["document.write('{}')", "document.write(unescape('{}'))"])
def test_entries_that_a_script_writes_behind_those_of_the_page(how: str) -> None:
    rest = listed(5, 8) if "unescape" not in how else quote(listed(5, 8))
    assert read(f"<script>{how.format(rest)};</script>") == WHOLE
