"""Printed labels and official ones: when are they the same.

Labels are compared bare: full-width forms and traditional characters folded, white space, punctuation and ordinals
gone. What is left of "（ 二） 部分公开" and "2、部分公开" is the same two words; groups and numbers are matched
elsewhere, because 1. and 2. repeat in every group.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from parsers.traditional import SIMPLIFIED

_ORDINAL = re.compile(
    r"^(?:\d+(?=[一二三四五六七八九十]、))?"  # digits typed into a label before its ordinal
    r"(?:[-•·*]\s*)?"
    r"(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.,]|\d{1,2}[、.,)]|\d{1,2}(?=[^\d%]))?"
)
_NOT_WORDS = re.compile(r"[^\w]|_", re.UNICODE)
_BEHIND = " \u00a0①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳¹²³"  # marks of footnotes, which would become digits of the label
LONGEST_LABEL = 120  # characters; official ones have 38, with a group in front 60
# Quotation marks, zero-width characters and the private-use glyphs that Word leaves are covered by "not words".


def bare(text: str) -> str:
    """`text` as it is compared: "（三） 不予 公开：" gives "不予公开"."""
    return _bare(text) if len(text) <= LONGEST_LABEL else _bare.__wrapped__(text)


@lru_cache(maxsize=8192)  # of short texts only: hostile cells must not fill the memory
def _bare(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", text.rstrip(_BEHIND)).split()).translate(SIMPLIFIED)
    return _NOT_WORDS.sub("", _ORDINAL.sub("", folded, count=1))


def likeness(printed: str, official: str) -> float:
    """How alike two bare labels are, 0 to 1; a label that was cut keeps most of its likeness."""
    if printed == official:
        return 1.0
    if not printed or not official:
        return 0.0
    is_part = min(len(printed), len(official)) >= 3 and (printed in official or official in printed)
    if len(printed) > LONGEST_LABEL:  # to compare it letter by letter would take its length squared
        return 0.9 if is_part else 0.0
    ratio = SequenceMatcher(None, printed, official, autojunk=False).ratio()
    return max(ratio, 0.9) if is_part else ratio
