"""`gongkai verify`: whether the archive still holds what was put into it."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from archive.store import Archive
from gongkai.front import ARCHIVE_UNUSABLE, DONE, Front, FrontCommand, echo_json, json_option
from gongkai.parsing import workers_option
from gongkai.progress import progress_bar
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from archive.fixity import Fixity
    from archive.parsed.rereading import Reread


@click.command(cls=FrontCommand)
@click.option("--rebuild", is_flag=True, help="Also read again what the installed readers have read, and compare.")
@workers_option
@json_option
@click.pass_obj
def verify(front: Front, workers: int, *, rebuild: bool, as_json: bool) -> None:
    """Prove every payload and reading by its digest, all references, the file, and the rows made from readings.

    Changes nothing. Each damage is named and the rest is looked at; exit code 3 says that there is some.
    """
    from archive import fixity

    with Archive.open_read_only(front.archive) as archive, progress_bar(front, "verifying", timed=True) as report:
        found = fixity.verify(archive, rebuild=rebuild, workers=workers, progress=report)
    if as_json:
        told = asdict(found) | {"unsettled": sorted(found.unsettled)}
        echo_json({"archive": str(front.archive), "sound": not found.damage, **told})
    else:
        _print(Terminal(), found)
    raise SystemExit(ARCHIVE_UNUSABLE if found.damage else DONE)


def _print(terminal: Terminal, found: "Fixity") -> None:
    looked_at = [
        ("payloads", found.payloads, _withdrawn(found.payloads_withdrawn)),
        ("stored readings", found.bodies, _withdrawn(found.bodies_withdrawn)),
        ("kinds of references", found.references, ""),
        (
            "reports whose rows follow from readings",
            found.reports - found.unproven - len(found.unsettled),
            _not_compared(found),
        ),
    ]
    if found.rereading is not None:
        looked_at.append(("documents read again", found.rereading.read, _not_proven(found.rereading)))
    terminal.table(["looked at", "", ""], looked_at, longest=100)
    if not found.damage:
        terminal.line("everything is as it was put there")
        return
    terminal.heading(f"{len(found.damage):,} damaged")
    terminal.table(
        ["kind", "capture", "url", "what"],
        [(damage.kind, damage.capture_id or "", damage.url or "", damage.what) for damage in found.damage],
        longest=400,
    )
    if any("the index for the search" in damage.what for damage in found.damage):
        terminal.line("`gongkai search --rebuild` makes the index for the search anew")


def _withdrawn(number: int) -> str:
    return f"{number:,} of them withdrawn" if number else ""


def _not_proven(rereading: "Reread") -> str:
    remarks = []
    if rereading.given_up:
        remarks.append(f"{rereading.given_up:,} of them were given up, then or now: not comparable")
    if rereading.of_other_code:
        remarks.append(f"{rereading.of_other_code:,} more were read by other code: not comparable")
    return "; ".join(remarks)


def _not_compared(found: "Fixity") -> str:
    remarks = []
    if found.unproven:
        remarks.append(f"{found.unproven:,} more rest on a damaged reading: not compared")
    if found.unsettled:
        remarks.append(f"{len(found.unsettled):,} more wait for `gongkai parse`, which makes their rows anew")
    return "; ".join(remarks)
