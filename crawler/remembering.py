"""What is kept of a page that was looked at as a column of annual reports, for the crawls to come."""

from __future__ import annotations

from archive.raw.columns import KnownColumn
from crawler.beginning import KNOWN_SINCE
from crawler.errands import Errand
from crawler.lists import ListWalk
from crawler.registry import Portal


def column_kept(portal: Portal, errand: Errand, walk: ListWalk, spent: int) -> tuple[KnownColumn, ...]:
    """A column, and how it changed. Organs are found again in their tree, and an entry is the user's own word.

    `spent` is how many requests finding the portal's columns has cost so far.
    """
    if errand.kind == "branch" or (errand.kind == "column" and not errand.remembered):
        return ()
    changed = errand.remembered not in {None, walk.family}
    why = f"its family changed from {errand.remembered} to {walk.family}" if changed else None
    return (KnownColumn(portal.id, walk.column, "column", walk.evidence, walk.family, spent, why),)


def other_kept(
    portal: Portal, errand: Errand, url: str, evidence: str, spent: int, *, state: str = "other"
) -> tuple[KnownColumn, ...]:
    """A page that a link named for a column and that is none; with the state `report` it is one report itself."""
    if errand.kind != "candidate":
        return ()
    why = evidence if errand.evidence.startswith(KNOWN_SINCE) else f"{errand.evidence}; {evidence}"
    return (KnownColumn(portal.id, url, state, why, requests=spent),)


def lost_kept(portal: Portal, errand: Errand, url: str, why: str) -> tuple[KnownColumn, ...]:
    """A column known from before that is none any more."""
    return (KnownColumn(portal.id, url, "lost", errand.evidence, errand.remembered, lost_because=why),)
