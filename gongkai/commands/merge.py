"""`gongkai merge`: joins archives of several machines or years."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.errors import ArchiveError
from archive.store import Archive
from gongkai.front import DONE, INCOMPLETE, Front, FrontCommand, echo_json, json_option
from gongkai.progress import progress_bar
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from archive.merge.merging import Merged


@click.command(cls=FrontCommand)
@click.argument("archives", nargs=-1, required=True, metavar="ARCHIVE...", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def merge(front: Front, archives: tuple[Path, ...], *, as_json: bool) -> None:
    """Take everything that each ARCHIVE holds into the archive named by --archive, which is made where it is not there.

    Archives are joined by content, in any order and any number of times with the same result; those named are only
    read. Numbers of reports, captures and runs are each archive's own: those of --archive stay, the others get new
    ones. Where two archives have different current readings of a document, the one that became current last stands.
    What was withdrawn in either is removed and kept out. A merge that was cut off is completed by the same command.
    """
    from archive import withdraw
    from archive.merge import merging, sources

    sources.refuse_what_is_none(archives, front.archive)
    with Archive.open(front.archive, create=True) as archive:
        with progress_bar(front, "merging") as report:
            merged = merging.merge(archive, archives, report)
        remains = None
        if any(one.removed for one in merged):
            try:
                withdraw.scrub(archive)
            except ArchiveError as error:
                remains = str(error)
    if as_json:
        echo_json({"archive": str(front.archive), "merged": list(map(asdict, merged)), "traces_remain": remains})
    else:
        _print(Terminal(), merged, remains)
    is_partial = remains is not None or any(one.damaged for one in merged)
    raise SystemExit(INCOMPLETE if is_partial else DONE)


def _print(terminal: Terminal, merged: "list[Merged]", remains: str | None) -> None:
    kinds = list(dict.fromkeys(kind for one in merged for kind in one.new))
    terminal.table(["new", *(one.source for one in merged)], [(kind, *(m.new[kind] for m in merged)) for kind in kinds])
    for one in merged:
        terminal.line(f"{one.source}: {one.reports[0]:,} reports before, {one.reports[1]:,} now")
        for number, what in (
            (one.replaced, "documents have the current reading of the other archive now, which became so later"),
            (one.removed, "payloads were removed here, for the other archive had withdrawn them"),
            (one.healed, "payloads that were damaged here are sound again"),
        ):
            if number:
                terminal.line(f"{one.source}: {number:,} {what}")
        for damage in one.damaged:
            terminal.line(f"{one.source}: damaged there: {damage}")
    if remains is not None:
        terminal.line(f"traces of what was withdrawn remain in the file: {remains}; `gongkai withdraw` removes them")
