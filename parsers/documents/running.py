"""Heads and feet that the pages of a printed document have in common: read once, as no part of the text they cut.

A table or a paragraph that goes on overleaf would else have the name of the report in its midst.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .printed import ORDINAL, Piece

_DIGITS = re.compile(r"\d+")
_LONGEST = 60  # characters of a head or foot
_QUOTED = 80  # characters of what is left out


def without_running(sheets: Sequence[Sequence[Piece]]) -> tuple[list[list[Piece]], list[str]]:
    """The pieces of each sheet without heads but the first and feet but the last of a kind, and a remark on these.

    They stand in the margin, at one height, and differ in numbers alone, as that of the page.
    """
    counted = Counter(key for sheet in sheets for key in dict.fromkeys(map(_key, sheet)) if key)
    running = {key for key, count in counted.items() if count > 1}
    if not running:
        return [list(sheet) for sheet in sheets], []
    last = {key: at for at, sheet in enumerate(sheets) for key in map(_key, sheet) if key in running}
    first = {key: at for at, sheet in reversed([*enumerate(sheets)]) for key in map(_key, sheet) if key in running}
    left_out: dict[str, None] = {}
    kept: list[list[Piece]] = []
    for at, sheet in enumerate(sheets):
        kept.append([])
        for piece in sheet:
            key = _key(piece)
            stays = (first if piece.margin == "head" else last).get(key, at) == at if key else True
            if stays:
                kept[-1].append(piece)
            else:
                left_out[piece.text] = None
    said = " | ".join(left_out)
    return kept, [f"what several pages have at their head or foot is read once: {said[:_QUOTED]}"]


def _key(piece: Piece) -> tuple[str, int, str] | None:
    """What pieces have in common that are one head or foot; None for any other, a heading or a sentence."""
    text = piece.text if piece.margin else ""
    if not text or len(text) > _LONGEST or "。" in text or ORDINAL.match(text):
        return None
    return piece.margin, round(piece.top), _DIGITS.sub("0", text)
