"""Pagers printed as links and words: the next page, the declared numbers, and pagers that only a script knows.

Shared by the families whose pages link to each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from lxml.html import HtmlElement

from crawler.families.base import ListPage, NextPage
from crawler.listed import list_items
from crawler.markup import Markup, absolute, squeeze, tight_words_of

_NEXT = re.compile(r"^(?:下一?页|后一?页|下页|next(?:page)?|[>＞›»]|&gt;)\s*[>＞›»]*$", re.IGNORECASE)
_TOTAL = re.compile(r"(?:共|总计|合计)\s*(?:有)?\s*(\d{1,6})\s*(?:条|篇|个?记录|项)")
_PAGES = re.compile(r"(?:共|总计)\s*(\d{1,4})\s*页|(?<![\d/.\-])\d{1,4}\s*/\s*(\d{1,4})(?![\d/.\-])")
_PAGER_WORDS = re.compile(r"页|\d\s*/\s*\d")
_MOST_ROWS = 30  # of links that are numbers; calendars have more than pagers
_NUMBER = re.compile(r"^[\[【(（]?\s*([0-9]{1,5})\s*[\])）】]?$")
_CURRENT = re.compile(r"(?:^|[\s_-])(?:cur|current|active|on|now|selected|thisclass|hover)(?:$|[\s_-])", re.IGNORECASE)
_ALONE = re.compile(r"(?:共|总计|合计)(?:有)?\s*(\d{1,6})\s*(?:条|篇|个?记录|项)(?:记录|信息|数据|结果|内容)?[，。,.]?")
_LONGEST_ALONE = 20  # characters of an element that says nothing but the number
_LOAD_MORE = re.compile(r"加载更多|点击加载|显示更多|查看更多|更多加载")
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
    """In a row of numbers the current page is the one that is no link, or is marked: the link after it is next."""
    numbers = (anchor for anchor in markup.tree.iter("a") if _number(_label(anchor)) is not None)
    rows = dict.fromkeys(_row_of(anchor) for anchor in numbers)
    for row in islice(rows, _MOST_ROWS):
        links = {
            number: address
            for anchor in row.iter("a")
            if (number := _number(_label(anchor))) is not None
            and (address := absolute(markup.base, anchor.get("href"))) not in {None, markup.url}
            and not _CURRENT.search(anchor.get("class") or "")
        }
        current = next((number for number in _unlinked_numbers(row, links) if number + 1 in links), None)
        if current is not None:
            return links[current + 1]
    return None


def _unlinked_numbers(row: HtmlElement, links: Mapping[int, str | None]) -> Iterator[int]:
    """The numbers of a row that lead to no other page, in order: in an element of their own, or bare between links."""
    for element in row.iter("b", "strong", "span", "em", "i", "font", "li", "a"):
        if not any(True for _ in element.iterdescendants("a")):
            yield from _found(_number(tight_words_of(element)), links)
    for text in (row.text, *(part.tail for part in row)):
        yield from _found(_number(squeeze(text or "")), links)


def _found(number: int | None, links: Mapping[int, str | None]) -> Iterator[int]:
    if number is not None and number not in links:
        yield number


def _number(words: str) -> int | None:
    """The page number that words are, printed bare or in brackets."""
    found = _NUMBER.match(words)
    return int(found[1]) if found else None


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
    if more := _LOAD_MORE.search(markup.words):
        return more.group()
    scripted = _SCRIPTED.search(markup.scripts) or _SCRIPTED.search(markup.text)
    return scripted.group() if scripted else ""


def _is_scripted(anchor: HtmlElement) -> bool:
    href = (anchor.get("href") or "").strip().lower()
    return bool(anchor.get("onclick")) or (href.startswith("javascript:") and "void" not in href and "(" in href)
