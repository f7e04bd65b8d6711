"""`gongkai crawl`: portals into the archive."""

import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.store import Archive
from gongkai.commands.portals import load_registry, portals_file, select_portals
from gongkai.crawl_reports import format_of, print_findings, write_report
from gongkai.crawling import print_crawl, run_crawl
from gongkai.due import cut_off_before, due_portals
from gongkai.front import DONE, INCOMPLETE, Failure, Front, FrontCommand, echo_json, json_option
from gongkai.parsing import is_incomplete, parse_new, print_failures, print_summary, read_failures
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from archive.parsed.reparse import RunSummary
    from archive.yields import Finding
    from crawler.registry import Portal
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
@click.option("--recheck", is_flag=True, help="Ask again for everything that earlier crawls tell.")
@click.option("--no-parse", is_flag=True, help="Only keep the bytes; `gongkai parse` reads them later.")
@click.option(
    "--report",
    "report_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report on the crawl there: .txt, .json or .html. `gongkai crawls show` writes it later as well.",
)
@portals_file
@json_option
@click.pass_obj
def crawl(
    front: Front,
    wanted: tuple[str, ...],
    years: frozenset[int] | None,
    max_requests: int | None,
    portals_path: Path | None,
    report_path: Path | None,
    *,
    everything: bool,
    due: bool,
    dry_run: bool,
    recheck: bool,
    no_parse: bool,
    as_json: bool,
) -> None:
    """Collect list pages, reports and attachments into the archive, then parse what is new.

    PORTAL is a portal id, a division code or its first digits, or a URL. A crawl that was cut off is taken up
    again by the same command. Columns that were found before are not looked for again; lists are read until they
    show what is known; what is held is asked for only if it has changed, and with --due at growing intervals.
    Public hosts are asked only with a contact: GONGKAI_CONTACT, or `contact` in the portals file.
    """
    from crawler.run import CrawlOptions, plan

    if not (wanted or everything or due):
        raise Failure("name a PORTAL (an id, a division code or its first digits, or a URL), or give --due or --all")
    if wanted and everything:
        raise Failure("give either PORTALs or --all, not both")
    if report_path is not None:
        format_of(report_path)
    registry = load_registry(portals_path)
    portals = select_portals(registry, wanted) if wanted else list(registry.portals.values())
    if due:
        portals, why_none = _due_now(front, portals, may_go_on=not (years or recheck))
        if not portals:
            Terminal().line(why_none) if not as_json else echo_json(None)
            return
    if dry_run:
        _print_plan(plan(portals, front.archive, years or frozenset(), recheck=recheck), as_json=as_json)
        return
    options = CrawlOptions(
        years or frozenset(), max_requests, registry.contact, front.log_level, routine=due, recheck=recheck
    )
    summary = run_crawl(front, front.archive, portals, options)
    if not as_json:
        print_crawl(Terminal(), summary)
    # After Ctrl-C the user wants the prompt back; `gongkai parse` reads what was committed.
    is_stopped = summary.interrupted and max_requests is None
    parsed, failures = (None, []) if no_parse or is_stopped else _parse(front)
    found = _report_on(front, summary.crawl_id, report_path)
    is_less = bool(found) or (parsed is not None and is_incomplete(parsed))
    exit_code = summary.exit_code or (INCOMPLETE if is_less else DONE)
    if as_json:
        told = {"exit_code": exit_code, "parse": parsed and asdict(parsed), "not_read": failures}
        echo_json(asdict(summary) | told | {"findings": [asdict(finding) for finding in found]})
    else:
        if parsed is not None:
            print_summary(parsed)
            print_failures(failures)
        print_findings(Terminal(), found)
    raise SystemExit(exit_code)


def _due_now(front: Front, portals: "list[Portal]", *, may_go_on: bool) -> "tuple[list[Portal], str]":
    """The portals that are due, or those of a crawl that was cut off, which goes on first; and why there are none."""
    due = due_portals(portals, front.archive, datetime.now(UTC))
    if not due:
        return [], "no portal is due"
    cut_off = cut_off_before(due, front.archive) if may_go_on else []
    if cut_off and len(cut_off) < len(due):
        front.say(f"a crawl of {len(cut_off)} portals was cut off and goes on first; {len(due)} are due")
    return _awake(front, cut_off or due, may_leave_out=not cut_off), "no portal is due that may be asked now"


def _awake(front: Front, portals: "list[Portal]", *, may_leave_out: bool) -> "list[Portal]":
    """The portals without those in their quiet hours; all of them where the crawl is one that goes on for them all."""
    from crawler.quiet import quiet_portals, quiet_words

    quiet = quiet_portals(portals, datetime.now(UTC))
    if quiet:
        front.say(f"left for later: {quiet_words(quiet)}")
    if may_leave_out or len(quiet) == len(portals):
        return [portal for portal in portals if portal.id not in quiet]
    return portals


def _parse(front: Front) -> "tuple[RunSummary, list[Row]]":
    with Archive.open(front.archive) as archive:
        parsed = parse_new(front, archive)
        return parsed, read_failures(archive, parsed)


def _report_on(front: Front, crawl_id: int, path: Path | None) -> "tuple[Finding, ...]":
    """Where the crawl brought less than the portals' own history lets expect; the report goes to `path`."""
    from archive.crawl_report import crawl_report
    from archive.yields import findings

    with Archive.open_read_only(front.archive) as archive:
        if path is None:
            return findings(archive.connection, crawl_id)
        report = crawl_report(archive, crawl_id)
    write_report(report, path)
    return report.findings


def _print_plan(requests: "list[PlannedRequest]", *, as_json: bool) -> None:
    if as_json:
        echo_json([asdict(request) for request in requests])
    else:
        rows = [(r.portal_id, r.why, r.url, r.not_asked) for r in requests]
        Terminal().table(["portal", "why", "url", "not asked, because"], rows, longest=100)
