"""A document's tables as printed rows, whatever they are made of: grids, or paragraphs that were cells.

Rows of a grid come as they stand. Where an exporter made every cell a paragraph, runs of paragraphs that
are words of the official tables and figures are put together to rows again: a label, and the values up to the
next label. Empty cells have vanished from such a row, which its geometry `stream` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from parsers.model import Block, Cell, Grid, Paragraph

from .form import APPLICATIONS
from .labels import bare
from .numbers import looks_like_value
from .vocabulary import PIECES, ROW_LABELS, is_known

Geometry = Literal["spans", "columns", "order", "stream"]


class PrintedRow(NamedTuple):
    """A row as printed: label cells, then the cells of the value region, blanks among them.

    `block` is the index of the document's block (for a stream, of its first paragraph) and `run` tells the
    grids and streams of a document apart; `names` are the labels bare, as labels are compared.
    """

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    geometry: Geometry
    block: int
    run: int
    names: tuple[str, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.labels + self.values

    def printed(self) -> str:
        """The row for a human eye: what is printed, blanks as ␣."""
        return " | ".join(cell.text.replace("\n", "").strip() or "␣" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Printed:
    """All printed rows of a document, and the paragraphs that turned out to be cells."""

    rows: tuple[PrintedRow, ...]
    paragraphs: frozenset[int]


def printed_rows(blocks: Sequence[Block]) -> Printed:
    """The rows of every grid and of every run of paragraphs that was a table, in reading order."""
    rows: list[PrintedRow] = []
    used: set[int] = set()
    at = run = 0
    while at < len(blocks):
        block = blocks[at]
        run += 1
        if isinstance(block, Grid):
            rows.extend(_grid_row(cells, block.geometry, at, run) for cells in block.rows() if cells)
            at += 1
            continue
        tokens = _stream(blocks, at)
        if tokens:
            rows.extend(_stream_rows(tokens, run))
            used.update(token.block for token in tokens)
            at = tokens[-1].block + 1
        else:
            at += 1
    return Printed(tuple(rows), frozenset(used))


def _row(labels: Sequence[Cell], values: Sequence[Cell], geometry: Geometry, block: int, run: int) -> PrintedRow:
    names = tuple([bare(cell.text) for cell in labels])
    return PrintedRow(tuple(labels), tuple(values), geometry, block, run, names)


def _grid_row(cells: Sequence[Cell], geometry: Geometry, block: int, run: int) -> PrintedRow:
    """Labels are the text cells before the first figure; after it, every cell is of the value region.

    A number that leads a row before its label only counts the rows. And words behind a label that are no label
    themselves are the first cells of the value region, unreadable as they are (未统计, 见附件).
    """
    cells = cells[1:] if _only_counts(cells) else cells
    labels: list[Cell] = []
    first_value = 0
    for at, cell in enumerate(cells):
        if looks_like_value(cell.text):
            break
        if cell.text.strip():
            if labels and _is_no_label(cell.text, labels[-1].text):
                break
            labels.append(cell)
            first_value = at + 1
    return _row(labels, cells[first_value:], geometry, block, run)


def _only_counts(cells: Sequence[Cell]) -> bool:
    """Whether the first cell is a row's number: digits alone, with a row label behind them."""
    return len(cells) > 2 and cells[0].text.strip(" .、").isdigit() and bare(cells[1].text) in ROW_LABELS


def _is_no_label(text: str, above: str) -> bool:
    """Whether `text` stands where a figure should: short, no word of the tables, behind a whole row label."""
    name = bare(text)
    if len(name) > _LONGEST_UNREADABLE or bare(above) not in ROW_LABELS:
        return False
    return not is_known(name) and name not in PIECES and bare(above + text) not in ROW_LABELS


# --- paragraphs that were cells ------------------------------------------------------------------

_LONGEST_UNREADABLE = 6  # 未统计, 见附件; a longer text may be the rest of a label
_SHORT = 48  # the longest official label has 38 characters
_LONGEST_LINE = 120  # that label with its group and seven figures
_FEWEST = 3  # known words, and figures, that a run must hold to be a table
_PROSE_END = ("。", "；", "：", ";")


class _Token(NamedTuple):
    text: str
    block: int
    place: str
    is_value: bool


def _stream(blocks: Sequence[Block], start: int) -> list[_Token]:
    """The tokens of the run of table paragraphs that begins at `start`; empty where prose begins there."""
    tokens: list[_Token] = []
    labels = values = 0
    for at in range(start, len(blocks)):
        block = blocks[at]
        if not isinstance(block, Paragraph):
            break
        found = _tokens(block, at, inside=bool(tokens))
        if not found or (not tokens and found[0].is_value):
            break
        tokens.extend(found)
        labels += sum(not token.is_value and is_known(bare(token.text)) for token in found)
        values += sum(token.is_value for token in found)
    while tokens and not tokens[-1].is_value and bare(tokens[-1].text) not in ROW_LABELS:
        tokens.pop()
    return tokens if labels >= _FEWEST and values >= _FEWEST else []


def _tokens(paragraph: Paragraph, at: int, *, inside: bool) -> list[_Token]:
    """A paragraph as table tokens: one cell, or a row with its cells parted by white space; [] for prose."""
    text = paragraph.text
    if len(text) > _LONGEST_LINE:
        return []
    if looks_like_value(text):
        return [_Token(text, at, paragraph.place, is_value=True)]
    parts = text.split()
    if len(parts) > 1 and (row := _row_tokens(parts, paragraph, at, inside=inside)):
        return row
    name = bare(text)
    if is_known(name) or (inside and (name in PIECES or _near_label(text, name))):
        return [_Token(text, at, paragraph.place, is_value=False)]
    return []


def _row_tokens(parts: list[str], paragraph: Paragraph, at: int, *, inside: bool) -> list[_Token]:
    """A line that is a whole row: labels and figures behind them, heads side by side, or figures alone."""
    if inside and all(map(looks_like_value, parts)):
        return [_Token(part, at, paragraph.place, is_value=True) for part in parts]
    if all(is_known(bare(part)) for part in parts):
        return [_Token(part, at, paragraph.place, is_value=False) for part in parts]
    first = next((n for n, part in enumerate(parts) if looks_like_value(part)), len(parts))
    tail = parts[first:]
    labels = _known_labels(parts[:first])
    if not tail or not labels or not all(map(looks_like_value, tail)):
        return []
    heads = [_Token(label, at, paragraph.place, is_value=False) for label in labels]
    return [*heads, *(_Token(part, at, paragraph.place, is_value=True) for part in tail)]


def _known_labels(parts: list[str]) -> list[str]:
    """The labels that `parts` spell, each of one or more parts ("1." and "重复申请"); [] where a word is left over."""
    labels: list[str] = []
    start = 0
    while start < len(parts):
        end = next((n for n in range(len(parts), start, -1) if is_known(bare(" ".join(parts[start:n])))), None)
        if end is None:
            return []
        labels.append(" ".join(parts[start:end]))
        start = end
    return labels


def _near_label(text: str, name: str) -> bool:
    """Whether a short text is an official label with a slip or a few characters lost, and no sentence."""
    if len(name) < 2 or len(text) > _SHORT or text.endswith(_PROSE_END) or "，" in text:
        return False
    return any(
        abs(len(name) - len(label)) <= 3 and len(set(name) & set(label)) * 5 >= len(set(label)) * 4
        for label in ROW_LABELS
    )


def _stream_rows(tokens: Sequence[_Token], run: int) -> Iterator[PrintedRow]:
    """Heads gather to one row; a row label takes the values that follow it."""
    labels: list[_Token] = []
    values: list[_Token] = []
    for at, token in enumerate(tokens):
        if token.is_value:
            values.append(token)
            continue
        if values:
            yield _stream_row(labels, values, run)
            labels, values = [], []
        elif labels and _begins_row(token, tokens, at) and not _is_group(labels[-1]):
            yield _stream_row(labels, [], run)
            labels = []
        labels.append(token)
    if labels or values:
        yield _stream_row(labels, values, run)


def _begins_row(token: _Token, tokens: Sequence[_Token], at: int) -> bool:
    followed = at + 1 < len(tokens) and tokens[at + 1].is_value
    return bare(token.text) in ROW_LABELS and followed


def _is_group(token: _Token) -> bool:
    return bare(token.text) in APPLICATIONS.groups


def _stream_row(labels: Sequence[_Token], values: Sequence[_Token], run: int) -> PrintedRow:
    first = (labels or values)[0].block
    cells = [Cell(token.text, 0, column, place=token.place) for column, token in enumerate((*labels, *values))]
    return _row(cells[: len(labels)], cells[len(labels) :], "stream", first, run)
