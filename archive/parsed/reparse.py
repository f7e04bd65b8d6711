"""Reading: what was never read, and again what is stale. One process writes, any number read."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field

from archive.derived import making
from archive.parsed import bodies, deadline, listed_titles, memory, runs, selections
from archive.parsed.differences import Comparison, compare
from archive.parsed.outcomes import Outcome, Result, Unreadable
from archive.parsed.pool import read_all
from archive.parsed.projection import settle
from archive.parsed.reader import Reader, installed
from archive.parsed.readings import Stored, store_reading, unread, waiting
from archive.parsed.selections import STALE, Selection
from archive.store import Archive, ArchiveError
from parsers.model import canonical_json

BATCH = 64  # documents in one transaction
MOST_AGAIN = 4 * memory.MOST  # bytes that a document may take which was given up, and is tried again
BATCH_SECONDS = 5.0  # and no transaction waits longer than this for its last document


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int


@dataclass(slots=True)
class RunSummary:
    """What a run did. `run_id` None: there was nothing to read. `changed` and `lost` count values.

    `unstable`: documents that the same code has read in two ways; `damaged`: what was found of payloads.
    """

    run_id: int | None
    kind: str
    read: int = 0
    reports: int = 0
    not_reports: int = 0
    failed: int = 0
    unchanged: int = 0
    changed: int = 0
    lost: int = 0
    unstable: list[int] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    seconds: float = 0.0


ProgressCallback = Callable[[Progress], None]


def parse_new(
    archive: Archive, workers: int = 1, progress: ProgressCallback | None = None, *, reader: Reader | None = None
) -> RunSummary:
    """Read what was never read; the readings are current at once. An interrupted parse is simply gone on with.

    Raises ArchiveLocked while another process parses.
    """
    runs.refuse_beside_the_living(archive)
    _link_derived(archive)
    total = selections.plan_parse(archive).documents
    summary = RunSummary(None, "parse")
    with archive.write() as conn:
        _end_interrupted(conn)  # it may have been cut off after its last document
        if total:
            summary.run_id = runs.begin(conn, "parse", {}, {})
    if total:
        _read_and_store(archive, read_all(unread(archive), workers, reader), summary, total, progress)
    _settle_the_rest(archive)
    _read_listed_titles(archive)
    return summary


def reparse(
    archive: Archive,
    selection: Selection = STALE,
    workers: int = 1,
    progress: ProgressCallback | None = None,
    *,
    reader: Reader | None = None,
) -> RunSummary:
    """Read again; the readings are candidates beside the current ones until the run is promoted.

    An interrupted run of the same selection and code is gone on with; where a finished one holds the very
    candidates already, it is named and nothing is read. Raises ArchiveLocked while another process parses,
    QueryError for a condition that SQL does not understand.
    """
    runs.refuse_beside_the_living(archive)
    run_id = _find_or_plan_run(archive, selection, reader or installed())
    summary = RunSummary(run_id, "reparse")
    if run_id is None or runs.find(archive, run_id).finished_at is not None:
        return summary
    total = archive.connection.execute(
        "SELECT count(*) FROM run_readings WHERE run_id = ? AND new_parse_id IS NULL", (run_id,)
    ).fetchone()[0]
    again = selection.given_up
    limits = (deadline.SECONDS, memory.MOST) if again is None else (float(again), MOST_AGAIN)
    outcomes = read_all(waiting(archive, run_id), workers, reader, *limits)
    _read_and_store(archive, outcomes, summary, total, progress)
    return summary


def _read_and_store(
    archive: Archive,
    outcomes: Iterator[Outcome],
    summary: RunSummary,
    total: int,
    progress: ProgressCallback | None,
) -> None:
    run_id = summary.run_id
    if run_id is None:
        raise ValueError("a run is needed to read for")
    began = time.monotonic()
    done = 0
    try:
        for batch in _batches(outcomes):
            with archive.write() as conn:
                runs.own(conn, run_id)
                documents = [d for d in (_store(conn, run_id, outcome, summary) for outcome in batch) if d is not None]
                if summary.kind == "parse":
                    settle(conn, documents, run_id)
            done += len(batch)
            if progress is not None:
                progress(Progress(done, max(total, done)))
    except BaseException:
        with archive.write() as conn:
            runs.let_go(conn, run_id)
        raise
    summary.seconds = time.monotonic() - began
    with archive.write() as conn:
        runs.end(conn, run_id, f"{len(summary.damaged)} payloads are damaged" if summary.damaged else "finished")


def _batches(outcomes: Iterator[Outcome]) -> Iterator[list[Outcome]]:
    batch: list[Outcome] = []
    began = time.monotonic()
    for outcome in outcomes:
        batch.append(outcome)
        if len(batch) >= BATCH or time.monotonic() - began > BATCH_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


def _store(conn: sqlite3.Connection, run_id: int, outcome: Outcome, summary: RunSummary) -> int | None:
    """Write one outcome; the document, unless its payload was damaged."""
    if isinstance(outcome, Unreadable):
        summary.damaged.append(outcome.damage)
        return None
    stored = store_reading(conn, outcome.document_id, run_id, outcome.reading, outcome.by, outcome.body)
    if stored.differs:
        summary.unstable.append(outcome.document_id)
    summary.read += 1
    summary.reports += outcome.reading.outcome == "report"
    summary.not_reports += outcome.reading.outcome == "not_a_report"
    summary.failed += outcome.reading.outcome == "failed"
    if summary.kind == "parse":
        conn.execute(
            "UPDATE documents SET current_parse_id = ? WHERE document_id = ?", (stored.parse_id, outcome.document_id)
        )
        conn.execute(
            "INSERT INTO run_readings (run_id, document_id, new_parse_id) VALUES (?, ?, ?)",
            (run_id, outcome.document_id, stored.parse_id),
        )
    else:
        _compare_and_store(conn, run_id, outcome, stored, summary)
    return outcome.document_id


def _compare_and_store(
    conn: sqlite3.Connection, run_id: int, outcome: Result, stored: Stored, summary: RunSummary
) -> None:
    old_parse_id, old_digest = conn.execute(
        """SELECT w.old_parse_id, r.body_digest FROM run_readings w JOIN readings r ON r.parse_id = w.old_parse_id
           WHERE w.run_id = ? AND w.document_id = ?""",
        (run_id, outcome.document_id),
    ).fetchone()
    new = bodies.of_parse(conn, stored.parse_id) if stored.differs else outcome.reading
    old = new if old_digest == outcome.body.digest and not stored.differs else bodies.of_parse(conn, old_parse_id)
    if old is None or new is None:
        raise ArchiveError(f"readings {old_parse_id} and {stored.parse_id} cannot be compared: one was withdrawn")
    found = compare(old, new)
    summary.unchanged += not found.changes and not found.rules
    summary.changed += len(found.changes)
    summary.lost += found.lost
    conn.execute(
        """UPDATE run_readings SET new_parse_id = ?, changed = ?, lost = ?, passed_before = ?, passed_after = ?,
               failed_before = ?, failed_after = ?, rules = ?
           WHERE run_id = ? AND document_id = ?""",
        (
            stored.parse_id,
            len(found.changes),
            found.lost,
            *found.passed,
            *found.failed,
            canonical_json(found.rules) if found.rules else None,
            run_id,
            outcome.document_id,
        ),
    )
    _store_changes(conn, run_id, outcome.document_id, found)


def _store_changes(conn: sqlite3.Connection, run_id: int, document_id: int, found: Comparison) -> None:
    conn.executemany(
        """INSERT INTO reading_changes (run_id, document_id, table_name, row_code, column_code, old_value, new_value,
               old_kind, new_kind, lost)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (run_id, document_id, c.table_name, c.row_code, c.column_code, c.old_value, c.new_value, c.old_kind,
             c.new_kind, c.lost)
            for c in found.changes
        ],
    )  # fmt: skip


def _find_or_plan_run(archive: Archive, selection: Selection, reader: Reader) -> int | None:
    """The run to read for; a new one lists its documents before the first is read. None where nothing is to be read."""
    condition, values = selections.condition(archive, selection, reader)
    readers = selections.installed_readers(archive, reader)
    same = _run_of_the_same(archive, selection, readers)
    if same is not None:
        return same
    with archive.write() as conn:
        documents = f"FROM documents d {selections.CURRENT} WHERE {condition}"
        if conn.execute(f"SELECT 1 {documents} LIMIT 1", values).fetchone() is None:
            return None
        run_id = runs.begin(conn, "reparse", asdict(selection), readers)
        conn.execute(
            f"""INSERT INTO run_readings (run_id, document_id, old_parse_id, old_report_id)
                SELECT {run_id}, d.document_id, d.current_parse_id, d.report_id {documents}""",
            values,
        )
    return run_id


def _run_of_the_same(archive: Archive, selection: Selection, readers: dict[str, str]) -> int | None:
    """The newest run of this selection by this code, unless it is done with; `all` and `given_up` ask for a new one."""
    asks_anew = selection.all or selection.given_up is not None
    for run in runs.list_runs(archive):
        if run.kind == "reparse" and asdict(STALE) | run.selection == asdict(selection) and run.readers == readers:
            is_ready = run.state in {"candidate", "rolled_back"} and not asks_anew
            return run.run_id if is_ready or run.finished_at is None else None
    return None


def _end_interrupted(conn: sqlite3.Connection) -> None:
    """A parse that was cut off is not taken up: what it read stands, and the next one reads the rest."""
    for (run_id,) in conn.execute("SELECT run_id FROM runs WHERE kind = 'parse' AND finished_at IS NULL").fetchall():
        runs.end(conn, run_id, "interrupted")


def _link_derived(archive: Archive) -> None:
    """A payload that outside programs made something of may have been captured in another context since."""
    if archive.connection.execute("SELECT 1 FROM derivations LIMIT 1").fetchone() is not None:
        with archive.write() as conn:
            making.link(conn)
            followed = [(document_id,) for document_id in making.follow_newest(conn)]
            conn.executemany("INSERT OR IGNORE INTO unsettled (document_id) VALUES (?)", followed)


def _settle_the_rest(archive: Archive) -> None:
    while waiting_documents := archive.connection.execute(
        "SELECT document_id FROM unsettled ORDER BY document_id LIMIT ?", (BATCH,)
    ).fetchall():
        with archive.write() as conn:
            settle(conn, (row[0] for row in waiting_documents))


def _read_listed_titles(archive: Archive) -> None:
    while listed_titles.are_waiting(archive.connection):
        with archive.write() as conn:
            listed_titles.read_some(conn)
