"""How a style keeps words from the reader: hidden, too small or far outside to be seen, struck out, white on white.

And how it raises or lowers them: 12 with a raised 1 is no 121.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

_USUAL = 300  # characters; what is made of a longer style is not remembered
_END = r"\s*(?:;|!|$)"
_ZERO = r"0(?:\.0+)?(?:[a-z%]+)?"
_NEXT_TO_NOTHING = r"(?:0|0?\.0(?:[0-4]\d*)?|[0-4]%)"
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    rf"|opacity(?:\s*:|\()\s*{_NEXT_TO_NOTHING}\s*(?:[;!)]|$)"
    r"|(?:^|[;\s])(?:left|top|right|text-indent|margin-left)\s*:\s*-(?:999|\d{4,})"  # outside of the window
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:[5-9]\d|100)%"
    r"|transform\s*:\s*(?:scale\(0(?:\.0+)?[),]|translate[XY]?\(-(?:999|\d{4,}))",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?:^|[;\s])font(?:-size)?\s*:\s*([^;!]+)", re.IGNORECASE)
# At most one point or pixel; `font` states more of the letters before and behind their size.
_TINY = re.compile(
    r"(?:[a-z]+\s+){0,4}(?:0(?:\.0+)?(?:[a-z%]+)?|[01](?:\.\d+)?(?:px|pt))(?:\s*/.*|\s+\D.*)?", re.IGNORECASE
)
_NO_ROOM = re.compile(rf"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*(?:{_ZERO}|1px){_END}", re.IGNORECASE)
_CUT = re.compile(r"overflow[^:;]{0,20}:\s*(?:hidden|clip)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]{0,80}line-through", re.IGNORECASE)
_COLOR = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]+)", re.IGNORECASE)
# White, or what no eye tells from it. Old markup names colors without a mark before them.
_WHITE = re.compile(
    r"#?(?:ffff?|(?:f[a-f]){3}(?:ff)?)|white|rgba?\(\s*(?:25[0-5][\s,]+){2}25[0-5]\s*(?:[,/]\s*1(?:\.0+)?\s*)?\)",
    re.IGNORECASE,
)
_TRANSPARENT = re.compile(r"transparent|#(?:\w{3}0|\w{6}00)|rgba?\([^)]*[,/]\s*0(?:\.0+)?\s*\)", re.IGNORECASE)
# By a third of the line at least; editors move words by a point to set them right.
_SHIFT = r"-?(?:(?:[3-9]|\d{2,})(?:\.\d+)?(?:px|pt)|0?\.[2-9]\d*em|[2-9]\d(?:\.\d+)?%)"
_BESIDE_LINE = re.compile(rf"vertical-align\s*:\s*(?:super|sub|{_SHIFT}){_END}", re.IGNORECASE)
_RELATIVE = re.compile(r"position\s*:\s*relative", re.IGNORECASE)
_MOVED = re.compile(rf"(?:^|[;\s])(?:top|bottom)\s*:\s*{_SHIFT}", re.IGNORECASE)
RAISED, NARROW, TURNED = "raised", "without room", "turned round"
_FROM_RIGHT = re.compile(r"unicode-bidi\s*:\s*(?:isolate-|bidi-)override", re.IGNORECASE)
_TO_LEFT = re.compile(r"direction\s*:\s*rtl", re.IGNORECASE)
_BACKGROUND = re.compile(r"background[^:;]{0,20}:\s*+(?!none|transparent|inherit|initial|#fff|white)", re.IGNORECASE)
_MOST_WITHIN = 500  # elements; what holds more is a part of the page, not words that were hidden

Beside = dict[int, list[int]]  # the elements of a cell or row that print words which are not white, by `mem_id`


def how(style: str) -> str:
    """How a style keeps words from the reader; empty where it does not.

    "hidden" and "struck out" are all words below; "tiny", "transparent" and "white" are those that state nothing else;
    "without room" are those of anything but a table, whose rows and cells grow with their words.
    "raised" are words that it moves off their line, up or down, "turned round" those that it sets from right to left
    whatever they say; both are seen.
    """
    return _known_how(style) if len(style) <= _USUAL else _how(style)


def _how(style: str) -> str:
    if _HIDDEN.search(style):
        return "hidden"
    if _NO_ROOM.search(style) and _CUT.search(style):
        return NARROW
    if _STRUCK.search(style):
        return "struck out"
    if (sizes := _SIZE.findall(style)) and _TINY.fullmatch(sizes[-1].strip()):
        return "tiny"
    color = _COLOR.search(style)
    if color and _TRANSPARENT.fullmatch(color[1].strip()):
        return "transparent"
    if color and is_white(color[1]):
        return "white"
    if _FROM_RIGHT.search(style) and _TO_LEFT.search(style):
        return TURNED
    is_raised = _BESIDE_LINE.search(style) or (_RELATIVE.search(style) and _MOVED.search(style))
    return RAISED if is_raised else ""


_known_how = lru_cache(maxsize=1024)(_how)  # a few editors wrote most of all styles


def is_unseen(node: LexborNode, how_shown: str, beside: Beside) -> bool:
    """Whether the words of an element that is tiny, transparent or white cannot be seen.

    `beside` remembers what stands in the cells and rows that were looked at, for the elements to come.
    """
    stated = _SIZE if how_shown == "tiny" else _COLOR
    inside = list(islice(node.traverse(), _MOST_WITHIN + 1))
    if len(inside) > _MOST_WITHIN:
        return False
    for part in inside[1:]:
        attributes = part.attributes
        own = attributes.get("style") or ""
        states = "style" in attributes or (part.tag == "font" and "color" in attributes)
        if states and how(own) != how_shown and (part.tag == "font" or stated.search(own)):
            return False  # its own size or color holds for it
    return how_shown != "white" or _is_on_white(node, {part.mem_id for part in inside}, beside)


def is_white(color: str) -> bool:
    return bool(_WHITE.fullmatch(color.strip()))


def _is_on_white(node: LexborNode, inside: AbstractSet[int], beside: Beside) -> bool:
    """Whether white words of a table's cell cannot be seen: they stand beside others, and nothing lies behind them.

    `inside` are the element and all below it.
    A cell whose words are all white has a background from a style sheet; of figures, a row.
    """
    cell: LexborNode | None = node
    while cell is not None and cell.tag not in ("td", "th"):
        if has_background(cell):
            return False
        cell = cell.parent
    if cell is None:
        return False
    neighbours = cell.parent if node.text().strip().isdigit() else cell
    if neighbours is None or all(part in inside for part in _of_another_color(neighbours, beside)):
        return False
    around: LexborNode | None = cell
    while around is not None and around.tag != "table":
        if has_background(around):
            return False
        around = around.parent
    return around is None or not has_background(around)


def _of_another_color(around: LexborNode, beside: Beside) -> list[int]:
    """The elements of `around` whose own words are not white."""
    known = beside.get(around.mem_id)
    if known is None:
        parts = around.css("*")
        known = [part.mem_id for part in parts if part.text(deep=False).strip() and not _is_white_part(part)]
        beside[around.mem_id] = known
    return known


def _is_white_part(part: LexborNode) -> bool:
    attributes = part.attributes
    return how(attributes.get("style") or "") == "white" or is_white(attributes.get("color") or "")


def has_background(node: LexborNode) -> bool:
    attributes = node.attributes
    color = (attributes.get("bgcolor") or "").strip()
    return is_background(attributes.get("style") or "") or bool(color and not is_white(color))


def is_background(style: str) -> bool:
    """Whether a style paints an element in a color, or with a picture."""
    return bool(_BACKGROUND.search(style))
