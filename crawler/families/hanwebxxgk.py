"""Hanweb's 信息公开 module: lists that `search.jsp` sends as a table, and annual reports by year.

    POST /module/xxgk/search.jsp     infotypeId=B001&jdid=3&area=1133…&divid=div1229&currpage=2&…
        → <table>…<tr class="tr_main_value_odd"><td><a href="/art/2024/1/8/art_1229_7.html">… 共5页
    /module/xxgk/xxgkAnnualReport.jsp?fbtime=2017&area=1133…    one page with the whole report of that year

What to ask stands in the column's scripts. Without a type (`infotypeId`) the search sends the whole area's
documents, of which only those of the column's own number belong to it. fbtime of the second is the REPORT year.
"""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urlencode

from crawler.addresses import joined
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.families.declared import declared_pages
from crawler.families.years import year_menu
from crawler.listed import list_items, named_reports
from crawler.markup import Markup

_SEARCH = re.compile(r"[\"']([^\"'\s?]*/module/xxgk/search\.jsp)")
_ANNUAL = "/xxgkAnnualReport.jsp"
_COLUMN = re.compile(r"/col/col(\d+)/")
_DIVISION = re.compile(r"\bdiv(\d+)")
_ASKED = ("infotypeId", "jdid", "area", "divid", "texttype", "standardXxgk", "isAllList")
_LEFT_EMPTY = ("vc_title", "vc_number", "vc_filenumber", "vc_all", "fbtime")
_AREA = re.compile(r"(?:tree\.jsp\?area|vc_xxgkarea)=([\w-]+)")


class HanwebXxgk:
    name: ClassVar[str] = "hanwebxxgk"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        if _ANNUAL in markup.url or _ANNUAL in markup.text:
            return Claim(self.name, 0.92, f"addresses of {_ANNUAL[1:]}")
        if search := _SEARCH.search(markup.text):
            return Claim(self.name, 0.9, f"the address {search[1]}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        menu = year_menu(markup)
        if menu.items or menu.unread:
            told = f"a menu of {len(menu.items)} report years of {_ANNUAL[1:]}"
            return ListPage(menu.items, len(menu.items) or None, unread_pager=menu.unread, annual_reports=told)
        items = named_reports(markup)
        search = _SEARCH.search(markup.text)
        fields = _fields(markup)
        if search is None or not (fields.get("infotypeId") or fields.get("area")):
            return ListPage(items, unread_pager=search[1] if search else "")
        own = _COLUMN.search(markup.url) or _DIVISION.search(fields.get("divid", ""))
        state = {
            "column": markup.base,
            "search": joined(markup.base, search[1]),
            "fields": fields,
            "only": f"art_{own[1]}_" if own and not fields.get("infotypeId") else "",
            "pages": None,
            "page": 0,
        }
        return ListPage(items, following=_following(state))

    def later_page(self, markup: Markup, state: State) -> ListPage:
        found = list_items(Markup(markup.text, state["column"]))
        items = tuple(item for item in found if state["only"] in item.url)
        declared = declared_pages(markup)
        pages = state["pages"] if declared is None else declared
        more = pages is not None and state["page"] < pages
        return ListPage(
            items,
            declared_pages=pages,
            following=_following({**state, "pages": pages}) if more else None,
            # The search's first page repeats what the column showed, and a page may hold other columns' alone.
            asks_another_way=state["page"] == 1 or len(items) < len(found),
        )


def _following(state: State) -> NextPage:
    page = state["page"] + 1
    form = urlencode({**state["fields"], **dict.fromkeys(_LEFT_EMPTY, ""), "currpage": page})
    return NextPage(state["search"], body=form, state={**state, "page": page})


def _fields(markup: Markup) -> dict[str, str]:
    """What the page's own script asks for: values in a query, in an object, in variables or in hidden inputs."""
    found = {name: value for name in _ASKED if (value := _value_of(name, markup))}
    if "area" not in found and (area := _AREA.search(markup.text)):
        found["area"] = area[1]
    if "divid" not in found and (own := _COLUMN.search(markup.url)):
        found["divid"] = f"div{own[1]}"
    return found


def _value_of(name: str, markup: Markup) -> str:
    """The first plain value; one that a script puts together (`area="+code+"&…`) is none."""
    for quoted in re.finditer(rf"\b{name}[\"']?\s*[:=]\s*(?:'([^']*)'|\"([^\"]*)\"|([\w.:-]+))", markup.text):
        value = quoted[1] or quoted[2] or quoted[3] or ""
        if re.fullmatch(r"[\w.:-]+", value):
            return value
    for value in markup.tree.xpath(f"//input[@name='{name}' or @id='{name}']/@value"):
        return str(value)
    return ""
