"""WebPlus 苏迪: `list.htm` is page 1, `list2.htm` page 2 and so on upward; articles end in `/page.htm` or `/page.psp`.

Vsb also ends its addresses in `.htm`, but counts its pages down. The pager prints 每页 14 记录 总共 60 记录 and
页码 1/5 with the numbers in elements of their own; the first page is `list1.htm` as well, and is not asked for twice.
"""

from __future__ import annotations

import re
from typing import ClassVar

from crawler.addresses import joined
from crawler.families.base import AlikePages, Claim, ListPage, Mark, NextPage
from crawler.families.controls import next_link
from crawler.families.declared import declared_pages, declared_total
from crawler.families.unread import unread_pager
from crawler.listed import list_items
from crawler.markup import Markup, tight_words_of

_MARKS: tuple[Mark, ...] = (
    (0.6, "articles such as /c12a34/page.htm", re.compile(r"/c\d+a\d+/page\.(?:htm|psp)")),
    (0.5, "files below /_upload/article/files/", re.compile(r"/_upload/(?:article/files|tpl)/")),
    (0.5, "its class names wp_…", re.compile(r"class=[\"'][^\"']*\bwp_(?:articlecontent|article_list|paging)\b")),
)
_LIST = re.compile(r"/list(\d{0,9})\.(htm|psp)$")


class WebPlus(AlikePages):
    name: ClassVar[str] = "webplus"
    sends_data: ClassVar[bool] = False

    def detect(self, markup: Markup) -> Claim:
        return Claim.by_marks(self.name, _MARKS, markup)

    def page(self, markup: Markup) -> ListPage:
        total, pages = _count(markup, "all_count"), _count(markup, "all_pages")
        pages = declared_pages(markup) if pages is None else pages
        total = declared_total(markup) if total is None else total
        items, following = list_items(markup), next_link(markup) or _next_number(markup, pages)
        is_known = following or total is not None or pages is not None
        return ListPage(
            items=items,
            declared_total=total,
            declared_pages=pages,
            following=NextPage(following) if following else None,
            unread_pager="" if is_known else unread_pager(markup, len(items)),
        )


def _count(markup: Markup, name: str) -> int | None:
    for element in markup.tree.xpath(f"//em[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"):
        if re.fullmatch(r"\d{1,6}", words := tight_words_of(element)):
            return int(words)
    return None


def _next_number(markup: Markup, pages: int | None) -> str | None:
    """The page after this one by its number, where the links of the pager are left to a script."""
    here = _LIST.search(markup.url)
    if here is None or pages is None:
        return None
    page = int(here[1] or 1) + 1
    return joined(markup.url, f"list{page}.{here[2]}") if page <= pages else None
