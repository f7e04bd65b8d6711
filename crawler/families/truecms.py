"""TrueCMS (南通, 连云港): the first rows stand hidden in the column's page, the others come as XML within JSON.

    <div id="initData"><ul><li><a href="/a/content/1.html" title="…">…</a></li></ul>…</div>
    $('#msgList').jpage({totalRecord:"279", perPage:20, groupSize:3,
        proxyUrl:'/TrueCMS/messageController/getMessage.do', ajaxParam:{columnId:'754f6db5-…'}})
    GET …/getMessage.do?startrecord=61&endrecord=120&perpage=20&contentTemplate=&columnId=754f6db5-…
        → {"result": "<datastore><totalrecord>279</totalrecord><recordset><record><![CDATA[<li>…"}

The pager is that of Hanweb, and the answer holds its datastore. Some sites want to be told which page asks (Referer).
Nobody is told that here, and what they refuse is said.
"""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urlencode

from lxml import etree

from crawler.addresses import joined
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.families.hanweb import datastore_items, datastore_total
from crawler.families.records import embedded, table
from crawler.items import Item
from crawler.listed import list_items, named_reports
from crawler.markup import Markup

_SERVICE = re.compile(r"""["']([^"'\s]*/messageController/getMessage\.do)["']""", re.IGNORECASE)
_GIVEN = re.compile(r"\bajaxParam\s*:\s*\{([^{}]{1,400})\}")
_FIELD = re.compile(r"""["']?(\w+)["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|(\d+))""")
_TOTAL = re.compile(r"\btotalRecord\s*:\s*[\"']?(\d{1,7})")
_PER_PAGE = re.compile(r"\bperPage\s*:\s*[\"']?(\d{1,4})")
_PER_PAGE_USUALLY = 15
_GROUP = re.compile(r"\bgroupSize\s*:\s*[\"']?(\d{1,3})")


class TrueCms:
    name: ClassVar[str] = "truecms"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        service = _SERVICE.search(markup.text)
        if service and _GIVEN.search(markup.scripts):
            return Claim(self.name, 0.97, f"a pager fed by {service[1]}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        held = _held(markup)
        items = held or named_reports(markup)
        service, given = _SERVICE.search(markup.text), _GIVEN.search(markup.scripts)
        if service is None or given is None:
            return ListPage(items)
        state: State = {
            "column": markup.base,
            "service": joined(markup.base, service[1]),
            "fields": {name: one or two or bare for name, one, two, bare in _FIELD.findall(given[1])},
            "per_page": _number(_PER_PAGE, markup) or _PER_PAGE_USUALLY,
            "rows": (_number(_PER_PAGE, markup) or _PER_PAGE_USUALLY) * (_number(_GROUP, markup) or 1),
            "total": _number(_TOTAL, markup),
            "read": len(held),
        }
        return ListPage(items, state["total"], following=_following(state, len(held)))

    def later_page(self, markup: Markup, state: State) -> ListPage:
        result = table(embedded(markup.data)).get("result")
        sent = result if isinstance(result, str) else markup.text
        items, stated = datastore_items(sent, state["column"]), datastore_total(sent)
        after = {**state, "total": state["total"] if stated is None else stated, "read": state["read"] + len(items)}
        # Of a page that holds no rows the first records may repeat what it shows.
        following = _following(after, len(items))
        return ListPage(items, after["total"], following=following, asks_another_way=state["read"] == 0)


def _held(markup: Markup) -> tuple[Item, ...]:
    """The rows that the page holds for its script."""
    for held in markup.tree.xpath("//*[@id='initData']"):
        return list_items(Markup(etree.tostring(held, encoding="unicode"), markup.base))
    return ()


def _number(pattern: re.Pattern[str], markup: Markup) -> int | None:
    found = pattern.search(markup.scripts)
    return int(found[1]) if found else None


def _following(state: State, shown: int) -> NextPage | None:
    """The request for the records to come; where no total is declared, an answer that is not full is the last."""
    total, read = state["total"], state["read"]
    if (read >= total) if total is not None else (read > 0 and shown < state["rows"]):
        return None
    if read and not shown:
        return None
    end = read + state["rows"] if total is None else min(read + state["rows"], total)
    numbers = {"startrecord": read + 1, "endrecord": end, "perpage": state["per_page"], "contentTemplate": ""}
    return NextPage(f"{state['service']}?{urlencode({**numbers, **state['fields']})}", state=state)
