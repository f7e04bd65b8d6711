"""`gongkai discover`: where a portal lists its annual reports."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.commands.portals import load_registry, portals_file, select_portals
from gongkai.front import Failure, Front, FrontCommand, echo_json, json_option
from gongkai.progress import progress_bar
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from crawler.registry import Portal
    from crawler.run import CrawlOptions, Discovery, Event


@click.command(cls=FrontCommand)
@click.argument("url")
@portals_file
@json_option
@click.pass_obj
def discover(front: Front, url: str, portals_path: Path | None, *, as_json: bool) -> None:
    """Find a portal's columns of annual reports from its home page, and print an entry for a portals file.

    URL is the home page, or a portal's id. At most 40 pages are asked for, politely as in a crawl; no report is
    fetched and nothing is kept. Public hosts are asked only with a contact: GONGKAI_CONTACT, or `contact` in
    the portals file.

    Exit codes: 0 found · 1 none found · 2 wrong usage, or no contact · 4 the portal refused.
    """
    from crawler.run import CrawlOptions

    registry = load_registry(portals_path)
    chosen = select_portals(registry, (url,))
    if len(chosen) != 1:
        raise Failure(f"{url} names {len(chosen)} portals; give the URL or the id of one")
    options = CrawlOptions(contact=registry.contact, log_level=front.log_level)
    found = _look(front, chosen[0], options)
    if as_json:
        echo_json(asdict(found) | {"exit_code": found.exit_code})
    else:
        _print_discovery(Terminal(), found)
    raise SystemExit(found.exit_code)


def _look(front: Front, portal: "Portal", options: "CrawlOptions") -> "Discovery":
    from crawler import run

    with progress_bar(front, "looking") as report:
        try:
            return run.discover(portal, options, lambda event: report(*_step(event)))
        except run.CrawlRefused as error:
            raise Failure(str(error)) from error


def _step(event: "Event") -> tuple[int, int, str]:
    return event.fetched, event.fetched + event.waiting, f"{event.refused} refused"


def _print_discovery(terminal: Terminal, found: "Discovery") -> None:
    """The columns with their evidence, then the entry; or what was asked, where nothing was found."""
    terminal.line(f"{found.home}: {len(found.requests)} requests, {len(found.columns)} columns of annual reports")
    if found.interrupted:
        terminal.line(f"{found.interrupted}: there may be more")
    for column in found.columns:
        declared = "" if column.declared_total is None else f", {column.declared_total} declared"
        terminal.heading(column.url)
        terminal.line(f"  {column.family}: {column.shown} items on the first page{declared}")
        terminal.line(f"  {column.evidence}")
    if found.columns:
        terminal.heading("For a portals file:")
        terminal.line(found.entry.rstrip())
        return
    verdicts = Counter(request.verdict for request in found.requests)
    terminal.line("What was asked: " + ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common()))
