"""LonSun 龙讯 (安徽, 四川): `/public/column/<organ>` with a type, 3 for annual reports and 4 for the catalogue.

A page of type 3 shows one report in place and a menu of REPORT years, `ul#timeFrame`, whose links carry
`publicYear`, or a script that writes them: the years are the list. Links of type 3 to other organs, where there are
any, are lists of the same kind. A page of type 4 is a list of links `/public/<organ>/<id>.html` with a pager

    Ls.pagination("#page", function(pageIndex){ location.href = "?type=4&…&pageIndex=" + pageIndex; },
                  {currPage: (+1), pageCount: ( + 4), …})

or one fed by `/site/label/8888?…&labelName=publicInfoList&…&pageIndex=1`, which sends pieces of HTML.
暂无相关信息 says that there is nothing, which is an answer and no error.
"""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from crawler.addresses import joined
from crawler.families.base import Claim, ListPage, Mark, NextPage, State
from crawler.families.records import turned
from crawler.families.years import YearMenu, year_menu
from crawler.items import Item, without_ornament, year_hint
from crawler.listed import list_items
from crawler.markup import Markup, absolute, tight_words_of

_ANNUAL = "3"
_NOTHING = "暂无相关信息"
_MARKS: tuple[Mark, ...] = (
    (0.6, "links to /public/column/N", re.compile(r"/public/column/\d+")),
    (0.5, "its label publicInfoList", re.compile(r"labelName=publicInfoList|Label(?:Html)?_publicInfoList")),
    (0.4, "data-organid", re.compile(r"\bdata-organid=")),
    (0.4, "its pager Ls.pagination", re.compile(r"\bLs\.pagination\(")),
)
_PAGES = re.compile(r"\bpageCount\s*:\s*+\(?\s*+\+?\s*+(\d{1,5})")
_LABEL = re.compile(r"[\"']([^\"'\s]*/site/label/[^\"'\s]*labelName=publicInfoList[^\"'\s]*)[\"']")
_PRINTED = re.compile(r"[\"']([^\"'\s]*[?&]pageIndex=)[\"']\s*\+")
_ORGAN = re.compile(r"/public/column/(\d+)")
_YEAR = re.compile(r"(20[0-4]\d)\s*年?(?:度)?")


class LonSun:
    name: ClassVar[str] = "lonsun"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        return Claim.by_marks(self.name, _MARKS, markup)

    def first_page(self, markup: Markup) -> ListPage:
        if _is_annual(markup.url) or markup.tree.xpath("//ul[@id='timeFrame']"):
            menu = YearMenu(years) if (years := _years(markup)) else year_menu(markup)
            if menu.items or menu.unread:
                told = f"type=3 of LonSun, a menu of {len(menu.items)} report years"
                total = len(menu.items) or None
                organs = _organs(markup)
                return ListPage(menu.items, total, unread_pager=menu.unread, annual_reports=told, branches=organs)
        return _page(markup, {"column": markup.url, "page": 1, "pages": None, "way": None})

    def later_page(self, markup: Markup, state: State) -> ListPage:
        return _page(markup, state)


def _is_annual(url: str) -> bool:
    return parse_qs(urlsplit(url).query).get("type") == [_ANNUAL]


def _organs(markup: Markup) -> tuple[str, ...]:
    """The annual reports of other organs, as the organ tree links to them."""
    own = _ORGAN.search(markup.url)
    found = {
        organ[1]: link.url
        for link in reversed(markup.links)
        if (organ := _ORGAN.search(link.url)) and _is_annual(link.url) and not year_hint(link.url)
    }
    return tuple(url for organ, url in reversed(found.items()) if own is None or organ != own[1])


def _years(markup: Markup) -> tuple[Item, ...]:
    """The menu's years of a column of annual reports, each the page that shows that year's report."""
    found: dict[str, Item] = {}
    for anchor in markup.tree.xpath("//ul[@id='timeFrame']//a[@href]"):
        url = absolute(markup.base, anchor.get("href"))
        words = without_ornament(tight_words_of(anchor))
        year = _YEAR.fullmatch(words)
        if url is None or year is None:
            continue
        stated = year_hint(url)  # publicYear
        if stated or _is_annual(url):
            found.setdefault(url, Item(url, words, None, stated or int(year[1])))
    return tuple(found.values())


def _page(markup: Markup, state: State) -> ListPage:
    # A piece of HTML is put into the column's page: its links are meant from there.
    items = list_items(Markup(markup.text, state["column"]))
    counted = _PAGES.search(markup.text)
    pages = int(counted[1]) if counted else state["pages"]
    is_empty = not items and state["page"] == 1 and _NOTHING in markup.words
    following, unread = None, ""
    if pages is not None and state["page"] < pages:
        way = state["way"] or _way(markup)
        page = state["page"] + 1
        address = _address(state["column"], way, page) if way else None
        unread = "" if address else "Ls.pagination"
        if address:
            following = NextPage(address, state={**state, "page": page, "pages": pages, "way": way})
    return ListPage(items, 0 if is_empty else None, pages or None, following, unread)


def _way(markup: Markup) -> str | None:
    """How the page's own script asks for a later page: the label's address, or the text before the number."""
    found = _LABEL.search(markup.text) or _PRINTED.search(markup.text)
    return found[1].replace("&amp;", "&") if found else None


def _address(column: str, way: str, page: int) -> str | None:
    if way.startswith("&"):  # appended to an address that the page has in a variable: its own
        return turned(column, page, "pageIndex")
    return turned(joined(column, way), page, "pageIndex")
