"""Which blocks of an HTML page are the report's own, and which the page around it."""

from __future__ import annotations

import re
from functools import partial

from parsers.model import Grid

from .html_walk import PAGE, Found, Walk

_DIGIT = re.compile(r"\d")
# The body is the deepest element that keeps this share of the page's unlinked words: what is cut away is
# breadcrumbs, share buttons and footers, a few per cent of any page that holds a report. A paragraph is no body,
# however long, and the words of a table with figures count for more: a report's tables stand in its body.
_BODY_SHARE = 0.8
_TABLE_WEIGHT = 4
_FEW_WORDS = 200
_MOST_COMPARED = 200  # shown tables with labels of their own; a report has some ten


def visible(found: list[Found]) -> tuple[list[Found], tuple[str, ...]]:
    """Without what the page hides, but for tables with figures whose like the page does not show.

    A hidden copy for telephones, or another year behind a tab, has the labels of a table that is shown. A hidden
    table with labels of its own is part of the report, behind a tab that a script opens.
    """
    if not any(item.hidden for item in found):
        return found, ()
    shown = [*dict.fromkeys(_labels(item) for item in found if not item.hidden and _has_digits(item))][:_MOST_COMPARED]
    kept = [
        item
        for item in found
        if not item.hidden or (_has_digits(item) and not any(map(partial(_is_like, _labels(item)), shown)))
    ]
    if not any(item.hidden for item in kept):
        return kept, ()
    if not shown:
        return found, ("the only tables stand in a part of the page that is hidden until a script shows it",)
    return kept, ("a table stands in a part of the page that is hidden until a script shows it",)


def body_of(found: list[Found], boxes: list[int]) -> tuple[int, int, range]:
    """First and last+1 index of the body's blocks, and the boxes that the body is: one, and all within it.

    `boxes` has for each box, in the order of the page, the box around it.
    """
    weights = [0] * len(boxes)
    blocks = [0] * len(boxes)
    ends = list(range(1, len(boxes) + 1))  # for each box, the first after it that does not stand in it
    for item in found:
        weights[item.box] += item.weight * (_TABLE_WEIGHT if _has_digits(item) else 1)
        blocks[item.box] += 1
    for box in range(len(boxes) - 1, PAGE, -1):  # what a box holds, those around it hold as well
        weights[boxes[box]] += weights[box]
        blocks[boxes[box]] += blocks[box]
        ends[boxes[box]] = max(ends[boxes[box]], ends[box])
    enough = _BODY_SHARE * max(weights[PAGE], 1)
    # Boxes that hold so much stand one within the other.
    may_be = [
        box for box in range(PAGE + 1, len(boxes)) if weights[box] >= enough and (blocks[box] > 1 or len(found) == 1)
    ]
    if not may_be:
        return 0, len(found), range(len(boxes))
    lightest = [range(box, ends[box]) for box in may_be if weights[box] == weights[may_be[-1]]]
    last = max(at for at, item in enumerate(found) if item.box in lightest[0])
    body = [box for box in lightest if found[last].box in box][-1]  # what ends the report may be links alone
    return next(at for at, item in enumerate(found) if item.box in body), last + 1, body


def remark_on_pictures(walk: Walk, found: list[Found], body: range) -> list[str]:
    """A remark where the body is pictures, with hardly a word beside them; `found` are its blocks."""
    pictures = sum(box in body for box in walk.pictures)
    if not pictures or sum(item.weight for item in found) > _FEW_WORDS:
        return []
    return [f"the body is {pictures} picture{'s' * (pictures > 1)}, and what they say is not read"]


def _labels(item: Found) -> frozenset[str]:
    """The words of a table, its figures apart."""
    texts = item.block.texts if isinstance(item.block, Grid) else ()
    return frozenset(words for words in ("".join(text.split()) for text in texts) if words and not _DIGIT.match(words))


def _is_like(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) * 2 >= min(len(one), len(other))


def _has_digits(item: Found) -> bool:
    if not isinstance(item.block, Grid):
        return False
    texts = item.block.texts  # nearly always some are figures alone
    return any(map(str.isdigit, texts)) or any(map(_DIGIT.search, texts))
