"""What a document's tables hold before anything is concluded from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.model import Check, Figure, Indicator

from .rows import PrintedRow


class Found(NamedTuple):
    """The figures of the official tables under their `keys`, and all else; fields as those of `TableReading`.

    `checks` are those of statistics tables. `sentences` are the indices of blocks that were read as rows in words.
    """

    form: str
    keys: tuple[str, ...]
    figures: Sequence[Figure]
    tables: frozenset[str]
    remarks: Sequence[str] = ()
    indicators: Sequence[Indicator] = ()
    checks: Sequence[Check] = ()
    paragraphs: frozenset[int] = frozenset()
    sentences: frozenset[int] = frozenset()


def strays(rows: Sequence[PrintedRow]) -> list[str]:
    """One remark for each grid that no form claims, with its first words."""
    firsts: dict[int, PrintedRow] = {}
    counts: dict[int, int] = {}
    for row in rows:
        firsts.setdefault(row.run, row)
        counts[row.run] = counts.get(row.run, 0) + 1
    return [f"a table of {counts[run]} rows is not read: {row.printed()[:80]}" for run, row in firsts.items()]
