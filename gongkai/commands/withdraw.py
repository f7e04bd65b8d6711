"""`gongkai withdraw`: removes a payload by law or on request."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from archive.errors import ArchiveError
from archive.store import Archive
from gongkai.front import DONE, INCOMPLETE, Failure, Front, FrontCommand, echo_json, json_option
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from archive.withdraw import Removed


@click.command(cls=FrontCommand)
@click.argument("sha256", metavar="SHA256")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is kept, and shown wherever the payload was.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--yes", is_flag=True, help="Do not ask; without a terminal nothing is asked anyway.")
@json_option
@click.pass_obj
def withdraw(front: Front, sha256: str, reason: str, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Remove a payload, by its digest, and all that was made from it, by law or on request. There is no undo.

    The first eight digits of SHA256 and more will do. Captures stay, and a tombstone with digest, size, reason and
    date, which verify, merge, exports and later crawls heed: the same bytes are not kept again. The file is written
    anew, so that nothing is left in it; copies made earlier (backups, exports, merged archives) still have it.
    """
    from archive import withdraw as withdrawing

    if dry_run:
        _say(withdrawing.foresee(front.archive, sha256), as_json=as_json, would=True, remains=None)
        return
    with Archive.open(front.archive) as archive:
        digest = withdrawing.find(archive, sha256)
        if not yes and sys.stdin.isatty() and sys.stdout.isatty():
            _print(withdrawing.preview(archive, digest), would=True)
            if not click.confirm("Withdraw it? This cannot be undone", err=True):
                raise Failure("nothing was withdrawn", INCOMPLETE)
        removed = withdrawing.withdraw(archive, digest, reason)
        try:
            withdrawing.scrub(archive)
            remains = None
        except ArchiveError as error:
            remains = str(error)
    _say(removed, as_json=as_json, would=False, remains=remains)
    raise SystemExit(INCOMPLETE if remains else DONE)


def _say(removed: "Removed", *, as_json: bool, would: bool, remains: str | None) -> None:
    if as_json:
        echo_json(asdict(removed) | {"withdrawn": not would, "traces_remain": remains})
        return
    _print(removed, would=would)
    if remains is not None:
        Terminal().line(f"traces remain in the file: {remains}; the same command, given again, removes them")


def _print(removed: "Removed", *, would: bool) -> None:
    terminal = Terminal()
    if removed.was_withdrawn:
        terminal.line(f"payload {removed.sha256} was withdrawn before; its tombstone stands as it was")
        return
    verb = "would go" if would else "gone"
    terminal.line(f"payload {removed.sha256}, {removed.size:,} bytes: {verb}")
    terminal.line(
        f"{verb} with it: {removed.documents:,} documents, {removed.readings:,} readings, {removed.bodies:,} stored "
        f"bodies; {removed.captures:,} captures stay without the bytes"
    )
    if removed.derived:
        terminal.line(f"payloads made from it, {verb} too: {', '.join(removed.derived)}")
    for reports, what in (
        (removed.reports_gone, "reports not held any more"),
        (removed.reports_changed, "reports that stand on another document"),
    ):
        if reports:
            terminal.line(f"{what}: {', '.join(map(str, reports))}")
