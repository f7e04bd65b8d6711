"""Parse runs: who read what when, and whether users see it.

A run of kind `parse` reads what was never read, and its readings are current at once. A run of kind
`reparse` makes candidates, which become current when it is promoted, all of them in one transaction, and
cease to be when it is rolled back.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archive import owners
from archive.moments import following, now
from archive.parsed import identity
from archive.parsed.projection import settle
from archive.store import Archive, ArchiveError, ArchiveLocked


class RunRefused(ArchiveError):
    """The run cannot be promoted or rolled back; the sentence says why."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Run:
    """A run with the sums of what it did. `state`: running, interrupted, candidate, promoted or rolled_back."""

    run_id: int
    kind: str
    state: str
    started_at: str
    finished_at: str | None
    reason: str | None
    selection: dict[str, Any]
    readers: dict[str, str]
    promoted_at: str | None
    rolled_back_at: str | None
    forced: bool
    documents: int
    read: int
    changed: int
    lost: int
    passed_before: int
    passed_after: int
    failed_before: int
    failed_after: int


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a run may be promoted without force; `reasons` say why not."""

    passes: bool
    reasons: tuple[str, ...]


_RUNS = """
SELECT u.run_id, u.kind, u.started_at, u.finished_at, u.reason, u.selection, u.readers, u.promoted_at,
    u.rolled_back_at, u.forced, u.owner, u.alive_at, count(w.document_id), count(w.new_parse_id),
    coalesce(sum(w.changed), 0), coalesce(sum(w.lost), 0), coalesce(sum(w.passed_before), 0),
    coalesce(sum(w.passed_after), 0), coalesce(sum(w.failed_before), 0), coalesce(sum(w.failed_after), 0)
FROM runs u LEFT JOIN run_readings w ON w.run_id = u.run_id
"""


def list_runs(archive: Archive) -> list[Run]:
    """All runs, the newest first."""
    return [_run(row) for row in archive.connection.execute(f"{_RUNS} GROUP BY u.run_id ORDER BY u.run_id DESC")]


def find(archive: Archive, run_id: int) -> Run:
    """Raises ArchiveError where there is no such run."""
    row = archive.connection.execute(f"{_RUNS} WHERE u.run_id = ? GROUP BY u.run_id", (run_id,)).fetchone()
    if row is None:
        raise ArchiveError(f"there is no run {run_id}; `gongkai runs list` names them")
    return _run(row)


def begin(conn: sqlite3.Connection, kind: str, selection: dict[str, Any], readers: dict[str, str]) -> int:
    """A new run, owned by this process. What a parse reads is current at once, so it begins promoted."""
    moment = now()
    cursor = conn.execute(
        """INSERT INTO runs (uid, kind, started_at, selection, readers, owner, alive_at, promoted_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            uuid.uuid4().hex,
            kind,
            moment,
            json.dumps(selection, ensure_ascii=False, sort_keys=True),
            json.dumps(readers, sort_keys=True),
            owners.this_process(),
            moment,
            moment if kind == "parse" else None,
        ),
    )
    return int(cursor.lastrowid or 0)


def refuse_beside_the_living(archive: Archive) -> None:
    """Raises ArchiveLocked while another living process parses this archive."""
    for run_id, owner, alive_at in archive.connection.execute(
        "SELECT run_id, owner, alive_at FROM runs WHERE finished_at IS NULL AND owner IS NOT NULL"
    ).fetchall():
        if owner != owners.this_process() and owners.is_alive(owner, alive_at):
            raise ArchiveLocked(f"{archive.path} is locked: {owners.described(owner)} is at work on run {run_id}")


def own(conn: sqlite3.Connection, run_id: int) -> None:
    """Say that this process works on the run, and lives."""
    conn.execute("UPDATE runs SET owner = ?, alive_at = ? WHERE run_id = ?", (owners.this_process(), now(), run_id))


def let_go(conn: sqlite3.Connection, run_id: int) -> None:
    """This process works on the run no more, though it is not finished."""
    conn.execute("UPDATE runs SET owner = NULL WHERE run_id = ?", (run_id,))


def end(conn: sqlite3.Connection, run_id: int, reason: str) -> None:
    """The run is finished; which readers it really had is what its readings say."""
    read_by = conn.execute(
        """SELECT u.reader, u.reader_version || ' ' || substr(u.fingerprint, 1, 16) FROM readers u
           WHERE u.reader_id IN (SELECT reader_id FROM readings WHERE run_id = ?)
           ORDER BY u.reader_version DESC""",  # the version itself after that of what was given up, so that it stands
        (run_id,),
    ).fetchall()
    conn.execute(
        """UPDATE runs SET finished_at = ?, reason = ?, owner = NULL,
               readers = CASE kind WHEN 'parse' THEN ? ELSE readers END
           WHERE run_id = ?""",
        (now(), reason, json.dumps(dict(read_by), sort_keys=True), run_id),
    )


def gate(archive: Archive, run_id: int) -> Gate:
    """No fewer passing checks in total, and no value lost without a note."""
    run = find(archive, run_id)
    reasons = []
    if run.passed_after < run.passed_before:
        fewer = run.passed_before - run.passed_after
        reasons.append(f"{fewer} fewer checks pass ({run.passed_before} → {run.passed_after})")
    if run.lost:
        reasons.append(f"{run.lost} values are lost without a note")
    return Gate(not reasons, tuple(reasons))


def promote(archive: Archive, run_id: int, *, force: bool = False) -> Gate:
    """Make the run's readings current, in one transaction. Raises RunRefused where they may not be.

    `force` overrides the gate, and that is recorded; it does not override that a run must be finished and
    must have been compared with what is current now.
    """
    with archive.write() as conn:
        run = find(archive, run_id)
        _refuse_to_promote(conn, run)
        verdict = gate(archive, run_id)
        if not verdict.passes and not force:
            why = "; ".join(verdict.reasons)
            raise RunRefused(f"run {run_id} is not promoted: {why}; look at its diff, or force it")
        conn.execute(_POINT_TO_NEW, {"run": run_id})
        _follow(conn, run_id, record_moves=True)
        forced = force and not verdict.passes
        moment = _after_all(conn)
        conn.execute(
            "UPDATE runs SET promoted_at = ?, rolled_back_at = NULL, forced = ? WHERE run_id = ?",
            (moment, forced, run_id),
        )
        _note(conn, run_id, moment, "promoted", "; ".join(verdict.reasons), forced=forced)
    return verdict


def rollback(archive: Archive, run_id: int) -> None:
    """Make current what was current before the run was promoted, with every report under its former number.

    Raises RunRefused where the run is not promoted, or a later one stands on it.
    """
    with archive.write() as conn:
        run = find(archive, run_id)
        if run.kind != "reparse" or run.state != "promoted":
            raise RunRefused(f"run {run_id} is {run.state}, a {run.kind}: there is nothing to roll back")
        if conn.execute(_NOT_CURRENT.format(which="new_parse_id"), (run_id,)).fetchone():
            raise RunRefused(f"a later run was promoted over run {run_id}; roll that back first")
        conn.execute(_POINT_TO_OLD, {"run": run_id})
        touched = identity.undo_moves(conn, run_id)
        _follow(conn, run_id, record_moves=False, report_ids=touched)
        moment = _after_all(conn)
        conn.execute("UPDATE runs SET rolled_back_at = ? WHERE run_id = ?", (moment, run_id))
        _note(conn, run_id, moment, "rolled_back", "", forced=False)


def _refuse_to_promote(conn: sqlite3.Connection, run: Run) -> None:
    if run.kind != "reparse" or run.state in {"promoted", "running"}:
        raise RunRefused(f"run {run.run_id} is {run.state}, a {run.kind}: there is nothing to promote")
    if run.state == "interrupted":
        raise RunRefused(f"run {run.run_id} is not finished: `gongkai reparse` goes on with it")
    if conn.execute(_NOT_CURRENT.format(which="old_parse_id"), (run.run_id,)).fetchone():
        since = "another run was promoted or rolled back since it was compared"
        raise RunRefused(f"run {run.run_id} cannot be promoted: {since}; reparse again")


def _follow(conn: sqlite3.Connection, run_id: int, *, record_moves: bool, report_ids: Iterable[int] = ()) -> None:
    """Rows follow the readings: those that differ are made anew, of the others only who read them."""
    changed = {row[0] for row in conn.execute(_DIFFERING, (run_id,))}
    settle(conn, changed, run_id if record_moves else None, report_ids)
    conn.execute(_SAY_WHO_READ, (run_id,))


def _after_all(conn: sqlite3.Connection) -> str:
    """Now, or the second after all that became current here before.

    By these times archives that are merged agree on what is current, so one that was first must not be dated later,
    whatever the clock was set to.
    """
    (last,) = conn.execute(
        "SELECT max(at) FROM (SELECT promoted_at AS at FROM runs UNION ALL SELECT at FROM run_events)"
    ).fetchone()
    return max(now(), following(last)) if last is not None else now()


def _note(conn: sqlite3.Connection, run_id: int, moment: str, event: str, detail: str, *, forced: bool) -> None:
    conn.execute(
        """INSERT INTO run_events (run_id, ordinal, at, event, forced, detail)
           SELECT ?, 1 + count(*), ?, ?, ?, nullif(?, '') FROM run_events WHERE run_id = ?""",
        (run_id, moment, event, forced, detail, run_id),
    )


def events(archive: Archive, run_id: int) -> Iterator[tuple[str, str, bool, str | None]]:
    """What was done with a run: (time, event, forced, reasons that force overrode)."""
    for at, event, forced, detail in archive.connection.execute(
        "SELECT at, event, forced, detail FROM run_events WHERE run_id = ? ORDER BY ordinal", (run_id,)
    ):
        yield at, event, bool(forced), detail


def _run(row: tuple[Any, ...]) -> Run:
    (run_id, kind, started, finished, reason, selection, readers, *rest) = row
    (promoted, rolled_back, forced, owner, alive, *sums) = rest
    if finished is None:
        state = "running" if owners.is_alive(owner, alive) else "interrupted"
    elif rolled_back is not None:
        state = "rolled_back"
    else:
        state = "promoted" if promoted is not None else "candidate"
    return Run(
        run_id, kind, state, started, finished, reason, json.loads(selection), json.loads(readers), promoted,
        rolled_back, bool(forced), *sums,
    )  # fmt: skip


_POINT_TO_NEW = """
UPDATE documents SET current_parse_id = w.new_parse_id FROM run_readings w
WHERE w.run_id = :run AND w.document_id = documents.document_id AND w.new_parse_id IS NOT NULL
"""
_POINT_TO_OLD = """
UPDATE documents SET current_parse_id = w.old_parse_id FROM run_readings w
WHERE w.run_id = :run AND w.document_id = documents.document_id AND w.new_parse_id IS NOT NULL
"""
_NOT_CURRENT = """
SELECT 1 FROM run_readings w JOIN documents d ON d.document_id = w.document_id
WHERE w.run_id = ? AND w.new_parse_id IS NOT NULL AND d.current_parse_id IS NOT w.{which} LIMIT 1
"""
_DIFFERING = """
SELECT w.document_id FROM run_readings w
JOIN readings o ON o.parse_id = w.old_parse_id JOIN readings n ON n.parse_id = w.new_parse_id
WHERE w.run_id = ? AND (o.body_digest <> n.body_digest OR o.publisher_id IS NOT n.publisher_id)
"""
_SAY_WHO_READ = """
UPDATE report_heads SET parse_id = d.current_parse_id, reader_version = u.reader_version
FROM run_readings w JOIN documents d ON d.document_id = w.document_id
JOIN readings r ON r.parse_id = d.current_parse_id JOIN readers u ON u.reader_id = r.reader_id
WHERE w.run_id = ? AND report_heads.report_id = d.report_id AND report_heads.document_id = d.document_id
"""
