"""Services of any software: what they are asked for, and how a list ends that declares little."""

from __future__ import annotations

import json

import pytest

from crawler.families.records import may_be_full
from tests.crawler.walking import SITE, outcome, reason

SERVED = f"{SITE}/vue/7/"


def records(first: int, last: int) -> list[dict[str, str]]:
    return [
        {"title": f"青禾县第{n}局2023年政府信息公开工作年度报告", "url": f"/nb/2024/{100 + n}.html"}
        for n in range(first, last + 1)
    ]


def served(*answers: dict[str, object], size: int = 3, field: str = "page") -> dict[str, str]:
    script = f'$.getJSON("/api/list", {{cid: "7", {field}: 1, rows: {size}}}, show);'
    return {SERVED: f"<title>政府信息公开年报</title><ul id=list></ul><script>{script}</script>"} | {
        f"{SITE}/api/list?cid=7&{field}={n}&rows={size}": json.dumps(answer) for n, answer in enumerate(answers, 1)
    }


@pytest.mark.parametrize("size", [5, 20])
def test_a_service_that_sends_fewer_records_than_it_is_asked_for(size: int) -> None:
    """As many as pages usually have may be a full one; a page that is shorter is the last."""
    pages = served({"list": records(1, 5)}, {"list": records(6, 10)}, {"list": records(11, 11)}, size=size)
    assert outcome(SERVED, pages)[:4] == ("service", 11, None, True)


def test_a_service_whose_full_page_is_followed_by_an_empty_one() -> None:
    pages = served({"list": records(1, 5)}, {"list": []}, size=20)
    assert outcome(SERVED, pages)[1:4] == (5, None, True)


def test_a_service_whose_first_page_is_not_full_is_asked_for_no_other() -> None:
    assert outcome(SERVED, served({"list": records(1, 4)}, size=20))[1:4] == (4, None, True)


@pytest.mark.parametrize(
    ("shown", "may_be"), [(0, False), (4, False), (7, False), (5, True), (12, True), (15, True), (20, True), (21, True)]
)
def test_pages_that_may_be_full_ones(shown: int, may_be: bool) -> None:
    assert may_be_full(shown, 20) is may_be


@pytest.mark.parametrize(
    "told",
    [
        {"hasMore": True},
        {"data": {"isLastPage": False}},
        {"pages": 2},
        {"data": {"totalPages": "2"}},
        {"recordsTotal": 4, "data": {"count": 3}},
    ],
)
def test_what_a_service_states_of_its_list(told: dict[str, object]) -> None:
    """That there is a second page is stated; by its length the first would be the last."""
    inner = told.get("data", {})
    assert isinstance(inner, dict)
    first = {**told, "data": {**inner, "rows": records(1, 3)}}
    last = {**told, "hasMore": False, "data": {**inner, "isLastPage": True, "count": 1, "rows": records(4, 4)}}
    assert outcome(SERVED, served(first, last, size=20))[1:4] == (4, told.get("recordsTotal"), True)


def test_a_count_of_the_records_that_are_sent_is_not_that_of_the_list() -> None:
    pages = served({"count": 3, "list": records(1, 3)}, {"count": 1, "list": records(4, 4)})
    assert outcome(SERVED, pages)[1:4] == (4, None, True)


def test_a_service_some_of_whose_records_have_no_address_is_not_complete() -> None:
    pages = served({"list": [{"title": "青禾县水利局2023年政府信息公开年报"}, *records(1, 2)]}, {"list": records(3, 3)})
    why = "its pager (1 records without addresses) cannot be followed without running scripts"
    assert reason(SERVED, pages) == f"3 items over 3 pages; {why}"


@pytest.mark.parametrize(
    "wrapped",
    [
        {"data": json.dumps({"rows": records(1, 3)})},
        {"rows": [{"node": record} for record in records(1, 3)]},
        {"rows": [{"year": 2023, "list": records(1, 2)}, {"year": 2022, "list": records(3, 3)}]},
    ],
    ids=["a text", "one by one", "by year"],
)
def test_records_that_are_wrapped(wrapped: dict[str, object]) -> None:
    assert outcome(SERVED, served({"total": 3, **wrapped}, size=20))[1:4] == (3, 3, True)


def test_records_whose_titles_are_links() -> None:
    linked = [{"title": f'<a href="{one["url"]}" target=_blank>{one["title"]}</a>'} for one in records(1, 3)]
    assert outcome(SERVED, served({"total": 3, "rows": linked}, size=20))[1:4] == (3, 3, True)


@pytest.mark.parametrize("before", ["/**/", "/* 1 */ ", "typeof cb === 'function' && "])
def test_what_stands_before_a_callback(before: str) -> None:
    pages = served({"total": 2, "rows": records(1, 2)})
    address = f"{SITE}/api/list?cid=7&page=1&rows=3"
    assert outcome(SERVED, {**pages, address: f"{before}cb({pages[address]});"})[1:4] == (2, 2, True)


MENU = '$.getJSON("/api/menu", {id: 3, page: 1}, menu);'


def beside_menu(script: str) -> dict[str, str]:
    """A page that asks for its menu first."""
    menu = [{"name": "首页", "url": "/"}, {"name": "政务公开", "url": "/zwgk/"}]
    return {
        SERVED: f"<title>政府信息公开年报</title><ul id=list></ul><script>{MENU}{script}</script>",
        f"{SITE}/api/menu?id=3&page=1": json.dumps({"list": menu}),
        f"{SITE}/api/list?cid=7&page=1": json.dumps({"total": 2, "list": records(1, 2)}),
    }


def test_a_service_that_sends_no_reports_is_not_that_of_the_list() -> None:
    pages = beside_menu('$.getJSON("/api/list", {cid: 7, page: 1}, show);')
    assert outcome(SERVED, pages) == ("service", 2, 2, True, ["/api/menu?id=3&page=1", "/api/list?cid=7&page=1"])


def test_a_page_none_of_whose_services_sends_reports() -> None:
    why = f"its pager ({SITE}/api/menu, which sends no reports) cannot be followed without running scripts"
    assert reason(SERVED, beside_menu("")) == f"0 items over 2 pages; {why}"


def test_an_address_with_a_place_for_a_name() -> None:
    pages = beside_menu("const cid = 7; fetch(`/api/list?cid=${cid}&page=1`).then(show);")
    assert outcome(SERVED, pages)[1:4] == (2, 2, True)
    unknown = beside_menu("fetch(`/api/list?cid=${chosen}&page=1`).then(show);")
    assert outcome(SERVED, unknown)[4] == ["/api/menu?id=3&page=1"]


def test_a_service_that_is_asked_for_records_behind_others() -> None:
    script = '$.getJSON("/api/list", {cid: "7", start: 0, length: 3}, show);'
    pages = {SERVED: f"<title>政府信息公开年报</title><ul id=list></ul><script>{script}</script>"} | {
        f"{SITE}/api/list?cid=7&start={n}&length=3": json.dumps(
            {"recordsTotal": 5, "data": records(n + 1, min(n + 3, 5))}
        )
        for n in (0, 3)
    }
    assert outcome(SERVED, pages)[:4] == ("service", 5, 5, True)


def test_a_service_that_is_asked_with_objects_within_objects() -> None:
    script = 'axios.post("/api/list", {query: {cid: 7, on: true}, page: {current: 1, size: 3}}).then(show);'
    body = '{{"query":{{"cid":7,"on":true}},"page":{{"current":{},"size":3}}}}'
    pages = {SERVED: f"<title>政府信息公开年报</title><ul id=list></ul><script>{script}</script>"} | {
        f"{SITE}/api/list {body.format(n)}": json.dumps({"total": 4, "list": found})
        for n, found in ((1, records(1, 3)), (2, records(4, 4)))
    }
    assert outcome(SERVED, pages)[:4] == ("service", 4, 4, True)


def test_a_form_with_objects_within_objects_is_sent_as_scripts_send_it() -> None:
    script = '$.post("/api/list", {query: {cid: 7, on: true}, ids: [1, 2], page: 1}, show);'
    body = "query%5Bcid%5D=7&query%5Bon%5D=true&ids%5B%5D=1&ids%5B%5D=2&page=1"
    pages = {
        SERVED: f"<title>政府信息公开年报</title><ul id=list></ul><script>{script}</script>",
        f"{SITE}/api/list {body}": json.dumps({"total": 3, "list": records(1, 3)}),
    }
    assert outcome(SERVED, pages)[:4] == ("service", 3, 3, True)


# --- totals that are none, files, records without addresses of their own -------------------------------


def test_a_total_that_is_no_more_than_the_number_on_a_full_page_is_not_believed() -> None:
    pages = served({"total": 3, "list": records(1, 3)}, {"total": 3, "list": records(4, 6)}, {"total": 0, "list": []})
    assert outcome(SERVED, pages)[1:4] == (6, 0, False)


def test_but_of_a_service_that_sends_the_same_for_every_page_it_is_all() -> None:
    whole: dict[str, object] = {"total": 3, "list": records(1, 3)}
    assert outcome(SERVED, served(whole, whole))[1:4] == (3, 3, True)


def test_a_total_that_the_number_of_pages_contradicts_stops_nothing() -> None:
    pages = served(*({"total": 3, "pages": 2, "list": records(n, n + 2)} for n in (1, 4)), size=20)
    assert outcome(SERVED, pages)[1:4] == (6, 3, False)


@pytest.mark.parametrize(
    "rows",
    [
        {"7": records(1, 1)[0], "8": records(2, 2)[0]},
        [{"title": one["title"], "url": "", "fileUrl": one["url"]} for one in records(1, 2)],
        [{"title": one["title"], "files": [{"name": "年报.pdf", "path": one["url"]}]} for one in records(1, 2)],
        [{"Title": one["title"], "Url": one["url"]} for one in records(1, 2)],
        [{"source": {"title": one["title"], "pageUrl": one["url"]}} for one in records(1, 2)],
    ],
    ids=["by number", "a file", "a file inside", "capitals", "wrapped"],
)
def test_records_that_say_it_in_other_ways(rows: object) -> None:
    assert outcome(SERVED, served({"total": 2, "data": rows}, size=20))[1:4] == (2, 2, True)


def test_a_file_that_holds_the_whole_list() -> None:
    script = "<title>政府信息公开年报</title><script>$.getJSON('list.json', show)</script>"
    pages = {SERVED: script, f"{SERVED}list.json": json.dumps(records(1, 5))}
    assert outcome(SERVED, pages) == ("service", 5, None, True, ["/vue/7/list.json"])


def test_a_file_that_holds_a_menu_is_no_list() -> None:
    menu = json.dumps([{"name": name, "url": f"/{n}/"} for n, name in enumerate(("县教育局", "县民政局", "县财政局"))])
    script = "<title>政府信息公开年报</title><script>$.getJSON('organs.json', show)</script>"
    assert outcome(SERVED, {SERVED: script, f"{SERVED}organs.json": menu})[1:4] == (0, None, False)
