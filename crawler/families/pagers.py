"""Pages of lists that link to each other: the next page, the declared numbers, and what could not be followed."""

from __future__ import annotations

import re

from crawler.families.base import ListPage, NextPage, State
from crawler.families.controls import further_next_links, next_link, next_page
from crawler.families.declared import declared_pages, declared_total, kept_pages, script_total
from crawler.families.scripted import unread_menu
from crawler.families.unread import unread_pager
from crawler.families.years import list_menu
from crawler.items import Item
from crawler.listed import list_items
from crawler.markup import Markup, heading_of, tight_words_of

_WHOLE_LIST = re.compile(
    r"加载更多|点击加载|显示更多|查看更多|更多加载|(?:查看|显示)(?:全部|所有)|(?:查看)?(?:全部|所有)(?:年报|年度报告)"
)
_NOTHING = re.compile(
    r"暂无|暂时没有|没有(?:更多|相关|找到|查到|任何|数据|记录|内容|信息)|无(?:相关|更多|数据|记录|内容)|已?到底了?"
)


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
        declared_total=script_total(markup, len(items)) if total is None else total,
        declared_pages=declared_pages(markup) or kept_pages(markup),
        following=following,
        unread_pager=""
        if following
        else unread_pager(markup, len(items)) or years.unread or _unread_menu(markup, items),
        branches=years.addresses,
        is_bare=bool(markup.list_place) and not items and not _NOTHING.search(markup.words),
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
        words = tight_words_of(anchor).strip("»>＞….[]【】 ")
        if _WHOLE_LIST.fullmatch(words) or (words == "更多" and not heading_of(anchor)):
            address = markup.leads(anchor)
            if address and address != markup.url and address.rpartition("/")[0] == markup.url.rpartition("/")[0]:
                return NextPage(address)
    return None
