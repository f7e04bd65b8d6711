"""Lists that a script asks a service for, of whatever software: the page shows none, and its scripts say what to ask.

The answer is JSON: an array of objects that have a title and an address, somewhere in it, with their number beside or
around it. Records without an address are counted by that number and name nothing that could be had. Or it is a piece of
HTML, bare or as a text in JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, ClassVar
from urllib.parse import urlencode, urljoin

from crawler.calls import Call, list_call
from crawler.discovery import lists_reports
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.families.pagers import declared_total
from crawler.families.records import embedded, number, record_items, rows, table
from crawler.items import Item
from crawler.listed import list_items, named_reports
from crawler.markup import Markup

_TITLES = ("title", "articleTitle", "infoTitle", "contentTitle", "docTitle", "TITLE", "name", "subject", "realtitle")
_ADDRESSES = (
    "url",
    "link",
    "href",
    "linkUrl",
    "articleUrl",
    "contentUrl",
    "infourl",
    "URL",
    "docpuburl",
    "htmlUrl",
    "path",
)
_DATES = (
    "publishTime", "publishDate", "pubDate", "pubTime", "releaseTime", "showTime", "date", "time", "createTime",
    "createDate", "infodate", "publishedTimeStr",
)  # fmt: skip
_TOTALS = ("total", "totalCount", "totalRecord", "totalRecords", "totalElements", "recordCount", "totalNum", "count")
_DEEPEST = 5


class Service:
    name: ClassVar[str] = "service"

    def detect(self, markup: Markup) -> Claim:
        call = list_call(markup.scripts)
        if call is None or lists_reports(list_items(markup)):
            return Claim(self.name, 0.0, "")
        return Claim(self.name, 0.55, f"a script that asks {call.url} for the list")

    def first_page(self, markup: Markup) -> ListPage:
        call = list_call(markup.scripts)
        if call is None:
            return ListPage(named_reports(markup))
        state = {**asdict(call), "url": urljoin(markup.base, call.url), "column": markup.base, "page": 0, "read": 0}
        return ListPage(named_reports(markup), following=_following(state))

    def later_page(self, markup: Markup, state: State) -> ListPage:
        sent = embedded(markup.data)
        records, total = max(_record_sets(sent), key=lambda one: len(one[0]), default=([], None))
        if records:
            items, sent_now = _items(records, state["column"]), len(records)
        else:
            piece = Markup(_piece(sent) if sent is not None else markup.text, state["column"])
            items, total = list_items(piece), _stated(sent) or declared_total(piece)
            sent_now = len(items)
        if records and not items:
            return ListPage((), total, unread_pager=f"records of {state['url']} without addresses")
        read = state["read"] + sent_now
        after = {**state, "page": state["page"] + 1, "read": read}
        more = sent_now > 0 and (sent_now >= state["size"] if total is None else read < total)
        return ListPage(items, total, following=_following(after) if more else None, asks_another_way=not state["page"])


def _items(records: list[Mapping[str, Any]], base: str) -> tuple[Item, ...]:
    return record_items(records, base, titles=_TITLES, addresses=_ADDRESSES, dates=_DATES)


def _record_sets(
    data: Any, total: int | None = None, depth: int = 0
) -> Iterator[tuple[list[Mapping[str, Any]], int | None]]:
    """The arrays of objects with titles in an answer, each with the number that stands nearest to it."""
    if depth > _DEEPEST:
        return
    if records := [row for row in rows(data) if any(name in row for name in _TITLES)]:
        yield records, total
    stated = total if (found := _stated(data)) is None else found
    for value in table(data).values():
        if isinstance(value, dict | list):
            yield from _record_sets(value, stated, depth + 1)


def _stated(data: Any) -> int | None:
    """The number of records that an object states."""
    return next((found for name in _TOTALS if (found := number(table(data).get(name))) is not None), None)


def _piece(data: Any, depth: int = 0) -> str:
    """The longest text with links in an answer: a piece of HTML that the page would show."""
    if isinstance(data, str):
        return data if "<a" in data else ""
    if not isinstance(data, dict) or depth > _DEEPEST:
        return ""
    return max((_piece(value, depth + 1) for value in data.values()), key=len, default="")


def _following(state: State) -> NextPage:
    call = Call(**{name: state[name] for name in Call.__dataclass_fields__})
    fields: dict[str, Any] = dict(call.fields)
    if call.page_field:
        fields[call.page_field] = call.first + state["page"]
    if {"startrecord", "endrecord"} <= fields.keys():
        fields |= {"startrecord": state["read"] + 1, "endrecord": state["read"] + call.size}
    if call.method == "GET":
        return NextPage(f"{call.url}?{urlencode(fields)}", state=state)
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")) if call.is_json else urlencode(fields)
    return NextPage(call.url, body=body, state=state)
