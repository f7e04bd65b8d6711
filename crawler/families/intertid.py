"""Intertid (无锡): a list is a search whose answer is JSON.

    {"data": {"totalElements": 57, "totalPages": 12, "page": 1, "size": 5,
              "data": [{"title": "…", "writeTimeString": "2025-12-16", "url": "/doc/2025/12/16/1.shtml"}]}}

Rows without title or address occur; they are counted in the declared total and name nothing that could be had.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from crawler.families.base import AlikePages, Claim, ListPage, NextPage
from crawler.families.records import number, page_of, record_items, rows, table, turned
from crawler.markup import Markup


class Intertid(AlikePages):
    name: ClassVar[str] = "intertid"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        sent = _sent(markup)
        if {"totalElements", "totalPages", "data"} <= sent.keys():
            return Claim(self.name, 0.9, f"JSON of a search with totalElements {sent['totalElements']}")
        return Claim(self.name, 0.0, "")

    def page(self, markup: Markup) -> ListPage:
        sent = _sent(markup)
        page, pages = number(sent.get("page")) or 1, number(sent.get("totalPages"))
        items = record_items(rows(sent.get("data")), markup.url, dates=("writeTimeString",))
        following, unread = None, ""
        if pages is not None and page < pages:
            # The address may count from 0 where the answer counts from 1, so it is the address that is counted on.
            asked = page_of(markup.url)
            address = turned(markup.url, asked + 1) if asked is not None else None
            following = NextPage(address) if address else None
            unread = "" if address else f"totalPages {pages}"
        return ListPage(items, number(sent.get("totalElements")), pages, following, unread)


def _sent(markup: Markup) -> Mapping[str, Any]:
    return table(table(markup.data).get("data"))
