"""The services that a page's scripts ask for its list, as far as the request stands there in plain words.

    $.ajax({url: "/api/list", type: "post", data: {columnId: columnId, pageNo: pageNo, pageSize: 15}, …})
    axios.get('/api/list', {params: {catId: 77, pageNum: this.pageNum, pageSize: this.pageSize}})
    axios.post('/api/list', {query: {cid: 77}, page: {current: 1, size: 15}})
    fetch('/api/list?cid=77&page=1&limit=15')

A value is believed where it is a text or a number, or a name that the scripts give one such value and no other. A
request with a field that nobody can tell is none: a service that is asked for less sends something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.literals import UNKNOWN, plain_object
from crawler.scripts import plain_values

_LONGEST = 200_000  # characters of script that are looked at; what is longer is a library
_AROUND = 1_200  # characters of a call
_ADDRESS = re.compile(
    r"""(?:\burl\s{0,9}:\s{0,9}|(?:\$|jQuery|(?P<by>axios|http|request|uni))\.(?P<verb>get|post|getJSON|ajax|request)\(\s{0,9}|\bfetch\(\s{0,9}"""
    r"""|\.open\(\s{0,9}["'](?:get|GET)["']\s{0,9},\s{0,9})"""
    r"""(?P<quote>["'`])(?P<url>(?:https?://|/|\.{1,2}/)?[\w./~-]{1,200}(?:\?[^"'`\s<>]{0,400})?)(?P=quote)"""
    r"""(?P<more>(?:\s{0,9}\+\s{0,9}(?:new\s)?(?:[\w.]{1,60}(?:\(\)){0,2}(?:\.[\w()]{1,20})?|"[^"\n]{0,200}"|'[^'\n]{0,200}')){0,12})"""
    r"""|\burl\s{0,9}:\s{0,9}(?P<named>[A-Za-z_$][\w$]{0,60})\s{0,9}(?=[,}])"""
)
_WHOLE = re.compile(r"(?:https?:/|\.{0,2})/[\w./~-]{1,200}(?:\?[^\s<>]{0,400})?")  # an address that has a name
# An object, or the name of one, that a call is given: as data, or behind the address.
_OBJECT = r"(?:JSON\.stringify\(\s{0,9})?'?(?:(?P<brace>\{)|(?P<name>[A-Za-z_$][\w$]{0,60})\s{0,9}[,)}\n])"
_GIVEN = re.compile(rf"\b(?:data|params|where|body)\s{{0,9}}:\s{{0,9}}{_OBJECT}")
_BEHIND = re.compile(rf"\s{{0,9}},\s{{0,9}}{_OBJECT}")
_POST = re.compile(r"""\b(?:type|method)\s{0,9}:\s{0,9}["']post["']""", re.IGNORECASE)
_OF_AXIOS = re.compile(r"\baxios\(\s{0,9}\{[^{}]{0,80}$")  # which sends JSON where nothing else is said
_JSON = re.compile(r"application/json|JSON\.stringify")
_FORM = re.compile(r"urlencoded|\b(?:qs|Qs)\.stringify|URLSearchParams|FormData")
_JSONP = re.compile(r"""\bdataType\s{0,9}:\s{0,9}["']jsonp["']""")
_FILE = re.compile(r"\.json$", re.IGNORECASE)  # that holds the whole list
_TABLE = re.compile(r"\bpage\s{0,9}:\s{0,9}true\b")  # of layui, which adds page and limit itself
PAGE_FIELDS = {
    "page", "pageno", "pagenum", "pageindex", "pagenumber", "current", "currentpage", "currentpageno", "curpage",
    "currpage", "p", "currentpagenum", "cur_page", "page_no", "page_num", "nowpage", "pagenow", "paging",
}  # fmt: skip
SIZE_FIELDS = {"pagesize", "limit", "size", "rows", "perpage", "page_size", "_pagesize", "length"}
# Fields that are another number each time, so that nothing between answers from memory.
_ANY_NUMBER = {"_", "_t", "r", "rnd", "rand", "random", "nocache", "ts", "timestamp", "_time"}
_ADDED = re.compile(r"""\+\s{0,9}(?:"([^"\n]*)"|'([^'\n]*)'|[^\s+"'][^+"']*)""")
_ADDED_VALUE = "\x00"
OFFSET_FIELDS = {"offset", "start", "skip"}
_PLACE = re.compile(r"\$\{\s*([\w$.]{1,60})\s*\}")  # in a text between backticks
_USUAL_SIZE = 15
_MOST_CALLS = 60  # of a page

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A request for a page of a list. `page_field` is the way through the fields to the page's number, which counts
    from `first`, `offset_field` that to the number of records before; an empty one leads nowhere. `is_json`: the body
    is a JSON object.
    """

    url: str
    method: str
    fields: dict[str, Any] = field(default_factory=dict)
    page_field: Path = ()
    first: int = 1
    size: int = _USUAL_SIZE
    is_json: bool = False
    offset_field: Path = ()


def list_calls(scripts: str) -> tuple[Call, ...]:
    """The calls that ask for a page by its number, or for records by theirs, as they stand in the scripts."""
    return tuple(_calls(scripts[:_LONGEST]))


def _calls(scripts: str) -> Iterator[Call]:
    addresses = list(islice(_ADDRESS.finditer(scripts), _MOST_CALLS))
    values = plain_values(scripts) if addresses else {}
    for found in addresses:
        fields = _given(scripts, found, values)
        url = _filled_in(found["url"], values) if found["url"] else _named(found["named"], values)
        if fields is None or url is None:
            continue
        split = urlsplit(f"{url}{_added(found['more'] or '')}")
        asked = {**dict(parse_qsl(split.query, keep_blank_values=True)), **fields}
        asked = {name: UNKNOWN if value == _ADDED_VALUE else value for name, value in asked.items()}
        if _ADDED_VALUE in split.path or _has_unknown(asked):
            continue
        around = scripts[max(found.start() - _AROUND // 4, 0) : found.end() + _AROUND]
        behind = scripts[found.end() : found.end() + _AROUND // 2]
        call = _call(split._replace(query="").geturl(), asked, found, behind, around)
        if call is not None:
            yield call


def _added(more: str) -> str:
    """What a script adds to an address, with a sign in place of each value that it does not print."""
    if not more:
        return ""
    return "".join(
        next((text for text in found.groups() if text is not None), _ADDED_VALUE) for found in _ADDED.finditer(more)
    )


def _named(name: str, values: Mapping[str, str | None]) -> str | None:
    """The address for which a name stands; None where the scripts do not tell that."""
    address = values.get(name)
    return address if address and _WHOLE.fullmatch(address) else None


def _filled_in(url: str, values: Mapping[str, str | None]) -> str | None:
    """An address with what stands in it for ${name}; None where the scripts do not tell that."""
    unknown = [name for name in _PLACE.findall(url) if values.get(name) is None]
    return None if unknown else _PLACE.sub(lambda place: values[place[1]] or "", url)


def _given(scripts: str, found: re.Match[str], values: Mapping[str, str | None]) -> dict[str, Any] | None:
    """The fields that a call is given; None where one of them cannot be told."""
    end = found.end() + _AROUND
    behind = _BEHIND.match(scripts, found.end(), end) if found["verb"] in {"get", "post", "getJSON"} else None
    start = max(found.start() - _AROUND // 4, 0)
    fields = _object_of(scripts, behind, values)
    if found["verb"] == "get" and fields is not None and isinstance(fields.get("params"), dict):
        fields = fields["params"]
    if behind is None or fields is None:
        given = _GIVEN.search(scripts, found.end(), end) or _GIVEN.search(scripts, start, end)
        fields = {} if given is None else _object_of(scripts, given, values)
    return None if fields is None or _has_unknown(fields) else fields


def _object_of(scripts: str, given: re.Match[str] | None, values: Mapping[str, str | None]) -> dict[str, Any] | None:
    """The object that stands in a call, or the only one that the scripts give the name that stands there."""
    if given is None:
        return None
    if given["brace"]:
        return plain_object(scripts, given.start("brace"), values)
    written = list(re.finditer(rf"(?<![\w$.]){re.escape(given['name'])}\s{{0,9}}[=:]\s{{0,9}}\{{", scripts))
    return plain_object(scripts, written[0].end() - 1, values) if len(written) == 1 else {}


def _call(url: str, asked: dict[str, Any], found: re.Match[str], behind: str, around: str) -> Call | None:
    page_field = _path(asked, PAGE_FIELDS)
    size = _value(asked, _path(asked, SIZE_FIELDS))
    offset_field = () if page_field or not size else _path(asked, OFFSET_FIELDS)
    if not page_field and not offset_field and not {"startrecord", "endrecord"} <= asked.keys():
        if not _TABLE.search(around):
            return Call(url, "GET") if _FILE.search(url) and not asked else None
        page_field = ("page",)
        asked = {"page": 1, "limit": next(iter(re.findall(r"\blimit\s*:\s*(\d+)", around)), "10"), **asked}
        size = int(asked["limit"])
    if _JSONP.search(around):
        asked = {**asked, "callback": "callback"}
    first = _value(asked, page_field)
    is_post = found["verb"] == "post" or bool(_POST.search(around))
    by_axios = found["by"] == "axios" or _OF_AXIOS.search(around[: around.find(url)]) is not None
    is_json = bool(_JSON.search(behind)) or (is_post and by_axios and not _FORM.search(around))
    return Call(
        url,
        "POST" if is_post else "GET",
        _told(asked, size or _USUAL_SIZE),
        page_field,
        first if first is not None and first < 2 else 1,
        size or _USUAL_SIZE,
        is_json,
        offset_field,
    )


def _has_unknown(value: Any, name: str = "") -> bool:
    """Whether a field cannot be told, but for those of which every value will do: the page, and how long it is."""
    if isinstance(value, dict):
        return any(_has_unknown(inside, key) for key, inside in value.items())
    if isinstance(value, list):
        return any(map(_has_unknown, value))
    return value is UNKNOWN and name.lower() not in PAGE_FIELDS | SIZE_FIELDS | _ANY_NUMBER


def _told(fields: Mapping[str, Any], size: int) -> dict[str, Any]:
    """The fields with a number in place of what need not be told: the page, and how long it is."""
    return {name: _told_value(name, value, size) for name, value in fields.items()}


def _told_value(name: str, value: Any, size: int) -> Any:
    if isinstance(value, dict):
        return _told(value, size)
    if value is not UNKNOWN:
        return value
    return size if name.lower() in SIZE_FIELDS else 1


def _path(fields: Mapping[str, Any], names: set[str]) -> Path:
    """The way to the first field of one of these names; those that stand less deep come first."""
    for name, value in fields.items():
        if name.lower() in names and not isinstance(value, dict | list):
            return (name,)
    inside = ((name, _path(value, names)) for name, value in fields.items() if isinstance(value, dict))
    return next(((name, *path) for name, path in inside if path), ())


def _value(fields: Mapping[str, Any], path: Path) -> int | None:
    """The number at the end of a way; None where there is none."""
    value: Any = fields
    for name in path:
        value = value[name]
    return int(value) if path and isinstance(value, int | str) and str(value).isdecimal() else None
