"""Plain text to Document, with the tables that text exports keep.

Four habits of exporters leave a table recognisable: one cell a line, each led by a tab and rows parted by
blank lines (word processors that save as text), one row a line with tabs between (spreadsheets,
converters), cells between upright strokes (`strokes`), and one cell a line in rows that are numbered
(`numbered`). A whole sheet saved as text is read as one (`commas`). Where every cell became a paragraph
of its own, only the labels tell a table from prose; that is the table reader's work.
"""

from __future__ import annotations

import re

from parsers.model import Block, Cell, Context, Document, Grid, Paragraph

from .commas import comma_blocks
from .decode import decode
from .numbered import HEAD, numbered_table
from .radicals import unified
from .strokes import drawn_table

_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029")


def read_text(payload: bytes, context: Context) -> Document:
    """The document of a plain text payload. Never raises."""
    decoded = decode(payload, context.charset)
    text = unified(decoded.text)
    blocks = tuple(comma_blocks(text) or blocks_of(text))
    return Document("text", blocks, encoding=decoded.encoding, replaced=decoded.replaced)


def blocks_of(text: str) -> list[Block]:
    """The paragraphs and tables of plain text, each placed by its line."""
    lines = _LINE_END.split(text)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        if "\t" in lines[at]:
            end = _table_end(lines, at)
            blocks.append(_grid(lines, at, end))
            at = end
            continue
        if HEAD in lines[at] and lines[at].strip() == HEAD and (table := numbered_table(lines, at)):
            blocks.append(table.grid)
            at = table.end
            continue
        drawn = drawn_table(lines, at)
        end = drawn.end if drawn else at + 1
        if drawn and drawn.grid:
            blocks.append(drawn.grid)
        else:
            blocks += [Paragraph(lines[n].strip(), f"line {n + 1}") for n in range(at, end) if lines[n].strip()]
        at = end
    return blocks


def _table_end(lines: list[str], start: int) -> int:
    """The line after the table that begins at `start`: the first prose line that follows a blank line."""
    end = start
    after_blank = False
    for number in range(start, len(lines)):
        line = lines[number]
        if not line.strip() and "\t" not in line:
            after_blank = True
        elif "\t" in line:
            end, after_blank = number + 1, False
        elif after_blank:
            break
        else:  # a line without a tab right below a cell goes on with that cell
            end = number + 1
    return end


def _grid(lines: list[str], start: int, end: int) -> Grid:
    tabbed = [line for line in lines[start:end] if "\t" in line]
    one_row_a_line = sum("\t" in line.lstrip("\t") for line in tabbed) * 2 > len(tabbed)
    return _rows_of_lines(lines, start, end) if one_row_a_line else _cells_of_lines(lines, start, end)


def _rows_of_lines(lines: list[str], start: int, end: int) -> Grid:
    cells: list[Cell] = []
    row = -1
    last = -1 if all(line.endswith("\t") for line in lines[start:end] if line.strip()) else None  # a tab ends each row
    for number in range(start, end):
        if not lines[number].strip():
            continue
        row += 1
        for column, text in enumerate(lines[number].split("\t")[:last]):
            cells.append(Cell(text.strip(), row, column, place=f"line {number + 1}, field {column + 1}"))
    width = max((cell.column for cell in cells), default=-1) + 1
    return Grid.of(tuple(cells), row + 1, width, "columns", f"line {start + 1}")


def _cells_of_lines(lines: list[str], start: int, end: int) -> Grid:
    cells: list[Cell] = []
    row = column = 0
    for number in range(start, end):
        line = lines[number]
        if line.startswith("\t"):
            cells.append(Cell(line.strip(), row, column, place=f"line {number + 1}"))
            column += 1
        elif line.strip() and column:
            last = cells[-1]
            cells[-1] = Cell(f"{last.text}\n{line.strip()}".strip(), last.row, last.column, place=last.place)
        elif line.strip():
            cells.append(Cell(line.strip(), row, column, place=f"line {number + 1}"))
            column += 1
        elif column:
            row, column = row + 1, 0
    height = row + 1 if column else row
    width = max((cell.column for cell in cells), default=-1) + 1
    return Grid.of(tuple(cells), height, width, "order", f"line {start + 1}")
