"""Radicals to the characters they look like: PDF writers name 一 or 文 by the code of the radical (⼀, ⽂).

One glyph serves both, and the writer picks the first code that the font gives it. What is copied from such files into
pages and office files keeps the wrong code. Kangxi radicals have a compatibility form in Unicode; of the radicals
supplement only two have, and those that are whole characters are named here.
"""

from __future__ import annotations

import re
import unicodedata

_RADICALS = re.compile("[\u2e80-\u2fd5]")
_SUPPLEMENT = str.maketrans(
    "⺎⺓⺝⺟⺠⺩⺬⺶⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "兀幺月母民王示羊虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)


def may_have_radicals(utf8: bytes) -> bool:
    """A look at the bytes of a text: few other characters begin as radicals do, with E2 BA to E2 BF."""
    at = utf8.find(b"\xe2")
    while at >= 0:
        if b"\xba" <= utf8[at + 1 : at + 2] <= b"\xbf":
            return True
        at = utf8.find(b"\xe2", at + 1)
    return False


def unified(text: str) -> str:
    """The text with the characters themselves in place of radicals."""
    return text if text.isascii() or not _RADICALS.search(text) else _RADICALS.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0].translate(_SUPPLEMENT))
