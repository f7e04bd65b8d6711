"""Pictures in Word files and workbooks that are as large as a table, and may be one."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WHOLE = re.compile(r"\d{1,12}")
_WIDE, _TALL = 2_700_000, 1_000_000  # English metric units: 7.5 by 2.8 centimetres; seals and logos are smaller


def stated_length(said: str | None) -> int:
    """A length as an Office file states it, without its fraction; 0 where it states none."""
    found = _WHOLE.match(said or "")
    return int(found[0]) if found else 0


def remark_on_large(sizes: Iterable[tuple[int, int]]) -> list[str]:
    """A remark on the pictures, by width and height in English metric units, that may show a table."""
    large = sum(width >= _WIDE and height >= _TALL for width, height in sizes)
    if not large:
        return []
    return [f"the text has {large} picture{'s' * (large > 1)} as large as a table, and what they say is not read"]
