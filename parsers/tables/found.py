"""What a document's tables hold before anything is concluded from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parsers.model import Check, Figure, Indicator

from .rows import PrintedRow


class Found(NamedTuple):
    """The figures of the official tables under their `keys`, and all else; fields as those of `TableReading`.

    `checks` are those of statistics tables. `sentences` are the indices of blocks that were read as rows in words,
    `strays` the rows that no form claims.
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
    strays: Sequence[PrintedRow] = ()


def told(strays: Sequence[PrintedRow], is_read_elsewhere: Callable[[int], bool]) -> list[str]:
    """One remark for each grid or stream of rows that no form claims, with its first words.

    Those at an index of a document's blocks that is read elsewhere are left out.
    """
    firsts: dict[int, PrintedRow] = {}
    counts: dict[int, int] = {}
    for row in strays:
        firsts.setdefault(row.run, row)
        counts[row.run] = counts.get(row.run, 0) + 1
    return [
        f"a table of {counts[run]} rows is not read: {row.printed()[:80]}"
        for run, row in firsts.items()
        if not is_read_elsewhere(run)
    ]
