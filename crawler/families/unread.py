"""Whether a page of a list has more behind it that can only be had by running its scripts.

A list is complete only where nothing speaks for more. What speaks for it is quoted, so that a person can look.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.families.controls import CLICKED, counts_down, has_unread_numbers, is_next, label
from crawler.families.declared import declared_pages, kept_records, pager_name
from crawler.families.own_pages import last_by_name
from crawler.families.scripted import FEWEST_OF_A_PAGE, hides_lists, keeps_page, unread_control
from crawler.markup import Markup, heading_of
from crawler.organs import is_of_bodies

_LOAD_MORE = re.compile(r"加载更多|点击加载|显示更多|查看更多|更多加载|[上下]拉加载|滑动加载")
_UNFOLD = re.compile(r"展开(?:全部|更多|所有)|点击展开")  # what stands in the page, or what a script fetches
_NEWEST = re.compile(r"[仅只](?:显示|展示|列出|保留)(?:最新|最近|前)的?\s?\d{1,4}\s?[条篇份]")
_MORE = re.compile(r"(?:点击)?更多(?:内容|信息|数据)?[\s>＞».…+]*|more", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<script\b.*?(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_SCRIPTED = re.compile(
    r"createPage\w{0,40}\(|laypage|jpage\(|\bpagination\w*\(|(?:totalPages?|pageCount)\s*[:=](?!\s*[\"']?[01]\b)"
    r"|getMessage\.do|queryData=|kkpager\.generPage"
)
# A number of pages, under the names that it is given; one page needs no pager.
_COUNTED = re.compile(r"page(?:s|_?count|_?total|_?all)?\s*[:=]\s*[\"']?(?!1\b)[1-9]\d{0,4}")
_BEFORE_PAGE = re.compile(r"(?<![a-z])(?:total|all|count|sum|max)_?$")
# A number of records or pages that is left to a script, or stands in pictures.
_COUNT_NOT_SAID = re.compile(
    r"(?<![\u4e00-\u9fff])(?:共|总共|共有|共计)\s{1,3}(?:条|页|篇|项|个?记录)(?![\u4e00-\u9fff]{0,2}\d)"
)
_SHORT_PAGES = {6, 8}  # entries of pages of cards; five stand on real lists of one page beside an empty pager
_FRAMED_PAGER = re.compile(r"/(?:pag(?:e|er|es|ing|ination)|fenye)\.\w+$", re.IGNORECASE)
_ONLY_TELLS = re.compile(r"\s*(?:javascript:)?\s*(?:alert\(|return\s+false)")  # that there is no next page
# .nextpg, #nextpg in a line of a script in which it waits for a click
_BOUND = re.compile(r"[.#]([A-Za-z][\w-]{2,40})\b(?=[^;\n]{0,60}click)")
_ANCHOR = re.compile(r"#\D{0,12}(?:[2-9]|[1-9]\d+)")  # of a page after the first, for a script
# Plugins that load more when the reader comes to the end of the page.
_GROWS = ("mescroll", ".dropload(", "flow.load(", "infinite-scroll", "infinitescroll", "<van-list", "data-next-page")


def unread_pager(markup: Markup, shown: int = 0) -> str:
    """A quote of a pager that is there but leads nowhere without running scripts; empty where there is none.

    A link to the next page without an address counts only where more pages are declared or nothing is; an element
    that only a script can fill counts where the page shows as many entries as a full one may.
    """
    if declared_pages(markup) == 1:
        return ""
    if quote := _left_to_scripts(markup) or _named_in_scripts(markup):
        return quote
    if markup.list_place:
        return ""
    if not_said := _COUNT_NOT_SAID.search(markup.words):
        return f"{not_said[0]} without a number"
    if newest := _NEWEST.search(markup.words):
        return newest[0]
    if last := last_by_name(markup):
        return last
    if control := unread_control(markup, shown):
        return control
    if counts_down(markup):
        return "a row of numbers that counts down"
    # Whether it counts records or pages is not said, so it proves nothing; but the first page shows fewer.
    if (kept := kept_records(markup) or 0) > max(shown, 1):
        return f"which counts {kept}"
    may_be_full = shown >= FEWEST_OF_A_PAGE or shown in _SHORT_PAGES
    return (_component(markup) or _empty_pager(markup)) if may_be_full else ""


def _left_to_scripts(markup: Markup) -> str:
    """A control for more that has no address."""
    bound = set(_BOUND.findall(markup.scripts)) if "click" in markup.scripts else set()
    for element in markup.tree.xpath(CLICKED):
        # With a heading it is that of another box of the page.
        is_more = element.get("onclick") and _MORE.fullmatch(label(element)) and not heading_of(element)
        is_left = is_more or is_next(element) or _is_more_of_bodies(element)
        is_of_script = is_left and (
            _is_scripted(element) or keeps_page(element) or not bound.isdisjoint(_names(element))
        )
        if is_of_script and markup.leads(element) is None:
            return label(element) or "next"
    if has_unread_numbers(markup):
        return "a row of numbers"
    if any(link.how == "iframe" and _FRAMED_PAGER.search(link.url) for link in markup.links):
        return "a frame that is named for it"
    more = _LOAD_MORE.search(markup.words) or (not hides_lists(markup) and _UNFOLD.search(markup.words))
    return more.group() if more else ""


def _named_in_scripts(markup: Markup) -> str:
    """What a script, or an element's attribute, makes of a list that has more pages."""
    quote = _quote(markup.scripts)
    if not quote and _quote(markup.text):
        quote = _quote(_UNSEEN.sub("", markup.text))  # not in a comment
    return quote


def _quote(text: str) -> str:
    if found := _SCRIPTED.search(text):
        return found.group()
    lower = text.lower()
    return next((mark for mark in _GROWS if mark in lower), "") or _counted(lower)


def _counted(lower: str) -> str:
    """Where a number of pages is given: totalpage=6, page_count: 6, but not page: 6."""
    for found in _COUNTED.finditer(lower):
        name = _BEFORE_PAGE.search(lower, max(found.start() - 6, 0), found.start())
        if name or not re.match(r"pages?\s*[:=]", found.group()):
            return lower[name.start() if name else found.start() : found.end()]
    return ""


def _component(markup: Markup) -> str:
    """The pager of a page that is made of components: an element that only their script knows."""
    return next((str(one.tag) for one in markup.tree.iter() if str(one.tag).endswith("-pagination")), "")


def _empty_pager(markup: Markup) -> str:
    """The name of an element that is made for a pager and holds nothing, on a page that loads scripts."""
    if not markup.tree.xpath("//script[@src]"):
        return ""
    for element in markup.tree.iter("div", "ul", "p", "span", "nav"):
        name = pager_name(element)
        if name and not len(element) and not (element.text or "").strip():
            return f"the empty element {name}"
    return ""


def _is_more_of_bodies(element: HtmlElement) -> bool:
    """Whether a link says 更多 below the name of an organ, or of a group of bodies, of which it shows the newest."""
    return element.tag == "a" and bool(_MORE.fullmatch(label(element))) and is_of_bodies(heading_of(element))


def _names(element: HtmlElement) -> list[str]:
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def _is_scripted(anchor: HtmlElement) -> bool:
    href = (anchor.get("href") or "").strip().lower()
    if _ANCHOR.fullmatch(href):
        return True
    if _ONLY_TELLS.match(anchor.get("onclick") or href):
        return False
    return bool(anchor.get("onclick")) or (href.startswith("javascript:") and "void" not in href and "(" in href)
