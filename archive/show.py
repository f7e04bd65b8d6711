"""One report with everything that is held of it."""

import json
from dataclasses import dataclass

from archive import documents
from archive.documents import HeldDocument
from archive.errors import ArchiveError
from archive.parsed import bodies, identity
from archive.parsed.overlay import Correction, Overlaid, in_force, overlay
from archive.store import Archive
from parsers.model import Figure, Reading


class NoSuchReport(ArchiveError):
    """There is no report of that number."""


@dataclass(frozen=True, slots=True)
class ShownCheck:
    rule: str
    subject: str
    state: str
    cells: tuple[str, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class ShownCapture:
    capture_id: int
    url: str
    fetched_at: str
    status: int | None
    verdict: str
    sha256: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class ShownParse:
    parse_id: int
    capture_id: int
    sha256: str
    reader_version: str
    run_id: int
    state: str
    reason: str | None
    form: str | None
    agency: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class ShownRevision:
    """A value that the portal changed."""

    table_name: str
    row_code: str
    column_code: str
    old_value: object
    new_value: object
    old_capture_id: int
    new_capture_id: int


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """`state`: applied, agrees or stale. `as_read` is the cell without it; None: the reading has no such cell."""

    correction: Correction
    state: str
    as_read: Figure | None


@dataclass(frozen=True, slots=True)
class ShownReport:
    """`fields` is the row of the view `reports`; `reading` the current reading in full, with places and labels.

    Corrections lie over the reading; `corrections` says what became of each.

    `documents` are all that are held of it, the one that stands for it first.

    `checks` are those of the reading, those between years and those between documents. `asked_for` differs from the
    report's number where the report was joined to an older one.
    """

    report_id: int
    asked_for: int
    fields: dict[str, object]
    reading: Reading
    checks: tuple[ShownCheck, ...]
    captures: tuple[ShownCapture, ...]
    parses: tuple[ShownParse, ...]
    revisions: tuple[ShownRevision, ...]
    corrections: tuple[ShownCorrection, ...]
    documents: tuple[HeldDocument, ...]


def report(archive: Archive, report_id: int) -> ShownReport:
    """The report of that number, or the one it was joined to. Raises NoSuchReport."""
    standing = identity.resolve(archive.connection, report_id)
    cursor = archive.connection.execute("SELECT * FROM reports WHERE report_id = ?", (standing,))
    row = cursor.fetchone()
    if row is None:
        raise NoSuchReport(
            f'there is no report {report_id}; `gongkai query "SELECT report_id, agency, year FROM reports"` names them'
        )
    fields = {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
    reading = bodies.of_parse(archive.connection, int(fields["parse_id"]))
    if reading is None:
        raise NoSuchReport(f"the reading of report {report_id} was withdrawn")
    laid = _overlaid(archive, int(fields["parse_id"]), reading)
    return ShownReport(
        report_id=standing,
        asked_for=report_id,
        fields=fields,
        reading=laid.reading,
        checks=_checks(archive, standing),
        captures=_captures(archive, standing),
        parses=_parses(archive, standing),
        revisions=_revisions(archive, standing),
        corrections=_corrections(laid),
        documents=documents.of_report(archive.connection, standing),
    )


def _overlaid(archive: Archive, parse_id: int, reading: Reading) -> Overlaid:
    conn = archive.connection
    (sha256,) = conn.execute(
        "SELECT d.sha256 FROM readings r JOIN documents d ON d.document_id = r.document_id WHERE r.parse_id = ?",
        (parse_id,),
    ).fetchone()
    return overlay(reading, in_force(conn, [sha256]).get(sha256, ()))


def _corrections(laid: Overlaid) -> tuple[ShownCorrection, ...]:
    read = {figure.key: figure for figure in laid.read.figures}
    return tuple(ShownCorrection(one, laid.states[one.correction_id], read.get(one.key)) for one in laid.corrections)


def _checks(archive: Archive, report_id: int) -> tuple[ShownCheck, ...]:
    rows = archive.connection.execute(
        "SELECT rule, subject, state, cells, detail FROM checks WHERE report_id = ?", (report_id,)
    )
    return tuple(
        ShownCheck(rule, subject, state, tuple(json.loads(cells)), detail)
        for rule, subject, state, cells, detail in rows
    )


def _captures(archive: Archive, report_id: int) -> tuple[ShownCapture, ...]:
    """Every capture of an address under which the report stands or stood, refusals included, the newest first."""
    rows = archive.connection.execute(
        """SELECT capture_id, url, fetched_at, status, verdict, sha256, size FROM captures
           WHERE url IN (SELECT url FROM documents WHERE report_id = ?) ORDER BY fetched_at DESC, capture_id DESC""",
        (report_id,),
    )
    return tuple(ShownCapture(*row) for row in rows)


def _parses(archive: Archive, report_id: int) -> tuple[ShownParse, ...]:
    rows = archive.connection.execute(
        """SELECT parse_id, capture_id, sha256, reader_version, run_id, state, reason, form, agency, year FROM parses
           WHERE report_id = ? ORDER BY parse_id DESC""",
        (report_id,),
    )
    return tuple(ShownParse(*row) for row in rows)


def _revisions(archive: Archive, report_id: int) -> tuple[ShownRevision, ...]:
    rows = archive.connection.execute(
        """SELECT table_name, row_code, column_code, old_value, new_value, old_capture_id, new_capture_id
           FROM source_changes WHERE report_id = ? ORDER BY new_capture_id, table_name, row_code, column_code""",
        (report_id,),
    )
    return tuple(ShownRevision(*row) for row in rows)
