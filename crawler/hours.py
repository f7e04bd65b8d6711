"""Hours of the day as a portals file writes them: `08:00-18:00`, or over midnight `22:00-06:00`."""

from __future__ import annotations

import re
from datetime import time

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def is_hours(text: str) -> bool:
    """Whether a text says hours: a beginning and another end."""
    match = _HOURS.fullmatch(text)
    return match is not None and match.group(1, 2) != match.group(3, 4)


def parse_hours(text: str) -> tuple[time, time]:
    """Beginning and end. Raises ValueError for what says none."""
    match = _HOURS.fullmatch(text)
    if match is None or not is_hours(text):
        raise ValueError(f"{text!r} are no hours such as 08:00-18:00")
    return time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
