"""The words of an HTML element as a browser breaks them into lines: nothing between one span and the next."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from .html_names import BREAKING, INLINE

_LABEL = 60  # characters; what is made of a longer line is not remembered
SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


def words_of(node: LexborNode) -> str:
    """The words of `node`; a line break where a browser would break, nothing between one span and the next.

    Two paragraphs of a cell must not run together ("1" above "2" is not 12), while a number may stand in
    one span a digit.
    """
    return joined(node, node.text(separator="\0"))


def joined(node: LexborNode, pieces: str, *, only_paragraphs: bool = False) -> str:
    """The words of `node`, whose runs of text are `pieces`, with a NUL between one and the next.

    `only_paragraphs` says that nothing in `node` is known to break a line but the end of a paragraph.
    """
    pieces = pieces.strip("\0 \r\n\t")
    if pieces.isalnum():
        return pieces
    if "\0" not in pieces or (only_paragraphs and _is_one_paragraph(node)) or _is_one_line(node):
        return in_one_line(pieces)
    words: list[str] = []
    stack: list[LexborNode | None] = [node]
    while stack:
        here = stack.pop()
        if here is None or here.tag == "br":
            words.append("\n")
        elif here.tag == "-text":
            words.append(evened(here.text_content or ""))
        else:
            if here.tag in BREAKING:
                words.append("\n")
                stack.append(None)
            stack.extend(reversed(list(here.iter(include_text=True))))
    return "\n".join(line for line in (part.strip() for part in "".join(words).split("\n")) if line)


def evened(words: str) -> str:
    """The words of one run of text, each space within them one space: a line break of the source is no other."""
    return words if words.split(None, 1) == [words] else SPACE.sub(" ", words)


def in_one_line(pieces: str) -> str:
    """The runs of text of a line, put together; space within a run is one space."""
    return _known_line(pieces) if len(pieces) <= _LABEL else _line(pieces)


def _line(pieces: str) -> str:
    words = pieces.replace("\0", "")
    if words.split(None, 1) == [words]:
        return words
    if SPACE.search(pieces):
        return "".join(SPACE.sub(" ", piece) for piece in pieces.split("\0")).strip()
    return words


_known_line = lru_cache(maxsize=4096)(_line)  # most short lines are labels, which all reports of a form have


def _is_one_paragraph(node: LexborNode) -> bool:
    """Whether `node` holds a paragraph, and nothing beside it."""
    child = node.first_child
    return child is not None and child.tag == "p" and child.next is None


def _is_one_line(node: LexborNode) -> bool:
    """Whether `node` surely has no break: all its words stand in one paragraph, or in no block at all."""
    inside = [inner.tag for inner in node.traverse()]
    del inside[0]  # the node itself
    if inside and inside[0] == "p":
        if not _is_one_paragraph(node):
            return False
        del inside[0]
    return INLINE.issuperset(inside)
