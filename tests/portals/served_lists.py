"""Lists that a service sends, wholly or from the second page on: Hanweb, jpaas, gkmlpt, Ucap's searches, loadData, EWB."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.portals.made import Answer, Draft, Made
from tests.portals.rows import Row, addressed
from tests.portals.web import Asked, Reply

JSON = {"Content-Type": "application/json;charset=UTF-8"}
XML = {"Content-Type": "text/xml;charset=UTF-8"}
PROXY = "/module/web/jpage/dataproxy.jsp"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def _fields(asked: Asked) -> dict[str, str]:
    """What a request asks for, in its address and in its form."""
    query = f"{urlsplit(asked.path).query}&{asked.body.decode()}"
    return {name: values[-1] for name, values in parse_qs(query).items()}


def _by(field: str, first: int, **ours: str) -> Callable[[Asked], int | None]:
    """Answers that are asked for by number: the one with number `first` is the list's second answer.

    `ours` are fields by which this list is told from others that the same service sends.
    """

    def which(asked: Asked) -> int | None:
        fields = _fields(asked)
        number = fields.get(field, "")
        is_ours = all(fields.get(name) == value for name, value in ours.items())
        return int(number) - first + 1 if number.isdigit() and is_ours else None

    return which


def _sent(value: object) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False), headers=JSON)


# --- Hanweb ------------------------------------------------------------------------------------------


def hanweb(way: str) -> Callable[[Draft], Made]:
    """`groups`: the next request is printed, and groups overlap; `numbers`: rows are asked for by number;
    `ignored`: what is printed brings the first group again, and only numbers help; `pages`: numbers do not help either.
    """

    def make(draft: Draft) -> Made:
        column = f"/col/col{draft.number}/index.html"
        draft.rows = addressed(draft.rows, "/art/{y}/{mi}/{d}/art_" + str(draft.number) + "_{n}.html")
        groups = draft.pages()
        if way == "groups":
            shown = [[*groups[n - 1][-1:], *rows] if n > 1 else rows for n, rows in enumerate(groups)]
        else:
            shown = groups if way == "numbers" or len(groups) == 1 else [groups[0], groups[0], *groups[1:]]
        answers = [Answer(Reply(_hanweb_column(draft, column, shown[0], way, len(groups))), shown[0])]
        for number, rows in enumerate(shown[1:], 2):
            following = _next_group(draft, number + 1) if way == "groups" and number < len(groups) else ""
            answers.append(Answer(Reply(_datastore(draft, column, rows, following), headers=XML), rows))

        def which(asked: Asked) -> int | None:
            fields = _fields(asked)
            if fields.get("columnid") != str(draft.number):
                return None
            if "startrecord" in fields:
                return 1 if way == "pages" else -(-(int(fields["startrecord"]) - 1) // draft.size) + (way == "ignored")
            return {"groups": int(fields["page"]) - 1, "pages": int(fields["page"])}.get(way, 1)

        return Made(column, "hanweb", answers, {column: 0}, {PROXY: which}, total=draft.total)

    return make


def _next_group(draft: Draft, page: int) -> str:
    joint = draft.chance.choice(("&", "&amp;"))
    query = joint.join((f"page={page}", "appid=1", "webid=1", "path=/", f"columnid={draft.number}", "unitid=29801"))
    return f'<nextgroup><![CDATA[<a href="{PROXY}?{query}"></a>]]></nextgroup>'


def _datastore(draft: Draft, column: str, rows: Sequence[Row], following: str) -> str:
    style = draft.style.plain()
    records = "\n".join(f"<record><![CDATA[\n{style.row(row, column, draft.host)}]]></record>" for row in rows)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<datastore>\n{following}\n<totalrecord>{draft.total}</totalrecord>\n'
        f"<recordset>\n{records}</recordset></datastore>"
    )


def _hanweb_column(draft: Draft, column: str, rows: Sequence[Row], way: str, groups: int) -> str:
    is_printed = way in {"groups", "ignored"} and groups > 1
    following = _next_group(draft, 2) if is_printed else "<nextgroup></nextgroup>"
    store = _datastore(draft, column, rows, following).partition("?>")[2]
    quote = draft.chance.choice(("'", '"'))
    return draft.page(
        f'<div id="29801"></div><script type="text/xml">{store}</script>\n<script>var param_29801={{col:1,appid:1,webid:1,'
        f"path:{quote}/{quote},columnid:{draft.number},unitid:29801,webname:{quote}{draft.place}{quote}}};"
        f"$('#29801').jpage({{perPage:{draft.size},groupSize:1, totalRecord: {draft.total},"
        f"proxyUrl:{quote}{PROXY}{quote}}});</script>",
        column,
    )


def truecms(draft: Draft) -> Made:
    """The first rows stand hidden in the page; the answers are a datastore within JSON, or within a callback."""
    column, service = f"/qh/nb{draft.number}/nb.html", "/TrueCMS/messageController/getMessage.do"
    draft.rows = addressed(draft.rows, f"/qh/nb{draft.number}/content/{{hex}}.html")
    pages = draft.pages()
    style = draft.style.plain()
    held = "".join(f"<ul>{style.row(row, column, draft.host)}</ul>" for row in pages[0])
    record = '<record><![CDATA[<li><a href="${(msgAll.htmlPath)!}">${(msgAll.msgTitle)!}</a></li>]]></record>'
    script = (
        f"var initData = '<datastore><totalrecord>{draft.total}</totalrecord><recordset>'; $('#msgList').jpage({{"
        f'dataStore:initData, totalRecord:"{draft.total}", contentTemplate:\'<datastore><recordset>{record}</recordset>'
        f"</datastore>', proxyUrl:'{service}', perPage:{draft.size}, groupSize:1, ajaxParam:{{columnId:'c-{draft.number}'}}}});"
    )
    page = f'<div id="initData" style="display:none">{held}</div><div id="msgList"></div><script>{script}</script>'
    answers = [Answer(Reply(draft.page(page, column)), pages[0])]
    for rows in pages[1:]:
        sent = json.dumps({"result": _datastore(draft, column, rows, "")}, ensure_ascii=False)
        answers.append(Answer(Reply(f"jQuery17({sent})" if draft.number % 2 else sent, headers=JSON), rows))

    def which(asked: Asked) -> int | None:
        fields = _fields(asked)
        if fields.get("columnId") != f"c-{draft.number}" or int(fields["perpage"]) > draft.size:
            return None
        return (int(fields["startrecord"]) - 1) // draft.size

    return Made(column, "truecms", answers, {column: 0}, {service: which}, total=draft.total)


def hanweb_search(*, typed: bool) -> Callable[[Draft], Made]:
    """`search.jsp`: with a type it sends the column's documents, without one those of the whole area."""

    def make(draft: Draft) -> Made:
        column = f"/col/col{draft.number}/index.html"
        draft.rows = addressed(draft.rows, "/art/{y}/{mi}/{d}/art_" + str(draft.number) + "_{n}.html")
        pages = draft.pages()
        kind = "B0010" if typed else ""
        empty = f"<div id='div{draft.number}'>正在查询</div><script src='/module/xxgk/tree.jsp?area=1133{draft.number}'></script>"
        answers = [Answer(Reply(draft.page(f"{empty}<script>{_search_script(draft, kind)}</script>", column)))]
        for number, rows in enumerate(pages, 1):
            others = [Row(f"/art/2024/1/8/art_7_{number}{n}.html", f"关于防汛的通知{n}", "2024-01-08") for n in (1, 2)]
            body = "".join(
                f'<tr class="tr_main_value_{("odd", "even")[n % 2]}"><td>{n}</td>'
                f'<td>{draft.style.link(row, column, draft.host)}</td><td class="fbtime">{row.date}</td></tr>'
                for n, row in enumerate([*rows, *([] if typed else others)])
            )
            table = (
                f'<table class="tb_main">{body}</table><div class="tb_title">共{len(pages)}页 第{number}页 尾 页</div>'
            )
            answers.append(Answer(Reply(table), rows))
        which = _by("currpage", 1, divid=f"div{draft.number}")
        services = {"/module/xxgk/search.jsp": which}
        return Made(column, "hanwebxxgk", answers, {column: 0}, services, paged=True, shows="dated")

    return make


def _search_script(draft: Draft, kind: str) -> str:
    """How the column's page asks: with a query in one text, or with an object."""
    query = f"infotypeId={kind}&jdid=3&area=1133{draft.number}&divid=div{draft.number}"
    fields = f'{{infotypeId:"{kind}", jdid:"3",divid:"div{draft.number}"}}'
    by_object = f'var area="1133{draft.number}"; $.ajax({{url:"/module/xxgk/search.jsp",data:{fields}}});'
    return draft.chance.choice((f"$.post('/module/xxgk/search.jsp', '{query}');", by_object))


def jpaas(draft: Draft) -> Made:
    column = f"/col/col{draft.number}/index.html"
    draft.rows = addressed(draft.rows, "/art/{y}/art_{hex}.html")
    pages = draft.pages()
    data = f"{{'webId':'1','pageId':'{draft.number}','tplSetId':'abc','tagId':'list','parseType':'bulidstatic'}}"
    box = (
        f'<div url="{UNIT}" queryData="{data}" count="{draft.total}" rows="{draft.size}" pageNo="1">'
        f"{draft.printed(pages[0], column)}</div>"
    )
    answers = [Answer(Reply(draft.page(box, column)), pages[0])]
    answers += [
        Answer(_sent({"success": True, "data": {"html": draft.printed(rows, column)}}), rows) for rows in pages[1:]
    ]

    def which(asked: Asked) -> int | None:
        # Only what stands inside paramJson counts; whoever asks otherwise gets page 1 again.
        fields = _fields(asked)
        inside = json.loads(fields.get("paramJson", "{}"))
        return int(inside.get("pageNo", 1)) - 1 if fields.get("pageId") == str(draft.number) else None

    return Made(column, "jpaas", answers, {column: 0}, {UNIT: which}, total=draft.total)


# --- records ------------------------------------------------------------------------------------------


def _records(rows: Sequence[Row], title: str, url: str, date: str, host: str = "") -> list[dict[str, Any]]:
    return [
        {title: row.title, url: f"//{host}{row.path}" if host else row.path, date: row.date or "null"} for row in rows
    ]


def gkmlpt(draft: Draft) -> Made:
    index = f"/gkmlpt/index{draft.number}"
    draft.rows = addressed(draft.rows, "/gkmlpt/content/10/{n}/post_{n}.html")
    draft.size = 100
    pages = draft.pages()
    node = {"id": draft.number, "name": "政府信息公开年报", "jump_url": "", "children": []}
    away = {"id": 77, "name": "部门年报", "jump_url": "http://gk.canglan.example/", "children": []}
    tree = json.dumps([{"id": 1, "name": "法定主动公开内容", "children": [node, away]}], ensure_ascii=False)
    page = draft.page(
        f"<p>请在左侧选择要查看的栏目</p><script>window._CONFIG = {{SID: '755041', TREE: {tree}, X: 1}};</script>",
        index,
        name="政府信息公开目录",
    )
    answers = [Answer(Reply(page))]
    for rows in pages:
        records = _records(rows, "title", "post_url", "date", draft.host)
        answers.append(Answer(_sent({"total": draft.total, "classify": {"post_count": 9}, "articles": records}), rows))
    api = f"/gkmlpt/api/all/{draft.number}"
    return Made(index, "gkmlpt", answers, {index: 0}, {api: _by("page", 1)}, total=draft.total, shows="record")


def ucap_search(draft: Draft) -> Made:
    column = f"/qh/gknb{draft.number}/index.shtml"
    draft.rows = addressed(draft.rows, "/qh/c1/{y}{m}/content_{n}.shtml")
    pages = draft.pages()
    search = f"/common/search/{draft.number:032x}"
    query = f"page=1&_pageSize={draft.size}&_isAgg=true&_isJson=true&_template=index"
    query = query.replace("&", draft.chance.choice(("&", "&amp;")))
    answers = [Answer(Reply(draft.page(f"<div id=list></div><script>$.get('{search}?{query}')</script>", column)))]
    for number, rows in enumerate(pages, 1):
        results = _records(rows, "title", "url", "publishedTimeStr", draft.host)
        sent = {"data": {"total": draft.total, "page": number, "rows": draft.size, "results": results}}
        reply = _sent(sent)
        if draft.number % 2:  # some hand it to a callback
            reply = Reply(f"jQuery360({json.dumps(sent, ensure_ascii=False)});", headers=JSON)
        answers.append(Answer(reply, rows))
    return Made(column, "ucapsearch", answers, {column: 0}, {search: _by("page", 1)}, total=draft.total, shows="record")


def loaddata(draft: Draft) -> Made:
    column = f"/sz/gknb{draft.number}/index.shtml"
    service = "/szinf/xxgk/interfacesWebZcwj/loadData"
    draft.rows = addressed(draft.rows, "/sz/gknb/{y}{m}/{hex}.shtml")
    pages = draft.pages()
    script = draft.chance.choice((
        f"$.post('{service}?pageSize={draft.size}', {{pageIndex: n, channel_id: '{draft.number:032x}'}}, show);",
        f'var channelId = "{draft.number:032x}"; load("{service}?pageSize={draft.size}");',
    ))  # fmt: skip
    answers = [Answer(Reply(draft.page(f"<ul id=list></ul><script>{script}</script>", column)))]
    for rows in pages:
        found = _records(rows, "TITLE", "URL", "PUBLISHED_TIME_FORMAT")
        sent: dict[str, Any] = {"allRow": draft.total, "totalPage": len(pages), "list": found}
        answers.append(Answer(_sent(sent if draft.number % 3 == 0 else {"data": sent}), rows))

    def which(asked: Asked) -> int | None:
        # Without the channel, every document of the site.
        fields = _fields(asked)
        return int(fields["pageIndex"]) if fields.get("channel_id") == f"{draft.number:032x}" else None

    return Made(column, "loaddata", answers, {column: 0}, {service: which}, total=draft.total, shows="record")


def ewb_service(kind: str) -> Callable[[Draft], Made]:
    """`zero`: pages count from 0; `one`: from 1, and 0 is taken for 1; `wrapped`: the fields stand inside `params`."""

    def make(draft: Draft) -> Made:
        column = f"/dynamic/zwgk/govInfoPub.html?categorynum=00{draft.number}"
        draft.rows = addressed(draft.rows, "/gknb/{y}{m}{d}/{uuid}.html")
        draft.size = 20
        pages = draft.pages()
        script = '<script src="/js/webBuilderCommon.js"></script><script src="/js/govinfo.js"></script>'
        answers = [Answer(Reply(draft.page(f"{script}<div id=list>正在加载</div>", column)))]
        info = 'var siteInfo = {"projectName":"/EWB-FRONT","siteGuid":"7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"};'
        answers.append(Answer(Reply(info, headers={"Content-Type": "application/javascript"})))
        if kind == "wrapped":
            answers.append(Answer(_sent({"status": {"code": 0, "text": "params"}})))
        for number, rows in enumerate(pages):
            found = _records(rows, "realtitle", "infourl", "infodate")
            custom: Any = {"total": draft.total, "data": found}
            answer = Answer(
                _sent({"custom": json.dumps(custom, ensure_ascii=False) if draft.number % 2 else custom}), rows
            )
            answers += [answer, answer] if kind == "one" and number == 0 and len(pages) > 1 else [answer]

        def which(asked: Asked) -> int | None:
            sent = json.loads(asked.body)
            if kind == "wrapped" and "params" not in sent:
                return 2
            sent = sent.get("params", sent)
            is_ours = sent["categorynum"] == f"00{draft.number}" and sent["siteGuid"].startswith("7eb5f7f1")
            return int(sent["pageIndex"]) + (3 if kind == "wrapped" else 2) if is_ours else None

        service = "/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
        addresses = {column: 0, "/js/webBuilderCommon.js": 1}
        return Made(column, "ewb", answers, addresses, {service: which}, total=draft.total, shows="record")

    return make


def lonsun_label(draft: Draft) -> Made:
    organ = draft.number
    column = f"/public/column/{organ}?type=4&catId=88&action=list"
    draft.rows = addressed(draft.rows, f"/public/{organ}/" + "{n}.html")
    pages = draft.pages()
    joint = draft.chance.choice(("&", "&amp;"))
    asked = ("IsAjax=1", "dataType=html", "labelName=publicInfoList", f"organId={organ}", "type=4", "catId=88")
    label = f"/site/label/8888?{joint.join((*asked, f'pageSize={draft.size}', 'pageIndex=1', 'action=list'))}"
    pager = f"<script>load('{label}'); Ls.pagination('#page', turn, {{currPage: (+1), pageCount: ( + {len(pages)}) }});</script>"
    first = f'<div data-organid="{organ}">{draft.printed(pages[0], column)}</div>{pager}'
    answers = [Answer(Reply(draft.page(first, column)), pages[0])]
    answers += [Answer(Reply(draft.printed(rows, column)), rows) for rows in pages[1:]]
    which = _by("pageIndex", 2, organId=str(organ))
    return Made(column, "lonsun", answers, {column: 0}, {"/site/label/8888": which}, paged=True)
