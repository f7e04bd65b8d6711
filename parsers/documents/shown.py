"""What a browser shows of a page, where that is not what its source says.

Editors and careless scripts leave words in pages that nobody sees: a hidden copy of a figure beside the figure, a
figure struck out when it was corrected, the small print above a Chinese character. Taken for print, they make wrong
numbers ("9" hidden before "12" is no 912). And a form's field or a picture in a cell shows something where the source
has no words at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .added_words import additions, remarks_on_additions
from .html_names import BREAKING, CELLS, INLINE, NEVER_SHOWN
from .style_sheets import (
    GROWING,
    LONGEST_LINE,
    hangs_on_spans,
    has_words_beside,
    is_line_of_cell,
    keeps_words_away,
    kept_by_sheet,
    sheet_of,
)
from .styles import NARROW, RAISED, TURNED, Beside, is_unseen, is_white
from .styles import how as how_shown

_OWN_WORDS = frozenset({"tiny", "transparent", "white"})
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_STYLE = re.compile(rb'style="([^"]*)"')
_SAMPLE = 16  # styles that are looked at first; of so many, most are those that hundreds of elements have
_ESCAPES = {ord(mark): f"\\{ord(mark):x} " for mark in '"\\\n\r\f'}  # in a string of a selector
# Parts of a paragraph or of a table. A hidden block is another matter: a tab that a script opens may hold the report.
_PARTS = frozenset(
    {"a", "span", "font", "b", "strong", "i", "em", "u", "o:p", "big", "small", "sup", "sub", "label", "p"}
    | {"tr", "td", "th", "tbody", "thead", "tfoot", "li", "input", "textarea", "select"}
)
_WITHOUT_WORDS = frozenset({"input", "select", "textarea", "img", "object", "embed", "canvas", "video"})
_MARKS = frozenset({"sup", "sub"})
_NO_FIELDS = frozenset({"hidden", "button", "submit", "reset", "image", "checkbox", "radio", "file"})
_PICTURE, _CHOICE = "〔图〕", "〔选〕"  # how a picture and a menu of choices are printed in a cell; neither is a figure
_SPACER = 3  # pixels; a picture that small only keeps a cell open


@dataclass(frozen=True, slots=True)
class Shown:
    """What a tree still holds after `keep_what_is_shown`.

    `hidden` are the blocks that wait for a script to show them, by `mem_id`. `by_runs`: what is seen may hang on spans
    that say nothing else of their words, such as one that sets right the white or tiny letters around it. `by_rules`:
    it hangs on rules of the page's own sheets.
    """

    hidden: frozenset[int]
    remarks: tuple[str, ...]
    by_runs: bool = False
    by_rules: bool = False


def keep_what_is_shown(tree: LexborHTMLParser, source: bytes, names: AbstractSet[str]) -> Shown:
    """Take out of the tree of `source` what no reader of the page sees; remarks on the figures and sentences among it.

    The source is UTF-8. `names` are those of the page's less common elements.
    """
    sheet = sheet_of(tree) if "style" in names else ""
    kept_away = kept_by_sheet(sheet, tree.body) if sheet and tree.body else ()
    by_rules = bool(sheet) and (keeps_words_away(sheet) or bool(additions(sheet)))
    by_sheets = by_rules and hangs_on_spans(sheet)
    if never := NEVER_SHOWN & names:
        tree.strip_tags([*never])
    body = tree.body
    if body is None:
        return Shown(frozenset(), ())
    unseen, blocks, by_runs = _unseen(body, names, source)
    for node in (*unseen.pop(TURNED), *(body.css("bdo") if "bdo" in names else ())):
        _turn_round(node)
    raised = [*unseen.pop(RAISED), *(node for node, how in kept_away if how == RAISED)]
    if raised:
        _bracket(raised)
    whole = _apart_from(unseen, [(node, how) for node, how in kept_away if how != RAISED])
    told = {how: _taken_out(nodes) for how, nodes in unseen.items()}
    for node, how in whole:
        told[how] += _taken_out([node])
    remarks = [f"words are {how}, and left out: {' | '.join(words)[:80]}" for how, words in told.items() if words]
    if by_rules:
        remarks += remarks_on_additions(sheet, body)
    return Shown(frozenset(blocks), tuple(remarks), by_runs or by_sheets, by_rules)


def _apart_from(
    unseen: Mapping[str, Iterable[LexborNode]], kept_away: Sequence[tuple[LexborNode, str]]
) -> list[tuple[LexborNode, str]]:
    """Those of the nodes that `kept_away` names which do not go with one that is unseen already."""
    taken = {one.mem_id for nodes in unseen.values() for one in nodes} if kept_away else set()
    apart: list[tuple[LexborNode, str]] = []
    for node, how in kept_away:
        around: LexborNode | None = node
        while around is not None and around.mem_id not in taken:
            around = around.parent
        if around is None:
            apart.append((node, how))
    return apart


def _unseen(
    body: LexborNode, names: AbstractSet[str], source: bytes
) -> tuple[dict[str, list[LexborNode]], list[int], bool]:
    """The parts that nobody sees, are struck out or raised; and the hidden blocks, which stay, by their `mem_id`.

    Last, whether an element makes words white, tiny or the like: one within may set them right.
    """
    unseen: dict[str, list[LexborNode]] = {"hidden": [], "struck out": [], RAISED: [], TURNED: []}
    blocks: list[int] = []
    hows: dict[str, str] = {}
    beside: Beside = {}
    by_runs = False
    others = ["font[color]"] if "font" in names else []
    for node in body.css(",".join((_styled_unusually(source), "[hidden]", *others, *(_STRUCK_TAGS & names)))):
        attributes = node.attributes
        style = attributes.get("style") or ""
        how = hows.get(style)
        if how is None:
            how = hows[style] = how_shown(style)
        if not how and node.tag == "font" and is_white(attributes.get("color") or ""):
            how = "white"
        if how in _OWN_WORDS:
            by_runs = True
            how = "hidden" if is_unseen(node, how, beside) else ""
        elif how == NARROW:
            how = "" if node.tag in GROWING else "hidden"
        if "hidden" in attributes:
            how = "hidden"
        elif node.tag in _STRUCK_TAGS and how in ("", RAISED):
            how = "struck out"
        if how == "hidden" and node.tag not in _PARTS and not is_line_of_cell(node):
            blocks.append(node.mem_id)
        elif how:
            unseen[how].append(node)
    return unseen, blocks, by_runs


def _styled_unusually(source: bytes) -> str:
    """A selector of the elements with a style, but for harmless ones that many have.

    Word states few styles, and each of them hundreds of times: lexbor passes over those far faster than they are read.
    """
    return _other_than(tuple(_some_styles(source)))


@lru_cache(maxsize=256)  # what one editor writes is written in one style
def _other_than(styles: tuple[str, ...]) -> str:
    """A selector of the elements with a style that is none of these, or is one of these and hides something."""
    harmless = [f'[style="{style.translate(_ESCAPES)}"]' for style in styles if not how_shown(style)]
    return f"[style]:not({','.join(harmless)})" if harmless else "[style]"


def _some_styles(source: bytes) -> list[str]:
    """What stands as a style in some places of a source, far apart, the commonest first.

    If it is none, no element has it for a style.
    """
    step = len(source) // _SAMPLE + 1
    found = (_STYLE.search(source, start, start + step) for start in range(0, len(source), step))
    styles = Counter([one[1] for one in found if one])
    return [style.decode("utf-8", "replace") for style, _ in styles.most_common()]


def put_into_words(table: LexborNode, names: AbstractSet[str]) -> None:
    """Put into words what a table's cells show without any: the value of a field, a picture, the mark of a footnote.

    `names` are those of the elements in the table.
    """
    if not _MARKS.isdisjoint(names):
        for mark in table.css("sup,sub"):
            if words := mark.text(strip=True):
                mark.replace_with(f"[{words}]")  # 12 with a footnote 1 is no 121
    if not _WITHOUT_WORDS.isdisjoint(names):
        with_words: set[int] = set()
        for node in table.css(",".join(_WITHOUT_WORDS)):
            shown = _shown(node, with_words)
            if shown:
                node.replace_with(shown)


def part_notes_from_figures(body: LexborNode, names: AbstractSet[str]) -> None:
    """Put the raised and lowered marks that follow a digit into brackets: 576 with a note 2 is no 5762.

    `names` are those of the page's less common elements. 「12 km²」 stays as it is.
    """
    if _MARKS.isdisjoint(names):
        return
    for mark in body.css("sup,sub"):
        words = mark.text(strip=True)
        if words.isdecimal() and _words_before(mark)[-1:].isdecimal():
            mark.replace_with(f"[{words}]")


def _turn_round(node: LexborNode) -> None:
    """Set the words of an element as they are read where it sets them from right to left: 21 says 12."""
    if node.tag != "bdo" or (node.attributes.get("dir") or "").lower() == "rtl":
        node.replace_with(node.text()[::-1])


def _bracket(raised: Sequence[LexborNode]) -> None:
    """Put what a style raises or lowers beside other words into brackets, as what is marked up so (`<sup>`)."""
    shifted = {node.mem_id for node in raised}
    known: dict[int, bool] = {}
    for node in raised:
        words = "" if node.tag in _MARKS or node.tag not in INLINE else node.text(strip=True)
        if any(map(str.isdigit, words)) and _stands_beside_the_line(node, words, shifted, known):
            node.insert_before("[")
            node.insert_after("]")


def _stands_beside_the_line(node: LexborNode, words: str, shifted: AbstractSet[int], known: dict[int, bool]) -> bool:
    """Whether raised words stand beside a digit in a cell, or are a number behind a digit of a sentence.

    `shifted` are all that are raised, `known` is what was found of the cells before: words may all be raised.
    """
    follows = _words_before(node)[-1:].isdecimal()
    around = node.parent
    while around is not None and around.tag in INLINE | {"p", "div"}:
        if around.mem_id in shifted:
            return False
        around = around.parent
    if around is not None and around.tag in CELLS:
        is_beside = follows or (node.next is not None and node.next.text()[:1].isdecimal())
        return is_beside and has_words_beside(around, shifted, known)
    return words.isdecimal() and follows


def _words_before(node: LexborNode) -> str:
    """What stands before an element on its line, as far as the nearest element or run of text tells."""
    while node.prev is None and node.parent is not None and node.parent.tag in INLINE:
        node = node.parent
    before = node.prev
    return before.text().rstrip("\n") if before is not None and before.tag not in BREAKING else ""


def _taken_out(nodes: Iterable[LexborNode]) -> list[str]:
    """Take the nodes out; the words of those that hold a figure or a sentence."""
    said = []
    for node in nodes:
        words = " ".join(node.text(separator=" ").split())
        if len(words) > LONGEST_LINE or any(map(str.isdigit, words)):
            said.append(words)
        node.decompose()
    return said


def _shown(node: LexborNode, with_words: set[int]) -> str:
    attributes = node.attributes
    if node.tag == "input":
        return "" if (attributes.get("type") or "").lower() in _NO_FIELDS else attributes.get("value") or ""
    if node.tag == "textarea":
        return node.text()
    if node.tag == "select":
        chosen = node.css_first("option[selected]") or node.css_first("option")
        return _CHOICE + (chosen.text(strip=True) if chosen else "")
    return "" if _is_spacer(attributes) or _stands_beside_words(node, with_words) else _PICTURE


def _is_spacer(attributes: dict[str, str | None]) -> bool:
    sizes = [(attributes.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    return any(size.isdecimal() and len(size) < 5 and int(size) <= _SPACER for size in sizes)


def _stands_beside_words(node: LexborNode, with_words: set[int]) -> bool:
    """Whether the cell that holds `node` has words as well; `with_words` remembers the cells that do."""
    cell = node.parent
    while cell is not None and cell.tag not in {"td", "th", "tr", "table"}:
        cell = cell.parent
    if cell is None or cell.tag not in {"td", "th"} or cell.mem_id in with_words:
        return True
    if not cell.text().strip():
        return False
    with_words.add(cell.mem_id)
    return True
