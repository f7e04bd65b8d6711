"""A report whose text stands in one paragraph: its sections are told by their numbered official headings alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.model import Block, Paragraph
from parsers.prose.section_words import OFFICIAL

SHORTEST = 300  # characters; a sentence that lists the six headings is shorter
_FEWEST = 3  # of the six
_NUMBERED_HEADING = re.compile(rf"[一二三四五六]、\s?(?={OFFICIAL.pattern})")


def is_run_together(text: str) -> bool:
    """Whether a paragraph may hold several sections."""
    return len(text) >= SHORTEST and "二、" in text and len(_begins(text)) >= _FEWEST


def parted(blocks: Sequence[Block], table_paragraphs: frozenset[int]) -> tuple[tuple[Block, ...], frozenset[int]]:
    """The blocks, with such a paragraph cut before each heading, and where the paragraphs of tables then stand."""
    found: list[Block] = []
    of_tables = set()
    for at, block in enumerate(blocks):
        if at in table_paragraphs:
            of_tables.add(len(found))
        elif isinstance(block, Paragraph) and is_run_together(block.text):
            bounds = [0, *_begins(block.text), len(block.text)]
            found += [block._replace(text=block.text[i:j]) for i, j in pairwise(bounds) if i < j]
            continue
        found.append(block)
    return tuple(found), frozenset(of_tables)


def _begins(text: str) -> list[int]:
    """Where each of the headings begins, each once: a sentence before them may list them, too."""
    last = {match.lastgroup: match.start() for match in _NUMBERED_HEADING.finditer(text)}
    return sorted(last.values())
