"""`gongkai explain`: the way from a value to the bytes it was read from."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from gongkai.front import Front, FrontCommand, echo_json, json_option
from gongkai.past import as_of_option, opened
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from archive.explain import Explanation


@click.command(cls=FrontCommand)
@click.argument("report")
@click.argument("cell", metavar="TABLE.ROW.COLUMN")
@as_of_option
@json_option
@click.pass_obj
def explain(front: Front, report: str, cell: str, *, as_of: str | None, as_json: bool) -> None:
    """Show where a value comes from: capture, payload, reader, the printed row, labels, checks, other readings.

    REPORT is a report_id, or the URL of the report's best capture; TABLE.ROW.COLUMN is as in the view `cells`,
    for instance applications.new_received.total.
    """
    from archive.explain import explain as explained
    from gongkai.reports import find_report

    with opened(front, as_of) as archive:
        found = explained(archive, find_report(archive, report), cell)
    if as_json:
        echo_json(asdict(found))
        return
    terminal = Terminal()
    _print_figure(terminal, found)
    _print_correction(terminal, found)
    _print_source(terminal, found)
    _print_witnesses(terminal, found)


def _print_figure(terminal: Terminal, found: "Explanation") -> None:
    figure = found.figure
    terminal.heading(f"{figure.key} of report {found.report_id}")
    rows = [
        ("value", figure.value),
        ("unit", figure.unit),
        ("kind", figure.kind),
        ("printed", figure.raw),
        ("labels", " · ".join(figure.labels)),
        ("note", figure.note),
        ("derived", figure.derived),
    ]
    terminal.table(["", ""], [row for row in rows if row[1] not in (None, "") or row[0] == "value"], longest=160)


def _print_correction(terminal: Terminal, found: "Explanation") -> None:
    if found.correction is None:
        return
    from archive.parsed.overlay import shown

    one, read = found.correction.correction, found.correction.as_read
    terminal.heading(f"Correction {one.correction_id}, {found.correction.state}")
    rows = [
        ("the reading", f"{shown(read.value)} ({read.kind})" if read is not None else "has no such cell"),
        ("expected", shown(one.expected)),
        ("corrected to", shown(one.value)),
        ("reason", one.reason),
        ("source", one.source),
    ]
    terminal.table(["", ""], rows, longest=160)


def _print_source(terminal: Terminal, found: "Explanation") -> None:
    terminal.heading("Where it is printed")
    rows = [
        ("capture", f"{found.capture_id}, fetched {found.fetched_at}"),
        ("url", found.url),
        ("payload", f"sha256 {found.sha256}, {found.size} bytes"),
        *(
            ("made", f"by {one.made_by} ({one.recipe}) at {one.made_at} from payload {one.source_sha256}")
            for one in found.way
        ),
        ("reader", f"{found.reader_version}, fingerprint {found.fingerprint[:16]}"),
        ("place", found.figure.place or "nowhere: the document shows no such cell"),
    ]
    terminal.table(["", ""], rows, longest=160)
    if found.shows is not None:
        terminal.line(found.shows.row)
        if found.shows.markup:
            terminal.line()
            terminal.line(found.shows.markup)
    elif found.figure.place:
        terminal.line("the payload has nothing at this place; `gongkai reparse` reads it anew")


def _print_witnesses(terminal: Terminal, found: "Explanation") -> None:
    if found.checks:
        terminal.heading("Checks that touch it")
        rows = [(check.rule, check.subject, check.state, check.detail) for check in found.checks]
        terminal.table(["rule", "subject", "state", "detail"], rows, longest=100)
    if found.others:
        terminal.heading("What other readings of this report say")
        terminal.table(
            ["parse", "state", "reader", "value", "kind", "url"],
            [(o.parse_id, o.state, o.reader_version, o.value, o.kind, o.url) for o in found.others],
            longest=80,
        )
