"""Reading with a progress bar, and saying what came of it: what the commands that read share."""

from typing import TYPE_CHECKING

import click

from gongkai.front import Front
from gongkai.progress import duration, progress_bar
from gongkai.rows import Row, fetch
from gongkai.terminal import Terminal, counted

if TYPE_CHECKING:
    from archive.parsed.reparse import RunSummary
    from archive.parsed.selections import Plan
    from archive.store import Archive

workers_option = click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read."
)


def parse_new(front: Front, archive: "Archive", workers: int = 1) -> "RunSummary":
    """Read what was never read, under a progress bar."""
    from archive.parsed import reparse

    with progress_bar(front, "reading", timed=True) as report:
        return reparse.parse_new(archive, workers, lambda step: report(step.done, step.total, ""))


def print_summary(summary: "RunSummary") -> None:
    """What a run read, and what went wrong."""
    terminal = Terminal()
    if summary.run_id is None:
        terminal.line("nothing to read")
        return
    terminal.line(
        f"run {summary.run_id}: {counted(summary.read, 'document')} read in {summary.seconds:.1f} s: "
        f"{counted(summary.reports, 'report')}, {summary.not_reports} that are none, "
        f"{summary.failed} that could not be read"
    )
    if summary.kind == "reparse":
        terminal.line(
            f"{summary.unchanged} read as before; {summary.changed} values differ, "
            f"{summary.lost} of them lost without a note"
        )
    for damage in summary.damaged:
        terminal.line(f"damaged: {damage}")
    if summary.unstable:
        terminal.line(f"the same code read these documents in two ways: {', '.join(map(str, summary.unstable))}")


def read_failures(archive: "Archive", summary: "RunSummary") -> list[Row]:
    """What a run could not read: how many documents for which reason, and the URL of one."""
    if not summary.failed:
        return []
    return fetch(archive.connection, _FAILURES, summary.run_id)


def print_failures(failures: list[Row]) -> None:
    """Name what was kept but could not be read."""
    if failures:
        from archive.parsed.given_up import was_given_up
        from parsers.documents.errors import NEEDS_CONVERSION, NEEDS_OCR

        terminal = Terminal()
        terminal.heading("Kept, but not read:")
        terminal.table(list(failures[0]), [list(row.values()) for row in failures], longest=100)
        if any(need in row["reason"] for row in failures for need in (NEEDS_OCR, NEEDS_CONVERSION)):
            terminal.line("`gongkai derive --plan` lists what OCR or LibreOffice can make readable")
        if any(was_given_up(row["reason"]) for row in failures):
            terminal.line("`gongkai reparse --given-up SECONDS` tries again what was given up, for so long each")


_FAILURES = """
select count(*) as documents, p.reason, min(p.url) as for_instance
from run_readings w join parses p on p.parse_id = w.new_parse_id
where w.run_id = ? and p.outcome = 'failed' group by p.reason order by documents desc, p.reason
"""


def is_incomplete(summary: "RunSummary") -> bool:
    """Whether something that was to be read was not."""
    return bool(summary.failed or summary.damaged or summary.unstable)


def print_plan(plan: "Plan") -> None:
    terminal = Terminal()
    pace = "" if plan.seconds is None else f", in about {duration(plan.seconds)} at the pace of run {plan.at_pace_of}"
    terminal.line(f"{counted(plan.documents, 'document')} would be read{pace if plan.documents else ''}")
    for heading, counts in (("state", plan.by_state), ("form", plan.by_form), ("portal", plan.by_portal)):
        if counts:
            terminal.table([heading, "documents"], list(counts.items()))
