"""Pages of a list that are known by their addresses alone: the list's own with a number.

    /nb/ → /nb/index_2.html, /nb/index.html → /nb/index_1.html (TRS), /nb/list_2.html → /nb/list_3.html, ?page=2

Such a link is believed where it says nothing that could name another list: an arrow, a picture, 翻下页, 2, 6-10, 尾页.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from crawler.calls import PAGE_FIELDS
from crawler.families.records import number
from crawler.markup import Link, Markup

_NAME = re.compile(r"(?P<stem>[^/]*?)(?:[_-](?P<number>\d{1,3}))?(?P<ending>\.\w{2,5})?")
_OF_A_FOLDER = {"index", "list", "default", ""}
_SAYS_NOTHING = re.compile(
    r"[^\w\u4e00-\u9fff]*|第[一二三四五六七八九十]{1,3}页|(?:转|跳|翻)?[到至]?第\d{1,3}页|[①-⑳]|继续(?:浏览|阅读|查看)|翻?[下后]一?[页张屏组批]|[下后]\d{1,3}[条篇项]|(?:查看)?(?:更多|其他|以往|往期|较早)(?:的?年报)?"
    r"|[\[【(（]?\d{1,3}(?:\s?[-–~～至]\s?\d{1,3})?[\])】）]?|(?:尾|末|最后一?)页|next|last|more",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?:尾|末|最后一?)页|last", re.IGNORECASE)


def next_by_name(markup: Markup) -> str | None:
    """The page behind this one, where a link leads to it that may be a pager's; None where none does."""
    shown = _number(markup.url, markup.url)
    if shown is None:
        return None
    numbered = {number: url for number, _, url in _numbered(markup)}
    first = 1 if shown == 0 and 1 in numbered else max(shown, 1) + 1
    return numbered.get(first)


def last_by_name(markup: Markup) -> str:
    """What a link says that leads to the last page, where that is another than this; empty where there is none."""
    shown = _number(markup.url, markup.url) or 0
    behind = (says for number, says, _ in _numbered(markup) if number > max(shown, 1) and _LAST.fullmatch(says))
    return next(behind, "")


def _numbered(markup: Markup) -> Iterator[tuple[int, str, str]]:
    """The number of each page of the list to which a link leads, with what the link says."""
    for link in markup.links:
        says = _says(link)
        if link.how in {"a", "area", "script"} and _SAYS_NOTHING.fullmatch(says) and link.url != markup.url:
            number = _number(markup.url, link.url)
            if number:
                yield number, says, link.url


def _says(link: Link) -> str:
    return link.text or link.title or link.alt


def _number(page: str, url: str) -> int | None:
    """The number of the page at an address, of the list that `page` belongs to: 0 without one; None for others."""
    here, there = urlsplit(page), urlsplit(url)
    if here.netloc != there.netloc:
        return None
    if here.path == there.path and there.query:
        return _number_in_query(here.query, there.query)
    folder, _, own = here.path.rpartition("/")
    other_folder, _, other = there.path.rpartition("/")
    shown, named = _NAME.fullmatch(own), _NAME.fullmatch(other)
    if folder != other_folder or here.query != there.query or shown is None or named is None:
        return None
    is_own = shown["stem"] == named["stem"] or {shown["stem"], named["stem"]} <= _OF_A_FOLDER
    return int(named["number"] or 0) if is_own else None


def _number_in_query(shown: str, other: str) -> int | None:
    """The number of the page that a query asks for which differs from the page's own in that alone."""
    here, there = dict(parse_qsl(shown)), dict(parse_qsl(other))
    fields = {name: page for name in there if name.lower() in PAGE_FIELDS and (page := number(there[name])) is not None}
    if len(fields) != 1:
        return 0 if here == there else None
    field, page = fields.popitem()
    others = [{name: value for name, value in query.items() if name != field} for query in (here, there)]
    return page if others[0] == others[1] else None
