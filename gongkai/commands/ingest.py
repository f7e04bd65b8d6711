"""`gongkai ingest`: files already at hand as captures."""

import os
import sqlite3
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive import moments
from archive.raw.captures import record
from archive.store import Archive
from gongkai.front import DONE, INCOMPLETE, Failure, Front, FrontCommand, echo_json, json_option
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from gongkai.files import Named

COMMIT_EVERY = 200  # files
LIKELY = {".html", ".htm", ".shtml", ".txt", ".pdf", ".docx", ".doc", ".wps", ".xlsx", ".xls"}  # to look into first


class _Moment(click.ParamType[str]):
    """A date or time, or the word mtime; as the archive writes times."""

    name = "time"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value == "mtime":
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time such as 2024-03-31 or 2024-03-31T08:00:00+08:00, nor mtime", param, ctx)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime(moments.FORMAT)


@click.command(cls=FrontCommand)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--url-prefix", metavar="URL", help="Each file's URL is this + its path below the folder named.")
@click.option(
    "--fetched-at",
    type=_Moment(),
    help="When the files were fetched: a UTC date or time, or mtime for each file's own. Without it: now.",
)
@click.option("--no-parse", is_flag=True, help="Only keep the bytes; `gongkai parse` reads them later.")
@json_option
@click.pass_obj
def ingest(
    front: Front,
    paths: tuple[Path, ...],
    url_prefix: str | None,
    fetched_at: str | None,
    *,
    no_parse: bool,
    as_json: bool,
) -> None:
    """Take in files already at hand, and folders of them, as captures; then parse.

    HTML, text, PDF, DOCX and XLSX are read; DOC, WPS and XLS with the extra [office]. Files that no reader
    can read are kept too, and named. A file whose bytes are held under its URL
    already is only noted as seen again.
    """
    from gongkai.files import name_files
    from gongkai.parsing import is_incomplete, parse_new, print_failures, print_summary, read_failures

    files = name_files(paths, url_prefix)
    _refuse_unreadable(files, paths)
    with Archive.open(front.archive, create=True) as archive:
        taken = _take(archive, files, fetched_at)
        summary = None if no_parse else parse_new(front, archive)
        failures = [] if summary is None else read_failures(archive, summary)
    if as_json:
        echo_json(asdict(taken) | {"parse": summary and asdict(summary), "not_read": failures})
    else:
        _print(taken)
        if summary is not None:
            print_summary(summary)
        print_failures(failures)
    is_partial = taken.left_out or (summary is not None and is_incomplete(summary))
    raise SystemExit(INCOMPLETE if is_partial else DONE)


@dataclass
class Taken:
    """What became of the files; those left out stand with the reason."""

    files: int = 0
    new_payloads: int = 0
    held_already: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)


def _refuse_unreadable(files: "list[Named]", paths: tuple[Path, ...]) -> None:
    """Raise Failure where no reader reads any of the files: then the path is likely a mistake."""
    from gongkai.files import capture_of, is_readable

    likely_first = sorted(files, key=lambda named: named.path.suffix.lower() not in LIKELY)
    if not any(is_readable(capture_of(named, None)) for named in likely_first if os.access(named.path, os.R_OK)):
        names = ", ".join(map(str, paths))
        raise Failure(f"{names}: none of {len(files)} files is of a kind that can be read; nothing was taken in")


def _take(archive: Archive, files: "list[Named]", fetched_at: str | None) -> Taken:
    taken = Taken()
    for start in range(0, len(files), COMMIT_EVERY):
        with archive.write() as connection:
            for named in files[start : start + COMMIT_EVERY]:
                _take_one(connection, named, fetched_at, taken)
    return taken


def _take_one(connection: sqlite3.Connection, named: "Named", fetched_at: str | None, taken: Taken) -> None:
    from gongkai.files import capture_of

    try:
        capture = capture_of(named, fetched_at)
    except OSError as error:
        taken.left_out.append((str(named.path), error.strerror or str(error)))
        return
    recorded = record(connection, capture)
    taken.files += 1
    taken.new_payloads += recorded.new_payload
    taken.held_already += recorded.verdict == "revisit"
    if capture.body is None:
        taken.left_out.append((str(named.path), str(capture.error)))


def _print(taken: Taken) -> None:
    terminal = Terminal()
    terminal.line(f"{taken.files} files taken in: {taken.new_payloads} new payloads, {taken.held_already} held already")
    for path, reason in taken.left_out:
        terminal.line(f"left out: {path}: {reason}")
