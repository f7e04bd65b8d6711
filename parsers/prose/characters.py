"""White space, full-width characters and Chinese numerals, made plain before anything is matched.

Reports are typed, pasted from Word and passed through editors: a title holds no-break spaces, a year is
written ２０２３年 or 二〇二三年, a heading begins with the debris of a Word bookmark. The functions here
change only such carriers; they never change what a word says.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_INVISIBLE_ONES = re.compile(f"[{INVISIBLE}]+")
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0\u2002-\u200a\u3000]+")
# Full-width digits and Latin letters only: full-width brackets and commas are how Chinese is printed.
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
# What `squeeze` and `tidy` change anything in. Most texts hold none of it, and one look at each character tells;
# the white space of str.split is spelled out, for a class that names \s takes twice as long.
_SPACES = "\t-\r\x1c-\x20\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ODD_ONES = f"{INVISIBLE}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\\[_"
_ODD = re.compile(f"[{_ODD_ONES}]")
_ODD_OR_SPACE = re.compile(f"[{_ODD_ONES}{_SPACES}]")
_UNTIDY = re.compile(f"[{INVISIBLE}\\[_\\t\\r\\f\\v\u00a0\u2002-\u200a\u3000]")
_WORD_DEBRIS = re.compile(r"\[bookmark:[^\]]*\]|_GoBack|OLE_LINK\d+", re.IGNORECASE)

# What is typed for the zero of a year in words; the last three are Cyrillic, Greek and a large circle.
ZEROES = "零〇○ＯOo0\u041e\u039f\u25ef"
_DIGITS = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), **dict.fromkeys(ZEROES, 0), "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_CHINESE_NUMBER = re.compile(rf"^[{ZEROES}一二三四五六七八九两十百千]+$")


def squeeze(text: str) -> str:
    """The text without any white space or invisible character, with narrow digits and letters."""
    if _ODD_OR_SPACE.search(text) is None:
        return text
    if not _ODD.search(text):
        return "".join(text.split())
    packed = "".join(_without_debris(text).split())
    return _WIDE.sub(lambda wide: chr(ord(wide.group()) - 0xFEE0), packed)


def is_squeezed(text: str) -> bool:
    """Whether `squeeze` and `tidy` give this text as it is."""
    return _ODD_OR_SPACE.search(text) is None


def is_unseen(character: str) -> bool:
    """Whether `squeeze` leaves nothing of this one character."""
    return character.isspace() or character in INVISIBLE


def tidy(text: str) -> str:
    """The text with runs of blanks made one blank and Word debris removed; line breaks stay."""
    return _BLANKS.sub(" ", _without_debris(text)).strip() if _is_untidy(text) else text.strip()


def _is_untidy(text: str) -> bool:
    return "  " in text or _UNTIDY.search(text) is not None


def _without_debris(text: str) -> str:
    text = _INVISIBLE_ONES.sub("", text)
    return _WORD_DEBRIS.sub("", text) if "[" in text or "_" in text else text


def narrow(text: str) -> str:
    """The text in compatibility form (NFKC): full-width digits, letters and punctuation become plain."""
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=256)
def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral: 二〇二三 → 2023, 三十一 → 31; None where it is none."""
    if not _CHINESE_NUMBER.match(text):
        return None
    if not any(character in _TENS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, None
    for character in text:
        if character in _TENS:
            total += (1 if digit is None else digit) * _TENS[character]
            digit = None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)
