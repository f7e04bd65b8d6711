"""Tables that are written out in full: their cells are taken from the source, and the tree is built without them.

Most tables of reports are rows of cells of a few words, with the same tags and attributes over and over. What a browser
makes of such a source is plain, and to build a tree of it and walk through that takes longer than all else. A table
with anything more in it (an element within a cell's words, a tag cut short, an attribute that may hide or move them)
is none of these, and stays.

In its place the tree has an empty table that bears its number. Where the walk meets that one, the table stands; where
one is not met, in a comment, a script or a hidden part, the page is to be read whole.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from parsers.model import Grid

from .grid import layout
from .html_tables import places_of, span_of
from .html_words import in_one_line
from .styles import how

_MARK = "written-out"  # the attribute that bears a table's number
_MARK_BYTES = _MARK.encode()
_TABLE = b"<table"
_FEWEST = 12  # cells; a table of fewer may be a frame around text, and takes little time
_LONGEST = 2000  # bytes of what stands before a cell's words; more is more than tags
_S = rb"[ \t\r\n]"
_NAME, _VALUE = rb"[a-zA-Z][a-zA-Z0-9_:.-]*+", rb"""(?:"[^"<>&]*+"|'[^'<>&]*+'|[^ \t\r\n"'=<>`&/]++)"""
_ATTRIBUTES = rb"(?:%s++%s(?:=%s)?+)*+%s*+" % (_S, _NAME, _VALUE, _S)
_EACH = re.compile(rb"(%s)(?:=(%s))?+" % (_NAME, _VALUE))
_GROUPS = rb"(?:</?(?:tbody|thead|tfoot|colgroup|col)%s>%s*+)*+" % (_ATTRIBUTES, _S)  # of rows or columns
_ROW = rb"(?:</tr>%s*+)?+%s<tr%s>%s*+" % (_S, _GROUPS, _ATTRIBUTES, _S)
# What stands between the words of one cell and those of the next, but for the last ">".
_LEAD = re.compile(
    rb"((?:<table%s>)?+)%s*+(?:%s)*+(<t[dh]%s)(?:>%s*+<p%s)?+" % (_ATTRIBUTES, _S, _ROW, _ATTRIBUTES, _S, _ATTRIBUTES)
)
_REST = re.compile(rb"%s*+(?:</tr>%s*+)?+%s" % (_S, _S, _GROUPS))
_REFERENCE = re.compile("&(?:nbsp|#160|ensp|emsp|amp|lt|gt|quot);")


class Written(NamedTuple):
    """A table as its source states it: see `Grid`, `layout`."""

    texts: tuple[str, ...]
    counts: tuple[int, ...]
    spans: tuple[tuple[int, int, int], ...]


class _Lead(NamedTuple):
    """What begins with a cell: so many rows, all but the last of which are empty; and how far the cell reaches."""

    rows: int
    down: int
    across: int


_PLAIN = _Lead(0, 1, 1)


def without_written(source: bytes) -> tuple[bytes, list[Written]]:
    """A page (UTF-8) with an empty table in place of each that is written out in full; and these."""
    written: list[Written] = []
    head, *tables = source.split(_TABLE)
    pieces = [head]
    for table in tables:
        inside, end, behind = table.partition(b"</table>")
        read = _written(_TABLE + inside) if end else None
        if read is None:
            pieces += (_TABLE, table)
        else:
            opening = inside[: inside.index(b">") + 1]
            pieces += (_TABLE, b' %s="%d"' % (_MARK_BYTES, len(written)), opening, end, behind)
            written.append(read)
    page = b"".join(pieces)
    is_ours = written and page.count(_MARK_BYTES) == len(written)  # a page may bear the mark already
    return (page, written) if is_ours else (source, [])


def number_of(node: LexborNode) -> int | None:
    """The number, from 0, of the table whose place a `table` marks; None for any other."""
    number = node.attributes.get(_MARK)
    return int(number) if number is not None else None


def grid_written(table: Written, number: int) -> Grid:
    """The grid of a table's cells, row by row. `number` counts the page's tables from 1."""
    place = f"table {number}"
    return Grid(table.texts, layout(table.counts, table.spans), places_of(number, table.counts), place=place)


def _written(source: bytes) -> Written | None:
    """The table whose source this is, but for its end; None where that may say anything else to a browser."""
    if not _is_plain_in_the_middle(source):  # most tables with more in them have it in every cell
        return None
    read = _of_cells(source.split(b"</td>"))
    if read is None and b"</th>" in source:
        read = _of_cells(source.replace(b"</th>", b"</td>").split(b"</td>"))
    return read


def _is_plain_in_the_middle(source: bytes) -> bool:
    """Whether one of the cells is of words alone; a look at the others is for later."""
    end = source.find(b"</td>", len(source) // 2)
    start = max(source.rfind(b"</td>", 0, end), source.rfind(b"</th>", 0, end)) + len(b"</td>")
    return end > 0 and _known({_parted(source[start:end])[0]}) != {}


def _of_cells(cells: list[bytes]) -> Written | None:
    """The table that was cut behind its cells; its last piece is what follows on them."""
    rest = cells.pop()
    if len(cells) < _FEWEST or not _REST.fullmatch(rest) or not _known({_parted(cells[0])[0]}):
        return None
    parted = list(map(_parted, cells))
    leads = [lead for lead, _, _ in parted]
    known = _known(set(leads))
    if not known or not known[leads[0]].rows:
        return None
    texts = _texts(b"\0".join([words for _, _, words in parted]))
    if len(texts) != len(cells):
        return None
    counts, spans = _rows([known[lead] for lead in leads])
    return Written(texts, counts, spans)


def _parted(cell: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before a cell's words, and the words; its end is cut off."""
    return cell.rstrip(b" \t\r\n").removesuffix(b"</p>").rpartition(b">")


def _known(leads: Iterable[bytes]) -> dict[bytes, _Lead]:
    """What begins with each of these; nothing where one of them is more than the lead to a cell."""
    known = {}
    for lead in leads:
        opening = _lead_of(lead) if len(lead) <= _LONGEST else None
        if opening is None:
            return {}
        known[lead] = opening
    return known


def _texts(joined: bytes) -> tuple[str, ...]:
    """The words of cells, with a NUL between one and the next; none where they are more than words."""
    if b"<" in joined:
        return ()
    words = joined.decode("utf-8")
    if "&" in words:
        if "&" in _REFERENCE.sub("", words):
            return ()
        words = html.unescape(words)
    return tuple([one if one.isalnum() else in_one_line(one.strip(" \r\n\t")) for one in words.split("\0")])


def _rows(openings: Sequence[_Lead]) -> tuple[tuple[int, ...], tuple[tuple[int, int, int], ...]]:
    """How many cells each row has, and the spans of those that have any."""
    starts: list[int] = []
    spans = []
    for at, opening in [(at, opening) for at, opening in enumerate(openings) if opening is not _PLAIN]:
        starts += [at] * opening.rows
        if opening.down != 1 or opening.across != 1:
            spans.append((at, opening.down, opening.across))
    ends = (*starts[1:], len(openings))
    return tuple([end - start for start, end in zip(starts, ends, strict=True)]), tuple(spans)


@lru_cache(maxsize=4096)  # a page has few, and an editor writes them again in its next one
def _lead_of(source: bytes) -> _Lead | None:
    found = _LEAD.fullmatch(source)
    if found is None:
        return None
    own, cell = found.end(1), found[2]  # what the table itself states stays in the tree
    for name, value in _EACH.findall(source, own):
        if name.lower() == b"hidden" or (name.lower() == b"style" and how(_plain(value))):
            return None
    stated = {name.lower(): _plain(value) for name, value in reversed(_EACH.findall(cell))}  # the first one counts
    lead = _Lead(source.count(b"<tr", own), span_of(stated.get(b"rowspan", "")), span_of(stated.get(b"colspan", "")))
    return _PLAIN if lead == _PLAIN else lead


def _plain(value: bytes) -> str:
    return value.decode("utf-8", "replace").strip("\"'")
