"""Traditional characters in the words that columns, menus, pagers and titles of reports are known by, put into ours.

Some sites stand under such an address for readers elsewhere, by machine. What an item is called stays as it is printed.
"""

from __future__ import annotations

from parsers.traditional import SIMPLIFIED

_SIGNS = "開報頁條"  # one of which stands wherever it matters: few pages have any, and all are asked


def in_ours(words: str) -> str:
    """Words in our characters; 資訊 is what 信息 is called elsewhere."""
    if not any(sign in words for sign in _SIGNS):
        return words
    return words.translate(SIMPLIFIED).replace("资讯", "信息")
