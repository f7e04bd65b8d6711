"""`gongkai coverage`: what is held, and what is known to exist and is not."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import click

from archive.coverage import STATUSES
from archive.store import Archive
from gongkai.front import Front, FrontCommand, echo_json, json_option
from gongkai.terminal import Terminal, paged

if TYPE_CHECKING:
    from archive.coverage import Covered

Group = tuple[str, ...]
CHINA = timezone(timedelta(hours=8))


@click.command(cls=FrontCommand)
@click.option("--division", default="", metavar="CODE", help="Only divisions whose code begins so.")
@click.option("--agency", default="", help="Only agencies with this in their name.")
@click.option("--year", type=int, help="Only this report year.")
@click.option("--status", type=click.Choice(STATUSES), help="Only rows with this status.")
@click.option(
    "--by",
    type=click.Choice(("division", "publisher", "year", "report")),
    default="division",
    show_default=True,
    help="What to count by; `report` lists every row with its evidence.",
)
@json_option
@click.pass_obj
def coverage(
    front: Front, division: str, agency: str, year: int | None, status: str | None, by: str, *, as_json: bool
) -> None:
    """Show how much is held: publisher × year.

    checked and failing are held; unread is held, but could not be read; refused and not_found were asked for;
    not_due is not to be published yet; unknown is everything else that should be there, or cannot be checked. Who
    has published before owes every year since: departments by 31 January, governments by 31 March of the next.
    """
    from archive.coverage import Chosen, rows

    chosen = Chosen(division, agency, year, status)
    with Archive.open_read_only(front.archive) as archive:
        found = rows(archive, chosen, today=_today())
        if by == "report":
            _show_rows(found, as_json=as_json)
        else:
            _show_counts(by, _counted(found, _group_of(archive, by)), as_json=as_json)


def _today() -> date:
    """The day it is in China."""
    return datetime.now(UTC).astimezone(CHINA).date()


def _show_rows(found: "Iterable[Covered]", *, as_json: bool) -> None:
    if as_json:
        echo_json(list(map(asdict, found)))
        return
    with paged(Terminal()) as terminal:
        columns = ["division", "agency", "year", "status", "evidence"]
        rows = [(row.division_code, row.agency, row.year, row.status, row.evidence) for row in found]
        terminal.table(columns, rows, longest=120)


def _show_counts(by: str, counted: dict[Group, dict[str, int]], *, as_json: bool) -> None:
    headings = _HEADINGS[by]
    if as_json:
        echo_json([dict(zip(headings, group, strict=True)) | counts for group, counts in counted.items()])
        return
    with paged(Terminal()) as terminal:
        rows = [(*group, *counts.values()) for group, counts in counted.items()]
        total = [sum(counts[status] for counts in counted.values()) for status in STATUSES]
        blank = [""] * (len(headings) - 1)
        terminal.table([*headings, *STATUSES], [*rows, ("all", *blank, *total)])


def _counted(found: "Iterable[Covered]", group_of: "Callable[[Covered], Group]") -> dict[Group, dict[str, int]]:
    counted: dict[Group, dict[str, int]] = {}
    for row in found:
        counts = counted.setdefault(group_of(row), dict.fromkeys(STATUSES, 0))
        counts[row.status] += 1
    return dict(sorted(counted.items()))


def _group_of(archive: Archive, by: str) -> "Callable[[Covered], Group]":
    if by == "publisher":
        names = dict(archive.connection.execute("select publisher_id, name from publishers").fetchall())
        return lambda row: (row.division_code or "unknown", names.get(row.publisher_id) or row.agency or "unknown")
    return _division if by == "division" else _year


def _division(row: "Covered") -> Group:
    from archive.parsed.regions import place_of

    place = place_of(row.division_code, None)
    names = [place.province, place.prefecture, place.county]
    return row.division_code or "unknown", " ".join(name for name in names if name)


def _year(row: "Covered") -> Group:
    return (str(row.year) if row.year is not None else "unknown",)


_HEADINGS = {"division": ("division", "name"), "publisher": ("division", "publisher"), "year": ("year",)}
