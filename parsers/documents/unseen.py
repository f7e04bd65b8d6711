"""Words that a file holds and does not show as plain words, and what is said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SMALLEST = 4  # half points; nobody reads words of two points
_WHITE = re.compile("(?:F[7-9A-F]){3}", re.IGNORECASE)  # what cannot be told from white
UNKNOWN = "\ufffd"  # in place of a letter that cannot be told
# How letters of set pages are marked.
INVISIBLE, COVERED, CUT = "drawn without ink", "covered by paint", "cut away, or in a layer that is off"


@dataclass(slots=True)
class Unseen:
    """The words left out of a file, being hidden or struck out."""

    hidden: list[str] = field(default_factory=list)
    struck_out: list[str] = field(default_factory=list)

    def remarks(self) -> tuple[str, ...]:
        """What was left out and holds a figure."""
        told = (("hidden", self.hidden), ("struck out", self.struck_out))
        said = [(how, [text for text in texts if any(map(str.isdigit, text))]) for how, texts in told]
        return tuple(f"words are {how}, and left out: {' | '.join(texts)[:80]}" for how, texts in said if texts)


def beside_the_line(words: str) -> str:
    """Raised or lowered words as a cell prints them: 12 with a footnote 1 is no 121."""
    return f"[{words.strip()}]" if words.strip() else words


def is_white(color: str) -> bool:
    """Whether a color, as six digits of red, green and blue, cannot be told from white."""
    return bool(_WHITE.fullmatch(color))
