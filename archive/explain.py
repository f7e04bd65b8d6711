"""Where a value comes from: from a cell of a report back to the bytes, with what speaks for or against it."""

from dataclasses import dataclass

from archive import source
from archive.derived import making
from archive.derived.making import Derivation
from archive.errors import ArchiveError
from archive.parsed import bodies
from archive.show import ShownCheck, ShownCorrection, ShownReport
from archive.store import Archive
from parsers.fragments import Fragment, fragment
from parsers.model import Figure, Number, Reading


class NoSuchCell(ArchiveError):
    """The report's tables have no cell of that name."""


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What another reading says of the same cell: an earlier or a candidate one, or that of another document."""

    parse_id: int
    url: str
    reader_version: str
    state: str
    value: Number | None
    kind: str
    raw: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The way from a value to bytes.

    `way` is how the payload that was read came from the one that the portal sent, the last making first; empty where it
    was sent itself. `shows` is None where the payload no longer has what the reading names.

    `figure` is as corrected, where a correction is applied; `correction` then has it as read, and so it has where
    the correction is not applied.
    """

    report_id: int
    figure: Figure
    capture_id: int
    url: str
    fetched_at: str
    sha256: str
    size: int
    reader_version: str
    fingerprint: str
    way: tuple[Derivation, ...]
    shows: Fragment | None
    correction: ShownCorrection | None
    checks: tuple[ShownCheck, ...]
    others: tuple[OtherReading, ...]


def explain(archive: Archive, shown: ShownReport, cell: str) -> Explanation:
    """Explain `cell` ("applications.granted.total") of a report. Raises NoSuchCell."""
    figure = _figure(shown.reading, cell)
    if figure is None:
        raise NoSuchCell(
            f"report {shown.report_id} has no cell {cell}; "
            f'`gongkai query "SELECT table_name, row_code, column_code FROM cells '
            f'WHERE report_id = {shown.report_id}"` names them'
        )
    parse_id = int(str(shown.fields["parse_id"]))
    read_from = source.of_parse(archive.connection, parse_id)
    return Explanation(
        report_id=shown.report_id,
        figure=figure,
        capture_id=int(str(shown.fields["capture_id"])),
        url=str(shown.fields["url"]),
        fetched_at=str(shown.fields["fetched_at"]),
        sha256=read_from.sha256,
        size=len(read_from.payload),
        reader_version=str(shown.fields["reader_version"]),
        fingerprint=read_from.fingerprint,
        way=tuple(making.of_document(archive.connection, read_from.document_id)),
        shows=fragment(read_from.payload, read_from.context, figure.place) if figure.place else None,
        correction=next((one for one in shown.corrections if one.correction.key == cell), None),
        checks=tuple(check for check in shown.checks if cell in check.cells),
        others=tuple(_others(archive, shown, cell, parse_id)),
    )


def _figure(reading: Reading, cell: str) -> Figure | None:
    return next((figure for figure in reading.figures if figure.key == cell), None)


def _others(archive: Archive, shown: ShownReport, cell: str, current: int) -> list[OtherReading]:
    found = []
    rows = archive.connection.execute(
        """SELECT parse_id, url, reader_version, state FROM parses
           WHERE report_id = ? AND parse_id <> ? ORDER BY parse_id""",
        (shown.report_id, current),
    ).fetchall()
    for parse_id, url, reader_version, state in rows:
        reading = bodies.of_parse(archive.connection, parse_id)
        figure = _figure(reading, cell) if reading is not None else None
        if figure is not None:
            found.append(OtherReading(parse_id, url, reader_version, state, figure.value, figure.kind, figure.raw))
    return found
