"""What became of a crawl: the figures, why it is incomplete, and the exit code that follows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.raw import crawls
from crawler import accounts
from crawler.accounts import ListAccount
from crawler.hosts import is_allowed
from crawler.items import is_of_years, names_report
from crawler.ledger import Ledger

_MOST_HOSTS = 5  # that are named, of one portal


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What a crawl asked and got, over all processes that worked on it.

    `documents` are reports and attachments held; `missing` counts what lists named and could not be had, by
    verdict; `refusals` counts refused requests of every kind by verdict. `interrupted` says why the crawl
    stopped before its frontier was empty, or is empty itself; it then goes on with the next crawl of the same.
    `elsewhere` says what lists name on hosts that their portal's entry does not allow: a crawl is done without them.
    """

    crawl_id: int
    resumed: bool
    portals: tuple[str, ...]
    requests: int
    new_payloads: int
    unchanged: int
    refusals: dict[str, int]
    documents: int
    missing: dict[str, int]
    lists: tuple[ListAccount, ...]
    without_column: tuple[str, ...]
    waiting: int = 0
    interrupted: str = ""
    all_refused: bool = False
    incomplete: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.incomplete

    @property
    def exit_code(self) -> int:
        """0 done, 1 done but incomplete, 4 every portal refused."""
        if self.all_refused:
            return 4
        return 0 if self.complete else 1


def conclude(ledger: Ledger, interrupted: str) -> CrawlSummary:
    """Write what is left, close the crawl or put it aside, and say what became of it.

    `interrupted` says why the asking stopped; it counts only where something is left to ask.
    """
    ledger.flush()
    interrupted = interrupted if ledger.pending() else ""
    stopped = "was not asked for: the crawl was stopped"
    ledger.record_open_lists(stopped if interrupted else "was read as that of another list")
    summary = _summary(ledger, interrupted)
    ledger.close(_reason(summary), ended=not interrupted, complete=summary.complete)
    return summary


def _summary(ledger: Ledger, interrupted: str) -> CrawlSummary:
    conn = ledger.archive.connection
    counts = crawls.counts(ledger.archive, ledger.crawl_id)
    held, missing = accounts.documents(accounts.by_kind(conn, ledger.crawl_id))
    read = accounts.lists(conn, ledger.crawl_id)
    answered = accounts.answered_portals(conn, ledger.crawl_id)
    with_list = {account.portal_id for account in read}
    without_column = tuple(p for p in ledger.portals if p not in with_list and (p in answered or not interrupted))
    refusals = accounts.refusals(conn, ledger.crawl_id)
    return CrawlSummary(
        crawl_id=ledger.crawl_id,
        resumed=ledger.resumed,
        portals=tuple(ledger.portals),
        requests=counts["requests"],
        new_payloads=counts["new_payloads"],
        unchanged=counts["revisits"],
        refusals=refusals,
        documents=held,
        missing=missing,
        lists=read,
        without_column=without_column,
        waiting=counts["pending"],
        interrupted=interrupted,
        all_refused=bool(refusals) and not answered and not interrupted,
        incomplete=tuple(_reasons(ledger, read, without_column, answered, missing, interrupted, counts["pending"])),
        elsewhere=tuple(_elsewhere(ledger)),
    )


def _reasons(
    ledger: Ledger,
    read: tuple[ListAccount, ...],
    without_column: tuple[str, ...],
    answered: set[str],
    missing: dict[str, int],
    interrupted: str,
    waiting: int,
) -> list[str]:
    """Why the crawl is not complete, a sentence for each reason; empty where it is."""
    reasons = []
    if interrupted:
        reasons.append(f"{interrupted}; {waiting} requests wait for the next crawl")
    reasons += [f"list {account.url}: {account.reason}" for account in read if not account.complete]
    for portal_id in without_column:
        home = ledger.portals[portal_id].home
        if portal_id in answered:
            reasons.append(f"portal {portal_id}: no annual-report column was found from {home}")
        else:
            reasons.append(f"portal {portal_id}: {home} could not be had")
    reasons += [
        f"{number} documents that lists or articles name could not be had: {verdict}"
        for verdict, number in sorted(missing.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return [*reasons, *_on_the_way(ledger)]


def _on_the_way(ledger: Ledger) -> Iterator[str]:
    """Reports that were asked for as pages that might lead to columns, or for which only a cover was sent."""
    lost = accounts.lost_on_the_way(ledger.archive.connection, ledger.crawl_id)
    for portal_id, number in Counter(portal_id for portal_id, item in lost if names_report(item)).items():
        yield (
            f"portal {portal_id}: {number} documents that its lists name were asked for on the way to its columns "
            "alone, and are not kept as documents"
        )
    for portal_id, number in accounts.covers_alone(ledger.archive.connection, ledger.crawl_id).items():
        yield f"portal {portal_id}: {number} documents say no more than where their text is, and it cannot be asked for"


def _elsewhere(ledger: Ledger) -> Iterator[str]:
    """What lists name on hosts that the entry does not allow, and that was never asked for: a sentence a portal."""
    hosts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for portal_id, item in accounts.never_asked(ledger.archive.connection, ledger.crawl_id):
        portal = ledger.portals.get(portal_id)
        if portal and not is_allowed(item.url, portal) and is_of_years(item, ledger.years):
            hosts[portal_id][urlsplit(item.url).netloc] += 1
    for portal_id, counted in hosts.items():
        named = ", ".join(f"{number} on {host}" for host, number in counted.most_common(_MOST_HOSTS))
        yield (
            f"portal {portal_id}: {counted.total()} documents that its lists name were not asked for, on hosts that "
            f"are not its own: {named}{', …' if len(counted) > _MOST_HOSTS else ''}"
        )


def _reason(summary: CrawlSummary) -> str:
    """The crawl's own line in the archive: finished, or why it is incomplete."""
    return "complete" if summary.complete else "incomplete: " + "; ".join(summary.incomplete)
