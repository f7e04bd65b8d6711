"""Where the labels of a metadata block stand in a line: 「索 引 号：」 with a colon, or a label that leads the line."""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.prose.metadata_words import BEFORE_A_LABEL, BLANKS, LABELS, LONGEST_LABEL

_COLON = re.compile("[:：]")
_ORNAMENTS = BLANKS + "•·●▪【["
_FIRST_CHARACTERS = frozenset(label[0] for label in LABELS)
_CHARACTERS = frozenset("".join(LABELS))
_AFTER_A_LABEL = re.compile(r"[】\]]?(?=[\s\u00a0\u3000\dA-Za-z]|$)")


class Label(NamedTuple):
    """A label's field, where it begins, and where what follows it begins."""

    field: str
    start: int
    end: int


def labels_in(line: str) -> list[Label]:
    """The labels of a line that end in a colon, from left to right."""
    if "：" not in line and ":" not in line:
        return []
    found = [_label_before(line, colon.start()) for colon in _COLON.finditer(line)]
    return [label for label in found if label is not None]


def leading_label(line: str) -> Label | None:
    """The label without a colon that a line begins with, if a blank, a number or nothing follows it."""
    start = len(line) - len(line.lstrip(_ORNAMENTS))
    if line[start : start + 1] not in _FIRST_CHARACTERS:
        return None
    words, best = "", None
    for at in range(start, len(line)):
        if line[at] in BLANKS:
            continue
        words += line[at]
        if len(words) > LONGEST_LABEL:
            break
        if words in LABELS and (after := _AFTER_A_LABEL.match(line, at + 1)):
            best = Label(LABELS[words], start, after.end())
    return best


def _label_before(line: str, colon: int) -> Label | None:
    """The longest label that ends at `colon`, its characters parted by blanks or not."""
    words, best = "", None
    for at in range(colon - 1, -1, -1):
        character = line[at]
        if character in BLANKS:
            continue
        if character not in _CHARACTERS:
            break
        words = character + words
        if len(words) > LONGEST_LABEL:
            break
        if words in LABELS and (at == 0 or line[at - 1] in BEFORE_A_LABEL):
            best = Label(LABELS[words], at, colon + 1)
    return best
