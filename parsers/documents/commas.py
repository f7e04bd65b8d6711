"""Whole sheets as plain text, fields parted by commas, semicolons or tabs, as spreadsheets save them (RFC 4180).

What stands in such a file is a sheet without merged cells, and is read as one. Titles and prose are filled up with
blank fields; tabs between the fields of tables alone are another habit, that of word processors.
"""

from __future__ import annotations

import csv

from parsers.model import Block

from .errors import UnreadableError
from .sheet import Sheet, to_document

_FEWEST_ROWS, _FEWEST_FIELDS = 4, 3
_REGULAR = 0.9  # of the rows: so many have the same number of fields, which lines of prose never have
_SEPARATORS = ",;\t"


def comma_blocks(text: str) -> list[Block] | None:
    """The paragraphs and tables of a text that is a table of commas; None where it is none."""
    for separator in _SEPARATORS:
        if text.count(separator) < _FEWEST_ROWS * (_FEWEST_FIELDS - 1):
            continue
        rows = _rows(text, separator)
        if rows and _is_regular(rows) and (separator != "\t" or _is_filled_up(rows)):
            return _blocks(rows)
    return None


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
    except csv.Error:  # a field longer than any of a report: a quotation mark that nothing closes
        return []


def _is_regular(rows: list[list[str]]) -> bool:
    widths = [len(row) for row in rows if row]
    if len(widths) < _FEWEST_ROWS:
        return False
    usual = max(set(widths), key=widths.count)
    return usual >= _FEWEST_FIELDS and widths.count(usual) >= _REGULAR * len(widths)


def _is_filled_up(rows: list[list[str]]) -> bool:
    return any(row and row[0] and not any(row[1:]) for row in rows)


def _blocks(rows: list[list[str]]) -> list[Block] | None:
    sheet = Sheet("csv")
    try:
        for row, fields in enumerate(rows):
            for column, field in enumerate(fields):
                sheet.put(row, column, field.strip())
        return list(to_document("text", [sheet], ()).blocks)
    except UnreadableError:  # more cells than any report has
        return None
