"""One walk through an HTML page, which makes its paragraphs and grids in reading order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from parsers.model import Block, Grid, Paragraph

from .embedded import SOURCES, is_picture_of_text, shown_file
from .html_head import Head, head_of
from .html_names import BREAKING, CELLS, INLINE, less_common_elements
from .html_tables import Rows, Table, grid_of, table_of, table_of_div
from .html_words import evened, in_one_line, words_of
from .html_written import Written, grid_written, number_of
from .shown import Shown, keep_what_is_shown, part_notes_from_figures, put_into_words
from .text import blocks_of

PAGE = 0  # the number of the box that is the whole page
_SILENT = frozenset({"head", "title", "select", "textarea", "button"})
# A paragraph without these is words alone, which the tree gives in one call.
_MORE_THAN_WORDS = frozenset({"a", "br", "table", "img", "select", "textarea", "button", *SOURCES})
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_PARAGRAPHS = frozenset({"p", "li", "dt", "dd", "pre", *_HEADINGS})
_FEW = 24  # elements; a paragraph or list item of more is walked through like any other element
_DEEPEST = 20  # tables within tables; each is gone through for each table around it


@dataclass(slots=True)
class Found:
    """A block on its way: the box it stands in, how many of its characters are no link's."""

    block: Block
    box: int
    weight: int
    hidden: bool


@dataclass(slots=True)
class Walk:
    """What the walk has found, and where it is.

    A box is an element that may be the body: any block but a paragraph. `boxes` has for each, in the order of the
    page, the box around it.
    """

    head: Head
    shown: Shown
    written: Sequence[Written] = ()
    met: int = 0  # of the written tables, but for those in a link
    found: list[Found] = field(default_factory=list)
    links: list[tuple[LexborNode | str, int]] = field(default_factory=list)
    boxes: list[int] = field(default_factory=lambda: [PAGE])
    box: int = PAGE
    words: list[str] = field(default_factory=list)
    in_link: int = 0
    linked: int = 0
    hidden: int = 0
    level: int | None = None
    around: int = 0  # tables that only arrange the page
    tables: list[Rows] = field(default_factory=list)
    paragraphs: int = 0
    pictures: list[int] = field(default_factory=list)


_Step = Callable[[Walk], None]


def walked(source: bytes, written: Sequence[Written] = ()) -> tuple[LexborHTMLParser, Walk]:
    """The tree of a page (UTF-8), which must outlive its nodes, and the walk through it.

    `written` are the tables in whose place the page has empty ones. Raises MemoryError.
    """
    try:
        tree = LexborHTMLParser(source)
    except SelectolaxError as error:  # any bytes are a page: lexbor fails for want of memory alone
        raise MemoryError from error
    named = less_common_elements(tree.root) if tree.root is not None else {}
    head = head_of(named)  # before anything is taken out of the tree
    walk = Walk(head, keep_what_is_shown(tree, source, named.keys()), written)
    body = tree.body
    if body is not None:
        part_notes_from_figures(body, named.keys())
        _descend(body, walk)
        _flush(walk)
    return tree, walk


def _descend(node: LexborNode, walk: Walk) -> None:
    """Walk below `node` without recursion: pages nest deeper than Python's stack allows.

    An element that changes the walk's state leaves its undoing on the stack; inline elements leave nothing.
    """
    stack: list[LexborNode | _Step] = [node]
    while stack:
        here = stack.pop()
        if not isinstance(here, LexborNode):
            here(walk)
            continue
        tag = here.tag or ""
        if tag == "-text":
            words = here.text_content or ""
            if walk.words or not words.isspace():
                walk.words.append(evened(words))
                if walk.in_link:
                    walk.linked += len(walk.words[-1].strip())
        elif _enter(here, tag, walk, stack):
            stack.extend(reversed(list(here.iter(include_text=True))))


def _enter(node: LexborNode, tag: str, walk: Walk, stack: list[LexborNode | _Step]) -> bool:
    """Begin an element; False where its inside is not to be walked."""
    if tag in INLINE:
        if tag == "a":
            walk.links.append((node, walk.box))
            walk.in_link += 1
            stack.append(_leave_link)
        return True
    if tag in _SILENT:
        return False
    if tag == "img":
        if not walk.in_link and not walk.hidden and is_picture_of_text(node.attributes):
            walk.pictures.append(walk.box)
        return False
    if tag == "br":
        walk.words.append("\n")
        return False
    if tag in SOURCES and (file := shown_file(node.attributes.get(SOURCES[tag]))):
        walk.links.append((file, walk.box))
    if tag in _PARAGRAPHS and _keep_paragraph(node, tag, walk):
        return False
    if tag == "table" and walk.written and _keep_written(node, walk):
        return False
    if tag in ("table", "div"):
        table = table_of_div(node) if tag == "div" else table_of(node) if walk.around < _DEEPEST else None
        if table is not None:
            _flush(walk)
            _keep_grid(node, table, walk)
            return False
        if tag == "table":
            walk.around += 1
            stack.append(_leave_table)
    if node.mem_id in walk.shown.hidden:
        walk.hidden += 1
        stack.append(_leave_hidden)
    if tag in BREAKING or tag in CELLS:
        _flush(walk)
        if tag in _PARAGRAPHS:
            walk.level = _HEADINGS.get(tag, walk.level)
            stack.append(_leave_paragraph)
        else:
            walk.boxes.append(walk.box)
            walk.box = len(walk.boxes) - 1
            stack.append(_leave_box)
    return True


def _leave_paragraph(walk: Walk) -> None:
    _flush(walk)
    walk.level = None


def _leave_box(walk: Walk) -> None:
    _leave_paragraph(walk)
    walk.box = walk.boxes[walk.box]


def _leave_table(walk: Walk) -> None:
    walk.around -= 1


def _leave_hidden(walk: Walk) -> None:
    _flush(walk)
    walk.hidden -= 1


def _leave_link(walk: Walk) -> None:
    walk.in_link -= 1


def _keep_paragraph(node: LexborNode, tag: str, walk: Walk) -> bool:
    """Keep a paragraph of words and links alone, which takes no walk; False, and nothing kept, of any other."""
    if tag == "pre":
        _flush(walk)
        _keep_lines(node, walk)
        return True
    links = _links_alone(node, tag)
    if links is None or (walk.in_link and (links or tag != "p")) or node.mem_id in walk.shown.hidden:
        return False
    words = evened(node.text()) if tag == "p" and not links else in_one_line(node.text(separator="\0"))
    _flush(walk)
    linked = 0
    for link in links:
        walk.links.append((link, walk.box))
        linked += sum([len(evened(piece).strip()) for piece in link.text(separator="\0").split("\0")])
    walk.level = _HEADINGS.get(tag, walk.level)
    _keep_words(words, linked, walk)
    walk.level = None
    return True


def _links_alone(node: LexborNode, tag: str) -> list[LexborNode] | None:
    """The links of a paragraph that holds nothing but words and links; None for any other."""
    links: list[LexborNode] = []
    is_inline = True
    count = 1
    for inner in islice(node.traverse(), 1, None if tag == "p" else _FEW):
        count += 1
        name = inner.tag
        if name == "a":
            links.append(inner)
        elif name not in INLINE:
            if tag != "p" or name in _MORE_THAN_WORDS:
                return None
            is_inline = False
    is_whole = tag == "p" or count < _FEW
    return links if is_whole and (is_inline or not links) else None


def _keep_lines(node: LexborNode, walk: Walk) -> None:
    """A preformatted block is a plain text file within the page: its lines count, and so do its tabs."""
    for block in blocks_of(node.text(deep=True)):
        texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]
        walk.found.append(Found(block, walk.box, sum(map(len, texts)), walk.hidden > 0))


def _keep_grid(node: LexborNode, table: Table, walk: Walk) -> None:
    put_into_words(node, table.others.keys())
    if "caption" in table.others and (caption := node.css_first("caption")):
        walk.words.append(words_of(caption))
        _flush(walk)
    walk.tables.append(table.rows)
    grid = grid_of(table, node, len(walk.tables))
    if grid.texts:
        _keep_block(grid, node, walk)
        if "a" in table.others:
            walk.links.extend((anchor, walk.box) for anchor in node.css("a[href]"))


def _keep_written(node: LexborNode, walk: Walk) -> bool:
    """Keep the written table whose place `node` marks; False where it marks none."""
    number = number_of(node)
    if number is None:
        return False
    _flush(walk)
    walk.met += not walk.in_link  # the words of a link are its title, and are looked for in the tree
    walk.tables.append([])
    _keep_block(grid_written(walk.written[number], len(walk.tables)), node, walk)
    return True


def _keep_block(grid: Grid, node: LexborNode, walk: Walk) -> None:
    hidden = walk.hidden > 0 or node.mem_id in walk.shown.hidden
    walk.found.append(Found(grid, walk.box, sum(map(len, grid.texts)), hidden))


def _flush(walk: Walk) -> None:
    """End the paragraph that has been gathering."""
    if walk.words:
        words, linked = "".join(walk.words), walk.linked
        walk.words.clear()
        walk.linked = 0
        _keep_words(words, linked, walk)


def _keep_words(words: str, linked: int, walk: Walk) -> None:
    """A paragraph of each line of `words`, `linked` characters of which are links'."""
    for part in words.split("\n") if "\n" in words else (words,):
        line = part.strip()
        if line:
            walk.paragraphs += 1
            block = Paragraph(line, f"paragraph {walk.paragraphs}", walk.level)
            walk.found.append(Found(block, walk.box, max(len(line) - linked, 0), walk.hidden > 0))
