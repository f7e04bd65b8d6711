"""`gongkai backup`: a copy of the archive, while a crawl runs."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from gongkai.front import Front, FrontCommand, echo_json, json_option
from gongkai.progress import progress_bar
from gongkai.terminal import Terminal


@click.command(cls=FrontCommand)
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def backup(front: Front, destination: Path, *, as_json: bool) -> None:
    """Copy the archive to the file DEST, or into the folder DEST under a name with the time.

    A crawl or a parse may go on meanwhile: the copy shows the moment at which it began. It is proven, row by row
    counted, before it takes its name; a file that is there already is never replaced. The copy is an archive: any
    command takes it with --archive.
    """
    from archive import backup as backing_up

    if destination.is_dir():
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        destination = destination / f"{front.archive.stem}-{moment}.db"
    with progress_bar(front, "copying") as report:
        copied = backing_up.backup(front.archive, destination, report)
    if as_json:
        echo_json({"archive": str(front.archive), **asdict(copied)})
    else:
        Terminal().line(
            f"{copied.path}: {copied.size:,} bytes, {copied.rows:,} rows of {copied.tables} tables, as in the archive"
        )
