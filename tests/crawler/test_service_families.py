"""Families whose lists a service sends to a POST: Hanweb's 信息公开 module, loadData, EWB."""

from __future__ import annotations

import json

import pytest

from crawler.families import FAMILIES, claim
from crawler.items import Item
from crawler.markup import Markup
from tests.crawler.walking import SITE, outcome, read, reason, row

# --- Hanweb search.jsp -------------------------------------------------------------------------------

COLUMN = f"{SITE}/col/col1229/index.html"
SEARCH = f"{SITE}/module/xxgk/search.jsp"
EMPTY = "&vc_title=&vc_number=&vc_filenumber=&vc_all=&fbtime=&currpage="


def table(column: int, first: int, last: int, pages: int, *others: int) -> str:
    rows = "".join(
        f"<tr class='tr_main_value_{('odd', 'even')[n % 2]}'><td><a class=bt_link href='/art/2024/1/8/art_{of}_{n}.html'>"
        f"青禾县第{n}局2023年政府信息公开年报</a></td><td>2024-01-08</td></tr>"
        for n, of in [*((n, column) for n in range(first, last + 1)), *((n, 77) for n in others)]
    )
    return f"<table>{rows}</table><div class='tb_title'>共{pages}页 第1页 尾 页</div>"


def asking(kind: str) -> str:
    return f"<script>$.post('/module/xxgk/search.jsp', 'infotypeId={kind}&jdid=3&area=11330&divid=div1229')</script>"


def test_search_of_a_type() -> None:
    form = f"infotypeId=B0010&jdid=3&area=11330&divid=div1229{EMPTY}"
    pages = {
        COLUMN: asking("B0010"),
        f"{SEARCH} {form}1": table(1229, 1, 2, 2),
        f"{SEARCH} {form}2": table(1229, 3, 3, 2, 9),  # what else the type holds belongs to it
    }
    assert outcome(COLUMN, pages) == ("hanwebxxgk", 4, None, True, ["/module/xxgk/search.jsp"] * 2)
    assert [request.method for request in read(COLUMN, pages)[1]] == ["POST", "POST"]


def test_search_of_a_whole_area_keeps_the_columns_own() -> None:
    form = f"jdid=3&area=11330&divid=div1229{EMPTY}"
    pages = {
        COLUMN: asking(""),
        f"{SEARCH} {form}1": table(1229, 1, 2, 3, 8, 9),
        f"{SEARCH} {form}2": table(1229, 1, 0, 3, 10, 11),  # a page of other columns alone is not the end
        f"{SEARCH} {form}3": table(1229, 3, 3, 3),
    }
    assert outcome(COLUMN, pages)[:4] == ("hanwebxxgk", 3, None, True)


def test_search_whose_second_page_is_its_first() -> None:
    form = f"infotypeId=B0010&jdid=3&area=11330&divid=div1229{EMPTY}"
    first = table(1229, 1, 2, 3)
    pages = {COLUMN: asking("B0010"), f"{SEARCH} {form}1": first, f"{SEARCH} {form}2": first}
    assert reason(COLUMN, pages) == "2 items over 3 pages; page 3 brings nothing new"


def test_search_that_names_nothing_to_ask_for_is_not_asked() -> None:
    page = "<script>$.post('/module/xxgk/search.jsp', 'infotypeId='+type+'&area='+area, show)</script>"
    assert outcome(f"{SITE}/xxgk/", {f"{SITE}/xxgk/": page}) == ("hanwebxxgk", 0, None, False, [])


@pytest.mark.parametrize(
    "script",
    [
        "var area = '11330'; $.ajax({data: {infotypeId: 'B0010', jdid: 3, divid: 'div1229'}});",
        'load("infotypeId=B0010&amp;jdid=3&amp;divid=div1229"); tree("/module/xxgk/tree.jsp?area=11330");',
        "go()</script><input type=hidden name=infotypeId value=B0010><input id=jdid value=3><input id=area value=11330><script>",
    ],
)
def test_what_to_ask_in_other_prints(script: str) -> None:
    page = f"<div id='div1229'></div><script>var url='/module/xxgk/search.jsp';</script><script>{script}</script>"
    _, asked = read(COLUMN, {COLUMN: page})
    assert {"infotypeId=B0010", "jdid=3", "area=11330", "divid=div1229"} <= set((asked[0].body or "").split("&"))


def test_annual_reports_by_year() -> None:
    page = (
        "<select onchange=\"location.href='/module/xxgk/xxgkAnnualReport.jsp?area=11330&fbtime='+this.value\">"
        "<option value=2023>2023年</option><option value=2022>2022年</option></select>"
    )
    step, _ = read(COLUMN, {COLUMN: page})
    address = f"{SITE}/module/xxgk/xxgkAnnualReport.jsp?area=11330&fbtime="
    assert step.walk.items == (
        Item(f"{address}2023", "2023年", None, 2023),
        Item(f"{address}2022", "2022年", None, 2022),
    )
    assert outcome(COLUMN, {COLUMN: page})[:4] == ("hanwebxxgk", 2, 2, True)


def test_annual_reports_whose_years_are_not_named() -> None:
    page = "<script>var y = new Date().getFullYear(); go('/module/xxgk/xxgkAnnualReport.jsp?fbtime='+y);</script>"
    assert reason(COLUMN, {COLUMN: page}) == (
        "0 items over 1 page; its pager (/module/xxgk/xxgkAnnualReport.jsp?fbtime=) cannot be followed without running scripts"
    )


# --- loadData ----------------------------------------------------------------------------------------

CHANNEL = "dc1a3f5691e541108d5a18bdd028949b"
SERVICE = "/szinf/xxgk/interfacesWebZcwj/loadData?pageSize=2"
LOADING = f"<script>$.post('{SERVICE}', {{pageIndex: n, channel_id: '{CHANNEL}'}}, show)</script>"
SZ = f"{SITE}/qh/gknb/index.shtml"


def loaded(first: int, last: int, total: int, pages: int) -> str:
    records = [
        {
            "TITLE": f"青禾县第{n}局2023年政府信息公开年报",
            "URL": f"../a/{n}.shtml",
            "PUBLISHED_TIME_FORMAT": "2024-01-08",
        }
        for n in range(first, last + 1)
    ]
    return json.dumps({"data": {"allRow": total, "totalPage": pages, "list": records}})


def test_loaddata_asks_for_its_channel() -> None:
    pages = {
        SZ: LOADING,
        f"{SITE}{SERVICE} pageIndex=1&channel_id={CHANNEL}": loaded(1, 2, 3, 2),
        f"{SITE}{SERVICE} pageIndex=2&channel_id={CHANNEL}": loaded(3, 3, 3, 2),
    }
    assert outcome(SZ, pages) == ("loaddata", 3, 3, True, [SERVICE, SERVICE])
    step, _ = read(SZ, pages)  # addresses are meant from the column's page
    assert step.walk.items[0] == Item(f"{SITE}/qh/a/1.shtml", "青禾县第1局2023年政府信息公开年报", "2024-01-08")


def test_loaddata_without_a_channel_is_not_asked_for_the_whole_site() -> None:
    page = f"<script>$.post('{SERVICE}', {{pageIndex: n}}, show)</script>"
    assert FAMILIES["loaddata"].first_page(Markup(page, SZ)).following is None


def test_loaddata_that_declares_more_than_it_sends() -> None:
    pages = {SZ: LOADING, f"{SITE}{SERVICE} pageIndex=1&channel_id={CHANNEL}": loaded(1, 2, 9, 1)}
    assert reason(SZ, pages) == "2 of 9 items over 2 pages; it declares 9"


# --- EWB's service -----------------------------------------------------------------------------------

PUB = f"{SITE}/dynamic/zwgk/govInfoPub.html?categorynum=003006"
COMMON = f"{SITE}/js/webBuilderCommon.js"
INFO = 'var siteInfo = {"projectName":"/EWB-FRONT","siteGuid":"7eb5f7f1-9041"};'
LIGHT = f"{SITE}/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
SHELL = '<script src="/js/webBuilderCommon.js"></script><div id=list></div>'


def asked_for(page: int) -> str:
    return (
        f'{LIGHT} {{"deptcode":"","categorynum":"003006","siteGuid":"7eb5f7f1-9041","pageIndex":{page},"pageSize":20}}'
    )


def infos(first: int, last: int, total: int) -> str:
    records = [
        {
            "infourl": f"/gknb/20240108/{n}.html",
            "realtitle": f"青禾县第{n}局2023年政府信息公开年报",
            "infodate": "2024-01-08",
        }
        for n in range(first, last + 1)
    ]
    return json.dumps({"custom": {"total": total, "data": records}})


def test_ewb_asks_the_script_file_and_then_the_service() -> None:
    pages = {PUB: SHELL, COMMON: INFO, asked_for(0): infos(1, 20, 22), asked_for(1): infos(21, 22, 22)}
    path = "/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
    assert outcome(PUB, pages) == ("ewb", 22, 22, True, ["/js/webBuilderCommon.js", path, path])


def test_ewb_that_counts_from_1_and_takes_0_for_1() -> None:
    first = infos(1, 20, 22)
    pages = {PUB: SHELL, COMMON: INFO, asked_for(0): first, asked_for(1): first, asked_for(2): infos(21, 22, 22)}
    assert outcome(PUB, pages)[:4] == ("ewb", 22, 22, True)


def test_ewb_that_wants_its_fields_wrapped() -> None:
    wrapped = asked_for(0).replace(" {", ' {"token":"","params":{') + "}"
    pages = {PUB: SHELL, COMMON: INFO, asked_for(0): '{"status": {"code": 0}}', wrapped: infos(1, 2, 2)}
    assert outcome(PUB, pages)[:4] == ("ewb", 2, 2, True)


def test_ewb_whose_answer_is_json_within_json() -> None:
    answer = json.dumps({"custom": json.dumps(json.loads(infos(1, 2, 2))["custom"])})
    assert outcome(PUB, {PUB: SHELL, COMMON: INFO, asked_for(0): answer})[:4] == ("ewb", 2, 2, True)


def test_ewb_whose_script_file_says_nothing() -> None:
    assert reason(PUB, {PUB: SHELL, COMMON: "var a = 1;"}) == (
        "0 items over 2 pages; its pager (/rest/lightfrontaction/getgovinfolist without a siteGuid) cannot be followed "
        "without running scripts"
    )


def test_ewb_without_a_category_is_not_asked() -> None:
    page = SHELL + "<script>list('/rest/lightfrontaction/getgovinfolist')</script>"
    assert outcome(f"{SITE}/zwgk/", {f"{SITE}/zwgk/": page})[:4] == ("ewb", 0, None, False)


# --- what stands beside ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [asking("B0010"), LOADING, SHELL])
def test_news_beside_a_list_that_a_service_sends_are_none_of_it(page: str) -> None:
    news = (
        "<ul>"
        + "".join(f"<li><a href='/yw/20240{n}.html'>全县召开第{n}次会议</a>2024-03-1{n}</li>" for n in (1, 2))
        + "</ul>"
    )
    column = PUB if page == SHELL else COLUMN
    markup = Markup(page + news, column)
    assert FAMILIES[claim(markup).family].first_page(markup).items == ()
    shown = Markup(page + f"<ul>{row(1, '/a/2024/11.html')}{row(2, '/a/2024/12.html')}</ul>", COLUMN)
    if page != SHELL:
        assert len(FAMILIES[claim(shown).family].first_page(shown).items) == 2
