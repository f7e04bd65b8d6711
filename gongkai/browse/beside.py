"""A report beside its source: the figures of one reading or two, and what is known of the one that is asked for."""

from dataclasses import dataclass

from archive.explain import Explanation, explain
from archive.parsed import bodies
from archive.parsed.differences import Comparison, compare
from archive.parsed.overlay import in_force, overlay
from archive.show import ShownParse, ShownReport, report
from archive.source import NoSuchReading
from archive.store import Archive
from gongkai.tables import ShownTable, label_of, tables_of
from parsers.model import Reading


@dataclass(frozen=True, slots=True)
class Beside:
    """`others` are the report's readings that can be laid beside the current one, `other` the one that is.

    Both have the corrections that are in force. `comparison` says how the other one differs, as corrected.
    """

    shown: ShownReport
    parse_id: int
    tables: list[ShownTable]
    others: tuple[ShownParse, ...]
    other: ShownParse | None
    comparison: Comparison | None
    explanation: Explanation | None

    @property
    def sha256(self) -> str:
        """The payload of the current reading."""
        return self.shown.documents[0].sha256

    @property
    def label(self) -> str:
        """What the form calls the cell that is explained."""
        return label_of(self.tables, self.explanation.figure.key) if self.explanation is not None else ""


def beside(archive: Archive, report_id: int, other_id: int | None, cell: str | None) -> Beside:
    """Raises NoSuchReport, NoSuchReading (another report's, or one that cannot be compared), NoSuchCell."""
    shown = report(archive, report_id)
    parse_id = int(str(shown.fields["parse_id"]))
    others = tuple(one for one in shown.parses if one.parse_id != parse_id and one.form is not None)
    other, read_otherwise = None, None
    if other_id is not None:
        other, read_otherwise = _other(archive, shown, others, other_id)
    return Beside(
        shown=shown,
        parse_id=parse_id,
        tables=tables_of(shown.reading, failing_cells(shown), read_otherwise),
        others=others,
        other=other,
        comparison=compare(shown.reading, read_otherwise) if read_otherwise is not None else None,
        explanation=explain(archive, shown, cell) if cell else None,
    )


def failing_cells(shown: ShownReport) -> set[str]:
    """The keys of the cells that a failing check touches."""
    return {cell for check in shown.checks if check.state == "fail" for cell in check.cells}


def _other(
    archive: Archive, shown: ShownReport, others: tuple[ShownParse, ...], other_id: int
) -> tuple[ShownParse, Reading]:
    other = next((one for one in others if one.parse_id == other_id), None)
    reading = bodies.of_parse(archive.connection, other_id) if other is not None else None
    if other is None or reading is None:
        raise NoSuchReading(f"report {shown.report_id} has no other reading {other_id} that could stand beside it")
    corrections = in_force(archive.connection, [other.sha256]).get(other.sha256, ())
    return other, overlay(reading, corrections).reading
