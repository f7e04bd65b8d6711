"""`gongkai export`: an archive for other programs: its views as tables, its captures as evidence."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.store import Archive
from gongkai import __version__
from gongkai.front import DONE, INCOMPLETE, Failure, Front, FrontCommand, echo_json, json_option
from gongkai.past import as_of_option, opened
from gongkai.progress import progress_bar
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from archive.export.places import Exported, Progress

FILES_OF_VIEWS = ("csv", "jsonl", "parquet")
RAW = ("warc", "wacz")
LAYOUTS = (*FILES_OF_VIEWS, "xlsx", "datapackage", *RAW)
_MEGABYTE = 1_000_000
_RAW_SAYS = "raw evidence: telephone numbers and e-mail addresses are not masked"


@click.command(cls=FrontCommand)
@click.argument("layout", metavar="FORMAT", type=click.Choice(LAYOUTS))
@click.argument("dest", type=click.Path(path_type=Path))
@click.option("--view", "views", multiple=True, metavar="NAME", help="Only this view; can be given several times.")
@click.option("--force", is_flag=True, help="Write anew what is there already, where it is such an export.")
@click.option(
    "--file-size",
    type=click.IntRange(1),
    metavar="MB",
    help="warc: begin another file after so many megabytes. Without it: 1000.",
)
@as_of_option
@json_option
@click.pass_obj
def export(
    front: Front,
    layout: str,
    dest: Path,
    views: tuple[str, ...],
    *,
    force: bool,
    file_size: int | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Write the archive to DEST in another format. It shows one moment and appears only when it is whole.

    \b
    csv, jsonl   every view as a file in the folder DEST
    parquet      the same, with types; needs the extra [export]
    xlsx         the file DEST, a sheet for each view; needs the extra [export]
    datapackage  the folder DEST: CSV files and datapackage.json, which explains every column
    warc         the folder DEST: all captures with their payloads in .warc.gz files, and index.cdxj
    wacz         the file DEST: the same in one, with a list of pages

    `gongkai_columns` explains the views. In CSV, NULL is an empty cell and the empty text is ""; texts that a
    spreadsheet would take for a formula begin with an apostrophe. WARC and WACZ are raw evidence: nothing is masked.
    """  # noqa: D301 - click takes the character \b, alone on a line, to keep the lines that follow
    if layout in RAW and views:
        raise Failure(f"--view chooses among tables; {layout} has all captures")
    if layout != "warc" and file_size is not None:
        raise Failure(f"--file-size is for warc; {layout} has no such parts")
    with opened(front, as_of) as archive, progress_bar(front, "exporting") as report:
        if layout in RAW:
            exported = _export_raw(archive, layout, dest, file_size, report, force=force)
        else:
            exported = _export_tables(archive, layout, dest, views, report, force=force)
    if as_json:
        echo_json({"format": layout} | asdict(exported))
    else:
        _print(layout, exported)
    raise SystemExit(DONE if exported.whole else INCOMPLETE)


def _export_tables(
    archive: Archive, layout: str, dest: Path, views: tuple[str, ...], report: "Progress", *, force: bool
) -> "Exported":
    if layout == "xlsx":
        from archive.export.workbook import export_xlsx

        return export_xlsx(archive, dest, views=views, force=force, progress=report)
    if layout == "datapackage":
        from archive.export.datapackage import export_datapackage

        return export_datapackage(archive, dest, views=views, force=force, progress=report)
    from archive.export import tables
    from archive.export.places import Exported

    return Exported(tables.export(archive, layout, dest, views=views, force=force, progress=report), [])


def _export_raw(
    archive: Archive, layout: str, dest: Path, file_size: int | None, report: "Progress", *, force: bool
) -> "Exported":
    software = f"gongkai/{__version__}"
    if layout == "wacz":
        from archive.export.wacz import export_wacz

        return export_wacz(archive, dest, software=software, force=force, progress=report)
    from archive.export.warc import LARGEST_FILE, export_warc

    largest = LARGEST_FILE if file_size is None else file_size * _MEGABYTE
    return export_warc(archive, dest, software=software, largest=largest, force=force, progress=report)


def _print(layout: str, exported: "Exported") -> None:
    terminal = Terminal()
    headings = ["file", "records" if layout in RAW else "rows", "bytes"]
    rows: list[list[object]] = [[one.path, "" if one.rows is None else one.rows, one.size] for one in exported.files]
    if layout == "xlsx":  # one file with many sheets
        headings, rows = ["sheet", "rows"], [[one.view, one.rows] for one in exported.files]
    terminal.table(headings, rows, longest=120)
    for what in exported.left_out:
        terminal.line(f"{'left out' if layout in RAW else 'note'}: {what}")
    if layout in RAW:
        terminal.line(_RAW_SAYS)
