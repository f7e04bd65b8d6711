"""Hanweb JCMS 大汉: the column page embeds the first rows as XML, the others come from `dataproxy.jsp`.

    <script type="text/xml"><datastore><nextgroup><![CDATA[<a href="…dataproxy.jsp?page=2&…">]]></nextgroup>
    <recordset><record><![CDATA[<li><a href="/art/2024/1/8/art_1_2.html" title="…">…</a>…</li>]]></record>…

Three ways lead on. `nextgroup` prints the next request (its ids may be encrypted: it is followed as printed).
Where none is printed, or where following it brings nothing new, rows are asked for by number with
startrecord and endrecord and the fields of the page's `param_` object, as the site's own script does. A site that
ignores these, and sends its first rows again, is asked for groups by `page`. Groups may overlap by a row; rows are
counted by address. `totalrecord` is the declared total.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlencode

from crawler.addresses import joined
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.items import Item, names_report
from crawler.listed import fragment_items
from crawler.markup import Markup, absolute, parse

_NEXT_WAY = {"printed": "number", "number": "page"}  # where the way taken so far is ignored
_PROXY = re.compile(r"[\"']([^\"'\s]*/jpage/dataproxy\.jsp)")
_TOTAL = re.compile(
    r"<totalrecord>\s*+(?:<!\[CDATA\[)?\s*+(\d{1,9})(?!\d)|totalRecord\s*:\s*(\d{1,9})(?!\d)", re.IGNORECASE
)
_PER_PAGE = re.compile(r"perPage\s*:\s*(\d{1,9})(?!\d)")
_GROUP = re.compile(r"groupSize\s*:\s*(\d{1,9})(?!\d)")
_PARAM = re.compile(r"param_\w{1,60}\s*=\s*\{([^{}]*)\}")
_PARAM_FIELD = re.compile(r"(?<!\w)(\w+)\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|([\w.-]+))")


# The element that shows a unit's rows, and what the page's scripts say of it.
_UNIT = re.compile(r"\bid=[\"'](\w{1,60})[\"']")
_BESIDE = 400  # characters before its rows
_CALL = re.compile(
    r"param_(?P<unit>\w{1,60})\s*=\s*\{[^{}]*\}|[\"']#(?P<called>\w{1,60})[\"']\s*\)\.jpage\(\s*\{[^{}]*\}"
)


class Hanweb:
    name: ClassVar[str] = "hanweb"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        if "<datastore>" in markup.text.lower() and "<recordset>" in markup.text.lower():
            return Claim(self.name, 0.95, "a datastore with a recordset in the page")
        if proxy := _PROXY.search(markup.text):
            return Claim(self.name, 0.9, f"the address {proxy[1]}")
        return Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        text = _own_unit(markup)
        fields = _fields(text)
        proxy = _PROXY.search(text)
        per_page = int(found[1]) if (found := _PER_PAGE.search(text)) else 15
        group = int(found[1]) if (found := _GROUP.search(text)) else 3
        state = {
            "column": markup.url,
            "proxy": joined(markup.url, proxy[1]) if proxy else None,
            "form": urlencode(fields) if fields else None,
            "per_page": per_page,
            "rows": per_page * group,
            "total": None,
            "read": 0,
            "way": "printed",
            "page": 1,
        }
        return _page(text, state)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        return _page(markup.text, state)


def _own_unit(markup: Markup) -> str:
    """The page's text; of one with several units of rows, that of the unit which lists the most reports."""
    before, *units = re.split("(?=<datastore>)", markup.text, flags=re.IGNORECASE)
    if len(units) < 2:
        return markup.text
    best = max(range(len(units)), key=lambda at: sum(map(names_report, datastore_items(units[at], markup.url))))
    rows, *behind = (unit.partition("</datastore>") for unit in [units[best], *units[:best], *units[best + 1 :]])
    around = "".join([before, rows[2], *(text for _, _, text in behind)])
    named = _UNIT.findall("".join([before, *units[:best]])[-_BESIDE:])
    own = [call[0] for call in _CALL.finditer(around) if named and named[-1] in {call["unit"], call["called"]}]
    return rows[0] + ("".join(own) or around)


def _page(text: str, state: State) -> ListPage:
    stated = datastore_total(text)
    total = state["total"] if stated is None else stated
    items = datastore_items(text, state["column"])
    # Groups overlap with the one before; where nothing is new, the site ignored the page number it printed itself.
    before = set(state.get("last", ()))
    new = [item.url for item in items if item.url not in before]
    ignored = bool(before) and not new and state["way"] in _NEXT_WAY
    carried = {
        **state,
        "total": total,
        "read": state["read"] + len(new),
        "way": _NEXT_WAY[state["way"]] if ignored else state["way"],
        "last": [item.url for item in items] or state.get("last", []),
    }
    following = _following(text, carried)
    # The software always declares its number; rows in a page that does not may be its first ones alone.
    unread = "" if following or total is not None or state["read"] else "rows without their number"
    return ListPage(items, total, None, following, unread, asks_another_way=ignored)


def _following(text: str, state: State) -> NextPage | None:
    if state["total"] is not None and state["read"] >= state["total"]:
        return None
    group = next(_elements("nextgroup", text), None)
    if group and state["way"] == "printed":
        for anchor in parse(group).iter("a"):
            address = absolute(state["column"], anchor.get("href"))
            if address:
                return NextPage(address, state=state)
    if state["proxy"] is None or state["form"] is None or state["total"] is None:
        return None
    if state["way"] == "page":
        page = state["page"] + 1
        query = urlencode({"page": page, "perpage": state["per_page"]})
        return NextPage(f"{state['proxy']}?{query}", body=state["form"], state={**state, "page": page})
    start = state["read"] + 1
    end = min(state["read"] + state["rows"], state["total"])
    query = urlencode({"startrecord": start, "endrecord": end, "perpage": state["per_page"]})
    return NextPage(f"{state['proxy']}?{query}", body=state["form"], state={**state, "way": "number"})


def datastore_total(text: str) -> int | None:
    """The number of records that an answer, or the pager of a page, declares."""
    found = _TOTAL.search(text)
    return int(found[1] or found[2]) if found else None


def datastore_items(text: str, base: str) -> tuple[Item, ...]:
    """The items of the records in a text, each address once."""
    items = [item for record in _elements("record", text) for item in fragment_items(_markup_of(record), base)]
    return tuple({item.url: item for item in items}.values())


def _markup_of(record: str) -> str:
    """The piece of HTML that a record is; some sites escape it instead of marking it as CDATA."""
    return html.unescape(record) if "<" not in record else record


def _elements(name: str, text: str) -> Iterator[str]:
    """What stands in each element `name` of a datastore, without the marks of CDATA.

    A page that opens elements without end must not be searched anew from each of them, as a pattern would.
    """
    for piece in re.split(f"<{name}>", text, flags=re.IGNORECASE)[1:]:
        inside, *closed = re.split(f"</{name}>", piece, maxsplit=1, flags=re.IGNORECASE)
        if closed:
            yield inside.strip().removeprefix("<![CDATA[").removesuffix("]]>")


def _fields(text: str) -> dict[str, str]:
    """The fields of the page's `param_N={col:1,…}` object, which the site's script sends as a form."""
    found = _PARAM.search(text)
    if not found:
        return {}
    return {name: one or two or bare for name, one, two, bare in _PARAM_FIELD.findall(found[1])}
