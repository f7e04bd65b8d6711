"""Lists that are sent as JSON: records become items, and addresses are turned to the next page.

Shared by the families whose lists are data. Such data is untidy: values are the texts "null" or "undefined",
times are Unix seconds or milliseconds, addresses have no scheme, rows lack a title or an address.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from crawler.items import Item, is_cut, printed_date, year_hint
from crawler.markup import absolute, squeeze

_NOTHING = {"null", "undefined", "none", "nan"}
_CHINA = timezone(timedelta(hours=8))  # what a portal means where it names no zone
_SECONDS = range(10**8, 10**11)  # 1973 to 5138, so that milliseconds are told apart
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"""<a\b[^<>]{0,300}?\bhref=["']([^"'<>]{1,500})""", re.IGNORECASE)
_USUAL_LENGTHS = {6, 8, 12, 16, 18, 24}  # of pages, beside multiples of five
_PAGE_FIELDS = ("page", "pageno", "pageindex", "pagenum", "currentpage", "currpage")


def table(value: Any) -> Mapping[str, Any]:
    """A JSON object; an empty one where the value is none."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a JSON array; none where the value is no array."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def embedded(value: Any) -> Any:
    """A value, taken out of the JSON text that it may be wrapped in; None where such a text is damaged."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def number(value: Any) -> int | None:
    """A count, sent as a number or as a text of digits."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,9}\s*", value):
        return int(value)
    return value if type(value) is int and value >= 0 else None


def words(value: Any) -> str:
    """A value as plain text without markup and entities; empty where it says nothing."""
    if not isinstance(value, str):
        return ""
    plain = squeeze(html.unescape(_TAG.sub("", value)))
    return "" if plain.lower() in _NOTHING else plain


def moment(value: Any) -> str | None:
    """The day of a printed or Unix time as ISO 8601, in China's zone."""
    stamp = int(value) if isinstance(value, str) and re.fullmatch(r"\d{9,13}", value) else value
    if type(stamp) is int:
        seconds = stamp if stamp in _SECONDS else stamp // 1000
        if seconds not in _SECONDS:
            return None
        return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date().isoformat()
    return printed_date(words(stamp))


def record_items(
    records: Iterable[Mapping[str, Any]],
    base: str,
    *,
    titles: tuple[str, ...] = ("title",),
    addresses: tuple[str, ...] = ("url",),
    dates: tuple[str, ...] = ("date",),
) -> tuple[Item, ...]:
    """An item for each record that has a title and an address, each address once.

    Of several fields the first that says something counts; of titles, the first that is not cut.
    """
    found: dict[str, Item] = {}
    for record in records:
        printed = [text for name in titles if (text := words(record.get(name)))]
        title = next((text for text in printed if not is_cut(text)), printed[0] if printed else "")
        told = [words(record.get(name)) for name in addresses] + _linked(record, titles)
        url = next((url for text in told if (url := absolute(base, text or None))), None)
        when = next((day for name in dates if (day := moment(record.get(name)))), None)
        if title and url:
            found.setdefault(url, Item(url, title, when, year_hint(url)))
    return tuple(found.values())


def _linked(record: Mapping[str, Any], titles: Iterable[str]) -> list[str]:
    """The addresses in titles that are links themselves."""
    return [html.unescape(found[1]) for name in titles if (found := _LINK.search(str(record.get(name) or "")))]


def may_be_full(shown: int, asked: int) -> bool:
    """Whether a first page may be a full one, of a list that declares no number.

    Many services send fewer entries than they are asked for, and then as many as pages usually have.
    """
    return shown >= asked or (shown > 0 and (shown % 5 == 0 or shown in _USUAL_LENGTHS))


def page_of(url: str) -> int | None:
    """The page number that an address carries; None where it has none."""
    parts = urlsplit(url).query.split("&")
    place = _page_place(parts, set(_PAGE_FIELDS))
    return None if place is None else number(parts[place].partition("=")[2])


def turned(url: str, page: int, field: str | None = None) -> str | None:
    """The address with its page number replaced; None where it has none.

    With `field` the number goes under that name, whether it stood there or not. The rest stays as it is written:
    values may be percent-encoded in any charset.
    """
    split = urlsplit(url)
    parts = split.query.split("&") if split.query else []
    place = _page_place(parts, {field.lower()} if field else set(_PAGE_FIELDS))
    if place is not None:
        parts[place] = f"{parts[place].partition('=')[0]}={page}"
    elif field is not None:
        parts.append(f"{field}={page}")
    else:
        return None
    return split._replace(query="&".join(parts)).geturl()


def _page_place(parts: list[str], names: set[str]) -> int | None:
    return next((place for place, part in enumerate(parts) if part.partition("=")[0].lower() in names), None)
