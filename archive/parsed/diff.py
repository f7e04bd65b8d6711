"""What a run would change, or changed, for a human to judge: the worst report first."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from archive.parsed import runs
from archive.parsed.differences import Change
from archive.parsed.runs import Gate, Run
from archive.store import Archive
from parsers.model import Number


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A check whose state differs; None on a side where it is not made."""

    rule: str
    subject: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class CorrectionChange:
    """A correction of a cell that is read otherwise, and what becomes of it with the new reading: see `overlay`."""

    correction_id: int
    key: str
    expected: Number | None
    value: Number | None
    state: str


@dataclass(frozen=True, slots=True)
class DocumentDiff:
    """One document read otherwise: every value old and new as read, and its checks before and after.

    `corrections` are those in force of the cells that change.
    """

    document_id: int
    report_id: int | None
    url: str
    agency: str | None
    year: int | None
    old_parse_id: int
    new_parse_id: int
    passed: tuple[int, int]
    failed: tuple[int, int]
    lost: int
    rules: tuple[RuleChange, ...]
    changes: tuple[Change, ...]
    corrections: tuple[CorrectionChange, ...]


@dataclass(frozen=True, slots=True)
class RowSum:
    """How many values of a row of a table differ: other values, values where NULL stood, NULL where a value stood.

    `lost` of the last have no note that says why.
    """

    table_name: str
    row_code: str
    changed: int
    gained: int
    emptied: int
    lost: int


@dataclass(frozen=True, slots=True)
class PortalSum:
    """How many documents of a portal are read otherwise, in how many values, of which `lost` are lost."""

    portal_id: str | None
    documents: int
    values: int
    lost: int


@dataclass(frozen=True, slots=True)
class RunDiff:
    """A run as a whole; rows and portals that lost most stand first.

    `rules` counts checks by rule, state before and state after; `corrections` what becomes of corrections of cells that
    change, by state.
    """

    run: Run
    gate: Gate
    documents: int
    by_row: tuple[RowSum, ...]
    by_portal: tuple[PortalSum, ...]
    rules: dict[tuple[str, str | None, str | None], int]
    corrections: dict[str, int]


def diff(archive: Archive, run_id: int) -> RunDiff:
    """The sums of a run. Raises ArchiveError where there is no such run."""
    run = runs.find(archive, run_id)
    documents = archive.connection.execute(f"SELECT count(*) {_DIFFERENT}", (run_id,)).fetchone()[0]
    return RunDiff(
        run=run,
        gate=runs.gate(archive, run_id),
        documents=documents,
        by_row=tuple(RowSum(*row) for row in archive.connection.execute(_BY_ROW, (run_id,))),
        by_portal=tuple(PortalSum(*row) for row in archive.connection.execute(_BY_PORTAL, (run_id,))),
        rules=_rules(archive, run_id),
        corrections=dict(Counter(one.state for one in _corrections(archive, run_id))),
    )


def documents(archive: Archive, run_id: int, *, report_id: int | None = None) -> Iterator[DocumentDiff]:
    """The documents that are read otherwise, the worst first: lost values, checks that pass no more, new failures.

    `report_id` narrows to one report. Rows are fetched as they are asked for.
    """
    runs.find(archive, run_id)
    cursor = archive.connection.execute(
        f"""SELECT w.document_id, coalesce(d.report_id, w.old_report_id), d.url, r.agency, r.year, w.old_parse_id,
                w.new_parse_id, w.passed_before, w.passed_after, w.failed_before, w.failed_after, w.lost, w.rules
            {_DIFFERENT} AND (:report IS NULL OR coalesce(d.report_id, w.old_report_id) = :report)
            ORDER BY w.lost DESC, w.passed_before - w.passed_after DESC, w.failed_after - w.failed_before DESC,
                w.changed DESC, w.document_id""".replace("?", ":run"),
        {"run": run_id, "report": report_id},
    )
    for document, report, url, agency, year, old, new, *counts, rules in cursor:
        passed_before, passed_after, failed_before, failed_after, lost = counts
        yield DocumentDiff(
            document_id=document,
            report_id=report,
            url=url,
            agency=agency,
            year=year,
            old_parse_id=old,
            new_parse_id=new,
            passed=(passed_before, passed_after),
            failed=(failed_before, failed_after),
            lost=lost,
            rules=tuple(RuleChange(*rule) for rule in json.loads(rules or "[]")),
            changes=_changes(archive, run_id, document),
            corrections=tuple(_corrections(archive, run_id, document)),
        )


def _changes(archive: Archive, run_id: int, document_id: int) -> tuple[Change, ...]:
    rows = archive.connection.execute(
        """SELECT table_name, row_code, column_code, old_value, new_value, old_kind, new_kind, lost
           FROM reading_changes WHERE run_id = ? AND document_id = ?
           ORDER BY lost DESC, table_name, row_code, column_code""",
        (run_id, document_id),
    )
    return tuple(
        Change(table, row, column, old, new, old_kind, new_kind, bool(lost))
        for table, row, column, old, new, old_kind, new_kind, lost in rows
    )


def _corrections(archive: Archive, run_id: int, document_id: int | None = None) -> Iterator[CorrectionChange]:
    rows = archive.connection.execute(_CORRECTIONS, {"run": run_id, "document": document_id})
    return (CorrectionChange(*row) for row in rows)


def _rules(archive: Archive, run_id: int) -> dict[tuple[str, str | None, str | None], int]:
    """How many checks of a rule went from one state to another."""
    found: Counter[tuple[str, str | None, str | None]] = Counter()
    for (rules,) in archive.connection.execute(
        "SELECT rules FROM run_readings WHERE run_id = ? AND rules IS NOT NULL", (run_id,)
    ):
        found.update((rule, before, after) for rule, _, before, after in json.loads(rules))
    return dict(found.most_common())


_BY_ROW = """
SELECT table_name, row_code, sum(old_value IS NOT NULL AND new_value IS NOT NULL), sum(old_value IS NULL),
    sum(new_value IS NULL), sum(lost)
FROM reading_changes WHERE run_id = ? AND old_value IS NOT new_value
GROUP BY 1, 2 ORDER BY 6 DESC, count(*) DESC, 1, 2
"""

_BY_PORTAL = """
SELECT d.portal_id, count(DISTINCT c.document_id), count(*), sum(c.lost)
FROM reading_changes c JOIN documents d ON d.document_id = c.document_id
WHERE c.run_id = ? AND c.old_value IS NOT c.new_value GROUP BY 1 ORDER BY 4 DESC, 3 DESC, 1
"""

_DIFFERENT = """
FROM run_readings w JOIN documents d ON d.document_id = w.document_id
LEFT JOIN readings r ON r.parse_id = w.new_parse_id
WHERE w.run_id = ? AND w.new_parse_id IS NOT NULL AND (w.changed > 0 OR w.rules IS NOT NULL)
"""

# CROSS JOIN holds the order: there are few corrections.
_CORRECTIONS = """
SELECT c.correction_id, c.table_name || '.' || c.row_code || '.' || c.column_code, c.expected_value, c.new_value,
    CASE WHEN g.new_value IS c.expected_value THEN 'applied' WHEN g.new_value IS c.new_value THEN 'agrees'
         ELSE 'stale' END
FROM correction_log c
CROSS JOIN documents d ON d.sha256 = c.sha256 AND (:document IS NULL OR d.document_id = :document)
CROSS JOIN reading_changes g ON g.run_id = :run AND g.document_id = d.document_id AND g.table_name = c.table_name
    AND g.row_code = c.row_code AND g.column_code = c.column_code
WHERE c.withdrawn_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM correction_log l
    WHERE l.sha256 = c.sha256 AND l.table_name = c.table_name AND l.row_code = c.row_code
    AND l.column_code = c.column_code AND l.withdrawn_at IS NULL AND (l.added_at, l.uid) > (c.added_at, c.uid)
)
ORDER BY c.correction_id
"""
