"""Whether an archive still holds what was put into it: digests, references, the file itself, and the rows made from it.

Nothing is repaired and nothing stops the search: each damage is named, and the rest is looked at.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from archive.errors import ArchiveDamaged
from archive.parsed import bodies, proof, rereading
from archive.parsed.reader import Reader
from archive.parsed.rereading import Reread
from archive.raw import payloads
from archive.references import REFERENCES, broken
from archive.store import Archive, error_for

CHUNK = 256
MOST_FINDINGS_OF_SQLITE = 1000

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it should be.

    `kind`: database, payload, body, reference, rows (a report's rows are not what its reading gives) or reading
    (the same code reads otherwise). `digest` is that of a payload or body; `capture_id` and `url` name the
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
    a reading that they rest on is damaged.
    """

    payloads: int = 0
    payloads_withdrawn: int = 0
    bodies: int = 0
    bodies_withdrawn: int = 0
    references: int = 0
    reports: int = 0
    unproven: int = 0
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
    with _going_on(archive, found, "the check of references"):
        _check_references(archive, found, tell)
    with _going_on(archive, found, "the check of payloads"):
        _check_payloads(archive, found, tell)
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
        if not isinstance(error_for(archive.path, error), ArchiveDamaged):
            raise
        found.damage.append(Damage("database", f"{what} could not be ended: {error}"))


def _check_file(archive: Archive, found: Fixity) -> None:
    for (line,) in archive.connection.execute(f"PRAGMA integrity_check({MOST_FINDINGS_OF_SQLITE})"):
        if line != "ok":
            found.damage.append(Damage("database", str(line)))


def _check_references(archive: Archive, found: Fixity, tell: Progress) -> None:
    conn = archive.connection
    for number, reference in enumerate(REFERENCES, start=1):
        tell(number, len(REFERENCES), f"references of {reference.table}")
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
        if unreadable is None and stored is None:
            found.payloads_withdrawn += 1
            continue
        what = unreadable or _fault_of_payload(sha256, size, stored or b"")
        if what is None:
            continue
        held = conn.execute(
            "SELECT capture_id, url FROM capture_log WHERE sha256 = ? ORDER BY capture_id", (sha256,)
        ).fetchall()
        found.damage += [Damage("payload", what, capture_id, url, sha256) for capture_id, url in held or [(None, None)]]


def _fault_of_payload(sha256: str, size: int, stored: bytes) -> str | None:
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
        if again.fault is None:
            found.rereading.equal += 1
        else:
            found.damage.append(Damage("reading", again.fault, again.capture_id, again.url, again.sha256))
        tell(found.rereading.read, total, "reading again")


_RESTING_ON = """
SELECT r.parse_id, d.first_capture_id, d.url FROM readings r JOIN documents d ON d.document_id = r.document_id
WHERE r.body_digest = ? ORDER BY r.parse_id
"""
