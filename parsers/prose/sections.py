"""The report's own division into sections.

A heading is recognised by its words, never by its number alone: 「四、结转下年度继续办理」 is a row of a table,
and a report may leave a number out or give it twice. Sentences and tables of contents that repeat the
headings are none. Tables are no part of a section's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from parsers.model import Block, Document, Paragraph, Section
from parsers.prose.characters import chinese_number, is_squeezed, is_unseen, squeeze, tidy
from parsers.prose.masking import mask_contacts
from parsers.prose.run_together import SHORTEST, is_run_together, parted
from parsers.prose.section_words import (
    CONTENTS_LINE,
    FIRST_OF_NUMBER,
    FURNITURE,
    LAST_OF_NAMES,
    LAST_OF_OFFICIAL,
    LIST_GOES_ON,
    LONGEST_END_OF_CONTENTS_LINE,
    NUMBER,
    NUMBER_AND_BLANK,
    OF_THE_FORMS,
    OFFICIAL,
    OTHER_NUMBER,
    SENTENCE_MARK,
    SIX,
    plain_code,
)
from parsers.prose.traditional import FIRST, in_ours, is_traditional

_LONGEST_HEADING = 40
_LAST_LINES = 16  # page furniture is looked for only here
_FEWEST = 3  # of the six headings that show a style of numbering to be the report's
_LARGEST_GAP = 3  # how many numbers a report may skip between two of its sections
_LONGEST_WITHOUT_NUMBER = 20
_LAST_OF_SIX = ("problems", "other_matters")  # stand last; other names may as well head a part of the last section


class _Line(NamedTuple):
    """A paragraph: its block's index, its text, that without white space, its number (一、), the words after that."""

    at: int
    text: str
    place: str
    plain: str
    number: int | None
    words: str


@dataclass(slots=True)
class _Heading:
    """A heading on its way: its words, the text behind it on the same line, the lines below it."""

    at: int
    place: str
    code: str | None
    text: str
    rest: str
    lines: list[_Line] = field(default_factory=list)


class Passage(NamedTuple):
    """A paragraph of prose with the code of the section it stands in and its place in the document."""

    code: str | None
    text: str
    place: str


class Part(NamedTuple):
    """A section on its way: heading and paragraphs, nothing masked."""

    code: str | None
    heading: str
    passages: tuple[Passage, ...]


class Outline(NamedTuple):
    """A report's prose, divided as the report divides it."""

    preamble: tuple[Passage, ...]
    parts: tuple[Part, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Everything in order."""
        return (*self.preamble, *(passage for part in self.parts for passage in part.passages))


def divide(document: Document, table_paragraphs: frozenset[int] = frozenset()) -> Outline:
    """The body's paragraphs, each under its heading; those before the first heading are the preamble.

    `table_paragraphs` are the indices of blocks that turned out to be cells of a table.
    """
    blocks = document.blocks
    lines = _lines(blocks, table_paragraphs)
    if any(is_run_together(line.text) for line in lines if len(line.text) >= SHORTEST):
        blocks, table_paragraphs = parted(blocks, table_paragraphs)
        lines = _lines(blocks, table_paragraphs)
    if is_traditional([line.plain for line in lines[:FIRST]]):
        lines = [line._replace(plain=in_ours(line.plain), words=in_ours(line.words)) for line in lines]
    headings = _headings(lines, len(blocks))
    dropped = _furniture(lines)
    preamble: list[_Line] = []
    current: _Heading | None = None
    for line in lines:
        if line.at in headings:
            current = headings[line.at] or current
        elif line.at not in dropped:
            (preamble if current is None else current.lines).append(line)
    return Outline(_passages(None, preamble), tuple(_part(one) for one in headings.values() if one is not None))


def read_sections(outline: Outline) -> tuple[Section, ...]:
    """The sections as the report prints them, contacts masked."""
    return tuple(
        Section(ordinal, part.code, part.heading, mask_contacts("\n".join(passage.text for passage in part.passages)))
        for ordinal, part in enumerate(outline.parts, 1)
    )


def heading_code(line: str) -> str | None:
    """The code of the official heading that this line is, with or without its number; None where it is none."""
    heading = _official(_line(0, Paragraph(line)))
    return heading.code if heading else None


# --- headings --------------------------------------------------------------------------------------


def _lines(blocks: Sequence[Block], table_paragraphs: frozenset[int]) -> list[_Line]:
    return [
        line
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and at not in table_paragraphs and (line := _line(at, block)).plain
    ]


def _line(at: int, paragraph: Paragraph) -> _Line:
    text, place, _ = paragraph
    plain = text
    if not is_squeezed(text):
        text = tidy(text)
        plain = squeeze(text)
    if plain[:1] not in FIRST_OF_NUMBER:  # nearly all lines
        return _Line(at, text, place, plain, None, plain)
    match = NUMBER.match(plain)
    if match is not None:
        return _Line(at, text, place, plain, chinese_number(match["number"] or "一"), plain[match.end() :])
    parted = NUMBER_AND_BLANK.match(text)
    if parted is not None and plain_code(words := squeeze(text[parted.end() :])):
        return _Line(at, text, place, plain, chinese_number(parted["number"]), words)
    return _Line(at, text, place, plain, None, plain)


def _headings(lines: Sequence[_Line], end: int) -> dict[int, _Heading | None]:
    """The headings by their block; None for a line that only repeats a heading and begins no section."""
    official = [heading for line in lines if (heading := _official(line))]
    codes = {heading.code for heading in official}
    if len(codes) < _FEWEST:
        official = _otherwise_numbered(lines) or official
        codes = {heading.code for heading in official}
    if len(codes.intersection(OF_THE_FORMS)) < 2:
        found = _numbered(lines) or _without_any_number(lines)
    elif missing := set(SIX) - codes:
        plain = [heading for line in lines if (heading := _plain(line)) and heading.code in missing]
        found = sorted([*official, *plain], key=lambda heading: heading.at)
    else:
        found = official
    return _without_repetitions(found, lines, end)


def _otherwise_numbered(lines: Sequence[_Line]) -> list[_Heading]:
    """The official headings behind numbers of another style; none where they are too few to be the report's own.

    Only where the usual style is not met: （一）主动公开政府信息情况 may as well head a part of the first section.
    """
    found = []
    for line in lines:
        words = OTHER_NUMBER.sub("", line.plain, count=1)
        match = OFFICIAL.match(words)
        if match and not words[match.end() :].strip("。:：.*#") and not _is_of_contents(line):
            found.append(_Heading(line.at, line.place, match.lastgroup, line.text, ""))
    return found if len({heading.code for heading in found}) >= _FEWEST else []


def _official(line: _Line) -> _Heading | None:
    """One of the six official headings, on a line of its own or, behind its number, with text after it."""
    if line.number is None and line.words.rstrip("。:：.")[-1:] not in LAST_OF_OFFICIAL:
        return None  # behind no number stands nothing but a heading
    match = OFFICIAL.match(line.words)
    if match is None or _is_of_contents(line):
        return None
    rest = line.words[match.end() :]
    if rest.strip("。:：." if line.number is None else "。:：.、，,；;") == "":
        return _Heading(line.at, line.place, match.lastgroup, line.text, "")
    if line.number is None or rest.startswith(LIST_GOES_ON):
        return None
    return _split(line, match.lastgroup, len(line.plain) - len(rest))


def _is_of_contents(line: _Line) -> bool:
    """Whether the line ends as one of a table of contents."""
    return CONTENTS_LINE.search(line.plain, max(len(line.plain) - LONGEST_END_OF_CONTENTS_LINE, 0)) is not None


def _plain(line: _Line) -> _Heading | None:
    """Another name of one of the six, behind a section's number."""
    if line.number is None or _is_of_contents(line):
        return None
    head = SENTENCE_MARK.split(line.words, maxsplit=1)[0]
    if not head or len(head) > _LONGEST_HEADING:
        return None
    code = plain_code(head)
    return _split(line, code, len(line.plain) - len(line.words) + len(head)) if code else None


def _numbered(lines: Sequence[_Line]) -> list[_Heading]:
    """The sections of a report that follows no form: its own numbers 一、二、三、 in their order."""
    found: list[_Heading] = []
    last = 0
    for line in lines:
        if not line.number or line.number < last:
            continue
        head = _named_before_blank(line) or SENTENCE_MARK.split(line.words, maxsplit=1)[0].rstrip(":：")
        if not head or len(head) > _LONGEST_HEADING or _is_of_contents(line):
            continue
        if ("，" in head or "," in head) and len(head) < len(line.words):
            continue  # a numbered sentence, not a heading with text behind it
        code = plain_code(head)
        if code is None and line.number > last + _LARGEST_GAP:
            continue
        if found and line.number > last + 1:
            found += _without_number(lines, found, line.at, SIX)
        found.append(_split(line, code, len(line.plain) - len(line.words) + len(head)))
        last = line.number
    return [*found, *_without_number(lines, found, lines[-1].at + 1, _LAST_OF_SIX)] if found else []


def _without_any_number(lines: Sequence[_Line]) -> list[_Heading]:
    """The sections of a report that numbers none: lines that are names of the six, each with text below it."""
    found: dict[str, _Heading] = {}
    for line, below in pairwise(lines):
        if line.plain[-1:] not in LAST_OF_NAMES or len(line.plain) > _LONGEST_WITHOUT_NUMBER:
            continue
        code = plain_code(line.plain)
        if code and code not in found and plain_code(below.plain) is None:
            found[code] = _Heading(line.at, line.place, code, line.text, "")
    return list(found.values()) if len(found) >= _FEWEST else []


def _without_number(
    lines: Sequence[_Line], found: Sequence[_Heading], end: int, codes: Iterable[str]
) -> list[_Heading]:
    """The headings whose numbers are lost, behind the last one found: names of the six of `codes` not met yet."""
    if len(found) < _FEWEST:
        return []
    lost = set(codes) - {heading.code for heading in found}
    new = []
    for line in lines:
        if found[-1].at < line.at < end and line.number is None and len(line.plain) <= _LONGEST_WITHOUT_NUMBER:
            code = plain_code(line.plain)
            if code in lost:
                lost.remove(code)
                new.append(_Heading(line.at, line.place, code, line.text, ""))
    return new


def _named_before_blank(line: _Line) -> str | None:
    """「概述」 of 「一、概述 2016年，我局…」: a name of one of the six, with text behind a blank on the same line."""
    words = line.text.strip().split(maxsplit=1)
    if line.text == line.plain or len(words) == 1:
        return None
    head = squeeze(words[0])[len(line.plain) - len(line.words) :]
    return head if head and plain_code(head) else None


def _split(line: _Line, code: str | None, length: int) -> _Heading:
    """The heading that takes the first `length` characters of the line, white space not counted."""
    counted = 0
    for position, character in enumerate(line.text):
        if counted == length:
            head, rest = line.text[:position].strip(), line.text[position:].lstrip("。:：. ")
            return _Heading(line.at, line.place, code, head, rest)
        counted += not is_unseen(character)
    return _Heading(line.at, line.place, code, line.text, "")


def _without_repetitions(found: Sequence[_Heading], lines: Sequence[_Line], end: int) -> dict[int, _Heading | None]:
    """Of a heading printed twice, the one that has something below it; both where both have text.

    A table of contents names headings that come again; an annex repeats headings above its tables.
    """
    kept: dict[int, _Heading | None] = {heading.at: heading for heading in found}
    codes = [heading.code for heading in found if heading.code is not None]
    if len(set(codes)) == len(codes):
        return kept
    bounds = [heading.at for heading in found] + [end]
    places = [line.at for line in lines]
    with_text = {
        heading.at
        for heading, after in zip(found, bounds[1:], strict=True)
        if heading.rest or _any_between(places, heading.at, after)
    }
    with_content = with_text | {
        heading.at for heading, after in zip(found, bounds[1:], strict=True) if after > heading.at + 1
    }
    contents = _contents(found, with_content)
    real = {heading.at for heading in found} - contents
    with_text -= contents
    for code in SIX:
        same = [heading.at for heading in found if heading.code == code]
        best = next((at for group in (with_text, real) for at in same if at in group), same[0] if same else None)
        for at in same:
            if at != best and not (at in with_text and best in with_text):
                kept[at] = None
    return kept


def _any_between(places: Sequence[int], before: int, after: int) -> bool:
    """Whether one of the places, which are in order, lies between the two."""
    at = bisect_right(places, before)
    return at < len(places) and places[at] < after


def _contents(found: Sequence[_Heading], with_content: AbstractSet[int]) -> set[int]:
    """The headings that are a table of contents: the first ones, with nothing between them, all printed again.

    Below the last of them stands the title or the preamble, which is none of its text.
    """
    first: list[_Heading] = []
    for heading in found:
        if any(heading.code == earlier.code for earlier in first):
            break
        first.append(heading)
        if heading.at in with_content:
            break
    again = {heading.code for heading in found[len(first) :]}
    is_contents = len(first) > 1 and all(heading.code in again for heading in first)
    return {heading.at for heading in first} if is_contents else set()


# --- text ------------------------------------------------------------------------------------------


def _part(heading: _Heading) -> Part:
    passages = _passages(heading.code, heading.lines)
    if heading.rest:
        passages = (Passage(heading.code, heading.rest, heading.place), *passages)
    return Part(heading.code, heading.text, passages)


def _passages(code: str | None, lines: Iterable[_Line]) -> tuple[Passage, ...]:
    return tuple([Passage(code, line.text, line.place) for line in lines])


def _furniture(lines: Sequence[_Line]) -> frozenset[int]:
    """The blocks at the end that are the page's, not the report's."""
    return frozenset(line.at for line in lines[-_LAST_LINES:] if FURNITURE.match(line.plain))
