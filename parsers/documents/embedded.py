"""What a page shows without printing it: files in frames, and pictures of pages."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

SOURCES = {"iframe": "src", "embed": "src", "object": "data"}  # elements that show a file, and where they name it

_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?)$", re.IGNORECASE)
_ORNAMENT = re.compile(
    r"logo|icon|ico\b|sprite|qr|ewm|erwei|share|weixin|wechat|weibo|btn|button|banner|bg|close|print|load|blank"
    r"|jiucuo|gongan|beian|dangzheng|wza|search",
    re.IGNORECASE,
)
_SMALLEST = 200  # pixels; the picture of a page is larger, an ornament seldom
_DIGITS = re.compile(r"\d{1,9}")  # of a size; what has more is large as well


def shown_file(address: str | None) -> str | None:
    """The address of the file that a frame shows, itself or through a viewer's query; None for any other frame."""
    if not address:
        return None
    try:
        parts = urlsplit(address.strip())
        query = parse_qs(parts.query)
    except ValueError:  # "http://[" is no address
        return None
    if _FILE.search(parts.path):
        return address.strip()
    named = (value for values in query.values() for value in values)
    return next((value for value in named if _FILE.search(_path(value))), None)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def is_picture_of_text(attributes: dict[str, str | None]) -> bool:
    """Whether a picture may be that of a page, rather than an ornament."""
    if not (attributes.get("src") or "").strip() or _ORNAMENT.search(attributes.get("src") or ""):
        return False
    sizes = [_DIGITS.match(attributes.get(side) or "") for side in ("width", "height")]
    return all(size is None or int(size.group()) >= _SMALLEST for size in sizes)
