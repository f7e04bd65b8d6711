"""HTML to Document: the report's own blocks, apart from the page around them.

The tree is lexbor's, built from decoded text, because it repairs broken markup as browsers do (libxml2
loses everything after a premature `</html>`). One walk through the tree makes paragraphs and grids; then the
smallest element that holds nearly all of the page's unlinked words is taken for the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.model import Block, Context, Document, Grid, Link, Paragraph

from .decode import decode
from .grid import lay_out
from .text import blocks_of

# What these hold is not on the page, tables in scripts included.
_UNREAD = ["script", "style", "noscript", "template", "svg"]
_SILENT = frozenset({"head", "title", "select", "textarea", "button"})
_BREAKING = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"iframe", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"}
    | {"ucapcontent", "ucaptitle", "publishtime"}  # the Ucap CMS marks its pages with elements of its own
)
_CELLS = frozenset({"td", "th"})
_MAY_BE_TABLES = frozenset({"table", "div"})
# Elements that neither break lines nor hide: most of a Word export. (`display:none` on one of them is not heeded.)
_INLINE = frozenset({"a", "span", "font", "b", "strong", "i", "em", "u", "o:p", "big", "small", "sup", "sub"})
# A paragraph without these is words alone, which the tree gives in one call.
_MORE_THAN_WORDS = frozenset({"a", "br", "table", "img", "select", "textarea", "button"})
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROW = re.compile(r"row$|(?:.*;)?\s*display\s*:\s*table-row", re.IGNORECASE)
_CELL = re.compile(r"(?:grid)?cell$|(?:column|row)header$|(?:.*;)?\s*display\s*:\s*table-cell", re.IGNORECASE)
_PLACE = re.compile(r"table (\d+), row (\d+), cell (\d+)")
_DIGIT = re.compile(r"\d")
# A table of so few cells, one of them longer than any official label, is a frame around text.
_FEW_CELLS = 6
_PASSAGE = 200
# The body is the deepest element that keeps this share of the page's unlinked words: what is cut away is
# breadcrumbs, share buttons and footers, a few per cent of any page that holds a report.
_BODY_SHARE = 0.8


@dataclass(slots=True)
class _Found:
    """A block on its way: where it stands (the elements around it), how much of it is a link."""

    block: Block
    around: tuple[int, ...]
    weight: int
    hidden: bool


@dataclass(slots=True)
class _Walk:
    found: list[_Found] = field(default_factory=list)
    links: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)
    around: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    in_link: int = 0
    linked: int = 0
    hidden: int = 0
    level: int | None = None
    tables: list[list[list[LexborNode]]] = field(default_factory=list)
    paragraphs: int = 0


def read_html(payload: bytes, context: Context) -> Document:
    """The document of an HTML payload. Never raises: any bytes are a page of some kind."""
    decoded = decode(payload, context.charset)
    tree, walk = _walked(decoded.text)
    found, remarks = _visible(walk.found)
    first, last, container = _body_of(found)
    title = tree.css_first("title")
    return Document(
        "html",
        tuple(item.block for item in found[first:last]),
        tuple(item.block for item in found[:first]),
        tuple(item.block for item in found[last:]),
        _text(title) or None if title is not None else None,
        tuple(_tags(tree)),
        tuple(_links(walk, container, _base(tree, context.url))),
        decoded.encoding,
        decoded.replaced,
        remarks,
    )


def markup_of_row(payload: bytes, context: Context, place: str, before: str, after: str) -> str | None:
    """The source of the table row that holds the cell at `place`, the cell between `before` and `after`."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return None
    _, walk = _walked(decode(payload, context.charset).text)
    table, row, cell = (int(number) - 1 for number in found.groups())
    if table >= len(walk.tables):
        return None
    rows = walk.tables[table]
    if row >= len(rows) or cell >= len(rows[row]):
        return None
    return "".join(f"{before}{one.html}{after}" if at == cell else one.html or "" for at, one in enumerate(rows[row]))


def _walked(text: str) -> tuple[LexborHTMLParser, _Walk]:
    """The tree, which must outlive its nodes, and the walk through it."""
    tree = LexborHTMLParser(text)
    tree.strip_tags(_UNREAD)
    walk = _Walk()
    body = tree.body
    if body is not None:
        _descend(body, walk)
        _flush(walk)
    return tree, walk


# --- the walk ------------------------------------------------------------------------------------


def _descend(node: LexborNode, walk: _Walk) -> None:
    """Walk below `node` without recursion: pages nest deeper than Python's stack allows.

    An element that changes the walk's state leaves its undoing on the stack; inline elements leave nothing.
    """
    stack: list[LexborNode | Callable[[_Walk], None]] = [node]
    while stack:
        here = stack.pop()
        if not isinstance(here, LexborNode):
            here(walk)
        elif here.tag == "-text":
            words = _SPACE.sub(" ", here.text_content or "")  # a line break of the source is a space
            walk.words.append(words)
            if walk.in_link:
                walk.linked += len(words.strip())
        elif _enter(here, walk, stack):
            stack.extend(reversed(list(here.iter(include_text=True))))


def _enter(node: LexborNode, walk: _Walk, stack: list[LexborNode | Callable[[_Walk], None]]) -> bool:
    """Begin an element; False where its inside is not to be walked."""
    tag = node.tag or ""
    if tag in _INLINE:
        attributes = node.attributes if tag == "a" else None
        if attributes is not None:
            walk.links.append((attributes.get("href") or "", _text(node), tuple(walk.around)))
            walk.in_link += 1
            stack.append(_leave_link)
        return True
    if tag in _SILENT:
        return False
    if tag == "br":
        walk.words.append("\n")
        return False
    if tag == "p" and _MORE_THAN_WORDS.isdisjoint([inner.tag for inner in node.traverse()]):
        _flush(walk)
        walk.around.append(node.mem_id)
        walk.words.append(_SPACE.sub(" ", node.text()))
        _leave_block(walk)
        return False
    if tag == "pre":
        _flush(walk)
        _keep_lines(node, walk)
        return False
    rows = _rows(node) if tag in _MAY_BE_TABLES else None
    if rows is not None:
        _flush(walk)
        _keep_grid(node, rows, walk)
        return False
    if _is_hidden(node.attributes):
        walk.hidden += 1
        stack.append(_leave_hidden)
    if tag in _BREAKING or tag in _CELLS:
        _flush(walk)
        walk.around.append(node.mem_id)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            walk.level = int(tag[1])
        stack.append(_leave_block)
    return True


def _leave_block(walk: _Walk) -> None:
    _flush(walk)
    walk.around.pop()
    walk.level = None


def _leave_hidden(walk: _Walk) -> None:
    _flush(walk)
    walk.hidden -= 1


def _leave_link(walk: _Walk) -> None:
    walk.in_link -= 1


def _keep_lines(node: LexborNode, walk: _Walk) -> None:
    """A preformatted block is a plain text file within the page: its lines count, and so do its tabs."""
    walk.around.append(node.mem_id)
    for block in blocks_of(node.text(deep=True)):
        texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]
        walk.found.append(_Found(block, tuple(walk.around), sum(map(len, texts)), walk.hidden > 0))
    walk.around.pop()


def _keep_grid(node: LexborNode, rows: list[list[LexborNode]], walk: _Walk) -> None:
    walk.tables.append(rows)
    grid = _grid(rows, len(walk.tables))
    if grid.cells:
        hidden = walk.hidden > 0 or _is_hidden(node.attributes)
        walk.found.append(_Found(grid, tuple(walk.around), sum(len(cell.text) for cell in grid.cells), hidden))
        walk.links.extend((href, text, tuple(walk.around)) for href, text in _anchors(node))


def _flush(walk: _Walk) -> None:
    """End the paragraph that has been gathering."""
    if not walk.words:
        return
    text = "".join(walk.words)
    linked, walk.linked = walk.linked, 0
    walk.words.clear()
    for part in text.split("\n") if "\n" in text else (text,):
        line = part.strip()
        if line:
            walk.paragraphs += 1
            block = Paragraph(line, f"paragraph {walk.paragraphs}", walk.level)
            walk.found.append(_Found(block, tuple(walk.around), max(len(line) - linked, 0), walk.hidden > 0))


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


# --- tables --------------------------------------------------------------------------------------


def _rows(node: LexborNode) -> list[list[LexborNode]] | None:
    """The cells of each row of a table, or of div elements that are rows and cells; None for any other element."""
    return _rows_of_table(node) if node.tag == "table" else _rows_of_div(node)


def _rows_of_table(table: LexborNode) -> list[list[LexborNode]] | None:
    """None for a table that only arranges the page: it holds further tables, a single cell, or passages of text."""
    if len(table.css("table")) > 1:  # the first is the table itself
        return None
    rows = [[cell for cell in row.iter() if cell.tag in _CELLS] for row in table.css("tr")]
    count = sum(map(len, rows))
    if count < 2:
        return None
    if count <= _FEW_CELLS and any(len(cell.text(deep=True)) > _PASSAGE for row in rows for cell in row):
        return None
    return rows


def _rows_of_div(node: LexborNode) -> list[list[LexborNode]] | None:
    """A div whose children are rows of cells by their style or role: a table that is none in markup."""
    first = next(iter(node.iter()), None)
    if first is None or not _plays(first, _ROW):
        return None
    rows = list(node.iter())
    if len(rows) < 2 or not all(_plays(row, _ROW) for row in rows):
        return None
    cells = [list(row.iter()) for row in rows]
    return cells if all(_plays(cell, _CELL) for row in cells for cell in row) else None


def _grid(rows: list[list[LexborNode]], number: int) -> Grid:
    source: list[list[tuple[str, int, int, str]]] = []
    for at, cells in enumerate(rows, 1):
        laid: list[tuple[str, int, int, str]] = []
        row = f"table {number}, row {at}, cell "
        for n, cell in enumerate(cells, 1):
            words = cell.text(separator="\0")
            if not words.isalnum():  # most cells: a figure, or a label without marks
                words = _joined(cell, words)
            spans = cell.attributes
            across, down = spans.get("colspan"), spans.get("rowspan")
            laid.append((words, _span(down) if down else 1, _span(across) if across else 1, f"{row}{n}"))
        source.append(laid)
    return lay_out(source, f"table {number}")


def _plays(node: LexborNode, part: re.Pattern[str]) -> bool:
    attributes = node.attributes
    return bool(part.match((attributes.get("role") or attributes.get("style") or "").strip()))


def _span(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1


def _text(node: LexborNode) -> str:
    """The words of `node`; a line break where a browser would break, nothing between one span and the next.

    Two paragraphs of a cell must not run together ("1" above "2" is not 12), while a number may stand in
    one span a digit.
    """
    return _joined(node, node.text(separator="\0"))


def _joined(node: LexborNode, pieces: str) -> str:
    """The words of `node`, whose runs of text are `pieces`, with a NUL between one and the next."""
    pieces = pieces.strip("\0 \r\n\t")
    if pieces.isalnum():
        return pieces
    if "\0" not in pieces or _is_one_line(node):
        if not _SPACE.search(pieces):
            return pieces.replace("\0", "")
        return "".join(_SPACE.sub(" ", piece) for piece in pieces.split("\0")).strip()
    words: list[str] = []
    stack: list[LexborNode | None] = [node]
    while stack:
        here = stack.pop()
        if here is None or here.tag == "br":
            words.append("\n")
        elif here.tag == "-text":
            words.append(_SPACE.sub(" ", here.text_content or ""))
        else:
            if here.tag in _BREAKING:
                words.append("\n")
                stack.append(None)
            stack.extend(reversed(list(here.iter(include_text=True))))
    return "\n".join(line for line in (part.strip() for part in "".join(words).split("\n")) if line)


def _is_one_line(node: LexborNode) -> bool:
    """Whether `node` surely has no break: all its words stand in one paragraph, or in no block at all."""
    inside = [inner.tag for inner in node.traverse()]
    del inside[0]  # the node itself
    if inside and inside[0] == "p":
        child = node.child
        if child is None or child.tag != "p" or child.next is not None:
            return False
        del inside[0]
    return _INLINE.issuperset(inside)


# --- body and surroundings -----------------------------------------------------------------------


def _visible(found: list[_Found]) -> tuple[list[_Found], tuple[str, ...]]:
    """Without what the page hides, but for tables with figures whose like the page does not show.

    A hidden copy for telephones, or another year behind a tab, has the labels of a table that is shown. A hidden
    table with labels of its own is part of the report, behind a tab that a script opens.
    """
    if not any(item.hidden for item in found):
        return found, ()
    shown = [_labels(item) for item in found if not item.hidden and _has_digits(item)]
    kept = [
        item
        for item in found
        if not item.hidden or (_has_digits(item) and not any(_is_like(_labels(item), other) for other in shown))
    ]
    if not any(item.hidden for item in kept):
        return kept, ()
    if not shown:
        return found, ("the only tables stand in a part of the page that is hidden until a script shows it",)
    return kept, ("a table stands in a part of the page that is hidden until a script shows it",)


def _labels(item: _Found) -> frozenset[str]:
    """The words of a table, its figures apart."""
    cells = item.block.cells if isinstance(item.block, Grid) else ()
    return frozenset(
        words for words in ("".join(cell.text.split()) for cell in cells) if words and not _DIGIT.match(words)
    )


def _is_like(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) * 2 >= min(len(one), len(other))


def _has_digits(item: _Found) -> bool:
    return isinstance(item.block, Grid) and any(_DIGIT.search(cell.text) for cell in item.block.cells)


def _body_of(found: list[_Found]) -> tuple[int, int, int | None]:
    """First and last+1 index of the body's blocks, and the element that is the body."""
    weights: dict[int, int] = {}
    for item in found:
        for element in item.around:
            weights[element] = weights.get(element, 0) + item.weight
    total = sum(item.weight for item in found)
    body: int | None = None
    for item in found:
        for element in item.around:
            if weights[element] >= _BODY_SHARE * total and total:
                body = element if body is None or weights[element] <= weights[body] else body
    if body is None:
        return 0, len(found), None
    inside = [at for at, item in enumerate(found) if body in item.around]
    return inside[0], inside[-1] + 1, body


# --- head and links ------------------------------------------------------------------------------


def _tags(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for meta in tree.css("meta[name][content]"):
        attributes = meta.attributes
        name, content = attributes.get("name"), attributes.get("content")
        if name and content:
            yield name.strip(), _SPACE.sub(" ", content).strip()


def _base(tree: LexborHTMLParser, url: str) -> str:
    base = tree.css_first("base[href]")
    return urljoin(url, base.attributes.get("href") or "") if base is not None else url


def _anchors(node: LexborNode) -> Iterator[tuple[str, str]]:
    for anchor in node.css("a[href]"):
        yield anchor.attributes.get("href") or "", _text(anchor)


def _links(walk: _Walk, body: int | None, base: str) -> Iterator[Link]:
    for href, text, around in walk.links:
        target = href.strip()
        if (
            not target
            or target.startswith(("#", "javascript:", "mailto:"))
            or (body is not None and body not in around)
        ):
            continue
        try:
            yield Link(urljoin(base, target), text)
        except ValueError:  # an href such as "http://[" is no address
            continue
