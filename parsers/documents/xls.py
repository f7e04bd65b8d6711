"""Old workbooks (.xls, .et) to Document, by xlrd: the extra [office].

xlrd is pure Python and keeps its cells row by row within the bounds of the format, so a damaged file ends in an error.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlrd  # type: ignore[import-untyped]  # ships no types

from parsers.model import Context, Document

from .errors import UnreadableError, unreadable
from .number_format import shown, shows_nothing
from .sheet import Look, Sheet, not_shown, to_document
from .unseen import beside_the_line

_SOLID, _WHITE = 1, (255, 255, 255)
_NUMBERS = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)


def read_xls(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of an .xls payload. Raises UnreadableError for a file that is none, is damaged or locked."""
    return _read(payload)


def read_active_sheet(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of the sheet that the workbook opens with. Raises UnreadableError as `read_xls` does."""
    return _read(payload, only_active=True)


def _read(payload: bytes, *, only_active: bool = False) -> Document:
    try:
        book = xlrd.open_workbook(file_contents=payload, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        read = [sheet for sheet in book.sheets() if sheet.sheet_visible or not only_active]
        sheets = [_sheet(book, sheet) for sheet in read if sheet.visibility == 0]
        remarks = [not_shown(sheet.name) for sheet in read if sheet.visibility != 0]
    except UnreadableError:
        raise
    except Exception as error:  # hostile input: xlrd lets assertion, index, struct and recursion errors through
        if "encrypted" in str(error):
            raise UnreadableError("the spreadsheet is locked with a password") from error
        raise unreadable("the spreadsheet", error) from error
    return to_document("xls", sheets, remarks)


def _sheet(book: Any, source: Any) -> Sheet:
    sheet = Sheet(source.name)
    sheet.hidden_rows.update(row for row, look in source.rowinfo_map.items() if look.hidden)
    sheet.hidden_columns.update(column for column, look in source.colinfo_map.items() if look.hidden)
    for top, below, left, beyond in source.merged_cells:
        sheet.merged.append((top, left, below - 1, beyond - 1))
    for row, column in _places(source):
        style = book.xf_list[source.cell_xf_index(row, column)]
        has_runs = (row, column) in source.rich_text_runlist_map
        sheet.put(row, column, _text(book, source, row, column, style), _look(book, style, has_runs=has_runs))
    return sheet


def _look(book: Any, style: Any, *, has_runs: bool) -> Look:
    """The look of a cell; `has_runs`: parts of its words have fonts of their own."""
    font = book.font_list[style.font_index] if style.font_index < len(book.font_list) and not has_runs else None
    ground = style.background
    is_bare = not ground.fill_pattern or (
        ground.fill_pattern == _SOLID and _is_white(book, ground.pattern_colour_index)
    )
    return Look(
        bool(style.border.left_line_style or style.border.right_line_style),
        font is not None and bool(font.struck_out),
        shows_nothing(book.format_map[style.format_key].format_str or ""),
        font is not None and is_bare and _is_white(book, font.colour_index),
    )


def _is_white(book: Any, color: int) -> bool:
    return bool(book.colour_map.get(color) == _WHITE)


def _places(source: Any) -> Iterator[tuple[int, int]]:
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            if source.cell_type(row, column) != xlrd.XL_CELL_EMPTY:
                yield row, column


def _text(book: Any, source: Any, row: int, column: int, style: Any) -> str:
    kind, value = source.cell_type(row, column), source.cell_value(row, column)
    if kind in _NUMBERS:
        return shown(value, book.format_map[style.format_key].format_str or "", since_1904=bool(book.datemode))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#ERROR"))
    runs = source.rich_text_runlist_map.get((row, column), ())
    return _words(str(value), runs, book.font_list).replace("\r\n", "\n").replace("\r", "\n").strip()


def _words(text: str, runs: Sequence[tuple[int, int]], fonts: Sequence[Any]) -> str:
    """The words of a cell, those that are raised, lowered or struck out in brackets: 12 with a mark 1 is no 121.

    `runs` are where a font begins, and its number.
    """
    ends = [start for start, _ in runs[1:]] + [len(text)]
    words = [text[: runs[0][0]]] if runs else [text]
    for (start, number), end in zip(runs, ends, strict=False):
        font, said = fonts[number] if number < len(fonts) else None, text[start:end]
        is_aside = font is not None and (font.escapement or font.struck_out)
        words.append(beside_the_line(said) if is_aside else said)
    return "".join(words)
