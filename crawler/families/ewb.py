"""EWB 国泰新点: pages load `/js/webBuilderCommon.js`; articles are `/…/YYYYMMDD/<uuid>.html`.

Static lists link their pages to each other. Others are filled by a script from a service:

    /js/webBuilderCommon.js    var siteInfo = {"projectName": "/EWB-FRONT", "siteGuid": "7eb5…"}
    POST /EWB-FRONT/rest/lightfrontaction/getgovinfolist
         {"deptcode": "", "categorynum": "003006", "siteGuid": "7eb5…", "pageIndex": 0, "pageSize": 20}
         → {"custom": {"total": 52, "data": [{"infourl", "realtitle", "infodate"}]}}

The category stands in the page's address or scripts, the identifier in the script file, which is asked for first.
Some sites want the fields inside `params`, and some count pages from 1 and take 0 for 1. Where the page names no
category, the list is named as not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from crawler.addresses import joined
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.families.pagers import linked_page
from crawler.families.records import embedded, number, record_items, rows, table
from crawler.items import Item
from crawler.listed import named_reports
from crawler.markup import Markup

_SCRIPT = "/js/webBuilderCommon.js"
_ARTICLE = re.compile(r"/20\d{6}/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\.html")
_SERVICE = re.compile(r"/rest/lightfrontaction/\w+")
_USUAL_SERVICE = "/rest/lightfrontaction/getgovinfolist"
_FIELD = r"\b{}[\"']?\s*[:=]\s*[\"']([\w./-]*)[\"']"
_PROJECT, _GUID = re.compile(_FIELD.format("projectName")), re.compile(_FIELD.format("siteGuid"))
_ROWS = 20


class Ewb:
    name: ClassVar[str] = "ewb"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        if _records(markup.data):
            return Claim(self.name, 0.9, "JSON records with infourl")
        if _SCRIPT in markup.text:
            return Claim(self.name, 0.8, f"the script {_SCRIPT}")
        if articles := _ARTICLE.findall(markup.text):
            return Claim(self.name, 0.5, f"{len(articles)} article addresses such as {articles[0]}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        if _records(markup.data):
            return _alone(markup)
        page = linked_page(markup)
        if page.following is not None:
            return page
        service = _SERVICE.search(markup.text)
        asked = _asked(markup)
        script = markup.tree.xpath(f"//script[contains(@src, '{_SCRIPT}')]/@src")
        shown = named_reports(markup)
        if asked["categorynum"] and script and (service or not shown):
            state = {"column": markup.base, "service": service.group() if service else _USUAL_SERVICE, "asked": asked}
            return ListPage(shown, following=NextPage(joined(markup.base, str(script[0])), state=state))
        return replace(page, unread_pager=service.group()) if service and not page.unread_pager else page

    def later_page(self, markup: Markup, state: State) -> ListPage:
        if "service" not in state:  # a static list: each page links to the next
            return linked_page(markup)
        return _answer(markup, state) if "page" in state else _script(markup, state)


def _asked(markup: Markup) -> dict[str, str]:
    """The category and the department, as the page's address or its scripts name them."""
    query = parse_qs(urlsplit(markup.url).query)
    found = {}
    for name in ("deptcode", "categorynum"):
        printed = re.search(_FIELD.format(name), markup.text, re.IGNORECASE)
        found[name] = query.get(name, [""])[0] or (printed[1] if printed else "")
    return found


def _script(markup: Markup, state: State) -> ListPage:
    """The script file, which says where the service is and who asks."""
    guid, project = _GUID.search(markup.text), _PROJECT.search(markup.text)
    if guid is None:
        return ListPage((), unread_pager=f"{state['service']} without a siteGuid")
    service = joined(state["column"], f"{project[1] if project else ''}{state['service']}")
    asked = {**state["asked"], "siteGuid": guid[1]}
    after = {**state, "service": service, "asked": asked, "wrapped": False, "page": 0, "read": 0, "last": []}
    return ListPage((), following=_request(after), asks_another_way=True)


def _answer(markup: Markup, state: State) -> ListPage:
    sent = _custom(markup.data)
    total = number(sent.get("total"))
    if "data" not in sent and not state["wrapped"] and not state["read"]:
        return ListPage((), following=_request({**state, "wrapped": True}), asks_another_way=True)
    items = _items(markup, state["column"])
    before = set(state["last"])
    new = [item.url for item in items if item.url not in before]
    read = state["read"] + len(new)
    more = bool(items) and (len(items) >= _ROWS if total is None else read < total)
    after = {**state, "page": state["page"] + 1, "read": read, "last": [item.url for item in items]}
    # Page 1 is page 0 where pages are counted from 1.
    return ListPage(items, total, None, _request(after) if more else None, asks_another_way=state["page"] <= 1)


def _request(state: State) -> NextPage:
    fields = {**state["asked"], "pageIndex": state["page"], "pageSize": _ROWS}
    sent = {"token": "", "params": fields} if state["wrapped"] else fields
    return NextPage(state["service"], body=json.dumps(sent, separators=(",", ":")), state=state)


def _alone(markup: Markup) -> ListPage:
    """One page of records that was named as a column itself."""
    total = number(_custom(markup.data).get("total"))
    return ListPage(
        _items(markup, markup.url), total, unread_pager="" if total is not None else "JSON records without a number"
    )


def _items(markup: Markup, base: str) -> tuple[Item, ...]:
    return record_items(
        _records(markup.data), base, titles=("realtitle", "title"), addresses=("infourl",), dates=("infodate",)
    )


def _custom(data: Any) -> Mapping[str, Any]:
    """The answer's own part, which some sites send as JSON within JSON."""
    return table(embedded(table(data).get("custom")))


def _records(data: Any) -> list[Any]:
    return [record for record in rows(embedded(_custom(data).get("data"))) if "infourl" in record]
