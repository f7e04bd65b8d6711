"""What looking for a portal's columns brought: the columns with their evidence, what was asked, an entry."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from crawler import accounts
from crawler.accounts import AskedPage
from crawler.entries import entry_toml
from crawler.ledger import Ledger
from crawler.registry import Portal
from crawler.summary import CrawlSummary


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of annual reports. `shown` counts the items of its first page, `declared_total` None where unknown.

    `evidence` says which link led here, what the page says of itself, and by what its family is known.
    """

    url: str
    family: str
    declared_total: int | None
    shown: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found from a portal's home page. Nothing of it is kept in an archive.

    `family` is that of most columns. `entry` is a portal's entry for a portals file, empty where nothing was found.
    `refused`: no page of the portal could be had.
    """

    portal_id: str
    home: str
    family: str | None
    columns: tuple[FoundColumn, ...]
    requests: tuple[AskedPage, ...]
    refused: bool
    interrupted: str
    entry: str

    @property
    def exit_code(self) -> int:
        """0 found, 1 none found, 4 the portal refused."""
        if self.refused:
            return 4
        return 0 if self.columns else 1


def discovery_of(ledger: Ledger, summary: CrawlSummary) -> Discovery:
    """The discovery that a finished crawl of one portal, for columns only, was."""
    (portal,) = ledger.portals.values()
    columns = tuple(
        FoundColumn(read.url, read.family or "generic", read.declared_total, read.harvested, _evidence(read.reason))
        for read in summary.lists
    )
    families = Counter(column.family for column in columns).most_common(1)
    return Discovery(
        portal_id=portal.id,
        home=portal.home,
        family=families[0][0] if families else None,
        columns=columns,
        requests=accounts.asked(ledger.archive.connection, ledger.crawl_id),
        refused=summary.all_refused,
        interrupted=summary.interrupted,
        entry=_entry(portal, columns) if columns else "",
    )


def _entry(portal: Portal, columns: tuple[FoundColumn, ...]) -> str:
    """The family is not named: it is read from each page anew, so that the entry outlives a change of software."""
    remarks = {column.url: f"{column.family}; {column.evidence}" for column in columns}
    return entry_toml(replace(portal, columns=tuple(remarks), family=None), remarks)


def _evidence(reason: str) -> str:
    """What a listing says of how its column was found: the part in brackets at its end."""
    return reason.partition(" [")[2].removesuffix("]")
