"""Lists that a script asks a service for, of whatever software: the page shows none, and its scripts say what to ask.

The answer is JSON: an array of objects that have a title and an address, somewhere in it, with their number beside or
around it. Records without an address are counted by that number and name nothing that could be had. Or it is a piece of
HTML, bare or as a text in JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from crawler.addresses import joined
from crawler.calls import Call, list_calls
from crawler.column_pages import lists_reports, may_list_reports
from crawler.families.base import Claim, ListPage, NextPage, State
from crawler.families.declared import declared_total
from crawler.families.records import embedded, may_be_full, number, record_items, rows, table
from crawler.items import Item
from crawler.listed import list_items, named_reports
from crawler.markup import Markup

_TITLES = (
    "title", "articleTitle", "infoTitle", "contentTitle", "docTitle", "TITLE", "Title", "name", "subject", "realtitle",
)  # fmt: skip
_ADDRESSES = (
    "url",
    "link",
    "href",
    "linkUrl",
    "articleUrl",
    "contentUrl",
    "infourl",
    "URL",
    "docpuburl",
    "htmlUrl",
    "pageUrl",
    "Url",
    "path",
    "fileUrl",
    "filePath",
)
_DATES = (
    "publishTime", "publishDate", "pubDate", "pubTime", "releaseTime", "showTime", "date", "time", "createTime",
    "createDate", "infodate", "publishedTimeStr",
)  # fmt: skip
_TOTALS = (
    "total", "totalCount", "totalRecord", "totalRecords", "totalElements", "recordCount", "totalNum", "recordsTotal",
    "totalSize", "totalRow", "totalRows", "Total", "TotalCount",
)  # fmt: skip
_COUNTS = ("count", "num", "rowCount")
_PAGES = ("pages", "totalPages", "totalPage", "pageCount", "pageTotal", "totalPageNum", "allPage")
_MORE = ("hasMore", "hasNext", "hasNextPage", "more")
_LAST = ("isLastPage", "last", "lastPage", "isLast")
_DEEPEST = 5


class Service:
    name: ClassVar[str] = "service"
    sends_data: ClassVar[bool] = True

    def detect(self, markup: Markup) -> Claim:
        calls = list_calls(markup.scripts)
        if not calls or lists_reports(list_items(markup)):
            return Claim(self.name, 0.0, "")
        return Claim(self.name, 0.55, f"a script that asks {calls[0].url} for the list")

    def first_page(self, markup: Markup) -> ListPage:
        calls = [{**asdict(call), "url": joined(markup.base, call.url)} for call in list_calls(markup.scripts)]
        if not calls:
            return ListPage(named_reports(markup))
        state = {"column": markup.base, "page": 0, "read": 0, "nameless": 0, "full": 0}
        return ListPage(named_reports(markup), following=_following({**state, **calls[0], "others": calls[1:]}))

    def later_page(self, markup: Markup, state: State) -> ListPage:
        answer = _answer(markup, state["column"])
        is_list = may_list_reports if _has_pages(state) else lists_reports  # a file may be the menu of the site
        if not state["page"] and answer.items and not is_list(answer.items):
            return _asked_elsewhere(state)
        if answer.nameless and not answer.items:
            return ListPage((), answer.total, unread_pager=f"records of {state['url']} without addresses")
        # One that sends the same for every page has no others, and the total that it states is that.
        believed = answer if _shown(answer) == state.get("shown") else _as_believed(answer, state)
        hides_total, answer = believed.total != answer.total, believed
        page, read, nameless = state["page"] + 1, state["read"] + answer.sent, state["nameless"] + answer.nameless
        full = state["full"] or (answer.sent if may_be_full(answer.sent, state["size"]) else state["size"])
        after = {**state, "page": page, "read": read, "nameless": nameless, "full": full}
        if hides_total:
            after["shown"] = _shown(answer)
        more = _has_pages(state) and answer.sent > 0 and _goes_on(answer, page, read, full)
        return ListPage(
            answer.items,
            answer.total,
            None if answer.total is not None else answer.pages,
            _following(after) if more else None,
            unread_pager=f"{nameless} records without addresses" if nameless and not more else "",
            asks_another_way=not state["page"],
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a service sent: items, how many records they were of (`sent`), how many of these have no address
    (`nameless`), and what it states of the list: its records, its pages, whether there are more.
    """

    items: tuple[Item, ...]
    sent: int
    nameless: int = 0
    total: int | None = None
    pages: int | None = None
    has_more: bool | None = None


def _answer(markup: Markup, column: str) -> _Answer:
    sent = embedded(markup.data)
    records, around = max(_record_sets(sent), key=lambda one: len(one[0]), default=([], ()))
    if records:
        items = _items(records, column)
        nameless = sum(not _items([record], column) for record in records)
        told = (_stated_total(around, len(records)), _stated(around, _PAGES), _stated_more(around))
        return _Answer(items, len(records), nameless, *told)
    piece = Markup(_piece(sent) if sent is not None else markup.text, column)
    items, around = list_items(piece), (table(sent), table(table(sent).get("data")))
    total = _stated(around, _TOTALS)
    return _Answer(items, len(items), 0, declared_total(piece) if total is None else total, _stated(around, _PAGES))


def _shown(answer: _Answer) -> list[str]:
    return [item.url for item in answer.items]


def _has_pages(state: State) -> bool:
    """Whether the service is asked for pages, and not for a file that holds the whole list."""
    return bool(state["page_field"] or state["offset_field"] or "startrecord" in state["fields"])


def _as_believed(answer: _Answer, state: State) -> _Answer:
    """An answer without its total where that may be no more than the number of records on a full page, or where the
    number of pages that it states says that there are more.
    """
    is_of_page = answer.total == answer.sent == state["size"]
    read, pages = state["read"] + answer.sent, answer.pages or 0
    is_too_small = answer.total is not None and read >= answer.total and state["page"] + 1 < pages
    return replace(answer, total=None) if is_of_page or is_too_small else answer


def _asked_elsewhere(state: State) -> ListPage:
    """What follows where a service sends other things than reports: the page may ask another one for its list."""
    if not state["others"]:
        return ListPage((), unread_pager=f"{state['url']}, which sends no reports")
    call, *others = state["others"]
    return ListPage((), following=_following({**state, **call, "others": others}), asks_another_way=True)


def _goes_on(answer: _Answer, page: int, read: int, full: int) -> bool:
    """Whether there is a page behind one that has records.

    Where nothing is stated, one that is shorter than a `full` one is the last.
    """
    if answer.total is not None:
        return read < answer.total
    if answer.has_more is not None:
        return answer.has_more
    return page < answer.pages if answer.pages is not None else answer.sent >= full


def _items(records: list[Mapping[str, Any]], base: str) -> tuple[Item, ...]:
    addressed = [_with_file(record) for record in records]
    return record_items(addressed, base, titles=_TITLES, addresses=_ADDRESSES, dates=_DATES)


def _with_file(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record with the address of its file, where that is all that it has."""
    if any(record.get(name) for name in _ADDRESSES):
        return record
    inside = (one for value in record.values() for one in rows(_listed(value)))
    found = next((one[name] for one in inside for name in _ADDRESSES if one.get(name)), None)
    return {**record, "url": found} if found else record


def _record_sets(
    data: Any, around: tuple[Mapping[str, Any], ...] = (), depth: int = 0
) -> Iterator[tuple[list[Mapping[str, Any]], tuple[Mapping[str, Any], ...]]]:
    """The arrays of objects with titles in an answer, each with the objects around it, the nearest first."""
    if depth > _DEEPEST:
        return
    if records := [row for row in rows(_listed_by_key(data)) if any(name in row for name in _TITLES)]:
        yield records, around
    elif objects := rows(data):  # records by year, or each wrapped in an object of its own
        for name in dict.fromkeys(name for one in objects for name in one):
            inside = [value for one in objects for value in _listed(one.get(name)) if isinstance(value, dict)]
            if inside:
                yield from _record_sets(inside, around, depth + 1)
    for value in table(data).values():
        inside = embedded(value) if isinstance(value, str) and value[:1] in {"[", "{"} else value
        if isinstance(inside, dict | list):
            yield from _record_sets(inside, (table(data), *around), depth + 1)


def _listed_by_key(data: Any) -> Any:
    """The objects of a table that has nothing else in it, as records by their numbers."""
    values = list(table(data).values())
    return values if len(values) > 1 and len(rows(values)) == len(values) else data


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _stated(around: Iterable[Mapping[str, Any]], names: Iterable[str]) -> int | None:
    """The first number under one of these names, in the nearest object that has one."""
    numbers = (number(one.get(name)) for one in around for name in names)
    return next((found for found in numbers if found is not None), None)


def _stated_total(around: tuple[Mapping[str, Any], ...], sent: int) -> int | None:
    """The number of records that is stated; a mere `count` may be that of the records sent, and then says nothing."""
    total = _stated(around, _TOTALS)
    if total is not None:
        return total
    count = _stated(around, _COUNTS)
    return None if count == sent else count


def _stated_more(around: Iterable[Mapping[str, Any]]) -> bool | None:
    """Whether an answer says that there are more pages; None where it says nothing of it."""
    for one in around:
        for names, means_more in ((_MORE, True), (_LAST, False)):
            flag = next((one[name] for name in names if isinstance(one.get(name), bool)), None)
            if flag is not None:
                return bool(flag) is means_more
    return None


def _piece(data: Any, depth: int = 0) -> str:
    """The longest text with links in an answer: a piece of HTML that the page would show."""
    if isinstance(data, str):
        return data if "<a" in data else ""
    if not isinstance(data, dict) or depth > _DEEPEST:
        return ""
    return max((_piece(value, depth + 1) for value in data.values()), key=len, default="")


def _following(state: State) -> NextPage:
    call = Call(**{name: state[name] for name in Call.__dataclass_fields__})
    fields: dict[str, Any] = call.fields
    if call.page_field:
        fields = _with(fields, call.page_field, call.first + state["page"])
    if call.offset_field:
        fields = _with(fields, call.offset_field, state["read"])
    if {"startrecord", "endrecord"} <= fields.keys():
        fields = {**fields, "startrecord": state["read"] + 1, "endrecord": state["read"] + call.size}
    if call.method == "GET":
        return NextPage(f"{call.url}?{urlencode(_form(fields))}" if fields else call.url, state=state)
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")) if call.is_json else urlencode(_form(fields))
    return NextPage(call.url, body=body, state=state)


def _with(fields: Mapping[str, Any], path: Sequence[str], value: int) -> dict[str, Any]:
    """The fields with another value at the end of a way."""
    name, *inside = path
    return {**fields, name: _with(fields[name], inside, value) if inside else value}


def _form(fields: Mapping[str, Any], name: str = "{}") -> list[tuple[str, Any]]:
    """Fields as scripts send them in a form: those of an object inside as a[b], the values of an array as a[]."""
    sent: list[tuple[str, Any]] = []
    for key, value in fields.items():
        here = name.format(key)
        if isinstance(value, dict):
            sent += _form(value, f"{here}[{{}}]")
        elif isinstance(value, list):
            sent += [(f"{here}[]", one) for one in value]
        elif isinstance(value, bool) or value is None:
            sent.append((here, "" if value is None else str(value).lower()))
        else:
            sent.append((here, value))
    return sent
