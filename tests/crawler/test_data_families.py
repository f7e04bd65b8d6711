"""Families whose lists are sent as data: what they ask for, and what they make of untidy answers."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.errands import Errand
from crawler.families import FAMILIES, claim
from crawler.families.records import moment, record_items, turned, words
from crawler.items import Item
from crawler.markup import Markup
from crawler.navigation import Arrived, Navigator
from crawler.registry import Portal
from tests.crawler.walking import SITE, outcome, read, reason, row, rows

PORTAL = Portal("990101", "青禾县人民政府", f"{SITE}/")


# --- jpaas -------------------------------------------------------------------------------------------

JPAAS = f"{SITE}/col/col2201/index.html"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def jpaas_column(first: int, last: int, count: str) -> str:
    query = "{'webId':'7','pageId':'2201','parseType':'bulidstatic','pageType':'column','tplSetId':'k3'}"
    return (
        f'<title>政府信息公开年报</title><div url="{UNIT}" queryData="{query}" {count} rows="3" pageNo="1">'
        f"{rows(first, last)}</div>"
    )


def jpaas_address(page: int) -> str:
    asked = "webId=7&pageId=2201&parseType=bulidstatic&pageType=column&tplSetId=k3&paramJson="
    return f"{SITE}{UNIT}?{asked}%7B%22pageNo%22%3A{page}%2C%22pageSize%22%3A%223%22%7D"


def jpaas_answer(first: int, last: int) -> str:
    return json.dumps({"success": True, "data": {"html": rows(first, last) if last >= first else ""}})


def test_jpaas_puts_the_page_inside_param_json() -> None:
    pages = {
        JPAAS: jpaas_column(1, 3, 'count="7"'),
        jpaas_address(2): jpaas_answer(4, 6),
        jpaas_address(3): jpaas_answer(7, 7),
    }
    assert outcome(JPAAS, pages)[:4] == ("jpaas", 7, 7, True)
    asked = [parse_qs(urlsplit(request.url).query)["paramJson"] for request in read(JPAAS, pages)[1]]
    assert asked == [['{"pageNo":2,"pageSize":"3"}'], ['{"pageNo":3,"pageSize":"3"}']]


def test_jpaas_whose_page_2_is_page_1() -> None:
    pages = {JPAAS: jpaas_column(1, 3, 'count="7"'), jpaas_address(2): jpaas_answer(1, 3)}
    assert outcome(JPAAS, pages)[1:4] == (3, 7, False)
    assert reason(JPAAS, pages) == "3 of 7 items over 2 pages; page 2 brings nothing new"


def test_jpaas_whose_answer_is_empty() -> None:
    pages = {JPAAS: jpaas_column(1, 3, 'count="7"'), jpaas_address(2): jpaas_answer(1, 0)}
    assert reason(JPAAS, pages) == "3 of 7 items over 2 pages; it declares 7"


def test_jpaas_without_a_count_is_read_until_a_page_is_not_full() -> None:
    pages = {JPAAS: jpaas_column(1, 3, ""), jpaas_address(2): jpaas_answer(4, 5)}
    assert outcome(JPAAS, pages)[:4] == ("jpaas", 5, None, True)


def test_jpaas_that_sends_fewer_entries_than_it_is_asked_for() -> None:
    fifteen = jpaas_column(1, 5, "").replace('rows="3"', 'rows="15"')
    pages = {
        JPAAS: fifteen,
        jpaas_address(2).replace("%223%22", "%2215%22"): jpaas_answer(6, 10),
        jpaas_address(3).replace("%223%22", "%2215%22"): jpaas_answer(11, 11),
    }
    assert outcome(JPAAS, pages)[:4] == ("jpaas", 11, None, True)


def test_jpaas_that_shows_nothing_in_the_page_is_asked_for_page_1() -> None:
    pages = {JPAAS: jpaas_column(1, 0, 'count="2"'), jpaas_address(1): jpaas_answer(1, 2)}
    assert outcome(JPAAS, pages)[:4] == ("jpaas", 2, 2, True)


@pytest.mark.parametrize(
    "script",
    [
        (
            f'$.get("{UNIT}?webId=7&pageId=2201&parseType=bulidstatic&pageType=column&tplSetId=k3&paramJson="'
            "+encodeURIComponent(JSON.stringify({pageNo:1,pageSize:3})), show);"
        ),
        (
            "var queryData = {'webId':'7','pageId':'2201','parseType':'bulidstatic','pageType':'column','tplSetId':'k3'};"
            f" queryData.paramJson = JSON.stringify({{pageNo: 1, pageSize: 3}}); $.ajax({{url: '{UNIT}', data: queryData}});"
        ),
    ],
)
def test_jpaas_whose_request_stands_only_in_a_script(script: str) -> None:
    pages = {
        JPAAS: f"<title>政府信息公开年报</title><div id=list></div><script>{script}</script>",
        jpaas_address(1): jpaas_answer(1, 3),
        jpaas_address(2): jpaas_answer(4, 5),
    }
    assert outcome(JPAAS, pages)[:4] == ("jpaas", 5, None, True)


def test_jpaas_whose_script_does_not_say_what_to_ask() -> None:
    script = f'$.get("{UNIT}?webId=" + site + "&pageId=" + column, show);'
    pages = {JPAAS: f"<title>政府信息公开年报</title><div id=list></div><script>{script}</script>"}
    assert reason(JPAAS, pages).startswith("0 items over 1 page; its pager (/api-gateway/jpaas-publish-server/)")


# --- TrueCMS -----------------------------------------------------------------------------------------

TRUECMS = f"{SITE}/qh/nb/nb.html"
MESSAGES = "/TrueCMS/messageController/getMessage.do"


def truecms_column(held: str, total: str = '"7"') -> str:
    return (
        f"<title>政府信息公开年报</title><div id=initData>{held}</div><script>var initData = '<datastore><recordset>';"
        f"$('#msgList').jpage({{dataStore: initData, totalRecord:{total}, proxyUrl:'{MESSAGES}', perPage:3, groupSize:1,"
        "contentTemplate:'<recordset><record><![CDATA[<a href=\"${msgAll.htmlPath}\">x</a>]]></record></recordset>',"
        " ajaxParam:{columnId:'754f6db5'}});</script>"
    )


def truecms_address(first: int, last: int) -> str:
    return f"{SITE}{MESSAGES}?startrecord={first}&endrecord={last}&perpage=3&contentTemplate=&columnId=754f6db5"


def truecms_answer(first: int, last: int, total: int = 7) -> str:
    records = "".join(
        f"<record><![CDATA[{row(n, f'/qh/nb/content/{100 + n}.html')}]]></record>" for n in range(first, last + 1)
    )
    store = f"<datastore><totalrecord>{total}</totalrecord><recordset>{records}</recordset></datastore>"
    return json.dumps({"result": store}, ensure_ascii=False)


def held(first: int, last: int) -> str:
    return rows(first, last, "/qh/nb/content/{}.html")


@pytest.mark.parametrize("wrapped", ["{}", "jQuery17({});"])
def test_truecms_reads_on_where_the_held_rows_end(wrapped: str) -> None:
    pages = {
        TRUECMS: truecms_column(held(1, 3)),
        truecms_address(4, 6): wrapped.format(truecms_answer(4, 6)),
        truecms_address(7, 7): wrapped.format(truecms_answer(7, 7)),
    }
    assert outcome(TRUECMS, pages)[:4] == ("truecms", 7, 7, True)


def test_truecms_that_holds_nothing_in_the_page() -> None:
    pages = {TRUECMS: truecms_column("", "2"), truecms_address(1, 2): truecms_answer(1, 2, 2)}
    assert outcome(TRUECMS, pages)[:4] == ("truecms", 2, 2, True)


def test_truecms_that_holds_all_is_not_asked() -> None:
    assert outcome(TRUECMS, {TRUECMS: truecms_column(held(1, 7))})[1:] == (7, 7, True, [])


def test_truecms_whose_service_refuses() -> None:
    assert reason(TRUECMS, {TRUECMS: truecms_column(held(1, 3))}) == "3 of 7 items over 1 page; page 2 was not found"


def test_truecms_that_declares_no_number() -> None:
    pages = {
        TRUECMS: truecms_column(held(1, 3), "total"),
        truecms_address(4, 6): truecms_answer(4, 5).replace("<totalrecord>7</totalrecord>", ""),
    }
    assert outcome(TRUECMS, pages)[:4] == ("truecms", 5, None, True)


# --- services of any software, as pieces of HTML -----------------------------------------------------

SERVED = f"{SITE}/vue/7/"


@pytest.mark.parametrize(
    ("form", "total"),
    [
        ('{{"total": 5, "html": {rows}}}', 5),
        ('{{"code": 0, "data": {{"content": {rows}}}}}', None),
    ],
)
def test_a_service_that_sends_html_within_json(form: str, total: int | None) -> None:
    script = '$.getJSON("/api/list", {cid: "7", page: 1, rows: 3}, show);'
    pages = {SERVED: f"<title>政府信息公开年报</title><ul id=list></ul><script>{script}</script>"} | {
        f"{SITE}/api/list?cid=7&page={n}&rows=3": form.format(rows=json.dumps(rows(3 * n - 2, min(3 * n, 5))))
        for n in (1, 2)
    }
    assert outcome(SERVED, pages)[:4] == ("service", 5, total, True)


def test_a_service_that_sends_html() -> None:
    script = '$.get("/api/list", {cid: "7", page: 1, rows: 3}, show);'
    pages = {SERVED: f"<title>政府信息公开年报</title><ul id=list></ul><script>{script}</script>"} | {
        f"{SITE}/api/list?cid=7&page={n}&rows=3": f"{rows(3 * n - 2, min(3 * n, 5))}<p>共5条 第{n}/2页</p>"
        for n in (1, 2)
    }
    assert outcome(SERVED, pages)[:4] == ("service", 5, 5, True)


# --- gkmlpt ------------------------------------------------------------------------------------------

INDEX = f"{SITE}/gkmlpt/index"


def index(*nodes: dict[str, object]) -> str:
    tree = [{"id": 1, "name": "法定主动公开内容", "jump_url": "", "children": list(nodes)}]
    config = f"window._CONFIG = {{SID: '755041', NAME: '青禾', TREE: {json.dumps(tree, ensure_ascii=False)}, X: 1}};"
    return f"<title>政府信息公开目录</title><script>{config}</script>"


REPORTS = {"id": 12, "name": "政府信息公开年报", "jump_url": "", "children": []}


def articles(first: int, last: int, total: int) -> str:
    found = [
        {
            "id": n,
            "title": f"青禾县第{n}局2023年政府信息公开年报",
            "display_publish_time": 1704700800,
            "url": "null",
            "post_url": f"//www.qinghe.gov.cn/gkmlpt/content/10/{n}/post_{n}.html",
        }
        for n in range(first, last + 1)
    ]
    return json.dumps({"total": total, "classify": {"post_count": total}, "articles": found}, ensure_ascii=False)


def api(category: int, page: int) -> str:
    return f"{SITE}/gkmlpt/api/all/{category}?page={page}&sid=755041"


def test_gkmlpt_begins_at_1_and_stops_at_the_total() -> None:
    pages = {
        INDEX: index({"id": 11, "name": "机构职能"}, REPORTS),
        api(12, 1): articles(101, 200, 130),
        api(12, 2): articles(201, 230, 130),
    }
    asked = ["/gkmlpt/api/all/12?page=1&sid=755041", "/gkmlpt/api/all/12?page=2&sid=755041"]
    assert outcome(INDEX, pages) == ("gkmlpt", 130, 130, True, asked)
    step, _ = read(INDEX, pages)
    assert step.walk.items[0] == Item(
        "http://www.qinghe.gov.cn/gkmlpt/content/10/101/post_101.html",
        "青禾县第101局2023年政府信息公开年报",
        "2024-01-08",
    )


def test_gkmlpt_with_two_categories_declares_their_sum() -> None:
    pages = {
        INDEX: index(REPORTS, {"id": 13, "name": "部门信息公开年报"}),
        api(12, 1): articles(101, 102, 2),
        api(13, 1): articles(301, 303, 3),
    }
    assert outcome(INDEX, pages)[:4] == ("gkmlpt", 5, 5, True)


def test_gkmlpt_category_that_is_divided_by_years() -> None:
    years = [{"id": 21, "name": "2023年", "children": []}, {"id": 22, "name": "2022年", "jump_url": "http://b/"}]
    pages = {
        INDEX: index({**REPORTS, "children": [*years, {"id": 23, "name": "2021年"}]}),
        api(12, 1): articles(1, 0, 0),
        api(21, 1): articles(101, 102, 2),
        api(23, 1): articles(103, 103, 1),
    }
    asked = [url.removeprefix(SITE) for url in (api(12, 1), api(21, 1), api(23, 1))]
    assert outcome(INDEX, pages) == ("gkmlpt", 3, 3, True, asked)


def test_gkmlpt_category_that_holds_nothing() -> None:
    assert outcome(INDEX, {INDEX: index(REPORTS), api(12, 1): articles(1, 0, 0)})[:4] == ("gkmlpt", 0, 0, True)


def test_gkmlpt_whose_total_changes_on_the_way() -> None:
    pages = {INDEX: index(REPORTS), api(12, 1): articles(101, 200, 130), api(12, 2): articles(200, 230, 131)}
    assert outcome(INDEX, pages)[1:4] == (130, 131, False)
    assert reason(INDEX, pages).endswith("; the declared number changed from 130 to 131 on the way")


def test_gkmlpt_that_sends_something_else() -> None:
    pages = {INDEX: index(REPORTS), api(12, 1): "<html><title>首页</title></html>"}
    assert outcome(INDEX, pages)[1:4] == (0, None, False)


def test_gkmlpt_leaves_nodes_that_lead_elsewhere() -> None:
    pages = {INDEX: index({**REPORTS, "jump_url": "https://www.elsewhere.gov.cn/nb/"})}
    assert outcome(INDEX, pages) == ("gkmlpt", 0, None, False, [])


def test_a_gkmlpt_tree_is_a_column_without_naming_itself_one() -> None:
    body = index(REPORTS).encode()
    found = Navigator(1).follow(Arrived(PORTAL, Errand("gateway", 0.5), INDEX, INDEX, body, None))
    assert [(request.kind, request.url) for request in found.requests] == [("list", api(12, 1))]
    assert found.family == "gkmlpt"


# --- NFCMS -------------------------------------------------------------------------------------------

NFCMS = f"{SITE}/zfxxgk/nb/"


def nfcms(first: int, last: int, pager: str) -> str:
    script = "<script>var NFCMS_SITE_ID = '4418';</script>"
    return rows(first, last, "/zfxxgk/nb/2023n/content/post_{}.html") + f'<div class="page">{pager}</div>' + script


def test_nfcms_counts_from_1() -> None:
    pages = {
        NFCMS: nfcms(1, 3, '<span>1</span><a href="index_2.html">下一页</a><a href="index_2.html">尾页</a>'),
        f"{NFCMS}index_2.html": nfcms(4, 5, '<a href="index.html">上一页</a>'),
    }
    assert outcome(NFCMS, pages) == ("nfcms", 5, None, True, ["/zfxxgk/nb/index_2.html"])
    step, _ = read(NFCMS, pages)
    assert step.walk.items[0].year_hint == 2023
    assert step.walk.declared_pages == 2


def test_nfcms_twins_for_telephones_are_no_second_report() -> None:
    twin = rows(1, 1, "/zfxxgk/nb/2023n/content/mpost_{}.html")
    step, _ = read(NFCMS, {NFCMS: twin + nfcms(1, 2, "")})
    assert [item.url.rpartition("/")[2] for item in step.walk.items] == ["post_101.html", "post_102.html"]


def test_nfcms_json_declares_nothing_and_proves_nothing() -> None:
    records = [
        {
            "title": "青禾县2023年政府信息公开年报",
            "url": f"{SITE}/nb/content/post_1.html",
            "date": "undefined",
            "visible_publish_time": 1704643200,
            "json_ext": '{"EXT_sx":"有效"}',
        },
        {"title": "null", "url": f"{SITE}/nb/content/post_2.html", "date": "2024-01-09"},
    ]
    column = f"{SITE}/nb/articles.json"
    step, _ = read(column, {column: json.dumps(records)})
    assert step.walk.items == (Item(f"{SITE}/nb/content/post_1.html", "青禾县2023年政府信息公开年报", "2024-01-08"),)
    assert outcome(column, {column: json.dumps(json.dumps(records))})[:4] == ("nfcms", 1, None, False)


# --- Ucap's searches ---------------------------------------------------------------------------------

CHANNEL = "3f0a1b2c3d4e5f60718293a4b5c6d7e8"
SEARCH = f"/common/search/{CHANNEL}?page={{}}&_pageSize=2&_isAgg=true&_isJson=true&_template=index"
FRAGMENT = f"/es-search/search/{CHANNEL}?_template=ucap%2Flist_ejs&_isAgg=1&_pageSize=2&page={{}}"


def results(first: int, last: int, page: int, total: int) -> str:
    found = [
        {
            "title": f"青禾县第{n}局&nbsp;2023年政府信息公开年报",
            "url": f"//www.qinghe.gov.cn/qh/c1/2024/content_{n}.shtml",
            "subTitle": "null",
            "publishedTimeStr": "2024-01-08 10:24:00" if n % 2 else "null",
        }
        for n in range(first, last + 1)
    ]
    return json.dumps({"data": {"total": total, "page": page, "rows": 2, "results": found}}, ensure_ascii=False)


def test_ucap_search_as_json() -> None:
    column = f"{SITE}/qh/gknb/"
    pages = {
        column: f"<title>信息公开年报</title><script>$.get('{SEARCH.format(1)}')</script>",
        SITE + SEARCH.format(1): results(1, 2, 1, 3),
        SITE + SEARCH.format(2): results(3, 3, 2, 3),
    }
    assert outcome(column, pages) == ("ucapsearch", 3, 3, True, [SEARCH.format(1), SEARCH.format(2)])
    step, _ = read(column, pages)
    assert [item.printed_date for item in step.walk.items] == ["2024-01-08", None, "2024-01-08"]
    assert step.walk.items[0].title == "青禾县第1局 2023年政府信息公开年报"
    assert step.walk.items[0].url == "http://www.qinghe.gov.cn/qh/c1/2024/content_1.shtml"


@pytest.mark.parametrize(
    "named", [f"<meta name='channelid' content='{CHANNEL}'>", f"<script>var channelId = '{CHANNEL}';</script>"]
)
def test_ucap_search_whose_address_is_put_together(named: str) -> None:
    column = f"{SITE}/qh/gknb/"
    script = "$.get('/searchList/' + channelId + '?_isAgg=true&_isJson=true&_pageSize=2&page=1', show)"
    search = f"/searchList/{CHANNEL}?_isAgg=true&_isJson=true&_pageSize=2&page=1"
    pages = {column: f"{named}<script>{script}</script>", SITE + search: results(1, 2, 1, 2)}
    assert outcome(column, pages) == ("ucapsearch", 2, 2, True, [search])


def test_ucap_search_handed_to_a_callback() -> None:
    column = SITE + SEARCH.format(1)
    assert outcome(column, {column: f"show({results(1, 2, 1, 2)});"})[:4] == ("ucapsearch", 2, 2, True)


def test_ucap_search_whose_total_is_a_cap() -> None:
    column = SITE + SEARCH.format(1)
    pages = {column: results(1, 2, 1, 10_000), SITE + SEARCH.format(2): results(3, 2, 2, 10_000)}
    assert outcome(column, pages)[:4] == ("ucapsearch", 2, 10_000, False)
    assert reason(column, pages).endswith("; page 2 is empty; 10000 may be a cap and not the true number")


def test_ucap_search_as_pieces_of_html() -> None:
    column = f"{SITE}/qh/gknb/"
    pages = {
        column: f"{rows(1, 2)}<script>load('{FRAGMENT.format(1)}')</script>",
        SITE + FRAGMENT.format(1): rows(1, 2),
        SITE + FRAGMENT.format(2): rows(3, 3),
    }
    assert outcome(column, pages) == ("ucapsearch", 3, None, True, [FRAGMENT.format(1), FRAGMENT.format(2)])


def test_ucap_search_that_declares_no_number_is_read_until_a_page_is_not_full() -> None:
    column = f"{SITE}/qh/gknb/"
    pages = {
        column: f"<title>信息公开年报</title><script>$.get('{SEARCH.format(1)}')</script>",
        SITE + SEARCH.format(1): results(1, 5, 1, 9).replace('"total": 9', '"total": null'),
        SITE + SEARCH.format(2): results(6, 9, 2, 9).replace('"total": 9', '"total": null'),
    }
    assert outcome(column, pages)[:4] == ("ucapsearch", 9, None, True)


def test_the_search_of_a_whole_site_is_no_list() -> None:
    assert claim(Markup(f"{rows(1, 2)}<a href='/common/search/{CHANNEL}?q='>搜索</a>", SITE)).family == "generic"


# --- Intertid ----------------------------------------------------------------------------------------

INTERTID = f"{SITE}/search/list?channel=9&pageNo={{}}"


def found_by_search(page: int, *numbers: int) -> str:
    records = [
        {
            "title": f"青禾县第{n}局2023年政府信息公开年报",
            "writeTimeString": "" if n == 1 else "2024-01-08",
            "url": f"/doc/2024/01/08/{n}.shtml",
        }
        for n in numbers
    ]
    sent = {"totalElements": 3, "totalPages": 2, "page": page, "size": 2, "data": records}
    return json.dumps({"data": sent}, ensure_ascii=False)


def test_intertid_turns_the_page_in_its_own_address() -> None:
    pages = {INTERTID.format(1): found_by_search(1, 1, 2), INTERTID.format(2): found_by_search(2, 3)}
    assert outcome(INTERTID.format(1), pages) == ("intertid", 3, 3, True, ["/search/list?channel=9&pageNo=2"])
    step, _ = read(INTERTID.format(1), pages)
    assert [item.printed_date for item in step.walk.items] == [None, "2024-01-08", "2024-01-08"]


def test_intertid_whose_address_counts_from_0() -> None:
    pages = {INTERTID.format(0): found_by_search(1, 1, 2), INTERTID.format(1): found_by_search(2, 3)}
    assert outcome(INTERTID.format(0), pages) == ("intertid", 3, 3, True, ["/search/list?channel=9&pageNo=1"])


def test_intertid_rows_without_title_count_in_its_total_and_are_missing() -> None:
    first = found_by_search(1, 1, 2).replace("青禾县第2局2023年政府信息公开年报", "")
    pages = {INTERTID.format(1): first, INTERTID.format(2): found_by_search(2, 3)}
    assert reason(INTERTID.format(1), pages) == "2 of 3 items over 2 pages; it declares 3"


def test_intertid_whose_address_has_no_page_is_not_complete() -> None:
    assert outcome(f"{SITE}/search/list", {f"{SITE}/search/list": found_by_search(1, 1, 2)})[1:4] == (2, 3, False)


# --- EWB ---------------------------------------------------------------------------------------------

EWB = f"{SITE}/gknb/list.html"
COMMON = '<script src="/js/webBuilderCommon.js"></script>'
UUID = "/gknb/20240108/0b1c2d3e-1111-2222-3333-4444555566{}.html"


def test_ewb_with_static_pages() -> None:
    pages = {
        EWB: COMMON + rows(1, 2, UUID) + '<p>共 3 条 1/2页 <a href="2.html">下一页</a></p>',
        f"{SITE}/gknb/2.html": COMMON + rows(3, 3, UUID) + "<p>共 3 条 2/2页</p>",
    }
    assert outcome(EWB, pages) == ("ewb", 3, 3, True, ["/gknb/2.html"])


def test_ewb_that_a_script_fills_is_not_complete() -> None:
    page = COMMON + rows(1, 2, UUID) + "<script>post('/rest/lightfrontaction/getgovinfolist', siteInfo)</script>"
    assert outcome(EWB, {EWB: page})[:4] == ("ewb", 2, None, False)
    assert "/rest/lightfrontaction/getgovinfolist" in reason(EWB, {EWB: page})


def test_ewb_records() -> None:
    records = [
        {"infourl": "/gknb/20240108/a.html", "realtitle": "青禾县2023年政府信息公开年报", "infodate": "2024-01-08"}
    ]
    column = f"{SITE}/rest/lightfrontaction/getgovinfolist"
    text = json.dumps({"custom": {"data": records, "total": "1"}})
    assert outcome(column, {column: text})[:4] == ("ewb", 1, 1, True)


# --- records -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        (1157068800, "2006-09-01"),
        (1704643199, "2024-01-07"),
        (1704643200, "2024-01-08"),  # midnight in China
        (1704643200000, "2024-01-08"),
        ("1704643200", "2024-01-08"),
        ("2024-01-08 10:24", "2024-01-08"),
        ("null", None),
        (None, None),
        (0, None),
        (True, None),
        (-1, None),
    ],
)
def test_the_day_of_a_time(sent: object, day: str | None) -> None:
    assert moment(sent) == day


def test_texts_that_say_nothing() -> None:
    assert [words(value) for value in ("null", "undefined", None, 7, " 甲&amp;乙 ", "<em>年</em>报")] == [
        "", "", "", "", "甲&乙", "年报",
    ]  # fmt: skip


def test_records_without_title_or_address_are_no_items() -> None:
    records = [{"title": "甲", "url": ""}, {"title": "", "url": "/1"}, {"title": "乙", "url": "javascript:;"}]
    assert record_items(records, SITE) == ()


def test_of_two_titles_the_one_that_is_not_cut() -> None:
    record = {
        "title": "青禾县水利局2023年政府信息公开…",
        "realtitle": "青禾县水利局2023年政府信息公开年报",
        "url": "/1",
    }
    assert record_items([record], SITE, titles=("title", "realtitle"))[0].title == "青禾县水利局2023年政府信息公开年报"
    assert record_items([record], SITE)[0].title == "青禾县水利局2023年政府信息公开…"


@pytest.mark.parametrize(
    ("url", "page", "field", "after"),
    [
        ("http://a/l?page=1&b=", 2, None, "http://a/l?page=2&b="),
        ("http://a/l?pageNo=1", 2, None, "http://a/l?pageNo=2"),
        ("http://a/l", 2, None, None),
        ("http://a/l?type=4", 2, "pageIndex", "http://a/l?type=4&pageIndex=2"),
        ("http://a/l", 2, "pageIndex", "http://a/l?pageIndex=2"),
        ("http://a/l?q=%C4%EA/x&page=9", 10, None, "http://a/l?q=%C4%EA/x&page=10"),
    ],
)
def test_turning_the_page(url: str, page: int, field: str | None, after: str | None) -> None:
    assert turned(url, page, field) == after


def test_every_family_leaves_other_data_alone() -> None:
    for text in ("{}", "[]", '{"data": null}', '{"data": {"html": 5}}', '[{"title": null}]', "{", '"x"', "[" * 5000):
        page = Markup(text, SITE)
        assert claim(page).family == "generic"
        for family in FAMILIES.values():
            assert family.first_page(page).items == ()
