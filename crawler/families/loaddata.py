"""Lists that a service called `loadData` sends as JSON, as 苏州 has them; the pages around them are Ucap's.

    POST /szinf/xxgk/interfacesWebZcwj/loadData?pageSize=15    pageIndex=2&channel_id=dc1a…
        → {"data": {"allRow": 52, "totalPage": 4, "list": [{"TITLE", "URL", "PUBLISHED_TIME_FORMAT"}]}}

Without a channel the service sends every document of the site, so a page that names none is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from crawler.addresses import joined
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.families.records import number, record_items, rows, table
from crawler.listed import named_reports
from crawler.markup import Markup

_SERVICE = re.compile(r"[\"']([^\"'\s]*/loadData(?:\?[^\"'\s]*)?)[\"']")
_CHANNEL = re.compile(r"\bchannel_?[iI]d[\"']?\s*(?:[:=]|,|\bvalue=)\s*[\"']?([0-9A-Za-z-]{8,40})\b")
_DATES = ("PUBLISHED_TIME_FORMAT", "PUBLISHED_TIME", "C_FWRQ_FORMAT")
_ROWS = 15


class LoadData:
    name: ClassVar[str] = "loaddata"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        if _sent(markup):
            return Claim(self.name, 0.9, "JSON with allRow and a list of records")
        service = _SERVICE.search(markup.text)
        if service and _CHANNEL.search(markup.text):
            return Claim(self.name, 0.9, f"the service {service[1]} for a channel")
        return Claim(self.name, 0.3, f"the service {service[1]}") if service else Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        if _sent(markup):
            return _records_page(markup, None)
        items = named_reports(markup)
        service, channel = _SERVICE.search(markup.text), _CHANNEL.search(markup.text)
        if service is None or channel is None:
            return ListPage(items, unread_pager=service[1] if service else "")
        address = joined(markup.base, service[1].replace("&amp;", "&"))
        address += "" if "pageSize=" in address else f"{'&' if '?' in address else '?'}pageSize={_ROWS}"
        return ListPage(
            items, following=_following({"column": markup.base, "service": address, "channel": channel[1], "page": 0})
        )

    def later_page(self, markup: Markup, state: State) -> ListPage:
        return _records_page(markup, state)


def _sent(markup: Markup) -> Mapping[str, Any]:
    sent = table(markup.data)
    sent = table(sent.get("data")) or sent
    return sent if "allRow" in sent and isinstance(sent.get("list"), list) else {}


def _records_page(markup: Markup, state: State | None) -> ListPage:
    sent = _sent(markup)
    base = state["column"] if state else markup.url
    items = record_items(
        rows(sent.get("list")), base, titles=("TITLE", "title"), addresses=("URL", "url"), dates=_DATES
    )
    pages = number(sent.get("totalPage"))
    following = _following(state) if state and pages is not None and state["page"] < pages else None
    unread = f"totalPage {pages}" if state is None and pages is not None and pages > 1 else ""
    # The service's first page repeats what the column's page showed.
    is_first = state is not None and state["page"] == 1
    return ListPage(items, number(sent.get("allRow")), None, following, unread, asks_another_way=is_first)


def _following(state: State) -> NextPage:
    page = state["page"] + 1
    form = urlencode({"pageIndex": page, "channel_id": state["channel"]})
    return NextPage(state["service"], body=form, state={**state, "page": page})
