"""EmpireCMS 帝国: static pages `index_2.html`, linked to each other.

The pager prints `<a title="Total record"><b>99</b></a>`; it prints nothing at all where one page is enough.
Click counts come from `/e/public/ViewClick`, searches go to `/e/search/`, uploads lie at `/d/file/p/2018/07-09/`.
"""

from __future__ import annotations

import re
from typing import ClassVar

from crawler.families.base import AlikePages, Claim, ListPage, NextPage
from crawler.families.controls import next_link
from crawler.families.unread import unread_pager
from crawler.listed import list_items
from crawler.markup import Markup, words_of

_MARKS = re.compile(r"/e/(?:public/ViewClick|search/index\.php|public/onclick|DownSys)")
_UPLOAD = re.compile(r"/d/file/p/20\d\d/\d\d-\d\d/")


class Empire(AlikePages):
    name: ClassVar[str] = "empire"
    sends_data: ClassVar[bool] = False

    def detect(self, markup: Markup) -> Claim:
        total = _total(markup)
        if total is not None:
            return Claim(self.name, 0.9, f"a pager that says Total record {total}")
        if mark := _MARKS.search(markup.text):
            return Claim(self.name, 0.6, f"the address {mark.group()}")
        if upload := _UPLOAD.search(markup.text):
            return Claim(self.name, 0.4, f"an upload such as {upload.group()}")
        return Claim(self.name, 0.0, "")

    def page(self, markup: Markup) -> ListPage:
        items, following, total = list_items(markup), next_link(markup), _total(markup)
        unread = unread_pager(markup, len(items)) if total is None and following is None else ""
        return ListPage(
            items=items,
            declared_total=total,
            declared_pages=1 if total is None and following is None and not unread else None,
            following=NextPage(following) if following else None,
            unread_pager=unread,
        )


def _total(markup: Markup) -> int | None:
    for anchor in markup.tree.xpath("//a[@title='Total record']"):
        words = words_of(anchor)
        if re.fullmatch(r"[0-9]{1,6}", words):
            return int(words)
    return None
