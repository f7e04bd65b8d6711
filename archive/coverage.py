"""How much of what is known to exist is held: publisher × year, with the evidence for each.

The view `coverage` says what the archive alone tells: what is held, what lists name and is not held, and
years between two held ones. What is due besides depends on the day, so it is worked out here.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive.store import Archive

STATUSES = ("checked", "failing", "unread", "refused", "not_found", "not_due", "unknown")


@dataclass(frozen=True, slots=True)
class Covered:
    publisher_id: int | None
    agency: str | None
    division_code: str | None
    year: int | None
    status: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which rows: of a division (the beginning of its code), of agencies with this in their name, year, status."""

    division: str = ""
    agency: str = ""
    year: int | None = None
    status: str | None = None

    def has(self, row: Covered) -> bool:
        return (
            (row.division_code or "").startswith(self.division)
            and self.agency in (row.agency or "")
            and self.year in {None, row.year}
            and self.status in {None, row.status}
        )


def rows(archive: Archive, chosen: Chosen | None = None, *, today: date | None = None) -> Iterator[Covered]:
    """The rows by division, agency and year; with `today` also what publishers owe since their last report."""
    cursor = archive.connection.execute(
        "SELECT publisher_id, agency, division_code, year, status, evidence FROM coverage ORDER BY 3, 2, 4, 6"
    )
    known = (Covered(*row) for row in cursor)
    owed = _owed(archive, today) if today is not None else iter(())
    wanted = chosen or Chosen()
    return (row for row in heapq.merge(known, owed, key=_order) if wanted.has(row))


def counts(archive: Archive) -> dict[str, int]:
    """How many of each status, every status named."""
    found = dict(archive.connection.execute("SELECT status, count(*) FROM coverage GROUP BY status").fetchall())
    return {status: found.get(status, 0) for status in STATUSES}


def due(year: int, agency_class: str, scope: str) -> date:
    """The last day for the report on a year: 31 January, for governments and the roll-up of a region 31 March.

    Source: Regulations on Open Government Information (2019), articles 49 and 50.
    """
    is_government = agency_class == "government" or scope == "aggregate"
    return date(year + 1, 3, 31) if is_government else date(year + 1, 1, 31)


def _owed(archive: Archive, today: date) -> Iterator[Covered]:
    """Each publisher's years after its newest report, as far as they are over and it existed."""
    for number, agency, division_code, newest, report_id, agency_class, scope, until in archive.connection.execute(
        _NEWEST
    ):
        last = min(today.year - 1, int(until[:4]) if until else today.year)
        for year in range(newest + 1, last + 1):
            day = due(year, agency_class, scope)
            status, verb = ("not_due", "is") if today <= day else ("unknown", "was")
            evidence = f"none is held; report {report_id} on {newest} is the newest; this one {verb} due on {day}"
            yield Covered(number, agency, division_code, year, status, evidence)


def _order(row: Covered) -> tuple[str, str, int, str]:
    return row.division_code or "", row.agency or "", row.year or 0, row.evidence


# With max(), SQLite takes the other columns from the row that has it.
_NEWEST = """
SELECT h.publisher_id, h.agency, h.division_code, max(h.year), h.report_id, p.class, p.scope, p.valid_until
FROM report_heads h JOIN publisher_rows p ON p.publisher_id = h.publisher_id
WHERE h.year IS NOT NULL GROUP BY h.publisher_id ORDER BY 3, 2
"""
