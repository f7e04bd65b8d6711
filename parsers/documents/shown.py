"""What a browser shows of a page, where that is not what its source says.

Editors and careless scripts leave words in pages that nobody sees: a hidden copy of a figure beside the figure, a
figure struck out when it was corrected, the small print above a Chinese character. Taken for print, they make wrong
numbers ("9" hidden before "12" is no 912). And a form's field or a picture in a cell shows something where the source
has no words at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What these hold is not on the page, tables in scripts included; rt and rp stand above the words, and are none.
_NEVER = ["script", "style", "noscript", "template", "svg", "datalist", "rt", "rp"]
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:[a-z%]+)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_MAY_BE_TAKEN_OUT = "[style],[hidden],s,strike,del"
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
# Parts of a paragraph or of a table. A hidden block is another matter: a tab that a script opens may hold the report.
_PARTS = frozenset(
    {"a", "span", "font", "b", "strong", "i", "em", "u", "o:p", "big", "small", "sup", "sub", "label", "p"}
    | {"tr", "td", "th", "tbody", "thead", "tfoot", "li"}
)
_WITHOUT_WORDS = "input,select,textarea,img,object,embed,canvas,video"
_NO_FIELDS = frozenset({"hidden", "button", "submit", "reset", "image", "checkbox", "radio", "file"})
_PICTURE, _CHOICE = "〔图〕", "〔选〕"  # how a picture and a menu of choices are printed in a cell; neither is a figure
_LONGEST_LABEL = 40  # characters; what is longer may be a sentence of the report that a script opens
_SPACER = 3  # pixels; a picture that small only keeps a cell open


def keep_what_is_shown(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Take out of the tree what no reader of the page sees; remarks on the figures and sentences among it."""
    tree.strip_tags(_NEVER)
    body = tree.body
    if body is None:
        return ()
    unseen = _unseen(body)
    told = {how: _taken_out(nodes) for how, nodes in unseen.items()}
    return tuple(f"words are {how}, and left out: {' | '.join(words)[:80]}" for how, words in told.items() if words)


def _unseen(body: LexborNode) -> dict[str, list[LexborNode]]:
    """The parts that nobody sees, and those struck out. Word states few styles, and each of them hundreds of times."""
    unseen: dict[str, list[LexborNode]] = {"hidden": [], "struck out": []}
    by_style: dict[str, str] = {}
    for node in body.css(_MAY_BE_TAKEN_OUT):
        attributes = node.attributes
        style = attributes.get("style") or ""
        how = by_style.get(style)
        if how is None:
            how = "hidden" if _HIDDEN.search(style) else "struck out" if _STRUCK.search(style) else ""
            by_style[style] = how
        if "hidden" in attributes:
            how = "hidden"
        elif not how and node.tag in _STRUCK_TAGS:
            how = "struck out"
        if how and (how != "hidden" or node.tag in _PARTS):
            unseen[how].append(node)
    return unseen


def is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def put_into_words(table: LexborNode) -> None:
    """Put into words what a table's cells show without any: the value of a field, a picture, the mark of a footnote."""
    for mark in table.css("sup,sub"):
        if words := mark.text(strip=True):
            mark.replace_with(f"[{words}]")  # 12 with a footnote 1 is no 121
    for node in table.css(_WITHOUT_WORDS):
        shown = _shown(node)
        if shown:
            node.replace_with(shown)


def _taken_out(nodes: Iterable[LexborNode]) -> list[str]:
    """Take the nodes out; the words of those that hold a figure or a sentence."""
    said = []
    for node in nodes:
        words = " ".join(node.text(separator=" ").split())
        if len(words) > _LONGEST_LABEL or any(map(str.isdigit, words)):
            said.append(words)
        node.decompose()
    return said


def _shown(node: LexborNode) -> str:
    attributes = node.attributes
    if node.tag == "input":
        return "" if (attributes.get("type") or "").lower() in _NO_FIELDS else attributes.get("value") or ""
    if node.tag == "textarea":
        return node.text()
    if node.tag == "select":
        chosen = node.css_first("option[selected]") or node.css_first("option")
        return _CHOICE + (chosen.text(strip=True) if chosen else "")
    return "" if _is_spacer(attributes) or _stands_beside_words(node) else _PICTURE


def _is_spacer(attributes: dict[str, str | None]) -> bool:
    sizes = [(attributes.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    return any(size.isdigit() and int(size) <= _SPACER for size in sizes)


def _stands_beside_words(node: LexborNode) -> bool:
    """Whether the cell that holds `node` has words as well."""
    cell = node.parent
    while cell is not None and cell.tag not in {"td", "th", "tr", "table"}:
        cell = cell.parent
    return cell is None or cell.tag not in {"td", "th"} or bool(cell.text().strip())
