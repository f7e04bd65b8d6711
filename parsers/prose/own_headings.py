"""The headings of a report that follows no form: its own numbers, numbers that were lost, or none at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from parsers.prose.characters import squeeze
from parsers.prose.heading_lines import FEWEST, LONGEST_HEADING, Heading, Line, is_of_contents, split
from parsers.prose.section_words import LAST_OF_NAMES, SENTENCE_MARK, SIX, plain_code

_LARGEST_GAP = 3  # how many numbers a report may skip between two of its sections
_LONGEST_WITHOUT_NUMBER = 20
_LAST_OF_SIX = ("problems", "other_matters")  # stand last; other names may as well head a part of the last section


def numbered(lines: Sequence[Line]) -> list[Heading]:
    """The sections of a report that follows no form: its own numbers 一、二、三、 in their order.

    Where it is in 第一部分, 第二部分 and 第三部分, 一、二、三、 number what stands inside them.
    """
    found: list[Heading] = []
    last = 0
    parts = [line for line in lines if line.plain[0] == "第" and line.plain[2:4] == "部分"]
    for line in parts if len({part.number for part in parts}) >= FEWEST else lines:
        if not line.number or line.number < last:
            continue
        head = _named_before_blank(line) or SENTENCE_MARK.split(line.words, maxsplit=1)[0].rstrip(":：")
        if not head or len(head) > LONGEST_HEADING or is_of_contents(line):
            continue
        if ("，" in head or "," in head) and len(head) < len(line.words):
            continue  # a numbered sentence, not a heading with text behind it
        code = plain_code(head)
        if code is None and line.number > last + _LARGEST_GAP:
            continue
        if found and line.number > last + 1:
            found += _without_number(lines, found, line.at, SIX)
        found.append(split(line, code, len(line.plain) - len(line.words) + len(head)))
        last = line.number
    return [*found, *_without_number(lines, found, lines[-1].at + 1, _LAST_OF_SIX)] if found else []


def without_any_number(lines: Sequence[Line]) -> list[Heading]:
    """The sections of a report that numbers none: lines that are names of the six, each with text below it."""
    found: dict[str, Heading] = {}
    for line, below in pairwise(lines):
        if line.plain[-1:] not in LAST_OF_NAMES or len(line.plain) > _LONGEST_WITHOUT_NUMBER:
            continue
        code = plain_code(line.plain)
        if code and code not in found and plain_code(below.plain) is None:
            found[code] = Heading(line.at, line.place, code, line.text, "")
    return list(found.values()) if len(found) >= FEWEST else []


def _without_number(lines: Sequence[Line], found: Sequence[Heading], end: int, codes: Iterable[str]) -> list[Heading]:
    """The headings whose numbers are lost, behind the last one found: names of the six of `codes` not met yet."""
    if len(found) < FEWEST:
        return []
    lost = set(codes) - {heading.code for heading in found}
    new = []
    for line in lines:
        if found[-1].at < line.at < end and line.number is None and len(line.plain) <= _LONGEST_WITHOUT_NUMBER:
            code = plain_code(line.plain)
            if code in lost:
                lost.remove(code)
                new.append(Heading(line.at, line.place, code, line.text, ""))
    return new


def _named_before_blank(line: Line) -> str | None:
    """「概述」 of 「一、概述 2016年，我局…」: a name of one of the six, with text behind a blank on the same line."""
    words = line.text.strip().split(maxsplit=1)
    if line.text == line.plain or len(words) == 1:
        return None
    head = squeeze(words[0])[len(line.plain) - len(line.words) :]
    return head if head and plain_code(head) else None
