"""Proof that the rows users query are what the current readings give, without a change to the archive.

A few reports at a time, with those of the year before, are copied into a database in memory as they were
before anything was projected. `project` works there, and what it writes is compared with what stands.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass

from archive.parsed import pairs
from archive.parsed.bodies import BodyDamaged
from archive.parsed.projection import project
from archive.parsed.rows import ROW_TABLES, Row
from archive.store import Archive, scratch

CHUNK = 128
LONGEST_VALUE = 80
LONGEST_RUN = 12  # characters of a report that are looked up in the index for the search
_COMPARED = ("report_heads", *ROW_TABLES)
# How many of the first columns tell the rows of a table apart, where it is not report_id and one more.
_KEYS = {"report_heads": 1, "cell_details": 4, "revisions": 6}


@dataclass(frozen=True, slots=True)
class Differing:
    """A row that should not stand as it does: `what` names the table and says which values differ."""

    report_id: int
    what: str


@dataclass(frozen=True, slots=True)
class Proven:
    """A few reports that were looked at; `unproven` ones have a stored reading that cannot be read."""

    reports: int
    unproven: tuple[int, ...]
    differing: tuple[Differing, ...]


def prove(archive: Archive, damaged_bodies: Collection[str]) -> Iterator[Proven]:
    """Compare all reports, a few at a time; reports that rest on a damaged body are counted, not compared."""
    conn = archive.connection
    after = 0
    with closing(scratch()) as copy:
        while chunk := _next(conn, after):
            after = chunk[-1]
            with archive.one_state():
                yield _prove_chunk(conn, copy, chunk, damaged_bodies)


def _next(conn: sqlite3.Connection, after: int) -> list[int]:
    rows = conn.execute(
        "SELECT report_id FROM report_heads WHERE report_id > ? ORDER BY report_id LIMIT ?", (after, CHUNK)
    )
    return [row[0] for row in rows.fetchall()]


def _prove_chunk(
    conn: sqlite3.Connection, copy: sqlite3.Connection, chunk: list[int], damaged_bodies: Collection[str]
) -> Proven:
    earlier = [row[0] for row in conn.execute(_EARLIER, (json.dumps(chunk),))]
    known = {row[0]: row[1].split() for row in conn.execute(_RESTS_ON, (json.dumps([*chunk, *earlier]),))}
    sound = [number for number, digests in known.items() if not set(digests) & set(damaged_bodies)]
    _copy_sources(conn, copy, sound)
    try:
        project(copy, *sound)
    except BodyDamaged:  # of a body that became so since the bodies were looked at
        return Proven(len(chunk), tuple(chunk), ())
    # What a report's links rest on is the report of the year before as well.
    unsure = {number for number in chunk if number in known and number not in sound}
    unsure |= {row[0] for row in conn.execute(_LATER, (json.dumps([n for n in earlier if n not in sound]),))}
    differing = [
        Differing(number, "the report has no current reading that it could rest on")
        for number in chunk
        if number not in known
    ]
    compared = sorted(set(chunk) & set(sound) - unsure)
    for table in _COMPARED:
        differing += _differences(conn, copy, table, compared)
    differing += [
        Differing(number, "the index for the search has not what its sections say")
        for number in _unknown_to_search(conn, copy, compared)
    ]
    return Proven(len(chunk), tuple(sorted(unsure & set(chunk))), tuple(differing))


def _copy_sources(conn: sqlite3.Connection, copy: sqlite3.Connection, report_ids: list[int]) -> None:
    for table in (*_COMPARED, *_SOURCES):
        copy.execute(f"DELETE FROM {table}")
    copy.execute("INSERT INTO section_pairs (section_pairs) VALUES ('delete-all')")
    numbers = json.dumps(report_ids)
    for table, chosen in _SOURCES.items():
        _insert(copy, table, conn.execute(chosen, (numbers,) if "?" in chosen else ()))
    copy.executemany(
        "INSERT INTO report_heads (report_id, identity) VALUES (?, ?)",
        conn.execute("SELECT report_id, identity FROM report_heads WHERE report_id IN " + _THESE, (numbers,)),
    )


def _insert(copy: sqlite3.Connection, table: str, rows: sqlite3.Cursor) -> None:
    columns = [column[0] for column in rows.description]
    places = ", ".join("?" * len(columns))
    copy.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


def _differences(
    conn: sqlite3.Connection, copy: sqlite3.Connection, table: str, report_ids: list[int]
) -> Iterator[Differing]:
    columns, due = _rows(copy, table, report_ids)
    _, standing = _rows(conn, table, report_ids)
    for key in sorted({*due, *standing}, key=repr):
        wanted, there = due.get(key), standing.get(key)
        if wanted == there:
            continue
        if there is None and wanted is not None:
            what = f"a row is missing: {_shown(columns, wanted)}"
        elif wanted is None and there is not None:
            what = f"a row that no reading gives: {_shown(columns, there)}"
        elif wanted is not None and there is not None:
            what = _named(columns, there, wanted, _KEYS.get(table, 2))
        yield Differing(int(str(key[0])), f"{table}: {what}")


def _unknown_to_search(conn: sqlite3.Connection, copy: sqlite3.Connection, report_ids: list[int]) -> list[int]:
    """Reports of which the index has another number of tokens than is due, or does not find the longest run."""
    due, standing = _indexed(copy, report_ids), _indexed(conn, report_ids)
    unknown = []
    for number, text in pairs.texts(copy, report_ids).items():
        run = max(pairs.runs(text), key=len, default="")[:LONGEST_RUN]
        if due.get(number) != standing.get(number) or (run and not _finds(conn, run, number)):
            unknown.append(number)
    return unknown


def _finds(conn: sqlite3.Connection, run: str, report_id: int) -> bool:
    try:
        found = conn.execute(
            "SELECT 1 FROM section_pairs WHERE section_pairs MATCH ? AND rowid = ?", (pairs.condition([run]), report_id)
        ).fetchone()
    except sqlite3.DatabaseError:  # the index is damaged so far that SQLite notices
        return False
    return found is not None


def _indexed(conn: sqlite3.Connection, report_ids: list[int]) -> dict[int, bytes]:
    """Of each report that the search knows, how many tokens it has, as SQLite packs that."""
    try:
        rows = conn.execute(f"SELECT id, sz FROM section_pairs_docsize WHERE id IN {_THESE}", (json.dumps(report_ids),))
        return dict(rows.fetchall())
    except sqlite3.DatabaseError:  # the index is damaged so far that there is no such table
        return {}


def _rows(conn: sqlite3.Connection, table: str, report_ids: list[int]) -> tuple[list[str], dict[Row, Row]]:
    """Column names, and the rows by their key; of sections with one ordinal, the number of the double is part of it."""
    cursor = conn.execute(f"SELECT * FROM {table} WHERE report_id IN {_THESE}", (json.dumps(report_ids),))
    columns = [column[0] for column in cursor.description]
    rows: dict[Row, Row] = {}
    for row in sorted(cursor, key=repr):
        key: Row = row[: _KEYS.get(table, 2)]
        while key in rows:
            key = (*key, "again")
        rows[key] = row
    return columns, rows


def _named(columns: list[str], standing: Row, due: Row, width: int) -> str:
    """Which values of a row differ, and by what the row is known."""
    differing = [
        f"{column} is {_value(old)}, the reading gives {_value(new)}"
        for column, old, new in zip(columns, standing, due, strict=True)
        if old != new
    ]
    known = [f"{column} {_value(value)}" for column, value in zip(columns[1:width], due[1:width], strict=True)]
    return ": ".join(filter(None, (", ".join(known), "; ".join(differing))))


def _shown(columns: list[str], row: Row) -> str:
    return ", ".join(f"{column} {_value(value)}" for column, value in zip(columns[1:], row[1:], strict=True))


def _value(value: object) -> str:
    text = "NULL" if value is None else repr(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


_THESE = "(SELECT value FROM json_each(?))"

_EARLIER = """
SELECT DISTINCT e.report_id FROM json_each(?) j JOIN report_heads h ON h.report_id = j.value
JOIN report_heads e ON e.publisher_id = h.publisher_id AND e.year = h.year - 1
"""

_LATER = """
SELECT DISTINCT l.report_id FROM json_each(?) j JOIN report_heads h ON h.report_id = j.value
JOIN report_heads l ON l.publisher_id = h.publisher_id AND l.year = h.year + 1
"""

# The bodies that a report rests on, for reports that rest on one.
_RESTS_ON = f"""
SELECT d.report_id, group_concat(r.body_digest, ' ') FROM documents d
JOIN readings r ON r.parse_id = d.current_parse_id AND r.outcome = 'report'
JOIN bodies b ON b.digest = r.body_digest AND b.stored IS NOT NULL
JOIN contexts c ON c.digest = d.context_digest
JOIN capture_log f ON f.capture_id = d.first_capture_id
JOIN readers u ON u.reader_id = r.reader_id
WHERE d.report_id IN {_THESE}
GROUP BY d.report_id
"""

_DOCUMENTS = f"FROM documents d WHERE d.report_id IN {_THESE}"
_READINGS = f"FROM readings r WHERE r.parse_id IN (SELECT d.current_parse_id {_DOCUMENTS})"

# What project() reads, and how it is chosen by the reports.
_SOURCES = {
    "check_shapes": "SELECT * FROM check_shapes",
    "readers": "SELECT * FROM readers",
    "documents": f"SELECT d.* {_DOCUMENTS}",
    "readings": f"SELECT r.* {_READINGS}",
    "bodies": f"SELECT * FROM bodies WHERE digest IN (SELECT r.body_digest {_READINGS})",
    "contexts": f"SELECT * FROM contexts WHERE digest IN (SELECT d.context_digest {_DOCUMENTS})",
    "correction_log": f"SELECT * FROM correction_log WHERE sha256 IN (SELECT d.sha256 {_DOCUMENTS})",
    "derivations": f"SELECT * FROM derivations WHERE sha256 IN (SELECT d.sha256 {_DOCUMENTS})",
    "capture_log": f"SELECT * FROM capture_log WHERE capture_id IN (SELECT d.first_capture_id {_DOCUMENTS})",
}
