"""Web archives (.mht, and what word processors save as "single file web page", mostly named .doc): the page inside.

Such a file is an e-mail message (RFC 2557) whose parts are the page and what belongs to it.
"""

from __future__ import annotations

import re
from email import message_from_bytes

_WINDOW = 4096
_HEAD = re.compile(rb"\s*(?:MIME-Version|From|Subject|Snapshot-Content-Location|Content-Type)\s*:", re.IGNORECASE)
_RELATED = re.compile(rb"(?im)^Content-Type\s*:\s*(?:multipart/(?:related|alternative)|text/html)")


def is_web_archive(payload: bytes) -> bool:
    """Whether the payload is a message that holds a page."""
    return bool(_HEAD.match(payload)) and bool(_RELATED.search(payload[:_WINDOW]))


def page_within(payload: bytes, charset: str | None) -> tuple[bytes, str | None]:
    """The page that a web archive holds, and its charset; any other payload as it is."""
    if not is_web_archive(payload):
        return payload, charset
    try:
        for part in message_from_bytes(payload).walk():
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                if isinstance(content, bytes):
                    return content, part.get_content_charset()
    except (RecursionError, LookupError, ValueError):  # hostile input: parts nested by the thousand, absurd headers
        return payload, charset
    return payload, charset
