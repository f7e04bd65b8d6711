"""Labels that a line's end has cut, in tables that are lines of text: a PDF's own text, or what was made of it.

A narrow column prints its label over several lines, and the figures stand behind one of them. Where columns of labels
stand side by side, a line holds a part of each; the part next to the figures is the row's own. A label is whole again
where its parts, line by line, spell an official one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .labels import bare
from .numbers import looks_like_value
from .vocabulary import HEADS, ROW_LABELS

_PRINTED = "\n".join(sorted(ROW_LABELS | HEADS))
_FEWEST_LINES = 2
_MOST_LINES = 6  # of one label, above and below its figures


class Token(NamedTuple):
    """A cell of a table that is lines of text; `block` is the index of its paragraph.

    `in_words` are those of a sentence, which stays what it is beside the table.
    """

    text: str
    block: int
    place: str
    is_value: bool
    in_words: bool = False


Row = tuple[list[Token], list[Token]]  # labels and values


def is_part_of_label(text: str) -> bool:
    """Whether `text` is a part of the words of the official tables."""
    return bare(text) in _PRINTED and not looks_like_value(text)


def whole_labels(rows: Sequence[Row]) -> list[Row]:
    """The rows, each label whole that was cut; the parts below its figures no longer lead the next row."""
    whole: list[Row] = list(rows)
    if len({token.block for labels, _ in rows for token in labels}) < _FEWEST_LINES:
        return whole  # all cells stand in one block: no line has cut them
    for at, (labels, values) in enumerate(whole):
        if not values or not labels or bare(labels[-1].text) in ROW_LABELS:
            continue
        below = whole[at + 1][0] if at + 1 < len(whole) else []
        joined = _joined(_last_of_lines(labels), _last_of_lines(below))
        if joined is None:
            continue
        above, text, taken = joined
        kept = [token for token in labels if token.block < above]
        whole[at] = ([*kept, labels[-1]._replace(text=text)], values)
        if taken:
            whole[at + 1] = ([token for token in below if token.block > taken], whole[at + 1][1])
    return whole


def _last_of_lines(tokens: Sequence[Token]) -> list[Token]:
    return list({token.block: token for token in tokens}.values())


def _joined(above: Sequence[Token], below: Sequence[Token]) -> tuple[int, str, int] | None:
    """The first line of the label, the label, and the last line below its figures (0: none); the shortest that fits."""
    for lines in range(_FEWEST_LINES, _MOST_LINES + 1):
        for under in range(min(lines, len(below) + 1)):
            over = lines - under
            if over <= len(above):
                parts = [*above[len(above) - over :], *below[:under]]
                text = "".join(part.text for part in parts)
                if bare(text) in ROW_LABELS:
                    return parts[0].block, text, below[under - 1].block if under else 0
    return None
