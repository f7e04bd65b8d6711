"""Removes a payload by law or on request, with everything that was made from it. It cannot be undone.

What goes: the bytes; payloads that outside programs made from it; the documents and readings of them, with the stored
bodies that no other document shares; what runs noted of their values; corrections of them; contexts that no other
document has; the rows that users query, and their entries in the index for the search. What stays: the captures (that
something was fetched, when and from where), and a tombstone with digest, size, reason and date, which `verify`,
`merge`, exports and later captures heed. Titles that a list printed are the list's, not the payload's: they stay.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from archive import migrations, moments
from archive.backup import scratch_copy
from archive.errors import ArchiveError, ArchiveLocked
from archive.parsed import pairs, stood
from archive.parsed.projection import settle
from archive.raw import payloads, withdrawals
from archive.raw.withdrawals import Tombstone
from archive.store import Archive, as_it_is, error_for, is_writable

SHORTEST_PREFIX = 8
_DIGEST = re.compile(r"[0-9a-f]{8,64}")


class NoSuchPayload(ArchiveError):
    """No payload, or more than one, is known by what was given."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What went. `reports_gone` are no more; `reports_changed` stand on another document now.

    `derived`: payloads that outside programs had made from it, and which are withdrawn with it. `was_withdrawn`: it
    had been withdrawn before, and the tombstone stands as it was.
    """

    sha256: str
    size: int
    was_withdrawn: bool
    captures: int
    documents: int
    readings: int
    bodies: int
    reports_gone: tuple[int, ...]
    reports_changed: tuple[int, ...]
    derived: tuple[str, ...] = ()


def find(archive: Archive, digest: str) -> str:
    """The SHA-256 of the payload with that digest, or the one that begins so. Raises NoSuchPayload."""
    wanted = digest.lower()
    if not _DIGEST.fullmatch(wanted):
        what = f"64 hexadecimal digits, or the first {SHORTEST_PREFIX} and more of them"
        raise NoSuchPayload(f"{digest!r} is no SHA-256: {what}")
    rows = archive.connection.execute(
        "SELECT sha256 FROM payloads WHERE sha256 >= ? AND sha256 < ? ORDER BY sha256 LIMIT 3", (wanted, f"{wanted}g")
    ).fetchall()
    if not rows:
        raise NoSuchPayload(f"no payload {wanted} is held; `gongkai show REPORT` names those of a report")
    if len(rows) > 1:
        named = ", ".join(row[0] for row in rows[:2])
        raise NoSuchPayload(f"more than one payload begins with {wanted}: {named}; give more digits")
    return str(rows[0][0])


def foresee(path: Path, digest: str) -> Removed:
    """What `withdraw` would remove from the archive there; one that opening it to write would change is copied for it.

    Raises NoSuchPayload, and what opening the archive or copying it raises.
    """
    with ExitStack() as stack:
        at = path if _opens_unchanged(path) else stack.enter_context(scratch_copy(path))
        archive = stack.enter_context(Archive.open(at))
        return preview(archive, find(archive, digest))


def _opens_unchanged(path: Path) -> bool:
    """Whether the archive can be opened for writing, and has nothing to be brought up to date."""
    if not path.exists() or not is_writable(path):
        return False
    with as_it_is(path) as conn:
        return migrations.is_up_to_date(conn) and conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def preview(archive: Archive, sha256: str) -> Removed:
    """What `withdraw` would remove; nothing is removed. Raises NoSuchPayload."""
    conn = archive.connection
    with archive.write():
        conn.execute("SAVEPOINT preview")
        removed = _withdraw(conn, Tombstone(sha256, "", moments.now()))
        conn.execute("ROLLBACK TO preview")
    return removed


def withdraw(archive: Archive, sha256: str, reason: str) -> Removed:
    """Remove a payload and leave a tombstone, in one transaction. Its bytes lie in the file until `scrub`.

    Raises NoSuchPayload, ArchiveLocked, and ArchiveError for a reason that says nothing.
    """
    if not reason.strip():
        raise ArchiveError("a withdrawal needs a reason: it is all that will be known of why")
    with _secure(archive), archive.write() as conn:
        stone = withdrawals.tombstone(conn, sha256) or _new_tombstone(conn, sha256, reason.strip())
        removed = _withdraw(conn, stone)
        pairs.forget_removed(conn)
    return removed


def scrub(archive: Archive) -> None:
    """Write the file anew without what was removed, and empty the log, so that no trace of it is left in either.

    Takes the time and, for a while, the space of a copy. Raises ArchiveLocked while another process holds the
    archive, ArchiveError where the disk is full; both leave the archive as it was.
    """
    try:
        archive.connection.execute("VACUUM")
        is_busy = archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise error_for(archive.path, error) or error from error
    if is_busy:
        raise ArchiveLocked(f"{archive.path} is read by another process, so its log could not be emptied")


def remove(conn: sqlite3.Connection, stones: Collection[Tombstone]) -> list[Removed]:
    """Withdraw several payloads within a transaction of the caller's. Raises NoSuchPayload for one that has no row."""
    return [_withdraw(conn, stone) for stone in stones]


def _new_tombstone(conn: sqlite3.Connection, sha256: str, reason: str) -> Tombstone:
    charset = conn.execute("SELECT charset FROM capture_log WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone()
    try:
        core = withdrawals.core_of(payloads.get(conn, sha256), charset[0] if charset else None)
    except (payloads.PayloadMissing, payloads.PayloadDamaged):  # what is damaged can be withdrawn as well
        core = None
    return Tombstone(sha256, reason, moments.now(), core)


@contextmanager
def _secure(archive: Archive) -> Iterator[None]:
    """What is deleted meanwhile is overwritten with zeros."""
    [(before,)] = archive.connection.execute("PRAGMA secure_delete").fetchall()
    archive.connection.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        archive.connection.execute(f"PRAGMA secure_delete = {before}")


def of_what_was_made(stone: Tombstone, sha256: str) -> Tombstone:
    """The tombstone of a payload that an outside program made from a withdrawn one."""
    return Tombstone(sha256, f"{stone.reason} (made from payload {stone.sha256})", stone.withdrawn_at)


def _withdraw(conn: sqlite3.Connection, stone: Tombstone) -> Removed:
    """The payload, and before it whatever was made from it: documents of that point to its documents."""
    made = conn.execute(_MADE_FROM, (stone.sha256,)).fetchall()
    from_it = [_withdraw(conn, of_what_was_made(stone, sha256)) for (sha256,) in made]
    removed = _withdraw_one(conn, stone)
    for one in from_it:
        removed = replace(
            removed,
            derived=(*removed.derived, one.sha256, *one.derived),
            documents=removed.documents + one.documents,
            readings=removed.readings + one.readings,
            bodies=removed.bodies + one.bodies,
            reports_gone=tuple(sorted({*removed.reports_gone, *one.reports_gone})),
            reports_changed=tuple(sorted({*removed.reports_changed, *one.reports_changed} - {*removed.reports_gone})),
        )
    return removed


def _withdraw_one(conn: sqlite3.Connection, stone: Tombstone) -> Removed:
    sha256 = stone.sha256
    held = conn.execute("SELECT size, stored IS NOT NULL FROM payloads WHERE sha256 = ?", (sha256,)).fetchone()
    if held is None:
        raise NoSuchPayload(f"no payload {sha256} is held")
    size, is_held = held
    documents = conn.execute(
        "SELECT document_id, report_id FROM documents WHERE sha256 = ? ORDER BY document_id", (sha256,)
    ).fetchall()
    numbers = json.dumps([document for document, _ in documents])
    reports = {report for _, report in documents if report is not None}
    publishers = _values(conn, "readings", "publisher_id", numbers)
    withdrawals.remember(conn, stone)
    stood.remember(conn, sha256)
    neighbours = [row[0] for row in conn.execute(_NEIGHBOURS, (numbers,))]
    captures = conn.execute("UPDATE capture_log SET document_id = NULL WHERE sha256 = ?", (sha256,)).rowcount
    readings, bodies = _remove_readings(conn, numbers)
    _remove_documents(conn, numbers)
    settle(conn, neighbours, report_ids=reports)
    conn.execute("DELETE FROM correction_log WHERE sha256 = ?", (sha256,))
    _remove_unnamed(conn, publishers)
    standing = {
        row[0]
        for row in conn.execute(
            "SELECT report_id FROM report_heads WHERE report_id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(reports)),),
        )
    }
    return Removed(
        sha256=sha256,
        size=size,
        was_withdrawn=not is_held,
        captures=captures,
        documents=len(documents),
        readings=readings,
        bodies=bodies,
        reports_gone=tuple(sorted(reports - standing)),
        reports_changed=tuple(sorted(standing)),
    )


def _remove_readings(conn: sqlite3.Connection, documents: str) -> tuple[int, int]:
    """How many readings, and how many bodies that no other document's reading shares."""
    conn.execute(f"DELETE FROM unsettled WHERE document_id IN {_THESE}", (documents,))
    for table in ("run_readings", "reading_changes", "report_moves"):  # the runs first: the key begins with them
        conn.execute(
            f"DELETE FROM {table} WHERE run_id IN (SELECT run_id FROM runs) AND document_id IN {_THESE}", (documents,)
        )
    digests = _values(conn, "readings", "body_digest", documents)
    conn.execute(f"UPDATE documents SET current_parse_id = NULL WHERE document_id IN {_THESE}", (documents,))
    readings = conn.execute(f"DELETE FROM readings WHERE document_id IN {_THESE}", (documents,)).rowcount
    unshared = _without_those_in(conn, digests, "readings", "body_digest")
    return readings, conn.execute(f"DELETE FROM bodies WHERE digest IN {_THESE}", (unshared,)).rowcount


def _remove_documents(conn: sqlite3.Connection, documents: str) -> None:
    contexts = _values(conn, "documents", "context_digest", documents)
    conn.execute(f"DELETE FROM documents WHERE document_id IN {_THESE}", (documents,))
    conn.execute(f"DELETE FROM document_log WHERE document_id IN {_THESE}", (documents,))
    unshared = _without_those_in(conn, contexts, "documents", "context_digest")
    conn.execute(f"DELETE FROM contexts WHERE digest IN {_THESE}", (unshared,))


def _remove_unnamed(conn: sqlite3.Connection, publishers: str) -> None:
    """Those of the publishers that no reading names any more."""
    unnamed = _without_those_in(conn, publishers, "readings", "publisher_id")
    conn.execute(f"DELETE FROM publisher_keys WHERE publisher_id IN {_THESE}", (unnamed,))
    conn.execute(f"DELETE FROM publisher_rows WHERE publisher_id IN {_THESE}", (unnamed,))


def _values(conn: sqlite3.Connection, table: str, column: str, documents: str) -> str:
    """What the rows of these documents have in a column, as a JSON list."""
    rows = conn.execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE document_id IN {_THESE} AND {column} IS NOT NULL", (documents,)
    )
    return json.dumps([row[0] for row in rows])


def _without_those_in(conn: sqlite3.Connection, values: str, table: str, column: str) -> str:
    """The values of a JSON list that no row has in the column; the table is looked through once."""
    rows = conn.execute(
        f"SELECT value FROM json_each(?) EXCEPT SELECT {column} FROM {table} WHERE {column} IN {_THESE}",
        (values, values),
    )
    return json.dumps([row[0] for row in rows])


_THESE = "(SELECT value FROM json_each(?))"

# Not what is withdrawn already: two payloads may have been made from each other.
_MADE_FROM = """
SELECT DISTINCT v.sha256 FROM derivations v JOIN payloads p ON p.sha256 = v.sha256
WHERE v.source_sha256 = ? AND v.sha256 <> v.source_sha256 AND p.stored IS NOT NULL ORDER BY 1
"""

_NEIGHBOURS = f"""
SELECT document_id FROM documents
WHERE url IN (SELECT url FROM documents WHERE document_id IN {_THESE}) AND sha256 NOT IN (
    SELECT sha256 FROM withdrawn_payloads)
"""
