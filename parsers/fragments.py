"""From a figure's place back to the bytes: the printed row with its cell marked, and the markup of that row.

A place is what `Cell.place` said when the payload was read ("table 2, tr 4, td 3", "line 91", "page 4, table 2,
box …"). The payload is taken apart again, by the same reader, and the place is found in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from parsers.documents.errors import UnreadableError
from parsers.documents.html import markup_of_row
from parsers.documents.sniff import sniff
from parsers.model import Cell, Context, Document, Grid, Paragraph
from parsers.reading import take_apart

OPEN, CLOSE = "⟦", "⟧"
BLANK = "␣"
_LONGEST_MARKUP = 4000  # characters of a row's markup; Word exports can be far longer


@dataclass(frozen=True, slots=True)
class Fragment:
    """`row` is the printed row with the cell between ⟦ and ⟧, `markup` the row's source where the file is HTML."""

    place: str
    row: str
    markup: str | None = None


def fragment(payload: bytes, context: Context, place: str) -> Fragment | None:
    """The fragment at `place`; None where the payload has no such place (it is then not the one that was read)."""
    try:
        document = take_apart(payload, context)
    except UnreadableError:
        return None
    for block in (*document.blocks, *document.before, *document.after):
        if isinstance(block, Grid):
            cell = next((cell for cell in block.cells if cell.place == place), None)
            if cell is not None:
                return Fragment(place, _marked_row(block, cell), _markup(payload, context, document, place))
        elif block.place == place:
            return Fragment(place, _marked_line(block))
    return None


def _marked_row(grid: Grid, marked: Cell) -> str:
    shown = []
    for cell in grid.cells:
        if cell.row == marked.row:
            words = "".join(cell.text.split()) or BLANK
            shown.append(f"{OPEN}{words}{CLOSE}" if cell is marked else words)
    return " | ".join(shown)


def _marked_line(paragraph: Paragraph) -> str:
    return f"{OPEN}{paragraph.text}{CLOSE}"


def _markup(payload: bytes, context: Context, document: Document, place: str) -> str | None:
    if document.kind != "html" or sniff(payload, context) != "html":
        return None
    markup = markup_of_row(payload, context, place, OPEN, CLOSE)
    if markup is None or len(markup) <= _LONGEST_MARKUP:
        return markup
    at = max(markup.find(OPEN) - _LONGEST_MARKUP // 2, 0)
    return f"… {markup[at : at + _LONGEST_MARKUP]} …"
