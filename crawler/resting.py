"""What need not be read again: the known end of a list, and documents that have long been as they are.

A list is read again from its first page until a page brings only what is known. That is enough only where the list
itself proves it: what is known and what is new together must be as many items as it declares today. And an earlier
reading proves nothing for ever: every list is read in full again after a while, for an item that was taken away and
one that was put in its place deep in the list leave the number as it was.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from archive.raw.history import Checks, EarlierList
from crawler.families.base import ListPage
from crawler.items import Item
from crawler.lists import CAPS, Ending, Step

FULL_AGAIN = timedelta(days=30)  # how long a list read in full proves what its later pages hold

# How long after its last change a document is looked at again; after the last of them, once in that time.
_MILESTONES = tuple(timedelta(days=days) for days in (7, 30, 91, 365))


def next_check(checks: Checks) -> datetime:
    """When a document should be looked at again: a week, a month, a quarter, a year after it changed, then yearly."""
    last, changed = datetime.fromisoformat(checks.last), datetime.fromisoformat(checks.changed)
    for milestone in _MILESTONES:
        if changed + milestone > last:
            return changed + milestone
    return last + _MILESTONES[-1]


def rest(step: Step, page: ListPage, earlier: EarlierList) -> Step | None:
    """The step as the list's last one, where an earlier reading proves what the pages to come hold.

    None where the list must be read on: the page shows something that is not known, or the numbers do not prove it.
    """
    walk = step.walk
    known = {item.url for item in earlier.items}
    if walk.declared_total is None or walk.declared_total in CAPS or walk.drift or walk.elsewhere or walk.unlinked:
        return None
    if not page.items or any(item.url not in known for item in page.items):
        return None
    harvested = {item.url for item in walk.items}
    old = tuple(
        Item(item.url, item.title or "", item.printed_date, item.year_hint)
        for item in earlier.items
        if item.url not in harvested
    )
    if len(harvested) + len(old) != walk.declared_total:
        return None
    pages = "1 page" if walk.pages == 1 else f"{walk.pages} pages"
    reason = (
        f"{walk.declared_total} of {walk.declared_total} items, {len(harvested)} of them over {pages} and {len(old)} "
        f"known since the list was read in full on {earlier.read_at[:10]}; that is the number declared"
    )
    whole = replace(walk, items=(*walk.items, *old), rested_on=earlier.list_id)
    return Step(whole, (*step.new, *old), None, Ending(reason, complete=True))
