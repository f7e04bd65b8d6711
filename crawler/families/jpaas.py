"""Hanweb jpaas: the column page names a service and what to ask it, and each page comes as HTML within JSON.

    <div url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{'webId':'1','tplSetId':'2'}"
         count="40" rows="15" pageNo="1">

Some pages have the same in a script alone:

    $.get("/api-gateway/jpaas-publish-server/front/page/build/unit?webId=1&tplSetId=2&paramJson=" + …
    var queryData = {'webId':'1','tplSetId':'2'}; $.ajax({url: "/api-gateway/…/build/unit", data: queryData})

The page's number goes inside `paramJson`: a bare `pageNo=` is ignored, and page 1 is sent for ever. `count` is the
declared total.
"""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from lxml import etree
from lxml.html import HtmlElement

from crawler.addresses import joined
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.families.records import may_be_full, number, table
from crawler.items import Item
from crawler.listed import list_items, named_reports
from crawler.markup import Markup

_SERVICE = "/api-gateway/jpaas-publish-server/"
_FIELD = re.compile(r"['\"](\w+)['\"]\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|([\w.-]+))")
_ADDRESS = re.compile(rf"""["']([^"'\s?]*{_SERVICE}[\w/]*build/unit)(?:\?([^"'\s]*))?["']""")
_DATA = re.compile(r"\{[^{}]{0,800}\btplSetId\b[^{}]{0,800}\}")
_SIZE = re.compile(r"""\bpageSize["']?\s*:\s*["']?(\d{1,3})\b""")
_NEEDED = {"webId", "pageId", "tplSetId"}
_ROWS = 15  # what the software sends where the page does not say


class Jpaas:
    name: ClassVar[str] = "jpaas"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        if _SERVICE not in markup.text:
            return Claim(self.name, 0.0, "")
        if _unit(markup) is not None:
            return Claim(self.name, 0.96, f"a unit that is asked of {_SERVICE} with queryData")
        return Claim(self.name, 0.5, f"the address {_SERVICE}")

    def first_page(self, markup: Markup) -> ListPage:
        unit = _unit(markup)
        items = _shown(markup, unit)
        asked = _asked_by_script(markup) if unit is None else _asked_by(unit)
        if asked is None:
            return ListPage(items, unread_pager=_SERVICE if _SERVICE in markup.text else "")
        # Where the page shows no entries itself, its first page is asked for as well.
        state = {"column": markup.url, **asked, "next": asked["next"] if items else 1}
        state["service"] = joined(markup.url, state["service"])
        following = _following(state, len(items)) if items or state["total"] == 0 else _request(state)
        return ListPage(items, state["total"], None, following)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        sent = table(table(markup.data).get("data"))
        fragment = sent.get("html")
        items = list_items(Markup(fragment, state["column"])) if isinstance(fragment, str) else ()
        return ListPage(items, state["total"], None, _following(state, len(items)))


def _shown(markup: Markup, unit: HtmlElement | None) -> tuple[Item, ...]:
    """The entries inside the list's element; where it is empty, those of the page that name reports."""
    if unit is not None and unit.xpath(".//a[@href]"):
        return list_items(Markup(etree.tostring(unit, encoding="unicode"), markup.base))
    return list_items(markup) if unit is None else named_reports(markup)


def _unit(markup: Markup) -> HtmlElement | None:
    """The element of the list: where there are several units, the one that counts most entries."""
    units = [unit for unit in markup.tree.xpath("//*[@querydata and @url]") if _SERVICE in unit.get("url")]
    return max(units, key=lambda unit: number(unit.get("count")) or 0, default=None)


def _asked_by(unit: HtmlElement) -> dict[str, Any]:
    return {
        "service": unit.get("url"),
        "fields": _fields(unit.get("querydata")),
        "rows": number(unit.get("rows")) or _ROWS,
        "total": number(unit.get("count")),
        "next": (number(unit.get("pageno")) or 1) + 1,
    }


def _asked_by_script(markup: Markup) -> dict[str, Any] | None:
    """What a script asks for, where its address and its fields stand there; None where they do not."""
    address, data = _ADDRESS.search(markup.scripts), _DATA.search(markup.scripts)
    if address is None:
        return None
    fields = {**(_fields(data[0]) if data else {}), **dict(parse_qsl(address[2] or "", keep_blank_values=True))}
    fields.pop("paramJson", None)
    if not fields.keys() >= _NEEDED:
        return None
    size = _SIZE.search(markup.scripts)
    return {"service": address[1], "fields": fields, "rows": int(size[1]) if size else _ROWS, "total": None, "next": 2}


def _fields(text: str) -> dict[str, str]:
    return {name: one or two or bare for name, one, two, bare in _FIELD.findall(text)}


def _following(state: State, shown: int) -> NextPage | None:
    """The request for the next page; where no total is declared, a page that is shorter than a full one is the last."""
    page = state["next"]
    full = state.get("full") or (shown if may_be_full(shown, state["rows"]) else state["rows"])
    is_last = shown < full if state["total"] is None else (page - 1) * state["rows"] >= state["total"]
    return None if is_last or not shown else _request({**state, "full": full})


def _request(state: State) -> NextPage:
    asked = json.dumps({"pageNo": state["next"], "pageSize": str(state["rows"])}, separators=(",", ":"))
    query = urlencode({**state["fields"], "paramJson": asked})
    return NextPage(f"{state['service']}?{query}", state={**state, "next": state["next"] + 1})
