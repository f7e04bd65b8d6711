"""TRS WCM: static pages, page 2 is `index_1`. The first page holds a script call with the number of pages.

    createPageHTML(25, 0, "index", "shtml")        pages, current page from 0, name, ending
    createPageHTML(372, 25, 0, "index", "html")    with the records before (three numbers)
    createPage(25, 0, "index", "html")             same without HTML in the name
    var countnum= 62; var currentPage=0; var countPage=5    inline: records, current, pages

Ucap uses the same function name with a text as first argument (the id of an element): that is not TRS.
Links such as ./202401/t20240108_1.html resolve against the column's directory.
"""

from __future__ import annotations

import re
from typing import ClassVar

from crawler.families.base import Claim, ListPage, State
from crawler.families.numbered import Pager, arguments, first_numbered_page, later_numbered_page
from crawler.markup import Markup

_CALL = re.compile(r"createPage(?:HTML)?\(\s*(\d[^()]*)\)")
_INLINE_PAGES = re.compile(r"\bcountPage\s*=\s*(\d+)")
_INLINE_RECORDS = re.compile(r"\bcountnum\s*=\s*(\d+)", re.IGNORECASE)
_INLINE_NAME = re.compile(r"""href=\\?["'](\w+)\\?["']?\s*\+\s*["']_["']\s*\+\s*\w+(?:\s*\+\s*["']\.(\w+))?""")
_ARTICLE = re.compile(r"/t20\d{6}_\d+\.s?html?")


class Trs:
    name: ClassVar[str] = "trs"

    def detect(self, markup: Markup) -> Claim:
        pager = _pager(markup)
        if pager:
            return Claim(self.name, 0.9, f"a TRS pager of {pager.pages} pages named {pager.name}_N.{pager.ending}")
        if articles := _ARTICLE.findall(markup.text):
            return Claim(self.name, 0.5, f"{len(articles)} article addresses such as {articles[0]}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        return first_numbered_page(markup, _pager(markup), first_later=1)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        return later_numbered_page(markup, _pager(markup), state)


def _pager(markup: Markup) -> Pager | None:
    for call in _CALL.findall(markup.scripts):
        given = arguments(call)
        numbers = [value for value in given if isinstance(value, int)]
        texts = [value for value in given if isinstance(value, str)]
        if len(numbers) in {2, 3} and len(texts) == 2:
            total = numbers[0] if len(numbers) == 3 else None
            return Pager(numbers[-2], total, texts[0], texts[1])
    if pages := _INLINE_PAGES.search(markup.scripts):
        records = _INLINE_RECORDS.search(markup.scripts)
        name = _INLINE_NAME.search(markup.scripts)
        return Pager(
            int(pages[1]),
            int(records[1]) if records else None,
            name[1] if name else "index",
            (name[2] if name else None) or "html",
        )
    return None
