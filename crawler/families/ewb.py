"""EWB 国泰新点: pages load `/js/webBuilderCommon.js`; articles are `/…/YYYYMMDD/<uuid>.html`.

Static lists link their pages to each other. Others are filled by a script from `/rest/lightfrontaction/…`, with an
identifier that stands in that script file and not in the page: such a list is named as not read. The service's
answer is read where it is given: `{"custom": {"data": [{"infourl": "…", "realtitle": "…"}]}}`, with `infodate` and
`total` where they stand in it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

from crawler.families.base import Claim, ListPage, State
from crawler.families.pagers import linked_page
from crawler.families.records import number, record_items, rows, table
from crawler.markup import Markup

_SCRIPT = "/js/webBuilderCommon.js"
_ARTICLE = re.compile(r"/20\d{6}/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\.html")
_SERVICE = re.compile(r"/rest/lightfrontaction/\w+")


class Ewb:
    name: ClassVar[str] = "ewb"

    def detect(self, markup: Markup) -> Claim:
        if _records(markup.data):
            return Claim(self.name, 0.9, "JSON records with infourl")
        if _SCRIPT in markup.text:
            return Claim(self.name, 0.8, f"the script {_SCRIPT}")
        if articles := _ARTICLE.findall(markup.text):
            return Claim(self.name, 0.5, f"{len(articles)} article addresses such as {articles[0]}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        return _page(markup)

    def later_page(self, markup: Markup, state: State) -> ListPage:  # noqa: ARG002 - each page links to the next
        return _page(markup)


def _page(markup: Markup) -> ListPage:
    if records := _records(markup.data):
        items = record_items(
            records, markup.url, titles=("realtitle", "title"), addresses=("infourl",), dates=("infodate",)
        )
        total = number(table(table(markup.data).get("custom")).get("total"))
        return ListPage(items, total, unread_pager="" if total is not None else "JSON records without a number")
    page = linked_page(markup)
    service = _SERVICE.search(markup.text)
    if service and page.following is None and not page.unread_pager:
        return replace(page, unread_pager=service.group())
    return page


def _records(data: Any) -> list[Any]:
    return [record for record in rows(table(table(data).get("custom")).get("data")) if "infourl" in record]
