"""What stands in scripts as data with names and addresses: nodes of trees, records of lists, entries of menus.

{title: "青禾县粮食局2023年…年度报告", url: "/a/1.html"}, {text: "教育局", attributes: {url: "/jyj/nb/"}}
d.add(2, 0, "教育局", "/jyj/nb/"), ["教育局", "/jyj/nb/"], ["/jyj/nb/", "教育局"]

Nothing is run: what a script computes stands nowhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_OBJECT = re.compile(r"\{([^{}]{5,1200})(?=[{}])")
_NAME = re.compile(r"""\b(?:name|title|text|label)["']?\s{0,9}:\s{0,9}(?:"([^"\n]{1,400})"|'([^'\n]{1,400})')""")
_ADDRESS = re.compile(r"""\b_?(?:url|href|link)["']?\s{0,9}:\s{0,9}(?:"([^"\s]{1,300})"|'([^'\s]{1,300})')""")
_INSIDE = re.compile(r"(?<=:)\{[^{}]{0,600}\}|(?<=: )\{[^{}]{0,600}\}")  # an object that is a field of another
# Two texts side by side, in an array or as what a call is given. Only a Chinese name says what it is.
_NAMED = r"""["'](?P<name>(?=[^"'\n]{0,60}[\u4e00-\u9fff])[^"'\n<>]{2,100})["']"""
_ADDRESSED = r"""["'](?P<address>(?:https?:/)?\.{0,2}/[^"'\s<>]{1,300}|[\w./-]{1,200}\.s?html?)["']"""
_REST = r"[^\[\](){}]{0,200}"
_PAIRS = (
    re.compile(rf"[\[(,]\s{{0,9}}{_NAMED}\s{{0,9}},\s{{0,9}}{_ADDRESSED}{_REST}"),
    re.compile(rf"[\[(]\s{{0,9}}{_ADDRESSED}\s{{0,9}},\s{{0,9}}{_NAMED}{_REST}"),
)
_MOST = 2_000  # of each kind


class Record(NamedTuple):
    """Name and address as the script writes them, and the text of the whole object or pair."""

    name: str
    address: str
    whole: str


def records_in(script: str) -> Iterator[Record]:
    """The objects that have a name and an address, then the pairs of both, each kind in order."""
    if '\\":' in script:  # JSON that stands in a text
        script = script.replace('\\"', '"')
    for found in islice(_OBJECT.finditer(script), _MOST):
        name, address = _NAME.search(found[1]), _ADDRESS.search(found[1])
        if name and not address and (inside := _INSIDE.match(script, found.end())):
            address = None if _NAME.search(inside[0]) else _ADDRESS.search(inside[0])
        if name and address:
            yield Record(name[1] or name[2], address[1] or address[2], found[1])
    for pattern in _PAIRS:
        for pair in islice(pattern.finditer(script), _MOST):
            yield Record(pair["name"], pair["address"], pair[0])
