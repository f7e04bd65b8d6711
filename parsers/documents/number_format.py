"""How a spreadsheet shows a number: its format code to the text that a reader sees.

Only what changes the value's digits is followed: rounding, percent, dates. Thousands separators, colours, units in
quotation marks and "hide zeros" are left out, so that the text stays the plain number that the cell holds.
Format codes after ECMA-376 part 1, 18.8.30; .xls files use the same language.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# Literals and commands: "件", \x, _x (a gap), *x (a filler), [Red], [$-804], [>=100].
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\[\]]*\]', re.IGNORECASE)
_GENERAL = re.compile(r"general|g/通用格式|@", re.IGNORECASE)
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_DIGITS = re.compile(r"^[^0#?.]*[#0?,]*[0#?]?(?:\.(?P<decimals>[0#?]*))?[^0#?.]*$")

# A serial number counts days; 1900 was no leap year, but the first spreadsheet programs had it so.
_BEFORE_MARCH_1900 = date(1899, 12, 31).toordinal()
_SINCE_MARCH_1900 = date(1899, 12, 30).toordinal()
_SINCE_1904 = date(1904, 1, 1).toordinal()
_NEVER_WAS = 60  # 29 February 1900 stands as 1 March, the day after it as well
_LAST = date(9999, 12, 31).toordinal()
_SECONDS_A_DAY = 86_400
_KEPT = 15  # digits of a number that spreadsheets keep


def shown(value: float, code: str, *, since_1904: bool = False) -> str:
    """The text of a number under a format code: "2" for 2.0, "17.27" for 17.2683 under 0.00, an ISO date for a date."""
    bare = _bare(code, value)
    if _DATE.search(bare):
        return _moment(value, since_1904=since_1904) or _plain(value)
    digits = _DIGITS.match(bare) if bare else None
    if digits is None or "e" in bare.lower():
        return _plain(value)
    percent = "%" in bare
    exact = Decimal(repr(float(value))).scaleb(2 if percent else 0)
    return _rounded(exact, len(digits["decimals"] or "")) + ("%" if percent else "")


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    """The sections of a code without literals; a section that shows the plain number is empty."""
    return tuple(_GENERAL.sub("", section) for section in _LITERAL.sub("", code).split(";"))


def _bare(code: str, value: float) -> str:
    """The section for the value's sign. A section without digits (a dash for zero) says nothing about the number."""
    sections = _sections(code)
    at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    return sections[at]


def _plain(value: float) -> str:
    """The number with the digits that spreadsheets keep, never with an exponent."""
    return _trimmed(Decimal(f"{value:.{_KEPT}g}"))


def _rounded(value: Decimal, decimals: int) -> str:
    if value.adjusted() + decimals > _KEPT:
        return _trimmed(value)
    return _trimmed(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _trimmed(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _moment(value: float, *, since_1904: bool) -> str | None:
    """The ISO date, date and time, or time of a serial number; None where it is none."""
    days, seconds = divmod(round(value * _SECONDS_A_DAY), _SECONDS_A_DAY)
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if days == 0 and seconds:
        return clock
    start = _SINCE_1904 if since_1904 else _SINCE_MARCH_1900 if days > _NEVER_WAS else _BEFORE_MARCH_1900
    if days < 0 or start + days > _LAST:
        return None
    printed = date.fromordinal(start + days).isoformat()
    return f"{printed} {clock}" if seconds else printed
