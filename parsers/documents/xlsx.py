"""Excel and WPS workbooks (.xlsx, .xlsm) to Document, by the XML of their parts.

Read here and not by a library: what a report needs is five parts and a dozen elements (ECMA-376 part 1, 18), and the
libraries at hand either forget what a sheet shows (errors, hidden rows) or can be made to ask for all memory.
Elements are told by their local names, so that both the transitional and the strict namespaces are read.
"""

from __future__ import annotations

import math
import posixpath
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
from .zipped import open_archive

_WHAT = "the spreadsheet"
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_DRAWING = re.compile(r"xl/drawings/drawing\d*\.xml")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_UNPRINTED = re.compile(r"_x000[Dd]_|\r")
_TRUE, _FALSE = ("1", "true", "on"), ("0", "false", "off")
# Number formats that files name by number only (18.8.30): those that change the digits, and dates.
_BUILT_IN = {1: "0", 2: "0.00", 3: "0", 4: "0.00", 9: "0%", 10: "0.00%", 37: "0", 38: "0", 39: "0.00", 40: "0.00"}
_DATE = "yyyy-mm-dd"
_BUILT_IN |= dict.fromkeys((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)), _DATE)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a cell's style tells: its number format, whether a line is at its left or right, or through its words."""

    code: str = ""
    framed: bool = False
    struck_out: bool = False


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share."""

    strings: tuple[str, ...]
    styles: tuple[_Style, ...]
    since_1904: bool


def read_xlsx(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of an .xlsx payload. Raises UnreadableError for a file that is none or is damaged."""
    with open_archive(payload, _WHAT) as archive:
        try:
            return _document(archive)
        except UnreadableError:
            raise
        except Exception as error:  # hostile input: zip, XML, key and number errors alike
            raise unreadable(_WHAT, error) from error


def _document(archive: zipfile.ZipFile) -> Document:
    parts = {name.lower(): name for name in archive.namelist()}
    workbook = parts["xl/workbook.xml"]
    targets = dict(_targets(archive, parts.get("xl/_rels/workbook.xml.rels")))
    by_kind = dict(targets.values())
    since_1904 = False
    named: dict[str, tuple[str, bool]] = {}  # part -> name of the sheet and whether it is hidden; no two share a part
    for element in _elements(archive, workbook, "sheet", "workbookPr"):
        if _local(element) == "workbookPr":
            since_1904 = element.get("date1904") in _TRUE
            continue
        kind, part = targets.get(_attribute(element, "id"), ("", ""))
        if kind == "worksheet":
            named[parts[part.lower()]] = (element.get("name", ""), element.get("state", "visible") != "visible")
    book = _Book(
        tuple(_strings(archive, parts.get(by_kind.get("sharedStrings", "").lower()))),
        tuple(_styles(archive, parts.get(by_kind.get("styles", "").lower()))),
        since_1904,
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
        for element in _elements(archive, part, "txBody", "pic"):
            if _local(element) == "pic":
                sizes += [
                    (stated_length(one.get("cx")), stated_length(one.get("cy"))) for one in element.iter("{*}ext")
                ]
            else:
                words.append("".join(text.text or "" for text in element.iter("{*}t")))
    if told := [text for text in words if any(map(str.isdigit, text))]:
        yield f"text boxes of the spreadsheet are not read: {' | '.join(told)[:80]}"
    yield from remark_on_large(sizes)


# --- parts ---------------------------------------------------------------------------------------


def _elements(archive: zipfile.ZipFile, part: str | None, *names: str) -> Iterator[etree._Element]:
    """The elements of a part with these local names, each forgotten once the next is asked for."""
    if part is None:
        return
    with archive.open(part) as stream:
        events = etree.iterparse(
            stream, tag=[f"{{*}}{name}" for name in names], resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in events:
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from element.iterchildren(f"{{*}}{name}")


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute whatever its namespace (r:id)."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _targets(archive: zipfile.ZipFile, part: str | None) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each relationship of the workbook: its id, its kind ("worksheet"), the name of the part it leads to."""
    for element in _elements(archive, part, "Relationship"):
        target = element.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        yield element.get("Id", ""), (element.get("Type", "").rpartition("/")[2], path)


def _strings(archive: zipfile.ZipFile, part: str | None) -> Iterator[str]:
    for element in _elements(archive, part, "si"):
        yield _rich_text(element)


def _rich_text(element: etree._Element) -> str:
    """The text of a string, plain or in runs; the phonetic guide beside it (rPh) is not part of it.

    Words that are raised, lowered or struck out stand in brackets: 12 with a footnote 1 is no 121.
    """
    texts = [child.text or "" for child in _children(element, "t")]
    for run in _children(element, "r"):
        words = "".join(text.text or "" for text in _children(run, "t"))
        texts.append(f"[{words.strip()}]" if words.strip() and _is_aside(run) else words)
    return _UNPRINTED.sub("", "".join(texts)).strip()


def _is_aside(run: etree._Element) -> bool:
    """Whether a run of a cell's words is raised, lowered or struck out."""
    return any(
        _local(one) in ("strike", "vertAlign") and one.get("val", "1") not in ("0", "false", "off", "baseline")
        for properties in _children(run, "rPr")
        for one in properties
    )


def _styles(archive: zipfile.ZipFile, part: str | None) -> Iterator[_Style]:
    """The cell styles in their order."""
    codes: dict[int, str] = {}
    frames: list[bool] = []
    strokes: list[bool] = []
    for element in _elements(archive, part, "numFmt", "font", "border", "cellXfs"):
        if _local(element) == "numFmt":
            codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        elif _local(element) == "font":
            strokes.append(any(one.get("val", "1") not in _FALSE for one in _children(element, "strike")))
        elif _local(element) == "border":
            frames.append(any(side.get("style", "none") != "none" for side in _sides(element)))
        else:
            for style in _children(element, "xf"):
                number = int(style.get("numFmtId", "0"))
                code = codes.get(number) or _BUILT_IN.get(number, "")
                border, font = int(style.get("borderId", "0")), int(style.get("fontId", "0"))
                yield _Style(code, border < len(frames) and frames[border], font < len(strokes) and strokes[font])


def _sides(border: etree._Element) -> Iterator[etree._Element]:
    """The lines at the left and right, which the strict form calls start and end."""
    for name in ("left", "right", "start", "end"):
        yield from _children(border, name)


# --- a sheet -------------------------------------------------------------------------------------


def _sheet(archive: zipfile.ZipFile, part: str, name: str, book: _Book) -> Sheet:
    sheet = Sheet(name)
    row = -1
    beyond = 0  # of the columns that were told of; they are told in order
    for element in _elements(archive, part, "col", "row", "mergeCell"):
        match _local(element):
            case "row":
                row = int(element.get("r", row + 2)) - 1
                _read_row(sheet, element, row, book)
            case "col" if element.get("hidden") in _TRUE or element.get("width") == "0":
                first = max(int(element.get("min", "1")) - 1, beyond)
                beyond = max(min(int(element.get("max", "1")), _MAX_COLUMN), beyond)
                sheet.hidden_columns.update(range(first, beyond))
            case "mergeCell":
                corner, _, opposite = element.get("ref", "").partition(":")
                top_left, bottom_right = _position(corner), _position(opposite or corner)
                if top_left and bottom_right:
                    sheet.merged.append((*top_left, *bottom_right))
    return sheet


def _read_row(sheet: Sheet, element: etree._Element, row: int, book: _Book) -> None:
    if element.get("hidden") in _TRUE or element.get("ht") == "0":
        sheet.hidden_rows.add(row)
    column = -1
    for cell in _children(element, "c"):
        stated = _position(cell.get("r", ""))
        column = stated[1] if stated else column + 1
        number = int(cell.get("s", "0"))
        style = book.styles[number] if number < len(book.styles) else _Style()
        sheet.put(row, column, _text(cell, style.code, book), framed=style.framed, struck_out=style.struck_out)


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
    value = next((child.text for child in _children(cell, "v")), None)
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_rich_text(child) for child in _children(cell, "is"))
    if value is None:
        formula = next((child.text for child in _children(cell, "f")), None)
        return f"={formula}" if formula else ""
    match kind:
        case "s":
            return book.strings[int(value)]
        case "b":
            return "TRUE" if value in _TRUE else "FALSE"
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
