"""Whether an archive still holds what was put into it: digests, references, the file itself, and the rows made from it.

Nothing is repaired and nothing stops the search: each damage is named, and the rest is looked at.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from archive import texts
from archive.errors import ArchiveDamaged
from archive.parsed import bodies, corrections, proof, rereading
from archive.parsed.reader import Reader
from archive.parsed.rereading import Reread
from archive.raw import payloads
from archive.raw.withdrawals import tombstone
from archive.references import REFERENCES, broken
from archive.store import Archive, error_for

CHUNK = 256
MOST_FINDINGS_OF_SQLITE = 1000

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it should be.

    `kind`: database, payload, body, reference, correction, rows (a report's rows are not what its reading gives) or
    reading (the same code reads otherwise). `digest` is that of a payload or body; `capture_id` and `url` name the
    capture that it damages.
    """

    kind: str
    what: str
    capture_id: int | None = None
    url: str | None = None
    digest: str | None = None


@dataclass(slots=True)
class Fixity:
    """What was looked at, and what was found. `rereading` is None where nothing was read again.

    `withdrawn` payloads and bodies are no damage. `unproven`: reports whose rows could not be judged, because
    a reading that they rest on is damaged. `unsettled`: reports whose rows are to follow from what changed since, and
    will with the next parse.
    """

    payloads: int = 0
    payloads_withdrawn: int = 0
    bodies: int = 0
    bodies_withdrawn: int = 0
    references: int = 0
    reports: int = 0
    unproven: int = 0
    unsettled: set[int] = field(default_factory=set)
    rereading: Reread | None = None
    damage: list[Damage] = field(default_factory=list)


def verify(
    archive: Archive,
    *,
    rebuild: bool = False,
    workers: int = 1,
    progress: Progress | None = None,
    reader: Reader | None = None,
) -> Fixity:
    """Look at everything; with `rebuild` also read again what the installed code has read."""
    found = Fixity()
    tell = progress or (lambda _done, _total, _what: None)
    with _going_on(archive, found, "the check of the whole file"):
        _check_file(archive, found)
    with _going_on(archive, found, "the check of texts"):
        for broken_row in texts.broken(archive.connection):
            found.damage.append(_damaged_text(broken_row))
    with _going_on(archive, found, "the check of references"):
        _check_references(archive, found, tell)
    with _going_on(archive, found, "the check of payloads"):
        _check_payloads(archive, found, tell)
    with _going_on(archive, found, "the check of corrections"):
        for number, said in corrections.altered(archive.connection):
            what = f"correction {number} of {said.key} is not what it was when it was written"
            found.damage.append(Damage("correction", what, digest=said.sha256))
    damaged: set[str] = set()
    with _going_on(archive, found, "the check of stored readings"):
        _check_bodies(archive, found, damaged, tell)
    with _going_on(archive, found, "the check of report rows"):
        _check_rows(archive, found, damaged, tell)
    if rebuild:
        with _going_on(archive, found, "reading again"):
            _read_again(archive, found, workers, reader, tell)
    return found


@contextmanager
def _going_on(archive: Archive, found: Fixity, what: str) -> Iterator[None]:
    """Where the file itself cannot be read, that is a finding, and the next check begins."""
    try:
        yield
    except ArchiveDamaged as error:
        found.damage.append(Damage("database", f"{what} could not be ended: {error}"))
    except sqlite3.DatabaseError as error:
        plain = error_for(archive.path, error)
        if not isinstance(plain, ArchiveDamaged):
            raise
        found.damage.append(Damage("database", f"{what} could not be ended: {plain}"))


def _check_file(archive: Archive, found: Fixity) -> None:
    for (line,) in archive.connection.execute(f"PRAGMA integrity_check({MOST_FINDINGS_OF_SQLITE})"):
        if line != "ok":
            found.damage.append(Damage("database", str(line)))


def _damaged_text(row: texts.Broken) -> Damage:
    """What the row says of itself; of a capture, which one."""
    capture_id = row.row if row.table == "capture_log" and isinstance(row.row, int) else None
    what = f"{row.table}, row of {row.row}: {', '.join(row.columns)} holds bytes that are no text"
    return Damage("database", what, capture_id)


def _check_references(archive: Archive, found: Fixity, tell: Progress) -> None:
    conn = archive.connection
    for number, reference in enumerate(REFERENCES, start=1):
        tell(number, len(REFERENCES), f"references of {reference.table}")
        with _going_on(archive, found, f"the check of references from {reference.table}"):
            for what, digest, capture_id, url in broken(conn, reference):
                found.damage.append(Damage("reference", what, capture_id, url, digest))
            found.references += 1
    named = {(reference.table, reference.target) for reference in REFERENCES}
    for table, rowid, target, _ in conn.execute("PRAGMA foreign_key_check"):
        if (table, target) not in named:
            row = "a row" if rowid is None else f"row {rowid}"
            found.damage.append(Damage("reference", f"{table}: {row} points to a row of {target} that is not there"))


def _check_payloads(archive: Archive, found: Fixity, tell: Progress) -> None:
    conn = archive.connection
    for sha256, size, stored, unreadable in _stored(archive, "payloads", "sha256", "size", found, tell):
        found.payloads += 1
        withdrawn = tombstone(conn, sha256) is not None
        found.payloads_withdrawn += withdrawn
        what = unreadable or _fault_of_payload(sha256, size, stored, is_withdrawn=withdrawn)
        if what is None:
            continue
        held = conn.execute(
            "SELECT capture_id, url FROM capture_log WHERE sha256 = ? ORDER BY capture_id", (sha256,)
        ).fetchall()
        if not held:
            held, what = _damaged_derived(conn, sha256, what)
        found.damage += [Damage("payload", what, capture_id, url, sha256) for capture_id, url in held or [(None, None)]]


def _damaged_derived(conn: sqlite3.Connection, sha256: str, what: str) -> tuple[list[tuple[int, str]], str]:
    """Of a payload that another program made: the captures it goes back to, and that it can be made again."""
    held = conn.execute(
        "SELECT DISTINCT first_capture_id, url FROM documents WHERE sha256 = ? AND derived_from IS NOT NULL", (sha256,)
    ).fetchall()
    return held, f"{what}; it was derived: `gongkai derive --again` makes it anew" if held else what


def _fault_of_payload(sha256: str, size: int, stored: bytes | None, *, is_withdrawn: bool) -> str | None:
    if is_withdrawn:
        return None if stored is None else f"payload {sha256} was withdrawn, but its bytes are there"
    if stored is None:
        return f"payload {sha256} has no bytes, and no withdrawal says why"
    try:
        body = payloads.proven(sha256, stored)
    except payloads.PayloadDamaged as error:
        return str(error)
    return None if len(body) == size else f"payload {sha256} has {len(body)} bytes, its row says {size}"


def _check_bodies(archive: Archive, found: Fixity, damaged: set[str], tell: Progress) -> None:
    for digest, _, stored, unreadable in _stored(archive, "bodies", "digest", "0", found, tell):
        found.bodies += 1
        if unreadable is None and stored is None:
            found.bodies_withdrawn += 1
            continue
        what = unreadable
        if what is None:
            try:
                bodies.reading_in(digest, stored or b"")
            except bodies.BodyDamaged as error:
                what = str(error)
        if what is not None:
            damaged.add(digest)
            found.damage += [
                Damage("body", f"{what}; reading {parse_id} rests on it", capture_id, url, digest)
                for parse_id, capture_id, url in archive.connection.execute(_RESTING_ON, (digest,)).fetchall()
                or [(None, None, None)]
            ]


def _stored(
    archive: Archive, table: str, key: str, more: str, found: Fixity, tell: Progress
) -> Iterator[tuple[str, int, bytes | None, str | None]]:
    """Key, one more column and stored bytes of each row, one at a time; or why the row cannot be read.

    The keys come from their index, so a damaged row does not keep others from being looked at.
    """
    conn = archive.connection
    total = conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    after, done = "", 0
    while keys := conn.execute(
        f"SELECT rowid, {key} FROM {table} WHERE {key} > ? ORDER BY {key} LIMIT {CHUNK}", (after,)
    ).fetchall():
        after = keys[-1][1]
        for rowid, name in keys:
            try:
                row = conn.execute(f"SELECT {key}, {more}, stored FROM {table} WHERE rowid = ?", (rowid,)).fetchone()
            except sqlite3.DatabaseError as error:
                if not isinstance(error_for(archive.path, error), ArchiveDamaged):
                    raise
                yield name, 0, None, f"{table}: the row of {name} cannot be read: {error}"
            else:
                if row is None or row[0] != name:
                    found.damage.append(Damage("database", f"{table}: the index names {name}, which no row has"))
                else:
                    yield name, row[1], row[2], None
        done += len(keys)
        tell(done, total, table)


def _check_rows(archive: Archive, found: Fixity, damaged: set[str], tell: Progress) -> None:
    total = archive.connection.execute("SELECT count(*) FROM report_heads").fetchone()[0]
    for proven in proof.prove(archive, damaged):
        found.reports += proven.reports
        found.unproven += len(proven.unproven)
        for differing in proven.differing:
            if archive.connection.execute(_UNSETTLED, {"report": differing.report_id}).fetchone():
                found.unsettled.add(differing.report_id)
                continue
            row = archive.connection.execute(
                "SELECT capture_id, url FROM report_heads WHERE report_id = ?", (differing.report_id,)
            ).fetchone()
            found.damage.append(Damage("rows", f"report {differing.report_id}, {differing.what}", *(row or ())))
        tell(found.reports, total, "report rows")


def _read_again(archive: Archive, found: Fixity, workers: int, reader: Reader | None, tell: Progress) -> None:
    found.rereading = Reread(of_other_code=rereading.of_other_code(archive, reader))
    total = rereading.planned(archive, reader)
    for again in rereading.read_again(archive, workers, reader):
        found.rereading.read += 1
        if again.is_given_up:
            found.rereading.given_up += 1
        elif again.fault is None:
            found.rereading.equal += 1
        else:
            found.damage.append(Damage("reading", again.fault, again.capture_id, again.url, again.sha256))
        tell(found.rereading.read, total, "reading again")


# A report with a document that waits to be settled, or whose checks between years rest on one.
_UNSETTLED = """
SELECT 1 FROM report_heads h JOIN report_heads e
    ON e.report_id = h.report_id OR (e.publisher_id = h.publisher_id AND e.year = h.year - 1)
JOIN documents d ON d.report_id = e.report_id JOIN unsettled u ON u.document_id = d.document_id
WHERE h.report_id = :report
"""

_RESTING_ON = """
SELECT r.parse_id, d.first_capture_id, d.url FROM readings r JOIN documents d ON d.document_id = r.document_id
WHERE r.body_digest = ? ORDER BY r.parse_id
"""
