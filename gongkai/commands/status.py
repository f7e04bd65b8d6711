"""`gongkai status`: what an archive holds, and what wants looking after."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from archive.store import Archive
from gongkai.front import Front, FrontCommand, echo_json, json_option
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from archive.status import CrawlState, Sizes, Status


@click.command(cls=FrontCommand)
@json_option
@click.pass_obj
def status(front: Front, *, as_json: bool) -> None:
    """Show sizes, the newest crawl, stale readings, readers that changed unnoticed, and portals that refuse."""
    from archive.status import status as status_of

    with Archive.open_read_only(front.archive) as archive:
        found = status_of(archive)
    if as_json:
        echo_json({"archive": str(front.archive), **asdict(found), "stale": found.stale})
    else:
        _print(Terminal(), front, found)


def _print(terminal: Terminal, front: Front, found: "Status") -> None:
    sizes = found.sizes
    terminal.table(
        ["", ""],
        [
            ("archive", f"{front.archive}: {_bytes(sizes.file_bytes)}"),
            ("captures", f"{sizes.captures:,}"),
            ("payloads", _payloads(sizes)),
            ("documents", f"{sizes.documents:,}: {_not_reports(found)}"),
            ("readings", f"{sizes.readings:,}: {found.stale:,} of the current ones are stale"),
            ("reports", f"{sizes.reports:,} by {sizes.publishers:,} publishers"),
            ("newest crawl", _crawl(found.newest_crawl)),
        ],
        longest=110,
    )
    readers = [(r.reader_version, r.installed_version, r.readings, r.unversioned) for r in found.readers if r.stale]
    if readers:
        terminal.heading("Stale: `gongkai reparse` reads these again")
        rows = [(*row, "changed without a new version" if is_unversioned else "") for *row, is_unversioned in readers]
        terminal.table(["read by", "installed", "readings", ""], rows)
    if found.failing_portals:
        terminal.heading("Portals that gave nothing but refusals when last crawled")
        portals = [(p.portal_id, p.name, _counted(p.refusals)) for p in found.failing_portals]
        terminal.table(["portal", "name", "refusals"], portals)
    for state, number in found.idle_corrections.items():
        terminal.line(f"corrections not applied, {state}: {number:,}; gongkai correct list --state {state}")
    for run in found.candidate_runs:
        terminal.line(f"run {run} waits to be promoted: gongkai runs diff {run}")
    for run in found.unfinished_runs:
        terminal.line(f"run {run} is at work or was cut off; the command that began it goes on with it")


def _payloads(sizes: "Sizes") -> str:
    derived = f"; {sizes.derived:,} of them derived by OCR or LibreOffice" if sizes.derived else ""
    return f"{sizes.payloads:,}: {_bytes(sizes.payload_bytes)}, stored in {_bytes(sizes.stored_bytes)}{derived}"


def _not_reports(found: "Status") -> str:
    return f"{found.unread:,} never read, {found.failed:,} could not be read, {found.not_reports:,} are no reports"


def _crawl(crawl: "CrawlState | None") -> str:
    if crawl is None:
        return "none"
    asked = ", ".join(f"{crawl.counts[name]:,} {name.replace('_', ' ')}" for name in _COUNTS)
    return f"{crawl.crawl_id}, {crawl.state}, begun {crawl.started_at}: {asked}"


_COUNTS = ("requests", "new_payloads", "revisits", "refusals", "pending")


def _counted(refusals: dict[str, int]) -> str:
    return ", ".join(f"{number} {verdict}" for verdict, number in refusals.items())


def _bytes(number: int) -> str:
    """`1.2 MB`."""
    size = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
