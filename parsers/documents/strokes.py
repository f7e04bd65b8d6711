"""Tables of plain text that are drawn with upright strokes.

Converters and old office programs leave these habits: a row a line between strokes (Markdown; with or without the outer
strokes), rows within drawn boxes, a cell a line before its stroke, and a cell a line with the stroke on the next. Where
each line is a cell, only the order of the cells is known. What a merged cell covers is printed as bare strokes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from parsers.model import Cell, Grid

_STROKE = re.compile(r"[|｜│┃║]")
_RULE_PART = re.compile(r"\s*(?::?[-=]{3,}:?|:-+:?|-+:|[-=+\u2500-\u257f]{3,})\s*")  # |---|:-:| or ├──┼──┤
_BARE = re.compile(r"\s*[|｜│┃║]\s*")
_FIGURE_OR_NONE = re.compile(r"[\d.,，]*|[-‐–—―－/]*")
_FIGURE = re.compile(r"[\W\d_]*")  # or a mark, or a bare stroke
_COVERED = re.compile(r"[|｜│┃║\s]{2,}")  # a line of strokes alone: cells that a merged one covers
_COVERED_BEHIND = re.compile(r"(?<=[|｜│┃║])[|｜│┃║\s]+$")
_FEWEST_LINES = 2
_FEWEST_BOXES = 3  # rules drawn around each row; a single one parts the heads from the rows
_PART_OF_CELL = 6  # characters of a line whose cell goes on in the next: 商业 above 企业
_AHEAD = 6  # lines, blank ones among them, in which the stroke below a cell is looked for
_FRAMED = 3  # characters of the shortest row between two strokes


class Drawn(NamedTuple):
    """A run of lines with strokes: the table that they are, if any, and the line behind them."""

    grid: Grid | None
    end: int


class _Piece(NamedTuple):
    """What stands between two strokes, and on which line (from 0) it begins."""

    text: str
    line: int


def drawn_table(lines: Sequence[str], start: int) -> Drawn | None:
    """The run of lines with strokes that begins at the line `start`; None where none does."""
    if not (_is_drawn(lines[start]) or _is_closed_below(lines, start)):
        return None
    end = _end(lines, start)
    rows = [at for at in range(start, end) if lines[at].strip() and not _is_rule(lines[at])]
    filled = [_filled(lines[at]) for at in rows]
    if not any(filled) or (len(rows) < _FEWEST_LINES and not _is_framed(lines[rows[0]])):
        return Drawn(None, end)
    if sum(count > 1 for count in filled) * 2 > sum(count > 0 for count in filled):
        grid = _rows_of_lines(lines, range(start, end))
    elif max(filled) == 1:
        grid = _cells_of_lines(lines, rows)
    else:
        return Drawn(None, end)
    return Drawn(grid if _holds_figures(grid) or any(_is_framed(lines[at]) for at in rows) else None, end)


def _end(lines: Sequence[str], start: int) -> int:
    """The line behind the last of a run of lines with strokes; blank lines part no run."""
    end = start
    for at in range(start, len(lines)):
        if _is_drawn(lines[at]) or _is_closed_below(lines, at):
            end = at + 1
        elif lines[at].strip():
            break
    return end


def _is_drawn(line: str) -> bool:
    return bool(_STROKE.search(line)) or _is_rule(line)


def _is_rule(line: str) -> bool:
    parts = [part for part in re.split(r"[|｜]", line) if part.strip()]
    return bool(parts) and all(map(_RULE_PART.fullmatch, parts)) and (len(parts) > 1 or not line.strip().endswith("|"))


def _is_framed(line: str) -> bool:
    inside = line.strip()
    return len(inside) >= _FRAMED and bool(_STROKE.match(inside[0]) and _STROKE.match(inside[-1]))


def _is_closed_below(lines: Sequence[str], at: int) -> bool:
    """Whether the line is a cell, or the first words of one, whose stroke begins the next line.

    Where strokes end the lines of cells instead, a stroke below words begins a row.
    """
    if not lines[at].strip() or _STROKE.search(lines[at]):
        return False
    below = [line.strip() for line in lines[at + 1 : at + 1 + _AHEAD] if line.strip()][:3]
    if len(below) > 1 and len(lines[at].strip()) <= _PART_OF_CELL and not _STROKE.search(below[0]):
        del below[0]
    if not below or not _STROKE.match(below[0]):
        return False
    return len(below) < _FEWEST_LINES or not _filled(below[1]) or not _STROKE.match(below[1][-1])


def _filled(line: str) -> int:
    return sum(bool(piece.strip()) for piece in _STROKE.split(line))


# --- a row a line --------------------------------------------------------------------------------


def _rows_of_lines(lines: Sequence[str], drawn: range) -> Grid:
    inside = {at: lines[at].strip() for at in drawn if lines[at].strip() and not _is_rule(lines[at])}
    before = all(_STROKE.match(text) for text in inside.values())  # else a blank cell leads some rows
    behind = all(_STROKE.match(text[-1]) for text in inside.values())
    pieces = {
        at: [_Piece(piece.strip(), at) for piece in _STROKE.split(text[before : len(text) - behind])]
        for at, text in inside.items()
    }
    groups = list(_between_rules(lines, drawn, pieces))
    rows = [row for group in groups for row in (_joined(group) if len(groups) > _FEWEST_BOXES else group)]
    cells = [
        Cell(piece.text, at, column, place=f"line {piece.line + 1}, field {column + 1}")
        for at, row in enumerate(rows)
        for column, piece in enumerate(row)
    ]
    return Grid.of(tuple(cells), len(rows), max(map(len, rows)), "columns", f"line {drawn[0] + 1}")


def _holds_figures(grid: Grid) -> bool:
    """Whether figures, marks or blanks stand behind words; strokes part the items of a menu as well."""
    return any(cell.column and _FIGURE_OR_NONE.fullmatch(cell.text) for cell in grid.cells)


def _between_rules(
    lines: Sequence[str], drawn: Iterable[int], pieces: dict[int, list[_Piece]]
) -> Iterator[list[list[_Piece]]]:
    """The lines between one rule and the next, each as its pieces."""
    group: list[list[_Piece]] = []
    for at in drawn:
        if at in pieces:
            group.append(pieces[at])
        elif _is_rule(lines[at]):
            yield group
            group = []
    yield group


def _joined(group: list[list[_Piece]]) -> list[list[_Piece]]:
    """The rows of a group: one, where no column prints two figures, else a row each line."""
    if len(group) < _FEWEST_LINES or len({len(row) for row in group}) > 1:
        return group
    columns = list(zip(*group, strict=True))
    if max(sum(piece.text.isdecimal() for piece in column) for column in columns) > 1:
        return group
    return [[_Piece("".join(piece.text for piece in column), column[0].line) for column in columns]]


# --- a cell a line -------------------------------------------------------------------------------


def _cells_of_lines(lines: Sequence[str], rows: Sequence[int]) -> Grid:
    """All cells in one row. Where a stroke begins the table, one alone on its line before words begins a row."""
    kept = [at for at in rows if not _COVERED.fullmatch(lines[at].strip())]
    if _BARE.fullmatch(lines[rows[0]]):
        kept = [at for at, below in zip_longest(kept, kept[1:]) if not _begins_row(lines, at, below)]
    pieces = list(_pieces(kept, lines))
    cells = tuple(Cell(piece.text, 0, at, place=f"line {piece.line + 1}") for at, piece in enumerate(pieces))
    return Grid.of(cells, 1, len(cells), "stream", f"line {rows[0] + 1}")


def _begins_row(lines: Sequence[str], at: int, below: int | None) -> bool:
    return below is not None and bool(_BARE.fullmatch(lines[at])) and not _FIGURE.fullmatch(lines[below])


def _pieces(rows: Iterable[int], lines: Sequence[str]) -> Iterator[_Piece]:
    """The words that each stroke ends, blanks among them; words behind the last stroke are a piece as well."""
    words: list[_Piece] = []
    for at in rows:
        *ended, rest = _STROKE.split(_COVERED_BEHIND.sub("", lines[at]))
        for text in ended:
            words.append(_Piece(text.strip(), at))
            yield _Piece("".join(piece.text for piece in words), words[0].line)
            words = []
        if rest.strip():
            words.append(_Piece(rest.strip(), at))
    if words:
        yield _Piece("".join(piece.text for piece in words), words[0].line)
