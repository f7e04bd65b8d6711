"""The services that a page's scripts ask for its list, as far as the request stands there in plain words.

    $.ajax({url: "/api/list", type: "post", data: {columnId: columnId, pageNo: pageNo, pageSize: 15}, …})
    axios.get('/api/list', {params: {catId: 77, pageNum: this.pageNum, pageSize: this.pageSize}})
    fetch('/api/list?cid=77&page=1&limit=15')

A value is believed where it is a text or a number, or a name that the scripts give one such value and no other. A
request with a field that nobody can tell is none: a service that is asked for less sends something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

_LONGEST = 200_000  # characters of script that are looked at; what is longer is a library
_AROUND = 1_200  # characters of a call
_ADDRESS = re.compile(
    r"""(?:\burl\s{0,9}:\s{0,9}|(?:\$|jQuery|axios|http|request|uni)\.(?P<verb>get|post|getJSON|ajax|request)\(\s{0,9}|\bfetch\(\s{0,9})"""
    r"""(?P<quote>["'`])(?P<url>(?:https?://|/|\.{1,2}/)?[\w./~-]{1,200}(?:\?[^"'`\s<>]{0,400})?)(?P=quote)"""
    r"""(?:\s{0,9}\+\s{0,9}(?P<more>[\w.]{1,60}))?"""
)
_GIVEN = re.compile(
    r"""(?:\b(?:data|params|where|body)\s{0,9}:\s{0,9}(?:JSON\.stringify\(\s{0,9})?)\{(?P<fields>[^{}]{0,800})\}"""
)
_FIRST_OBJECT = re.compile(r"""^\s{0,9},\s{0,9}(?:JSON\.stringify\(\s{0,9})?\{(?P<fields>[^{}]{0,800})\}""")
_PIECE = re.compile(r"""(?:[^,'"()]|"[^"]*"|'[^']*'|\([^()]*\))+""")
_FIELD = re.compile(
    r"""\s*["']?(\w{1,60})["']?\s*(?::\s*("[^"]{0,200}"|'[^']{0,200}'|[A-Za-z_$][\w.$]{0,60}|-?\d{1,12})\s*)?"""
)
_POST = re.compile(r"""\b(?:type|method)\s{0,9}:\s{0,9}["']post["']""", re.IGNORECASE)
_JSON = re.compile(r"application/json|JSON\.stringify")
_JSONP = re.compile(r"""\bdataType\s{0,9}:\s{0,9}["']jsonp["']""")
_TABLE = re.compile(r"\bpage\s{0,9}:\s{0,9}true\b")  # of layui, which adds page and limit itself
_VALUE = re.compile(
    r"""(?<![\w$.])(\w{1,60})["']?\s{0,9}[=:](?!=)\s{0,9}("[^"\n]{0,200}"|'[^'\n]{0,200}'|-?\d{1,12})\s{0,9}(?=[;,}\n)]|$)"""
)
PAGE_FIELDS = {
    "page", "pageno", "pagenum", "pageindex", "pagenumber", "current", "currentpage", "currentpageno", "curpage",
    "currpage", "p",
}  # fmt: skip
SIZE_FIELDS = {"pagesize", "limit", "size", "rows", "perpage", "page_size", "_pagesize"}
_USUAL_SIZE = 15


@dataclass(frozen=True, slots=True)
class Call:
    """A request for a page of a list. `page_field` counts from `first`; `is_json`: the body is a JSON object."""

    url: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    page_field: str = ""
    first: int = 1
    size: int = _USUAL_SIZE
    is_json: bool = False


def list_call(scripts: str) -> Call | None:
    """The first call that asks for a page by its number, or for records by theirs; None where there is none."""
    return next(_calls(scripts[:_LONGEST]), None)


def _calls(scripts: str) -> Iterator[Call]:
    for found in _ADDRESS.finditer(scripts):
        around = scripts[max(found.start() - _AROUND // 4, 0) : found.end() + _AROUND]
        behind = scripts[found.end() : found.end() + _AROUND]
        given = _FIRST_OBJECT.match(behind) or _GIVEN.search(behind) or _GIVEN.search(around)
        fields = _fields(given["fields"] if given else "", _values(scripts))
        if fields is None or found["more"]:
            continue
        split = urlsplit(found["url"])
        asked = {**dict(parse_qsl(split.query, keep_blank_values=True)), **fields}
        is_paged = any(name.lower() in PAGE_FIELDS for name in asked) or {"startrecord", "endrecord"} <= asked.keys()
        if not is_paged and not _TABLE.search(around):
            continue
        yield _call(split._replace(query="").geturl(), asked, found["verb"] or "", behind[: _AROUND // 2], around)


def _call(url: str, asked: dict[str, str], verb: str, behind: str, around: str) -> Call:
    if _JSONP.search(around):
        asked = {**asked, "callback": "callback"}
    page_field = next((name for name in asked if name.lower() in PAGE_FIELDS), "")
    if not page_field and "startrecord" not in asked:
        page_field = "page"
        asked = {"limit": next(iter(re.findall(r"\blimit\s*:\s*(\d+)", around)), "10"), **asked}
    size = next((int(text) for name, text in asked.items() if name.lower() in SIZE_FIELDS and text.isdigit()), 0)
    first = asked.get(page_field, "1")
    return Call(
        url,
        "POST" if verb == "post" or _POST.search(around) else "GET",
        {name: text for name, text in asked.items() if name != page_field},
        page_field,
        int(first) if first.isdigit() and int(first) < 2 else 1,
        size or _USUAL_SIZE,
        bool(_JSON.search(behind)),
    )


def _fields(text: str, values: dict[str, str | None]) -> dict[str, str] | None:
    """The fields of an object; None where the value of one cannot be told."""
    fields: dict[str, str] = {}
    for piece in _PIECE.findall(text.strip()):
        field_of = _FIELD.fullmatch(piece)
        if field_of is None:
            return None
        name, value = field_of[1], field_of[2] or field_of[1]
        if value[0] in "\"'":
            fields[name] = value[1:-1]
        elif value.lstrip("-").isdigit():
            fields[name] = value
        else:
            known = values.get(value.rpartition(".")[2])
            if known is None and name.lower() not in PAGE_FIELDS | SIZE_FIELDS:
                return None
            fields[name] = known or ""
    return fields


def _values(scripts: str) -> dict[str, str | None]:
    """The names that the scripts give a text or number, None where they give several."""
    found: dict[str, str | None] = {}
    for name, value in _VALUE.findall(scripts):
        text = value[1:-1] if value[0] in "\"'" else value
        found[name] = text if found.get(name, text) == text else None
    return found
