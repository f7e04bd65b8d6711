"""`gongkai derive`: outside programs make scans and old office files readable."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from archive.store import Archive
from gongkai.front import DONE, INCOMPLETE, Front, FrontCommand, echo_json, json_option
from gongkai.parsing import is_incomplete, parse_new, print_summary
from gongkai.progress import progress_bar
from gongkai.terminal import Terminal, counted

if TYPE_CHECKING:
    from archive.derived.deriving import DeriveSummary, Plan
    from archive.derived.recipes import Recipe
    from archive.parsed.reparse import RunSummary


@click.command(cls=FrontCommand)
@click.option("--ocr", "wants_ocr", is_flag=True, help="Only read scanned PDF and OFD files and pictures by OCR.")
@click.option("--office", "wants_office", is_flag=True, help="Only convert office files with LibreOffice.")
@click.option("--plan", is_flag=True, help="Only list what would be made.")
@click.option("--again", is_flag=True, help="Also make anew what these versions made, or failed to make, before.")
@click.option("--no-parse", is_flag=True, help="Do not read what was made; `gongkai parse` does.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Programs that run at a time."
)
@json_option
@click.pass_obj
def derive(
    front: Front,
    workers: int,
    *,
    wants_ocr: bool,
    wants_office: bool,
    plan: bool,
    again: bool,
    no_parse: bool,
    as_json: bool,
) -> None:
    """Make readable what our readers cannot read: scans by OCR, old office files by LibreOffice.

    What is made is kept beside the payload that it was made from, with the program and its version, and read like any
    other document. Values that OCR saw carry a note; what it is not sure of is no value.
    """
    from archive.derived import deriving
    from archive.derived.recipes import ocr, office

    wants_all = wants_ocr == wants_office
    chosen = [recipe() for recipe, is_wanted in ((office, wants_office), (ocr, wants_ocr)) if is_wanted or wants_all]
    if plan:
        with Archive.open_read_only(front.archive) as archive:
            planned = deriving.plan(archive, chosen, again=again)
        echo_json([asdict(one) for one in planned]) if as_json else _print_plan(planned)
        return
    with Archive.open(front.archive) as archive:
        summary, reading = _derive(front, archive, chosen, workers, again=again, parse=not no_parse)
    if as_json:
        echo_json(asdict(summary) | {"reading": None if reading is None else asdict(reading)})
    else:
        _print(summary, reading)
    is_whole = not summary.failed and not summary.missing and (reading is None or not is_incomplete(reading))
    raise SystemExit(DONE if is_whole else INCOMPLETE)


def _derive(
    front: Front, archive: Archive, recipes: "list[Recipe]", workers: int, *, again: bool, parse: bool
) -> "tuple[DeriveSummary, RunSummary | None]":
    """What was made, and what came of reading it; None where nothing was read."""
    from archive.derived import deriving

    with progress_bar(front, "deriving") as report:
        summary = deriving.derive(archive, recipes, workers, report, again=again)
    if not parse or not summary.documents:
        return summary, None
    return summary, parse_new(front, archive)


def _print_plan(planned: "list[Plan]") -> None:
    terminal = Terminal()
    for one in planned:
        program = f"{one.tool} {one.tool_version}" if one.tool_version else f"{one.tool}, not installed"
        terminal.heading(f"{one.recipe}: {len(one.waiting)} payloads wait ({program})")
        if one.waiting and one.missing:
            terminal.line(one.missing)
        rows = [(w.sha256[:12], w.kind, w.size, w.why, w.url) for w in one.waiting]
        if rows:
            terminal.table(["payload", "kind", "bytes", "why", "url"], rows, longest=80)


def _print(summary: "DeriveSummary", reading: "RunSummary | None") -> None:
    terminal = Terminal()
    terminal.line(
        f"{counted(summary.made, 'payload')} made in {summary.seconds:.1f} s, "
        f"{counted(summary.documents, 'new document')}; nothing could be made of {len(summary.failed)}"
    )
    if reading is not None:
        print_summary(reading)
    if summary.failed:
        rows = [(one.waiting.sha256[:12], one.waiting.kind, one.why, one.waiting.url) for one in summary.failed]
        terminal.table(["payload", "kind", "why", "url"], rows, longest=100)
    for missing in summary.missing:
        terminal.line(missing)
