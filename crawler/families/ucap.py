"""Ucap 开普云: static pages, page 2 is `_2`. The pager's call names an element first:

    createPageHTML('page_div',10,1,'xlist','shtml',189)    element, pages, current from 1, name, ending, records

The records may be missing. TRS has the same function with numbers first.
"""

from __future__ import annotations

import re
from typing import ClassVar

from crawler.families.base import Claim, ListPage, State
from crawler.families.numbered import Pager, arguments, first_numbered_page, later_numbered_page
from crawler.markup import Markup
from crawler.scripts import plain_values

_CALL = re.compile(r"createPageHTML\(\s*([\"'][^()]*)\)")
_TAGS = re.compile(r"<(ucaptitle|ucapcontent|publishtime)\b", re.IGNORECASE)


class Ucap:
    name: ClassVar[str] = "ucap"
    sends_data: ClassVar[bool] = False

    def detect(self, markup: Markup) -> Claim:
        pager = _pager(markup)
        if pager:
            return Claim(self.name, 0.9, f"a Ucap pager of {pager.words}")
        if tag := _TAGS.search(markup.text):
            return Claim(self.name, 0.5, f"the tag {tag[1]}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        return first_numbered_page(markup, _pager(markup), first_later=2)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        return later_numbered_page(markup, _pager(markup), state)


def _pager(markup: Markup) -> Pager | None:
    for call in _CALL.findall(markup.scripts):
        given = arguments(call, plain_values(markup.scripts))
        if given is not None and len(given.texts) == 3 and len(given.numbers) in {2, 3}:
            total = given.numbers[2] if len(given.numbers) == 3 else None
            return Pager.named(given.numbers[0], total, given.texts[1], given.texts[2])
    return None
