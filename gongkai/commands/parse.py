"""`gongkai parse` reads what was never read, `gongkai reparse` reads again."""

from dataclasses import asdict

import click

from archive.store import Archive
from gongkai.front import DONE, INCOMPLETE, NUMBER, Failure, Front, FrontCommand, echo_json, json_option
from gongkai.parsing import (
    is_incomplete,
    parse_new,
    print_failures,
    print_plan,
    print_summary,
    read_failures,
    workers_option,
)
from gongkai.progress import progress_bar

_LONGEST = 86_400  # seconds: a day


@click.command(cls=FrontCommand)
@click.option("--plan", is_flag=True, help="Only count what would be read.")
@workers_option
@json_option
@click.pass_obj
def parse(front: Front, workers: int, *, plan: bool, as_json: bool) -> None:
    """Read what has never been read. The readings are current at once."""
    if plan:
        from archive.parsed.selections import plan_parse

        with Archive.open_read_only(front.archive) as archive:
            counted = plan_parse(archive)
        echo_json(asdict(counted)) if as_json else print_plan(counted)
        return
    with Archive.open(front.archive) as archive:
        summary = parse_new(front, archive, workers)
        failures = read_failures(archive, summary)
    if as_json:
        echo_json(asdict(summary) | {"not_read": failures})
    else:
        print_summary(summary)
        print_failures(failures)
    raise SystemExit(INCOMPLETE if is_incomplete(summary) else DONE)


@click.command(cls=FrontCommand)
@click.option("--all", "everything", is_flag=True, help="Read again what is not stale, too.")
@click.option("--where", metavar="SQL", help="Only reports that this condition on the view `reports` holds for.")
@click.option("--portal", metavar="ID", help="Only documents of this portal.")
@click.option("--form", help="Only documents whose current reading has this form.")
@click.option("--year", type=NUMBER, help="Only documents whose current reading has this report year.")
@click.option(
    "--given-up",
    type=click.IntRange(1, _LONGEST),
    metavar="SECONDS",
    help="Instead of what is stale: what was given up, with so many seconds of processor time for each.",
)
@click.option("--plan", is_flag=True, help="Only count what would be read.")
@click.option("--promote", is_flag=True, help="Make the new readings current where the gate passes.")
@workers_option
@json_option
@click.pass_obj
def reparse(
    front: Front,
    where: str | None,
    portal: str | None,
    form: str | None,
    year: int | None,
    given_up: int | None,
    workers: int,
    *,
    everything: bool,
    plan: bool,
    promote: bool,
    as_json: bool,
) -> None:
    """Read again what is stale: the reader, a form or a library changed since.

    The new readings are candidates beside the current ones; `gongkai runs diff` shows what differs and
    `gongkai runs promote` makes them current.

    A document that takes more than a minute of processor time, or more than 2 GiB of memory, is given up, and stays so
    while its reader does not change. `--given-up 600 --promote` gives each of these ten minutes, and 8 GiB.
    """
    from archive.parsed import reparse as again
    from archive.parsed.selections import Selection, plan_reparse

    if given_up is not None and (everything or (where, form, year) != (None, None, None)):
        raise Failure("--given-up is for what has no form, year or report; only --portal narrows it")
    selection = Selection(everything, where, portal, form, year, given_up)
    if plan:
        with Archive.open_read_only(front.archive) as archive:
            counted = plan_reparse(archive, selection)
        echo_json(asdict(counted)) if as_json else print_plan(counted)
        return
    with Archive.open(front.archive) as archive:
        with progress_bar(front, "reading again", timed=True) as report:
            summary = again.reparse(archive, selection, workers, lambda step: report(step.done, step.total, ""))
        failures = read_failures(archive, summary)
        if not as_json:
            print_summary(summary)
            print_failures(failures)
        is_asked = promote and summary.run_id is not None
        refusal = _promote(archive, summary.run_id or 0) if is_asked else None
    if as_json:
        told = {"promoted": is_asked and refusal is None, "not_promoted_because": refusal, "not_read": failures}
        echo_json(asdict(summary) | told)
    elif refusal is not None:
        raise Failure(refusal, INCOMPLETE)
    elif is_asked:
        front.say(f"run {summary.run_id} is promoted")
    elif summary.run_id is not None:
        front.say(f"candidates; next: gongkai runs diff {summary.run_id}, gongkai runs promote {summary.run_id}")
    raise SystemExit(INCOMPLETE if is_incomplete(summary) or refusal is not None else DONE)


def _promote(archive: Archive, run_id: int) -> str | None:
    """Why the run is not promoted; None: it is."""
    from archive.parsed import runs

    try:
        runs.promote(archive, run_id)
    except runs.RunRefused as error:
        return str(error)
    return None
