"""Which document of a report is the report, and why.

For one address only the newest sound capture counts, so a revision with a bad sum still replaces what it
revises; a payload and what was made from it (OCR, a conversion) are of one capture and compete. Between documents
one with a report in it goes before one that only leads to it; then the newest document date; then, for documents of
one date, how many tables there are, the checks and how much there is to read; then the newest capture. The losers
are kept, and where they say otherwise, that is said (`archive.parsed.agreement`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parsers.model import Reading

# Prose without tables is a report when it has at least this many sections; a cover page has one, or none.
SECTIONS_OF_A_REPORT = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document of a report with its current reading. Times are UTC, dates ISO.

    `recipe`, `made_by` (tool and version) and `made_at` tell a payload that an outside program made of another;
    `recipe` None: it was sent.
    """

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
    recipe: str | None = None
    made_by: str | None = None
    made_at: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """`best` stands for the report, `reason` says why; `rivals` are the others of its date that have tables."""

    best: Candidate
    reason: str
    rivals: tuple[Candidate, ...]


class _Rank(NamedTuple):
    """What is compared, the weightiest first; more is better."""

    has_substance: bool
    date: str
    tables: int
    not_failing: int
    passing: int
    figures: int
    was_sent: bool
    sections: int
    age: tuple[str, str, str]  # and of one second: by address and digest, which are the same in every archive


def choose(candidates: Sequence[Candidate]) -> Choice:
    """The document that stands for the report; there is at least one candidate."""
    standing = list(newest_of_each_address(candidates))
    ranks = {one.document_id: _rank(one, standing) for one in standing}
    ordered = sorted(standing, key=lambda one: ranks[one.document_id], reverse=True)
    first = ordered[0]
    best = ranks[first.document_id]
    rivals = tuple(
        one
        for one in ordered[1:]
        if ranks[one.document_id].date == best.date and ranks[one.document_id].tables and best.tables
    )
    return Choice(first, _reason(ordered, ranks, len(candidates)), rivals)


def newest_of_each_address(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    """What each address shows now, with what was made of it, of each recipe the last.

    Of one payload in several contexts, one that tells publisher and year is taken.
    """
    newest: dict[str, int] = {}
    shown: dict[str, dict[str | None, Candidate]] = {}
    identified: dict[tuple[str, str], Candidate] = {}
    for candidate in sorted(candidates, key=_age):
        address, payload = candidate.url, (candidate.url, candidate.sha256)
        if newest.get(address) != candidate.newest_capture_id:
            newest[address], shown[address] = candidate.newest_capture_id, {}
        if candidate.is_identified:
            identified[payload] = candidate
        shown[address][candidate.recipe] = identified.get(payload, candidate)
    return [one for of_address in shown.values() for one in of_address.values()]


def in_time(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that hold a report, of each capture the best, in the order in which they replaced one another."""
    of_capture: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if has_substance(candidate.reading):
            of_capture.setdefault(candidate.first_capture_id, []).append(candidate)
    held = [max(group, key=lambda one: _rank(one, group)) for group in of_capture.values()]
    return sorted(held, key=lambda c: (_own_date(c) or "", c.first_fetched_at, c.url, c.document_id))


def has_substance(reading: Reading) -> bool:
    """Whether there is a report in it, or only the way to one."""
    return bool(reading.figures or reading.indicators) or len(reading.sections) >= SECTIONS_OF_A_REPORT


def _rank(candidate: Candidate, others: Iterable[Candidate]) -> _Rank:
    reading = candidate.reading
    states = [check.state for check in reading.checks]
    return _Rank(
        has_substance=has_substance(reading),
        date=max(filter(None, (_own_date(one) for one in _of_one_date(candidate, others))), default=""),
        tables=len({figure.table for figure in reading.figures if figure.value is not None}) + bool(reading.indicators),
        not_failing=-states.count("fail"),
        passing=states.count("pass"),
        figures=sum(figure.value is not None for figure in reading.figures),
        was_sent=candidate.recipe is None,
        sections=len(reading.sections),
        age=(candidate.newest_fetched_at, candidate.url, candidate.sha256),
    )


def _of_one_date(candidate: Candidate, others: Iterable[Candidate]) -> Iterable[Candidate]:
    """The document, and those that it is as new as: its file often has no date of its own.

    These are the page that carries an attachment, and the others that were made from the same capture.
    """
    yield candidate
    for other in others:
        carries = any(link.url == candidate.url for link in other.reading.attachments)
        if carries or other.newest_capture_id == candidate.newest_capture_id:
            yield other


def _own_date(candidate: Candidate) -> str | None:
    return (candidate.reading.published or candidate.list_date or "")[:10] or None


def _age(candidate: Candidate) -> tuple[str, int, str, str, str, int]:
    """What was made in one second is told by the tool and the digest, which are the same in every archive."""
    seen = candidate.newest_fetched_at, candidate.newest_capture_id
    return (*seen, candidate.made_at, candidate.made_by or "", candidate.sha256, candidate.document_id)


# --- in words ------------------------------------------------------------------------------------

_REASONS: dict[str, Callable[[_Rank, _Rank], str]] = {
    "has_substance": lambda _best, _next: "it holds the report, the next only leads to it",
    "date": lambda best, after: f"newer document date: {best.date}, the next has {after.date or 'none'}",
    "tables": lambda best, after: f"more figures: {best.figures} in {best.tables} tables to {after.figures}",
    "not_failing": lambda best, after: f"fewer failing checks: {-best.not_failing} to {-after.not_failing}",
    "passing": lambda best, after: f"more passing checks: {best.passing} to {after.passing}",
    "figures": lambda best, after: f"more figures: {best.figures} to {after.figures}",
    "was_sent": lambda _best, _next: "it is what the portal sent, the next was made from it by another program",
    "sections": lambda best, after: f"more sections: {best.sections} to {after.sections}",
    "age": lambda _best, _next: "newest capture, all else being equal",
}


def _reason(ordered: Sequence[Candidate], ranks: dict[int, _Rank], candidates: int) -> str:
    """By what the best is better than the next."""
    if len(ordered) == 1:
        return "the only document" if candidates == 1 else f"the newest of {candidates} documents of its address"
    best, after = (ranks[one.document_id] for one in ordered[:2])
    telling = next(name for name, mine, its in zip(_Rank._fields, best, after, strict=True) if mine != its)
    others = "1 other document" if len(ordered) == 2 else f"{len(ordered) - 1} other documents"
    return f"{_REASONS[telling](best, after)} ({others}; the next: {_named(ordered[1])})"


def _named(candidate: Candidate) -> str:
    return candidate.url if candidate.made_by is None else f"{candidate.url}, made by {candidate.made_by}"
