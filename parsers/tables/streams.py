"""Paragraphs that were the cells of a table, put together to rows again.

Where an exporter made every cell a paragraph, runs of paragraphs that are words of the official tables and figures
are rows: a label, and the values up to the next label. Empty cells have vanished from such a row, which its geometry
`stream` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.model import Block, Cell, Paragraph

from .cut_labels import Token, is_part_of_label, whole_labels
from .form import APPLICATIONS
from .headed import headed_line
from .labels import bare
from .numbers import holds_several, looks_like_value
from .rows import PrintedRow, printed_row
from .vocabulary import ROW_LABELS, is_known, name_of

_SHORT = 48  # the longest official label has 38 characters
_LONGEST_LINE = 120  # that label with its group and seven figures
_FEWEST = 3  # known words, and figures, that a run must hold to be a table
_PROSE_END = ("。", "；", "：", ";")


def stream(blocks: Sequence[Block], start: int) -> tuple[list[Token], int]:
    """The tokens of the run of table paragraphs that begins at `start`, and the block that is to be looked at next.

    No tokens where prose begins there, or where the run holds too little for a table: no part of it is one then.
    """
    tokens: list[Token] = []
    labels = values = 0
    end = start
    while end < len(blocks):
        block = blocks[end]
        found = _tokens(block, end, inside=bool(tokens)) if isinstance(block, Paragraph) else []
        if not found or (not tokens and found[0].is_value):
            break
        end += 1
        tokens.extend(found)
        labels += sum(not token.is_value and is_known(bare(token.text)) for token in found)
        values += sum(token.is_value for token in found)
    while tokens and not tokens[-1].is_value and bare(tokens[-1].text) not in ROW_LABELS:
        tokens.pop()
    if labels < _FEWEST or values < _FEWEST:
        return [], max(end, start + 1)
    return tokens, tokens[-1].block + 1


def tokens_of_cells(cells: Sequence[Cell], at: int) -> list[Token]:
    """The tokens of a table whose cells are known and its rows are not; its blanks are there, and are values."""
    return [Token(cell.text, at, cell.place, not cell.text or looks_like_value(cell.text)) for cell in cells]


def _tokens(paragraph: Paragraph, at: int, *, inside: bool) -> list[Token]:
    """A paragraph as table tokens: one cell, or a row with its cells parted by white space; [] for prose."""
    text = paragraph.text
    if len(text) > _LONGEST_LINE:
        return []
    if looks_like_value(text) and not holds_several(text):
        return [Token(text, at, paragraph.place, is_value=True)]
    parts = [part.strip() for part in text.split("|") if part.strip()] if "|" in text else text.split()
    if len(parts) > 1 and (row := _row_tokens(parts, paragraph, at, inside=inside)):
        return row
    if parts_of_line := headed_line(text):
        return [Token(part, at, paragraph.place, is_figure, in_words=True) for part, is_figure in parts_of_line]
    name = name_of(text)
    if is_known(name) or (inside and (is_part_of_label(text) or _near_label(text, name))):
        return [Token(text, at, paragraph.place, is_value=False)]
    return []


def _row_tokens(parts: list[str], paragraph: Paragraph, at: int, *, inside: bool) -> list[Token]:
    """A line that is a whole row: labels and figures behind them, heads side by side, or figures alone."""
    if inside and all(map(looks_like_value, parts)):
        return [Token(part, at, paragraph.place, is_value=True) for part in parts]
    if all(is_known(bare(part)) for part in parts) or (inside and all(map(is_part_of_label, parts))):
        return [Token(part, at, paragraph.place, is_value=False) for part in parts]
    first = next((n for n, part in enumerate(parts) if looks_like_value(part)), len(parts))
    tail = parts[first:]
    labels = _known_labels(parts[:first])
    if not labels and inside and all(map(is_part_of_label, parts[:first])):
        labels = parts[:first]
    if not tail or not labels or not all(map(looks_like_value, tail)):
        return []
    heads = [Token(label, at, paragraph.place, is_value=False) for label in labels]
    return [*heads, *(Token(part, at, paragraph.place, is_value=True) for part in tail)]


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


def stream_rows(tokens: Sequence[Token]) -> Iterator[PrintedRow]:
    """The rows of a stream: heads gather to one row; a row label takes the values that follow it."""
    run = tokens[0].block
    rows: list[tuple[list[Token], list[Token]]] = [([], [])]
    for at, token in enumerate(tokens):
        labels, values = rows[-1]
        if token.is_value:
            values.append(token)
        elif values or (labels and _begins_row(token, tokens, at) and not _is_group(labels[-1])):
            rows.append(([token], []))
        else:
            labels.append(token)
    for labels, values in whole_labels(rows):
        if labels or values:
            yield _stream_row(labels, values, run)


def _begins_row(token: Token, tokens: Sequence[Token], at: int) -> bool:
    followed = at + 1 < len(tokens) and tokens[at + 1].is_value
    return bare(token.text) in ROW_LABELS and followed


def _is_group(token: Token) -> bool:
    return bare(token.text) in APPLICATIONS.groups


def _stream_row(labels: Sequence[Token], values: Sequence[Token], run: int) -> PrintedRow:
    cells = [Cell(token.text, 0, column, place=token.place) for column, token in enumerate((*labels, *values))]
    return printed_row(cells[: len(labels)], cells[len(labels) :], "stream", run)
