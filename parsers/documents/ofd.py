"""OFD to Document: ruled tables as grids, the words between them as paragraphs, as on the pages of a PDF.

OFD (GB/T 33190-2016) is China's own format of set pages: a zip archive of XML parts. Signatures, seals and actions are
not looked at. The documents of one container are read one after the other, their pages counted on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from parsers.model import Context, Document

from .errors import NEEDS_OCR, UnreadableError, unreadable
from .letters import LeftOut, as_seen
from .ofd_document import OfdDocument, documents, draw, enclosed, note_words
from .ofd_package import WHAT, Package, PartError
from .ofd_page import MOST_GLYPHS, Drawing
from .ofd_sheet import OfdSheet
from .printed import Piece, append_sheet
from .running import without_running
from .typeset import sheet_pieces

MAX_PAGES = 200  # of a file; an annual report has four to thirty
_MOST_DRAWN = 500_000  # glyphs, objects and points of a file: a hundred close pages of print
_QUOTED = 80  # characters of what is left out


@dataclass(slots=True)
class _Read:
    """What is gathered over the pages. `is_next`: the next page follows on the one that was read last."""

    sheets: list[list[Piece]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)
    pages: int = 0
    drawn: int = 0
    is_next: bool = False


def read_ofd(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of an OFD payload. Raises UnreadableError for a file that is none, is damaged or locked."""
    package = Package(payload)
    try:
        return _document(package)
    except UnreadableError:
        raise
    except PartError as error:
        raise UnreadableError(f"{WHAT} cannot be taken apart: {error}") from error
    except Exception as error:  # hostile input: XML, key, number and recursion errors alike
        raise unreadable(WHAT, error) from error
    finally:
        package.close()


def _document(package: Package) -> Document:
    listed = list(documents(package))
    pages = [(document, page) for document in listed for page in document.pages]
    read = _Read()
    last = None
    for number, (document, page) in enumerate(pages, start=1):
        if number > MAX_PAGES or read.drawn > _MOST_DRAWN:
            read.remarks.append(f"pages {number} to {len(pages)} were not read")
            break
        read.is_next = read.is_next and document is last
        last = document
        try:
            _read_page(package, document, page, number, read)
        except PartError as error:
            read.remarks.append(f"page {number} was not read: {error}")
            read.is_next = False
    kept, running = without_running(read.sheets)
    pieces: list[Piece] = []
    for sheet in kept:
        append_sheet(pieces, sheet)
    if not pieces and (read.remarks or not read.pages) and not any(NEEDS_OCR in said for said in read.remarks):
        raise UnreadableError("; ".join((f"{WHAT} has no page that can be read", *read.remarks[:1])))
    title = next((document.title for document in listed if document.title), None)
    remarks = (*read.remarks, *running, *read.left_out.remarks(), *_beside(package, listed))
    return Document("ofd", tuple(piece.block for piece in pieces), title=title, remarks=remarks)


def _read_page(package: Package, document: OfdDocument, page: etree._Element, number: int, read: _Read) -> None:
    area, drawing = draw(package, document, page)
    sheet = OfdSheet(number, area[2], area[3], drawing, package.start)
    read.remarks += _not_read(drawing, sheet)
    if words := note_words(package, document, page):
        read.remarks.append(f"page {number} has notes beside its text, which are not read: {words[:_QUOTED]}")
    pieces = sheet_pieces(as_seen(sheet, read.left_out), read.remarks)
    if pieces and not read.is_next:
        pieces[0] = pieces[0]._replace(goes_on=False)
    read.sheets.append(pieces)
    sheet.close()
    read.pages += 1
    read.drawn += sheet.amount
    read.is_next = True


def _not_read(drawing: Drawing, sheet: OfdSheet) -> Iterator[str]:
    """What of a page could not be read."""
    page = f"page {sheet.page_number}"
    if drawing.malformed:
        yield f"{page}: {drawing.malformed} of the things drawn on it are malformed, and are not read"
    if not drawing.is_whole:
        yield f"{page} has more on it than is read of one page ({MOST_GLYPHS} characters)"
    if sheet.has_too_many_lines:
        yield f"{page} has too many lines for a table: read as text alone"


def _beside(package: Package, listed: list[OfdDocument]) -> Iterator[str]:
    """What the container holds beside one document."""
    if len(listed) > 1:
        yield f"the file holds {len(listed)} documents, which are read one after the other"
    if names := [name for document in listed for name in enclosed(package, document)]:
        yield f"the file encloses others, which are not read: {' | '.join(names)[:_QUOTED]}"
