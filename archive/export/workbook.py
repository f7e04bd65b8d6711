"""The views of an archive as one Excel workbook, a sheet for each, written row by row.

A workbook holds less than an archive: a sheet has 1,048,576 rows, a cell 32,767 characters, a number 15 digits. What
does not fit goes on in a further sheet, is cut, or stands as text, and is counted.
"""

import math
import os
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from archive.export.cells import plain_text
from archive.export.extras import needed
from archive.export.places import Exported, Progress, Written, refuse_existing, whole_file
from archive.export.tables import Row, Table, chosen, read_tables
from archive.store import Archive

LARGEST_SHEET = 1_048_576  # rows, headings included
LONGEST_TEXT = 32_767  # UTF-16 units
_EXACT = 10**15
_CUT = "…"
# Nothing in a text makes a formula, a link or a number of it; sheets wait in files, not in memory.
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "use_zip64": True}
# XML 1.0 has no signs for these; the format has escapes for them. Unpaired surrogates cannot come out of SQLite.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass
class _Doubts:
    """How many values stand in the workbook otherwise than in the archive."""

    cut: int = 0
    escaped: int = 0
    as_text: int = 0

    @property
    def left_out(self) -> list[str]:
        said = (
            (self.cut, f"texts are cut to {LONGEST_TEXT} characters, the last of which is {_CUT}"),
            (self.escaped, "texts have control characters, which stand as the escapes of the format (_x0007_)"),
            (self.as_text, "numbers of more than 15 digits stand as text"),
        )
        return [f"{number} {what}" for number, what in said if number]


def export_xlsx(
    archive: Archive,
    path: Path,
    *,
    views: Collection[str] = (),
    force: bool = False,
    progress: Progress | None = None,
    largest_sheet: int = LARGEST_SHEET,
) -> Exported:
    """Write the workbook; it appears when it is whole. Texts are texts whatever they begin with, NULL is an empty cell.

    Raises ExportRefused for a view that is not there, for a file that is, unless `force`, and without xlsxwriter.
    """
    xlsxwriter = needed("xlsxwriter")
    names = chosen(archive.connection, views)
    refuse_existing(path, force=force)
    path.parent.mkdir(parents=True, exist_ok=True)
    doubts, rows = _Doubts(), dict[str, int]()
    with (
        archive.one_state(),
        whole_file(path) as part,
        tempfile.TemporaryDirectory(prefix=f"{path.name}.part.", dir=path.parent) as folder,
        _plainly(xlsxwriter, part, folder),
    ):
        book = xlsxwriter.Workbook(part, _OPTIONS | {"tmpdir": folder})
        heading = book.add_format({"bold": True})
        for table in read_tables(archive.connection, names, progress):
            rows[table.view] = _write_table(book, heading, table, largest_sheet, doubts)
        book.close()  # here alone: as a context manager it would write its file even after a failure or Ctrl-C
    size = path.stat().st_size
    files = [Written(view, str(path), number, size) for view, number in rows.items()]
    return Exported(files, doubts.left_out, whole=not doubts.cut)


@contextmanager
def _plainly(xlsxwriter: Any, part: Path, folder: str) -> Iterator[None]:
    """Raise the OSError that xlsxwriter wraps where it cannot write."""
    try:
        yield
    except xlsxwriter.exceptions.FileCreateError as error:
        for file in (part, *Path(folder).rglob("*")):
            with suppress(OSError):  # room for what it tries to write once more when it is thrown away
                os.truncate(file, 0)
        raise error.args[0] from error


def _write_table(book: Any, heading: Any, table: Table, largest_sheet: int, doubts: _Doubts) -> int:
    """Write the table, in further sheets where one is full; how many rows it has."""
    number, sheets = 0, 0
    sheet, at = None, largest_sheet
    for row in _rows(table):
        if at >= largest_sheet:
            sheets += 1
            sheet = _sheet(book, heading, table, sheets)
            at = 1
        for place, value in enumerate(row):
            if value is not None:
                _write_value(sheet, at, place, value, doubts)
        at += 1
        number += 1
    if sheet is None:
        _sheet(book, heading, table, 1)
    return number


def _rows(table: Table) -> Iterator[Row]:
    return chain.from_iterable(table.portions)


def _sheet(book: Any, heading: Any, table: Table, number: int) -> Any:
    """A sheet with a line of headings that stays in sight; the second of a view is called `NAME 2`."""
    ending = f" {number}" if number > 1 else ""
    sheet = book.add_worksheet(table.view[: 31 - len(ending)] + ending)
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(table.names):
        sheet.write_string(0, place, name, heading)
    return sheet


def _write_value(sheet: Any, row: int, place: int, value: object, doubts: _Doubts) -> None:
    if isinstance(value, int | float):
        if math.isfinite(value) if isinstance(value, float) else abs(value) < _EXACT:
            sheet.write_number(row, place, value)
            return
        doubts.as_text += 1
    text = plain_text(value)
    if len(text) * 2 > LONGEST_TEXT:
        units = text.encode("utf-16-le")
        if len(units) > LONGEST_TEXT * 2:
            doubts.cut += 1
            text = units[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + _CUT
    doubts.escaped += _UNWRITABLE.search(text) is not None
    sheet.write_string(row, place, text)
