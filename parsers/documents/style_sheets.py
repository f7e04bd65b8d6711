"""The rules of a page's own style sheets that keep words from the reader, or raise them above their line.

A rule counts where it holds for every reader: not within @media and the like but for those of any screen, and not for
an element that another rule, or its own style, shows again. It counts for words alone, and for a line of a cell: a
block that a class hides may be a tab that a script opens, and hold the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from .html_names import CELLS, INLINE
from .styles import NARROW, RAISED, has_background, how, is_background

_PARTS_OF_LINES = INLINE | {"label"}
_WORDS = _PARTS_OF_LINES | {"td", "th", "tr"}
_LINES = frozenset({"p", "div"})
GROWING = CELLS | {"tr", "tbody", "thead", "tfoot"}  # with what they hold
LONGEST_LINE = 40  # characters; what is longer may be a sentence of the report that a script opens
# What is stated of one look of words. Where two rules state the same one, the one that shows the words is believed.
_LOOKS = {
    "display": ("display",),
    "visibility": ("visibility",),
    "text-decoration": ("text-decoration", "text-decoration-line"),
    "opacity": ("opacity",),
    "font-size": ("font-size", "font"),
    "color": ("color",),
    "place": (
        ("position", "left", "top", "right", "bottom", "text-indent", "margin-left", "clip", "clip-path", "transform")
    ),
    "room": ("width", "height", "max-width", "max-height", "overflow", "overflow-x", "overflow-y"),
    "vertical-align": ("vertical-align",),
}
_LOOK_OF = {name: look for look, names in _LOOKS.items() for name in names}
_OWN_WORDS = frozenset({"tiny", "transparent", "white", RAISED})  # of these, a figure alone is looked for
# Comments, and what stands under conditions; each ends at the end where nothing else ends it.
_ASIDE = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->|@[^{};@]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", re.DOTALL)
_ON_SCREENS = re.compile(r"@media\s+(?:screen|all|only\s+screen)\s*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", re.IGNORECASE)
_DECLARED = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]*)", re.IGNORECASE)
# By names, classes, ids, attributes and the place among others, and by no state such as :hover. lexbor counts all
# elements before one for :nth-child and ~, which takes the square of a page; the others take its length.
_SELECTOR = re.compile(
    r"(?:[\w\s.#>+*-]|\[[^\[\]]{1,80}\]|:(?:first|last|only)-(?:child|of-type)|:not\([\w\s.#*^$='\"\[\]-]{1,80}\))+"
)
_COUNTED = re.compile(r"([\w.#-]+):nth-child\(\s*([1-9]|1\d)\s*\)")
_MORE_THAN_NAMES = re.compile(r"[.#\[:]")
_MAY_CHOOSE_SPANS = re.compile(r"(?<![\w.#-])span(?![\w-])|[*\[:+~]")
_LONGEST = 200_000  # characters of a style sheet; what is longer belongs to a whole site, and is not looked at
_MOST = 500  # rules


class _Rule(NamedTuple):
    """What a rule says of one look of the elements of its selector; `how` is empty where they are shown.

    `is_common`: it tells elements by their names alone, and any rule that tells more of them outdoes it.
    """

    selector: str
    look: str
    how: str
    is_common: bool


class Kept(NamedTuple):
    """An element whose words a rule keeps from the reader, and how; or raises."""

    node: LexborNode
    how: str


def sheet_of(tree: LexborHTMLParser) -> str:
    """The page's own style sheets as one; none where they are those of a whole site."""
    sheet = "".join(node.text() for node in tree.css("style"))
    return sheet if len(sheet) <= _LONGEST else ""


def kept_by_sheet(sheet: str, body: LexborNode) -> list[Kept]:
    """The outermost parts of the text that rules keep from the reader, and how: "hidden", "struck out" or "raised"."""
    rules = _rules(sheet)
    if not rules:
        return []
    looks = dict.fromkeys(rule.look for rule in rules if rule.how)
    by_look = [[rule for rule in rules if rule.look == look] for look in looks]
    kept = [one for of_look in by_look for one in _kept_by(of_look, sheet, body)]
    return list(_outermost(kept))


def keeps_words_away(sheet: str) -> bool:
    """Whether any of the rules keeps words from the reader, or raises them."""
    return bool(_rules(sheet))


def hangs_on_spans(sheet: str) -> bool:
    """Whether the rules may say of spans without a class, or of elements beside them, that words are not seen."""
    return any(rule.how in _OWN_WORDS or _MAY_CHOOSE_SPANS.search(rule.selector) for rule in _rules(sheet))


def _kept_by(rules: Sequence[_Rule], sheet: str, body: LexborNode) -> Iterator[Kept]:
    """What the rules on one look keep away."""
    for how_shown, is_common in sorted({(rule.how, rule.is_common) for rule in rules if rule.how}):
        these = [rule.selector for rule in rules if (rule.how, rule.is_common) == (how_shown, is_common)]
        found = _chosen(body, these, _PARTS_OF_LINES if is_common else _WORDS)
        if not found:
            continue
        shows = [rule.selector for rule in rules if not rule.how and (is_common or not rule.is_common)]
        again = {node.mem_id for node in _chosen(body, shows, _WORDS)}
        hidden = [node for node in found if node.mem_id not in again and not _states(node, rules[0].look)]
        yield from _told(hidden, how_shown, sheet, body)


def _told(found: Sequence[LexborNode], how_shown: str, sheet: str, body: LexborNode) -> Iterator[Kept]:
    """Those of the elements that count. Of words that are white and the like, figures beside other words do."""
    if how_shown not in _OWN_WORDS:
        within = [node for node in found if how_shown != NARROW or node.tag not in GROWING]
        yield from (Kept(node, "hidden" if how_shown == NARROW else how_shown) for node in within)
        return
    figures = [node for node in found if node.tag in INLINE and any(map(str.isdigit, node.text()))]
    if not figures:
        return
    if how_shown == RAISED:
        yield from (Kept(node, RAISED) for node in figures)
        return
    same = {node.mem_id for node in found}
    grounds = _grounds(sheet, body) if how_shown == "white" else frozenset()
    known: dict[int, bool] = {}
    for node in figures:
        cell = cell_of(node)
        if cell is not None and has_words_beside(cell, same, known) and not _is_on(grounds, node):
            yield Kept(node, "hidden")


def cell_of(node: LexborNode) -> LexborNode | None:
    around: LexborNode | None = node
    while around is not None and around.tag not in CELLS:
        around = around.parent
    return around


def has_words_beside(cell: LexborNode, same: AbstractSet[int], known: dict[int, bool]) -> bool:
    """Whether a cell has words outside of the elements `same`; `known` is what was found of the cells before."""
    found = known.get(cell.mem_id)
    if found is None:
        found = known[cell.mem_id] = _has_words_beside(cell, same)
    return found


def _has_words_beside(cell: LexborNode, same: AbstractSet[int]) -> bool:
    stack = list(cell.iter(include_text=True))
    while stack:
        part = stack.pop()
        if part.tag == "-text":
            if (part.text_content or "").strip():
                return True
        elif part.mem_id not in same:
            stack.extend(part.iter(include_text=True))
    return False


def _grounds(sheet: str, body: LexborNode) -> AbstractSet[int]:
    """The elements that are painted in a color, by their own style or a rule."""
    painted = {node.mem_id for node in body.css("[style],[bgcolor]") if has_background(node)}
    for selectors, declared in blocks_of(sheet):
        if is_background(declared):
            painted.update(node.mem_id for node in matched(body, selectors))
    return painted


def _is_on(grounds: AbstractSet[int], node: LexborNode) -> bool:
    """Whether one of them lies below an element, in its table."""
    around: LexborNode | None = node
    while around is not None and around.mem_id not in grounds:
        around = around.parent if around.tag != "table" else None
    return around is not None


@lru_cache(maxsize=64)
def _rules(sheet: str) -> tuple[_Rule, ...]:
    """The rules on the looks by which any of them keeps words from the reader."""
    rules = list(_stated(sheet))
    looks = {rule.look for rule in rules if rule.how}
    return tuple([rule for rule in rules if rule.look in looks][:_MOST])


def _stated(sheet: str) -> Iterator[_Rule]:
    for selectors, body in blocks_of(sheet):
        looks = _looks(body)
        for stated in selectors.split(",") if looks else ():
            selector = _COUNTED.sub(_one_by_one, stated).strip()
            if _SELECTOR.fullmatch(selector):
                is_common = not _MORE_THAN_NAMES.search(selector)
                yield from (_Rule(selector, look, how_shown, is_common) for look, how_shown in looks.items())


def _one_by_one(counted: re.Match[str]) -> str:
    """The selector of what is the so-manieth element of its parent, told by those before it."""
    simple, before = counted[1], int(counted[2]) - 1
    return f"*:first-child{' + *' * (before - 1)} + {simple}" if before else f"{simple}:first-child"


def blocks_of(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule that holds for every reader."""
    for rule in _ASIDE.sub("", _ON_SCREENS.sub(r"\1", sheet)).split("}"):
        selectors, _, body = rule.partition("{")
        yield selectors, body


def _looks(body: str) -> Mapping[str, str]:
    """What the declarations of a rule say of each look."""
    stated: dict[str, str] = {}
    for name, value in _DECLARED.findall(body):
        if look := _LOOK_OF.get(name.lower()):
            stated[look] = f"{stated.get(look, '')};{name}:{value}"
    looks = {look: how(declared) for look, declared in stated.items()}
    if looks.get("color") == "white" and "background" in body.lower():
        looks["color"] = ""
    return looks


def _chosen(body: LexborNode, selectors: Iterable[str], names: AbstractSet[str]) -> list[LexborNode]:
    joined = ",".join(dict.fromkeys(selectors))
    found = matched(body, joined) if joined else []
    return [node for node in found if node.tag in names or (names is _WORDS and is_line_of_cell(node))]


def is_line_of_cell(node: LexborNode) -> bool:
    """Whether an element is one of the short lines of a table's cell."""
    around: LexborNode | None = node
    while around is not None and around.tag in _LINES:
        around = around.parent
    is_within = around is not node and around is not None and around.tag in CELLS
    return is_within and len(node.text(strip=True)) <= LONGEST_LINE


def matched(body: LexborNode, selectors: str) -> list[LexborNode]:
    try:
        return body.css(selectors)
    except SelectolaxError:  # one of them is none
        return []


def _states(node: LexborNode, look: str) -> bool:
    style = (node.attributes.get("style") or "").lower()
    return bool(style) and any(_LOOK_OF.get(name) == look for name, _ in _DECLARED.findall(style))


def _outermost(kept: Sequence[Kept]) -> Iterator[Kept]:
    hows = {node.mem_id: how_shown for node, how_shown in kept}
    for node in {node.mem_id: node for node, _ in kept}.values():
        around = node.parent
        while around is not None and around.mem_id not in hows:
            around = around.parent
        if around is None:
            yield Kept(node, hows[node.mem_id])
