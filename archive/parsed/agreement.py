"""Documents of one report and one date that print the same tables, held against one another.

The one that stands for the report is reported as it is read; where another says another number, a check of the
rule `documents_agree` fails and names both. What OCR saw of a picture is weaker evidence than what a file says: against
it such a check is uncertain.
"""

import json
import sqlite3
from collections.abc import Iterable

from archive.parsed import links
from archive.parsed.best import Candidate
from archive.parsed.overlay import CORRECTED
from archive.parsed.rows import TABLES
from parsers.model import Number, Reading, canonical_json

RULE = "documents_agree"
Rivals = list[tuple[Candidate, Reading]]

_MOST_NAMED = 12  # cells that a check tells in words; all of them stand in its list


def rewrite(conn: sqlite3.Connection, reports: Iterable[tuple[int, Candidate, Reading, Rivals]]) -> None:
    """Make these checks anew: of each report its number, the best document and its rivals, all as corrected."""
    shapes: dict[tuple[str, str, str], int] = {}
    numbers, rows = [], []
    for report_id, best, reading, rivals in reports:
        numbers.append(report_id)
        for table in TABLES:
            found = _compared(table, best, reading, rivals)
            if found is not None:
                state, cells, detail = found
                shape = links.shape_of(conn, RULE, table, canonical_json(cells), shapes)
                rows.append((report_id, shape, state, detail))
    conn.execute(
        "DELETE FROM agreement_results WHERE report_id IN (SELECT value FROM json_each(?))", (json.dumps(numbers),)
    )
    conn.executemany("INSERT INTO agreement_results (report_id, shape_id, state, detail) VALUES (?, ?, ?, ?)", rows)


def _compared(table: str, best: Candidate, reading: Reading, rivals: Rivals) -> tuple[str, list[str], str] | None:
    """State, cells and detail of a table's check; None where no other document prints a number of it."""
    mine = _numbers(reading, table)
    states: set[str] = set()
    differing: dict[str, list[str]] = {}
    for rival, other in rivals:
        its = _numbers(other, table)
        both = mine.keys() & its.keys()
        if not both:
            continue
        unlike = [key for key in mine if key in both and mine[key] != its[key]]
        is_weaker = rival.recipe == "ocr" and best.recipe != "ocr"
        states.add("pass" if not unlike else "uncertain" if is_weaker else "fail")
        for key in unlike:
            differing.setdefault(key, []).append(f"{_shown(its[key])} in {_where(rival)}")
    if not states:
        return None
    told = [f"{key.split('.', 1)[1]}: {_shown(mine[key])} here, {' and '.join(its)}" for key, its in differing.items()]
    more = f"; and {len(told) - _MOST_NAMED} more" if len(told) > _MOST_NAMED else ""
    state = next(one for one in ("fail", "uncertain", "pass") if one in states)
    return state, list(differing), "; ".join(told[:_MOST_NAMED]) + more


def _numbers(reading: Reading, table: str) -> dict[str, Number]:
    """The values that the document itself gives; one that a human corrected is not held against other documents."""
    return {
        one.key: one.value
        for one in reading.figures
        if one.table == table and one.value is not None and one.kind != CORRECTED
    }


def _shown(value: Number) -> str:
    return f"{value:.15g}"


def _where(rival: Candidate) -> str:
    made = f", made by {rival.made_by}" if rival.made_by else ""
    return f"{rival.url} (document {rival.document_id}{made})"
