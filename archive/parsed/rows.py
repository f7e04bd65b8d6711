"""A reading as rows: what of it stands in which table, and what could stand nowhere.

Every figure either stands in a wide row or the reading has a fault: nothing is dropped in silence.
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from parsers.model import Figure, Number, Reading, canonical_json

APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
WIDE = {"applications": APPLICANTS, "legal_challenges": RESULTS}
TABLES = ("disclosures", "applications", "legal_challenges")
# Kinds that say why a value is NULL although the document shows plainly what stands there.
PLAINLY_EMPTY = ("blank", "mark")
WITH_VALUE = ("number", "noted")
WITHOUT_VALUE = ("blank", "mark", "unit_differs", "unplaced", "lost", "unreadable", "derived")

# Every table that holds rows of reports, report_heads apart.
ROW_TABLES = (
    "application_lines", "disclosure_measures", "legal_channels", "cell_details", "statistic_rows", "stated_figures",
    "report_sections", "remark_rows", "metadata_fields", "check_results", "link_results", "revisions",
    "correction_states", "agreement_results",
)  # fmt: skip

Row = tuple[object, ...]


@dataclass(slots=True)
class ReportRows:
    """The rows of one report, without its number; an ordinal counts from 1 in the document's order."""

    applications: list[Row] = field(default_factory=list)
    disclosures: list[Row] = field(default_factory=list)
    legal_challenges: list[Row] = field(default_factory=list)
    details: list[Row] = field(default_factory=list)
    statistics: list[Row] = field(default_factory=list)
    stated: list[Row] = field(default_factory=list)
    sections: list[Row] = field(default_factory=list)
    remarks: list[Row] = field(default_factory=list)
    metadata: list[Row] = field(default_factory=list)
    checks: list[tuple[str, str, str, str, str]] = field(default_factory=list)


def faults(reading: Reading) -> list[str]:
    """Why the reading cannot be kept as rows: figures of no known place, twice, missing, or NULL without a reason."""
    found = [f"{figure.key}: {why}" for figure in reading.figures for why in _faults_of(figure)]
    keys = Counter((f.table, f.row, f.column) for f in reading.figures)
    found += [f"{'.'.join(key)}: read {times} times" for key, times in keys.items() if times > 1]
    for table, columns in WIDE.items():
        for row in dict.fromkeys(f.row for f in reading.figures if f.table == table):
            missing = [column for column in columns if (table, row, column) not in keys]
            found += [f"{table}.{row}.{column}: the reader says nothing of this cell" for column in missing]
    found += [
        f"indicator {indicator.label}: has no value and no reason"
        for indicator in reading.indicators
        if indicator.value is None and indicator.kind == "number"
    ]
    found += [
        f"check {rule} {subject}: made {times} times"
        for (rule, subject), times in Counter((c.rule, c.subject) for c in reading.checks).items()
        if times > 1
    ]
    return found


def rows_of(reading: Reading) -> ReportRows:
    """The rows of a reading without faults."""
    rows = ReportRows(
        applications=_wide(reading, "applications", APPLICANTS),
        disclosures=[
            (ordinal, f.row, f.column, f.value, f.unit)
            for ordinal, f in enumerate((f for f in reading.figures if f.table == "disclosures"), start=1)
        ],
        legal_challenges=_wide(reading, "legal_challenges", RESULTS),
    )
    rows.details = [
        (f.table, f.row, f.column, f.value, f.kind, f.raw, f.note, f.derived)
        for f in reading.figures
        if f.kind != "number" or f.raw != canonical(f.value) or f.note or f.derived is not None
    ]
    rows.statistics = [
        (n, i.code, i.label, i.value, i.unit, i.raw, i.kind, i.note) for n, i in enumerate(reading.indicators, start=1)
    ]
    rows.stated = [(n, s.code, s.value, s.approximate, s.quote) for n, s in enumerate(reading.narrative, start=1)]
    rows.sections = [(s.ordinal, s.code, s.heading, s.text) for s in reading.sections]
    rows.remarks = list(enumerate(reading.remarks, start=1))
    rows.metadata = [(n, m.field, m.value, m.source) for n, m in enumerate(reading.metadata, start=1)]
    rows.checks = [(c.rule, c.subject, _listed(c.cells), c.state, c.detail) for c in reading.checks]
    return rows


def cells_unknown(reading: Reading) -> int:
    """How many cells of the form are NULL for another reason than a blank or a mark."""
    return sum(f.value is None and f.kind not in PLAINLY_EMPTY for f in reading.figures)


def canonical(value: Number | None) -> str:
    """The number as it is written where nothing else is said of a cell."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


@lru_cache(maxsize=4096)  # the same relations are checked in every report
def _listed(cells: tuple[str, ...]) -> str:
    return canonical_json(cells)


def _wide(reading: Reading, table: str, columns: tuple[str, ...]) -> list[Row]:
    lines: dict[str, dict[str, Number | None]] = {}
    for figure in reading.figures:
        if figure.table == table:
            lines.setdefault(figure.row, {})[figure.column] = figure.value
    return [
        (ordinal, line, *(values[column] for column in columns))
        for ordinal, (line, values) in enumerate(lines.items(), start=1)
    ]


def _faults_of(figure: Figure) -> list[str]:
    found = []
    if figure.table not in TABLES:
        found.append("no such table")
    elif figure.table in WIDE and figure.column not in WIDE[figure.table]:
        found.append("no such column")
    if figure.value is None and figure.kind in WITH_VALUE:
        found.append(f"NULL, but called a {figure.kind}")
    if figure.value is not None and figure.kind in WITHOUT_VALUE:
        found.append(f"called {figure.kind}, but has a value")
    if figure.value is not None and not math.isfinite(figure.value):
        found.append("no finite number")
    return found
