"""The blocks of a document that are tables, whatever they are made of: grids, or paragraphs that were cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from parsers.model import Block, Grid

from .captions import caption_of, with_channel
from .cut_labels import Token
from .rows import PrintedRow, grid_rows
from .streams import stream, stream_rows, tokens_of_cells


class Tabular:
    """A grid, or a run of paragraphs that were its cells; one of both. `at` is the index of its first block.

    `caption` is the paragraph right above a grid, where it says what the grid's own heads do not.
    """

    def __init__(self, at: int, grid: Grid | None, tokens: Sequence[Token] = (), caption: str = "") -> None:
        self.at = at
        self.grid = grid
        self.tokens = tokens
        self.caption = caption

    @property
    def is_in_words(self) -> bool:
        """Whether sentences are among the paragraphs."""
        return any(token.in_words for token in self.tokens)

    @cached_property  # a grid with a plan is read without its rows
    def rows(self) -> list[PrintedRow]:
        """The printed rows, in reading order."""
        if self.grid is None:
            return list(stream_rows(self.tokens))
        rows = grid_rows(self.grid, self.at)
        return with_channel(rows, self.caption) if self.caption else rows


def tabulars(blocks: Sequence[Block]) -> Iterator[Tabular]:
    """Every grid that has cells, and every run of paragraphs that was a table, in reading order."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Grid):
            if block.geometry == "stream":
                yield Tabular(at, None, tokens_of_cells(block.cells, at))
            elif block.texts:
                yield Tabular(at, block, caption=caption_of(blocks, at))
            at += 1
            continue
        tokens, behind = stream(blocks, at)
        if tokens:
            yield Tabular(at, None, tokens)
        at = behind
