"""How much of what is known to exist is held: publisher × year, with the evidence for each.

All is said by the view `coverage`: what is held, what lists name and is not held, what those who publish owe, and
what the government of every division owes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

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

    def conditions(self) -> tuple[str, dict[str, object]]:
        """What the rows must meet, as SQL and its values: so SQLite works nothing out that no row asks for."""
        values: dict[str, object] = {
            "division": self.division,
            "agency": self.agency,
            "year": self.year,
            "status": self.status,
        }
        asked = {name: value for name, value in values.items() if value not in (None, "")}
        return " AND ".join(["TRUE", *(_CONDITIONS[name] for name in asked)]), asked


_CONDITIONS = {
    "division": "substr(division_code, 1, length(:division)) = :division",
    "agency": "instr(agency, :agency)",
    "year": "year = :year",
    "status": "status = :status",
}


def rows(archive: Archive, chosen: Chosen | None = None) -> Iterator[Covered]:
    """The rows by division, agency and year."""
    conditions, values = (chosen or Chosen()).conditions()
    cursor = archive.connection.execute(
        f"""SELECT publisher_id, agency, division_code, year, status, evidence FROM coverage
            WHERE {conditions} ORDER BY 3, 2, 4, 6""",
        values,
    )
    return (Covered(*found) for found in cursor)


def known_divisions(archive: Archive) -> set[str | None]:
    """The divisions of which anything is held or was asked, and None for what is of no known division."""
    found = archive.connection.execute(
        """SELECT division_code FROM report_heads UNION SELECT division_code FROM withdrawn_documents
           UNION SELECT division_code FROM portal_entries WHERE last_crawl_id IS NOT NULL"""
    )
    return {None, *(row[0] for row in found)}


def counts(archive: Archive) -> dict[str, int]:
    """How many of each status, every status named."""
    found = dict(archive.connection.execute("SELECT status, count(*) FROM coverage GROUP BY status").fetchall())
    return {status: found.get(status, 0) for status in STATUSES}
