"""The words of an HTML element as a browser breaks them into lines: nothing between one span and the next."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

BREAKING = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"iframe", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"}
    | {"ucapcontent", "ucaptitle", "publishtime"}  # the Ucap CMS marks its pages with elements of its own
)
# Elements that do not break lines: most of a Word export.
INLINE = frozenset({"a", "span", "font", "b", "strong", "i", "em", "u", "o:p", "big", "small", "sup", "sub"})
SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


def words_of(node: LexborNode) -> str:
    """The words of `node`; a line break where a browser would break, nothing between one span and the next.

    Two paragraphs of a cell must not run together ("1" above "2" is not 12), while a number may stand in
    one span a digit.
    """
    return joined(node, node.text(separator="\0"))


def joined(node: LexborNode, pieces: str) -> str:
    """The words of `node`, whose runs of text are `pieces`, with a NUL between one and the next."""
    pieces = pieces.strip("\0 \r\n\t")
    if pieces.isalnum():
        return pieces
    if "\0" not in pieces or _is_one_line(node):
        if not SPACE.search(pieces):
            return pieces.replace("\0", "")
        return "".join(SPACE.sub(" ", piece) for piece in pieces.split("\0")).strip()
    words: list[str] = []
    stack: list[LexborNode | None] = [node]
    while stack:
        here = stack.pop()
        if here is None or here.tag == "br":
            words.append("\n")
        elif here.tag == "-text":
            words.append(SPACE.sub(" ", here.text_content or ""))
        else:
            if here.tag in BREAKING:
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
    return INLINE.issuperset(inside)
