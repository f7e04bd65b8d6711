"""The headings of a report.

A heading is recognised by its words, never by its number alone: 「四、结转下年度继续办理」 is a row of a table,
and a report may leave a number out or give it twice. Sentences and tables of contents that repeat the
headings are none.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.model import Paragraph
from parsers.prose.heading_lines import FEWEST, LONGEST_HEADING, Heading, Line, is_of_contents, line_of, split
from parsers.prose.own_headings import numbered, without_any_number
from parsers.prose.repeated_headings import without_repetitions
from parsers.prose.section_words import (
    LAST_OF_OFFICIAL,
    LIST_GOES_ON,
    OF_THE_FORMS,
    OFFICIAL,
    OTHER_NUMBER,
    SENTENCE_MARK,
    SIX,
    plain_code,
)


def headings_of(lines: Sequence[Line], end: int) -> dict[int, Heading | None]:
    """The headings by their block; None for a line that only repeats a heading and begins no section."""
    official = [heading for line in lines if (heading := _official(line))]
    codes = {heading.code for heading in official}
    if len(codes) < FEWEST:
        official = _otherwise_numbered(lines) or official
        codes = {heading.code for heading in official}
    if len(codes.intersection(OF_THE_FORMS)) < 2:
        found = numbered(lines) or without_any_number(lines)
    elif missing := set(SIX) - codes:
        plain = [heading for line in lines if (heading := _plain(line)) and heading.code in missing]
        found = sorted([*official, *plain], key=lambda heading: heading.at)
    else:
        found = official
    return without_repetitions(found, lines, end)


def heading_code(line: str) -> str | None:
    """The code of the official heading that this line is, with or without its number; None where it is none."""
    heading = _official(line_of(0, Paragraph(line)))
    return heading.code if heading else None


def _otherwise_numbered(lines: Sequence[Line]) -> list[Heading]:
    """The official headings behind numbers of another style; none where they are too few to be the report's own.

    Only where the usual style is not met: （一）主动公开政府信息情况 may as well head a part of the first section.
    """
    found = []
    for line in lines:
        words = OTHER_NUMBER.sub("", line.plain, count=1)
        match = OFFICIAL.match(words)
        if match and not words[match.end() :].strip("。:：.*#") and not is_of_contents(line):
            found.append(Heading(line.at, line.place, match.lastgroup, line.text, ""))
    return found if len({heading.code for heading in found}) >= FEWEST else []


def _official(line: Line) -> Heading | None:
    """One of the six official headings, on a line of its own or, behind its number, with text after it."""
    if line.number is None and line.words.rstrip("。:：.")[-1:] not in LAST_OF_OFFICIAL:
        return None  # behind no number stands nothing but a heading
    match = OFFICIAL.match(line.words)
    if match is None or is_of_contents(line):
        return None
    rest = line.words[match.end() :]
    if rest.strip("。:：." if line.number is None else "。:：.、，,；;") == "":
        return Heading(line.at, line.place, match.lastgroup, line.text, "")
    if line.number is None or rest.startswith(LIST_GOES_ON):
        return None
    return split(line, match.lastgroup, len(line.plain) - len(rest))


def _plain(line: Line) -> Heading | None:
    """Another name of one of the six, behind a section's number."""
    if line.number is None or is_of_contents(line):
        return None
    head = SENTENCE_MARK.split(line.words, maxsplit=1)[0]
    if not head or len(head) > LONGEST_HEADING:
        return None
    code = plain_code(head)
    return split(line, code, len(line.plain) - len(line.words) + len(head)) if code else None
