"""What speaks for more than a list's page shows, and what does not: a list is complete only where nothing does."""

from __future__ import annotations

import pytest

from tests.portals.county import COLUMN, NAME, addresses, column, county, listed, news, page, reports, told
from tests.portals.web import Page


def read(main: str, **others: Page) -> tuple[list[str], bool]:
    pages = county() | column(COLUMN, main) | reports(0, 20) | {f"{COLUMN}{at}": one for at, one in others.items()}
    return told(pages)[COLUMN]


NOTICES = "".join(
    f'<li><a href="/tz/{n}1.html">关于召开2024年第{n}次会议的通知</a><i>2024-03-0{n}</i></li>' for n in range(1, 6)
)
GUIDE = '<ul><li><a href="/zn/11.html">青禾县政府信息公开指南（2023年版）</a><span>2023-05-01</span></li></ul>'


@pytest.mark.parametrize(
    "left",
    [
        "<script>var TOTAL_PAGE = 6;</script>",
        "<script>var pageall='6'</script>",
        "<script>var totalPage = answer.pages;</script>",
        "<script>kkpager.generPageHtml({pno: 1, total: 6, mode: 'click', click: function(n){ load(n); }});</script>",
        "<script>kkpager.generPageHtml({pno: 1, total: answer.pages, hrefFormer: 'a', hrefLatter: '.html'});</script>",
        '<span id="totalCount" style="display:none">52</span>',
        '<div id=more data-next-page="2"></div>',
        '<div v-infinite-scroll="load"></div>',
        "<script>$('.content').dropload({loadDownFn: more});</script>",
        "<script>new MeScroll('mescroll', {up: {callback: more}});</script>",
        "<script>flow.load({elem: '#list', done: more});</script>",
        "<p>共<span id=total></span>条</p>",
        "<p>第1页 共<img src=/i/3.gif>页</p>",
        '<a href="javascript:void(0)" onclick="more()"><img src="/more.png" alt="更多"></a>',
        '<div class=page><a href="1.html">1</a> <a href="2.html">2</a> <b>3</b></div>',  # counts down
        "<select><option>教育局</option><option>发改局</option><option>信访局</option></select>",
        "<ul><li class=on>县政府</li><li onclick=load(2)>县直部门</li><li onclick=load(3)>乡镇（街道）</li></ul>",
        "<ul><li><a href='javascript:;'>县政府年报</a></li><li><a href='javascript:;' data-id=2>部门年报</a></li></ul>",
        "<div><h3 data-y=1>2023年</h3><ul><li>…</li></ul><h3 data-y=2>2019年</h3><ul></ul></div>",
    ],
)  # fmt: skip
def test_what_is_left_to_scripts(left: str) -> None:
    assert read(listed(0, 10) + left) == (addresses(0, 10), False)


@pytest.mark.parametrize(
    "words",
    [
        "显示 1 到 10 条，共 52 条",
        "当前第 1 - 10 条，总共 52 条",
        "为您找到相关结果约52个",
        "共找到52条结果",
        "共 1,052 条记录 分 106 页",
        "共有52条信息 分6页显示",
        "共六页 当前第一页",
        "共十二页",
        "共 <em>5</em><em>2</em> 条 每页10条",
        "共<i>0</i><i>1</i><i>2</i>页",
        "共10条</p><p>共52条 第1/6页",
    ],
)
def test_numbers_in_other_words(words: str) -> None:
    assert read(f"{listed(0, 10)}<p>{words}</p>") == (addresses(0, 10), False)


@pytest.mark.parametrize(
    "beside",
    [
        "<!-- <script>createPageHTML(9, 0, 'index', 'html');</script> -->",
        "<script>/* createPageHTML(9, 0, 'index', 'html'); */</script>",
        "<script>var totalPage = 1, page = 6, pages = [];</script>",
        "<select><option>全部</option><option>发改局</option><option>信访局</option></select>",
        '<p>共10条</p><span id="totalCount">10</span>',
        "<p>共印发文件52件，约1000条</p>",
        "<script>$('div.holder').jPages({containerID: 'list', perPage: 5});</script>",  # all rows stand in the page
        '<div class="swiper-pagination"></div><script src="/js/swiper.js"></script>',
        '<h3>通知公告<a href="javascript:;" onclick="more(3)">更多</a></h3>',  # of another box
        "<p>共3页面</p>",
        "<p>公共条件</p>",
        "<ul><li onclick=show(1)>县政府</li><li onclick=show(2)>县直部门</li></ul><div style='display: none'><a href=/x/>x</a></div>",
        '<p class=page><b>1</b></p><div class=links><a href="/a/">1</a> <a href="/b/">2</a> 3</div>',
    ],
)
def test_what_speaks_for_nothing_more(beside: str) -> None:
    assert read(listed(0, 10) + beside) == (addresses(0, 10), True)


@pytest.mark.parametrize(
    "control",
    [
        '<img usemap="#p"><map name=p><area href="b.html" alt="下一页"></map>',
        '<p class=page><b>第1页</b> <a href="b.html">第2页</a></p>',
        '<a href="b.html">更早</a>',
        '<p><a href="b.html">……更多&gt;&gt;</a></p>',
        '<a href="b.html">下 一 页</a>',
        '<a href="b.html">【下&nbsp;一&nbsp;页】</a>',
        '<link rel="next" href="b.html">',
    ],
)
def test_other_ways_to_the_next_page(control: str) -> None:
    assert read(listed(0, 5) + control, **{"b.html": page(NAME, listed(5, 9))}) == (addresses(0, 9), True)


@pytest.mark.parametrize(
    ("second", "is_complete"),
    [
        (page(NAME, "<ul class=list></ul><p>暂无数据</p>"), True),
        (page(NAME, "<p>没有更多信息</p>"), True),
        (page(NAME, "<ul class=list></ul>"), False),
        (page(NAME, listed(5, 9))[:260], False),  # cut off before the list
    ],
)
def test_a_page_without_a_list_is_the_end_only_where_it_says_so(second: str, is_complete: bool) -> None:
    found = read(f'{listed(0, 5)}<a href="b.html">下一页</a>', **{"b.html": second})
    assert found == (addresses(0, 5), is_complete)


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (page("通知公告", news()), (addresses(0, 5), False)),  # of the box beside the list
        (page("通知公告", listed(5, 9)), (addresses(0, 9), True)),
        (page(f"{NAME} 第2页", news()), (addresses(0, 5), False)),  # whatever it calls itself
        (page("通知公告", NOTICES), (addresses(0, 5), False)),  # notices print years as well
        (page("信息公开指南", GUIDE), (addresses(0, 5), False)),
    ],
)
def test_a_next_page_of_another_list_is_none_of_this_one(second: str, found: tuple[list[str], bool]) -> None:
    assert read(f'{listed(0, 5)}<a href="b.html">下一页</a>', **{"b.html": second}) == found


@pytest.mark.parametrize(
    ("shown", "left", "is_complete"),
    [
        (6, '<div class="pagination"></div><script src="/js/page.js"></script>', False),
        (8, '<div class="pagination"></div><script src="/js/page.js"></script>', False),
        (5, '<div class="pagination"></div><script src="/js/page.js"></script>', True),
        (7, '<div class="pagination"></div><script src="/js/page.js"></script>', True),
        (3, "<ul class=pagination><li data-page=1>1</li><li data-page=2>2</li></ul>", False),
        (3, "<ul class=pagination><li data-page=1>1</li></ul>", True),
        (3, '<a href="#2">下一页</a>', False),
        (3, '<a href="#page12">下一页</a>', False),
        (3, '<a href="#">下一页</a>', True),
        (3, '<a href="#1">下一页</a>', True),
    ],
)  # fmt: skip
def test_a_short_page_may_be_the_first_of_several(shown: int, left: str, is_complete: bool) -> None:
    assert read(listed(0, shown) + left) == (addresses(0, shown), is_complete)


def test_years_in_a_row_are_no_pages() -> None:
    years = '<p class=page><a href="?year=2023">2023</a> <b>2022</b> <a href="?year=2021">2021</a></p>'
    pages = (
        county()
        | reports(0, 9)
        | column(COLUMN, listed(0, 3) + years.replace("<b>2022</b>", '<a href="?year=2022">2022</a>'))
    )
    for number, year in enumerate((2023, 2022, 2021)):
        menu = "".join(f'<a href="?year={y}">{y}</a> ' if y != year else f"<b>{y}</b> " for y in (2023, 2022, 2021))
        first = 3 * number
        pages |= column(f"{COLUMN}?year={year}", f"{listed(first, first + 3)}<p class=page>{menu}</p>")
    assert told(pages) == {
        COLUMN: (addresses(0, 3), True),
        f"{COLUMN}?year=2023": (addresses(0, 3), True),
        f"{COLUMN}?year=2022": (addresses(3, 6), True),
        f"{COLUMN}?year=2021": (addresses(6, 9), True),
    }
