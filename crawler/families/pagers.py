"""Pagers printed as links and words: the next page, the declared numbers, and pagers that only a script knows.

Shared by the families whose pages link to each other.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.families.base import ListPage, NextPage, State
from crawler.families.controls import further_next_links, has_unread_numbers, is_next, next_link, next_page
from crawler.families.scripted import FEWEST_OF_A_PAGE, unread_control, unread_menu
from crawler.families.years import list_menu
from crawler.items import Item
from crawler.listed import list_items, list_place
from crawler.markup import Markup, tight_words_of

_TOTAL = re.compile(
    r"(?:共|总计|合计)\s*+(?:有|计)?\s*+(\d{1,6})\s*(?:条|篇|个?记录|项|则)"
    r"|(?:总记录|记录总|总条|信息总)数\s*+[:：]?\s*+(\d{1,6})(?!\d)"
)
_PAGES = re.compile(r"(?:共|总计)\s*(\d{1,4})\s*页|(?<![\d/.\-])\d{1,4}\s*/\s*(\d{1,4})(?![\d/.\-])")
_STATED = re.compile(
    r"""["']?\b(?:total|totalCount|totalElements|totalRecords?|totalNum|recordCount)["']?\s*:\s*["']?(\d{1,6})(?!\d)"""
)
_PAGER_WORDS = re.compile(r"页|\d\s*/\s*\d")
_ALONE = re.compile(r"(?:共|总计|合计)(?:有)?\s*(\d{1,6})\s*(?:条|篇|个?记录|项)(?:记录|信息|数据|结果|内容)?[，。,.]?")
_LONGEST_ALONE = 20  # characters of an element that says nothing but the number
_LOAD_MORE = re.compile(r"加载更多|点击加载|显示更多|查看更多|更多加载")
_PAGER_NAME = re.compile(
    r"^(?:[a-z]{1,6}[-_])?(?:page|pages|pager|pagination|paging|fenye|fy|laypage)(?:[-_]?(?:bar|list|box|div|nav|wrap|\d+))?$",
    re.IGNORECASE,
)
# What an element keeps of a list for the script that makes its pager.
_PAGES_KEPT = frozenset({"totalpage", "totalpages", "pagecount", "pagetotal", "data-pages", "data-totalpage"})
_RECORDS_KEPT = frozenset({"totalcount", "totalrecord", "totalrecords", "recordcount", "totalnum", "data-total"})
_NEAR = 60  # characters between a declared number and the words of the pager it stands in
_SCRIPTED = re.compile(
    r"createPage\w{0,40}\(|laypage|jpage\(|\bpagination\w*\(|(?:totalPages?|pageCount)\s*[:=](?!\s*[\"']?[01]\b)|getMessage\.do|queryData="
)


def declared_total(markup: Markup) -> int | None:
    """The number of items that the pager prints (共52条), where it stands among the words of a pager."""
    for match in _TOTAL.finditer(markup.words):
        around = markup.words[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        if match[2] or _PAGER_WORDS.search(around):
            return int(match[1] or match[2])
    return _total_alone(markup) if _TOTAL.search(markup.words) else None


def _total_alone(markup: Markup) -> int | None:
    """The number in an element that says nothing else, as a line above a list does."""
    for element in markup.tree.iter("p", "div", "span", "li", "td", "em"):
        if found := _ALONE.fullmatch(_few_words(element)):
            return int(found[1])
    return None


def _few_words(element: HtmlElement) -> str:
    """The words of an element that has few; of others no more than shows that."""
    words = ""
    for text in element.itertext():
        words += "".join(text.split())
        if len(words) > _LONGEST_ALONE:
            break
    return words


def declared_pages(markup: Markup) -> int | None:
    """The number of pages that the pager prints (共4页, 1/11)."""
    for match in _PAGES.finditer(markup.words):
        around = markup.words[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        if "页" in around or _TOTAL.search(around):
            return int(match[1] or match[2])
    return None


def linked_page(markup: Markup, state: State | None = None) -> ListPage:
    """A page of a list whose pages link to each other.

    A page with several lists, each with a pager of its own, is read as one list: `state` holds the pages still to read,
    and those that were planned.
    """
    items, years = list_items(markup), list_menu(markup)
    further = further_next_links(markup)
    if further or state:
        following = _one_of_several(markup, further, state or {})
    else:
        following = next_page(markup) or _whole_list(markup)
    total = declared_total(markup)
    return ListPage(
        items=items,
        declared_total=_script_total(markup, len(items)) if total is None else total,
        declared_pages=declared_pages(markup) or _kept(markup, _PAGES_KEPT),
        following=following,
        unread_pager=""
        if following
        else unread_pager(markup, len(items)) or years.unread or _unread_menu(markup, items),
        branches=years.addresses,
    )


def _unread_menu(markup: Markup, items: tuple[Item, ...]) -> str:
    """What a later page shows may be of one year; what a list declares tells more than its menus."""
    return "" if markup.list_place else unread_menu(markup, items)


def _one_of_several(markup: Markup, further: tuple[str, ...], state: State) -> NextPage | None:
    """The next page to read where a page of the list has, or had, more than one pager."""
    planned = set(state.get("planned", ()))
    first = next_link(markup)
    new = [url for url in dict.fromkeys([first, *further]) if url and url not in planned]
    waiting = [*new, *state.get("waiting", ())]
    if not waiting:
        return None
    return NextPage(waiting[0], state={"waiting": waiting[1:], "planned": sorted(planned | set(new))})


def _whole_list(markup: Markup) -> NextPage | None:
    """The page to which a list leads that shows its beginning: a link below it in words, into the same folder."""
    for anchor in markup.tree.iter("a"):
        if _LOAD_MORE.fullmatch(tight_words_of(anchor).rstrip("»>＞ ")):
            address = markup.leads(anchor)
            if address and address != markup.url and address.rpartition("/")[0] == markup.url.rpartition("/")[0]:
                return NextPage(address)
    return None


def _script_total(markup: Markup, shown: int) -> int | None:
    """The number that stands beside records in a script: that of the records shown, or the least that is more."""
    if not shown or list_place(markup):
        return None
    stated = {int(found) for found in _STATED.findall(markup.scripts)}
    return shown if shown in stated else min((number for number in stated if number > shown), default=None)


def unread_pager(markup: Markup, shown: int = 0) -> str:
    """A quote of a pager that is there but leads nowhere without running scripts; empty where there is none.

    A link to the next page without an address counts only where more pages are declared or nothing is; an element
    that only a script can fill counts where the page shows as many entries as a full one may.
    """
    if declared_pages(markup) == 1:
        return ""
    for anchor in markup.tree.iter("a"):
        if is_next(anchor) and _is_scripted(anchor) and markup.leads(anchor) is None:
            return tight_words_of(anchor) or "next"
    if has_unread_numbers(markup):
        return "a row of numbers"
    if more := _LOAD_MORE.search(markup.words):
        return more.group()
    scripted = _SCRIPTED.search(markup.scripts) or _SCRIPTED.search(markup.text)
    if scripted:
        return scripted.group()
    if not markup.list_place and (control := unread_control(markup, shown)):
        return control
    # Whether it counts records or pages is not said, so it proves nothing; but the first page shows fewer.
    if not markup.list_place and (kept := _kept(markup, _RECORDS_KEPT) or 0) > max(shown, 1):
        return f"which counts {kept}"
    return (_component(markup) or _empty_pager(markup)) if shown >= FEWEST_OF_A_PAGE else ""


def _kept(markup: Markup, names: frozenset[str]) -> int | None:
    """The first number kept under one of these names, by a hidden field or by an element that is named as a pager."""
    for element in markup.tree.xpath(
        "//input[@type='hidden'][@value] | //*[@data-total or @data-totalpage or @data-pages]"
    ):
        named = dict(element.attrib) if _pager_name(element) else {}
        if element.tag == "input":
            named = {element.get(name): element.get("value") for name in ("id", "name")}
        for name, value in named.items():
            if str(name or "").lower() in names and value.strip().isdecimal():
                return int(value)
    return None


def _pager_name(element: HtmlElement) -> str:
    """The name by which an element says that it is a pager; empty where it says nothing of the kind."""
    names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    return next((name for name in names if _PAGER_NAME.match(name)), "")


def _component(markup: Markup) -> str:
    """The pager of a page that is made of components: an element that only their script knows."""
    return next((str(one.tag) for one in markup.tree.iter() if str(one.tag).endswith("-pagination")), "")


def _empty_pager(markup: Markup) -> str:
    """The name of an element that is made for a pager and holds nothing, on a page that loads scripts."""
    if not markup.tree.xpath("//script[@src]"):
        return ""
    for element in markup.tree.iter("div", "ul", "p", "span", "nav"):
        name = _pager_name(element)
        if name and not len(element) and not (element.text or "").strip():
            return f"the empty element {name}"
    return ""


def _is_scripted(anchor: HtmlElement) -> bool:
    href = (anchor.get("href") or "").strip().lower()
    return bool(anchor.get("onclick")) or (href.startswith("javascript:") and "void" not in href and "(" in href)
