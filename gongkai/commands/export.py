"""`gongkai export`: an archive's views as files for other programs."""

from dataclasses import asdict
from pathlib import Path

import click

from archive.store import Archive
from gongkai.front import Front, FrontCommand, echo_json, json_option
from gongkai.progress import progress_bar
from gongkai.terminal import Terminal

LAYOUTS = ("csv", "jsonl")


@click.command(cls=FrontCommand)
@click.argument("layout", metavar="FORMAT", type=click.Choice(LAYOUTS))
@click.argument("dest", type=click.Path(path_type=Path, file_okay=False))
@click.option("--view", "views", multiple=True, metavar="NAME", help="Only this view; can be given several times.")
@click.option("--force", is_flag=True, help="Write files anew that are there already.")
@json_option
@click.pass_obj
def export(front: Front, layout: str, dest: Path, views: tuple[str, ...], *, force: bool, as_json: bool) -> None:
    """Write every view as one file into the folder DEST; FORMAT is csv or jsonl.

    All files show the archive at one moment; `gongkai_columns` explains every column. In CSV, NULL is an empty cell
    and the empty text is ""; texts that a spreadsheet would take for a formula begin with an apostrophe. JSON lines
    have every value as it is.
    """
    from archive.export import tables

    with Archive.open_read_only(front.archive) as archive, progress_bar(front, "exporting") as report:
        written = tables.export(archive, layout, dest, views=views, force=force, progress=report)
    if as_json:
        echo_json(list(map(asdict, written)))
    else:
        Terminal().table(["file", "rows", "bytes"], [(one.path, one.rows, one.size) for one in written], longest=120)
