"""The rules of a page's own style sheets that keep words from the reader: hidden, or struck out.

A rule counts where it holds for every reader: not within @media and the like, and not for an element that another
rule, or its own style, shows again. It counts for words alone: a block that a class hides may be a tab that a script
opens, and hold the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from .html_names import INLINE

_WORDS = INLINE | {"td", "th", "tr", "label"}
_KEEPS = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|line-through", re.IGNORECASE)
# Comments, and what stands under conditions; each ends at the end where nothing else ends it.
_ASIDE = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->|@[^{};@]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", re.DOTALL)
_STATED = re.compile(r"(?:^|;)\s*(display|visibility|text-decoration)[\w-]*\s*:([^;]*)", re.IGNORECASE)
_SELECTOR = re.compile(r"[\w\s>-]*[.#][\w\s.#>-]*")  # of a class or an id, and of no state such as :hover
_HOW = {"display": "hidden", "visibility": "hidden", "text-decoration": "struck out"}
_LONGEST = 200_000  # characters of a style sheet; what is longer belongs to a whole site, and is not looked at
_MOST = 500  # rules


class _Rule(NamedTuple):
    """What a rule says of one property of the elements of its selector; `how` is empty where they are shown."""

    selector: str
    name: str
    how: str


def kept_by_sheets(tree: LexborHTMLParser) -> list[tuple[LexborNode, str]]:
    """The outermost parts of the text that rules keep from the reader, and how: "hidden" or "struck out"."""
    sheet = "".join(node.text() for node in tree.css("style"))
    if tree.body is None or len(sheet) > _LONGEST or not _KEEPS.search(sheet):
        return []
    rules = _rules(sheet)
    kept: list[tuple[LexborNode, str]] = []
    for name, how in _HOW.items():
        found = _chosen(tree.body, (rule.selector for rule in rules if rule.name == name and rule.how))
        if found:
            shows = [rule.selector for rule in rules if rule.name == name and not rule.how]
            again = {node.mem_id for node in _chosen(tree.body, shows)}
            kept += [(node, how) for node in found if node.mem_id not in again and not _states(node, name)]
    return list(_outermost(kept))


@lru_cache(maxsize=256)
def _rules(sheet: str) -> tuple[_Rule, ...]:
    return tuple(_stated(sheet))[:_MOST]


def _stated(sheet: str) -> Iterator[_Rule]:
    for rule in _ASIDE.sub("", sheet).split("}"):
        selectors, _, body = rule.partition("{")
        for name, value in _STATED.findall(body):
            how = _HOW[name.lower()] if _KEEPS.search(f"{name}:{value}") else ""
            for selector in selectors.split(","):
                if _SELECTOR.fullmatch(selector):
                    yield _Rule(selector.strip(), name.lower(), how)


def _chosen(body: LexborNode, selectors: Iterable[str]) -> list[LexborNode]:
    joined = ",".join(dict.fromkeys(selectors))
    if not joined:
        return []
    try:
        return [node for node in body.css(joined) if node.tag in _WORDS]
    except SelectolaxError:  # one of them is none
        return []


def _states(node: LexborNode, name: str) -> bool:
    return name in (node.attributes.get("style") or "").lower()


def _outermost(kept: Sequence[tuple[LexborNode, str]]) -> Iterator[tuple[LexborNode, str]]:
    hows = {node.mem_id: how for node, how in kept}
    for node in {node.mem_id: node for node, _ in kept}.values():
        around = node.parent
        while around is not None and around.mem_id not in hows:
            around = around.parent
        if around is None:
            yield node, hows[node.mem_id]
