"""Reading payloads again with the very code that read them, to prove that the stored readings are what it gives."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.parsed.given_up import was_given_up
from archive.parsed.outcomes import Unreadable
from archive.parsed.pool import read_all
from archive.parsed.reader import Reader, fingerprints, installed
from archive.parsed.readings import documents_read_by, stale_documents
from archive.store import Archive


@dataclass(slots=True)
class Reread:
    """`of_other_code`: current readings of another fingerprint, which this installation cannot prove.

    `given_up`: documents that were not read to their end, then or now, and so prove nothing.
    """

    read: int = 0
    equal: int = 0
    of_other_code: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """A document that was read again; `fault` says in what way it differs, None: in none.

    `is_given_up`: it was read to its end only once or never, so there is nothing to compare.
    """

    document_id: int
    capture_id: int
    url: str
    sha256: str
    fault: str | None
    is_given_up: bool


def planned(archive: Archive, reader: Reader | None) -> int:
    """How many documents have a current reading by the installed code, and their payload."""
    condition, values = _by_installed(archive, reader)
    return int(archive.connection.execute(f"SELECT count(*) {_READ} AND NOT {condition}", values).fetchone()[0])


def of_other_code(archive: Archive, reader: Reader | None) -> int:
    condition, values = _by_installed(archive, reader)
    return int(archive.connection.execute(f"SELECT count(*) {_READ} AND {condition}", values).fetchone()[0])


def read_again(archive: Archive, workers: int, reader: Reader | None) -> Iterator[ReadAgain]:
    """Read each of them, and compare the digest of what comes out with that of the stored reading.

    A document whose payload is damaged is left out: that is the payload's fault, and no reading's.
    """
    condition, values = _by_installed(archive, reader)
    documents = documents_read_by(archive, f"NOT {condition}", values)
    for outcome in read_all(documents, workers, reader):
        if isinstance(outcome, Unreadable):
            continue
        stored = archive.connection.execute(_STORED, (outcome.document_id,)).fetchone()
        capture_id, url, sha256, digest, reason = stored
        is_given_up = any(was_given_up(said) for said in (reason, outcome.reading.reason))
        fault = None
        if outcome.body.digest != digest and not is_given_up:
            fault = f"document {outcome.document_id} is read otherwise: {outcome.body.digest}, stored is {digest}"
        yield ReadAgain(outcome.document_id, capture_id, url, sha256, fault, is_given_up)


def _by_installed(archive: Archive, reader: Reader | None) -> tuple[str, dict[str, str]]:
    """The condition that a document's current reading is of another fingerprint than the installed one."""
    kinds = [row[0] for row in archive.connection.execute("SELECT DISTINCT reader FROM readers")]
    condition, values = stale_documents(fingerprints(reader or installed(), kinds))
    return condition, {"fingerprints": values}


_READ = """
FROM documents d JOIN payloads p ON p.sha256 = d.sha256 AND p.stored IS NOT NULL
JOIN contexts c ON c.digest = d.context_digest
WHERE d.current_parse_id IS NOT NULL
"""

_STORED = """
SELECT d.first_capture_id, d.url, d.sha256, r.body_digest, r.reason
FROM documents d JOIN readings r ON r.parse_id = d.current_parse_id WHERE d.document_id = ?
"""
