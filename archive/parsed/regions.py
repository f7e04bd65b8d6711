"""Where a division lies: the names of its province, prefecture and county."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Place:
    """Names as the division bore them in the year asked for; None for a level that it has not, or that is not known."""

    province: str | None
    prefecture: str | None
    county: str | None


NOWHERE = Place(None, None, None)


@cache
def place_of(division_code: str | None, year: int | None) -> Place:
    if division_code is None:
        return NOWHERE
    from parsers.prose.divisions import DIVISIONS  # noqa: PLC0415 - the table is large, and read when it is imported

    return Place(*DIVISIONS.names(division_code, year))
