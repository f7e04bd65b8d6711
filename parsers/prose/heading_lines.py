"""The lines of a report's prose, and what a heading takes of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.model import Block, Paragraph
from parsers.prose.characters import chinese_number, is_squeezed, is_unseen, squeeze, tidy
from parsers.prose.section_words import (
    CONTENTS_LINE,
    FIRST_OF_NUMBER,
    LONGEST_END_OF_CONTENTS_LINE,
    NUMBER,
    NUMBER_AND_BLANK,
    plain_code,
)

LONGEST_HEADING = 40
FEWEST = 3  # of the six headings that show a style of numbering to be the report's


class Line(NamedTuple):
    """A paragraph: its block's index, its text, that without white space, its number (一、), the words after that."""

    at: int
    text: str
    place: str
    plain: str
    number: int | None
    words: str


@dataclass(slots=True)
class Heading:
    """A heading on its way: its words, the text behind it on the same line, the lines below it."""

    at: int
    place: str
    code: str | None
    text: str
    rest: str
    lines: list[Line] = field(default_factory=list)


def lines_of(blocks: Sequence[Block], table_paragraphs: frozenset[int]) -> list[Line]:
    """The paragraphs that hold words and are no cells of a table."""
    return [
        line
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and at not in table_paragraphs and (line := line_of(at, block)).plain
    ]


def line_of(at: int, paragraph: Paragraph) -> Line:
    """A paragraph as a line; `at` is the index of its block."""
    text, place, _ = paragraph
    plain = text
    if not is_squeezed(text):
        text = tidy(text)
        plain = squeeze(text)
    if plain[:1] not in FIRST_OF_NUMBER:  # nearly all lines
        return Line(at, text, place, plain, None, plain)
    match = NUMBER.match(plain)
    if match is not None:
        return Line(at, text, place, plain, chinese_number(match["number"] or "一"), plain[match.end() :])
    parted = NUMBER_AND_BLANK.match(text)
    if parted is not None and plain_code(words := squeeze(text[parted.end() :])):
        return Line(at, text, place, plain, chinese_number(parted["number"]), words)
    return Line(at, text, place, plain, None, plain)


def is_of_contents(line: Line) -> bool:
    """Whether the line ends as one of a table of contents."""
    return CONTENTS_LINE.search(line.plain, max(len(line.plain) - LONGEST_END_OF_CONTENTS_LINE, 0)) is not None


def split(line: Line, code: str | None, length: int) -> Heading:
    """The heading that takes the first `length` characters of the line, white space not counted."""
    counted = 0
    for position, character in enumerate(line.text):
        if counted == length:
            head, rest = line.text[:position].strip(), line.text[position:].lstrip("。:：. ")
            return Heading(line.at, line.place, code, head, rest)
        counted += not is_unseen(character)
    return Heading(line.at, line.place, code, line.text, "")
