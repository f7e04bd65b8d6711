"""Header fields of an answer as captures keep them: names in lower case, several values of one name as a list."""

from __future__ import annotations

import re

Fields = dict[str, str | list[str]]
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)


def media_type(fields: Fields) -> str | None:
    """The media type of Content-Type, without parameters, in lower case."""
    return (first(fields, "content-type") or "").partition(";")[0].strip().lower() or None


def charset(fields: Fields) -> str | None:
    """The charset that Content-Type names."""
    found = _CHARSET.search(first(fields, "content-type") or "")
    return found[1] if found else None


def first(fields: Fields, name: str) -> str | None:
    """The value of a field, the first where there are several."""
    value = fields.get(name)
    return value[0] if isinstance(value, list) else value
