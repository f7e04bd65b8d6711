"""Lists in the prints of other software: what is an entry, what proves that there are no more, and what does not."""

from __future__ import annotations

import json

import pytest

from tests.portals.county import (
    COLUMN,
    HOME,
    NAME,
    addresses,
    column,
    county,
    date,
    journey,
    listed,
    news,
    page,
    reports,
    title,
    told,
)
from tests.portals.web import Page, Reply


def read(main: str, *, beside: str = "", **others: Page) -> tuple[list[str], bool]:
    """What a crawl says of a column with this list."""
    pages = (
        county()
        | column(COLUMN, main, beside=beside)
        | reports(0, 20)
        | {f"{COLUMN}{at}": one for at, one in others.items()}
    )
    return told(pages)[COLUMN]


def reason(main: str, **others: Page) -> str:
    pages = county() | column(COLUMN, main) | reports(0, 20) | {f"{COLUMN}{at}": one for at, one in others.items()}
    return (journey(pages).lists[f"{HOME}{COLUMN}"].reason or "").partition(" [")[0]


# --- entries -----------------------------------------------------------------------------------------


def rows(form: str, number: int = 6) -> str:
    return "".join(
        form.format(u=one, t=title(n), d=date(n), n=n, cut=title(n)[:12]) for n, one in enumerate(addresses(0, number))
    )


@pytest.mark.parametrize(
    "printed",
    [
        f"<dl>{rows('<dt><a href={u}>{t}</a></dt><dd>{d}</dd>')}</dl>",
        f"<ul>{rows('<li><a href={u}><img src=/a.jpg></a><a href={u}>{t}</a><span>{d}</span></li>')}</ul>",
        rows(
            "<div class=one><b>{n:02}</b><h4><a href={u}>{t}</a></h4><p>本报告反映全县工作情况。</p><a href={u}>查看详情</a></div>"
        ),
        rows("<table><tr><td>·</td><td><a href={u}><font>{t}</font></a></td><td>[{d}]</td></tr></table>"),
        f"<ul>{rows('<li><a href=/xw/>[部门]</a><a href={u}>{t}</a><span>{d}</span></li>')}</ul>",
        f"<ul>{rows('<li><a href={u}>{t}</a><a href=/upload/{n}2024.pdf>[PDF版]</a></li>')}</ul>",
        f"<ul>{rows('<li><a href=HTTP://WWW.QINGHE.EXAMPLE{u}#top>{t}</a></li>')}</ul>",
        f"<ul>{rows('<li onclick=show(this) data-url={u}><p>{t}</p><i>{d}</i></li>')}</ul>",
    ],
    ids=["dt", "twice", "cards", "tables", "prefix", "file beside", "host in capitals", "data"],
)
def test_entries(printed: str) -> None:
    assert read(printed, beside=news()) == (addresses(0, 6), True)


def pairs(form: str) -> str:
    """Six entries, two in each row."""
    at = addresses(0, 6)
    return "".join(form.format(a=at[n], b=at[n + 1], t=title(n), s=title(n + 1)) for n in range(0, 6, 2))


@pytest.mark.parametrize(
    "printed",
    [
        pairs(
            "<tr><td><a href={a}>{t}</a></td><td>2024-01-20</td><td><a href={b}>{s}</a></td><td>2024-01-21</td></tr>"
        ),
        pairs("<tr><td>青禾县某局</td><td><a href={a}>2023年</a></td><td><a href={b}>2022年</a></td></tr>"),
    ],
    ids=["two columns", "bodies and years"],
)
def test_several_entries_in_one_row(printed: str) -> None:
    assert read(f"<table>{printed}</table>") == (addresses(0, 6), True)


def test_records_in_a_script() -> None:
    records = [{"title": title(n), "url": one, "date": date(n)} for n, one in enumerate(addresses(0, 6))]
    main = f"<ul id=list></ul><script>var data = {json.dumps(records, ensure_ascii=False)}; render(data);</script>"
    found = journey(county() | column(COLUMN, main, beside=news()) | reports(0, 6)).lists[f"{HOME}{COLUMN}"]
    assert [(item.title, item.printed_date) for item in found.items] == [(title(n), date(n)) for n in range(6)]
    assert found.complete


def test_records_in_a_script_whose_characters_are_escaped() -> None:
    records = [{"title": title(n), "url": one} for n, one in enumerate(addresses(0, 6))]
    for written in (
        json.dumps(records),
        json.dumps(records).replace("/", "\\/"),
        json.dumps(records).replace("/", "\\u002F"),
    ):
        assert read(f"<ul id=list></ul><script>var data = {written};</script>") == (addresses(0, 6), True)


def test_a_column_that_shows_its_newest_report_in_place() -> None:
    newest = str(reports(0, 1)[addresses(0, 1)[0]]).partition("<body>")[2]
    assert read(newest + listed(0, 6)) == (addresses(0, 6), True)


def test_entries_that_are_classed_one_by_one() -> None:
    entry = '<li class="{}"><a href="{}">{}…</a><span>{}</span></li>'
    classes = ("bg1", "bg2", "red", "")
    body = "".join(entry.format(classes[n % 4], one, title(n)[:12], date(n)) for n, one in enumerate(addresses(0, 9)))
    assert read(f"<ul>{body}</ul>", beside=news()) == (addresses(0, 9), True)


def test_news_beside_a_short_list_are_none_of_it_however_many() -> None:
    assert read(f"<ul>{rows('<li><a href={u}>{t}</a></li>', 3)}</ul>", beside=f"<aside>{news(20)}</aside>") == (
        addresses(0, 3),
        True,
    )


def test_the_title_of_an_entry_whose_link_only_says_what_can_be_done() -> None:
    body = rows("<tr><td>{n}</td><td>{t}</td><td>{d}</td><td><a href={u}>查看</a> <a href={u}>下载</a></td></tr>", 2)
    found = journey(county() | column(COLUMN, f"<table>{body}</table>") | reports(0, 2)).lists[f"{HOME}{COLUMN}"]
    assert [(item.title, item.printed_date) for item in found.items] == [(title(0), date(0)), (title(1), date(1))]


def test_the_date_of_an_entry_in_the_dd_behind_its_dt() -> None:
    body = rows("<dt><a href={u}>{t}</a></dt><dd>{d}</dd>", 2)
    found = journey(county() | column(COLUMN, f"<dl>{body}</dl>") | reports(0, 2)).lists[f"{HOME}{COLUMN}"]
    assert [item.printed_date for item in found.items] == [date(0), date(1)]


# --- is that all? ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pager", "shown", "why"),
    [
        ('<a href="javascript:;" class=cur>1</a><a href="javascript:;">2</a><a href="javascript:;">3</a>', 5, "a row of numbers"),
        ('<div id="page" class="pagination"></div><script src="/js/page.js"></script>', 15, "the empty element page"),
        ('<select onchange="load(this.value)"><option>2023</option><option>2022</option></select>', 5, "a menu of years"),
        ('<a href="javascript:;" class=more>加载更多</a>', 5, "加载更多"),
        ('<a href="javascript:turn(2)">下一页</a><script>function turn(n) { load(n); }</script>', 5, "下一页"),
    ],
)  # fmt: skip
def test_a_pager_that_cannot_be_followed(pager: str, shown: int, why: str) -> None:
    expected = f"{shown} items over 1 page; its pager ({why}) cannot be followed without running scripts"
    assert reason(listed(0, shown) + pager) == expected


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="javascript:;">上一页</a><span>1</span><a href="javascript:;">下一页</a><a href="javascript:void(0)">尾页</a>',
        '<div id="page" class="pagination"></div><script src="/js/page.js"></script>',
        "<!-- <a href='index_2.html'>下一页</a> -->",
        "<script>var pageCount = 1;</script><script src='/js/page.js'></script>",
        "<select name=year><option>全部</option><option>2023</option><option>2022</option></select>",
    ],
)
def test_a_pager_of_one_page(pager: str) -> None:
    assert reason(listed(0, 5) + pager) == "5 items over 1 page; one page without a pager, no number is declared"


@pytest.mark.parametrize("words", ["记录总数：12", "总记录数 12 条", "共有12条信息", "共计 12 条 1/3 页"])
def test_numbers_that_are_declared(words: str) -> None:
    assert read(f"<p>{words}</p>{listed(0, 5)}") == (addresses(0, 5), False)


def test_a_pager_whose_last_page_leads_to_the_first() -> None:
    def turned(first: int, last: int, here: int, to: str) -> str:
        return f'{listed(first, last)}<p>第{here}页 共3页 <a href="{to}">下一页</a></p>'

    first = turned(0, 5, 1, "b.html")
    others: dict[str, Page] = {
        "b.html": page(NAME, turned(5, 10, 2, "c.html")), "c.html": page(NAME, turned(10, 14, 3, "index.html")),
        "index.html": page(NAME, first),
    }  # fmt: skip
    expected = "14 items over 4 pages; all declared pages were read, the number of items is not declared"
    assert reason(first, **others) == expected


@pytest.mark.parametrize(
    "control",
    [
        '<a href="b.html">下一页 →</a>',
        '<a href="b.html">[下一页]</a>',
        '<a href="b.html">下一頁</a>',
        '<a href="b.html">NEXT PAGE</a>',
        '<a class="next" href="b.html"><i class="fa"></i></a>',
        '<a href="b.html" title="下一页"></a>',
        '<ul><li class=active><a href="#">1</a></li><li><a href="b.html">»</a></li></ul>',
    ],
)
def test_words_and_signs_for_the_next_page(control: str) -> None:
    last = page(NAME, f'{listed(5, 9)}<ul><li class=active><a href="#">2</a></li><li><a href="#">»</a></li></ul>')
    assert read(listed(0, 5) + control, **{"b.html": last}) == (addresses(0, 9), True)


def test_a_menu_of_years_that_asks_for_lists() -> None:
    menu = "<select onchange=\"location.href='?year='+this.value\"><option value=2023>2023年</option><option value=2022>2022年</option></select>"
    pages = county() | column(COLUMN, menu + listed(0, 5)) | reports(0, 9)
    assert told(pages | {f"{COLUMN}?year=2022": page(NAME, listed(5, 9))}) == {
        COLUMN: (addresses(0, 5), True),
        f"{COLUMN}?year=2022": (addresses(5, 9), True),
    }


# --- services ----------------------------------------------------------------------------------------

SHELL = "<div id=app><ul><li v-for='one in list'>{{one.title}}</li></ul></div>"
ASKS = "<script>$.get('/api/list', {id: 7, pageNo: 1, pageSize: 5}, show)</script>"


def answered(*records: dict[str, object], total: int | None = None) -> dict[str, Page]:
    sent = {"data": {"rows": list(records), **({} if total is None else {"total": total})}}
    return {"/api/list": Reply(json.dumps(sent, ensure_ascii=False), headers={"Content-Type": "application/json"})}


def asked(main: str, answer: dict[str, Page]) -> str:
    pages = county() | column(COLUMN, main, beside=news()) | answer
    return (journey(pages).lists[f"{HOME}{COLUMN}"].reason or "").partition(" [")[0]


def test_a_column_that_shows_nothing_without_scripts_is_no_list_of_the_news_beside_it() -> None:
    assert asked(SHELL, {}) == "0 items over 1 page; no items were recognised"


def test_a_service_that_answers_in_records_without_addresses() -> None:
    answer = answered({"id": 1, "title": title(0)}, {"id": 2, "title": title(1)}, total=2)
    why = f"its pager (records of {HOME}/api/list without addresses) cannot be followed without running scripts"
    assert asked(SHELL + ASKS, answer) == f"0 of 2 items over 2 pages; {why}"


def test_a_service_that_answers_the_same_whatever_page_is_asked() -> None:
    records = [{"title": title(n), "url": f"/nb/2024/{n}.html"} for n in range(5)]
    assert asked(SHELL + ASKS, answered(*records)) == "5 items over 3 pages; page 3 brings nothing new"


# --- several lists, menus and calendars on a page ----------------------------------------------------


def test_two_lists_with_a_pager_each_are_read_to_both_ends() -> None:
    def tabs(one: str, other: str) -> str:
        return f"<div class=tab><h3>县政府</h3>{one}</div><div class=tab><h3>部门</h3>{other}</div>"

    main = tabs(listed(0, 5) + '<a href="zf_2.html">下一页</a>', listed(7, 12) + '<a href="bm_2.html">下一页</a>')
    others = {
        "zf_2.html": page(NAME, tabs(listed(5, 7), listed(7, 12) + '<a href="bm_2.html">下一页</a>')),
        "bm_2.html": page(NAME, tabs(listed(0, 5) + '<a href="zf_2.html">下一页</a>', listed(12, 14))),
    }
    found, is_complete = read(main, **others)
    assert (sorted(found), is_complete) == (addresses(0, 14), True)


@pytest.mark.parametrize(
    "calendar",
    [
        '<table><tr><td><a href="?m=1">«</a></td><td>2024年2月</td><td><a href="?m=3">»</a></td></tr></table>',
        '<div><a href="?m=1">&lt;</a><span>2024年02月</span><a href="?m=3" class="next"></a></div>',
        '<div><a href="?m=1">上一月</a><a href="?m=3">下一月</a></div>',
    ],
)
def test_a_calendar_is_no_pager(calendar: str) -> None:
    assert read(listed(0, 6) + calendar) == (addresses(0, 6), True)


@pytest.mark.parametrize("address", ["index.html?page={}", "?page={}", f"{COLUMN}?page={{}}"])
def test_a_pager_of_arrows_is_no_way_to_another_column(address: str) -> None:
    def shown(number: int) -> str:
        following = f'<a class="next" href="{address.format(number + 1)}"><i></i></a>' if number < 3 else ""
        return f"{listed(5 * number - 5, 5 * number)}<div class=pager>{following}</div>"

    later = {f"{form}?page={n}": page(NAME, shown(n)) for n in (2, 3) for form in ("index.html", "")}
    pages = county() | column(COLUMN, shown(1)) | reports(0, 20) | {f"{COLUMN}{at}": one for at, one in later.items()}
    assert told(pages) == {COLUMN: (addresses(0, 15), True)}


def test_routes_of_a_script_are_no_addresses() -> None:
    main = rows("<li><a href='/app/index.html#/detail?id={n}'>{t}</a><span>{d}</span></li>")
    assert read(f"<ul>{main}</ul>") == ([], False)
    assert reason(f"<ul>{main}</ul>") == "0 items over 1 page; no items were recognised"


def test_a_link_to_the_whole_list_below_its_beginning() -> None:
    main = f'{listed(0, 5)}<a href="list.html">查看更多&gt;&gt;</a>'
    assert read(main, **{"list.html": page(NAME, listed(0, 9))}) == (addresses(0, 9), True)
    elsewhere = f'{listed(0, 5)}<a href="/xw/list.html">查看更多</a>'
    assert read(elsewhere)[1] is False


@pytest.mark.parametrize(("total", "is_complete"), [(6, True), (14, False)])
def test_records_in_a_script_and_the_number_beside_them(total: int, is_complete: bool) -> None:
    records = [{"title": title(n), "url": one, "time": date(n)} for n, one in enumerate(addresses(0, 6))]
    state = json.dumps({"list": {"total": total, "records": records}}, ensure_ascii=False)
    assert read(f"<div id=app></div><script>window.__STATE__ = {state};</script>") == (addresses(0, 6), is_complete)


# --- numbers that are kept for scripts ---------------------------------------------------------------

LOADS = '<script src="/js/pager.js"></script>'


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ('<input type=hidden id=totalPage value="6">', "it declares 6 pages"),
        ('<div class="m-pagination" data-total="52"></div>', "its pager (which counts 52) cannot be followed"),
        ('<input type=hidden name=recordCount value="52">', "its pager (which counts 52) cannot be followed"),
        ("<el-pagination :total=total></el-pagination>", "its pager (el-pagination) cannot be followed"),
        ('<div class="fy"></div>', "its pager (the empty element fy) cannot be followed"),
    ],
)
def test_a_pager_that_a_script_makes_of_what_is_kept(kept: str, words: str) -> None:
    assert words in reason(listed(0, 10) + kept + LOADS)


@pytest.mark.parametrize(
    "kept",
    [
        '<input type=hidden id=pageCount value="1">',
        '<div class="pagination" data-total="10"></div><p>共10条</p>',
        '<div class="share" data-total="99">分享</div>',
    ],
)
def test_what_is_kept_is_no_more_than_is_shown(kept: str) -> None:
    assert read(listed(0, 10) + kept + LOADS) == (addresses(0, 10), True)


@pytest.mark.parametrize(
    "kept", ['<input type=hidden id=totalPage value="3">', '<div class=pagination data-total="{}">页</div>']
)
@pytest.mark.parametrize("number", [3, 14])
def test_a_list_that_is_read_by_links_whatever_is_kept(kept: str, number: int) -> None:
    """The number may be that of pages or of records: it neither ends the reading nor proves anything."""

    def shown(first: int, last: int, following: str) -> str:
        return listed(first, last) + kept.format(number) + following

    later = {
        "2.html": page(NAME, shown(5, 10, '<a href="3.html">下一页</a>')),
        "3.html": page(NAME, shown(10, 14, "")),
    }
    assert read(shown(0, 5, '<a href="2.html">下一页</a>'), **later) == (addresses(0, 14), True)


# --- controls and menus that only scripts answer -----------------------------------------------------


@pytest.mark.parametrize(
    ("control", "words"),
    [
        ("<button data-page=1>上一页</button><button data-page=2>下一页</button>", "下一页"),
        ("<ul><li class=prev>上一页</li><li class=next data-page=2>下一页</li></ul>", "下一页"),
        ('<a href="#">上一页</a><a href="#" id=nextPage>下一页</a>', "下一页"),
        ('<a href="javascript:void(0)" class="next-page">下一页</a>', "下一页"),
        ("<a class=prev>上一页</a><a class=nxt>下一页</a>", "下一页"),
        ("<div class=pg><span class=cur>1</span><span>2</span><span>3</span></div>", "a row of numbers"),
        ("<ul class=pagination><li class=active>1</li><li>2</li></ul>", "a row of numbers"),
        ("<script>var page=1; $(window).scroll(function(){ page++; more(page); });</script>", "a list that grows by scrolling"),
        ("<ul><li class=on data-y=1>2023年</li><li data-y=2>2022年</li></ul>", "a menu of years"),
        ('<p><a href="javascript:;">2023</a><a href="javascript:;">2022</a></p>', "a menu of years"),
        ('<ul><li>2023年</li><li onclick="load(2022)">2022年</li></ul>', "a menu of years"),
        ('<ul><li onclick="load(1)">县公安局</li><li onclick="load(2)">县信访局</li><li>县体育局</li></ul>', "a menu of organs"),
    ],
)  # fmt: skip
def test_what_only_a_script_answers_is_not_shown_to_be_all(control: str, words: str) -> None:
    assert f"its pager ({words}) cannot be followed" in reason(listed(0, 10) + control)


@pytest.mark.parametrize(
    "control",
    [
        "<div><a class=disabled>上一页</a><a class=disabled>下一页</a></div>",
        "<ul><li class=disabled><a>上一页</a></li><li class=disabled><a>下一页</a></li></ul>",
        "<div>上一页 <span>1</span> <span>下一页</span></div>",
        "<div>共1页 <a href='javascript:void(0)'>下一页</a></div>",
        "<div>共10条 <a href='javascript:void(0)'>下一页</a></div>",
        "<div class=pg><span class=cur>1</span></div>",
        "<script>$(window).scroll(function(){ $('#top').show(); });</script>",
        "<ul><li data-y=1>2023年</li><li data-y=2>2024年</li></ul>",  # both are there: 2024 in the dates
        "<p>2021年 2022年 2023年</p>",
        '<ul><li onclick="show(1)">教育局</li><li onclick="show(2)">民政局</li><li>财政局</li></ul>',  # all listed
    ],
)
def test_what_a_list_of_one_page_prints_as_well(control: str) -> None:
    assert read(listed(0, 10) + control) == (addresses(0, 10), True)


def test_a_few_entries_are_no_full_page() -> None:
    assert read(listed(0, 6) + "<a href='javascript:void(0)'>下一页</a>") == (addresses(0, 6), True)
