"""`gongkai query`: SQL over the archive."""

import sys

import click

from gongkai.front import Front, FrontCommand
from gongkai.past import as_of_option, opened
from gongkai.terminal import Terminal, paged

FORMATS = ("table", "csv", "json", "jsonl")


@click.command(cls=FrontCommand)
@click.argument("sql")
@click.option("--format", "layout", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--json", "layout", flag_value="json", help="The same as --format json.")
@as_of_option
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="Stop a statement that takes longer.")
@click.pass_obj
def query(front: Front, sql: str, layout: str, as_of: str | None, seconds: float | None) -> None:
    """Run one SQL statement that reads.

    The views are described in `select * from gongkai_columns`. Tables cut long texts with …; the other formats
    give all. In CSV, NULL is an empty cell and the empty text is ""; texts that a spreadsheet would take for a
    formula begin with an apostrophe. Bytes are base64.
    """
    from archive.query import select
    from gongkai import rows

    with opened(front, as_of) as archive:
        result = select(archive, sql, seconds=seconds)
        if layout == "table":
            with paged(Terminal()) as terminal:
                terminal.table(result.columns, result.rows)
            return
        write = {"csv": rows.write_csv, "json": rows.write_json, "jsonl": rows.write_json_lines}[layout]
        write(result.columns, result.rows, sys.stdout)
