"""Web archives (.mht, and what word processors save as "single file web page", mostly named .doc): the page inside.

Such a file is an e-mail message (RFC 2557) whose parts are the page and what belongs to it. Spreadsheet programs write
a page of frames first, and each sheet as a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes

_WINDOW = 4096
_HEAD = re.compile(rb"\s*(?:MIME-Version|From|Subject|Snapshot-Content-Location|Content-Type)\s*:", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"
_FRAMES = re.compile(rb"<frameset\b", re.IGNORECASE)
_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
_RELATED = re.compile(rb"(?im)^Content-Type\s*:\s*(?:multipart/(?:related|alternative)|text/html)")


def is_web_archive(payload: bytes) -> bool:
    """Whether the payload is a message that holds a page."""
    return bool(_HEAD.match(payload.removeprefix(_BOM))) and bool(_RELATED.search(payload[:_WINDOW]))


def page_within(payload: bytes, charset: str | None) -> tuple[bytes, str | None]:
    """The page that a web archive holds, and its charset; any other payload as it is."""
    if not is_web_archive(payload):
        return payload, charset
    try:
        pages = list(_pages(payload.removeprefix(_BOM)))
    except (RecursionError, LookupError, ValueError):  # hostile input: parts nested by the thousand, absurd headers
        return payload, charset
    if not pages:
        return payload, charset
    content, stated = pages[0]
    if _FRAMES.search(content):
        sheets = [sheet for sheet, its in pages[1:] if its == pages[1][1] and _TABLE.search(sheet)]
        return (b"\n".join(sheets), pages[1][1]) if sheets else (content, stated)
    return content, stated


def _pages(payload: bytes) -> Iterator[tuple[bytes, str | None]]:
    for part in message_from_bytes(payload).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield content, part.get_content_charset()
