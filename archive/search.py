"""Full text over the sections of reports, and their names, for words of one Chinese character and more.

The index names reports that may hold what is asked for; each section is then looked at itself, so nothing is
shown that is not in the text. A snippet is made from the text as the report has it.
"""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.parsed import pairs
from archive.store import Archive, ArchiveError, ArchiveOlder, error_for

Pattern = re.Pattern[str]

AROUND = 30  # characters of a snippet before its first hit and after
LONGEST_SNIPPET = 120


class NothingToFind(ArchiveError):
    """What is asked for has no letter, digit or ideograph in it."""


@dataclass(frozen=True, slots=True)
class Filters:
    """`province` and `agency` are parts of the names; NULLs match nothing."""

    year: int | None = None
    province: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds what was asked for, or a report whose sections do not, but whose name does.

    `place` says where the snippet is from: text, heading, or the report's title or agency; then the section's
    ordinal, code and heading are None. `hits` are the beginnings and ends of what was
    found within the snippet, in characters.
    """

    report_id: int
    agency: str | None
    province: str | None
    division_code: str | None
    year: int | None
    url: str
    ordinal: int | None
    code: str | None
    heading: str | None
    place: str
    snippet: str
    hits: tuple[tuple[int, int], ...]

    def marked(self, begin: str, end: str) -> str:
        """The snippet with marks around what was found."""
        text, after = "", 0
        for start, stop in self.hits:
            text += self.snippet[after:start] + begin + self.snippet[start:stop] + end
            after = stop
        return text + self.snippet[after:]


def terms_of(wanted: str) -> list[str]:
    """The terms of a search: words between spaces, and phrases with spaces within double quotes."""
    found = [phrase or word for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', wanted)]
    terms = [" ".join(term.split()) for term in found if pairs.runs(term)]
    if not terms:
        raise NothingToFind(f"{wanted!r} has no letter, digit or ideograph that could be found")
    return terms


def search(archive: Archive, wanted: str, filters: Filters | None = None) -> Iterator[Hit]:
    """The sections that hold every term of `wanted`, the newest report year first.

    A term is found wherever its characters stand one after the other on a line, within a longer word too; width,
    capitals or small letters, and the number of spaces make no difference. A term may also stand in the report's
    title or agency, as long as one stands in the section; where no section has any, the report itself is a hit.
    Raises NothingToFind, ArchiveDamaged, ArchiveOlder.
    """
    terms = terms_of(wanted)
    if not pairs.is_built(archive.connection):
        raise ArchiveOlder(f"{archive.path} has no index of this program's for the search; `gongkai parse` makes it")
    chosen = filters or Filters()
    values = {
        "pairs": pairs.condition(terms),
        "year": chosen.year,
        "province": chosen.province,
        "agency": chosen.agency,
    }
    patterns = [_pattern(term) for term in terms]
    for report in _candidates(archive, values):
        yield from _hits(archive, report, patterns)


def rebuild(archive: Archive) -> int:
    """Make the index anew from the sections, in one transaction; how many reports have an entry.

    For an archive that was just opened, for nothing may have used the index.
    """
    with archive.write() as conn:
        pairs.clear(conn)
        pairs.build(conn)
        return int(conn.execute("SELECT count(*) FROM section_pairs_docsize").fetchone()[0])


def _candidates(archive: Archive, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    try:
        yield from _fetch(archive.connection, _CANDIDATES, values)
    except sqlite3.DatabaseError as error:
        raise error_for(archive.path, error) or error from error


def _hits(archive: Archive, report: dict[str, Any], patterns: list[Pattern]) -> Iterator[Hit]:
    name = {"title": report.pop("title") or "", "agency": report["agency"] or ""}
    in_name = _among(name, patterns)
    is_found = False
    for section in _fetch(archive.connection, _SECTIONS, {"report_id": report["report_id"]}):
        places = {"text": section.pop("text"), "heading": section["heading"]}
        here = _among(places, patterns)
        if here and here | in_name >= set(patterns):
            is_found = True
            place, snippet, hits = _shown(places, patterns)
            yield Hit(**report, **section, place=place, snippet=snippet, hits=hits)
    if not is_found and in_name >= set(patterns):
        place, snippet, hits = _shown(name, patterns)
        yield Hit(**report, ordinal=None, code=None, heading=None, place=place, snippet=snippet, hits=hits)


def _among(places: dict[str, str], patterns: list[Pattern]) -> set[Pattern]:
    """The patterns that stand in any of the places."""
    texts = [pairs.folded(text) for text in places.values()]
    return {pattern for pattern in patterns if any(map(pattern.search, texts))}


def _shown(places: dict[str, str], patterns: list[Pattern]) -> tuple[str, str, tuple[tuple[int, int], ...]]:
    """The first of the places that holds a pattern, the snippet from it, and the hits in that."""
    for place, text in places.items():
        spans = _spans(text, patterns)
        if spans:
            return place, *_snippet(text, spans)
    raise ValueError("none of the places holds what was found there")


def _spans(text: str, patterns: list[Pattern]) -> list[tuple[int, int]]:
    """Where the patterns are found, in characters of the text, in its order; what overlaps is one."""
    found = sorted(match.span() for pattern in patterns for match in pattern.finditer(pairs.folded(text)))
    origin = [number for number, one in enumerate(text) for _ in pairs.folded(one)] if found else []
    spans: list[tuple[int, int]] = []
    for start, end in ((origin[start], origin[end - 1] + 1) for start, end in found):
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def _fetch(connection: sqlite3.Connection, sql: str, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _pattern(term: str) -> Pattern:
    """The term as it is compared; between its words any number of spaces."""
    words = map(pairs.folded, term.split())
    return re.compile(" +".join(map(re.escape, filter(None, words))))


def _snippet(text: str, spans: list[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text around the first hit, on one line, with the hits in it."""
    first, last = spans[0]
    begin = max(0, first - AROUND)
    end = min(len(text), max(last + AROUND, begin + LONGEST_SNIPPET))
    before, after = ("…" if begin else ""), ("…" if end < len(text) else "")
    line = before + re.sub(r"\s", " ", text[begin:end]) + after
    shift = len(before) - begin
    return line, tuple((start + shift, stop + shift) for start, stop in spans if stop <= end)


_CANDIDATES = """
SELECT h.report_id, h.agency, h.province, h.division_code, h.year, h.url, h.title
FROM section_pairs p JOIN report_heads h ON h.report_id = p.rowid
WHERE section_pairs MATCH :pairs AND (:year IS NULL OR h.year = :year)
AND (:province IS NULL OR instr(h.province, :province)) AND (:agency IS NULL OR instr(h.agency, :agency))
ORDER BY h.year DESC, h.report_id
"""

_SECTIONS = "SELECT ordinal, code, heading, text FROM report_sections WHERE report_id = :report_id ORDER BY ordinal"
