"""TRS WCM: static pages, page 2 is `index_1`. The first page holds a script call with the number of pages.

    createPageHTML(25, 0, "index", "shtml")         pages, current page from 0, name, ending
    createPageHTML(372, 25, 0, "index", "html")     with the records before (three numbers)
    createPageHTML(25, 0, "index", "html", 372)     or behind
    createPageHTML(25, 0, "index", "html", "black2", 372)   with the name of a style
    createPageHTML(countPage, currentPage, "index", "html") with names that the page's scripts give numbers
    createPage(25, 0, "index", "html")              same without HTML in the name
    var countnum= 62; var currentPage=0; var countPage=5    inline: records, current, pages
    pagination_script_config = { pageNumber: '0', total: '5' }

Ucap uses the same function name with a text as first argument (the id of an element): that is not TRS.
Links such as ./202401/t20240108_1.html resolve against the column's directory.
"""

from __future__ import annotations

import re
from typing import ClassVar

from crawler.families.base import Claim, ListPage, State
from crawler.families.numbered import Pager, arguments, first_numbered_page, later_numbered_page
from crawler.markup import Markup
from crawler.scripts import plain_values

_CALL = re.compile(r"createPage(?:HTML)?\s*\(\s*([^()]{1,400})\)")
_INLINE_PAGES = re.compile(r"\bcountPage\s*=\s*[\"']?(\d{1,9})(?!\d)")
_INLINE_RECORDS = re.compile(r"\bcountnum\s*=\s*[\"']?(\d{1,9})(?!\d)", re.IGNORECASE)
_CONFIG_PAGES = re.compile(r"\bpagination_script_config\s*=\s*\{[^}]{0,2000}\btotal[\"']?\s*:\s*[\"']?(\d{1,9})(?!\d)")
# "…href=\"index" + "_" + i + ".html…", or the folder's number in the name: "index_8597_" + i + ".shtml".
_INLINE_NAME = re.compile(
    r"""(?<!\w)(\w{1,40})\\?["']\s*\+\s*["']_["']\s*\+\s*\w+(?:\s*+\+\s*+["']\.["']?(?:\s*+\+\s*+["'])?(\w+))?"""
    r"""|["'](?:[^"'\s]{0,200}["'=/])?(\w{1,40})_["']\s*\+\s*+\(?\s*+\w+[^"'\n;]{0,12}\+\s*["']\.(\w+)"""
)
_ARTICLE = re.compile(r"/t20\d{6}_\d+\.s?html?")


class Trs:
    name: ClassVar[str] = "trs"
    sends_data: ClassVar[bool] = False

    def detect(self, markup: Markup) -> Claim:
        pager = static_pager(markup)
        if pager:
            return Claim(self.name, 0.9, f"a TRS pager of {pager.words}")
        if articles := _ARTICLE.findall(markup.text):
            return Claim(self.name, 0.5, f"{len(articles)} article addresses such as {articles[0]}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        return first_numbered_page(markup, static_pager(markup), first_later=1)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        return later_numbered_page(markup, static_pager(markup), state)


def static_pager(markup: Markup) -> Pager | None:
    """The pager that the scripts of a page declare, of a list or of an article of several pages."""
    for call in _CALL.findall(markup.scripts):
        given = arguments(call, plain_values(markup.scripts))
        if given is None or not given.begins_with_number:
            continue
        if len(given.texts) not in {2, 3} or len(given.numbers) not in {2, 3}:
            continue
        name, ending = given.texts[:2]
        if len(given.numbers) == 2:
            return Pager.named(given.numbers[0], None, name, ending)
        if given.ends_with_number:
            return Pager.named(given.numbers[0], given.numbers[2], name, ending)
        return Pager.named(given.numbers[1], given.numbers[0], name, ending)
    pages = _INLINE_PAGES.search(markup.scripts) or _CONFIG_PAGES.search(markup.scripts)
    if pages is None:
        return None
    records = _INLINE_RECORDS.search(markup.scripts)
    named = _INLINE_NAME.search(markup.scripts)
    return Pager.named(
        pages=int(pages[1]),
        total=int(records[1]) if records else None,
        name=(named and (named[1] or named[3])) or "index",
        ending=(named and (named[2] or named[4])) or "html",
    )
