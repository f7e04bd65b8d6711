"""`gongkai search`: full text over the sections of reports."""

from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from archive.store import Archive
from gongkai.front import NUMBER, Failure, Front, FrontCommand, echo_json, json_option
from gongkai.terminal import Terminal, one_line, paged

if TYPE_CHECKING:
    from archive.search import Hit

# Brackets that no report uses; `gongkai explain` marks the cell it speaks of with them as well.
MARKS = ("⟦", "⟧")


@click.command(cls=FrontCommand)
@click.argument("words", nargs=-1, metavar="TEXT")
@click.option("--year", type=NUMBER, help="Only reports for this year.")
@click.option("--province", help="Only reports from a province with this in its name.")
@click.option("--agency", help="Only reports of agencies with this in their name.")
@click.option(
    "--limit", type=click.IntRange(1, 1_000_000), default=20, show_default=True, help="Sections to show at most."
)
@click.option("--rebuild", is_flag=True, help="Make the index anew first; alone, only that.")
@json_option
@click.pass_obj
def search(
    front: Front,
    words: tuple[str, ...],
    year: int | None,
    province: str | None,
    agency: str | None,
    limit: int,
    *,
    rebuild: bool,
    as_json: bool,
) -> None:
    """Find sections that hold TEXT, the newest report year first. One character is enough.

    Several words must all be there; "words in double quotes" must stand together. Full and half width, capitals
    and small letters are the same. A word is found within longer ones, too.
    """
    from archive.search import Filters
    from archive.search import search as hits_of

    if rebuild:
        _rebuild(front)
    elif not words:
        raise Failure("say what to find: `gongkai search TEXT`")
    if not words:
        return
    text = " ".join(words)
    with Archive.open_read_only(front.archive) as archive:
        found = list(islice(hits_of(archive, text, Filters(year, province, agency)), limit + 1))
    hits, there_are_more = found[:limit], len(found) > limit
    if as_json:
        echo_json({"text": text, "hits": list(map(_as_json, hits)), "more": there_are_more})
        return
    with paged(Terminal()) as terminal:
        _print(terminal, hits)
        terminal.line("nothing found" if not hits else "")
        if there_are_more:
            terminal.line(f"there are more; --limit shows more than {limit}, --year, --province and --agency narrow")


def _rebuild(front: Front) -> None:
    from archive.search import rebuild

    with Archive.open(front.archive) as archive:
        front.say(f"the index is made anew: {rebuild(archive):,} reports")


def _print(terminal: Terminal, hits: "list[Hit]") -> None:
    for hit in hits:
        terminal.heading(f"{one_line(hit.agency)}, {one_line(hit.year)} · report {hit.report_id}{_section(hit)}")
        terminal.line(hit.marked(*MARKS))


def _section(hit: "Hit") -> str:
    return f" · {one_line(hit.heading)}" if hit.heading else ""


def _as_json(hit: "Hit") -> dict[str, Any]:
    return asdict(hit) | {"marked": hit.marked(*MARKS)}
