"""One report for people: its fields, the three tables under the form's own labels, and what stands beside them."""

from collections import Counter
from typing import TYPE_CHECKING

from gongkai.front import Failure
from gongkai.tables import ShownBlock, ShownTable, tables_of
from gongkai.terminal import Terminal, one_line
from parsers.model import Figure, Reading

if TYPE_CHECKING:
    from archive.show import ShownReport
    from archive.store import Archive

FIELDS = (
    *("agency", "agency_class", "scope", "year", "title"),
    *("province", "prefecture", "county", "division_code"),
    *("published", "produced", "form", "url", "fetched_at", "media_type", "reader_version"),
    *("checks_failed", "cells_unknown", "best_reason"),
)
_UNREMARKABLE = {"number", "blank", "mark"}
_MOST_DIGITS = 18  # SQLite counts in 64 bits: no report has a longer number


def find_report(archive: "Archive", wanted: str) -> "ShownReport":
    """The report of this id, or the one whose best capture has this URL. Raises Failure, ArchiveError."""
    from archive.show import report

    if wanted.isascii() and wanted.isdigit() and len(wanted) <= _MOST_DIGITS:
        return report(archive, int(wanted))
    ids = [row[0] for row in archive.connection.execute("select report_id from reports where url = ?", (wanted,))]
    if len(ids) != 1:
        listing = "gongkai query 'select report_id, agency, year, url from reports'"
        raise Failure(f"{len(ids) or 'no'} reports have the URL {wanted}; `{listing}` names them")
    return report(archive, ids[0])


def print_fields(terminal: Terminal, shown: "ShownReport") -> None:
    """The report's own fields; those that are unknown say so."""
    fields = shown.fields
    terminal.heading(f"Report {shown.report_id}: {one_line(fields['agency'])}, {one_line(fields['year'])}")
    if shown.report_id != shown.asked_for:
        terminal.line(f"report {shown.asked_for} was joined to this one")
    terminal.table(["field", "value"], [(field, fields[field]) for field in FIELDS], longest=120)


def print_tables(terminal: Terminal, reading: Reading) -> None:
    """The official tables; a cell that is no plain number shows what its note says."""
    for table in tables_of(reading, ()):
        terminal.heading(f"{table.heading} ({table.name})")
        if table.name == "disclosures":
            _print_figures(terminal, table)
        else:
            for block in table.blocks:
                _print_rows(terminal, block)


def _print_figures(terminal: Terminal, table: ShownTable) -> None:
    """One figure a line: blocks of table 2 have columns of their own."""
    rows = [
        (row.label, head, _cell(cell.figure), cell.figure.unit)
        for block in table.blocks
        for row in block.rows
        for head, cell in zip(block.heads, row.cells, strict=True)
        if cell.figure is not None
    ]
    terminal.table(["信息内容", "", "value", "unit"], rows, right={2})


def _print_rows(terminal: Terminal, block: ShownBlock) -> None:
    rows = [[row.label, *(_cell(cell.figure) for cell in row.cells)] for row in block.rows]
    terminal.table(["", *block.heads], rows, longest=44, right=set(range(1, len(block.heads) + 1)))


def _cell(figure: Figure | None) -> object:
    """The value; where there is none, the kind of its note; a star where a number has a note."""
    if figure is None:
        return ""
    if figure.value is None:
        return f"({figure.kind})"
    return figure.value if figure.kind == "number" else f"{figure.value}*"


def print_notes(terminal: Terminal, shown: "ShownReport") -> None:
    """What stands beside the cells that are no plain numbers; blanks and marks are only counted."""
    noted = [figure for figure in shown.reading.figures if figure.kind != "number"]
    if not noted:
        return
    counts = Counter(figure.kind for figure in noted)
    terminal.heading("Notes: " + ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items())))
    # One line for the cells of a row that have the same note.
    alike: dict[tuple[str, ...], list[str]] = {}
    for figure in (figure for figure in noted if figure.kind not in _UNREMARKABLE):
        alike.setdefault((figure.table, figure.row, figure.kind, figure.raw, figure.note), []).append(figure.column)
    rows = [
        (f"{table}.{row}.{columns[0] if len(columns) == 1 else f'({len(columns)} columns)'}", *rest)
        for (table, row, *rest), columns in alike.items()
    ]
    if rows:
        terminal.table(["cells", "kind", "as printed", "note"], rows)


def print_corrections(terminal: Terminal, shown: "ShownReport") -> None:
    """What a human said of cells, and whether it holds."""
    if not shown.corrections:
        return
    from archive.parsed.overlay import shown as number

    terminal.heading("Corrections")
    rows = [
        (one.correction.correction_id, one.correction.key, number(one.as_read.value if one.as_read else None),
         number(one.correction.value), one.state, one.correction.reason, one.correction.source)
        for one in shown.corrections
    ]  # fmt: skip
    terminal.table(["", "cell", "as read", "corrected", "state", "reason", "source"], rows, longest=80)


def print_checks(terminal: Terminal, shown: "ShownReport") -> None:
    """How many checks ended how, and those that do not pass in full."""
    if not shown.checks:
        return
    counts = Counter(check.state for check in shown.checks)
    terminal.heading("Checks: " + ", ".join(f"{number} {state}" for state, number in sorted(counts.items())))
    failing = [check for check in shown.checks if check.state in {"fail", "uncertain"}]
    if failing:
        rows = [(check.rule, check.subject, check.state, check.detail) for check in failing]
        terminal.table(["rule", "about", "state", "detail"], rows, longest=90)


def print_prose(terminal: Terminal, shown: "ShownReport") -> None:
    """What was not read; the sections, the figures that the prose states, the rows of older statistics tables."""
    reading = shown.reading
    if reading.remarks:
        terminal.heading("Seen and not read, or read with a doubt")
        for remark in reading.remarks:
            terminal.line(f"  {remark}")
    if reading.sections:
        terminal.heading("Sections")
        rows = [(part.ordinal, part.code, part.heading, part.text) for part in reading.sections]
        terminal.table(["", "code", "heading", "begins"], rows, longest=48)
    if reading.narrative:
        terminal.heading("Figures in prose")
        terminal.table(["code", "value", "quote"], [(said.code, said.value, said.quote) for said in reading.narrative])
    if reading.indicators:
        terminal.heading("Indicators")
        indicators = [(row.code, row.label, row.value, row.unit) for row in reading.indicators]
        terminal.table(["code", "label", "value", "unit"], indicators)


def print_documents(terminal: Terminal, shown: "ShownReport") -> None:
    """The documents of the report, where there are several or another program made the one that is read."""
    if len(shown.documents) < 2 and not any(one.way for one in shown.documents):
        return
    terminal.heading("Documents: the first stands for the report")
    rows = [
        (d.document_id, d.reader if d.outcome == "report" else f"{d.reader}, {d.outcome}", d.published, d.figures,
         d.checks_failed, d.sections, "".join(f"{one.made_by} ← " for one in d.way) + d.url)
        for d in shown.documents
    ]  # fmt: skip
    terminal.table(["", "read as", "published", "figures", "failing", "sections", "made by ← url"], rows, longest=110)
    for one in shown.documents:
        way = "".join(f" ← made by {step.made_by} from {step.source_sha256[:12]}" for step in one.way)
        if way:
            terminal.line(f"document {one.document_id}: payload {one.sha256[:12]}{way}")


def print_history(terminal: Terminal, shown: "ShownReport") -> None:
    """The captures of the report, every reading of them, and what the portal changed between captures."""
    terminal.heading("Captures")
    captures = [(c.capture_id, c.fetched_at, c.status, c.verdict, c.size, c.url) for c in shown.captures]
    terminal.table(["capture_id", "fetched_at", "status", "verdict", "size", "url"], captures, longest=100)
    terminal.heading("Readings")
    parses = [(p.parse_id, p.capture_id, p.run_id, p.state, p.reader_version, p.reason) for p in shown.parses]
    terminal.table(["parse_id", "capture_id", "run_id", "state", "reader_version", "reason"], parses, longest=100)
    if shown.revisions:
        terminal.heading("What the portal changed")
        rows = [
            (
                f"{r.table_name}.{r.row_code}.{r.column_code}",
                r.old_value,
                r.new_value,
                r.old_capture_id,
                r.new_capture_id,
            )
            for r in shown.revisions
        ]
        terminal.table(["cell", "old", "new", "old capture", "new capture"], rows)
