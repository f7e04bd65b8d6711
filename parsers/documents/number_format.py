"""How a spreadsheet shows a number: its format code to the text that a reader sees.

Only what changes the value's digits is followed: rounding, percent, dates, and scaling: a comma behind the digits
divides by a thousand, and a point in quotation marks among them by ten for each digit behind it, as 0"."0, shows yuan
in ten thousands. Thousands separators, colours, units in quotation marks and "hide zeros" are left out, so that the
text stays the plain number that the cell holds.
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

_POINT = "\x01"  # in place of a point that is literal, and stands among the digits
_LITERAL_POINT = re.compile(r'(?<=[0#?])(?:"\."|[\\!]\.)(?=[0#?])')
_THOUSANDS = re.compile(r"[0#?](,++)[^0#?]*+$")
# What a scaled number says in words, or says of some numbers alone: the number that the cell holds is meant.
_SAID_IN_WORDS = re.compile("[千万亿萬億kKM]|\\[[<>=]")
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
    shift, places = _scaling(bare)
    if shift and _SAID_IN_WORDS.search(code):
        return _plain(value)
    digits = _DIGITS.match(bare.replace(_POINT, "")) if bare else None
    if digits is None or "e" in bare.lower():
        return _plain(value)
    percent = "%" in bare
    exact = Decimal(repr(float(value))).scaleb(2 if percent else -shift)
    return _rounded(exact, places or len(digits["decimals"] or "")) + ("%" if percent else "")


def shows_nothing(code: str) -> bool:
    """Whether a format code shows no number at all: ";;;" and the like."""
    return code.count(";") > 1 and not code.strip('; @"')


def _scaling(section: str) -> tuple[int, int]:
    """By how many powers of ten a section divides, and how many digits it shows behind a literal point."""
    commas = _THOUSANDS.search(section) if "," in section else None
    _, point, behind = section.partition(_POINT)
    places = sum(behind.count(digit) for digit in "0#?") if point else 0
    return 3 * len(commas[1] if commas else "") + places, places


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    """The sections of a code without literals; a section that shows the plain number is empty."""
    return tuple(_GENERAL.sub("", section) for section in _LITERAL.sub("", _LITERAL_POINT.sub(_POINT, code)).split(";"))


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
