"""PDF to Document: ruled tables as grids, the words between them as paragraphs.

pdfplumber finds the tables by their rules and keeps the order of the words; a table that a page break
cuts comes as two grids, which the table reader joins by its rows.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pdfplumber

from parsers.model import Context, Document

from .errors import NEEDS_OCR, UnreadableError
from .printed import Line, Piece, Sheet, append_sheet, has_columns, is_inside, paragraphs, ruled_grid

MAX_PAGES = 200  # an annual report has four to thirty; the rest of a longer file is named, not read
_UNDECODED_MARK = "\xff\xfe"
_SAME_RULE = 3.0  # points: rules closer than this are one rule drawn twice
# A picture as large as this, in parts of the sheet, may be a table; seals, logos and photographs in rows are smaller.
_LARGE_WIDTH, _LARGE_AREA = 0.5, 0.12
_WRAPPED = re.compile(r"\d+(?:\n\d+)+")
_PADDING = 6.0  # points at either side of a cell; word processors leave 5.4
_FEWEST_ON_PICTURE = 40  # characters; a watermark or a page number has fewer


def read_pdf(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of a PDF payload. Raises UnreadableError for a file that is none, is damaged or locked."""
    pieces: list[Piece] = []
    remarks: list[str] = []
    try:
        with pdfplumber.open(io.BytesIO(payload), unicode_norm="NFC") as file:
            title = _title(file.metadata.get("Title"))
            for sheet in file.pages[:MAX_PAGES]:
                append_sheet(pieces, _sheet_pieces(sheet, remarks))
                sheet.close()
            if len(file.pages) > MAX_PAGES:
                remarks.append(f"pages {MAX_PAGES + 1} to {len(file.pages)} were not read")
    except Exception as error:  # hostile input: pdfminer lets type, key, recursion and struct errors through
        raise UnreadableError(f"the PDF file cannot be taken apart ({type(error).__name__}: {error})") from error
    return Document("pdf", tuple(piece.block for piece in pieces), title=title, remarks=tuple(remarks))


def _title(stated: object) -> str | None:
    """The title property; pdfminer leaves UTF-16 with the little-endian mark undecoded."""
    if not isinstance(stated, str) or not stated.strip():
        return None
    if not stated.startswith(_UNDECODED_MARK):
        return stated.strip()
    try:
        return stated.encode("latin-1").decode("utf-16").strip() or None
    except UnicodeError:
        return None


def _sheet_pieces(sheet: Any, remarks: list[str]) -> list[Piece]:
    """The blocks of one sheet from top to bottom."""
    if not sheet.chars:
        if sheet.images or sheet.curves:
            remarks.append(f"page {sheet.page_number} is a picture: {NEEDS_OCR}")
        return []
    if any(_is_large(image, sheet) and not _is_below_text(image, sheet) for image in sheet.images):
        remarks.append(f"page {sheet.page_number} has a large picture beside its text; what it shows {NEEDS_OCR}")
    tables = [table for table in sheet.find_tables() if has_columns(table.cells, _SAME_RULE)]
    boxes = [table.bbox for table in tables]
    lines = [
        line for line in map(_line, sheet.extract_text_lines(return_chars=False)) if not is_inside(line.box, boxes)
    ]
    pieces = list(paragraphs(lines, Sheet(sheet.page_number, sheet.height)))
    for number, table in enumerate(tables, start=1):
        grid = ruled_grid(_texts(table), sheet.page_number, number, _SAME_RULE)
        pieces.append(Piece(table.bbox[1], grid))
    return sorted(pieces, key=lambda piece: piece.top)


def _is_large(image: dict[str, Any], sheet: Any) -> bool:
    width = min(image["x1"], sheet.width) - max(image["x0"], 0)
    height = min(image["bottom"], sheet.height) - max(image["top"], 0)
    return bool(width > _LARGE_WIDTH * sheet.width and width * height > _LARGE_AREA * sheet.width * sheet.height)


def _is_below_text(image: dict[str, Any], sheet: Any) -> bool:
    """Whether text stands on the picture: a background, or a scan whose words were recognised by its maker."""
    on_it = sum(
        image["x0"] <= char["x0"] <= image["x1"] and image["top"] <= char["top"] <= image["bottom"]
        for char in sheet.chars
    )
    return bool(on_it >= _FEWEST_ON_PICTURE)


def _line(found: dict[str, Any]) -> Line:
    return Line(found["text"], (found["x0"], found["top"], found["x1"], found["bottom"]))


def _texts(table: Any) -> list[tuple[Any, str]]:
    return [
        (box, _unwrapped(text, box, table.page) if text else "")
        for row, texts in zip(table.rows, table.extract(), strict=True)
        for box, text in zip(row.cells, texts, strict=True)
        if box is not None
    ]


def _unwrapped(text: str, box: tuple[float, float, float, float], sheet: Any) -> str:
    """A number without the line breaks that its narrow cell made: where no further digit had room on the line.

    Two numbers above one another in a cell with room for both on one line stay apart.
    """
    if not _WRAPPED.fullmatch(text):
        return text
    left, top, right, bottom = box
    inside = [
        char
        for char in sheet.chars
        if left < (char["x0"] + char["x1"]) / 2 < right and top < (char["top"] + char["bottom"]) / 2 < bottom
    ]
    full = [line for line in text.split("\n")[:-1] if line]
    if len(inside) != len(text.replace("\n", "")) or len({len(line) for line in full}) > 1:
        return text
    first = inside[: len(full[0])]
    width = first[-1]["x1"] - first[0]["x0"]
    return text.replace("\n", "") if width + width / len(first) > right - left - 2 * _PADDING else text
