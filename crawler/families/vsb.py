"""Vsb 博达: the newest page is the column's own address, older pages count DOWN: of 11 pages, page 2 is
`column/10.htm` and the last and oldest is `column/1.htm`.

So page addresses move when an article is added, and only the printed link to the next page is followed. The
pager prints 共52条 1/11 in `span.p_t` on every page: a total that changes on the way shows such a move.
"""

from __future__ import annotations

import re
from typing import ClassVar

from crawler.families.base import AlikePages, Claim, ListPage, Mark, NextPage
from crawler.families.controls import next_link
from crawler.families.declared import declared_pages, declared_total
from crawler.families.unread import unread_pager
from crawler.listed import list_items
from crawler.markup import Markup, absolute

_MARKS: tuple[Mark, ...] = (
    (0.5, "span p_next of its pager", re.compile(r"class=[\"'][^\"']*\bp_next\b")),
    (0.4, "entries with ids such as line_u7_0", re.compile(r"id=[\"']line_?u\d+_\d+")),
    (0.4, "its scripts", re.compile(r"_vsb|vsbscript|/system/resource/js/")),
)


class Vsb(AlikePages):
    name: ClassVar[str] = "vsb"
    sends_data: ClassVar[bool] = False

    def detect(self, markup: Markup) -> Claim:
        return Claim.by_marks(self.name, _MARKS, markup)

    def page(self, markup: Markup) -> ListPage:
        items, following = list_items(markup), _next(markup)
        total, pages = declared_total(markup), declared_pages(markup)
        is_known = following or total is not None or pages is not None
        return ListPage(
            items=items,
            declared_total=total,
            declared_pages=pages,
            following=NextPage(following) if following else None,
            unread_pager="" if is_known else unread_pager(markup, len(items)),
        )


def _next(markup: Markup) -> str | None:
    for anchor in markup.tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' p_next ')]//a[@href]"):
        address = absolute(markup.base, anchor.get("href"))
        if address and address != markup.url:
            return address
    return next_link(markup)
