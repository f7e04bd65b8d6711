"""Static pages named by a callback of a pager's script, as 上海 builds them: page 2 is `index_2.html`.

    $(".pagination").pagination({totalPage: 54, callBack: function(currPage){ var i=currPage;
        if(i==1) location.href='index.html'; else location.href='index_'+i+'.html'; }})

The current page counts from 1, and the callback puts it into the name as it is.
"""

from __future__ import annotations

import re
from typing import ClassVar

from crawler.families.base import Claim, ListPage, State
from crawler.families.numbered import Pager, first_numbered_page, later_numbered_page
from crawler.markup import Markup

_PAGES = re.compile(r"\btotalPages?\s*:\s*(\d{1,5})")
_NAMED = re.compile(r"location\.href\s*=\s*[\"']([\w./-]*?)_[\"']\s*\+\s*\w+\s*\+\s*[\"']\.(\w+)[\"']")
_FROM_1 = re.compile(r"\bif\s*\(\s*\w+\s*==\s*1\s*\)")
_CALLBACK = re.compile(r"\bcall[bB]ack\s*:\s*function\s*\(\s*\w+")


class Callback:
    name: ClassVar[str] = "callback"

    def detect(self, markup: Markup) -> Claim:
        pager = _pager(markup)
        if pager:
            return Claim(self.name, 0.85, f"a callback that names {pager.pages} pages {pager.name}_N.{pager.ending}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        return first_numbered_page(markup, _pager(markup), first_later=2)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        return later_numbered_page(markup, _pager(markup), state)


def _pager(markup: Markup) -> Pager | None:
    pages, named = _PAGES.search(markup.scripts), _NAMED.search(markup.scripts)
    if not (pages and named and _CALLBACK.search(markup.scripts) and _FROM_1.search(markup.scripts)):
        return None
    return Pager(int(pages[1]), None, named[1], named[2])
