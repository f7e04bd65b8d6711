"""What the functions of a page open or send, and the services that its scripts ask, without running anything."""

from __future__ import annotations

import time

import pytest

from crawler.calls import Call, list_calls
from crawler.functions import Filled, Functions, run_at_once


@pytest.mark.parametrize(
    ("script", "call", "address"),
    [
        ("function go(n) { location.href = 'list_' + n + '.html'; }", "javascript:go(2)", "list_2.html"),
        ("function go(n) { if (n==1) location='index.html'; else location='i_'+n+'.html'; }", "go(3);return false;", "i_3.html"),
        ("function go(n) { window.open('/nb/index_' + (n - 1) + \".html\"); }", "go(2)", "/nb/index_1.html"),
        ("var at = '/nb/'; function go(y) { var to = at + y; location.assign(to); }", "go('2023')", "/nb/2023"),
        ("go = function(a, b) { location.replace('/' + b + '/' + a); }", "go(1,2)", "/2/1"),
        ("var o = {go: function(n) { location.href='?p='+n }}", "go(2)", "?p=2"),
        ("function open() { window.open('/nb/'); }", "javascript:open()", "/nb/"),
        ("function go(n) { location.href = `/nb/${n}.html`; }", "go(2)", "/nb/2.html"),
        ("function go(n) { location.href = `i_${n - 1}.html`; }", "go(2)", "i_1.html"),
        ("const go = n => { location.href = 'i_' + n; };", "go(2)", "i_2"),
        ("let go = (a, b) => location.href = a + '/' + b;", "go('x', 2)", "x/2"),
        ("function go(n) { location.search = '?page=' + n; }", "go(2)", "?page=2"),
        ("function go(n) { var at = window.location.pathname; location.href = at + '?p=' + n; }", "go(2)", "?p=2"),
        ("function at(n) { return 'i_' + n; } function go(n) { location.href = at(n); }", "go(2)", "i_2"),
        ("function go(n) { var p = parseInt(n, 10); location.href = 'i_' + p; }", "go('2')", "i_2"),
        ("function go(n) { location.href = (n == 1 ? 'i.html' : 'i_' + n + '.html'); }", "go(2)", "i_2.html"),
        # What depends on something else, or may be either of two, is not told.
        ("function go(n) { location.href = (n == 1 ? 'i.html' : 'i_' + n + '.html'); }", "go(1)", None),
        ("function go(n) { location.href = (x == 1 ? 'a' + n : 'b' + n); }", "go(2)", None),
        ("function go(n) { location.href = location.pathname + n; }", "go(2)", None),
        ("function go(n) { location.href = `/nb/${at(n)}.html`; }", "go(2)", None),
        ("function go(n) { let u = new URL(location.href); u.searchParams.set('p', n); location.href = u; }", "go(2)", None),
        ("function go(n) { location.href = base() + n; }", "go(2)", None),
        ("function go(n) { if (x) location.href = 'a' + n; else location.href = 'b' + n; }", "go(2)", None),
        ("function go(n) { location.href = 'index.html'; }", "go(2)", None),
        ("var at = 'a'; at = 'b'; function go(n) { location.href = at + n; }", "go(2)", None),
        ("function go(n) { load(n); }", "go(2)", None),
        ("function open() { if (x) location.href = '/m/'; else location.href = '/nb/'; }", "open()", None),
        ("function go(n) { location.href = 'a' + n; }", "go(total)", None),
        ("", "go(2)", None),
    ],
)  # fmt: skip
def test_the_address_that_a_call_opens(script: str, call: str, address: str | None) -> None:
    assert Functions(script).address(call) == address


def test_the_address_that_a_menu_opens() -> None:
    functions = Functions("function turn(y) { location.href = '/nb/?year=' + y; }")
    assert functions.address("turn(this.value)", "2022") == "/nb/?year=2022"
    assert functions.address("location.href='?year='+this.value", "2022") == "?year=2022"
    assert functions.address("turn(this.value)") is None


@pytest.mark.parametrize(
    ("script", "call", "fields"),
    [
        ("function go(n) { document.f.page.value = n; document.f.submit(); }", "go(2)", {"page": "2"}),
        ("function go(n) { document.getElementById('pageNo').value = n; form1.submit(); }", "go(2)", {"pageNo": "2"}),
        ("function go(n) { $('#pageNo').val(n); $('#form').submit(); }", "go(2)", {"pageNo": "2"}),
        ("", "javascript:__doPostBack('ctl00$Pager','3')", {"__EVENTTARGET": "ctl00$Pager", "__EVENTARGUMENT": "3"}),
        ("function go(n) { document.f.page.value = n; }", "go(2)", None),
        ("function go(n) { document.f.page.value = 1; document.f.submit(); }", "go(2)", None),
    ],
)
def test_the_form_that_a_call_sends(script: str, call: str, fields: dict[str, str] | None) -> None:
    assert Functions(script).sends(call) == (None if fields is None else Filled(fields))


LIST = "/api/list"
PAGE = ("page",)
NESTED = Call(
    LIST, "POST", {"q": {"id": 7}, "page": {"current": 1, "size": 5}}, ("page", "current"), 1, 5, is_json=True
)


@pytest.mark.parametrize(
    ("script", "call"),
    [
        ("$.get('/api/list', {id: 7, page: 1, size: 20}, show)", Call(LIST, "GET", {"id": 7, "page": 1, "size": 20}, PAGE, 1, 20)),
        ("$.ajax({url:'/api/list', type:'POST', data:{id:7, pageIndex:0}})", Call(LIST, "POST", {"id": 7, "pageIndex": 0}, ("pageIndex",), 0)),
        ("var id='7'; $.post('/api/list', {id: id, pageNo: n})", Call(LIST, "POST", {"id": "7", "pageNo": 1}, ("pageNo",))),
        ("fetch('/api/list?id=7&page=1&limit=5')", Call(LIST, "GET", {"id": "7", "page": "1", "limit": "5"}, PAGE, 1, 5)),
        ("table.render({url:'/api/list?id=7', page:true, limit:5})", Call(LIST, "GET", {"page": 1, "limit": "5", "id": "7"}, PAGE, 1, 5)),
        ("axios.post('/api/list', JSON.stringify({id: 7, page: 1}))", Call(LIST, "POST", {"id": 7, "page": 1}, PAGE, is_json=True)),
        ("axios.get('/api/list', {params: {id: 7, page: 1}})", Call(LIST, "GET", {"id": 7, "page": 1}, PAGE)),
        ("axios({method: 'post', url: '/api/list', data: {id: 7, page: 1}})", Call(LIST, "POST", {"id": 7, "page": 1}, PAGE, is_json=True)),
        ("axios({method: 'get', url: '/api/list', params: {id: 7, page: 1}})", Call(LIST, "GET", {"id": 7, "page": 1}, PAGE)),
        ("var at = '/api/list'; $.ajax({url: at, data: {id: 7, page: 1}})", Call(LIST, "GET", {"id": 7, "page": 1}, PAGE)),
        ("x.open('GET', '/api/list?id=7&page=1', true)", Call(LIST, "GET", {"id": "7", "page": "1"}, PAGE)),
        # An address to which a script adds the page, a number of any kind, or something that cannot be told.
        ("$.get('/api/list?id=7&page=' + at, show)", Call(LIST, "GET", {"id": "7", "page": 1}, PAGE)),
        ("$.get('/api/list?id=7&page=' + at + '&size=5', show)", Call(LIST, "GET", {"id": "7", "page": 1, "size": "5"}, PAGE, 1, 5)),
        ("$.get('/api/list?id=7&page=1&r=' + Math.random(), show)", Call(LIST, "GET", {"id": "7", "page": "1", "r": 1}, PAGE)),
        ("$.get('/api/list?page=1&id=' + organ, show)", None),
        ("$.get('/api/list', {id: 7, page: 1, _t: new Date().getTime()})", Call(LIST, "GET", {"id": 7, "page": 1, "_t": 1}, PAGE)),
        ("$.ajax({type: 'post', url: '/api/list', data: '{\"id\":\"7\",\"page\":1}'})", Call(LIST, "POST", {"id": "7", "page": 1}, PAGE)),
        # A file that holds the whole list is asked for once.
        ("$.getJSON('list.json', show)", Call("list.json", "GET")),
        ("$.getJSON('list.json', {id: 7}, show)", None),
        ("$.getJSON('list_' + n + '.json', show)", None),
        ("window.open('/api/list?id=7&page=1')", None),
        ("var at = 'menu'; $.ajax({url: at, data: {id: 7, page: 1}})", None),
        ("var at = '/a'; at = '/b'; $.ajax({url: at, data: {id: 7, page: 1}})", None),
        # Fields within fields, and objects that stand under a name.
        ("axios.post('/api/list', {params: {id: 7}, page: 1})", Call(LIST, "POST", {"params": {"id": 7}, "page": 1}, PAGE, is_json=True)),
        ("axios.post('/api/list', {q: {id: 7}, page: {current: 1, size: 5}})", NESTED),
        ("var asked = {q: {id: 7}, page: {current: 1, size: 5}}; axios.post('/api/list', asked)", NESTED),
        ("$.ajax({url: '/api/list', type: 'post', data: JSON.stringify({q: {id: 7}, page: {current: 1, size: 5}})})", NESTED),
        ("$.post('/api/list', {'ids[]': 7, ids: [7, 8], page: 1})", Call(LIST, "POST", {"ids[]": 7, "ids": [7, 8], "page": 1}, PAGE)),
        # Records are asked for by how many were before.
        ("$.get('/api/list', {id: 7, start: 0, length: 5})", Call(LIST, "GET", {"id": 7, "start": 0, "length": 5}, size=5, offset_field=("start",))),
        ("axios.post('/api/list', {q: {id: chosen()}, page: 1})", None),
        ("axios.post('/api/list', {ids: [chosen()], page: 1})", None),
        ("var asked = {id: 7, page: 1}; asked = {id: 8, page: 1}; $.post('/api/list', asked)", None),
        # A field that cannot be told, no page at all, an address that is put together: no call.
        ("$.get('/api/list', {id: chosen(), page: 1})", None),
        ("$.get('/api/list', {id: organ, page: 1})", None),
        ("var id='7'; id='8'; $.get('/api/list', {id: id, page: 1})", None),
        ("$.get('/api/menu', {id: 7})", None),
        ("$.get('/api/list/' + organ, {page: 1})", None),
    ],
)  # fmt: skip
def test_the_service_that_a_script_asks_for_a_list(script: str, call: Call | None) -> None:
    assert next(iter(list_calls(script)), None) == call


@pytest.mark.parametrize(
    "script",
    ["a" * 200_000, "function " * 25_000, "a=" * 100_000, "f(n){" * 40_000, "$.get('" * 30_000, "url:'/" * 30_000,
     "a:function(" * 20_000, "x='" + "\\'" * 90_000, "a+" * 100_000, "location.href=" + "a+" * 90_000, "{name:" * 30_000,
     "axios.post('/a',{a:" * 10_000, "$.post('/a',a);" * 10_000, "`${" * 60_000, "a=(a)=>" * 25_000,
     "a=b=>" * 40_000, "url:'/a'+" + "a.a+" * 40_000, "n==1?" * 30_000, "a=n=>(n==1?n:" * 14_000],
)  # fmt: skip
def test_no_script_takes_long(script: str) -> None:
    started = time.process_time()
    functions = Functions(script)
    functions.address("f(2)")
    functions.callback("jump", "2")
    functions.sends("a(2)")
    list_calls(script)
    assert time.process_time() - started < 2


# --- what runs at once -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "is_run"),
    [
        ("jump();", True),
        ("function leave() { jump(); }", False),  # a click calls it, or nothing
        ("var leave = function() { jump(); };", False),
        ("function leave() { jump(); } leave();", True),
        ("function leave() { jump(); } setTimeout(leave, 3000);", True),
        ("function leave() { jump(); } setTimeout('leave()', 3000);", True),
        ("window.onload = function() { jump(); };", True),
        ("function leave() { jump(); } window.onload = leave;", True),
        ("(function() { jump(); })();", True),
        ("function a() { b(); } function b() { jump(); }", True),  # more than one step is not followed
        ("function again() { jump(); again(); }", False),
    ],
)
def test_what_runs_when_a_page_is_opened(script: str, is_run: bool) -> None:
    assert ("jump()" in run_at_once(script)) is is_run


def test_a_script_that_is_nothing_but_functions_takes_no_time() -> None:
    begun = time.process_time()
    run_at_once("function a(){" * 16_000)
    run_at_once("".join(f"function a{n}(){{ b(); }}" for n in range(10_000)))
    assert time.process_time() - begun < 2
