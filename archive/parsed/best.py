"""Which document of a report is the report.

For one address only the newest sound capture counts, so a revision with a bad sum still replaces what it
revises. Between addresses one with a report in it goes before a page that only leads to one; then the
newest document date; then, for documents of one date, the checks and how much there is to read; then the
newest capture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.model import Reading

# Prose without tables is a report when it has at least this many sections; a cover page has one, or none.
SECTIONS_OF_A_REPORT = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document of a report with its current reading. Times are UTC, dates ISO."""

    document_id: int
    sha256: str
    url: str
    list_date: str | None
    reading: Reading
    first_capture_id: int
    first_fetched_at: str
    newest_capture_id: int
    newest_fetched_at: str
    is_identified: bool
    parse_id: int
    body_digest: str
    reader_version: str
    media_type: str | None


def best(candidates: Sequence[Candidate]) -> Candidate:
    """The one that stands for the report; there is at least one."""
    standing = list(newest_of_each_address(candidates))
    return max(standing, key=lambda candidate: _rank(candidate, standing))


def newest_of_each_address(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    """What each address shows now. Of one payload in several contexts, one that tells publisher and year is taken."""
    newest: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=_age):
        before = newest.get(candidate.url)
        knew_more = before is not None and before.is_identified and not candidate.is_identified
        if before is None or before.sha256 != candidate.sha256 or not knew_more:
            newest[candidate.url] = candidate
    return newest.values()


def in_time(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that hold a report, in the order in which they replaced one another."""
    held = [candidate for candidate in candidates if has_substance(candidate.reading)]
    return sorted(held, key=lambda c: (_own_date(c) or "", c.first_fetched_at, c.document_id))


def has_substance(reading: Reading) -> bool:
    """Whether there is a report in it, or only the way to one."""
    return bool(reading.figures or reading.indicators) or len(reading.sections) >= SECTIONS_OF_A_REPORT


def _rank(candidate: Candidate, others: Iterable[Candidate]) -> tuple[object, ...]:
    reading = candidate.reading
    # An attachment is as new as the page that carries it: its file often has no date of its own.
    carriers = [other for other in others if any(link.url == candidate.url for link in other.reading.attachments)]
    date = max(filter(None, (_own_date(c) for c in [candidate, *carriers])), default="")
    states = [check.state for check in reading.checks]
    return (
        has_substance(reading),
        date,
        -states.count("fail"),
        states.count("pass"),
        sum(figure.value is not None for figure in reading.figures),
        len(reading.sections),
        *_age(candidate),
    )


def _own_date(candidate: Candidate) -> str | None:
    return (candidate.reading.published or candidate.list_date or "")[:10] or None


def _age(candidate: Candidate) -> tuple[str, int, int]:
    return candidate.newest_fetched_at, candidate.newest_capture_id, candidate.document_id
