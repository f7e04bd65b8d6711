"""The controls of a pager: what is clicked to go on, whatever element it is, and the request that this makes.

    <a href="index_2.html">下一页</a>                                   an address
    <a onclick="location.href='index_2.jhtml'">下一页</a>               an address in a handler
    <a href="javascript:gotoPage(2)">下一页</a>                         what the page's own function does with 2
    <a href="javascript:__doPostBack('Pager1','2')">下一页</a>          the page's form (ASP.NET), sent once more
    <form><button name="page" value="2">下一页</button></form>          the form that the button stands in

In a row of numbers the current one is no link, or is marked: the one after it is next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from lxml.html import HtmlElement

from crawler.addresses import chosen_value, handlers
from crawler.families.base import NextPage
from crawler.families.forms import pressed, sent
from crawler.families.own_pages import next_by_name
from crawler.markup import Markup, absolute, squeeze, tight_words_of

_NEXT = re.compile(
    r"^[\[【(（]?\s*+(?:下一?[页頁]|后一?[页頁]|next(?:\s*+page)?|更早|较早|older(?:\s++posts)?|[>＞›»→])\s*+[\])】）]?"
    r"(?:[\[(（]?第?\d{1,4}页?[\])）]?)?[\s>＞›»→]*$",
    re.IGNORECASE,
)
_SAYS_PAGE = re.compile(r"页|頁|next", re.IGNORECASE)
_MONTH = re.compile(r"20[0-4]\d\s*年\s*\d{1,2}\s*月(?!\s*\d)")
_MOST_AROUND = 4  # elements
_MOST_TEXTS = 12  # in an element
_NEXT_CLASS = re.compile(r"(?:^|\s)(?:page[-_]?)?next(?:[-_]?page)?(?:\s|$)", re.IGNORECASE)
_PAGER_NAME = re.compile(r"pag(?:e|ing|ination|er)|fenye|^(?:pg|fy)$", re.IGNORECASE)
_LARGEST_NUMBER = 1500  # of a page; rows of larger numbers are menus of years
_MOST_ROWS = 30  # of links that are numbers; calendars have more than pagers
_NUMBER = re.compile(r"^(?:[\[【(（]|第)?\s*+([0-9]{1,5})\s*+(?:[\])】）]|页)?$")
_PAGE = re.compile(r"^第?\s*([0-9]{1,5})\s*页?$")
_CURRENT = re.compile(r"(?:^|[\s_-])(?:cur|current|active|on|now|selected|thisclass|hover)(?:$|[\s_-])", re.IGNORECASE)
# What is clicked: links, and other elements that have a handler.
CLICKED = "//a | //area | //*[@onclick]"


def next_page(markup: Markup) -> NextPage | None:
    """The request for the next page; None at the end, or where only a script that cannot be read knows it."""
    address = next_link(markup)
    return NextPage(address) if address else _next_sent(markup)


def next_link(markup: Markup) -> str | None:
    """The address of the next page: a link that says so, or the number after the current one; None at the end."""
    said = (address for element in markup.tree.xpath(CLICKED) if (address := _next_of(markup, element)))
    found = next(said, None) or _next_number(markup) or _next_option(markup) or _next_of_head(markup)
    return found or next_by_name(markup)


def _next_of_head(markup: Markup) -> str | None:
    """The page that the head of a page names as the next one, for search engines."""
    named = (absolute(markup.base, str(href)) for href in markup.tree.xpath("//link[@rel='next']/@href"))
    return next((address for address in named if address and address != markup.url), None)


def further_next_links(markup: Markup) -> tuple[str, ...]:
    """The next pages of the other lists of a page that has several, each with a pager of its own that says 下一页."""
    said = [
        address
        for element in markup.tree.xpath(CLICKED)
        if _SAYS_PAGE.search(label(element)) and (address := _next_of(markup, element))
    ]
    return tuple(dict.fromkeys(said))[1:]


def _next_of(markup: Markup, element: HtmlElement) -> str | None:
    """Where an element leads that says that it leads to the next page; None where it does not, or stays here."""
    if not is_next(element):
        return None
    address = markup.leads(element)
    return address if address != markup.url else None


def is_next(element: HtmlElement) -> bool:
    """Whether an element says that it leads to the next page."""
    says = label(element)
    if "页" in says or "頁" in says:
        says = says.replace(" ", "")  # 下 一 页
    is_called_so = not says and bool(_NEXT_CLASS.search(element.get("class") or ""))  # a mere arrow
    if (element.get("rel") or "") == "next" or (_NEXT.match(says) and _SAYS_PAGE.search(says)):
        return True
    return (is_called_so or bool(_NEXT.match(says))) and not _is_of_calendar(element)


def _is_of_calendar(element: HtmlElement) -> bool:
    """Whether an arrow stands beside the month that a calendar shows."""
    for around in islice(element.iterancestors(), _MOST_AROUND):
        if _MONTH.search("".join(islice(around.itertext(), _MOST_TEXTS))):
            return True
        if around.tag in {"table", "div"}:
            return False
    return False


def label(element: HtmlElement) -> str:
    """What a control says: its words, or those kept for a button, a picture or a hint."""
    words = tight_words_of(element) or squeeze(element.get("title") or element.get("value") or element.get("alt") or "")
    return words or squeeze(next((picture.get("alt") or "" for picture in element.iter("img")), ""))


def _next_number(markup: Markup) -> str | None:
    for row in _rows_of_numbers(markup):
        links = {
            number: address
            for anchor in row.iter("a")
            if (number := _number(label(anchor))) is not None
            and (address := markup.leads(anchor)) not in {None, markup.url}
            and not _CURRENT.search(anchor.get("class") or "")
        }
        current = _current(row, links)
        if current is not None:
            return links[current + 1]
        if not markup.list_place and {1, 2} <= links.keys() and _is_pager(row):
            return links[2]  # the first page has an address with a number too
    return None


def _next_option(markup: Markup) -> str | None:
    """The page after the one that a menu of pages shows."""
    for select in markup.tree.iter("select"):
        options = list(select.iter("option"))
        numbers = [int(found[1]) if (found := _PAGE.match(tight_words_of(option))) else None for option in options]
        if len(options) < 2 or numbers != list(range(1, len(options) + 1)):
            continue
        addresses = [_chosen(markup, select, option) for option in options]
        marked = (place for place, option in enumerate(options) if option.get("selected") is not None)
        here = addresses.index(markup.url) if markup.url in addresses else next(marked, 0)
        return addresses[here + 1] if here + 1 < len(options) else None
    return None


def _chosen(markup: Markup, select: HtmlElement, option: HtmlElement) -> str | None:
    """Where a menu leads when an option is chosen: what its handler opens, where it is no mere address."""
    value = option.get("value") or tight_words_of(option)
    opened = markup.functions.address(chosen_value(select.get("onchange") or ""), value)
    return absolute(markup.base, opened or value)


def has_unread_numbers(markup: Markup) -> bool:
    """Whether a row of page numbers leads nowhere that could be asked for: all of them are left to scripts."""
    for row in _rows_of_numbers(markup):
        numbers = {number: anchor for anchor in row.iter("a") if (number := _number(label(anchor))) is not None}
        if 2 in numbers and len(numbers) > 1 and not any(markup.leads(anchor) for anchor in numbers.values()):
            return True
    return False


def counts_down(markup: Markup) -> bool:
    """Whether a row of numbers shows the last of them and leads to those before: so do first pages that count down."""
    for row in _rows_of_numbers(markup):
        if not _is_pager(row):
            continue
        linked = {number for anchor in row.iter("a") if (number := _number(label(anchor))) and markup.leads(anchor)}
        shown = _unlinked_numbers(row, dict.fromkeys(linked))
        if any(number > 1 and linked == set(range(1, number)) for number in shown):
            return True
    return False


def _is_pager(row: HtmlElement) -> bool:
    """Whether a row of numbers is that of a pager, by its words or its name; calendars have such rows too."""
    return "页" in tight_words_of(row) or is_named_pager(row)


def is_named_pager(element: HtmlElement) -> bool:
    """Whether an element has the name of a pager, or one that contains it."""
    return any(_PAGER_NAME.search(name) for name in f"{element.get('id') or ''} {element.get('class') or ''}".split())


def _rows_of_numbers(markup: Markup) -> Iterator[HtmlElement]:
    numbers = (anchor for anchor in markup.tree.iter("a") if _number(label(anchor)) is not None)
    return islice(dict.fromkeys(_row_of(anchor) for anchor in numbers), _MOST_ROWS)


def _current(row: HtmlElement, links: Mapping[int, object]) -> int | None:
    return next((number for number in _unlinked_numbers(row, links) if number + 1 in links), None)


def _unlinked_numbers(row: HtmlElement, links: Mapping[int, object]) -> Iterator[int]:
    """The numbers of a row that lead to no other page, in order: in an element of their own, or bare between links."""
    for element in row.iter("b", "strong", "span", "em", "i", "font", "li", "a"):
        if not any(True for _ in element.iterdescendants("a")):
            yield from _found(_number(tight_words_of(element)), links)
    for text in (row.text, *(part.tail for part in row)):
        yield from _found(_number(squeeze(text or "")), links)


def _found(number: int | None, links: Mapping[int, object]) -> Iterator[int]:
    if number is not None and number not in links:
        yield number


def _number(words: str) -> int | None:
    """The page number that words are, printed bare or in brackets."""
    found = _NUMBER.match(words)
    return int(found[1]) if found and int(found[1]) <= _LARGEST_NUMBER else None


def _row_of(anchor: HtmlElement) -> HtmlElement:
    """The element that holds the row of numbers: around the link, or around the `li` or `span` around it."""
    around = [element for element in anchor.iterancestors() if element.tag not in {"li", "span"}]
    return around[0]


# --- forms -------------------------------------------------------------------------------------------


def _next_sent(markup: Markup) -> NextPage | None:
    """The form that the control for the next page sends, or the one of the number after the current one."""
    for element in markup.tree.xpath(CLICKED):
        if is_next(element) and (request := sent(markup, element)):
            return request
    for button in markup.tree.iter("button", "input"):
        if is_next(button) and (request := pressed(markup, button)):
            return request
    for row in _rows_of_numbers(markup):
        links = {
            number: anchor
            for anchor in row.iter("a")
            if (number := _number(label(anchor))) is not None and any(map(markup.functions.sends, handlers(anchor)))
        }
        current = _current(row, links)
        if current is not None:
            return sent(markup, links[current + 1])
    return None
