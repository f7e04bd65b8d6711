"""One walk through an HTML page, which makes its paragraphs and grids in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.model import Block, Grid, Paragraph

from .embedded import SOURCES, is_picture_of_text, shown_file
from .html_tables import CELLS, MAY_BE_TABLES, grid_of, rows_of
from .html_words import BREAKING, INLINE, SPACE, words_of
from .shown import is_hidden, keep_what_is_shown, put_into_words
from .text import blocks_of

NO_CONTAINER = 0  # instead of the number of an element that holds only words
_SILENT = frozenset({"head", "title", "select", "textarea", "button"})
# A paragraph without these is words alone, which the tree gives in one call.
_MORE_THAN_WORDS = frozenset({"a", "br", "table", "img", "select", "textarea", "button", *SOURCES})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre"})


@dataclass(slots=True)
class Found:
    """A block on its way: where it stands (the elements around it), how much of it is a link."""

    block: Block
    around: tuple[int, ...]
    weight: int
    hidden: bool


@dataclass(slots=True)
class Walk:
    """What the walk has found, and where it is: the elements around it, the words of a paragraph on its way."""

    found: list[Found] = field(default_factory=list)
    links: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)
    around: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    in_link: int = 0
    linked: int = 0
    hidden: int = 0
    level: int | None = None
    tables: list[list[list[LexborNode]]] = field(default_factory=list)
    paragraphs: int = 0
    pictures: list[tuple[int, ...]] = field(default_factory=list)
    remarks: tuple[str, ...] = ()


def walked(text: str) -> tuple[LexborHTMLParser, Walk]:
    """The tree, which must outlive its nodes, and the walk through it."""
    tree = LexborHTMLParser(text)
    walk = Walk(remarks=keep_what_is_shown(tree))
    body = tree.body
    if body is not None:
        _descend(body, walk)
        _flush(walk)
    return tree, walk


def _descend(node: LexborNode, walk: Walk) -> None:
    """Walk below `node` without recursion: pages nest deeper than Python's stack allows.

    An element that changes the walk's state leaves its undoing on the stack; inline elements leave nothing.
    """
    stack: list[LexborNode | Callable[[Walk], None]] = [node]
    while stack:
        here = stack.pop()
        if not isinstance(here, LexborNode):
            here(walk)
        elif here.tag == "-text":
            words = SPACE.sub(" ", here.text_content or "")  # a line break of the source is a space
            walk.words.append(words)
            if walk.in_link:
                walk.linked += len(words.strip())
        elif _enter(here, walk, stack):
            stack.extend(reversed(list(here.iter(include_text=True))))


def _enter(node: LexborNode, walk: Walk, stack: list[LexborNode | Callable[[Walk], None]]) -> bool:
    """Begin an element; False where its inside is not to be walked."""
    tag = node.tag or ""
    if tag in INLINE:
        attributes = node.attributes if tag == "a" else None
        if attributes is not None:
            walk.links.append((attributes.get("href") or "", words_of(node), tuple(walk.around)))
            walk.in_link += 1
            stack.append(_leave_link)
        return True
    if tag in _SILENT:
        return False
    if tag == "img":
        if not walk.in_link and not walk.hidden and is_picture_of_text(node.attributes):
            walk.pictures.append(tuple(walk.around))
        return False
    if tag in SOURCES and (file := shown_file(node.attributes.get(SOURCES[tag]))):
        walk.links.append((file, file.rpartition("/")[2], tuple(walk.around)))
    if tag == "br":
        walk.words.append("\n")
        return False
    if tag == "p" and _MORE_THAN_WORDS.isdisjoint([inner.tag for inner in node.traverse()]):
        _flush(walk)
        walk.around.append(NO_CONTAINER)
        walk.words.append(SPACE.sub(" ", node.text()))
        _leave_block(walk)
        return False
    if tag == "pre":
        _flush(walk)
        _keep_lines(node, walk)
        return False
    rows = rows_of(node) if tag in MAY_BE_TABLES else None
    if rows is not None:
        _flush(walk)
        _keep_grid(node, rows, walk)
        return False
    if is_hidden(node.attributes):
        walk.hidden += 1
        stack.append(_leave_hidden)
    if tag in BREAKING or tag in CELLS:
        _flush(walk)
        walk.around.append(NO_CONTAINER if tag in _PARAGRAPHS else node.mem_id)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            walk.level = int(tag[1])
        stack.append(_leave_block)
    return True


def _leave_block(walk: Walk) -> None:
    _flush(walk)
    walk.around.pop()
    walk.level = None


def _leave_hidden(walk: Walk) -> None:
    _flush(walk)
    walk.hidden -= 1


def _leave_link(walk: Walk) -> None:
    walk.in_link -= 1


def _keep_lines(node: LexborNode, walk: Walk) -> None:
    """A preformatted block is a plain text file within the page: its lines count, and so do its tabs."""
    walk.around.append(NO_CONTAINER)
    for block in blocks_of(node.text(deep=True)):
        texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]
        walk.found.append(Found(block, tuple(walk.around), sum(map(len, texts)), walk.hidden > 0))
    walk.around.pop()


def _keep_grid(node: LexborNode, rows: list[list[LexborNode]], walk: Walk) -> None:
    put_into_words(node)
    if caption := node.css_first("caption"):
        walk.words.append(words_of(caption))
        _flush(walk)
    walk.tables.append(rows)
    grid = grid_of(rows, len(walk.tables))
    if grid.cells:
        hidden = walk.hidden > 0 or is_hidden(node.attributes)
        walk.found.append(Found(grid, tuple(walk.around), sum(len(cell.text) for cell in grid.cells), hidden))
        walk.links.extend((href, text, tuple(walk.around)) for href, text in _anchors(node))


def _flush(walk: Walk) -> None:
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
            walk.found.append(Found(block, tuple(walk.around), max(len(line) - linked, 0), walk.hidden > 0))


def _anchors(node: LexborNode) -> Iterator[tuple[str, str]]:
    for anchor in node.css("a[href]"):
        yield anchor.attributes.get("href") or "", words_of(anchor)
