"""The report's own division into sections. Tables are no part of a section's text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parsers.model import Document, Section
from parsers.prose.heading_lines import Heading, Line, lines_of
from parsers.prose.headings import headings_of
from parsers.prose.masking import mask_contacts
from parsers.prose.run_together import SHORTEST, is_run_together, parted
from parsers.prose.section_words import FURNITURE
from parsers.prose.traditional import FIRST, in_ours, is_traditional

_LAST_LINES = 16  # page furniture is looked for only here


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
    lines = lines_of(blocks, table_paragraphs)
    if any(is_run_together(line.text) for line in lines if len(line.text) >= SHORTEST):
        blocks, table_paragraphs = parted(blocks, table_paragraphs)
        lines = lines_of(blocks, table_paragraphs)
    if is_traditional([line.plain for line in lines[:FIRST]]):
        lines = [line._replace(plain=in_ours(line.plain), words=in_ours(line.words)) for line in lines]
    headings = headings_of(lines, len(blocks))
    dropped = _furniture(lines)
    preamble: list[Line] = []
    current: Heading | None = None
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


def _part(heading: Heading) -> Part:
    passages = _passages(heading.code, heading.lines)
    if heading.rest:
        passages = (Passage(heading.code, heading.rest, heading.place), *passages)
    return Part(heading.code, heading.text, passages)


def _passages(code: str | None, lines: Iterable[Line]) -> tuple[Passage, ...]:
    return tuple([Passage(code, line.text, line.place) for line in lines])


def _furniture(lines: Sequence[Line]) -> frozenset[int]:
    """The blocks at the end that are the page's, not the report's."""
    return frozenset(line.at for line in lines[-_LAST_LINES:] if FURNITURE.match(line.plain))
