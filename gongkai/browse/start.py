"""What the first page says of an archive, and what a search finds."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from archive import coverage
from archive.query import QueryTooLong
from archive.search import Filters, Hit, search
from archive.status import Status, status
from archive.store import Archive
from gongkai.browse.connections import within

T = TypeVar("T")

NO_PROVINCE = "province not settled"
HITS = 50
SECONDS = 3.0  # for each part of the first page


@dataclass(frozen=True, slots=True)
class ByProvince:
    """How many reports of a province are held by year, and how many of them have a failing check."""

    province: str | None
    reports: dict[int | None, int]
    failing: dict[int | None, int]

    @property
    def name(self) -> str:
        return self.province or NO_PROVINCE

    @property
    def total(self) -> int:
        return sum(self.reports.values())


@dataclass(frozen=True, slots=True)
class Failing:
    """A report of which checks fail."""

    report_id: int
    agency: str | None
    year: int | None
    checks: int


@dataclass(frozen=True, slots=True)
class Failures:
    """Failing checks by rule, and the reports that have most of them."""

    rules: tuple[tuple[str, int], ...]
    reports: tuple[Failing, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """None stands for what could not be counted in its time: the page then shows the rest."""

    status: Status | None
    provinces: tuple[ByProvince, ...] | None
    failures: Failures | None
    coverage: dict[str, int] | None

    @property
    def years(self) -> list[int | None]:
        """The newest first; None, the reports whose year is not settled, last."""
        years = {year for province in self.provinces or () for year in province.reports}
        return sorted(years, key=lambda year: (year is None, -(year or 0)))


@dataclass(frozen=True, slots=True)
class Found:
    hits: tuple[Hit, ...]
    there_are_more: bool


def start(archive: Archive, seconds: float = SECONDS) -> Start:
    """The figures of the first page; `seconds` for each part of it."""
    return Start(
        status=_in_time(archive, status, seconds),
        provinces=_in_time(archive, _by_province, seconds),
        failures=_in_time(archive, _failures, seconds),
        coverage=_in_time(archive, coverage.counts, seconds),
    )


def found(archive: Archive, text: str, filters: Filters) -> Found:
    """The first hits of a search. Raises NothingToFind."""
    hits = list(islice(search(archive, text, filters), HITS + 1))
    return Found(tuple(hits[:HITS]), len(hits) > HITS)


def marked(hit: Hit) -> list[tuple[str, bool]]:
    """The snippet in pieces, each with whether it was searched for."""
    pieces, after = [], 0
    for begin, end in hit.hits:
        pieces += [(hit.snippet[after:begin], False), (hit.snippet[begin:end], True)]
        after = end
    return [*pieces, (hit.snippet[after:], False)]


def _by_province(archive: Archive) -> tuple[ByProvince, ...]:
    provinces: dict[str | None, ByProvince] = {}
    for province, year, reports in archive.connection.execute(_REPORTS):
        provinces.setdefault(province, ByProvince(province, {}, {})).reports[year] = reports
    for province, year, failing in archive.connection.execute(_FAILING_BY_PROVINCE):
        provinces[province].failing[year] = failing
    return tuple(sorted(provinces.values(), key=lambda one: (one.province is None, one.name)))


def _failures(archive: Archive) -> Failures:
    return Failures(
        rules=tuple(archive.connection.execute(_RULES).fetchall()),
        reports=tuple(Failing(*row) for row in archive.connection.execute(_MOST_FAILING)),
    )


def _in_time(archive: Archive, count: Callable[[Archive], T], seconds: float) -> T | None:
    try:
        with within(archive, seconds):
            return count(archive)
    except QueryTooLong:
        return None


# The indexes on failing checks carry these: the view's own count of failing checks would be made for every report.
_REPORTS = "SELECT province, year, count(*) FROM reports GROUP BY province, year"

_FAILING_BY_PROVINCE = """
SELECT province, year, count(*) FROM reports
WHERE report_id IN (SELECT report_id FROM checks WHERE state = 'fail') GROUP BY province, year
"""

_RULES = "SELECT rule, count(*) FROM checks WHERE state = 'fail' GROUP BY rule ORDER BY 2 DESC, 1"

_MOST_FAILING = """
SELECT f.report_id, r.agency, r.year, f.failing
FROM (SELECT report_id, count(*) AS failing FROM checks WHERE state = 'fail'
      GROUP BY report_id ORDER BY 2 DESC, 1 LIMIT 10) f
JOIN reports r ON r.report_id = f.report_id ORDER BY f.failing DESC, f.report_id
"""
