"""List entries: which links are the list, their titles in full, their dates, the report years of addresses."""

import pytest

from crawler.items import Item, printed_date, year_hint
from crawler.listed import list_items, unlinked_entries
from crawler.markup import Markup, absolute

BASE = "http://www.qinghe.gov.cn/xxgk/nb/index.html"
GRAIN = "青禾县粮食局2023年政府信息公开工作年度报告"
WATER = "青禾县水务局2023年政府信息公开工作年度报告"


def items(body: str) -> list[Item]:
    return list(list_items(Markup(f"<html><body>{body}</body></html>", BASE)))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-01-08", "2024-01-08"),
        ("2024/1/8", "2024-01-08"),
        ("2024.01.08", "2024-01-08"),
        ("2024年1月8日", "2024-01-08"),
        ("２０２４年１月８日", "2024-01-08"),
        ("[2024-01-08]", "2024-01-08"),
        ("发布日期：2024-01-08 10:24:00", "2024-01-08"),
        ("2024-\n01-08", "2024-01-08"),
        ("08 2024-01", "2024-01-08"),
        ("索引号 2026-02-00018 2024-01-08", "2024-01-08"),
        ("2026-02-00018", None),
        ("01-08", None),
        ("2024-13-08", None),
        ("2024年1月", None),
        ("", None),
    ],
)
def test_printed_dates(text: str, date: str | None) -> None:
    assert printed_date(text) == date


@pytest.mark.parametrize(
    ("url", "year"),
    [
        ("http://a.gov.cn/public/column/29641?type=3&publicYear=2022&hasContent=true", 2022),
        ("http://a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2017&area=1", 2017),
        ("http://a.gov.cn/zfxxgknb/bm/2023n/content/post_9469010.html", 2023),
        ("http://a.gov.cn/art/2024/1/8/art_1_2.html", None),
        ("http://a.gov.cn/nb/2024-01-08/7477.html", None),
        ("http://a.gov.cn/public/column/29641?type=3&publicYear=", None),
        ("http://a.gov.cn/2022n/2023n/a.html", None),
    ],
)
def test_report_years_of_addresses(url: str, year: int | None) -> None:
    assert year_hint(url) == year


def test_the_list_among_menu_trail_and_footer() -> None:
    found = items(
        f"""
        <ul class="menu"><li><a href="/">首页</a></li><li><a href="/xxgk/nb/">政府信息公开年报</a></li></ul>
        <div>当前位置：<a href="/">首页</a> &gt; <a href="/xxgk/nb/">政府信息公开年报</a></div>
        <ul class="list"><li class="odd"><a href="./t20240120_11.html">{GRAIN}</a><span>2024-01-20</span></li>
        <li class="even"><a href="../nb2/t20240121_12.html">{WATER}</a><span>2024-01-21</span></li></ul>
        <div><a href="/lxwm/2018/1.html">联系我们</a> <a href="http://www.gov.cn/">中国政府网</a></div>"""
    )
    assert found == [
        Item("http://www.qinghe.gov.cn/xxgk/nb/t20240120_11.html", GRAIN, "2024-01-20"),
        Item("http://www.qinghe.gov.cn/xxgk/nb2/t20240121_12.html", WATER, "2024-01-21"),
    ]


def test_a_cut_title_is_completed_from_the_attribute() -> None:
    (found,) = items(
        f'<ul><li><a href="/a/11.html" title="{GRAIN}">青禾县粮食局2023年政府信息…</a> 2024-01-20</li></ul>'
    )
    assert found.title == GRAIN


def test_an_attribute_that_says_less_is_not_believed() -> None:
    (found,) = items(f'<ul><li><a href="/a/11.html" title="新窗口">{GRAIN}</a> 2024-01-20</li></ul>')
    assert found.title == GRAIN


def test_a_date_inside_the_link_is_no_part_of_the_title() -> None:
    (found,) = items(f'<ul><li><a href="/a/11.html"><p>{GRAIN}</p><span>2024-01-20</span></a></li></ul>')
    assert (found.title, found.printed_date) == (GRAIN, "2024-01-20")


@pytest.mark.parametrize(
    "inside",
    [
        f"<p class=tit>{GRAIN}</p><p class=info>（发文字号：青粮〔2024〕1号 成文日期：2024-01-20）</p>",
        f"<span>{GRAIN}</span><span>发布时间：2024-01-20 10:24</span>",
        f"<div><i class=dot></i><span>{GRAIN}</span></div><em>2024年1月20日</em>",
        "<b>青禾县粮食局</b><b>2023年政府信息公开工作年度报告</b><i>[2024-1-20]</i>",
        f"· {GRAIN} 2024/01/20",
        f"<h4>{GRAIN}</h4><p>2024-01-20</p><p>本报告由青禾县粮食局编制，全年主动公开信息一百条，现予公布，欢迎查阅。</p>",
    ],
)
def test_a_link_that_holds_more_than_its_title(inside: str) -> None:
    (found,) = items(f'<ul><li><a href="/a/11.html">{inside}</a></li></ul>')
    assert (found.title, found.printed_date) == (GRAIN, "2024-01-20")


def test_an_address_that_only_a_handler_opens() -> None:
    (found,) = items(f"<ul><li><a href='javascript:;' onclick=\"window.open('/a/11.html')\">{GRAIN}</a></li></ul>")
    assert found.url == "http://www.qinghe.gov.cn/a/11.html"


def test_entries_without_an_address_are_counted() -> None:
    page = f"""<ul><li><a href="/a/11.html">{GRAIN}</a></li><li><a href="javascript:show(12)">{WATER}</a></li></ul>
    <p><a href="javascript:window.print()">打印本页全部内容</a></p>"""
    assert unlinked_entries(Markup(page, BASE)) == 1


def test_news_beside_a_list_of_cut_titles_are_none_of_it() -> None:
    cut = "".join(f"<li><a href='/a/2{n}.html'>青禾县第{n}局关于2023年政…</a></li>" for n in (1, 2, 3))
    news = "".join(f"<li><a href='/yw/3{n}.html'>全县召开会议</a><i>2024-03-1{n}</i></li>" for n in (1, 2, 3))
    page = f"<ul class=a>{cut}</ul><div><ul class=b>{news}</ul></div>"
    assert [item.url[-7:] for item in items(page)] == ["21.html", "22.html", "23.html"]


def test_on_later_pages_the_list_stands_where_it_stood() -> None:
    news = "".join(f"<li><a href='/yw/3{n}.html'>全县召开会议</a><i>2024-03-1{n}</i></li>" for n in (1, 2, 3))
    page = "<ul class=a><li><a href='/a/21.html'>县志办</a></li></ul><div><ul class=b>" + news + "</ul></div>"
    assert [item.url[-7:] for item in items(page)] == ["31.html", "32.html", "33.html"]
    markup = Markup(f"<html><body>{page}</body></html>", BASE, list_place="html/body/ul.a/li")
    assert [item.url[-7:] for item in list_items(markup)] == ["21.html"]


def test_the_last_entry_alone_in_its_piece() -> None:
    entries = [f'<p>· <a href="/a/1{n}.html">青禾县第{n}局2023年政…</a> 2024-01-20</p>' for n in range(4)]
    page = f"<div class=list>{''.join(entries[:3])}</div><div class=list>{entries[3]}</div>"
    assert len(items(page)) == 4


def test_odd_and_even_rows_are_one_list_in_order() -> None:
    rows = "".join(
        f"<tr class='row_{('odd', 'even')[n % 2]}'><td><a href='/a/1{n}.html'>{GRAIN}</a></td></tr>" for n in range(4)
    )
    assert [item.url[-7:-5] for item in items(f"<table>{rows}</table>")] == ["10", "11", "12", "13"]


def test_a_table_with_index_numbers_and_a_second_link() -> None:
    (found,) = items(
        f"""<table><tr><th>名称</th><th>索引号</th><th>日期</th></tr>
        <tr><td><a href="/a/11.html">{GRAIN}</a></td><td>2024-01-00018</td><td>2024/01/20</td>
        <td><a href="/f/11.pdf">下载</a></td></tr></table>"""
    )
    assert found == Item("http://www.qinghe.gov.cn/a/11.html", GRAIN, "2024-01-20")


def test_a_list_of_bare_links_without_dates() -> None:
    found = items(
        f'<div class="c"><p><a href="/a/11.html">{GRAIN}</a></p><p><a href="/a/12.html">{WATER}</a></p></div>'
    )
    assert [(item.title, item.printed_date) for item in found] == [(GRAIN, None), (WATER, None)]


def test_a_list_in_pieces_of_five_is_one_list() -> None:
    piece = "<ul class=l>{}</ul>"
    entries = [
        f'<li><a href="/a/1{n}.html">青禾县第{n}局2023年政府信息公开年度报告</a> 2024-01-20</li>' for n in range(10)
    ]
    assert len(items(piece.format("".join(entries[:5])) + piece.format("".join(entries[5:])))) == 10


def test_notices_in_the_list_are_items_of_it() -> None:
    notice = "关于做好2023年政府信息公开工作年度报告编制工作的通知"
    found = items(
        f'<ul><li><a href="/a/11.html">{GRAIN}</a> 2024-01-20</li><li><a href="/a/12.html">{notice}</a> 2024-01-02</li></ul>'
    )
    assert [item.title for item in found] == [GRAIN, notice]


def test_what_follows_a_premature_end_tag_is_read() -> None:
    found = items(f'</body></html><ul><li><a href="/a/11.html">{GRAIN}</a> 2024-01-20</li></ul>')
    assert [item.title for item in found] == [GRAIN]


def test_a_page_without_a_list() -> None:
    assert items('<p><a href="/">首页</a></p><p>本栏目暂无内容</p>') == []


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("./a.html", "http://www.qinghe.gov.cn/xxgk/nb/a.html"),
        (" ../a.html\n", "http://www.qinghe.gov.cn/xxgk/a.html"),
        ("//gk.qinghe.gov.cn/a", "http://gk.qinghe.gov.cn/a"),
        ("..\\a\\b.html", "http://www.qinghe.gov.cn/xxgk/a/b.html"),
        ("/a b.html", "http://www.qinghe.gov.cn/a%20b.html"),
        ("/a.html#top", "http://www.qinghe.gov.cn/a.html"),
        ("http://www.qinghe.gov.cn", "http://www.qinghe.gov.cn/"),
        ("http://WWW.qinghe.gov.cn:80/a", "http://www.qinghe.gov.cn/a"),
        ("https://www.qinghe.gov.cn:443/a", "https://www.qinghe.gov.cn/a"),
        ("http://www.qinghe.gov.cn:8080/a", "http://www.qinghe.gov.cn:8080/a"),
        ("/a/../b.html", "http://www.qinghe.gov.cn/b.html"),
        ("/a?b=1&amp;c=2", "http://www.qinghe.gov.cn/a?b=1&c=2"),
        ("javascript:void(0)", None),
        ("JavaScript:go()", None),
        ("mailto:a@b.cn", None),
        ("#", None),
        ("", None),
        (None, None),
        ("http://[bad/", None),
    ],
)
def test_links(href: str | None, url: str | None) -> None:
    assert absolute(BASE, href) == url
