"""Values of SQL as other programs take them: CSV cells and JSON values."""

import base64
import json
import math
from collections.abc import Sequence
from typing import Any

# A spreadsheet takes a cell that begins so for a formula (and trims white space before it looks).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_line(row: Sequence[object]) -> str:
    """A row as RFC 4180 says, without its end. NULL is nothing, the empty text is "": they stay apart.

    Texts that a spreadsheet would take for a formula get an apostrophe in front; numbers never do.
    """
    return ",".join(map(_csv_cell, row))


def json_object(columns: Sequence[str], row: Sequence[object]) -> str:
    """A row as one JSON object on one line; bytes as sqlite-utils and Datasette write them, for JSON has none.

    Nor has it infinite numbers: they are texts, inf and -inf.
    """
    return json.dumps(dict(zip(columns, map(_plain, row), strict=True)), ensure_ascii=False)


def plain_text(value: object) -> str:
    """A value as text: a number in its digits, bytes in base64."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return repr(value) if isinstance(value, int | float) else str(value)


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return repr(value)
    text = plain_text(value)
    if text.lstrip(" ").startswith(_FORMULA):
        text = "'" + text
    if text == "" or any(mark in text for mark in ',"\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def _plain(value: object) -> Any:
    if isinstance(value, bytes):
        return {"$base64": True, "encoded": base64.b64encode(value).decode()}
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    return value
