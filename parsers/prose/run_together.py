"""A report whose text stands in one paragraph: its sections are told by their numbered headings alone.

The official headings are known wherever they stand. Those of older reports count where their numbers follow one
another from 一, where each begins behind a blank or a sentence, and ends before a blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.model import Block, Paragraph
from parsers.prose.section_words import OFFICIAL, plain_code
from parsers.prose.traditional import in_ours

SHORTEST = 120  # characters; a sentence that lists headings is shorter, or has no blanks behind them
_FEWEST = 3  # headings
_FEWEST_NAMED = 2  # of them that bear a name of one of the six
_NUMBERED_HEADING = re.compile(rf"[一二三四五六]、\s?(?={OFFICIAL.pattern})")
_SHORTEST_OFFICIAL = 300  # a sentence that lists the six headings is shorter
_SHORTEST_SECTION = 30  # a heading in a list has fewer characters behind it
_FEWEST_TWICE = 4  # headings that stand twice with text behind each: two reports
_OTHER_HEADING = re.compile(
    r"(?:^|(?<=[。；;：:\s]))(?P<number>[一二三四五六七八九十])、\s?(?P<head>概\s述|[^。；;，,\s]{2,40})(?=\s)"
)
_NUMBERS = "一二三四五六七八九十"
# 「…止。 一、总体情况 2020年，…」: the preamble and the first section in one paragraph, the others on their own.
# A report begins anew inside a paragraph: its title, and the heading of its first section.
_TITLE_INSIDE = re.compile(
    r"(?:^|(?<=[。；;\s]))[^。；;：:，,、《》\s]{2,60}(?:年度报告|年报)(?=\s|根据|按照|本报告|本年|$)"
)
_HEADING_INSIDE = re.compile(
    r"(?:^|(?<=[。；;：:\s]))(?:一、\s?(?:总体情况|概\s?述|概况|基本情况|[^。；;，,：:\s]{2,16}(?=\s))|[二三四五六七八九十]、)"
)
_FIRST_HEADING = re.compile(r"(?<=。)\s?(?=一、\s?(?:总体情况|概\s?述|概况)\s)")


def is_run_together(text: str) -> bool:
    """Whether a paragraph may hold several sections."""
    return len(text) >= SHORTEST and "一、" in text and bool(_bounds(text))


def parted(blocks: Sequence[Block], table_paragraphs: frozenset[int]) -> tuple[tuple[Block, ...], frozenset[int]]:
    """The blocks, with such a paragraph cut before each heading, and where the paragraphs of tables then stand."""
    found: list[Block] = []
    of_tables = set()
    for at, block in enumerate(blocks):
        if at in table_paragraphs:
            of_tables.add(len(found))
        elif isinstance(block, Paragraph) and is_run_together(block.text):
            found += _cut(block)
            continue
        found.append(block)
    return tuple(found), frozenset(of_tables)


def whole_reports_apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; paragraphs that may hold whole reports are cut at titles and first headings and before others."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and may_hold_a_report(block.text):
            text = in_ours(block.text)
            bounds = {0, len(text)}
            for title in _TITLE_INSIDE.finditer(text):
                bounds.update(title.span())
            for heading in _HEADING_INSIDE.finditer(text):
                bounds.update(heading.span() if heading.group().startswith("一") else (heading.start(),))
            pieces = [block.text[i:j].strip() for i, j in pairwise(sorted(bounds))]
            found += [block._replace(text=piece) for piece in pieces if piece]
        else:
            found.append(block)
    return tuple(found)


def may_hold_a_report(text: str) -> bool:
    """Whether a paragraph is long enough for a whole report, and has its first headings."""
    return len(text) >= SHORTEST and "一、" in text and "二、" in text and "三、" in text


def _cut(block: Paragraph) -> list[Paragraph]:
    bounds = [0, *_bounds(block.text), len(block.text)]
    return [block._replace(text=block.text[i:j]) for i, j in pairwise(bounds) if i < j]


def _bounds(text: str) -> list[int]:
    """Where to cut a paragraph before its headings; empty where it is no run of sections."""
    text = in_ours(text)
    return _begins_of_official(text) or _bounds_of_others(text) or [one.end() for one in _FIRST_HEADING.finditer(text)]


def _begins_of_official(text: str) -> list[int]:
    """Each of the official headings once, for a sentence may list them, too; all where two reports have them."""
    if len(text) < _SHORTEST_OFFICIAL or "二、" not in text:
        return []
    found = list(_NUMBERED_HEADING.finditer(text))
    last = {match.lastgroup: match.start() for match in found}
    if len(found) == 2 * len(last) >= 2 * _FEWEST_TWICE and _are_sections(found, text):
        return [match.start() for match in found]
    return sorted(last.values()) if len(last) >= _FEWEST else []


def _are_sections(headings: Sequence[re.Match[str]], text: str) -> bool:
    """Whether most of the headings have text behind them, and are no list."""
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    long = [end for heading, end in zip(headings, ends, strict=True) if end - heading.start() >= _SHORTEST_SECTION]
    return len(long) >= 2 * _FEWEST_TWICE


def _bounds_of_others(text: str) -> list[int]:
    """Where the headings of an older report, 一, 二, 三 in their order, begin and end."""
    found: list[re.Match[str]] = []
    for heading in _OTHER_HEADING.finditer(text):
        if len(found) < len(_NUMBERS) and heading["number"] == _NUMBERS[len(found)]:
            found.append(heading)
    named = sum(plain_code(heading["head"]) is not None for heading in found)
    if len(found) < _FEWEST or named < _FEWEST_NAMED:
        return []
    return [bound for heading in found for bound in (heading.start(), heading.end("head"))]
