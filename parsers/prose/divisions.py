"""Administrative divisions: codes, the names they bore in a year, and the region that a name begins with.

The table (`parsers.division_table`) is read when this module is imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from parsers import division_table

_RENAMED = "变更"  # the code went on, under another name
_DIRECTLY_GOVERNED = "直辖"  # stands in the table where a county belongs to no prefecture
PROVINCE, PREFECTURE, COUNTY = "省级", "地级", "县级"


class Division(NamedTuple):
    """A code in one period of its life. `until` is the year it ended, None while it is in use.

    `heirs` are the codes that it went into when it ended.
    """

    code: str
    name: str
    level: str
    province: str
    prefecture: str | None
    since: int
    until: int | None
    heirs: tuple[str, ...] = ()

    def in_force(self, year: int | None) -> bool:
        """Whether the division existed when a report on `year` was written, which is in the following year."""
        if year is None:
            return self.until is None
        return self.since <= year + 1 and (self.until is None or year <= self.until)

    def covers(self, other: str) -> bool:
        """Whether the division of code `other` is this one or lies in it."""
        return lies_in(other, self.code)


@dataclass(frozen=True, slots=True)
class Region:
    """The region a name begins with: its divisions (several where the name is borne by several), and its length."""

    divisions: tuple[Division, ...]
    length: int


class Divisions:
    """The table of divisions, by code and by name."""

    def __init__(self, rows: list[Division]) -> None:
        self.rows = tuple(rows)
        self._by_code: dict[str, list[Division]] = {}
        self._by_name: dict[str, list[Division]] = {}
        for division in rows:
            self._by_code.setdefault(division.code, []).append(division)
            self._by_name.setdefault(division.name, []).append(division)
        self._longest = max((len(name) for name in self._by_name), default=0)

    def of_code(self, code: str, year: int | None = None) -> Division | None:
        """The division that bore `code` in `year`, else in the period nearest to it; None for no code at all."""
        periods = self._by_code.get(code)
        if not periods:
            return None
        if year is None:
            return max(periods, key=lambda one: one.since)
        return min(periods, key=lambda one: (_distance(one, year), -one.since))

    def periods(self, code: str) -> tuple[Division, ...]:
        """Every period of `code`."""
        return tuple(self._by_code.get(code, ()))

    def all(self) -> Iterator[Division]:
        """Every code in every period of its life."""
        return (division for periods in self._by_code.values() for division in periods)

    def named(self, name: str, year: int | None = None) -> tuple[Division, ...]:
        """The divisions that bore exactly this name in `year`."""
        return tuple(one for one in self._by_name.get(name, ()) if one.in_force(year))

    def names(self, code: str, year: int | None = None) -> tuple[str | None, str | None, str | None]:
        """Province, prefecture and county of a code, as they were called in `year`."""
        division = self.of_code(code, year)
        if division is None:
            return None, None, None
        county = division.name if division.level == COUNTY else None
        return division.province, division.prefecture, county

    def region_of(self, name: str, year: int | None = None) -> Region | None:
        """The region that `name` begins with, read as far down as it goes: 「平凉市崆峒区…」 is 崆峒区 of 平凉市."""
        best: Region | None = None
        for length in range(min(self._longest, len(name)), 1, -1):
            found = self.named(name[:length], year) if name[:length] in self._by_name else ()
            if found:
                below = self._below(found, name, length, year)
                if best is None or below.length > best.length:
                    best = below
        return best

    def _below(self, divisions: tuple[Division, ...], name: str, start: int, year: int | None) -> Region:
        """The deepest region that goes on from `divisions`, whose names end at `start`."""
        for end in range(min(len(name), start + self._longest), start + 1, -1):
            inside = tuple(
                one
                for one in self.named(name[start:end], year)
                if any(
                    above.level != COUNTY and above.code != one.code and above.covers(one.code) for above in divisions
                )
            )
            if inside:
                return self._below(inside, name, end, year)
        return Region(divisions, start)


def lies_in(code: str, region: str) -> bool:
    """Whether a code is that of a region, or of one within it: 37 leads all codes of 370000, 3714 those of 371400."""
    return code.startswith(region.removesuffix("00").removesuffix("00"))


def compatible(one: str, other: str) -> bool:
    """Whether two codes name the same region or one that lies in the other."""
    return lies_in(one, other) or lies_in(other, one)


def _distance(division: Division, year: int) -> int:
    if year < division.since:
        return division.since - year
    return year - division.until + 1 if division.until is not None and year >= division.until else 0


def _division(row: division_table.Row) -> Division:
    above = row.prefecture if row.prefecture not in ("", _DIRECTLY_GOVERNED) else None
    # 「130108[2001]」 took a part, years before the end.
    heirs = [one for one in row.successors.split(";") if one and "[" not in one]
    if row.status == _RENAMED and row.code not in heirs:
        heirs.append(row.code)
    return Division(row.code, row.name, row.level, row.province, above, row.since, row.until, tuple(heirs))


DIVISIONS = Divisions([_division(row) for row in division_table.rows()])
