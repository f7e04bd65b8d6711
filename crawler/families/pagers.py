"""Pagers printed as links and words: the next page, the declared numbers, and pagers that only a script knows.

Shared by the families whose pages link to each other.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.families.base import ListPage, NextPage
from crawler.items import list_items
from crawler.markup import Markup, absolute, squeeze, tight_words_of

_NEXT = re.compile(r"^(?:下一?页|后一?页|下页|next(?:page)?|[>＞›»]|&gt;)\s*[>＞›»]*$", re.IGNORECASE)
_TOTAL = re.compile(r"(?:共|总计|合计)\s*(?:有)?\s*(\d{1,6})\s*(?:条|篇|个?记录|项)")
_PAGES = re.compile(r"(?:共|总计)\s*(\d{1,4})\s*页|(?<![\d/.\-])\d{1,4}\s*/\s*(\d{1,4})(?![\d/.\-])")
_PAGER_WORDS = re.compile(r"页|\d\s*/\s*\d")
_MOST_ROWS = 30  # of links that are numbers; calendars have more than pagers
_NUMBER = re.compile(r"[0-9]{1,5}$")
_NEAR = 60  # characters between a declared number and the words of the pager it stands in
_SCRIPTED = re.compile(
    r"createPage\w*\(|laypage|jpage\(|\bpagination\w*\(|totalPages?\s*[:=]|pageCount\s*[:=]|getMessage\.do|queryData="
)


def declared_total(markup: Markup) -> int | None:
    """The number of items that the pager prints (共52条), where it stands among the words of a pager."""
    for match in _TOTAL.finditer(markup.words):
        around = markup.words[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        if _PAGER_WORDS.search(around):
            return int(match[1])
    return None


def declared_pages(markup: Markup) -> int | None:
    """The number of pages that the pager prints (共4页, 1/11)."""
    for match in _PAGES.finditer(markup.words):
        around = markup.words[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        if "页" in around or _TOTAL.search(around):
            return int(match[1] or match[2])
    return None


def linked_page(markup: Markup) -> ListPage:
    """A page of a list whose pages link to each other."""
    following = next_link(markup)
    return ListPage(
        items=list_items(markup),
        declared_total=declared_total(markup),
        declared_pages=declared_pages(markup),
        following=NextPage(following) if following else None,
        unread_pager="" if following else unread_pager(markup),
    )


def next_link(markup: Markup) -> str | None:
    """The address of the next page: a link that says so, or the number after the current one; None at the end."""
    for anchor in markup.tree.iter("a"):
        if _NEXT.match(_label(anchor)) or (anchor.get("rel") or "") == "next":
            address = absolute(markup.base, anchor.get("href"))
            if address and address != markup.url:
                return address
    return _next_number(markup)


def _label(anchor: HtmlElement) -> str:
    return tight_words_of(anchor) or squeeze(anchor.get("title") or "")


def _next_number(markup: Markup) -> str | None:
    """In a row of numbers the current page is the one that is no link: the link after it is next."""
    numbers = (anchor for anchor in markup.tree.iter("a") if _NUMBER.match(_label(anchor)))
    rows = dict.fromkeys(_row_of(anchor) for anchor in numbers)
    for row in islice(rows, _MOST_ROWS):
        links = {_label(a): absolute(markup.base, a.get("href")) for a in row.iter("a")}
        unlinked = [
            words
            for element in row.iter("b", "strong", "span", "em", "i", "font", "li")
            if _NUMBER.match(words := tight_words_of(element)) and not list(element.iter("a")) and words not in links
        ]
        current = next((int(words) for words in unlinked if str(int(words) + 1) in links), None)
        if current is not None:
            return links[str(current + 1)]
    return None


def _row_of(anchor: HtmlElement) -> HtmlElement:
    """The element that holds the row of numbers: around the link, or around the `li` or `span` around it."""
    around = [element for element in anchor.iterancestors() if element.tag not in {"li", "span"}]
    return around[0]


def unread_pager(markup: Markup) -> str:
    """A quote of a pager that is there but leads nowhere without running scripts; empty where there is none.

    A link to the next page without an address counts only where more pages are declared or nothing is.
    """
    if declared_pages(markup) == 1:
        return ""
    for anchor in markup.tree.iter("a"):
        if _NEXT.match(_label(anchor)) and _is_scripted(anchor):
            return _label(anchor)
    scripted = _SCRIPTED.search(markup.scripts) or _SCRIPTED.search(markup.text)
    return scripted.group() if scripted else ""


def _is_scripted(anchor: HtmlElement) -> bool:
    href = (anchor.get("href") or "").strip().lower()
    return bool(anchor.get("onclick")) or (href.startswith("javascript:") and "void" not in href and "(" in href)
