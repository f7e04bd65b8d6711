"""Which blocks of an HTML page are the report's own, and which the page around it."""

from __future__ import annotations

import re

from parsers.model import Grid

from .html_walk import NO_CONTAINER, Found, Walk

_DIGIT = re.compile(r"\d")
# The body is the deepest element that keeps this share of the page's unlinked words: what is cut away is
# breadcrumbs, share buttons and footers, a few per cent of any page that holds a report. A paragraph is no body,
# however long, and the words of a table with figures count for more: a report's tables stand in its body.
_BODY_SHARE = 0.8
_TABLE_WEIGHT = 4
_FEW_WORDS = 200


def visible(found: list[Found]) -> tuple[list[Found], tuple[str, ...]]:
    """Without what the page hides, but for tables with figures whose like the page does not show.

    A hidden copy for telephones, or another year behind a tab, has the labels of a table that is shown. A hidden
    table with labels of its own is part of the report, behind a tab that a script opens.
    """
    if not any(item.hidden for item in found):
        return found, ()
    shown = [_labels(item) for item in found if not item.hidden and _has_digits(item)]
    kept = [
        item
        for item in found
        if not item.hidden or (_has_digits(item) and not any(_is_like(_labels(item), other) for other in shown))
    ]
    if not any(item.hidden for item in kept):
        return kept, ()
    if not shown:
        return found, ("the only tables stand in a part of the page that is hidden until a script shows it",)
    return kept, ("a table stands in a part of the page that is hidden until a script shows it",)


def body_of(found: list[Found]) -> tuple[int, int, int | None]:
    """First and last+1 index of the body's blocks, and the element that is the body."""
    weights: dict[int, int] = {}
    blocks: dict[int, int] = {}
    total = 0
    for item in found:
        weight = item.weight * (_TABLE_WEIGHT if _has_digits(item) else 1)
        total += weight
        for element in item.around:
            weights[element] = weights.get(element, 0) + weight
            blocks[element] = blocks.get(element, 0) + 1
    body: int | None = None
    for item in found:
        for element in item.around:
            if element == NO_CONTAINER or blocks[element] == 1 < len(found):
                continue
            if weights[element] >= _BODY_SHARE * total and total:
                body = element if body is None or weights[element] <= weights[body] else body
    if body is None:
        return 0, len(found), None
    inside = [at for at, item in enumerate(found) if body in item.around]
    return inside[0], inside[-1] + 1, body


def remark_on_pictures(walk: Walk, body: list[Found], container: int | None) -> list[str]:
    """A remark where the body is pictures, with hardly a word beside them."""
    pictures = [around for around in walk.pictures if container is None or container in around]
    if not pictures or sum(item.weight for item in body) > _FEW_WORDS:
        return []
    return [f"the body is {len(pictures)} picture{'s' * (len(pictures) > 1)}, and what they say is not read"]


def _labels(item: Found) -> frozenset[str]:
    """The words of a table, its figures apart."""
    cells = item.block.cells if isinstance(item.block, Grid) else ()
    return frozenset(
        words for words in ("".join(cell.text.split()) for cell in cells) if words and not _DIGIT.match(words)
    )


def _is_like(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) * 2 >= min(len(one), len(other))


def _has_digits(item: Found) -> bool:
    return isinstance(item.block, Grid) and any(_DIGIT.search(cell.text) for cell in item.block.cells)
