"""`gongkai show`: one report."""

from dataclasses import asdict

import click

from gongkai.front import Front, FrontCommand, echo_json, json_option
from gongkai.past import as_of_option, opened
from gongkai.terminal import Terminal, paged


@click.command(cls=FrontCommand)
@click.argument("report")
@as_of_option
@json_option
@click.pass_obj
def show(front: Front, report: str, *, as_of: str | None, as_json: bool) -> None:
    """Show one report: its fields, tables, notes, checks, prose, captures and readings.

    REPORT is a report_id, or the URL of the report's best capture.
    """
    from gongkai import reports

    with opened(front, as_of) as archive:
        shown = reports.find_report(archive, report)
    if as_json:
        echo_json(asdict(shown))
        return
    with paged(Terminal()) as terminal:
        reports.print_fields(terminal, shown)
        reports.print_tables(terminal, shown.reading)
        reports.print_notes(terminal, shown)
        reports.print_corrections(terminal, shown)
        reports.print_checks(terminal, shown)
        reports.print_prose(terminal, shown)
        reports.print_documents(terminal, shown)
        reports.print_history(terminal, shown)
