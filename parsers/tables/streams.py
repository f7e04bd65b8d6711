"""Paragraphs that were the cells of a table, put together to rows again.

Where an exporter made every cell a paragraph, runs of paragraphs that are words of the official tables and figures
are rows: a label, and the values up to the next label. Empty cells have vanished from such a row, which its geometry
`stream` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from parsers.model import Block, Cell, Paragraph

from .cut_labels import Token, is_part_of_label, whole_labels
from .form import APPLICATIONS
from .headed import headed_line
from .labels import bare
from .numbers import counts_up, holds_several, looks_like_value
from .rows import PrintedRow, printed_row
from .statistics_labels import is_topic, is_unit, marks_of, without_unit
from .unknown_rows import unknown_rows
from .vocabulary import ROW_LABELS, STATISTIC_WORDS, UNITS, is_known, name_of

_SHORT = 48  # the longest official label has 38 characters
_LONGEST_LINE = 120  # that label with its group and seven figures
_FEWEST = 3  # known words, and figures, that a run must hold to be a table
_LONGEST_FIGURE = 12
_CLOSING = ("）", ")")
# Strokes between cells, what may end a line that has them, and lines of nothing but the rules of a drawn table.
_STROKE = re.compile("[|｜│┃┆┇┊┋¦‖║]")
_MAY_END_A_ROW = frozenset("｜│┃┆┇┊┋¦‖║计0123456789")
_RULE = re.compile(r"[─-╿|+=\-\s]+")
_PROSE_END = ("。", "；", "：", ";")
_YEAR = re.compile(r"(?:19|20)\d\d\s*年度?")  # a column head of a statistics table


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
        if not found and tokens and isinstance(block, Paragraph) and _RULE.fullmatch(block.text):
            end += 1
            continue
        if (
            not found
            and labels >= _FEWEST
            and (unknown := unknown_rows(blocks, end, tokens, partial(_goes_on_at, blocks)))
        ):
            tokens.extend(unknown)
            end = unknown[-1].block + 1
            continue
        if not found or (not tokens and all(token.is_value for token in found)):
            break
        end += 1
        tokens.extend(found)
        labels += sum(not token.is_value and _is_label(token.text) for token in found)
        values += sum(token.is_value for token in found)
    while tokens and not tokens[-1].is_value and bare(tokens[-1].text) not in ROW_LABELS and not _led(tokens):
        tokens.pop()
    if labels < _FEWEST or values < _FEWEST:
        return [], max(end, start + 1)
    above = _above(blocks, start, tokens)
    whole = [*above, *_without_numbers(tokens)]
    return _behind_labels(whole) if above else whole, tokens[-1].block + 1


def _goes_on_at(blocks: Sequence[Block], at: int) -> bool:
    """Whether the paragraph at `at` is of a table, and leads a row of it or its heads."""
    block = blocks[at]
    found = _tokens(block, at, inside=False) if isinstance(block, Paragraph) else []
    return bool(found) and not found[0].is_value


def _led(tokens: Sequence[Token]) -> bool:
    """Whether the last label of a statistics table stands behind a figure, which may be its own; units apart."""
    last = -2 if is_unit(tokens[-1].text) and len(tokens) > 1 else -1
    return any(token.is_value for token in tokens[last - 2 : last]) and _is_of_statistics(tokens[last].text)


def _above(blocks: Sequence[Block], start: int, tokens: Sequence[Token]) -> list[Token]:
    """The figure right above the first label of a statistics table, or above its unit, which may be its own.

    So it may be above rows' labels that take turns with one figure each.
    """
    first = tokens[is_unit(tokens[0].text)]
    above = blocks[start - 1] if start and (_is_of_statistics(first.text) or _take_turns(tokens)) else None
    if not isinstance(above, Paragraph) or len(above.text) > _LONGEST_FIGURE or not looks_like_value(above.text):
        return []
    return [Token(above.text, start - 1, above.place, is_value=True)]


def _take_turns(tokens: Sequence[Token]) -> bool:
    """Whether tokens are labels of rows, each with one figure behind it; maybe but for the last."""
    return all(token.is_value if at % 2 else _is_row(token.text) for at, token in enumerate(tokens))


def _behind_labels(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, each figure behind its label where figures and rows' labels take turns, from a figure to a label."""
    if len(tokens) % 2 or not _take_turns(tokens[1:]):
        return list(tokens)
    return [token for pair in zip(tokens[1::2], tokens[::2], strict=True) for token in pair]


def _is_of_statistics(text: str) -> bool:
    return bool(marks_of(text)) and not is_topic(text)


def tokens_of_cells(cells: Sequence[Cell], at: int) -> list[Token]:
    """The tokens of a table whose cells are known and its rows are not; its blanks are there, and are values."""
    return [Token(cell.text, at, cell.place, not cell.text or looks_like_value(cell.text)) for cell in cells]


def _tokens(paragraph: Paragraph, at: int, *, inside: bool) -> list[Token]:
    """A paragraph as table tokens: one cell, or a row with its cells parted by white space; [] for prose."""
    text = paragraph.text
    if len(text) > _LONGEST_LINE:
        return []
    if looks_like_value(text) and not holds_several(text):
        led = [] if text.isdigit() else _led_line(text.split(), paragraph, at)
        return led or [Token(text, at, paragraph.place, is_value=True)]
    if "|" in text or (text[-1:] in _MAY_END_A_ROW and _STROKE.search(text)):
        parts = [part.strip() for part in _STROKE.split(text) if part.strip()]
        text = parts[0] if len(parts) == 1 else text
    else:
        parts = text.split()
    if len(parts) > 1 and (row := _row_tokens(parts, paragraph, at, inside=inside)):
        return row
    if parts_of_line := headed_line(text, inside=inside):
        return [Token(part, at, paragraph.place, is_figure, in_words=True) for part, is_figure in parts_of_line]
    name = name_of(text)
    if is_known(name) or _counts_in_unit(text) or (inside and _goes_on(text, name)):
        return [Token(text, at, paragraph.place, is_value=False)]
    return []


def _row_tokens(parts: list[str], paragraph: Paragraph, at: int, *, inside: bool) -> list[Token]:
    """A line that is a whole row: labels and figures behind them, heads side by side, or figures alone."""
    if inside and all(map(looks_like_value, parts)):
        return [Token(part, at, paragraph.place, is_value=True) for part in parts]
    are_words = all(is_known(bare(part)) for part in parts) and not looks_like_value(parts[0])  # 7件 is no 件
    if are_words and bare(paragraph.text) in STATISTIC_WORDS:  # 历年 累计
        return []
    if are_words or (inside and all(map(is_part_of_label, parts))):
        return [Token(part, at, paragraph.place, is_value=False) for part in parts]
    parts = _with_units(parts)
    first = next((n for n, part in enumerate(parts) if looks_like_value(part)), len(parts))
    tail = parts[first:]
    labels = _known_labels(parts[:first])
    if not labels and inside and all(map(is_part_of_label, parts[:first])):
        labels = parts[:first]
    if not first:
        return _led_line(parts, paragraph, at)
    if not tail or not labels or not all(map(looks_like_value, tail)):
        return []
    heads = [Token(label, at, paragraph.place, is_value=False) for label in labels]
    return [*heads, *(Token(part, at, paragraph.place, is_value=True) for part in tail)]


def _led_line(parts: list[str], paragraph: Paragraph, at: int) -> list[Token]:
    """A line that a figure leads, with a label behind it; [] for any other line.

    Before a row of the official tables it is the row's number, or the end of the row above.
    """
    if indicator := _led_label(parts, paragraph, at):
        return indicator
    if len(parts) < _FEWEST or looks_like_value(parts[1]):
        return []
    row = _row_tokens(parts[1:], paragraph, at, inside=False)
    is_row = bool(row) and row[-1].is_value and _is_row(row[0].text)
    return [Token(parts[0], at, paragraph.place, is_value=True), *row] if is_row else []


def _without_numbers(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the figures that lead lines of rows, where these count from 1, maybe in every group."""
    leading = {
        at
        for at, (token, behind) in enumerate(pairwise(tokens))
        if token.is_value and not behind.is_value and token.block == behind.block and _is_row(behind.text)
    }
    numbers = [tokens[at].text.strip(".、") for at in sorted(leading)]
    return [t for at, t in enumerate(tokens) if at not in leading] if counts_up(numbers) else list(tokens)


def _is_row(text: str) -> bool:
    return name_of(text) in ROW_LABELS


def _with_units(parts: list[str]) -> list[str]:
    """The parts, a unit that stands apart from its figure and a stop behind it joined to it: 12 | 条。"""
    for at in range(1, len(parts)):
        unit = parts[at].rstrip("。；;")
        if unit in UNITS and parts[at - 1][-1].isdigit():
            return [*parts[: at - 1], parts[at - 1] + unit, *parts[at + 1 :]]
    return parts


def _led_label(parts: list[str], paragraph: Paragraph, at: int) -> list[Token]:
    """A line that a figure leads, an indicator of a statistics table behind it; [] for any other line.

    The figure may be the indicator's, or number it: others may stand at the end.
    """
    figure, *words = _with_units(parts)
    behind: list[tuple[str, bool]] = []
    while words and (words[-1] in UNITS or looks_like_value(words[-1])):
        unit_or_figure = words.pop()
        behind.insert(0, (unit_or_figure, unit_or_figure not in UNITS))
    label = " ".join(words)
    if not marks_of(label):
        return []
    return [
        Token(part, at, paragraph.place, is_figure) for part, is_figure in ((figure, True), (label, False), *behind)
    ]


def _known_labels(parts: list[str]) -> list[str]:
    """The labels that `parts` spell, each of one or more parts ("1." and "重复申请"); [] where a word is left over."""
    labels: list[str] = []
    start = 0
    while start < len(parts):
        end = next((n for n in range(len(parts), start, -1) if _is_label(" ".join(parts[start:n]))), None)
        if end is None:
            return []
        labels.append(" ".join(parts[start:end]))
        start = end
    return labels


def _goes_on(text: str, name: str) -> bool:
    """Whether a text that is no word of the tables goes on with one: 单位：件, a part of a label, 2009年度."""
    return is_part_of_label(text) or is_unit(text) or _near_label(text, name) or bool(_YEAR.fullmatch(text))


def _is_label(text: str) -> bool:
    return is_known(bare(text)) or _counts_in_unit(text)


def _counts_in_unit(text: str) -> bool:
    """Whether a label prints its unit in brackets: 收到申请数（单位：件）."""
    return text[-1:] in _CLOSING and bool(label := without_unit(text)) and is_known(name_of(label))


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
        elif values or (labels and _begins_row(token, tokens, at) and not _goes_before(labels[-1], token)):
            rows.append(([token], []))
        else:
            labels.append(token)
    for labels, values in whole_labels(rows):
        if labels or values:
            yield _stream_row(labels, values, run)


def _begins_row(token: Token, tokens: Sequence[Token], at: int) -> bool:
    followed = at + 1 < len(tokens) and tokens[at + 1].is_value
    return bare(token.text) in ROW_LABELS and followed


def _goes_before(above: Token, label: Token) -> bool:
    """Whether `label` goes on with the row of the word above: a group, or a label in the same sentence as 其他."""
    return bare(above.text) in APPLICATIONS.groups or (label.in_words and above.block == label.block)


def _stream_row(labels: Sequence[Token], values: Sequence[Token], run: int) -> PrintedRow:
    cells = [Cell(token.text, 0, column, place=token.place) for column, token in enumerate((*labels, *values))]
    return printed_row(cells[: len(labels)], cells[len(labels) :], "stream", run)
