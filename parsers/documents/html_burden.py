"""Pages over which the tree builder would sit for hours.

The standard has a browser look up through all open elements at every `<div>`, and through all attributes of a tag at
each of them: the square of the page. Browsers stop nesting at some 500 elements; lexbor does not.
"""

from __future__ import annotations

import re
from collections import Counter

from .errors import UnreadableError

_SMALL = 256 * 1024  # bytes; the worst of so few takes some seconds
_MANY_TAGS = 50_000
_DEEPEST = 2000  # open elements, on an average of all tags; a page has some thirty
_MOST_ATTRIBUTES = 10_000  # of one element
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/<>]{0,20})")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{60000,}")
_VALUE = re.compile(rb"=\s*(?:\"[^\"]*\"|'[^']*')")
# Elements that the next of their kind ends, or that hold nothing.
_DO_NOT_NEST = frozenset(b"p li dt dd td th tr tbody thead tfoot option br img hr input meta link col wbr".split())


def refuse_endless(page: bytes) -> None:
    """Raise UnreadableError where a page nests its elements, or fills a tag, as none does that is to be read."""
    if len(page) <= _SMALL:
        return
    if page.count(b"<") > _MANY_TAGS and _depth(page) > _DEEPEST:
        raise UnreadableError("the elements of the page stand one within the other by the thousand")
    for tag in _LONG_TAG.findall(page):
        if len(_VALUE.sub(b" ", tag).split()) > _MOST_ATTRIBUTES:
            raise UnreadableError("an element of the page has attributes by the thousand")


def _depth(page: bytes) -> float:
    """How many elements are open where a tag stands, on an average."""
    still_open: Counter[bytes] = Counter()
    tags = depth = summed = 0
    for closing, name in _TAG.findall(page):
        tags += 1
        summed += depth
        kind = name.lower()
        if kind in _DO_NOT_NEST:
            continue
        if not closing:
            still_open[kind] += 1
            depth += 1
        elif still_open[kind]:
            still_open[kind] -= 1
            depth -= 1
    return summed / max(tags, 1)
