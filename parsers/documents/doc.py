"""Old Word files (.doc, and .wps of WPS Writer) to Document, by doc2docx: the extra [office].

doc2docx converts between files; the parts below that, which take bytes and give paragraphs and tables, are all that is
used here: no file is opened or written. They are no promised interface, so the extra pins the library's minor version
and a test reads a real file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from doc2docx import model as word  # type: ignore[import-untyped]  # ships no types
from doc2docx import msdoc
from doc2docx.cfb import CompoundFile, CompoundFileLimits  # type: ignore[import-untyped]  # ships no types
from doc2docx.diagnostics import ConversionReport  # type: ignore[import-untyped]  # ships no types
from doc2docx.errors import InvalidWordDocument  # type: ignore[import-untyped]  # ships no types
from doc2docx.msdoc.fib import FibBase  # type: ignore[import-untyped]  # ships no types

from parsers.model import Block, Cell, Context, Document, Grid, Paragraph

from .doc_words import Words
from .errors import UnreadableError, unreadable
from .frames import Inside, is_frame
from .pictures import remark_on_large
from .unseen import Unseen

_MAX_BYTES = 64 * 1024 * 1024
_LIMITS = CompoundFileLimits(max_input_bytes=_MAX_BYTES, max_stream_bytes=_MAX_BYTES, max_directory_entries=10_000)
_HEADING_LEVELS = {f"{name} {level}": level for name in ("heading", "标题") for level in range(1, 7)}
_OF_WORD_95 = 0xA5DC  # how files of Word 6 and 95 begin
_SAME_EDGE = 40  # twips, that is 2 points: edges closer than this are one edge, rounded twice
_TWIP = 635  # English metric units
_DEEPEST = 20  # tables within tables
_FLATTENED, _MENU = "FIELDS_FLATTENED", "FORMDROPDOWN"
# What the library says where text is not whole or not in its place; the rest of its words are about looks.
_LOSSES = {
    "MALFORMED_TABLE_FLATTENED": "a damaged table of the Word file is read as paragraphs",
    "TABLE_DEPTH_LIMITED": "tables within tables of the Word file are nested too deep to be read",
    "UNTERMINATED_FIELD": "a field of the Word file has no end and is not read",
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell of a row with the first of its columns and the one behind its last."""

    cell: word.TableCell
    left: int
    right: int


def read_doc(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of an old Word payload. Raises UnreadableError for a file that is none, is damaged or locked."""
    try:
        return _document(CompoundFile(payload, limits=_LIMITS))
    except UnreadableError:
        raise
    except Exception as error:  # hostile input: the library lets struct, index and unicode errors through
        raise unreadable("the Word file", error) from error


def _document(file: CompoundFile) -> Document:
    text = file.open_stream("WordDocument")
    if int.from_bytes(text[:2], "little") == _OF_WORD_95:
        raise UnreadableError("the Word file is of Word 95 or older, which no reader takes")
    base = FibBase.parse(text)
    if base.is_encrypted:
        raise UnreadableError("the Word file is locked with a password")
    about = msdoc.FileInformationBlock.parse(text)
    report = ConversionReport("")
    styles, story = _story(file, text, about, report)
    unseen = Unseen()
    blocks = tuple(_Walk(Words(styles, unseen)).blocks(story.body_blocks))
    remarks = [*unseen.remarks()]
    remarks += [words for code, words in _LOSSES.items() if any(said.code == code for said in report.diagnostics)]
    remarks += _menus(report)
    if about.ccp_textboxes:
        remarks.append("text boxes of the Word file are not read")
    remarks += remark_on_large(map(_size, _pictures(story.body_blocks)))
    if not blocks and base.has_pictures:
        remarks.append("the Word file holds pictures and no text: needs OCR")
    return Document("doc", blocks, remarks=tuple(remarks))


def _menus(report: ConversionReport) -> Iterator[str]:
    """A remark on the menus of choices, of which the library gives no words."""
    counts = [said.details["field_types"].get(_MENU, 0) for said in report.diagnostics if said.code == _FLATTENED]
    if any(counts):
        yield f"menus of choices in the Word file are not read: {sum(counts)}"


def _pictures(blocks: Iterable[word.Paragraph | word.Table]) -> Iterator[word.InlinePicture | word.FloatingPicture]:
    for block in blocks:
        if isinstance(block, word.Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _pictures(cell.body_blocks)
        else:
            yield from (one for one in block.inlines if isinstance(one, word.InlinePicture | word.FloatingPicture))


def _size(picture: word.InlinePicture | word.FloatingPicture) -> tuple[int, int]:
    if isinstance(picture, word.InlinePicture):
        return picture.width_emu, picture.height_emu
    return picture.width_twips * _TWIP, picture.height_twips * _TWIP


def _story(
    file: CompoundFile, text: bytes, about: msdoc.FileInformationBlock, report: ConversionReport
) -> tuple[word.StyleSheet, word.Document]:
    """The styles and the main text, with the properties that tell table cells, headings and deleted words."""
    table = file.open_stream(about.base.table_stream_name)
    has_more = any(entry.path == "Data" for entry in file.entries)
    fonts = msdoc.read_font_table(table, offset=about.sttbf_ffn.fc, size=about.sttbf_ffn.lcb, report=report)
    try:
        styles = msdoc.read_style_sheet(table, offset=about.stshf.fc, size=about.stshf.lcb, fonts=fonts, report=report)
    except InvalidWordDocument:  # names of headings are lost, no text
        styles = word.StyleSheet()
    pieces = msdoc.read_piece_table(table, text, fc_clx=about.clx.fc, lcb_clx=about.clx.lcb, report=report)
    looks = msdoc.read_formatting(
        table,
        text,
        pieces,
        fc_plcf_bte_chpx=about.plcf_bte_chpx.fc,
        lcb_plcf_bte_chpx=about.plcf_bte_chpx.lcb,
        fc_plcf_bte_papx=about.plcf_bte_papx.fc,
        lcb_plcf_bte_papx=about.plcf_bte_papx.lcb,
        report=report,
        fonts=fonts,  # without them a symbol's stand-in, "(", looks like text
        style_sheet=styles,
        data_stream=file.open_stream("Data") if has_more else None,  # rows of many cells keep their edges there
    )
    story = word.parse_main_story(
        pieces.extract_characters(0, about.ccp_text, report, story="main"),
        report,
        character_properties_at=looks.character_properties_at,
        paragraph_properties_at=looks.paragraph_properties_at,
    )
    return styles, story


@dataclass(slots=True)
class _Walk:
    """The blocks of a file in their order, with how many paragraphs and tables there were so far."""

    words: Words
    paragraphs: int = 0
    tables: int = 0
    depth: int = 0

    def blocks(self, blocks: Iterable[word.Paragraph | word.Table]) -> Iterator[Block]:
        """The blocks of the text, or of a cell that frames a part of it."""
        if self.depth > _DEEPEST:
            raise ValueError("its tables are nested too deep")
        self.depth += 1
        for block in blocks:
            if not isinstance(block, word.Table):
                yield from self._paragraph(block)
            elif is_frame([list(map(_inside, row.cells)) for row in block.rows]):
                for row in block.rows:
                    for cell in row.cells:
                        yield from self.blocks(cell.body_blocks)
            else:
                self.tables += 1
                grid = _grid(block, f"table {self.tables}", self.words)
                if grid.cells:
                    yield grid
        self.depth -= 1

    def _paragraph(self, paragraph: word.Paragraph) -> Iterator[Block]:
        self.paragraphs += 1
        style = self.words.styles.style_at(paragraph.properties.style_id)
        level = _HEADING_LEVELS.get(style.name.lower()) if style else None
        for line in self.words.of(paragraph).split("\n"):
            if line.strip():
                yield Paragraph(line.strip(), f"paragraph {self.paragraphs}", level)


def _inside(cell: word.TableCell) -> Inside:
    passages = sum(bool(block.inlines) for block in cell.body_blocks if isinstance(block, word.Paragraph))
    inner = [block.rows for block in cell.body_blocks if isinstance(block, word.Table)]
    return Inside(passages, tuple((len(rows), sum(len(row.cells) for row in rows)) for rows in inner))


# --- tables --------------------------------------------------------------------------------------


def _grid(table: word.Table, place: str, words: Words) -> Grid:
    """The grid of a table by the edges of its cells; by their order alone where the edges do not fit."""
    edges = _edges(table.rows)
    rows = [_placed(row, edges, words) for row in table.rows]
    cells: list[Cell] = []
    growing: dict[int, int] = {}  # column -> index of the cell that is being merged down
    for at, row in enumerate(rows):
        if row is None:
            return _in_order(table, place, words)
        for number, one in enumerate(row):
            down = growing.get(one.left) if one.cell.vertical_merge == "continue" else None
            if down is not None and cells[down].row + cells[down].rowspan == at:
                cells[down] = cells[down]._replace(rowspan=cells[down].rowspan + 1)
                continue
            growing[one.left] = len(cells)
            where = f"{place}, row {at + 1}, cell {number + 1}"
            cells.append(Cell(words.of_cell(one.cell), at, one.left, 1, one.right - one.left, where))
    return Grid.of(tuple(cells), len(rows), max(len(edges) - 1, 0), "spans", place)


def _edges(rows: Iterable[word.TableRow]) -> list[int]:
    """The distinct column edges of a table, in twips."""
    edges: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.properties.cell_boundaries_twips}):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _placed(row: word.TableRow, edges: Sequence[int], words: Words) -> list[_Placed] | None:
    """The cells of a row with their columns; None where the row states other edges than it has cells."""
    stated = row.properties.cell_boundaries_twips
    if len(stated) != sum(cell.grid_span for cell in row.cells) + 1 or list(stated) != sorted(stated):
        return None
    placed: list[_Placed] = []
    at = 0
    for cell in row.cells:
        left, right = _column(edges, stated[at]), _column(edges, stated[at + cell.grid_span])
        at += cell.grid_span
        if left < right:
            placed.append(_Placed(cell, left, right))
        elif Words(words.styles, Unseen()).of_cell(cell):
            return None
    return placed


def _column(edges: Sequence[int], edge: int) -> int:
    """The column that begins at an edge, which stands at most `_SAME_EDGE` behind one of the distinct edges."""
    return bisect_left(edges, edge + 1) - 1


def _in_order(table: word.Table, place: str, words: Words) -> Grid:
    cells = [
        Cell(words.of_cell(cell), at, column, place=f"{place}, row {at + 1}, cell {column + 1}")
        for at, row in enumerate(table.rows)
        for column, cell in enumerate(row.cells)
    ]
    width = max((len(row.cells) for row in table.rows), default=0)
    return Grid.of(tuple(cells), len(table.rows), width, "order", place)
