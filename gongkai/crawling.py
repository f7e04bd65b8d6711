"""Crawling with a progress bar, and saying what came of it: what `crawl` and `demo` share."""

from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.front import Failure, Front
from gongkai.progress import duration, progress_bar
from gongkai.terminal import Terminal, counted

if TYPE_CHECKING:
    from crawler.registry import Portal
    from crawler.run import CrawlOptions, CrawlSummary, Event


def run_crawl(front: Front, archive: Path, portals: "list[Portal]", options: "CrawlOptions") -> "CrawlSummary":
    """Crawl under a progress bar; a Failure where the crawl may not start. Once in a process."""
    from crawler import run

    with progress_bar(front, "crawling") as report:
        try:
            return run.crawl(archive, portals, options, lambda event: report(*_step(event)))
        except run.CrawlRefused as error:
            raise Failure(str(error)) from error


def _step(event: "Event") -> tuple[int, int, str]:
    remarks = [
        f"{event.portals_done} of {event.portals} portals",
        f"{event.per_second:.1f} pages/s",
        f"{event.resting} waiting for their turn",
        f"{event.new} new, {event.unchanged} unchanged, {event.refused} refused",
    ]
    if event.seconds_left is not None and event.waiting:
        remarks.append(f"{duration(event.seconds_left)} left")
    return event.fetched, event.fetched + event.waiting, "; ".join(remarks)


def print_crawl(terminal: Terminal, summary: "CrawlSummary") -> None:
    """What a crawl asked and got, list by list, and why it is not complete where it is not."""
    resumed = ", taken up again" if summary.resumed else ""
    terminal.line(
        f"crawl {summary.crawl_id}{resumed}: {counted(summary.requests, 'request')}, "
        f"{counted(summary.new_payloads, 'new payload')}, {summary.unchanged} unchanged, "
        f"{sum(summary.refusals.values())} refused; {counted(summary.documents, 'document')} held"
    )
    if summary.lists:
        terminal.table(
            ["portal", "family", "declared", "harvested", "complete", "list"],
            [
                (read.portal_id, read.family, read.declared_total, read.harvested, _yes(read.complete), read.url)
                for read in summary.lists
            ],
        )
    if summary.incomplete:
        terminal.heading("Not complete:")
        for reason in summary.incomplete:
            terminal.line(f"  {reason}")
    if summary.elsewhere:
        terminal.heading("Not asked for:")
        for told in summary.elsewhere:
            terminal.line(f"  {told}")


def _yes(value: bool) -> str:
    return "yes" if value else "no"
