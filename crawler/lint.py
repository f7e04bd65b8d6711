"""What is wrong with entries of the registry, or unusual and in need of a word.

Every check is about the entry alone; nothing is asked of any portal. What an entry cannot help (a division without
a code, a code that is younger than the table, a host that serves two divisions) counts as explained where the
entry has a `note`. Nothing explains away a home page that is none, or a column off the portal's own hosts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from archive.divisions import codes_in_use
from crawler.eras import Era
from crawler.families import FAMILIES
from crawler.hosts import is_allowed
from crawler.registry import Portal, is_http_url


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about an entry: which check it fails and how. `note` explains it; None where nothing does."""

    portal_id: str
    rule: str
    detail: str
    note: str | None = None


def lint(portals: Iterable[Portal]) -> list[Fault]:
    """The faults of these entries, in their order. Entries are compared among themselves only."""
    entries = list(portals)
    by_host: dict[str, list[Portal]] = defaultdict(list)
    seen: set[str] = set()
    for portal in entries:
        by_host[_host(portal)].append(portal)
    faults = []
    for portal in entries:
        if portal.id in seen:
            faults.append(Fault(portal.id, "id", "the id stands twice"))
        seen.add(portal.id)
        faults += [*_code(portal), *_addresses(portal), *_times(portal), *_shared(portal, by_host[_host(portal)])]
    return faults


def _code(portal: Portal) -> Iterator[Fault]:
    code = portal.division_code
    if code is None:
        yield Fault(portal.id, "no_code", "the entry has no division code", portal.note)
    elif code not in codes_in_use():
        yield Fault(portal.id, "code", f"the code {code} is not in use in the table of division codes", portal.note)


def _addresses(portal: Portal) -> Iterator[Fault]:
    if not is_http_url(portal.home):
        yield Fault(portal.id, "home", f"{portal.home!r} is not an http or https URL")
    elif not is_allowed(portal.home, portal):
        yield Fault(portal.id, "home", f"{portal.home} does not lie on the hosts of the entry")
    for column in (*portal.columns, *(column for era in portal.eras for column in era.columns)):
        if not is_allowed(column, portal):
            yield Fault(portal.id, "column", f"{column} does not lie on the hosts of the entry")
    for family in (portal.family, *(era.family for era in portal.eras)):
        if family is not None and family not in FAMILIES:
            yield Fault(portal.id, "family", f"the family {family!r} is not known")


def _times(portal: Portal) -> Iterator[Fault]:
    """Intervals that come to nothing, and eras that are not over, that end before they begin or that overlap."""
    if portal.every is not None and not int(portal.every[:-1]):
        yield Fault(portal.id, "every", f"{portal.every!r} is no interval: the portal would be due without an end")
    before: Era | None = None
    for era in sorted(portal.eras, key=lambda era: era.until):
        if era.since is not None and era.since > era.until:
            yield Fault(portal.id, "era", f"the era until {era.until} begins after its end, on {era.since}")
        if era.until >= datetime.now(UTC).date().isoformat():
            yield Fault(portal.id, "era", f"the era until {era.until} is not over: the entry itself says what is now")
        if before is not None and (era.until == before.until or (era.since or "9999") <= before.until):
            yield Fault(portal.id, "era", f"the eras until {before.until} and until {era.until} overlap", portal.note)
        if not era.columns:
            yield Fault(
                portal.id, "era", f"the era until {era.until} names no columns, so nothing is asked there", era.note
            )
        before = era


def _shared(portal: Portal, same_host: list[Portal]) -> Iterator[Fault]:
    """A host that serves several portals: explained for all of them where one of them has a note."""
    others = [other.id for other in same_host if other is not portal]
    if others and _host(portal):
        note = portal.note or next((other.note for other in same_host if other.note), None)
        yield Fault(portal.id, "host", f"{_host(portal)} is the host of {', '.join(others)} too", note)


def _host(portal: Portal) -> str:
    return urlsplit(portal.home).netloc.lower() if is_http_url(portal.home) else ""
