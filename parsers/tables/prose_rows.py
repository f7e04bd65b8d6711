"""Rows of tables that stand in lines which were read as prose: said, where figures are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.model import Block, Figure, Paragraph

from .found import Found
from .labels import LONGEST_LABEL
from .vocabulary import LONG_LABELS, LONG_STATISTIC_LABELS

_FIGURES = re.compile(r"[\d\s]+")
_DIGIT = re.compile(r"\d")
_RESULTS = re.compile("结果维持|结果纠正|其他结果|尚未审结")  # of table 4, which has few longer words
_A_RESULT, _COUNT = "结果维持", "数"  # nearly all prose is told by what is cheapest to look for
_NOT_SHOWN = frozenset({"lost", "derived"})
_FEWEST_LABELS = 3  # of different rows and heads; prose names one or two of them
_MOST_OF_PROSE = 8  # in a paragraph too long for a label
_FEWEST_INDICATORS = 5  # of a statistics table, each in a line with a figure


def left_in_prose(blocks: Sequence[Block], found: Found, figures: Sequence[Figure]) -> list[str]:
    """A remark where lines that are read as no table hold labels of tables, and not all cells of these are read.

    A label may be cut over lines, with its figures behind one of them.
    """
    if figures and not any(figure.kind in _NOT_SHOWN for figure in figures):
        return []
    read = found.paragraphs | found.sentences
    lines = [
        block.text
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and at not in read and len(block.text) <= LONGEST_LABEL
    ]
    joined = "".join(lines)
    labels = _named(LONG_LABELS, joined)
    if len(labels) < _FEWEST_LABELS:
        labels = _of_one_paragraph(LONG_LABELS, blocks)
    if _A_RESULT in joined and len(results := _named(_RESULTS, joined)) >= _FEWEST_LABELS:
        labels += results
    counted = "\n".join(line for line in lines if _COUNT in line and _DIGIT.search(line))
    indicators = _named(LONG_STATISTIC_LABELS, counted)
    if len(indicators) < (_FEWEST_LABELS if found.indicators else _FEWEST_INDICATORS):
        indicators = _of_one_paragraph(LONG_STATISTIC_LABELS, blocks) if any(map(_holds_many_counts, blocks)) else []
    tables = (("the official tables", labels), ("a statistics table", indicators))
    return [
        f"words of {table} stand in lines that are read as no table: {' | '.join(named)[:80]}"
        for table, named in tables
        if named
    ]


def _holds_many_counts(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.count(_COUNT) >= _MOST_OF_PROSE


def _named(labels: re.Pattern[str], text: str) -> list[str]:
    """The labels in a text, each once; figures may cut them."""
    return list(dict.fromkeys(labels.findall(_FIGURES.sub("", text))))


def _of_one_paragraph(labels: re.Pattern[str], blocks: Sequence[Block]) -> list[str]:
    """The labels of a paragraph that holds a table with its rows one behind the other; [] where there is none."""
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.text) > LONGEST_LABEL:
            named = _named(labels, block.text)
            if len(named) >= _MOST_OF_PROSE:
                return named
    return []
