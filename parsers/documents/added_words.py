"""Figures that a page's own style sheets put before or behind its words (`td.x::before { content: "1" }`).

They are drawn beside the words of an element and stand in none: 12 with a 1 before it is 112 to the eye. What a sheet
puts where and how depends on more rules than are followed here, so they are told and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from .style_sheets import blocks_of, cell_of, matched
from .styles import how

_SIGN = "content"
_BESIDE = re.compile(r"(.*?)::?(?:before|after)", re.IGNORECASE)
_CONTENT = re.compile(r"(?:^|[;\s])content\s*:\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([0-9a-f]{1,6})\s?", re.IGNORECASE)
_LAST = 0x10FFFF
# What clears floats has no words of its own either: "020", without height.
_WITHOUT_HEIGHT = re.compile(r"(?:^|[;\s])(?:line-)?height\s*:\s*0(?![.\d])", re.IGNORECASE)


@lru_cache(maxsize=64)
def additions(sheet: str) -> tuple[tuple[str, str], ...]:
    """Selectors of elements, and the words with a figure that the sheet puts beside theirs and that can be seen."""
    return tuple(_additions(sheet)) if _SIGN in sheet.lower() else ()


def remarks_on_additions(sheet: str, body: LexborNode) -> list[str]:
    """A remark on what the sheet puts into cells of the page's tables."""
    words = [words for selector, words in additions(sheet) if any(map(cell_of, matched(body, selector)))]
    said = " | ".join(dict.fromkeys(words))
    return [f"a style sheet puts words into cells, which are not read: {said[:80]}"] if said else []


def _additions(sheet: str) -> Iterator[tuple[str, str]]:
    for selectors, declared in blocks_of(sheet):
        content = _CONTENT.search(declared)
        words = _ESCAPED.sub(_letter, content[1][1:-1]) if content else ""
        if not any(map(str.isdecimal, words)) or how(declared) or _WITHOUT_HEIGHT.search(declared):
            continue
        for stated in selectors.split(","):
            if beside := _BESIDE.fullmatch(stated.strip()):
                yield beside[1] or "*", words


def _letter(escaped: re.Match[str]) -> str:
    code = int(escaped[1], 16)
    return chr(code) if code <= _LAST else ""
