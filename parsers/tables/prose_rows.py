"""Rows of the official tables that stand in lines which were read as prose: said, where figures are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.model import Block, Figure, Paragraph

from .found import Found
from .labels import LONGEST_LABEL
from .vocabulary import LONG_LABELS

_FIGURES = re.compile(r"[\d\s]+")
_NOT_SHOWN = frozenset({"lost", "derived"})
_FEWEST_LABELS = 3  # of different rows and heads; prose names one or two of them
_MOST_OF_PROSE = 8  # in a paragraph too long for a label


def left_in_prose(blocks: Sequence[Block], found: Found, figures: Sequence[Figure]) -> list[str]:
    """A remark where lines that are read as no table hold labels of the official tables, and not all cells are read.

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
    labels = list(dict.fromkeys(LONG_LABELS.findall(_FIGURES.sub("", "".join(lines)))))
    if len(labels) < _FEWEST_LABELS:
        labels = _of_one_paragraph(blocks)
    if not labels:
        return []
    return [f"words of the official tables stand in lines that are read as no table: {' | '.join(labels)[:80]}"]


def _of_one_paragraph(blocks: Sequence[Block]) -> list[str]:
    """The labels of a paragraph that holds a table with its rows one behind the other; [] where there is none."""
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.text) > LONGEST_LABEL:
            labels = list(dict.fromkeys(LONG_LABELS.findall(_FIGURES.sub("", block.text))))
            if len(labels) >= _MOST_OF_PROSE:
                return labels
    return []
