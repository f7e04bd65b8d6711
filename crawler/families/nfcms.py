"""NFCMS (广东): articles are `…/content/post_N.html`, and lists are `index.html`, `index_2.html` … linked in a row.

An article has a twin for telephones, `mpost_N.html`, which is not a second report. Some columns of the same
software are sent as JSON records; these declare no number, so nothing proves that they are all.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

from crawler.families.base import AlikePages, Claim, ListPage
from crawler.families.pagers import linked_page
from crawler.families.records import number, record_items, rows, table
from crawler.markup import Markup, absolute, tight_words_of

_SCRIPTED = re.compile(r"\bNFCMS_(?:SITE|POST|CATEGORY|COLUMN)_ID\b")
_ARTICLE = re.compile(r"/content/m?post_\d+\.html")
_TWIN = re.compile(r"/mpost_(\d+\.html)$")
_LAST = re.compile(r"^(?:尾|末|最后一?)页$")
_NUMBERED = re.compile(r"/index_(\d{1,4})\.html$")


class Nfcms(AlikePages):
    name: ClassVar[str] = "nfcms"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        if records := _records(markup.data):
            known = sum(bool(_ARTICLE.search(str(record.get("url")))) for record in records)
            score = 0.9 if known * 2 >= len(records) else 0.0
            return Claim(self.name, score, f"JSON records, {known} of {len(records)} with addresses of articles post_N")
        if mark := _SCRIPTED.search(markup.text):
            return Claim(self.name, 0.8, f"the script's name {mark.group()}")
        if articles := _ARTICLE.findall(markup.text):
            return Claim(self.name, 0.6, f"{len(articles)} article addresses such as {articles[0]}")
        return Claim(self.name, 0.0, "")

    def page(self, markup: Markup) -> ListPage:
        if records := _records(markup.data):
            items = record_items(records, markup.url, dates=("date", "visible_publish_time"))
            total = number(table(markup.data).get("total"))
            return ListPage(items, total, unread_pager="" if total is not None else "JSON records without a number")
        page = linked_page(markup)
        addresses = {item.url for item in page.items}
        items = tuple(item for item in page.items if _TWIN.sub(r"/post_\1", item.url) not in addresses - {item.url})
        return replace(page, items=items, declared_pages=page.declared_pages or _last_number(markup))


def _records(data: Any) -> list[Any]:
    """The records of a list: the array itself, or that of `articles`."""
    found = rows(data) or rows(table(data).get("articles"))
    return [record for record in found if "title" in record and "url" in record]


def _last_number(markup: Markup) -> int | None:
    """The number of pages by the link to the last one."""
    for anchor in markup.tree.iter("a"):
        if _LAST.match(tight_words_of(anchor)):
            numbered = _NUMBERED.search(absolute(markup.base, anchor.get("href")) or "")
            return int(numbered[1]) if numbered else None
    return None
