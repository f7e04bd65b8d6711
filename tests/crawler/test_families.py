"""Each family on small pages of its kind: how it is recognised, how its pages follow, when its list is complete."""

from __future__ import annotations

from html import escape

import pytest

from crawler.families import FAMILIES, claim
from crawler.families.base import ListPage
from crawler.items import Item
from crawler.lists import Ending, ListWalk, advance
from crawler.markup import Markup
from tests.crawler.walking import SITE, outcome, read, reason, row, rows

# --- TRS ---------------------------------------------------------------------------------------------

TRS = f"{SITE}/zfxxgk/nb/"


def trs(call: str) -> str:
    return f"<script>{call}</script>"


def test_trs_counts_from_0() -> None:
    pages = {
        TRS: rows(1, 3, "./202401/t20240108_{}.html") + trs('createPageHTML(3, 0, "index", "html");'),
        f"{TRS}index_1.html": rows(4, 6, "./202401/t20240108_{}.html") + trs('createPageHTML(3, 1, "index", "html");'),
        f"{TRS}index_2.html": rows(7, 7, "./202401/t20240108_{}.html") + trs('createPageHTML(3, 2, "index", "html");'),
    }
    asked = ["/zfxxgk/nb/index_1.html", "/zfxxgk/nb/index_2.html"]
    assert outcome(TRS, pages) == ("trs", 7, None, True, asked)
    assert (
        reason(TRS, pages) == "7 items over 3 pages; all declared pages were read, the number of items is not declared"
    )
    step, _ = read(TRS, pages)
    assert step.walk.items[6].url == f"{TRS}202401/t20240108_107.html"
    assert (step.walk.items[0].title, step.walk.items[0].printed_date) == (
        "青禾县第1局2023年政府信息公开工作年度报告",
        "2024-01-01",
    )


def test_trs_pages_stand_beside_the_column() -> None:
    column = f"{TRS}index.shtml"
    pages = {
        column: rows(1, 3) + trs('createPageHTML(2, 0, "index", "shtml");'),
        f"{TRS}index_1.shtml": rows(4, 4),
    }
    assert outcome(column, pages) == ("trs", 4, None, True, ["/zfxxgk/nb/index_1.shtml"])


@pytest.mark.parametrize(
    "call",
    [
        'createPageHTML(4, 2, 0, "index", "html");',
        'createPageHTML(2, 0, "index", "html", 4);',
        "createPageHTML('2', '0', 'index', 'html', '4');",
        '//createPageHTML(99, 0, "old", "html");\n  createPageHTML (\n4,\n2,\n0,"index","html")',
        'createPageHTML(2, 0, "index", "html", "black2", 4);',
        'var countPage = 2, now = 0; createPageHTML(countPage, now, "index", "html", 4);',
        '/* createPageHTML(9, 0, "old", "html"); */ var accepted = "*/*"; createPageHTML(2, 0, "index", "html", 4);',
        'var countnum= 4; var currentPage=0; var countPage=2; document.write("<a href=\\"index"+"_"+i+".html\\">");',
    ],
)
def test_trs_with_the_number_of_items(call: str) -> None:
    pages = {TRS: rows(1, 3) + trs(call), f"{TRS}index_1.html": rows(4, 4) + trs(call)}
    assert outcome(TRS, pages) == ("trs", 4, 4, True, ["/zfxxgk/nb/index_1.html"])


@pytest.mark.parametrize(
    "call", ['createPageHTML(pages(), 0, "index", "html");', 'createPageHTML(n, i, "index", "html");']
)
def test_trs_whose_number_of_pages_is_computed_is_not_complete(call: str) -> None:
    why = "its pager (createPageHTML() cannot be followed without running scripts"
    assert reason(TRS, {TRS: rows(1, 3) + trs(call)}) == f"3 items over 1 page; {why}"


def test_trs_of_chongqing() -> None:
    pages = {TRS: rows(1, 3) + trs('createPage(2,0,"index","html");'), f"{TRS}index_1.html": rows(4, 4)}
    assert outcome(TRS, pages) == ("trs", 4, None, True, ["/zfxxgk/nb/index_1.html"])


@pytest.mark.parametrize(
    ("script", "second"),
    [
        ("var currentPage = 0; var countPage = 2; $.get('index_8597_' + n + '.shtml');", "index_8597_1.shtml"),
        ("var countPage=2; s='<a href=\"index'+'_'+i+'.'+'htm\">';", "index_1.htm"),
        ("var pagination_script_config = { pageNumber: '0', total: '2' };", "index_1.html"),
    ],
)
def test_trs_whose_pages_are_named_by_a_script(script: str, second: str) -> None:
    pages = {TRS: rows(1, 3) + trs(script), f"{TRS}{second}": rows(4, 4)}
    assert outcome(TRS, pages) == ("trs", 4, None, True, [f"/zfxxgk/nb/{second}"])


def test_trs_pages_stand_beside_the_base_that_the_page_names() -> None:
    call = trs('createPageHTML(2, 0, "index", "html");')
    pages = {f"{SITE}/a.html": f"<base href='/zfxxgk/nb/'>{rows(1, 3)}{call}", f"{TRS}index_1.html": rows(4, 4)}
    assert outcome(f"{SITE}/a.html", pages)[1:4] == (4, None, True)


def test_trs_whose_last_page_repeats_the_one_before() -> None:
    first = rows(1, 3) + trs('createPageHTML(2, 0, "index", "html");')
    assert outcome(TRS, {TRS: first, f"{TRS}index_1.html": first})[1:4] == (3, None, False)
    assert reason(TRS, {TRS: first, f"{TRS}index_1.html": first}) == "3 items over 2 pages; page 2 brings nothing new"


def test_trs_whose_last_page_is_empty() -> None:
    first = rows(1, 3) + trs('createPageHTML(2, 0, "index", "html");')
    assert reason(TRS, {TRS: first, f"{TRS}index_1.html": "<p>没有</p>"}) == "3 items over 2 pages; page 2 is empty"


def test_trs_page_that_is_missing() -> None:
    pages = {TRS: rows(1, 3) + trs('createPageHTML(3, 0, "index", "html");')}
    assert outcome(TRS, pages)[1:4] == (3, None, False)
    assert reason(TRS, pages) == "3 items over 1 page; page 2 was not found"


def test_trs_page_that_repeats_the_first() -> None:
    first = rows(1, 3) + trs('createPageHTML(3, 0, "index", "html");')
    pages = {TRS: first, f"{TRS}index_1.html": first, f"{TRS}index_2.html": rows(4, 6)}
    assert outcome(TRS, pages) == ("trs", 3, None, False, ["/zfxxgk/nb/index_1.html"])
    assert reason(TRS, pages) == "3 items over 2 pages; page 2 brings nothing new"


def test_trs_that_declares_more_than_it_shows() -> None:
    call = trs("var countnum= 6348; var currentPage=0; var countPage=1")
    assert outcome(TRS, {TRS: rows(1, 3) + call}) == ("trs", 3, 6348, False, [])
    assert reason(TRS, {TRS: rows(1, 3) + call}) == "3 of 6348 items over 1 page; it declares 6348"


# --- Ucap --------------------------------------------------------------------------------------------

UCAP = f"{SITE}/qh/gknb/xlist.shtml"


def test_ucap_counts_from_1_and_names_an_element_first() -> None:
    call = "<script>createPageHTML('page_div',3,{},'xlist','shtml',5);</script>"
    pages = {
        UCAP: rows(1, 2) + call.format(1),
        f"{SITE}/qh/gknb/xlist_2.shtml": rows(3, 4) + call.format(2),
        f"{SITE}/qh/gknb/xlist_3.shtml": rows(5, 5) + call.format(3),
    }
    assert outcome(UCAP, pages) == ("ucap", 5, 5, True, ["/qh/gknb/xlist_2.shtml", "/qh/gknb/xlist_3.shtml"])


def test_ucap_whose_numbers_stand_under_names() -> None:
    call = "<script>var all = 2; createPageHTML('page_div', all, {}, 'xlist', 'shtml', 3);</script>"
    pages = {UCAP: rows(1, 2) + call.format(1), f"{SITE}/qh/gknb/xlist_2.shtml": rows(3, 3) + call.format(2)}
    assert outcome(UCAP, pages) == ("ucap", 3, 3, True, ["/qh/gknb/xlist_2.shtml"])


def test_ucap_without_the_number_of_items() -> None:
    call = '<script>createPageHTML("page_div",1,1,"xlist","shtml");</script>'
    assert outcome(UCAP, {UCAP: rows(1, 2) + call}) == ("ucap", 2, None, True, [])


def test_ucap_whose_total_changes_on_the_way() -> None:
    call = "<script>createPageHTML('page_div',2,{},'xlist','shtml',{});</script>"
    pages = {UCAP: rows(2, 3) + call.format(1, 3), f"{SITE}/qh/gknb/xlist_2.shtml": rows(3, 4) + call.format(2, 4)}
    assert outcome(UCAP, pages)[1:4] == (3, 4, False)
    assert reason(UCAP, pages) == (
        "3 of 4 items over 2 pages; it declares 4; the declared number changed from 3 to 4 on the way"
    )


# --- Vsb ---------------------------------------------------------------------------------------------

VSB = f"{SITE}/gknb.htm"


def vsb(first: int, last: int, page: int, following: str | None, total: int = 7) -> str:
    link = f'<span class="p_next p_fun"><a href="{following}">下页</a></span>' if following else ""
    entries = "".join(
        f'<li id="line_u7_{n}"><a href="/info/1116/{5900 + n}.htm">青禾县第{n}局2023年政府信息公开年度报告</a>'
        f"<span>2024-01-{n:02}</span></li>"
        for n in range(first, last + 1)
    )
    return f'<ul>{entries}</ul><span class="p_t">共{total}条&nbsp;&nbsp;{page}/3&nbsp;</span>{link}'


def test_vsb_counts_down() -> None:
    pages = {
        VSB: vsb(1, 3, 1, "gknb/2.htm"),
        f"{SITE}/gknb/2.htm": vsb(4, 6, 2, "1.htm"),
        f"{SITE}/gknb/1.htm": vsb(7, 7, 3, None),
    }
    assert outcome(VSB, pages) == ("vsb", 7, 7, True, ["/gknb/2.htm", "/gknb/1.htm"])


def test_vsb_that_drifts_but_shows_all() -> None:
    pages = {
        VSB: vsb(2, 4, 1, "gknb/2.htm", 6),
        f"{SITE}/gknb/2.htm": vsb(4, 6, 2, "1.htm", 6),
        f"{SITE}/gknb/1.htm": vsb(6, 7, 3, None, 6),
    }
    assert outcome(VSB, pages)[1:4] == (6, 6, True)


def test_vsb_that_drifts_and_hides_one() -> None:
    pages = {
        VSB: vsb(2, 4, 1, "gknb/2.htm", 6),
        f"{SITE}/gknb/2.htm": vsb(4, 6, 2, None, 7),
    }
    assert outcome(VSB, pages)[1:4] == (5, 7, False)
    assert "the declared number changed from 6 to 7 on the way" in reason(VSB, pages)


# --- Hanweb ------------------------------------------------------------------------------------------

HANWEB = f"{SITE}/col/col76841/index.html"
PROXY = "/module/web/jpage/dataproxy.jsp"
FORM = "col=1&appid=1&webid=1&path=%2F&columnid=76841&unitid=297589&webname=%E9%9D%92%E7%A6%BE&permissiontype=0"


def records(first: int, last: int) -> str:
    return (
        "<recordset>"
        + "".join(
            f"<record><![CDATA[{row(n, f'/art/2024/1/8/art_76841_{n}.html')}]]></record>"
            for n in range(first, last + 1)
        )
        + "</recordset>"
    )


def group(first: int, last: int, total: int | None, following: str | None) -> str:
    link = f'<nextgroup><![CDATA[<a href="{following}"></a>]]></nextgroup>' if following else "<nextgroup></nextgroup>"
    declared = f"<totalrecord>{total}</totalrecord>" if total else ""
    return f"<datastore>{link}{declared}{records(first, last)}</datastore>"


def hanweb_column(first: int, last: int, total: int, following: str | None) -> str:
    return (
        f'<html><title>政府信息公开年报</title><script type="text/xml">{group(first, last, None, following)}</script>'
        "<script>var param_297589={col:1,appid:1,webid:1,path:'/',columnid:76841,unitid:297589,webname:'青禾',permissiontype:0};"
        f"$('#297589').jpage({{perPage:1,groupSize:3,totalRecord:{total},proxyUrl:'{PROXY}'}});</script></html>"
    )


def test_hanweb_follows_the_printed_groups_that_overlap() -> None:
    pages = {
        HANWEB: hanweb_column(1, 3, 8, f"{PROXY}?page=2&columnid=9xK%3D"),
        f"{SITE}{PROXY}?page=2&columnid=9xK%3D": group(4, 6, 8, f"{PROXY}?page=3&columnid=9xK%3D"),
        f"{SITE}{PROXY}?page=3&columnid=9xK%3D": group(6, 8, 8, None),
    }
    asked = [f"{PROXY}?page=2&columnid=9xK%3D", f"{PROXY}?page=3&columnid=9xK%3D"]
    assert outcome(HANWEB, pages) == ("hanweb", 8, 8, True, asked)


def test_hanweb_asks_for_rows_by_number_where_no_group_is_printed() -> None:
    pages = {
        HANWEB: hanweb_column(1, 3, 8, None),
        f"{SITE}{PROXY}?startrecord=4&endrecord=6&perpage=1 {FORM}": group(4, 6, 8, None),
        f"{SITE}{PROXY}?startrecord=7&endrecord=8&perpage=1 {FORM}": group(7, 8, 8, None),
    }
    assert outcome(HANWEB, pages)[:4] == ("hanweb", 8, 8, True)
    _, asked = read(HANWEB, pages)
    assert [request.method for request in asked] == ["POST", "POST"]


@pytest.mark.parametrize("is_first", [True, False])
def test_hanweb_page_with_two_units_reads_that_of_the_reports(is_first: bool) -> None:
    news = (
        '<div id="297590"><datastore><nextgroup></nextgroup><recordset><record><![CDATA[<li><a href="/art/2024/3/1/art_7_900.html">'
        "县领导调研项目建设情况</a><span>2024-03-01</span></li>]]></record></recordset></datastore></div>"
        "<script>var param_297590={col:1,columnid:7,unitid:297590};$('#297590').jpage({perPage:1,groupSize:1,totalRecord:1});</script>"
    )
    column = hanweb_column(1, 3, 5, None).replace("<script type", '<div id="297589"></div><script type')
    pages = {
        HANWEB: f"{news}{column}" if is_first else f"{column}{news}",
        f"{SITE}{PROXY}?startrecord=4&endrecord=5&perpage=1 {FORM}": group(4, 5, 5, None),
    }
    step, _ = read(HANWEB, pages)
    assert [item.url.rpartition("_")[2] for item in step.walk.items] == [f"{n}.html" for n in range(1, 6)]
    assert outcome(HANWEB, pages)[:4] == ("hanweb", 5, 5, True)


def test_hanweb_whose_records_are_escaped() -> None:
    rows = "".join(f"<record>{escape(row(n, f'/art/2024/1/8/art_76841_{n}.html'))}</record>" for n in (4, 5))
    pages = {
        HANWEB: hanweb_column(1, 3, 5, None),
        f"{SITE}{PROXY}?startrecord=4&endrecord=5&perpage=1 {FORM}": f"<datastore><recordset>{rows}</recordset></datastore>",
    }
    assert outcome(HANWEB, pages)[:4] == ("hanweb", 5, 5, True)


def test_hanweb_that_declares_no_number_is_not_complete() -> None:
    column = HANWEB, f"<script type='text/xml'>{group(1, 3, None, None)}</script>"
    why = "its pager (rows without their number) cannot be followed without running scripts"
    assert reason(HANWEB, dict([column])) == f"3 items over 1 page; {why}"


def test_hanweb_whose_page_number_is_ignored_is_asked_by_number() -> None:
    pages = {
        HANWEB: hanweb_column(1, 3, 5, f"{PROXY}?page=2"),
        f"{SITE}{PROXY}?page=2": group(1, 3, 5, f"{PROXY}?page=2"),
        f"{SITE}{PROXY}?startrecord=4&endrecord=5&perpage=1 {FORM}": group(4, 5, 5, None),
    }
    assert outcome(HANWEB, pages)[:4] == ("hanweb", 5, 5, True)


def test_hanweb_that_ignores_startrecord_is_asked_for_groups_by_page() -> None:
    pages = {
        HANWEB: hanweb_column(1, 3, 8, None),
        f"{SITE}{PROXY}?startrecord=4&endrecord=6&perpage=1 {FORM}": group(1, 3, 8, None),
        f"{SITE}{PROXY}?page=2&perpage=1 {FORM}": group(4, 6, 8, None),
        f"{SITE}{PROXY}?page=3&perpage=1 {FORM}": group(7, 8, 8, None),
    }
    assert outcome(HANWEB, pages)[:4] == ("hanweb", 8, 8, True)


def test_hanweb_that_answers_the_same_whatever_is_asked() -> None:
    same = group(1, 3, 5, f"{PROXY}?page=2")
    pages = {
        HANWEB: hanweb_column(1, 3, 5, f"{PROXY}?page=2"),
        f"{SITE}{PROXY}?page=2": same,
        f"{SITE}{PROXY}?startrecord=4&endrecord=5&perpage=1 {FORM}": same,
        f"{SITE}{PROXY}?page=2&perpage=1 {FORM}": same,
    }
    assert outcome(HANWEB, pages)[:4] == ("hanweb", 3, 5, False)
    assert reason(HANWEB, pages) == "3 of 5 items over 4 pages; page 4 brings nothing new"


def test_hanweb_with_an_empty_answer() -> None:
    pages = {
        HANWEB: hanweb_column(1, 3, 5, f"{PROXY}?page=2"),
        f"{SITE}{PROXY}?page=2": "<datastore><recordset>{RECORD}</recordset></datastore>",
        f"{SITE}{PROXY}?startrecord=4&endrecord=5&perpage=1 {FORM}": "<datastore></datastore>",
        f"{SITE}{PROXY}?page=2&perpage=1 {FORM}": "<datastore></datastore>",
    }
    assert outcome(HANWEB, pages)[1:4] == (3, 5, False)


# --- EmpireCMS ---------------------------------------------------------------------------------------

EMPIRE = f"{SITE}/xxgk/xxgknb/"


def empire(first: int, last: int, total: int | None, links: str) -> str:
    count = f'<a title="Total record">&nbsp;<b>{total}</b> </a>&nbsp;' if total else ""
    click = "<script src=/e/public/ViewClick/?classid=5&id=1></script>"
    return f"{rows(first, last, '2018-07-12/{}.html')}<div>{count}{links}</div>{click}"


def test_empire_follows_its_links() -> None:
    pages = {
        EMPIRE: empire(
            1,
            3,
            5,
            '<b>1</b> <a href="index_2.html">2</a> <a href="index_2.html">下一页</a> <a href="index_2.html">尾页</a>',
        ),
        f"{EMPIRE}index_2.html": empire(
            4, 5, 5, '<a href="index.html">首页</a> <a href="index.html">上一页</a> <b>2</b>'
        ),
    }
    assert outcome(EMPIRE, pages) == ("empire", 5, 5, True, ["/xxgk/xxgknb/index_2.html"])


def test_empire_with_one_page_prints_no_pager() -> None:
    assert outcome(EMPIRE, {EMPIRE: empire(1, 3, None, "")}) == ("empire", 3, None, True, [])


# --- software whose own pager is not there -------------------------------------------------------------


@pytest.mark.parametrize("mark", ["<script src=/e/public/ViewClick/?classid=5></script>", "<script>_vsb_1=1</script>",
                                  '<link href="/_upload/tpl/00/1.css">'])  # fmt: skip
@pytest.mark.parametrize(
    ("pager", "why"),
    [
        ("<div onclick=more()>加载更多</div>", "加载更多"),
        ('<a href="javascript:;" onclick="turn(2)">2</a><a href="javascript:;" onclick="turn(3)">3</a>', "a row of numbers"),
        ('<a onclick="turn(2)">下一页</a>', "下一页"),
        ("<script>var totalpage=6;</script>", "totalpage=6"),
    ],
)  # fmt: skip
def test_software_whose_pager_is_a_script_is_not_complete(mark: str, pager: str, why: str) -> None:
    expected = f"10 items over 1 page; its pager ({why}) cannot be followed without running scripts"
    assert reason(PLAIN, {PLAIN: rows(1, 10) + pager + mark}) == expected


# --- what no family claims ---------------------------------------------------------------------------

PLAIN = f"{SITE}/gknb/"


def test_generic_follows_the_link_that_says_next() -> None:
    pages = {
        PLAIN: rows(1, 3) + '<p>共 5 条 第1/2页 <a href="?page=2">下一页</a> <a href="?page=2">末页</a></p>',
        f"{PLAIN}?page=2": rows(4, 5) + '<p>共 5 条 第2/2页 <a href="/gknb/">上一页</a></p>',
    }
    assert outcome(PLAIN, pages) == ("generic", 5, 5, True, ["/gknb/?page=2"])


def test_generic_follows_numbers() -> None:
    pages = {
        PLAIN: rows(1, 3) + '<div class=p><span>1</span><a href="p2.html">2</a><a href="p3.html">3</a></div>',
        f"{PLAIN}p2.html": rows(4, 6) + '<div class=p><a href="./">1</a><span>2</span><a href="p3.html">3</a></div>',
        f"{PLAIN}p3.html": rows(7, 7) + '<div class=p><a href="./">1</a><a href="p2.html">2</a><span>3</span></div>',
    }
    assert outcome(PLAIN, pages) == ("generic", 7, None, True, ["/gknb/p2.html", "/gknb/p3.html"])
    assert reason(PLAIN, pages) == "7 items over 3 pages; the last page leads no further, no number is declared"


@pytest.mark.parametrize(
    "pager",
    [
        "<p>[1] <a href='p2.html'>[2]</a> <a href='p3.html'>[3]</a></p>",
        "<p>1 <a href='p2.html'>2</a> <a href='p3.html'>3</a></p>",
        "<p><a class='page on' href='#'>1</a><a href='p2.html'>2</a></p>",
        "<p><a href='javascript:;'>1</a><a href='p2.html'>2</a></p>",
        "<ul><li class=active><a href='/gknb/'>1</a></li><li><a href='p2.html'>2</a></li></ul>",
    ],
)
def test_generic_follows_numbers_in_other_prints(pager: str) -> None:
    assert outcome(PLAIN, {PLAIN: rows(1, 3) + pager, f"{PLAIN}p2.html": rows(4, 4)})[4][:1] == ["/gknb/p2.html"]


def test_generic_with_its_number_on_a_line_of_its_own() -> None:
    page = f"<p>共<b>52</b>条信息</p>{rows(1, 3)}"
    assert reason(PLAIN, {PLAIN: page}) == "3 of 52 items over 1 page; it declares 52"


def test_generic_single_page() -> None:
    assert outcome(PLAIN, {PLAIN: rows(1, 3)}) == ("generic", 3, None, True, [])
    assert reason(PLAIN, {PLAIN: rows(1, 3)}) == "3 items over 1 page; one page without a pager, no number is declared"


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="javascript:goPage(2)">下一页</a>',
        "<script>laypage({cont:'page', pages: 4});</script>",
        "<script>var totalPage = 4;</script>",
        "<div onclick='more()'>加载更多</div>",
    ],
)
def test_generic_whose_pager_only_scripts_know_is_not_complete(pager: str) -> None:
    assert outcome(PLAIN, {PLAIN: rows(1, 3) + pager})[3] is False
    assert "cannot be followed without running scripts" in reason(PLAIN, {PLAIN: rows(1, 3) + pager})


def test_generic_that_goes_round_in_circles() -> None:
    link = '<a href="{}">下一页</a>'
    pages = {PLAIN: rows(1, 3) + link.format("p2.html"), f"{PLAIN}p2.html": rows(4, 6) + link.format("/gknb/")}
    assert outcome(PLAIN, pages) == ("generic", 6, None, False, ["/gknb/p2.html"])
    assert reason(PLAIN, pages) == "6 items over 2 pages; page 2 leads back to a page that was read"


def test_generic_without_items() -> None:
    assert reason(PLAIN, {PLAIN: "<p>栏目建设中，敬请期待</p>"}) == "0 items over 1 page; no items were recognised"


def test_a_total_of_ten_thousand_may_be_a_cap() -> None:
    pages = {PLAIN: rows(1, 3) + "<p>共 10000 条 共1页</p>"}
    assert outcome(PLAIN, pages)[3] is False
    assert reason(PLAIN, pages).endswith("; 10000 may be a cap and not the true number")


def test_as_many_items_as_a_cap_prove_nothing() -> None:
    items = tuple(Item(f"{PLAIN}{n}.html", "2023年年报") for n in range(10_000))
    ending = advance(ListWalk(PLAIN, "generic", ""), ListPage(items, declared_total=10_000)).ending
    assert ending == Ending(
        "10000 of 10000 items over 1 page; it declares 10000; 10000 may be a cap and not the true number",
        complete=False,
    )


def test_numbers_in_a_text_are_no_declared_total() -> None:
    assert outcome(PLAIN, {PLAIN: rows(1, 3) + "<p>全年主动公开政府信息共52条，比上年增加。</p>"})[2:4] == (None, True)


def items(*urls: str) -> tuple[Item, ...]:
    return tuple(Item(url, "2023年年报") for url in urls)


@pytest.mark.parametrize("twin", ["https://www.a/1.html", "http://a/1.html", "https://a/1.html"])
def test_one_article_by_both_schemes_or_with_and_without_www_counts_once(twin: str) -> None:
    page = ListPage(items("http://www.a/1.html", twin, "http://a/2.html"), declared_total=3)
    step = advance(ListWalk(PLAIN, "generic", ""), page)
    assert [item.url for item in step.new] == ["http://www.a/1.html", "http://a/2.html"]
    assert step.ending == Ending(
        "2 of 3 items over 1 page; that is the number declared; 1 named twice, by another scheme or www, count once",
        complete=True,
    )


def test_a_twin_that_comes_again_is_no_second_one() -> None:
    walk = ListWalk(PLAIN, "generic", "", pages=1, items=items("http://a/1.html"), twins=("https://a/1.html",))
    step = advance(walk, ListPage(items("https://a/1.html", "http://a/2.html"), declared_total=4))
    assert (step.walk.twins, step.ending and step.ending.complete) == (("https://a/1.html",), False)


def test_entries_without_address_are_not_all() -> None:
    ending = advance(ListWalk(PLAIN, "generic", ""), ListPage(items("http://a/1.html")), unlinked=2).ending
    assert ending == Ending(
        "1 items over 1 page; not all that it lists can be asked for; 2 entries have no address, only a script",
        complete=False,
    )


def test_items_elsewhere_are_counted_once() -> None:
    walk = advance(ListWalk(PLAIN, "generic", ""), ListPage(items("http://b/1.html")), allowed=lambda _: False).walk
    assert advance(walk, ListPage(items("http://b/1.html")), allowed=lambda _: False).walk.elsewhere == 1


@pytest.mark.parametrize(
    ("family", "article"),
    [
        ("trs", "./202401/t20240108_{}.html"),
        ("webplus", "/2024/0108/c1a{}/page.htm"),
        ("nfcms", "/content/post_{}.html"),
    ],
)
def test_software_without_its_pager_is_read_by_its_links(family: str, article: str) -> None:
    column = f"{SITE}/nb/"
    pages = {
        column: f"{rows(1, 3, article)}<p>共5条 <a href='index_2.html'>下一页</a></p>",
        f"{column}index_2.html": f"{rows(4, 5, article)}<p>共5条 下一页</p>",
    }
    assert outcome(column, pages)[:4] == (family, 5, 5, True)


def test_a_walk_survives_being_written() -> None:
    step, _ = read(PLAIN, {PLAIN: rows(1, 3)})
    assert ListWalk.unpack(step.walk.pack()) == step.walk


LONG = "9" * 5000  # digits; more than Python makes a number of
RECORD = f"<record><![CDATA[{row(1, '/a/2024/101.html')}]]></record>"


@pytest.mark.parametrize(
    "page",
    [
        f"<script>var countPage={LONG};</script>",
        f"<script>var countPage=2; var countnum={LONG};</script>",
        f"<script>pagination_script_config = {{ total: '{LONG}' }}</script>",
        f"<datastore><totalrecord>{LONG}</totalrecord><recordset>{RECORD}</recordset></datastore>",
        f"<datastore><recordset>{RECORD}</recordset></datastore><script>$('#a').jpage({{perPage: {LONG}}})</script>",
        f'<input type="hidden" id="totalpage" value="{LONG}">',
        f'<a href="?page={LONG}">尾页</a>',
    ],
)
def test_numbers_without_end_cost_no_page_its_list(page: str) -> None:
    markup = Markup(page + rows(1, 1), TRS)
    family = FAMILIES[claim(markup).family]
    assert [item.url for item in family.first_page(markup).items] == [f"{SITE}/a/2024/101.html"]


@pytest.mark.parametrize(
    "script",
    [
        'createPageHTML(2, 0, "index", "html", 99999999999999999999)',
        "kkpager.generPageHtml({ total: 2, totalRecords: '99999999999999999999', hrefFormer: 'a', hrefLatter: '.html' })",
    ],
)
def test_a_total_that_no_archive_can_hold_is_none(script: str) -> None:
    markup = Markup(f"<script>{script}</script>{rows(1, 1)}", TRS)
    assert FAMILIES[claim(markup).family].first_page(markup).declared_total is None
