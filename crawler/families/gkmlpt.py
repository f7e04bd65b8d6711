"""The 政府信息公开目录 platform of 广东: a page that holds a tree of categories, and articles as JSON.

    window._CONFIG = {SID: '755041', TREE: [{"id": 12, "name": "政府信息公开年报", "children": []}, …]}
    GET /gkmlpt/api/all/12?page=1&sid=755041 → {"total": 130, "articles": [{"title", "url", "post_url", …}]}

100 articles a page. Pages 0 and 1 are the same, so reading begins at 1 and stops at the declared total. A node
with `jump_url` leaves the platform: what it names is no list here. A category stands for those below it; only
where it holds nothing itself, as one that is divided by years may, are they asked for one by one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from crawler.addresses import joined
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.families.records import number, record_items, rows, table, words
from crawler.items import Item
from crawler.markup import Markup
from parsers.prose.titles import judge_column

_ROWS = 100
_SURE = 0.6  # of a node's name, as of a page's own
_DEEPEST = 12  # levels of a tree; a list without end must not be one
_SID = re.compile(r"\bSID[\"']?\s*:\s*[\"']?(\w+)")
_TREE = re.compile(r"\bTREE[\"']?\s*:\s*(?=\[)")


class Gkmlpt:
    name: ClassVar[str] = "gkmlpt"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        data = table(markup.data)
        if isinstance(data.get("articles"), list) and ("classify" in data or "post_url" in markup.text):
            return Claim(self.name, 0.95, "JSON with the articles of a category")
        if "_CONFIG" in markup.text and _TREE.search(markup.scripts) and _SID.search(markup.scripts):
            return Claim(self.name, 0.96, "a window._CONFIG with SID and TREE")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        if markup.data is not None:
            return _alone(markup)
        sid = _SID.search(markup.scripts)
        nodes = list(_wanted(_tree(markup)))
        if sid is None or not nodes:
            return ListPage((), unread_pager="a tree without a category of annual reports")
        categories = [_category(node) for node in nodes]
        state = {"index": markup.url, "sid": sid[1], "categories": categories, "page": 0, "before": 0}
        names = ", ".join(dict.fromkeys(words(node.get("name")) for node in nodes))
        told = f"its tree has a category called {names}"
        return ListPage((), following=_following(state), annual_reports=told)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        total = number(table(markup.data).get("total"))
        items = _items(markup)
        if total is None:  # an apology, or another page altogether: the list stays open
            return ListPage(items)
        is_read = state["page"] * _ROWS >= total
        after = dict(state)
        if is_read:
            this, *others = state["categories"]
            left = [*(this["below"] if total == 0 else ()), *others]
            after = {**state, "categories": left, "page": 0, "before": state["before"] + total}
        is_last = not after["categories"][0 if is_read else 1 :]
        return ListPage(
            items=items,
            # The sum of all categories is known with the last one.
            declared_total=state["before"] + total if is_last else None,
            following=_following(after) if after["categories"] and (items or is_read) else None,
            # A category may be empty or repeat another, and the next one is asked for all the same.
            asks_another_way=is_read,
        )


def _alone(markup: Markup) -> ListPage:
    """One page of records that was named as a column itself."""
    return ListPage(_items(markup), number(table(markup.data).get("total")))


def _items(markup: Markup) -> tuple[Item, ...]:
    records = rows(table(markup.data).get("articles"))
    dates = ("date", "display_publish_time", "created_at")
    return record_items(records, markup.url, addresses=("post_url", "url"), dates=dates)


def _following(state: State) -> NextPage:
    page = state["page"] + 1
    query = urlencode({"page": page, "sid": state["sid"]})
    address = joined(state["index"], f"/gkmlpt/api/all/{state['categories'][0]['id']}?{query}")
    return NextPage(address, state={**state, "page": page})


def _tree(markup: Markup) -> Any:
    """The array behind `TREE:`, which is JSON inside a script that is none."""
    found = _TREE.search(markup.scripts)
    if found is None:
        return []
    try:
        return json.JSONDecoder().raw_decode(markup.scripts, found.end())[0]
    except (ValueError, RecursionError):
        return []


def _wanted(tree: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The uppermost nodes that are named for annual reports."""
    for node in rows(tree) if depth < _DEEPEST else ():
        if _is_here(node) and judge_column(words(node.get("name"))) >= _SURE:
            yield node
        else:
            yield from _wanted(node.get("children"), depth + 1)


def _category(node: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """A node and those below it, as the state of a list."""
    below = [child for child in rows(node.get("children")) if _is_here(child)] if depth < _DEEPEST else []
    return {"id": str(node["id"]), "below": [_category(child, depth + 1) for child in below]}


def _is_here(node: Mapping[str, Any]) -> bool:
    return number(node.get("id")) is not None and not words(node.get("jump_url"))
