"""A stored HTML page made harmless, with the cells that were read marked.

The page is taken apart by the reader's own parser and written anew from a short list of elements, without any of
their attributes but spans: no script, style, address, picture or form is left. What is taken out is counted. The
place of a cell is the reader's own, so a mark stands where the value was read, or nowhere.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.browse.anchors import anchor
from parsers.documents.decode import decode
from parsers.documents.html_walk import walked
from parsers.model import Context

LARGEST = 4_000_000  # characters of a page that is shown so; a report has some 100,000

_KEPT = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "p", "div", "span", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "ul", "ol", "li", "dl", "dt", "dd", "b", "strong", "i", "em", "u", "s", "strike", "del", "ins", "sup"}
    | {"sub", "small", "big", "center", "blockquote", "pre", "ruby", "rt", "rp", "section", "article", "header"}
    | {"footer", "main", "nav", "aside", "figure", "figcaption", "address"}
)
_ALONE = frozenset({"br", "hr"})
# Left out with all that is in them.
_OUT = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "frameset", "noframes", "object"}
    | {"embed", "applet", "select", "option", "button", "textarea", "audio"}
    | {"video", "canvas", "map", "area", "dialog", "portal", "xmp", "plaintext", "datalist"}
)
_UNSEEN = frozenset({"head", "title", "meta", "base", "link"})  # left out as well; nobody misses them
_PICTURES = frozenset({"img", "image"})
_NUMBER = "data-gongkai-element"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ALIGNED = frozenset({"left", "center", "right"})


@dataclass(frozen=True, slots=True)
class Sanitised:
    """`markup` is safe to stand in a page of ours; `marked` are the places that it marks, `taken_out` what is missing.

    `taken_out` counts elements by name, pictures under "img".
    """

    markup: str
    marked: frozenset[str]
    taken_out: dict[str, int]


def sanitise(payload: bytes, context: Context, keys: Mapping[str, Collection[str]]) -> Sanitised | None:
    """The page, each cell at a place in `keys` marked with the names that it has there.

    None where the page is larger than LARGEST.
    """
    text = decode(payload, context.charset).text
    if len(text) > LARGEST:
        return None
    tree = LexborHTMLParser(text)
    for number, node in enumerate(tree.body.traverse() if tree.body is not None else ()):
        if not (node.tag or "-").startswith("-"):  # a comment
            node.attrs[_NUMBER] = str(number)
    places = _places(tree.html or "", text)
    writer = _Writer({number: place for number, place in places.items() if place in keys}, keys)
    if tree.body is not None:
        writer.write(tree.body)
    return Sanitised("".join(writer.parts), frozenset(writer.marked), dict(writer.taken_out))


def _places(numbered: str, text: str) -> dict[str, str]:
    """The reader's places of cells by the number of the element; none where numbering made it see other tables."""
    tree, walk = walked(numbered.encode("utf-8", "ignore"))
    tree_as_read, walk_as_read = walked(text.encode("utf-8", "ignore"))
    trees = tree, tree_as_read  # which must outlive their nodes
    if [list(map(len, table)) for table in walk.tables] != [list(map(len, table)) for table in walk_as_read.tables]:
        return {}
    places = {
        node.attributes.get(_NUMBER) or "": f"table {table}, row {row}, cell {cell}"
        for table, rows in enumerate(walk.tables, 1)
        for row, cells in enumerate(rows, 1)
        for cell, node in enumerate(cells, 1)
    }
    del trees
    return places


class _Writer:
    """Writes a tree without recursion: pages nest deeper than Python's stack allows."""

    def __init__(self, places: Mapping[str, str], keys: Mapping[str, Collection[str]]) -> None:
        self.parts: list[str] = []
        self.marked: set[str] = set()
        self.taken_out: Counter[str] = Counter()
        self._places = places
        self._keys = keys

    def write(self, root: LexborNode) -> None:
        stack: list[LexborNode | str] = list(reversed(list(root.iter(include_text=True))))
        while stack:
            here = stack.pop()
            if isinstance(here, str):
                self.parts.append(here)
                continue
            tag = here.tag or ""
            if tag == "-text":
                self.parts.append(escape(here.text_content or ""))
                continue
            if self._is_left_out(tag, here):
                continue
            end = self._begin(tag, here)
            if end:
                stack.append(end)
            if tag not in _ALONE:
                stack.extend(reversed(list(here.iter(include_text=True))))

    def _is_left_out(self, tag: str, node: LexborNode) -> bool:
        if tag in _PICTURES:
            self.taken_out["img"] += 1
            self.parts.append(f'<span class="picture">〔图〕{escape(node.attributes.get("alt") or "")}</span>')
        elif tag == "input":
            self.parts.append(_field(node))
        elif tag in _UNSEEN or tag.startswith("-"):  # a comment
            pass
        elif tag in _OUT:
            self.taken_out[tag] += 1
            if tag == "textarea":
                self.parts.append(f'<span class="field">{escape(node.text())}</span>')
        else:
            return False
        return True

    def _begin(self, tag: str, node: LexborNode) -> str:
        """Begin an element; how it ends. One that is not kept is passed over, and what is in it stays."""
        attributes = node.attributes
        place = self._places.get(attributes.get(_NUMBER) or "")
        if tag == "a":
            self.parts.append(f'<span class="link" title="{escape(attributes.get("href") or "")}">')
            return "</span>"
        if tag not in _KEPT and tag not in _ALONE:
            return ""
        classes = ["unseen"] if _is_hidden(attributes) else []
        align = (attributes.get("align") or "").lower()
        classes += [align] if align in _ALIGNED else []
        written = ""
        if place is not None:
            classes.append("read")
            written = f' id="{anchor(place)}" title="{escape(", ".join(self._keys[place]))}"'
            self.marked.add(place)
        if classes:
            written += f' class="{" ".join(classes)}"'
        self.parts.append(f"<{tag}{written}{_spans(attributes)}>")
        return "" if tag in _ALONE else f"</{tag}>"


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether the page says of the element itself that it is not shown; it is shown here, and pale."""
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _spans(attributes: Mapping[str, str | None]) -> str:
    stated = ((name, (attributes.get(name) or "").strip()) for name in ("rowspan", "colspan"))
    return "".join(f' {name}="{span}"' for name, span in stated if span.isascii() and span.isdigit() and len(span) < 5)


def _field(node: LexborNode) -> str:
    """What a field of a form shows; a page may print its figures so."""
    if (node.attributes.get("type") or "text").lower() not in {"text", "number"}:
        return ""
    return f'<span class="field">{escape(node.attributes.get("value") or "")}</span>'
