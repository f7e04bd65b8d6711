"""Lists that leave to scripts what could stand in the page: pagers that call functions or send forms, rows that are no
links, and lists that a script asks a service for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.portals.made import Answer, Draft, Made
from tests.portals.rows import Row, addressed
from tests.portals.static_lists import Pager, _static
from tests.portals.web import Asked, Reply


def _numbered(draft: Draft, pager: Pager, **options: Any) -> Made:
    """Static pages `list_2.jhtml` …, which only the pager names."""
    folder = f"/gk/{draft.number}/"
    draft.rows = addressed(draft.rows, "/gk/content/{y}{m}/{n}.jhtml")
    paths = [f"{folder}list.jhtml", *(f"{folder}list_{n}.jhtml" for n in range(2, len(draft.pages()) + 1))]
    return _static(draft, "generic", paths, pager, **options)


def handled(draft: Draft) -> Made:
    """The next page is opened by a handler, of whatever element."""
    control = draft.chance.choice((
        "<a href=\"javascript:void(0);\" onclick=\"javascript:location.href='{}'\">下一页</a>",
        "<input type=button value=下一页 onclick=\"window.location.href='{}'\">",
        "<span class=next onclick=\"location.href='{}';\">下一页</span>",
        "<button onclick=\"location.assign('{}')\">下一页</button>",
        "<a href='{}'><img src=/images/next.gif alt=下一页></a>",
        "<a href=\"javascript:toUrl('{}')\">下一页</a>",
    ))  # fmt: skip

    def pager(draft: Draft, page: int, pages: int) -> str:
        following = control.format(f"list_{page + 2}.jhtml") if page + 1 < pages else "<a disabled>下一页</a>"
        return f"<div class=bar>共{draft.total}条记录 {page + 1}/{pages}页 {following}</div>"

    return _numbered(draft, pager, counted=True)


def called(draft: Draft) -> Made:
    """The next page is opened by a function of the page, which is handed its number."""
    name = draft.chance.choice(("gotoPage", "toPage", "goUrl"))
    body = draft.chance.choice((
        "if (n == 1) {{ location.href = 'list.jhtml'; }} else {{ location.href = 'list_' + n + '.jhtml'; }}",
        "var name = stem + '_' + n; window.location = name + '.jhtml';",
        "if(n<1) return; window.open('./list_'+n+\".jhtml\", '_self');",
    ))  # fmt: skip
    handler = draft.chance.choice(('href="javascript:{}({})"', 'href="#" onclick="{}({});return false;"'))
    words = draft.chance.random() < 0.5

    def pager(_: Draft, page: int, pages: int) -> str:
        script = f"<script>var stem = 'list'; function {name}(n) {{ {body.format()} }}</script>"
        numbers = "".join(
            f"<b>{n + 1}</b>" if n == page else f"<a {handler.format(name, n + 1)}>{n + 1}</a>" for n in range(pages)
        )
        following = f"<a {handler.format(name, page + 2)}>下一页</a>" if words and page + 1 < pages else ""
        return f"{script}<div class=bar>{numbers}{following}</div>" if pages > 1 else ""

    return _numbered(draft, pager, paged=False)


def chosen(draft: Draft) -> Made:
    """A menu of pages is all the pager there is."""
    handler = draft.chance.choice(("location.href=this.value", "location=this.options[this.selectedIndex].value"))

    def pager(_: Draft, page: int, pages: int) -> str:
        options = "".join(
            f'<option value="list{"" if n == 0 else f"_{n + 1}"}.jhtml"{" selected" if n == page else ""}>第{n + 1}页</option>'
            for n in range(pages)
        )
        return f'<div class=bar>转到<select onchange="{handler}">{options}</select></div>' if pages > 1 else ""

    return _numbered(draft, pager, paged=False)


def laypage(draft: Draft) -> Made:
    """Pages named by the callback of laypage, which is told how many entries there are."""

    def pager(draft: Draft, page: int, _: int) -> str:
        return (
            f'<div id="page"></div><script>laypage.render({{elem: "page", count: {draft.total}, limit: {draft.size}, '
            f"curr: {page + 1}, jump: function(obj, first) {{ if (!first) {{ "
            "location.href = 'list_' + obj.curr + '.jhtml'; } } });</script>"
        )

    made = _numbered(draft, pager, counted=True, paged=True)
    made.family = "callback"
    return made


# --- forms -------------------------------------------------------------------------------------------


def sent_form(kind: str) -> Callable[[Draft], Made]:
    """The next page comes when a form of the page is sent: `plain` by a function of its own, `aspnet` as ASP.NET does."""

    def make(draft: Draft) -> Made:
        column = f"/list{draft.number}.aspx?id=7"
        draft.rows = addressed(draft.rows, "/show.aspx?id={n}")
        parts = draft.pages()
        show = {"plain": _plain_form, "aspnet": _aspnet_form}[kind]
        answers = [
            Answer(
                Reply(draft.page(draft.printed(rows, column) + show(draft, column, number, len(parts)), column)), rows
            )
            for number, rows in enumerate(parts)
        ]

        def which(asked: Asked) -> int | None:
            fields = {name: values[-1] for name, values in parse_qs(asked.body.decode()).items()}
            if not fields:
                return 0
            if kind == "plain":
                return int(fields["pageNo"]) - 1 if fields.get("channel") == str(draft.number) else None
            told = fields.get("__VIEWSTATE", "").startswith("/wEPDw") and fields.get("__EVENTTARGET") == "pager1"
            return int(fields["__EVENTARGUMENT"]) - 1 if told else None

        return Made(column, "generic", answers, {}, {column: which}, total=draft.total)

    return make


def _plain_form(draft: Draft, column: str, page: int, pages: int) -> str:
    following = f'<a href="javascript:goPage({page + 2})">下一页</a>' if page + 1 < pages else ""
    return (
        f'<form name="pageForm" method="post" action="{column}"><input type=hidden name=channel value="{draft.number}">'
        f'<input type=hidden name=pageNo value="{page + 1}"></form><script>function goPage(n) {{ '
        "document.pageForm.pageNo.value = n; document.pageForm.submit(); }</script>"
        f"<p>共{draft.total}条 {page + 1}/{pages}页 {following}</p>"
    )


def _aspnet_form(draft: Draft, column: str, page: int, pages: int) -> str:
    hidden = {
        "__EVENTTARGET": "",
        "__EVENTARGUMENT": "",
        "__VIEWSTATE": f"/wEPDwUK{page}+a==",
        "__EVENTVALIDATION": "/w",
    }
    inputs = "".join(
        f'<input type="hidden" name="{name}" id="{name}" value="{value}" />' for name, value in hidden.items()
    )
    numbers = "".join(
        f'<span class="cpb">{n + 1}</span>'
        if n == page
        else f"<a href=\"javascript:__doPostBack('pager1','{n + 1}')\">{n + 1}</a>"
        for n in range(pages)
    )
    return (
        f'<form method="post" action=".{column}" id="form1">{inputs}<input type=text name=word><input type=submit '
        f"name=search value=搜索><div>共{draft.total}条记录 {page + 1}/{pages}页 {numbers}</div></form>"
    )


# --- rows that are no links --------------------------------------------------------------------------


def unlinked_rows(draft: Draft) -> Made:
    """Entries that are clicked and are no links, or whose links say what can be done with them."""
    row = draft.chance.choice((
        "<tr onclick=\"window.open('{u}')\"><td>{n}</td><td>{t}</td><td>{d}</td></tr>",
        "<tr><td>{n}</td><td>{t}</td><td>{d}</td><td><a href='{u}'>查看</a></td></tr>",
        "<tr data-href='{u}'><td>{t}</td><td>{d}</td></tr>",
        "<tr><td><a href='javascript:;' data-url='{u}'>{t}</a></td><td>{d}</td></tr>",
        "<tr><td><a href=\"javascript:openUrl('{u}')\">{t}</a></td><td>{d}</td></tr>",
        "<tr><td><a href='{u};jsessionid=0A1B2C'>{t}</a></td><td>{d}</td></tr>",
        "<tr><td><a href='{u}'><img src='/images/doc.gif' alt='{t}'></a></td><td>{d}</td></tr>",
    ))  # fmt: skip

    def printed(_: Draft, rows: Sequence[Row], at: str) -> str:  # noqa: ARG001 - as the style prints them
        body = "".join(row.format(u=one.path, t=one.title, d=one.date, n=n) for n, one in enumerate(rows, 1))
        return f"<table class=list><tr><th>名称</th><th>日期</th></tr>{body}</table>"

    def pager(draft: Draft, page: int, pages: int) -> str:
        following = f'<a href="list_{page + 2}.jhtml">下一页</a>' if page + 1 < pages else ""
        return f"<p>共{draft.total}条 {page + 1}/{pages}页 {following}</p>"

    made = _numbered(draft, pager, counted=True, printed=printed)
    made.shows = "record"
    return made


# --- services ----------------------------------------------------------------------------------------

_ASKS = {
    "ajax": 'var columnId = "{id}"; function load(pageNo) {{ $.ajax({{url: "{at}", type: "get", dataType: "json", '
    "data: {{columnId: columnId, pageNo: pageNo, pageSize: {size}}}, success: show}}); }} load(1);",
    "post": "$.post('{at}', {{columnId: '{id}', pageNo: 1, pageSize: {size}}}, function(r) {{ show(r.rows) }}, 'json');",
    "axios": "new Vue({{data: {{pageNo: 1, pageSize: {size}}}, methods: {{load() {{ axios.get('{at}', {{params: "
    "{{columnId: {id}, pageNo: this.pageNo, pageSize: this.pageSize}}}}).then(show) }} }} }})",
    "fetch": "fetch('{at}?columnId={id}&pageNo=1&pageSize={size}').then(r => r.json()).then(show)",
    "json": "axios.post('{at}', {{columnId: {id}, pageNo: 1, pageSize: {size}}}).then(show) // application/json",
}
_WRAPPED: tuple[Callable[[int, list[dict[str, Any]]], object], ...] = (
    lambda total, found: {"code": 200, "data": {"total": total, "current": 1, "records": found}},
    lambda total, found: {"total": total, "rows": found},
    lambda total, found: {"count": total, "data": found},
    lambda total, found: {
        "success": True,
        "result": {"page": {"totalElements": total}, "totalCount": total, "list": found},
    },
)


def service(way: str) -> Callable[[Draft], Made]:
    """A page that shows no list, and a service that sends it to its script."""

    def make(draft: Draft) -> Made:
        column, at = f"/vue/{draft.number}/", "/api/article/list"
        draft.rows = addressed(draft.rows, "/vue/article/{y}/{n}.html")
        parts = draft.pages()
        script = _ASKS[way].format(at=at, id=draft.number, size=draft.size)
        shell = "<div id=app><ul><li v-for='one in list'><a :href='one.url'>{{one.title}}</a></li></ul></div>"
        answers = [Answer(Reply(draft.page(f"{shell}<script>{script}</script>", column)))]
        wrapped = draft.chance.choice(_WRAPPED)
        for rows in parts:
            found = [{"id": row.number, "title": row.title, "url": row.path, "publishTime": row.date} for row in rows]
            sent = json.dumps(wrapped(draft.total, found), ensure_ascii=False)
            answers.append(Answer(Reply(sent, headers={"Content-Type": "application/json"}), rows))

        def which(asked: Asked) -> int | None:
            fields = _told(asked)
            return int(fields["pageNo"]) if fields.get("columnId") == str(draft.number) else None

        return Made(column, "service", answers, {column: 0}, {at: which}, total=draft.total, shows="record")

    return make


def _told(asked: Asked) -> Mapping[str, str]:
    """What a request asks for: in its address, its form, or its JSON."""
    body = asked.body.decode()
    if body.startswith("{"):
        return {name: str(value) for name, value in json.loads(body).items()}
    return {name: values[-1] for name, values in parse_qs(f"{urlsplit(asked.path).query}&{body}").items()}
