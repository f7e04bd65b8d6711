"""`gongkai correct`: what a human knows better than a reading, laid over it."""

import csv
import math
import re
from dataclasses import asdict, astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.store import Archive
from gongkai.front import INCOMPLETE, NUMBER, Failure, Front, FrontGroup, echo_json, json_option
from gongkai.terminal import Terminal, paged

if TYPE_CHECKING:
    from archive.parsed.corrections import Listed, Said
    from parsers.model import Number

_NUMBER = re.compile(r"[+-]?\d*\.?\d+(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_LARGEST = 10**15  # up to there a number is kept to the last digit
STATES = ("applied", "agrees", "stale", "replaced", "superseded", "unread", "withdrawn")


def _figure(_ctx: click.Context, _param: click.Parameter, value: str) -> "Number | None":
    try:
        if value.strip():  # nothing is more likely a variable of the shell that is not set than a word on the cell
            return _number(value)
    except ValueError:
        pass
    raise click.BadParameter(f"{value!r} is no number, nor NULL")


@click.group(cls=FrontGroup)
def correct() -> None:
    """Corrections: a human's word on a cell, laid over the reading. Nothing is overwritten.

    A correction is of one payload: it stays through every re-parse, and holds while the reading says the value that it
    expects. Where the reading comes to say another, or a later document stands for the report, it says so.
    """


@correct.command()
@click.argument("report")
@click.argument("cell", metavar="TABLE.ROW.COLUMN")
@click.option("--old", metavar="VALUE", required=True, callback=_figure, help="What the reading says now, or NULL.")
@click.option("--new", metavar="VALUE", required=True, callback=_figure, help="What is right; NULL: not settled.")
@click.option("--reason", required=True, help="Why.")
@click.option("--source", required=True, help="What shows it: an address, or words.")
@click.option("--by", "author", envvar="GONGKAI_AUTHOR", help="Who says so. Also GONGKAI_AUTHOR.")
@json_option
@click.pass_obj
def add(
    front: Front,
    report: str,
    cell: str,
    old: "Number | None",
    new: "Number | None",
    reason: str,
    source: str,
    author: str | None,
    *,
    as_json: bool,
) -> None:
    """Correct a cell of the document that stands for REPORT now.

    REPORT is a report_id, or the URL of the report's best capture; TABLE.ROW.COLUMN is as in the view `cells`,
    for instance applications.new_received.total.
    """
    from archive.parsed import corrections
    from gongkai.reports import find_report

    with Archive.open(front.archive) as archive:
        found = find_report(archive, report)
        added = corrections.add(
            archive,
            found.report_id,
            cell,
            expected=old,
            value=new,
            reason=reason,
            source=source,
            author=author,
        )
    if as_json:
        echo_json(asdict(added))
    else:
        Terminal().line(f"correction {added.correction_id} is {added.state}: {_said(added)}")


@correct.command(name="list")
@click.option("--state", type=click.Choice(STATES), help="Only corrections of which this became.")
@json_option
@click.pass_obj
def list_corrections(front: Front, state: str | None, *, as_json: bool) -> None:
    """List the corrections, the newest first.

    applied; agrees: the reading says the new value itself by now; stale: not applied, for the reading says another
    value than expected; replaced: another document stands for the report by now; superseded: a later correction counts;
    unread: no report has the payload; withdrawn.
    """
    from archive.parsed import corrections

    with Archive.open_read_only(front.archive) as archive:
        found = corrections.listed(archive, state=state)
    if as_json:
        echo_json(list(map(asdict, found)))
        return
    with paged(Terminal()) as terminal:
        rows = [
            (one.correction_id, one.state, one.report_id, one.agency, one.year, _said(one), one.reason, one.source)
            for one in found
        ]
        columns = ["correction", "state", "report", "agency", "year", "what", "reason", "source"]
        terminal.table(columns, rows, longest=100)


@correct.command()
@click.argument("correction", type=NUMBER)
@click.option("--reason", required=True, help="Why it is taken back.")
@json_option
@click.pass_obj
def withdraw(front: Front, correction: int, reason: str, *, as_json: bool) -> None:
    """Take a correction back; it stays in the list."""
    from archive.parsed import corrections

    with Archive.open(front.archive) as archive:
        corrections.withdraw(archive, correction, reason)
    if as_json:
        echo_json({"correction_id": correction, "withdrawn": True})
    else:
        Terminal().line(f"correction {correction} is withdrawn")


@correct.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Write the file anew where it is there already.")
@click.pass_obj
def save(front: Front, file: Path, *, force: bool) -> None:
    """Write all corrections into a CSV file.

    The same corrections give the same file, from whichever archive, so it can be kept under version control.
    """
    from archive.export.places import whole_file
    from archive.parsed import corrections
    from archive.parsed.corrections import Said

    if file.exists() and not force:
        raise Failure(f"{file} is there already; --force writes it anew")
    with Archive.open_read_only(front.archive) as archive:
        found = corrections.said(archive.connection)
    with whole_file(file) as part, part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field.name for field in fields(Said)])
        writer.writerows(astuple(one) for one in found)
    Terminal().line(f"{file}: {len(found):,} corrections")


@correct.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
@click.pass_obj
def load(front: Front, files: tuple[Path, ...], *, as_json: bool) -> None:
    """Take in corrections from files, all or none.

    The files are those that `save` writes. A correction counts once, however often it is taken in. Corrections of
    payloads that are not held wait until they are. Ends with exit code 1 where some do not hold.
    """
    from archive.parsed import corrections

    said = [one for file in files for one in _read(file)]
    with Archive.open(front.archive) as archive:
        with archive.write() as conn:
            taken = corrections.take(conn, said)
        uids = {one.uid for one in said}
        idle = [one for one in corrections.listed(archive) if one.state in {"stale", "unread"} and _uid(one) in uids]
    if as_json:
        echo_json({**asdict(taken), "idle": list(map(asdict, idle))})
    else:
        terminal = Terminal()
        terminal.line(f"{taken.added:,} new, {taken.withdrawn:,} withdrawn, {taken.known:,} known")
        for one in idle:
            terminal.line(f"correction {one.correction_id} is {one.state}: {_said(one)}")
    raise SystemExit(INCOMPLETE if idle else 0)


def _read(file: Path) -> "list[Said]":
    from archive.parsed.corrections import Said

    names = [field.name for field in fields(Said)]
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            table = csv.DictReader(stream)
            missing = sorted(set(names) - set(table.fieldnames or ()))
            if missing:
                raise Failure(f"{file} has no column {missing[0]}; `gongkai correct save` writes such files")
            return [
                _said_in({name: row[name] or "" for name in names}, f"{file}, line {table.line_num}") for row in table
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Failure(f"{file} is no CSV file in UTF-8: {error}") from error


def _said_in(row: dict[str, str], where: str) -> "Said":
    from archive.moments import checked
    from archive.parsed.corrections import Said

    try:
        moments = {name: checked(row.pop(name)) if row[name] else None for name in ("added_at", "withdrawn_at")}
        values = {name: _number(row.pop(name)) for name in ("expected_value", "new_value")}
    except ValueError as error:
        raise Failure(f"{where}: {error}") from error
    if moments["added_at"] is None:
        raise Failure(f"{where}: added_at is missing, since when the correction counts")
    texts = {name: text or None for name, text in row.items() if name in {"author", "withdrawn_reason"}}
    return Said(**{**row, **texts, **values, **moments})  # type: ignore[arg-type] # the columns are those of Said


def _number(text: str) -> "Number | None":
    """A number as written; an empty text or NULL is none."""
    if text.strip().upper() in {"", "NULL"}:
        return None
    number = float(text) if _NUMBER.fullmatch(text.strip()) else math.inf
    if abs(number) >= _LARGEST:
        raise ValueError(f"{text!r} is no number, nor NULL")
    return int(number) if number.is_integer() else number


def _uid(one: "Listed") -> str:
    from archive.parsed.corrections import Said

    return Said(**{field.name: getattr(one, field.name) for field in fields(Said)}).uid


def _said(one: "Listed") -> str:
    from archive.parsed.overlay import shown

    what = f"{one.table_name}.{one.row_code}.{one.column_code} {shown(one.expected_value)} → {shown(one.new_value)}"
    if one.state in {"stale", "replaced"}:
        return f"{what}; the reading that stands says {shown(one.reading_value)}"
    return what
