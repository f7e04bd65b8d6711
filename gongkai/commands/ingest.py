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
from gongkai.terminal import Terminal, counted

if TYPE_CHECKING:
    from gongkai.files import Named
    from gongkai.warc_files import WarcTaken

COMMIT_EVERY = 200  # files
# Endings of files to look into first.
LIKELY = {".html", ".htm", ".shtml", ".txt", ".pdf", ".ofd", ".docx", ".doc", ".wps", ".xlsx", ".xls"}


class _Moment(click.ParamType[str]):
    """A date or time, or the word mtime; as the archive writes times."""

    name = "time"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value == "mtime":
            return value
        try:
            moment = datetime.fromisoformat(value)
            moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
            written = moments.checked(moment.strftime(moments.FORMAT))
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no time such as 2024-03-31 or 2024-03-31T08:00:00+08:00, nor mtime", param, ctx)
        if written > moments.now():  # it would stand before all that is fetched till then
            self.fail(f"{value!r} is {written} in UTC, which is still to come", param, ctx)
        return written


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

    HTML, text, CSV, PDF, OFD, DOCX and XLSX are read; DOC, WPS and XLS with the extra [office]; RTF, ODT, ODS and
    pictures after `gongkai derive`. Files that no reader can read are kept too, and named. A file whose bytes are held
    under its URL already is only noted as seen again. Of folders, hidden files are not taken, nor folders behind links.

    WARC files (.warc, .warc.gz) and WACZ files give a capture for each answer that can be a report or a refusal, with
    the address and time that stand there; what can be no report is passed over and counted. The same file taken in
    again adds nothing.
    """
    from gongkai.files import name_files
    from gongkai.parsing import is_incomplete, parse_new, print_failures, print_summary, read_failures
    from gongkai.warc_files import INDEX_ENDINGS, is_warc

    files, left_out = name_files(paths, url_prefix)
    warcs = [named.path for named in files if is_warc(named.path)]
    if warcs:  # what lies beside them to find their records by is no document
        files = [named for named in files if not named.path.name.lower().endswith(INDEX_ENDINGS)]
    files = [named for named in files if named.path not in warcs]
    _refuse_idle_options(files, url_prefix, fetched_at)
    _refuse_unreadable(files, warcs, paths)
    with Archive.open(front.archive, create=True) as archive:
        taken = _take(archive, files, fetched_at)
        taken.left_out[:0] = left_out
        taken.warc = _take_warcs(archive, warcs, taken) if warcs else None
        if not as_json:  # what is kept is kept, though another process may be reading
            _print(taken)
        summary = None if no_parse else parse_new(front, archive)
        failures = [] if summary is None else read_failures(archive, summary)
    if as_json:
        echo_json(asdict(taken) | {"parse": summary and asdict(summary), "not_read": failures})
    else:
        if summary is not None:
            print_summary(summary)
        print_failures(failures)
    is_partial = not taken.is_whole or (summary is not None and is_incomplete(summary))
    raise SystemExit(INCOMPLETE if is_partial else DONE)


@dataclass
class Taken:
    """What became of the files: each brought a new payload, or its bytes were held already, maybe of another address.

    Those left out stand with the reason.
    """

    files: int = 0
    new_payloads: int = 0
    held_already: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)
    warc: "WarcTaken | None" = None

    @property
    def is_whole(self) -> bool:
        return not self.left_out and (self.warc is None or not (self.warc.remarks or self.warc.broken))


def _refuse_idle_options(files: "list[Named]", url_prefix: str | None, fetched_at: str | None) -> None:
    given = "--url-prefix" if url_prefix is not None else "--fetched-at" if fetched_at is not None else None
    if given is not None and not files:
        raise Failure(f"{given} is for files that state no address and time; WARC files do")


def _refuse_unreadable(files: "list[Named]", warcs: list[Path], paths: tuple[Path, ...]) -> None:
    """Raise Failure where no reader reads any of the files: then the path is likely a mistake."""
    from gongkai.files import capture_of, is_readable
    from gongkai.warc_files import has_a_record

    if any(has_a_record(path) for path in warcs if os.access(path, os.R_OK)):
        return
    likely_first = sorted(files, key=lambda named: named.path.suffix.lower() not in LIKELY)
    if not any(is_readable(capture_of(named, None)) for named in likely_first if os.access(named.path, os.R_OK)):
        names = ", ".join(map(str, paths))
        raise Failure(
            f"{names}: none of {len(files) + len(warcs)} files is of a kind that can be read; nothing was taken in"
        )


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
    if capture.body is None:
        taken.left_out.append((str(named.path), str(capture.error)))
        return
    taken.files += 1
    taken.new_payloads += recorded.new_payload
    taken.held_already += not recorded.new_payload


def _take_warcs(archive: Archive, warcs: list[Path], taken: Taken) -> "WarcTaken":
    from gongkai.warc_files import WarcTaken, take_warc

    all_taken, payloads = WarcTaken(), dict[str, str]()
    for path in warcs:
        try:
            take_warc(archive, path, all_taken, payloads)
        except OSError as error:
            taken.left_out.append((str(path), error.strerror or str(error)))
    return all_taken


def _print(taken: Taken) -> None:
    terminal = Terminal()
    if taken.files or taken.warc is None:
        new = f"{counted(taken.new_payloads, 'new payload')}, {taken.held_already} held already"
        terminal.line(f"{counted(taken.files, 'file')} taken in: {new}")
    if taken.warc is not None:
        _print_warc(terminal, taken.warc)
    for path, reason in taken.left_out:
        terminal.line(f"left out: {path}: {reason}")


def _print_warc(terminal: Terminal, warc: "WarcTaken") -> None:
    records = f"{counted(sum(warc.records.values()), 'record')}{_of_which(warc.records)}"
    terminal.line(f"{counted(warc.files, 'WARC file')} read: {records}")
    new = f"{counted(warc.new_payloads, 'new payload')}; {counted(warc.held_already, 'capture')} held already"
    terminal.line(f"{counted(warc.captures, 'capture')} taken in{_of_which(warc.verdicts)}: {new}")
    for reason, number in sorted(warc.passed_over.items()):
        terminal.line(f"passed over: {number} {reason}")
    for remark in warc.remarks:
        terminal.line(f"note: {remark}")
    for place in warc.broken:
        terminal.line(f"broken: {place}")


def _of_which(counts: dict[str, int]) -> str:
    return f" ({', '.join(f'{number} {what}' for what, number in sorted(counts.items()))})" if counts else ""
