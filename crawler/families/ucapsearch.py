"""Ucap 开普云, lists that are searches of one channel: JSON, or pieces of HTML.

    GET /common/search/<channel>?page=1&_pageSize=15&_isAgg=true&_isJson=true&_template=index
        → {"data": {"total": 189, "page": 1, "rows": 15, "results": [{"title", "url", "publishedTimeStr"}]}}
    GET /es-search/search/<channel>?_template=ucap/list_ejs&_isAgg=1&_pageSize=20&page=1 → HTML

The column's page prints the search's address in a script. Values may be the texts "null" and "undefined", and
addresses have no scheme. A piece of HTML declares no total: one that is not full is the last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from crawler.addresses import joined
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.families.records import may_be_full, number, record_items, rows, table, turned
from crawler.listed import list_items, named_reports
from crawler.markup import Markup

# The search of one channel has these fields; the box that searches the whole site has not.
_ADDRESS = re.compile(
    r"[\"']([^\"'\s]*(?:/common/search|/searchList|/es-search/search)/[0-9a-fA-F-]{8,36}"
    r"\?[^\"'\s]*\b_(?:isJson|isAgg|template)=[^\"'\s]*)"
)
# "/common/search/" + channelId + "?_isAgg=…", where the page says which channel it is.
_IN_PARTS = re.compile(
    r"[\"']([^\"'\s]*(?:/common/search|/searchList|/es-search/search)/)[\"']\s*\+\s*[\w.$()]+\s*\+\s*"
    r"[\"'](\?[^\"'\s]*\b_(?:isJson|isAgg|template)=[^\"'\s]*)"
)
_CHANNEL = re.compile(
    r"<meta\s[^>]{0,100}name=[\"']channelid[\"'][^>]{0,100}content=[\"']([0-9a-fA-F-]{8,36})"
    r"|\bchannel_?id[\"']?\s*[:=]\s*[\"']([0-9a-fA-F-]{8,36})[\"']",
    re.IGNORECASE,
)
_ROWS = 15


class UcapSearch:
    name: ClassVar[str] = "ucapsearch"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        sent = _sent(markup)
        if {"total", "results"} <= sent.keys():
            return Claim(self.name, 0.9, f"JSON of a channel's search with total {sent['total']}")
        if found := _search(markup):
            return Claim(self.name, 0.7, f"the search {found.partition('?')[0]}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        if _sent(markup):
            return _records_page(markup)
        items = named_reports(markup)
        found = _search(markup)
        if not found:
            return ListPage(items)
        search = joined(markup.base, found.replace("&amp;", "&"))
        # What the column's page shows may be any part of the list: the search is read from its first page.
        address = turned(search, 1, "page")
        state = {"page": 1, "column": markup.base}
        return ListPage(items, following=NextPage(address, state=state) if address else None)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        if markup.data is not None:
            return _records_page(markup, state)
        items = list_items(Markup(markup.text, state["column"]))
        full = _full(markup, state, len(items))
        address = turned(markup.url, state["page"] + 1, "page") if items and len(items) >= full else None
        following = NextPage(address, state={**state, "page": state["page"] + 1, "full": full}) if address else None
        # The search's first page repeats what the column's page showed.
        return ListPage(items, following=following, asks_another_way=state["page"] == 1)


def _full(markup: Markup, state: State, shown: int) -> int:
    """How many entries a full page has, where the list declares no number."""
    asked = number(parse_qs(urlsplit(markup.url).query).get("_pageSize", [""])[0]) or _ROWS
    return int(state.get("full") or (shown if may_be_full(shown, asked) else asked))


def _search(markup: Markup) -> str:
    """The search's address as printed, or put together from the channel that the page names; empty without one."""
    if found := _ADDRESS.search(markup.text):
        return found[1]
    parts, channel = _IN_PARTS.search(markup.scripts), _CHANNEL.search(markup.text)
    return f"{parts[1]}{channel[1] or channel[2]}{parts[2]}" if parts and channel else ""


def _sent(markup: Markup) -> Mapping[str, Any]:
    return table(table(markup.data).get("data"))


def _records_page(markup: Markup, state: State | None = None) -> ListPage:
    sent = _sent(markup)
    total, page = number(sent.get("total")), number(sent.get("page")) or 1
    items = record_items(rows(sent.get("results")), markup.url, dates=("publishedTimeStr", "publishedTime"))
    full = _full(markup, state or {}, len(items))
    is_last = len(items) < full if total is None else page * (number(sent.get("rows")) or _ROWS) >= total
    address = None if is_last or (total is None and not items) else turned(markup.url, page + 1, "page")
    following = NextPage(address, state={"page": page + 1, "full": full}) if address else None
    return ListPage(items, total, following=following, asks_another_way=page == 1)
