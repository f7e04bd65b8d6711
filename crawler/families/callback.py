"""Static pages named by a callback of a pager's script: that of a site of its own, laypage, or jQuery's pagination.

    $(".pagination").pagination({totalPage: 54, callBack: function(currPage){ var i=currPage;
        if(i==1) location.href='index.html'; else location.href='index_'+i+'.html'; }})
    laypage.render({elem: 'page', count: 52, limit: 15, jump: function(obj, first){
        if(!first){ location.href = '?page=' + obj.curr; } }})

laypage counts pages from 1. Of the others it must be said, by what the callback does with the first page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from crawler.families.base import Claim, ListPage, State
from crawler.families.numbered import MARK, Numbering, Pager, first_numbered_page, later_numbered_page
from crawler.markup import Markup

_PAGES = re.compile(r"\b(?:totalPages?|pageCount|pages|total_?page)[\"']?\s*[:=]\s*[\"']?(\d{1,5})\b", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:\b(?:count|totalCount|totalRecords?|total)[\"']?\s*[:=]|\.pagination\()\s*[\"']?(\d{1,6})\b", re.IGNORECASE
)
_LIMIT = re.compile(r"\b(?:limit|pageSize|items_per_page|showData)[\"']?\s*[:=]\s*[\"']?(\d{1,4})\b", re.IGNORECASE)
_FIRST = re.compile(r"\bif\s*\(\s*[\w.]+\s*={2,3}\s*[\"']?([01])[\"']?\s*\)")
_CALLBACKS = ("callback", "callBack", "jump", "pageselectCallback", "onPageChange")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A pager, and the number in the address of its second page."""

    pager: Pager
    second: int


class Callback:
    name: ClassVar[str] = "callback"
    sends_data: ClassVar[bool] = False

    def detect(self, markup: Markup) -> Claim:
        found = _numbered(markup)
        return Claim(self.name, 0.85, f"a callback for {found.pager.words}") if found else Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        found = _numbered(markup)
        return first_numbered_page(markup, found.pager if found else None, first_later=found.second if found else 2)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        found = _numbered(markup)
        return later_numbered_page(markup, found.pager if found else None, state)


def _numbered(markup: Markup) -> _Numbered | None:
    named = _named(markup)
    total = int(found[1]) if (found := _COUNT.search(markup.scripts)) else None
    pages = int(found[1]) if (found := _PAGES.search(markup.scripts)) else _pages(markup, total)
    if named is None or pages is None:
        return None
    numbering, first = named
    return _Numbered(Pager(pages, total, numbering.before, numbering.after), first + 1 + numbering.shift)


def _pages(markup: Markup, total: int | None) -> int | None:
    limit = int(found[1]) if (found := _LIMIT.search(markup.scripts)) else 0
    return -(-total // limit) if total is not None and limit else None


def _named(markup: Markup) -> tuple[Numbering, int] | None:
    """How a callback names pages, and the number of the first."""
    if not any(name in markup.scripts for name in _CALLBACKS):
        return None
    first = _FIRST.search(markup.scripts)
    starts = {"curr": 1} | ({"": int(first[1])} if first else {})
    for name in _CALLBACKS:
        for field, start in starts.items():
            if numbering := Numbering.of(markup.functions.callback(name, MARK, field)):
                return numbering, start
    return None
