"""Words that a file holds and does not show as plain words, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, field

SMALLEST = 4  # half points; nobody reads words of two points
WHITE = "FFFFFF"
INVISIBLE, COVERED = "drawn without ink", "covered by white paint"  # how letters of set pages are marked


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
