"""The rules of a page's own style sheets that keep words from the reader, or raise them above their line.

A rule counts where it holds for every reader: not within @media and the like but for those of any screen, and not for
an element that another rule, or its own style, shows again. It counts for words alone: a block that a class hides may
be a tab that a script opens, and hold the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from .html_names import CELLS, INLINE
from .styles import RAISED, has_background, how, is_background

_WORDS = INLINE | {"td", "th", "tr", "label"}
# What is stated of one look of words. Where two rules state the same one, the one that shows the words is believed.
_LOOKS = {
    "display": ("display",),
    "visibility": ("visibility",),
    "text-decoration": ("text-decoration", "text-decoration-line"),
    "opacity": ("opacity",),
    "font-size": ("font-size",),
    "color": ("color",),
    "place": ("position", "left", "top", "right", "bottom", "text-indent", "clip", "clip-path", "transform"),
    "room": ("width", "height", "max-width", "max-height", "overflow", "overflow-x", "overflow-y"),
    "vertical-align": ("vertical-align",),
}
_LOOK_OF = {name: look for look, names in _LOOKS.items() for name in names}
_OWN_WORDS = frozenset({"tiny", "transparent", "white", RAISED})  # of these, a figure alone is looked for
# Comments, and what stands under conditions; each ends at the end where nothing else ends it.
_ASIDE = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->|@[^{};@]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", re.DOTALL)
_ON_SCREENS = re.compile(r"@media\s+(?:screen|all|only\s+screen)\s*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", re.IGNORECASE)
_DECLARED = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]*)", re.IGNORECASE)
_SELECTOR = re.compile(r"[\w\s>-]*[.#][\w\s.#>-]*")  # of a class or an id, and of no state such as :hover
_LONGEST = 200_000  # characters of a style sheet; what is longer belongs to a whole site, and is not looked at
_MOST = 500  # rules


class _Rule(NamedTuple):
    """What a rule says of one look of the elements of its selector; `how` is empty where they are shown."""

    selector: str
    look: str
    how: str


class Kept(NamedTuple):
    """An element whose words a rule keeps from the reader, and how; or raises."""

    node: LexborNode
    how: str


def kept_by_sheets(tree: LexborHTMLParser) -> list[Kept]:
    """The outermost parts of the text that rules keep from the reader, and how: "hidden", "struck out" or "raised"."""
    sheet = "".join(node.text() for node in tree.css("style"))
    rules = _rules(sheet) if tree.body is not None and len(sheet) <= _LONGEST else ()
    if tree.body is None or not rules:
        return []
    kept: list[Kept] = []
    for look in dict.fromkeys(rule.look for rule in rules if rule.how):
        of_look = [rule for rule in rules if rule.look == look]
        by_how = {how: [rule.selector for rule in of_look if rule.how == how] for how in {one.how for one in of_look}}
        again: set[int] | None = None
        for how_shown in sorted(by_how.keys() - {""}):
            found = _chosen(tree.body, by_how[how_shown])
            if found and again is None:
                again = {node.mem_id for node in _chosen(tree.body, by_how.get("", ()))}
            found = [node for node in found if node.mem_id not in (again or ()) and not _states(node, look)]
            kept += _told(found, how_shown, sheet, tree.body)
    return list(_outermost(kept))


def _told(found: Sequence[LexborNode], how_shown: str, sheet: str, body: LexborNode) -> Iterator[Kept]:
    """Those of the elements that count. Of words that are white and the like, figures beside other words do."""
    if how_shown not in _OWN_WORDS:
        yield from (Kept(node, how_shown) for node in found)
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
        cell = _cell_of(node)
        if cell is not None and has_words_beside(cell, same, known) and not _is_on(grounds, node):
            yield Kept(node, "hidden")


def _cell_of(node: LexborNode) -> LexborNode | None:
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
    for selectors, declared in _blocks(sheet):
        if is_background(declared):
            painted.update(node.mem_id for node in _matched(body, selectors))
    return painted


def _is_on(grounds: AbstractSet[int], node: LexborNode) -> bool:
    """Whether one of them lies below an element, in its table."""
    around: LexborNode | None = node
    while around is not None and around.mem_id not in grounds:
        around = around.parent if around.tag != "table" else None
    return around is not None


@lru_cache(maxsize=64)
def _rules(sheet: str) -> tuple[_Rule, ...]:
    """The rules that say of words how they are shown, none where none keeps any from the reader."""
    rules = tuple(_stated(sheet))[:_MOST]
    return rules if any(rule.how for rule in rules) else ()


def _stated(sheet: str) -> Iterator[_Rule]:
    for selectors, body in _blocks(sheet):
        looks = _looks(body) if "." in selectors or "#" in selectors else {}
        for selector in selectors.split(",") if looks else ():
            if _SELECTOR.fullmatch(selector):
                yield from (_Rule(selector.strip(), look, how_shown) for look, how_shown in looks.items())


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
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


def _chosen(body: LexborNode, selectors: Iterable[str]) -> list[LexborNode]:
    joined = ",".join(dict.fromkeys(selectors))
    return [node for node in _matched(body, joined) if node.tag in _WORDS] if joined else []


def _matched(body: LexborNode, selectors: str) -> list[LexborNode]:
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
