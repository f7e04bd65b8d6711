"""Human corrections: kept for ever beside the readings, laid over them wherever the payload they name stands.

A correction is of one cell of one payload. It is never changed; it may be withdrawn, or followed by a later one
of the same cell, and then the later one counts. Its identity is what it says, so the same correction taken in
twice, or from two archives, is one.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.moments import following, now
from archive.parsed import bodies, identity
from archive.parsed.overlay import shown, value_of
from archive.parsed.projection import project
from archive.parsed.rows import TABLES
from archive.store import Archive
from parsers.model import Number, canonical_json


class CorrectionRefused(ArchiveError):
    """The correction cannot be what it says; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """A correction as it is written down, with nothing of this archive's own numbers; times are UTC."""

    sha256: str
    table_name: str
    row_code: str
    column_code: str
    expected_value: Number | None
    new_value: Number | None
    reason: str
    source: str
    author: str | None
    added_at: str
    withdrawn_at: str | None = None
    withdrawn_reason: str | None = None

    @property
    def key(self) -> str:
        return f"{self.table_name}.{self.row_code}.{self.column_code}"

    @property
    def uid(self) -> str:
        """The digest of what it says; that it was withdrawn since is not part of it."""
        values = (self.sha256, self.key, _plain(self.expected_value), _plain(self.new_value))
        return hashlib.sha256(
            canonical_json([*values, self.reason, self.source, self.author, self.added_at]).encode()
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the view `corrections`: a correction, and what became of it in one report."""

    correction_id: int
    state: str
    report_id: int | None
    agency: str | None
    year: int | None
    sha256: str
    table_name: str
    row_code: str
    column_code: str
    expected_value: Number | None
    new_value: Number | None
    reading_value: Number | None
    reason: str
    source: str
    author: str | None
    added_at: str
    withdrawn_at: str | None
    withdrawn_reason: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking corrections in: how many were new, withdrawn by it, and known as they are."""

    added: int
    withdrawn: int
    known: int


def add(
    archive: Archive,
    report_id: int,
    cell: str,
    *,
    expected: Number | None,
    value: Number | None,
    reason: str,
    source: str,
    author: str | None = None,
) -> Listed:
    """Correct a cell of the payload that stands for a report now. Raises CorrectionRefused."""
    table, _, rest = cell.partition(".")
    row, _, column = rest.partition(".")
    with archive.write() as conn:
        sha256 = _payload_to_correct(conn, identity.resolve(conn, report_id), cell, expected)
        moment = _after_all(conn, sha256, (table, row, column))
        said = Said(sha256, table, row, column, expected, value, reason.strip(), source.strip(), author, moment)
        _refuse_what_cannot_be(said)
        known = conn.execute("SELECT correction_id FROM correction_log WHERE uid = ?", (said.uid,)).fetchone()
        number = known[0] if known else _insert(conn, said)
        project(conn, *_reports_of(conn, {sha256}))
    return next(one for one in listed(archive) if one.correction_id == number and one.state != "replaced")


def withdraw(archive: Archive, correction_id: int, reason: str) -> None:
    """Take a correction back; it stays known. Raises CorrectionRefused where there is none, or no reason."""
    if not reason.strip():
        raise CorrectionRefused("a correction is withdrawn for a reason; say it")
    with archive.write() as conn:
        row = conn.execute(
            "SELECT sha256, withdrawn_at FROM correction_log WHERE correction_id = ?", (correction_id,)
        ).fetchone()
        if row is None:
            raise CorrectionRefused(f"there is no correction {correction_id}; `gongkai correct list` names them")
        if row[1] is not None:
            raise CorrectionRefused(f"correction {correction_id} was withdrawn at {row[1]} already")
        conn.execute(
            """UPDATE correction_log SET withdrawn_at = :now, withdrawn_reason = :reason, withdrawal_recorded_at = :now
               WHERE correction_id = :number""",
            {"now": now(), "reason": reason.strip(), "number": correction_id},
        )
        project(conn, *_reports_of(conn, {row[0]}))


def take(conn: sqlite3.Connection, corrections: Iterable[Said]) -> Taken:
    """Take in corrections made elsewhere, within a transaction; each counts once, and a withdrawal stays one.

    Corrections of payloads that are not held wait until they are. Raises CorrectionRefused.
    """
    added = withdrawn = known = 0
    touched: set[str] = set()
    for said in corrections:
        _refuse_what_cannot_be(said)
        row = conn.execute("SELECT withdrawn_at FROM correction_log WHERE uid = ?", (said.uid,)).fetchone()
        if row is None:
            _insert(conn, said)
            added += 1
        elif said.withdrawn_at is not None and (row[0] is None or said.withdrawn_at < row[0]):
            conn.execute(
                """UPDATE correction_log SET withdrawn_at = ?, withdrawn_reason = ?,
                       withdrawal_recorded_at = coalesce(withdrawal_recorded_at, ?) WHERE uid = ?""",
                (said.withdrawn_at, said.withdrawn_reason, now(), said.uid),
            )
            withdrawn += 1
        else:
            known += 1
            continue
        touched.add(said.sha256)
    project(conn, *_reports_of(conn, touched))
    return Taken(added, withdrawn, known)


def said(conn: sqlite3.Connection) -> list[Said]:
    """All corrections as they can be taken in elsewhere, in an order that is the same in every archive."""
    rows = conn.execute(
        """SELECT sha256, table_name, row_code, column_code, expected_value, new_value, reason, source, author,
               added_at, withdrawn_at, withdrawn_reason FROM correction_log ORDER BY added_at, uid"""
    )
    return [Said(*row) for row in rows]


def altered(conn: sqlite3.Connection) -> list[tuple[int, Said]]:
    """Corrections that do not say any more what they said when they were written, by their numbers."""
    rows = conn.execute(
        """SELECT correction_id, uid, sha256, table_name, row_code, column_code, expected_value, new_value, reason,
               source, author, added_at FROM correction_log ORDER BY correction_id"""
    )
    found = [(number, uid, Said(*row)) for number, uid, *row in rows]
    return [(number, one) for number, uid, one in found if one.uid != uid]


def listed(archive: Archive, *, state: str | None = None) -> list[Listed]:
    """Every correction, the newest first, once for each report that it is about."""
    rows = archive.connection.execute(
        """SELECT c.correction_id, c.state, c.report_id, h.agency, h.year, c.sha256, c.table_name, c.row_code,
               c.column_code, c.expected_value, c.new_value, c.reading_value, c.reason, c.source, c.author, c.added_at,
               c.withdrawn_at, c.withdrawn_reason
           FROM corrections c LEFT JOIN reports h ON h.report_id = c.report_id
           WHERE :state IS NULL OR c.state = :state ORDER BY c.correction_id DESC, c.report_id""",
        {"state": state},
    )
    return [Listed(*row) for row in rows]


def _after_all(conn: sqlite3.Connection, sha256: str, cell: tuple[str, str, str]) -> str:
    """Now, or the second after the last correction of the cell: of two the later counts, so they never are of one."""
    (last,) = conn.execute(
        """SELECT max(added_at) FROM correction_log
           WHERE sha256 = ? AND table_name = ? AND row_code = ? AND column_code = ?""",
        (sha256, *cell),
    ).fetchone()
    return max(now(), following(last)) if last is not None else now()


def _payload_to_correct(conn: sqlite3.Connection, report_id: int, cell: str, expected: Number | None) -> str:
    row = conn.execute(
        """SELECT d.sha256, h.parse_id FROM report_heads h JOIN documents d ON d.document_id = h.document_id
           WHERE h.report_id = ?""",
        (report_id,),
    ).fetchone()
    reading = bodies.of_parse(conn, row[1]) if row is not None else None
    if row is None or reading is None:
        raise CorrectionRefused(
            f"there is no report {report_id}; "
            "`gongkai query 'select report_id, agency, year, url from reports'` names them"
        )
    if cell not in {figure.key for figure in reading.figures}:
        raise CorrectionRefused(
            f"the reading of report {report_id} has no cell {cell}; "
            f"`gongkai query 'select * from cells where report_id = {report_id}'` names them"
        )
    read = value_of(reading, cell)
    if read != expected:
        raise CorrectionRefused(
            f"the reading says {shown(read)} in {cell} of report {report_id}, not {shown(expected)}"
        )
    return str(row[0])


def _refuse_what_cannot_be(said: Said) -> None:
    if not re.fullmatch(r"[0-9a-f]{64}", said.sha256):
        raise CorrectionRefused(f"{said.sha256!r} is no SHA-256 of a payload, in 64 small hexadecimal digits")
    if said.table_name not in TABLES or not said.row_code or not said.column_code:
        raise CorrectionRefused(f"{said.key} is no cell: TABLE.ROW.COLUMN, with TABLE one of {', '.join(TABLES)}")
    if said.expected_value == said.new_value:
        raise CorrectionRefused(
            f"the correction of {said.key} changes nothing: old and new are {shown(said.new_value)}"
        )
    if not said.reason or not said.source:
        raise CorrectionRefused(f"the correction of {said.key} needs a reason and a source")


def _insert(conn: sqlite3.Connection, said: Said) -> int:
    cursor = conn.execute(
        """INSERT INTO correction_log (uid, sha256, table_name, row_code, column_code, expected_value, new_value,
               reason, source, author, added_at, withdrawn_at, withdrawn_reason, recorded_at, withdrawal_recorded_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            said.uid,
            said.sha256,
            said.table_name,
            said.row_code,
            said.column_code,
            said.expected_value,
            said.new_value,
            said.reason,
            said.source,
            said.author,
            said.added_at,
            said.withdrawn_at,
            said.withdrawn_reason,
            now(),
            now() if said.withdrawn_at is not None else None,
        ),
    )
    return int(cursor.lastrowid or 0)


def _reports_of(conn: sqlite3.Connection, payloads: set[str]) -> Sequence[int]:
    rows = conn.execute(
        """SELECT DISTINCT d.report_id FROM documents d JOIN report_heads h ON h.report_id = d.report_id
           WHERE d.sha256 IN (SELECT value FROM json_each(?)) ORDER BY 1""",
        (json.dumps(sorted(payloads)),),
    )
    return [row[0] for row in rows]


def _plain(value: Number | None) -> Number | None:
    """3.0 and 3 are one number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
