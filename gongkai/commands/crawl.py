"""`gongkai crawl`: portals into the archive."""

import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.store import Archive
from gongkai.commands.portals import load_registry, portals_file, select_portals
from gongkai.crawling import print_crawl, run_crawl
from gongkai.due import due_portals
from gongkai.front import DONE, INCOMPLETE, Failure, Front, FrontCommand, echo_json, json_option
from gongkai.parsing import is_incomplete, parse_new, print_failures, print_summary, read_failures
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from archive.parsed.reparse import RunSummary
    from crawler.run import PlannedRequest
    from gongkai.rows import Row


class _Years(click.ParamType[frozenset[int]]):
    """2024, 2021-2025, or several of these with commas."""

    name = "years"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[int]:
        years: set[int] = set()
        for part in value.split(","):
            match = re.fullmatch(r"(20\d\d)(?:-(20\d\d))?", part.strip())
            if match is None:
                self.fail(f"{part!r} is no report year such as 2024, and no range such as 2021-2025", param, ctx)
            years.update(range(int(match[1]), int(match[2] or match[1]) + 1))
        if not years:
            self.fail(f"{value!r} names no year: a range goes from the earlier year to the later", param, ctx)
        return frozenset(years)


@click.command(cls=FrontCommand)
@click.argument("wanted", nargs=-1, metavar="[PORTAL]...")
@click.option("--all", "everything", is_flag=True, help="Every portal of the registry.")
@click.option("--due", is_flag=True, help="Of these, or of all: those with `every` whose last crawl is longer ago.")
@click.option("--years", type=_Years(), metavar="2021-2025", help="Only reports for these years.")
@click.option("--max-requests", type=click.IntRange(1), metavar="N", help="Stop after N; the next crawl goes on.")
@click.option("--dry-run", is_flag=True, help="Only show what would be asked first; asks nothing.")
@click.option("--no-parse", is_flag=True, help="Only keep the bytes; `gongkai parse` reads them later.")
@portals_file
@json_option
@click.pass_obj
def crawl(
    front: Front,
    wanted: tuple[str, ...],
    years: frozenset[int] | None,
    max_requests: int | None,
    portals_path: Path | None,
    *,
    everything: bool,
    due: bool,
    dry_run: bool,
    no_parse: bool,
    as_json: bool,
) -> None:
    """Collect list pages, reports and attachments into the archive, then parse what is new.

    PORTAL is a portal id, a division code or its first digits, or a URL. A crawl that was cut off is taken up
    again by the same command. Public hosts are asked only with a contact: GONGKAI_CONTACT, or `contact` in
    the portals file.
    """
    from crawler.run import CrawlOptions, plan

    if not (wanted or everything or due):
        raise Failure("name a PORTAL (an id, a division code or its first digits, or a URL), or give --due or --all")
    if wanted and everything:
        raise Failure("give either PORTALs or --all, not both")
    registry = load_registry(portals_path)
    portals = select_portals(registry, wanted) if wanted else list(registry.portals.values())
    if due:
        portals = due_portals(portals, front.archive, datetime.now(UTC))
        if not portals:
            Terminal().line("no portal is due") if not as_json else echo_json(None)
            return
    if dry_run:
        _print_plan(plan(portals), as_json=as_json)
        return
    options = CrawlOptions(years or frozenset(), max_requests, registry.contact, front.log_level)
    summary = run_crawl(front, front.archive, portals, options)
    if not as_json:
        print_crawl(Terminal(), summary)
    # After Ctrl-C the user wants the prompt back; `gongkai parse` reads what was committed.
    is_stopped = summary.interrupted and max_requests is None
    parsed, failures = (None, []) if no_parse or is_stopped else _parse(front)
    if as_json:
        told = {"exit_code": summary.exit_code, "parse": parsed and asdict(parsed), "not_read": failures}
        echo_json(asdict(summary) | told)
    elif parsed is not None:
        print_summary(parsed)
        print_failures(failures)
    raise SystemExit(summary.exit_code or (INCOMPLETE if parsed is not None and is_incomplete(parsed) else DONE))


def _parse(front: Front) -> "tuple[RunSummary, list[Row]]":
    with Archive.open(front.archive) as archive:
        parsed = parse_new(front, archive)
        return parsed, read_failures(archive, parsed)


def _print_plan(requests: "list[PlannedRequest]", *, as_json: bool) -> None:
    if as_json:
        echo_json([asdict(request) for request in requests])
    else:
        Terminal().table(["portal", "why", "url"], [(r.portal_id, r.why, r.url) for r in requests], longest=100)
