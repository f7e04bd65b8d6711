"""Which documents are to be read: what waits, what is stale, and what of that a user asks for."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from archive import query
from archive.parsed.reader import Reader, fingerprints, installed
from archive.parsed.readings import stale_documents
from archive.store import Archive

# The current reading of each document as `c`, for the conditions below.
CURRENT = "LEFT JOIN readings c ON c.parse_id = d.current_parse_id"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents to read again: those that are stale, or all; narrowed by what is current of them.

    `where` is a SQL condition on the view `reports`.
    """

    all: bool = False
    where: str | None = None
    portal: str | None = None
    form: str | None = None
    year: int | None = None


STALE = Selection()


@dataclass(frozen=True, slots=True)
class Plan:
    """How many documents would be read, by the form and the portal of what is current of them."""

    documents: int
    by_form: dict[str, int]
    by_portal: dict[str, int]


def plan_parse(archive: Archive) -> Plan:
    """What `parse_new` would read."""
    return _plan(archive, "d.current_parse_id IS NULL", {})


def plan_reparse(archive: Archive, selection: Selection, *, reader: Reader | None = None) -> Plan:
    """What `reparse` would read. Raises QueryError for a condition that SQL does not understand."""
    with chosen_reports(archive, selection.where):
        return _plan(archive, *condition(archive, selection, reader or installed()))


def condition(archive: Archive, selection: Selection, reader: Reader) -> tuple[str, dict[str, object]]:
    """The selection as a SQL condition on `documents d` and their current readings `c`, with its values."""
    conditions = ["d.current_parse_id IS NOT NULL"]
    values: dict[str, object] = {}
    if not selection.all:
        stale, values["fingerprints"] = stale_documents(fingerprints(reader, _kinds(archive)))
        conditions.append(stale)
    if selection.where is not None:
        conditions.append("d.report_id IN (SELECT report_id FROM temp.chosen_reports)")
    for column, value in (("d.portal_id", selection.portal), ("c.form", selection.form), ("c.year", selection.year)):
        if value is not None:
            name = column.replace(".", "_")
            conditions.append(f"{column} = :{name}")
            values[name] = value
    return " AND ".join(conditions), values


@contextmanager
def chosen_reports(archive: Archive, where: str | None) -> Iterator[None]:
    """While it lasts, the reports that a user's condition names stand in a temporary table.

    The condition is judged on a connection that cannot write, so whatever it says it only reads.
    """
    if where is None:
        yield
        return
    archive.connection.execute("CREATE TEMP TABLE chosen_reports (report_id INTEGER PRIMARY KEY)")
    try:
        with Archive.open_read_only(archive.path) as reading:
            chosen = query.select(reading, f"SELECT report_id FROM reports WHERE (\n{where}\n)")
            archive.connection.execute("BEGIN")
            archive.connection.executemany("INSERT INTO temp.chosen_reports VALUES (?)", chosen.rows)
            archive.connection.execute("COMMIT")
        yield
    finally:
        if archive.connection.in_transaction:
            archive.connection.execute("ROLLBACK")
        archive.connection.execute("DROP TABLE temp.chosen_reports")


def _plan(archive: Archive, condition: str, values: dict[str, object]) -> Plan:
    rows = archive.connection.execute(
        f"""SELECT coalesce(c.form, c.outcome, 'never read'), coalesce(d.portal_id, 'no portal'), count(*)
            FROM documents d {CURRENT} JOIN payloads p ON p.sha256 = d.sha256 AND p.stored IS NOT NULL
            WHERE {condition} GROUP BY 1, 2""",
        values,
    ).fetchall()
    by_form: Counter[str] = Counter()
    by_portal: Counter[str] = Counter()
    for form, portal, number in rows:
        by_form[form] += number
        by_portal[portal] += number
    return Plan(by_form.total(), dict(by_form.most_common()), dict(by_portal.most_common()))


def _kinds(archive: Archive) -> list[str]:
    return [row[0] for row in archive.connection.execute("SELECT DISTINCT reader FROM readers")]


def installed_readers(archive: Archive, reader: Reader) -> dict[str, str]:
    """What is installed for each kind that has read: version and the beginning of the fingerprint."""
    return {kind: f"{reader.reader_version(kind)} {reader.fingerprint(kind)[:16]}" for kind in sorted(_kinds(archive))}
