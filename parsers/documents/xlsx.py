"""Excel and WPS workbooks (.xlsx, .xlsm) to Document, by the XML of their parts.

Read here and not by a library: what a report needs is five parts and a dozen elements (ECMA-376 part 1, 18), and the
libraries at hand either forget what a sheet shows (errors, hidden rows) or can be made to ask for all memory.
Elements are told by their local names, so that both the transitional and the strict namespaces are read.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from parsers.model import Context, Document

from .errors import UnreadableError, unreadable
from .number_format import shown
from .pictures import remark_on_large, stated_length
from .sheet import Sheet, not_shown, to_document
from .xlsx_parts import TRUE, attribute, children, elements, local, targets_of
from .xlsx_styles import Style, styles_of
from .zipped import open_archive

_WHAT = "the spreadsheet"
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_DRAWING = re.compile(r"xl/drawings/drawing\d*\.xml")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_UNPRINTED = re.compile(r"_x000[Dd]_|\r")
_NONE_YET = "0"  # what writers without a calculator store as a formula's result


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share. `is_stale`: a zero may stand in place of a formula's result, until the book is opened."""

    strings: tuple[str, ...]
    styles: tuple[Style, ...]
    since_1904: bool
    is_stale: bool


def read_xlsx(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of an .xlsx payload. Raises UnreadableError for a file that is none or is damaged."""
    return _read(payload)


def read_active_sheet(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of the sheet that the workbook opens with. Raises UnreadableError as `read_xlsx` does."""
    return _read(payload, only_active=True)


def _read(payload: bytes, *, only_active: bool = False) -> Document:
    with open_archive(payload, _WHAT) as archive:
        try:
            return _document(archive, only_active=only_active)
        except UnreadableError:
            raise
        except Exception as error:  # hostile input: zip, XML, key and number errors alike
            raise unreadable(_WHAT, error) from error


def _document(archive: zipfile.ZipFile, *, only_active: bool) -> Document:
    parts = {name.lower(): name for name in archive.namelist()}
    workbook = parts["xl/workbook.xml"]
    targets = dict(targets_of(archive, parts.get("xl/_rels/workbook.xml.rels")))
    by_kind = dict(targets.values())
    since_1904 = is_stale = False
    at = active = 0
    named: dict[str, tuple[str, bool]] = {}  # part -> name of the sheet and whether it is hidden; no two share a part
    for element in elements(archive, workbook, "sheet", "workbookPr", "workbookView", "calcPr"):
        match local(element):
            case "workbookPr":
                since_1904 = element.get("date1904") in TRUE
            case "workbookView":
                active = int(element.get("activeTab", "0"))
            case "calcPr":
                is_stale = element.get("fullCalcOnLoad") in TRUE
            case _:
                kind, part = targets.get(attribute(element, "id"), ("", ""))
                is_read, at = at == active or not only_active, at + 1
                if kind == "worksheet" and is_read:
                    hidden = element.get("state", "visible") != "visible"
                    named[parts[part.lower()]] = (element.get("name", ""), hidden)
    book = _Book(
        tuple(_strings(archive, parts.get(by_kind.get("sharedStrings", "").lower()))),
        tuple(styles_of(archive, parts.get(by_kind.get("styles", "").lower()))),
        since_1904,
        is_stale,
    )
    sheets = [_sheet(archive, part, name, book) for part, (name, hidden) in named.items() if not hidden]
    remarks = [not_shown(name) for name, hidden in named.values() if hidden]
    return to_document(
        "xlsx", sheets, [*remarks, *_drawn(archive, [one for name, one in parts.items() if _DRAWING.match(name)])]
    )


def _drawn(archive: zipfile.ZipFile, drawings: Iterable[str]) -> Iterator[str]:
    """Remarks on what is drawn over the sheets: words with a figure, pictures as large as a table."""
    words: list[str] = []
    sizes: list[tuple[int, int]] = []
    for part in drawings:
        for element in elements(archive, part, "txBody", "pic"):
            if local(element) == "pic":
                sizes += [
                    (stated_length(one.get("cx")), stated_length(one.get("cy"))) for one in element.iter("{*}ext")
                ]
            else:
                words.append("".join(text.text or "" for text in element.iter("{*}t")))
    if told := [text for text in words if any(map(str.isdigit, text))]:
        yield f"text boxes of the spreadsheet are not read: {' | '.join(told)[:80]}"
    yield from remark_on_large(sizes)


# --- parts ---------------------------------------------------------------------------------------


def _strings(archive: zipfile.ZipFile, part: str | None) -> Iterator[str]:
    for element in elements(archive, part, "si"):
        yield _rich_text(element)


def _rich_text(element: etree._Element) -> str:
    """The text of a string, plain or in runs; the phonetic guide beside it (rPh) is not part of it.

    Words that are raised, lowered or struck out stand in brackets: 12 with a footnote 1 is no 121.
    """
    texts = [child.text or "" for child in children(element, "t")]
    for run in children(element, "r"):
        words = "".join(text.text or "" for text in children(run, "t"))
        texts.append(f"[{words.strip()}]" if words.strip() and _is_aside(run) else words)
    return _UNPRINTED.sub("", "".join(texts)).strip()


def _is_aside(run: etree._Element) -> bool:
    """Whether a run of a cell's words is raised, lowered or struck out."""
    return any(
        local(one) in ("strike", "vertAlign") and one.get("val", "1") not in ("0", "false", "off", "baseline")
        for properties in children(run, "rPr")
        for one in properties
    )


# --- a sheet -------------------------------------------------------------------------------------


def _sheet(archive: zipfile.ZipFile, part: str, name: str, book: _Book) -> Sheet:
    sheet = Sheet(name)
    row = -1
    beyond = 0  # of the columns that were told of; they are told in order
    for element in elements(archive, part, "col", "row", "mergeCell", "conditionalFormatting", "tablePart"):
        match local(element):
            case "row":
                row = int(element.get("r", row + 2)) - 1
                _read_row(sheet, element, row, book)
            case "col" if element.get("hidden") in TRUE or element.get("width") == "0":
                first = max(int(element.get("min", "1")) - 1, beyond)
                beyond = max(min(int(element.get("max", "1")), _MAX_COLUMN), beyond)
                sheet.hidden_columns.update(range(first, beyond))
            case "conditionalFormatting" | "tablePart":
                sheet.white.clear()  # they may paint what lies below the words
            case "mergeCell":
                corner, _, opposite = element.get("ref", "").partition(":")
                top_left, bottom_right = _position(corner), _position(opposite or corner)
                if top_left and bottom_right:
                    sheet.merged.append((*top_left, *bottom_right))
    return sheet


def _read_row(sheet: Sheet, element: etree._Element, row: int, book: _Book) -> None:
    if element.get("hidden") in TRUE or element.get("ht") == "0":
        sheet.hidden_rows.add(row)
    column = -1
    for cell in children(element, "c"):
        stated = _position(cell.get("r", ""))
        column = stated[1] if stated else column + 1
        number = int(cell.get("s", "0"))
        style = book.styles[number] if number < len(book.styles) else Style()
        sheet.put(row, column, _text(cell, style.code, book), style.look)


def _position(reference: str) -> tuple[int, int] | None:
    """The row and column, from 0, of "B5"; None where the reference is none or beyond every sheet."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row - 1, column - 1) if 0 < row <= _MAX_ROW and column <= _MAX_COLUMN else None


def _text(cell: etree._Element, code: str, book: _Book) -> str:
    """What the cell shows; a formula whose result the file does not hold stands as the formula."""
    value = next((child.text for child in children(cell, "v")), None)
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_rich_text(child) for child in children(cell, "is"))
    if value is None or (value == _NONE_YET and book.is_stale):
        formulas = [f"={child.text or ''}" for child in children(cell, "f")]
        if formulas:  # the second and further cells of one formula repeat no words of it
            return formulas[0]
    if value is None:
        return ""
    match kind:
        case "s":
            return book.strings[int(value)]
        case "b":
            return "TRUE" if value in TRUE else "FALSE"
        case "n":
            return _number(value, code, book)
        case _:  # str, e (an error such as #REF!), d (an ISO date)
            return _UNPRINTED.sub("", value).strip()


def _number(text: str, code: str, book: _Book) -> str:
    try:
        number = float(text)
    except ValueError:
        return text.strip()
    return shown(number, code, since_1904=book.since_1904) if math.isfinite(number) else text.strip()
