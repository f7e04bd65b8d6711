"""Files within a Word file that are shown as parts of its text: pages, texts and Word files (w:altChunk), and sheets.

Programs that make Word files of web pages bring the whole page in as one such file (ECMA-376 part 1, 17.17.2). A sheet
stands in the text as an object whose picture is shown in its place (17.3.3.19): the active sheet of a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from parsers.model import Block, Cell, Context, Document, Grid, Paragraph

from .docx_package import Package, qn
from .errors import UnreadableError
from .html import read_html
from .optional import Reader, optional_reader
from .sniff import sniff
from .text import read_text
from .xlsx import read_active_sheet

_MOST = 20  # files; hostile ones name one large file a thousand times
_OF_SHEETS: Mapping[str, Reader] = {
    "xlsx": read_active_sheet,
    "xls": optional_reader("parsers.documents.xls", "read_active_sheet", "xlrd", "an old spreadsheet (.xls)"),
}
_OF_TEXTS: Mapping[str, Reader] = {"html": read_html, "text": read_text}


@dataclass(slots=True)
class Files:
    """Reads the files within a Word file, with what is said of them; `read_within` reads those that are Word files."""

    package: Package
    read_within: Reader
    remarks: list[str] = field(default_factory=list)
    count: int = 0

    def of_chunk(self, chunk: etree._Element) -> Iterator[Block]:
        """The blocks of the file that a w:altChunk brings in."""
        readers = {**_OF_TEXTS, "docx": self.read_within}
        yield from self._blocks(str(chunk.get(qn("r:id"), "")), readers, "a part of the text stands in a file")

    def of_sheets(self, paragraph: etree._Element) -> Iterator[Block]:
        """The blocks of the workbooks that are shown in a paragraph; what stands there as an icon shows nothing."""
        for shown in paragraph.iter(qn("o:OLEObject")):
            if shown.get("DrawAspect") != "Icon" and str(shown.get("ProgID", "")).lower().startswith(("excel", "et.")):
                yield from self._blocks(str(shown.get(qn("r:id"), "")), _OF_SHEETS, "a sheet is shown from a file")

    def _blocks(self, relation: str, readers: Mapping[str, Reader], what: str) -> Iterator[Block]:
        self.count += 1
        name = self.package.related.get(relation, "")
        try:
            document = self._document(relation, readers)
        except UnreadableError as error:
            self.remarks.append(f"{what} within the Word file, and is not read: {error}")
            return
        self.remarks += document.remarks
        for block in (*document.before, *document.blocks, *document.after):
            yield _placed(block, f"{name.rpartition('/')[2]}, ")

    def _document(self, relation: str, readers: Mapping[str, Reader]) -> Document:
        """The document of a file within. Raises UnreadableError."""
        if self.count > _MOST:
            raise UnreadableError(f"there are more than {_MOST}")
        payload = self.package.file(relation)
        if payload is None:
            raise UnreadableError("the file is not there")
        context = Context("")
        kind = sniff(payload, context)
        if kind not in readers:
            raise UnreadableError(f"the file is of another kind ({kind})")
        return readers[kind](payload, context)


def _placed(block: Block, before: str) -> Block:
    """A block with the name of its file before each of its places."""
    if isinstance(block, Paragraph):
        return block._replace(place=before + block.place)
    cells: list[Cell] = [cell._replace(place=before + cell.place) for cell in block.cells]
    return Grid.of(cells, block.height, block.width, block.geometry, before + block.place)
