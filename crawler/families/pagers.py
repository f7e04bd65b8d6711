"""Pagers printed as links and words: the next page, the declared numbers, and pagers that only a script knows.

Shared by the families whose pages link to each other.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.families.base import ListPage
from crawler.families.controls import has_unread_numbers, is_next, next_page
from crawler.families.years import list_menu
from crawler.listed import list_items
from crawler.markup import Markup, tight_words_of

_TOTAL = re.compile(
    r"(?:共|总计|合计)\s*(?:有|计)?\s*(\d{1,6})\s*(?:条|篇|个?记录|项|则)"
    r"|(?:总记录|记录总|总条|信息总)数\s*[:：]?\s*(\d{1,6})(?!\d)"
)
_PAGES = re.compile(r"(?:共|总计)\s*(\d{1,4})\s*页|(?<![\d/.\-])\d{1,4}\s*/\s*(\d{1,4})(?![\d/.\-])")
_PAGER_WORDS = re.compile(r"页|\d\s*/\s*\d")
_ALONE = re.compile(r"(?:共|总计|合计)(?:有)?\s*(\d{1,6})\s*(?:条|篇|个?记录|项)(?:记录|信息|数据|结果|内容)?[，。,.]?")
_LONGEST_ALONE = 20  # characters of an element that says nothing but the number
_LOAD_MORE = re.compile(r"加载更多|点击加载|显示更多|查看更多|更多加载")
_PAGER_NAME = re.compile(
    r"^(?:page|pages|pager|pagination|paging|fenye|laypage)(?:[-_]?(?:bar|list|box|div|nav|wrap|\d+))?$", re.IGNORECASE
)
_FEWEST_OF_A_PAGE = 10  # entries; pages that are full have hardly fewer
_NEAR = 60  # characters between a declared number and the words of the pager it stands in
_SCRIPTED = re.compile(
    r"createPage\w*\(|laypage|jpage\(|\bpagination\w*\(|(?:totalPages?|pageCount)\s*[:=](?!\s*[\"']?[01]\b)|getMessage\.do|queryData="
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


def linked_page(markup: Markup) -> ListPage:
    """A page of a list whose pages link to each other."""
    following, items, years = next_page(markup), list_items(markup), list_menu(markup)
    return ListPage(
        items=items,
        declared_total=declared_total(markup),
        declared_pages=declared_pages(markup),
        following=following,
        unread_pager="" if following else unread_pager(markup, len(items)) or years.unread,
        branches=years.addresses,
    )


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
    return _empty_pager(markup) if shown >= _FEWEST_OF_A_PAGE else ""


def _empty_pager(markup: Markup) -> str:
    """The name of an element that is made for a pager and holds nothing, on a page that loads scripts."""
    if not markup.tree.xpath("//script[@src]"):
        return ""
    for element in markup.tree.iter("div", "ul", "p", "span", "nav"):
        names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
        name = next((name for name in names if _PAGER_NAME.match(name)), None)
        if name and not len(element) and not (element.text or "").strip():
            return f"the empty element {name}"
    return ""


def _is_scripted(anchor: HtmlElement) -> bool:
    href = (anchor.get("href") or "").strip().lower()
    return bool(anchor.get("onclick")) or (href.startswith("javascript:") and "void" not in href and "(" in href)
