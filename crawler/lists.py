"""A list read to its end, or as far as it went: what was declared, what was harvested, and whether that is all.

A list is complete only when that is proven: the number of items that it declares was harvested, or every page
that it declares was read, or it is one page without a pager. Everything else is incomplete with a reason.
Where the reading stands goes as text with the request for the next page, so a crawl that is killed goes on in
the middle of a list.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from crawler.families.base import ListPage, NextPage
from crawler.items import Item

MOST_PAGES = 1000  # no annual-report list is longer; a list that is would be a search result
CAPS = {10_000}  # totals that search engines print whatever the truth
_DIGEST = 12  # hex digits that tell one list's requests apart


@dataclass(frozen=True, slots=True)
class ListWalk:
    """Where the reading of one list stands: what was declared last, the items so far, the requests made.

    `evidence` says how the column was found and why it is taken for one of annual reports. `place` is where on its
    pages the list stands, so that other lists beside it are not taken for it, and `names` are what its first page calls
    itself. `twins` are addresses that differ from an item's by their scheme or by www alone: they name the same article
    a second time. `elsewhere` and `unlinked` count entries that lie on other hosts and entries that lead nowhere
    without running a script. `rested_on` is the earlier reading that tells the rest of the items, where it does.
    """

    column: str
    family: str
    evidence: str
    pages: int = 0
    elsewhere: int = 0
    unlinked: int = 0
    declared_total: int | None = None
    declared_pages: int | None = None
    drift: str = ""
    items: tuple[Item, ...] = ()
    asked: tuple[str, ...] = ()
    place: str = ""
    names: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    rested_on: int | None = None

    @property
    def harvested(self) -> int:
        return len(self.items)

    def pack(self) -> str:
        """The walk as short text: a list of a thousand items is some ten kilobytes."""
        raw = json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()
        return base64.b85encode(zlib.compress(raw)).decode()

    @classmethod
    def unpack(cls, packed: str) -> ListWalk:
        """The walk that `pack` wrote; raises ValueError where the text is none."""
        try:
            values: dict[str, Any] = json.loads(zlib.decompress(base64.b85decode(packed)))
            items = tuple(Item(**item) for item in values["items"])
            texts = {name: tuple(values.get(name, ())) for name in ("asked", "names", "twins")}
            return cls(**{**values, **texts, "items": items})
        except (zlib.error, KeyError, TypeError) as error:
            raise ValueError(f"not the state of a list: {error}") from error


@dataclass(frozen=True, slots=True)
class Ending:
    """How a list ended. `reason` is a sentence that holds the figures."""

    reason: str
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a page brought: the walk after it, its new items, and either the next page or the ending."""

    walk: ListWalk
    new: tuple[Item, ...]
    following: NextPage | None
    ending: Ending | None


def _anywhere(url: str) -> bool:  # noqa: ARG001 - where nothing is asked for, every host will do
    return True


def advance(walk: ListWalk, page: ListPage, *, allowed: Callable[[str], bool] = _anywhere, unlinked: int = 0) -> Step:
    """The walk after one more page.

    `allowed`: whether an address may be asked for. `unlinked` counts the page's entries that have none.
    """
    new, twins = _sorted_out(walk, page.items)
    after = replace(
        walk,
        pages=walk.pages + 1,
        elsewhere=walk.elsewhere + sum(not allowed(item.url) for item in new),
        unlinked=walk.unlinked + (unlinked if new or walk.pages == 0 else 0),
        declared_total=page.declared_total if page.declared_total is not None else walk.declared_total,
        declared_pages=page.declared_pages if page.declared_pages is not None else walk.declared_pages,
        drift=walk.drift or _drift(walk, page),
        items=(*walk.items, *new),
        twins=(*walk.twins, *twins),
    )
    if page.following is None or (not new and after.pages > (after.declared_pages or MOST_PAGES)):
        trouble = _pager_words(after, page) or _unlike_a_last_page(after, page, new)
        return Step(after, new, None, _ending(after, trouble))
    stop = _reason_to_stop(after, page, new)
    if stop is not None:
        return Step(after, new, None, _ending(after, stop))
    return Step(replace(after, asked=(*after.asked, _digest(page.following))), new, page.following, None)


def _sorted_out(walk: ListWalk, items: tuple[Item, ...]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """The page's items that the walk has not met, and the addresses that name one again by another scheme or www."""
    met = {_place_of(item.url): item.url for item in walk.items}
    new: list[Item] = []
    twins: list[str] = []
    for item in items:
        place = _place_of(item.url)
        if place not in met:
            met[place] = item.url
            new.append(item)
        elif met[place] != item.url and item.url not in (*walk.twins, *twins):
            twins.append(item.url)
    return tuple(new), tuple(twins)


def _place_of(url: str) -> str:
    """What two addresses of one article have in common: neither the scheme nor www."""
    return url.partition("://")[2].removeprefix("www.")


def broken_off(walk: ListWalk, why: str) -> Ending:
    """The ending of a list whose next page was refused, missing or never asked for."""
    return Ending(f"{_harvest(walk)}; page {walk.pages + 1} {why}{_remarks(walk)}")


def _reason_to_stop(walk: ListWalk, page: ListPage, new: tuple[Item, ...]) -> str | None:
    """Why the next page that the list offers is not asked for, or None."""
    if page.following is None or (walk.declared_total is not None and walk.harvested >= walk.declared_total):
        return ""
    is_column = page.following.url == walk.column and page.following.body is None
    if _digest(page.following) in walk.asked or is_column:
        return f"page {walk.pages} leads back to a page that was read"
    if walk.pages > 1 and not new and not page.asks_another_way:
        return f"page {walk.pages} brings nothing new" if page.items else f"page {walk.pages} is empty"
    if walk.pages >= MOST_PAGES:
        return f"no more than {MOST_PAGES} pages of a list are read"
    return None


def _unlike_a_last_page(walk: ListWalk, page: ListPage, new: tuple[Item, ...]) -> str:
    """Why a page without a next one is not the end: it repeats others, or the page that was declared shows nothing."""
    if walk.pages == 1 or new or page.asks_another_way:
        return ""
    if walk.declared_pages is not None and walk.pages > walk.declared_pages:
        return ""  # the pager's last page leads on to one that was read
    if page.items:
        return f"page {walk.pages} brings nothing new"
    return f"page {walk.pages} is empty" if walk.declared_pages is not None or page.is_bare else ""


def _pager_words(walk: ListWalk, page: ListPage) -> str:
    if page.is_beginning:
        return "it shows only the newest entries of lists that have pages of their own"
    if walk.pages > 1 and walk.pages == walk.declared_pages:
        return ""  # the pager was followed to its end
    return f"its pager ({page.unread_pager}) cannot be followed without running scripts" if page.unread_pager else ""


def _ending(walk: ListWalk, trouble: str) -> Ending:
    """Whether all was read. `trouble` is why reading stopped before the list said so, or empty."""
    complete, proof = _proof(walk, trouble)
    return Ending(f"{_harvest(walk)}; {proof}{_remarks(walk)}", complete)


def _proof(walk: ListWalk, trouble: str) -> tuple[bool, str]:
    if walk.declared_total is not None:
        if walk.declared_total in {walk.harvested, walk.harvested + len(walk.twins)} - CAPS:
            return True, "that is the number declared"
        return False, trouble or f"it declares {walk.declared_total}"
    if trouble:
        return False, trouble
    if walk.harvested == 0:
        return False, "no items were recognised"
    if walk.unlinked:
        return False, "not all that it lists can be asked for"
    if walk.declared_pages is not None:
        if walk.pages >= walk.declared_pages:
            return True, "all declared pages were read, the number of items is not declared"
        return False, f"it declares {walk.declared_pages} pages"
    if walk.pages == 1:
        return True, "one page without a pager, no number is declared"
    return True, "the last page leads no further, no number is declared"


def _harvest(walk: ListWalk) -> str:
    of = f" of {walk.declared_total}" if walk.declared_total is not None else ""
    return f"{walk.harvested}{of} items over {walk.pages} {'page' if walk.pages == 1 else 'pages'}"


def _remarks(walk: ListWalk) -> str:
    remarks = [walk.drift] if walk.drift else []
    if walk.declared_total in CAPS:
        remarks.append(f"{walk.declared_total} may be a cap and not the true number")
    if walk.twins:
        remarks.append(f"{len(walk.twins)} named twice, by another scheme or www, count once")
    if walk.elsewhere:
        remarks.append(f"{walk.elsewhere} items lie on other hosts and were not asked for")
    if walk.unlinked:
        remarks.append(f"{walk.unlinked} entries have no address, only a script")
    return "".join(f"; {remark}" for remark in remarks)


def _drift(walk: ListWalk, page: ListPage) -> str:
    if None in {walk.declared_total, page.declared_total} or walk.declared_total == page.declared_total:
        return ""
    return f"the declared number changed from {walk.declared_total} to {page.declared_total} on the way"


def _digest(request: NextPage) -> str:
    return hashlib.sha256(f"{request.url}\n{request.body or ''}".encode()).hexdigest()[:_DIGEST]
