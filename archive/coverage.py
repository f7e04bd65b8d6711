"""How much of what is known to exist is held: publisher × year, with the evidence for each."""

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


def rows(
    archive: Archive, *, division: str = "", year: int | None = None, status: str | None = None
) -> Iterator[Covered]:
    """The rows, narrowed to a division (the beginning of its code), a report year, a status."""
    cursor = archive.connection.execute(
        """SELECT publisher_id, agency, division_code, year, status, evidence FROM coverage
           WHERE (:division = '' OR substr(division_code, 1, length(:division)) = :division)
           AND (:year IS NULL OR year = :year) AND (:status IS NULL OR status = :status)
           ORDER BY division_code, agency, year, evidence""",
        {"division": division, "year": year, "status": status},
    )
    return (Covered(*row) for row in cursor)


def counts(archive: Archive) -> dict[str, int]:
    """How many of each status, every status named."""
    found = dict(archive.connection.execute("SELECT status, count(*) FROM coverage GROUP BY status").fetchall())
    return {status: found.get(status, 0) for status in STATUSES}
