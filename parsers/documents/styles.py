"""How a style keeps words from the reader: hidden, too small or far outside to be seen, struck out, white on white."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_END = r"\s*(?:;|!|$)"
_ZERO = r"0(?:\.0+)?(?:[a-z%]+)?"
_HIDDEN = re.compile(
    rf"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*{_ZERO}{_END}"
    r"|(?:^|[;\s])(?:left|top|right|text-indent)\s*:\s*-(?:999|\d{4,})"  # outside of the window
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]",
    re.IGNORECASE,
)
_SIZE = re.compile(r"font-size\s*:\s*([^;!]+)", re.IGNORECASE)
_TINY = re.compile(r"0(?:\.0+)?(?:[a-z%]+)?|[01](?:\.\d+)?(?:px|pt)", re.IGNORECASE)  # at most one point or pixel
_NO_ROOM = re.compile(rf"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*{_ZERO}{_END}", re.IGNORECASE)
_CUT = re.compile(r"overflow[^:;]*:\s*(?:hidden|clip)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_COLOR = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]+)", re.IGNORECASE)
_WHITE = re.compile(
    r"(?:#fff(?:fff)?|white|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1(?:\.0+)?\s*)?\))", re.IGNORECASE
)
_TRANSPARENT = re.compile(r"transparent|rgba\([^)]*,\s*0(?:\.0+)?\s*\)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background[^:;]*:\s*(?!none|transparent|inherit|initial|#fff|white)", re.IGNORECASE)


def how(style: str) -> str:
    """How a style keeps words from the reader; empty where it does not.

    "hidden" and "struck out" are all words below; "tiny", "transparent" and "white" are those that state nothing else.
    """
    if _HIDDEN.search(style) or (_NO_ROOM.search(style) and _CUT.search(style)):
        return "hidden"
    if _STRUCK.search(style):
        return "struck out"
    if (size := _SIZE.search(style)) and _TINY.fullmatch(size[1].strip()):
        return "tiny"
    color = _COLOR.search(style)
    if color and _TRANSPARENT.fullmatch(color[1].strip()):
        return "transparent"
    return "white" if color and is_white(color[1]) else ""


def is_unseen(node: LexborNode, how_shown: str) -> bool:
    """Whether the words of an element that is tiny, transparent or white cannot be seen."""
    stated = _SIZE if how_shown == "tiny" else _COLOR
    for part in node.css("[style],font[color]"):
        own = part.attributes.get("style") or ""
        if part.mem_id != node.mem_id and how(own) != how_shown and (stated.search(own) or part.tag == "font"):
            return False  # its own size or color holds for it
    return how_shown != "white" or is_on_white(node)


def is_white(color: str) -> bool:
    return bool(_WHITE.fullmatch(color.strip()))


def is_on_white(node: LexborNode) -> bool:
    """Whether white words of a table's cell cannot be seen: they stand beside others, and nothing lies behind them.

    A cell whose words are all white has a background from a style sheet; of figures, a row.
    """
    cell: LexborNode | None = node
    while cell is not None and cell.tag not in ("td", "th"):
        if _has_background(cell):
            return False
        cell = cell.parent
    if cell is None:
        return False
    beside = cell.parent if node.text().strip().isdigit() else cell
    if beside is None or not _has_words_of_another_color(beside, node):
        return False
    around: LexborNode | None = cell
    while around is not None and around.tag != "table":
        if _has_background(around):
            return False
        around = around.parent
    return around is None or not _has_background(around)


def _has_words_of_another_color(around: LexborNode, white: LexborNode) -> bool:
    inside = {part.mem_id for part in white.css("*")}
    return any(
        part.text(deep=False).strip() and not _is_white_part(part)
        for part in around.css("*")
        if part.mem_id not in inside
    )


def _is_white_part(part: LexborNode) -> bool:
    attributes = part.attributes
    return how(attributes.get("style") or "") == "white" or is_white(attributes.get("color") or "")


def _has_background(node: LexborNode) -> bool:
    attributes = node.attributes
    color = (attributes.get("bgcolor") or "").strip()
    return bool(_BACKGROUND.search(attributes.get("style") or "")) or bool(color and not is_white(color))
