"""What becomes of one document when it is read.

A reader may not raise, and may not bring its process down; both happen all the same on hostile files. A document that
does so is noted as failed, and the others are read.
"""

from dataclasses import dataclass

from archive.parsed.bodies import Body, body_of
from archive.parsed.memory import Limit
from archive.parsed.reader import ReadBy, Reader, read_by
from archive.parsed.readings import DocumentRow, without_faults
from archive.raw.payloads import PayloadDamaged, proven
from parsers.model import Context, Reading


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document: its reading, or why its payload could not be given to a reader."""

    document_id: int
    reading: Reading
    by: ReadBy
    body: Body


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document whose stored payload is damaged; it is not the reader's matter, so no reading stands for it."""

    document_id: int
    damage: str


Outcome = Result | Unreadable


def read_one(document: DocumentRow, reader: Reader, limit: Limit) -> Outcome:
    """Read a document within a limit of memory; whatever the reader raises is its result."""
    try:
        payload = proven(document.sha256, document.stored)
    except PayloadDamaged as error:
        return Unreadable(document.document_id, str(error))
    context = Context.from_json(document.context_json)
    try:
        with limit.held():
            reading = reader.read(payload, context)
            by = read_by(reader, reading.reader)
    except MemoryError:
        return failed(document, reader, limit.reason())
    except Exception as error:  # noqa: BLE001 - a fault of the reader in one of a million documents must not end the run
        return failed(document, reader, f"the reader broke: {type(error).__name__}: {error}")
    reading = without_faults(reading)
    return Result(document.document_id, reading, by, body_of(reading))


def failed(document: DocumentRow, reader: Reader, reason: str) -> Result:
    """The result of a document whose payload is sound and which could not be read."""
    kind = reader.reader_of(proven(document.sha256, document.stored), Context.from_json(document.context_json))
    reading = Reading("failed", kind, reason)
    return Result(document.document_id, reading, read_by(reader, kind), body_of(reading))
