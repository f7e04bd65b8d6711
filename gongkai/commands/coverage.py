"""`gongkai coverage`: what is held, and what is known to exist and is not."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from archive.coverage import STATUSES
from archive.store import Archive
from gongkai.front import NUMBER, Front, FrontCommand, echo_json, json_option
from gongkai.past import as_of_option, opened
from gongkai.terminal import Terminal, paged

if TYPE_CHECKING:
    from archive.coverage import Covered

Group = tuple[str, ...]


@click.command(cls=FrontCommand)
@click.option("--division", default="", metavar="CODE", help="Only divisions whose code begins so.")
@click.option("--agency", default="", help="Only agencies with this in their name.")
@click.option("--year", type=NUMBER, help="Only this report year.")
@click.option("--status", type=click.Choice(STATUSES), help="Only rows with this status.")
@click.option(
    "--by",
    type=click.Choice(("division", "publisher", "year", "report")),
    default="division",
    show_default=True,
    help="What to count by; `report` lists every row with its evidence.",
)
@click.option("--all", "with_all", is_flag=True, help="List divisions of which nothing is held or was asked, too.")
@as_of_option
@json_option
@click.pass_obj
def coverage(
    front: Front,
    division: str,
    agency: str,
    year: int | None,
    status: str | None,
    by: str,
    *,
    with_all: bool,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Show how much is held: publisher × year.

    checked and failing are held; unread is held, but could not be read; refused and not_found were asked for;
    not_due is not to be published yet; unknown is everything else that should be there, or cannot be checked. Expected
    are the reports that lists name; of who has published, those on the year before and on every year since; and those
    of the government of every division, from the first year that the archive knows of. Departments publish by 31
    January, governments by 31 March of the next year. Divisions of which nothing is held or was asked are
    summed up, unless --all or --division is given; --json has them all.
    """
    from archive.coverage import Chosen, known_divisions, rows

    chosen = Chosen(division, agency, year, status)
    with opened(front, as_of) as archive:
        found = rows(archive, chosen)
        known = None if with_all or division else known_divisions(archive)
        if by == "report":
            _show_rows(list(found), known, as_json=as_json)
        else:
            _show_counts(by, found, _group_of(archive, by), known, as_json=as_json)


def _show_rows(found: "list[Covered]", known: "set[str | None] | None", *, as_json: bool) -> None:
    if as_json:
        echo_json(list(map(asdict, found)))
        return
    shown = [row for row in found if known is None or row.division_code in known]
    with paged(Terminal()) as terminal:
        columns = ["division", "agency", "year", "status", "evidence"]
        rows = [(row.division_code, row.agency, row.year, row.status, row.evidence) for row in shown]
        terminal.table(columns, rows, longest=120)
        if len(shown) < len(found):
            terminal.line(f"{len(found) - len(shown):,} more of divisions of which nothing is held or was asked; --all")


def _show_counts(
    by: str,
    found: "Iterable[Covered]",
    group_of: "Callable[[Covered], Group]",
    known: "set[str | None] | None",
    *,
    as_json: bool,
) -> None:
    headings = _HEADINGS[by]
    counted: dict[Group, dict[str, int]] = {}
    others = dict.fromkeys(STATUSES, 0)
    divisions = set()
    for row in found:
        is_other = known is not None and by != "year" and not as_json and row.division_code not in known
        counts = others if is_other else counted.setdefault(group_of(row), dict.fromkeys(STATUSES, 0))
        counts[row.status] += 1
        if is_other:
            divisions.add(row.division_code)
    groups = sorted(counted)
    if as_json:
        echo_json([dict(zip(headings, group, strict=True)) | counted[group] for group in groups])
        return
    blank = [""] * (len(headings) - 1)
    rows = [(*group, *counted[group].values()) for group in groups]
    if divisions:
        rows.append((f"{len(divisions):,} others", *blank, *others.values()))
    total = [sum(counts[status] for counts in (others, *counted.values())) for status in STATUSES]
    with paged(Terminal()) as terminal:
        terminal.table([*headings, *STATUSES], [*rows, ("all", *blank, *total)])
        if divisions:
            terminal.line("others: divisions of which nothing is held or was asked; --all lists them")


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
