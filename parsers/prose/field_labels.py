"""Where the labels of a metadata block stand in a line: 「索 引 号：」 with a colon, or a label that leads the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.prose.characters import INVISIBLE
from parsers.prose.metadata_words import BEFORE_A_LABEL, BLANKS, ENDS_OF_VALUES, LABELS

_BRACKETED = re.compile(r"【([^【】]{2,12})】[:：]?")
_PLAIN_LABEL = 4  # characters; 发布机构 is no word of a value, 日期 may be
_OF_THE_PAGE = frozenset(
    "作者 责编 字体 字号 浏览量 阅读量 访问量 点击量 点击数".split()
)  # nor are these, though shorter
_ORNAMENTS = BLANKS + "•·●▪【["
# Letter by letter, a text is told from the labels as soon as none of them begins, or ends, so.
_BEGINS = frozenset(label[:length] for label in LABELS for length in range(1, len(label) + 1))
_ENDS = frozenset(label[-length:] for label in LABELS for length in range(1, len(label) + 1))
# What a text begins with whose first word may be a label: the label, an ornament, or what `squeeze` leaves out.
_BEFORE_FIRST_LABEL = f"{_ORNAMENTS}{BEFORE_A_LABEL}】]:：_Oo{INVISIBLE}"
_FIRST_CHARACTERS = _BEGINS.union(_BEFORE_FIRST_LABEL)
_AFTER_A_LABEL = re.compile(r"[】\]]?(?=[\s\u00a0\u3000\dA-Za-z]|$)")


class Label(NamedTuple):
    """A label's field, where it begins, and where what follows it begins."""

    field: str
    start: int
    end: int


def may_begin_with_label(text: str) -> bool:
    """False for a text whose first character already tells that no label leads it."""
    return text.lstrip()[:1] in _FIRST_CHARACTERS


def labels_in(line: str) -> list[Label]:
    """The labels of a line that end in a colon or stand in brackets of their own, from left to right."""
    bracketed = _in_brackets(line) if "【" in line else []
    if bracketed or ("：" not in line and ":" not in line):
        return bracketed
    found = [_label_before(line, colon) for colon in _colons(line)]
    return [label for label in found if label is not None]


def _colons(line: str) -> Iterator[int]:
    even = line.replace("：", ":")  # of the same length; a search for one character is far faster than for a class
    at = even.find(":")
    while at >= 0:
        yield at
        at = even.find(":", at + 1)


def _in_brackets(line: str) -> list[Label]:
    """「【索引号】000014349/2024-00001【发布机构】柘城县司法局」."""
    found = []
    for bracketed in _BRACKETED.finditer(line):
        field = LABELS.get("".join(bracketed[1].split()))
        if field is not None:
            found.append(Label(field, bracketed.start(), bracketed.end()))
    return found


def leading_label(line: str) -> Label | None:
    """The label without a colon that a line begins with, if a blank, a number or nothing follows it."""
    start = len(line) - len(line.lstrip(_ORNAMENTS))
    if line[start : start + 1] not in _BEGINS:
        return None
    words, best = "", None
    for at in range(start, len(line)):
        character = line[at]
        if character in BLANKS:
            continue
        words += character
        if words not in _BEGINS:
            break
        if words in LABELS and (after := _AFTER_A_LABEL.match(line, at + 1)):
            best = Label(LABELS[words], start, after.end())
    return best


def _label_before(line: str, colon: int) -> Label | None:
    """The longest label that ends at `colon`, its characters parted by blanks or not."""
    if line[:colon] in LABELS:  # no longer one ends here
        return Label(LABELS[line[:colon]], 0, colon + 1)
    words, best = "", None
    for at in range(colon - 1, -1, -1):
        character = line[at]
        if character in BLANKS:
            continue
        words = character + words
        if words not in _ENDS:
            break
        if words in LABELS and (at == 0 or _may_precede(line[at - 1], line[at:colon].rstrip(BLANKS))):
            best = Label(LABELS[words], at, colon + 1)
    return best


def _may_precede(character: str, label: str) -> bool:
    """Whether a label, as printed, may begin behind this character: nothing parts fields that are elements.

    One that is printed with blanks inside (关 键 词) is no word of a value, however short.
    """
    if character in BEFORE_A_LABEL or (character.isascii() and character.isalnum()):
        return True
    return character in ENDS_OF_VALUES and (len(label) >= _PLAIN_LABEL or label in _OF_THE_PAGE)
