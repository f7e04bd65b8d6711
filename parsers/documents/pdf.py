"""PDF to Document: ruled tables as grids, the words between them as paragraphs.

pdfplumber finds the tables by their rules and keeps the order of the words; a table that a page break
cuts comes as two grids, which the table reader joins by its rows.
"""

from __future__ import annotations

import io
import logging
from unicodedata import normalize

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfplumber.pdf import PDF

from parsers.model import Context, Document

from .errors import UnreadableError, unreadable
from .letters import LeftOut, as_seen
from .pdf_drawing import Budget, TooMuchError, draw, refuse_bombs
from .pdf_notes import words_of
from .printed import Piece, append_sheet
from .running import without_running
from .typeset import sheet_pieces

MAX_PAGES = 200  # an annual report has four to thirty; the rest of a longer file is named, not read
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each font and color that it takes to be odd


def read_pdf(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of a PDF payload. Raises UnreadableError for a file that is none, is damaged or locked."""
    refuse_bombs(payload)
    try:
        with pdfplumber.open(io.BytesIO(payload), unicode_norm="NFC") as file:
            return _document(file)
    except UnreadableError:
        raise
    except Exception as error:  # hostile input: pdfminer lets type, key, recursion and struct errors through
        if "PasswordIncorrect" in repr(error):
            raise UnreadableError("the PDF file is locked with a password") from error
        raise unreadable("the PDF file", error) from error


def _document(file: PDF) -> Document:
    sheets: list[list[Piece]] = []
    remarks: list[str] = []
    left_out, budget = LeftOut(), Budget()
    count = len(file.pages)
    for sheet in file.pages[:MAX_PAGES]:
        try:
            drawn = draw(sheet, budget)
        except TooMuchError as error:
            if not any(sheets):
                raise UnreadableError("the PDF file draws more than any report does") from error
            remarks.append(f"from page {sheet.page_number} on the file draws more than any report, and is not read")
            break
        sheets.append(sheet_pieces(as_seen(drawn, left_out), remarks))
        drawn.close()
        sheet.close()
    if count > MAX_PAGES:
        remarks.append(f"pages {MAX_PAGES + 1} to {count} were not read")
    kept, said = without_running(sheets)
    pieces: list[Piece] = []
    for sheet_kept in kept:
        append_sheet(pieces, sheet_kept)
    blocks = tuple(piece.block for piece in pieces)
    return Document("pdf", blocks, title=_title(file), remarks=(*remarks, *said, *left_out.remarks()))


def _title(file: PDF) -> str | None:
    """The title property; pdfplumber knows UTF-16 with one byte order alone, and makes other letters of the rest."""
    stated = next((resolve1(info["Title"]) for info in reversed(file.doc.info) if "Title" in info), None)
    return normalize("NFC", words_of(stated)).strip() or None
