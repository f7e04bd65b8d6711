"""Which documents are to be read: what waits, what is stale, and what of that a user asks for."""

import json
from collections import Counter
from dataclasses import dataclass

from archive import query
from archive.parsed import given_up
from archive.parsed.reader import Reader, fingerprints, installed
from archive.parsed.readings import stale_documents
from archive.store import Archive

# The current reading of each document as `c`, for the conditions below.
CURRENT = "LEFT JOIN readings c ON c.parse_id = d.current_parse_id"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents to read again: those that are stale, or all, or that were given up; narrowed by what is current.

    `where` is a SQL condition on the view `reports`. `given_up`: those alone that were not read to their end, stale or
    not, and so many seconds of processor time for each.
    """

    all: bool = False
    where: str | None = None
    portal: str | None = None
    form: str | None = None
    year: int | None = None
    given_up: int | None = None


STALE = Selection()


@dataclass(frozen=True, slots=True)
class Plan:
    """How many documents would be read, by what is current of them: its state, its form, its portal.

    `by_state` counts "never read", "failed", and "read", which a changed reader would read again. `seconds` is what as
    many documents took the last run that ended, number `at_pace_of`; None before there is one.
    """

    documents: int
    by_state: dict[str, int]
    by_form: dict[str, int]
    by_portal: dict[str, int]
    seconds: float | None
    at_pace_of: int | None


def plan_parse(archive: Archive) -> Plan:
    """What `parse_new` would read."""
    return _plan(archive, "d.current_parse_id IS NULL", {})


def plan_reparse(archive: Archive, selection: Selection, *, reader: Reader | None = None) -> Plan:
    """What `reparse` would read. Raises QueryError for a condition that SQL does not understand."""
    return _plan(archive, *condition(archive, selection, reader or installed()))


def condition(archive: Archive, selection: Selection, reader: Reader) -> tuple[str, dict[str, object]]:
    """The selection as a SQL condition on `documents d` and their current readings `c`, with its values.

    Raises QueryError.
    """
    conditions = ["d.current_parse_id IS NOT NULL"]
    values: dict[str, object] = {}
    if selection.given_up is not None:
        conditions.append(given_up.condition("c"))
    elif not selection.all:
        stale, values["fingerprints"] = stale_documents(fingerprints(reader, _kinds(archive)))
        conditions.append(stale)
    if selection.where is not None:
        conditions.append("d.report_id IN (SELECT value FROM json_each(:reports))")
        values["reports"] = _reports(archive, selection.where)
    for column, value in (("d.portal_id", selection.portal), ("c.form", selection.form), ("c.year", selection.year)):
        if value is not None:
            name = column.replace(".", "_")
            conditions.append(f"{column} = :{name}")
            values[name] = value
    return " AND ".join(conditions), values


def _reports(archive: Archive, where: str) -> str:
    """The numbers of the reports that a user's condition names, as a JSON list.

    The condition is judged on a connection that cannot write, so whatever it says it only reads.
    """
    with Archive.open_read_only(archive.path) as reading:
        try:
            chosen = query.select(reading, f"SELECT report_id FROM reports WHERE (\n{where}\n)")
        except query.QueryError as error:
            raise _of_the_condition(error, where) from error
        return json.dumps([report_id for (report_id,) in chosen.rows])


def _of_the_condition(error: query.QueryError, where: str) -> query.QueryError:
    """The error, told of the condition as the user wrote it, which stands between a first line and a last."""
    _, _, what = str(error).partition(": ")
    if error.line is None:
        return query.QueryError(f"the condition {where!r}: {what or error}")
    line = error.line - 1
    if line > where.count("\n") + 1:
        return query.QueryError(f"the condition {where!r} does not end: {what}")
    return query.QueryError(f"the condition, line {line}, column {error.column}: {what}", line, error.column)


def _plan(archive: Archive, condition: str, values: dict[str, object]) -> Plan:
    rows = archive.connection.execute(
        f"""SELECT CASE coalesce(c.outcome, '') WHEN '' THEN 'never read' WHEN 'failed' THEN 'failed' ELSE 'read' END,
                coalesce(c.form, c.outcome, 'never read'), coalesce(d.portal_id, 'no portal'), count(*)
            FROM documents d {CURRENT} JOIN payloads p ON p.sha256 = d.sha256 AND p.stored IS NOT NULL
            WHERE {condition} GROUP BY 1, 2, 3""",
        values,
    ).fetchall()
    counts = tuple(Counter[str]() for _ in range(3))
    for *names, number in rows:
        for count, name in zip(counts, names, strict=True):
            count[name] += number
    documents = counts[0].total()
    run_id, rate = archive.connection.execute(_PACE).fetchone() or (None, None)
    seconds = documents / rate if rate else None
    by_state, by_form, by_portal = (dict(count.most_common()) for count in counts)
    return Plan(documents, by_state, by_form, by_portal, seconds, run_id)


# Documents a second of the last run that ended; runs are dated to the second, so one that took none took one.
_PACE = """
SELECT run_id, read / max(1.0, 86400 * (julianday(finished_at) - julianday(started_at))) FROM (
    SELECT run_id, started_at, finished_at,
        (SELECT count(*) FROM readings r WHERE r.run_id = runs.run_id) AS read
    FROM runs WHERE finished_at IS NOT NULL
) WHERE read > 0 ORDER BY run_id DESC LIMIT 1
"""


def _kinds(archive: Archive) -> list[str]:
    return [row[0] for row in archive.connection.execute("SELECT DISTINCT reader FROM readers")]


def installed_readers(archive: Archive, reader: Reader) -> dict[str, str]:
    """What is installed for each kind that has read: version and the beginning of the fingerprint."""
    return {kind: f"{reader.reader_version(kind)} {reader.fingerprint(kind)[:16]}" for kind in sorted(_kinds(archive))}
