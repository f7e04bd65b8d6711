"""HTML to Document: the report's own blocks, apart from the page around them.

The tree is lexbor's, built from decoded text, because it repairs broken markup as browsers do (libxml2
loses everything after a premature `</html>`). One walk through the tree makes paragraphs and grids (`html_walk`); then
the smallest element that holds nearly all of the page's unlinked words is taken for the body (`html_body`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from parsers.model import Context, Document, Link

from .decode import Decoded, decode
from .html_body import body_of, remark_on_pictures, visible
from .html_burden import refuse_endless
from .html_runs import without_runs
from .html_walk import Walk, walked
from .html_words import words_of
from .html_written import without_written
from .mhtml import page_within
from .radicals import may_have_radicals, unified

_LONGEST_ADDRESS = 2000  # characters; every link of a page is joined to its base
_PLACE = re.compile(r"table (\d+), row (\d+), cell (\d+)")


def read_html(payload: bytes, context: Context) -> Document:
    """The document of an HTML payload: any bytes are a page of some kind.

    Raises UnreadableError only for a page that is made to be endless.
    """
    payload, charset = page_within(payload, context.charset)
    decoded, walk, _tree = _read_as_shown(payload, charset)  # the nodes of the walk live as long as their tree
    found, remarks = visible(walk.found)
    first, last, body = body_of(found, walk.boxes)
    return Document(
        "html",
        tuple(item.block for item in found[first:last]),
        tuple(item.block for item in found[:first]),
        tuple(item.block for item in found[last:]),
        walk.head.title,
        walk.head.tags,
        tuple(_links(walk, body, _base(walk.head.base or "", context.url))),
        decoded.encoding,
        decoded.replaced,
        (*walk.shown.remarks, *remarks, *remark_on_pictures(walk, found[first:last], body)),
    )


def markup_of_row(payload: bytes, context: Context, place: str, before: str, after: str) -> str | None:
    """The source of the table row that holds the cell at `place`, the cell between `before` and `after`."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return None
    payload, charset = page_within(payload, context.charset)
    _, walk, _tree = _walked(payload, charset)
    table, row, cell = (int(number) - 1 for number in found.groups())
    if table >= len(walk.tables):
        return None
    rows = walk.tables[table]
    if row >= len(rows) or cell >= len(rows[row]):
        return None
    return "".join(f"{before}{one.html}{after}" if at == cell else one.html or "" for at, one in enumerate(rows[row]))


def _read_as_shown(payload: bytes, charset: str | None) -> tuple[Decoded, Walk, LexborHTMLParser]:
    """The walk through a page without what its tree can do without; through all of it where something hangs on that."""
    shorter = without_runs(payload)
    read = _walked(shorter, charset, apart=True)
    walk = read[1]
    if walk.shown.by_runs and (len(shorter) < len(payload) or walk.written):
        return _walked(payload, charset)
    if walk.written and (walk.met < len(walk.written) or walk.shown.by_rules):
        return _walked(shorter, charset)
    return read


def _walked(payload: bytes, charset: str | None, *, apart: bool = False) -> tuple[Decoded, Walk, LexborHTMLParser]:
    """The text of a page, the walk through its tree, and the tree. Raises UnreadableError.

    `apart`: tables that are written out in full are read from the source, and are not in the tree.
    """
    decoded = decode(payload, charset)
    is_plain = decoded.encoding == "utf-8" and not decoded.replaced and not may_have_radicals(payload)
    source = payload if is_plain else unified(decoded.text).encode("utf-8", "ignore")
    refuse_endless(source)
    page, written = without_written(source) if apart else (source, [])
    tree, walk = walked(page, written)
    return decoded, walk, tree


def _base(stated: str, url: str) -> str:
    try:
        return urljoin(url, stated) if len(stated) <= _LONGEST_ADDRESS else url
    except ValueError:  # "http://[" is no address
        return url


def _links(walk: Walk, body: range, base: str) -> Iterator[Link]:
    for link, box in walk.links:
        if box not in body:
            continue
        target = (link if isinstance(link, str) else link.attributes.get("href") or "").strip()
        if not target or target.startswith(("#", "javascript:", "mailto:")):
            continue
        text = target.rpartition("/")[2] if isinstance(link, str) else words_of(link)
        try:
            yield Link(urljoin(base, target), text)
        except ValueError:  # an href such as "http://[" is no address
            continue
