"""The archive as it read on an earlier day, through the same views.

Tables of what the archive was told show the rows that it had by then. Rows of reports that have not changed since
are those that stand; of the others they are made anew, from the readings that were current then, with the
corrections that were in force. All of this stands in temporary tables and views that go before the archive's own in
one connection, so nothing is copied that did not change, and every statement asks the same names as ever.

What was withdrawn by law stays withdrawn. A list that one crawl read twice is known as last read; a reason or setting
of a crawl, and what is remembered of a portal's columns, is as it is now; readings and runs that came from another
archive keep their times. A time is that at which something was written, which users saw when its transaction ended.
An archive that is older than its memory (fact `memory_since`) says of the days before it what its rows tell:
captures count from their fetch, readings from their making.
"""

import re
import sqlite3
from functools import partial
from pathlib import Path

from archive import migrations
from archive.errors import ArchiveError
from archive.moments import checked, now
from archive.parsed import links
from archive.parsed.projection import project
from archive.parsed.rows import ROW_TABLES
from archive.remembered import TABLES
from archive.store import Archive

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINKED = ("report_heads", "application_lines", "disclosure_measures", "correction_states")


class NoSuchDay(ArchiveError):
    """What is given is no day, no time, or one that is still to come."""


def moment_of(text: str) -> str:
    """The last moment of a day ("2024-02-01"), or a time ("2024-02-01T12:00:00Z"); UTC. Raises NoSuchDay."""
    try:
        moment = checked(f"{text}T23:59:59Z" if _DAY.fullmatch(text) else text)
    except ValueError:
        raise NoSuchDay(
            f"{text!r} is no day such as 2026-11-21, nor a time in UTC such as 2026-11-21T20:40:56Z"
        ) from None
    if moment[:10] > now()[:10]:
        raise NoSuchDay(f"{text} is still to come; it is {now()} now, in UTC")
    return moment


def open_as_of(path: Path | str, text: str) -> Archive:
    """The archive for reading as it read at the end of a day, or at a time.

    Raises NoSuchDay, and what `Archive.open_read_only` raises.
    """
    return Archive.open_read_only(path, arrange=partial(_arrange, moment=moment_of(text)))


def doubt(archive: Archive, text: str) -> str | None:
    """Why what the archive says of the day may not be all that it said then; None where it is exact."""
    since = _fact(archive.connection, "memory_since")
    if since is None or moment_of(text) >= since:
        return None
    return f"the archive remembers since {since}; of the days before it tells what its captures and readings are dated"


def _arrange(archive: Archive, moment: str) -> None:
    conn = archive.connection
    conn.execute("BEGIN")  # one state of the archive until the connection is closed
    _show_what_was_told(conn, moment)
    _choose(conn, moment)
    _make_rows(conn)
    _show_documents(conn)
    _show_rows(conn)
    for statement in migrations.view_statements():
        conn.execute(statement.replace("CREATE VIEW", "CREATE TEMP VIEW", 1).replace("'now'", f"'{moment}'"))


def _show_what_was_told(conn: sqlite3.Connection, moment: str) -> None:
    """Before each table that says since when its rows are there goes a view with those that were."""
    last = conn.execute("SELECT max(last_capture_id) FROM capture_marks WHERE at <= ?", (moment,)).fetchone()[0] or 0
    before = int(_fact(conn, "captures_before") or 0)
    values = {"moment": f"'{moment}'", "last": max(last, before), "before": before}
    for table, shown in TABLES.items():
        names = _columns(conn, table)
        columns = ", ".join(f"{shown.otherwise.get(name, f't.{name}')} AS {name}" for name in names)
        sql = f"SELECT {columns} FROM main.{shown.source or table} t WHERE {shown.where}"
        conn.execute(f"CREATE TEMP VIEW {table} AS {sql.format(**values)}")


def _choose(conn: sqlite3.Connection, moment: str) -> None:
    """Which documents were otherwise, which reports are to be made anew, and the documents of these as they were."""
    values = {"moment": moment}
    for table in ("asof_changed", "asof_seen", "asof_absent"):
        conn.execute(f"CREATE TEMP TABLE {table} (document_id INTEGER PRIMARY KEY)")
    conn.execute("CREATE TEMP TABLE asof_reports (report_id INTEGER PRIMARY KEY)")
    conn.execute("INSERT INTO asof_changed SELECT DISTINCT document_id FROM document_log WHERE at > :moment", values)
    conn.execute(_SEEN_SINCE)
    conn.execute(_ABSENT)
    conn.execute(_CHANGED_REPORTS, values)
    conn.execute(_temporary(conn, "documents"))
    then = ", ".join(_CHANGING.get(name, f"d.{name}") for name in _columns(conn, "documents"))
    conn.execute(f"INSERT INTO temp.documents SELECT {then} {_CHANGED_DOCUMENTS}", values)
    conn.execute("CREATE INDEX temp.asof_documents_report ON documents (report_id)")


def _make_rows(conn: sqlite3.Connection) -> None:
    """The rows of the changed reports, made from the readings of then, in tables of their own.

    Links need the rows of the years before and after as well; these are lent, and taken away again.
    """
    for table in ("report_heads", *ROW_TABLES, "check_shapes"):
        conn.execute(_temporary(conn, table))
    conn.execute("CREATE INDEX temp.asof_report_heads_publisher ON report_heads (publisher_id, year)")
    conn.execute("CREATE INDEX temp.asof_report_heads_division ON report_heads (division_code, year, agency_class)")
    conn.execute("CREATE INDEX temp.asof_link_results_earlier ON link_results (earlier_report_id)")
    conn.execute("INSERT INTO temp.check_shapes SELECT * FROM main.check_shapes")
    standing = [row[0] for row in conn.execute(_REPORTS_THEN)]
    conn.executemany(
        "INSERT INTO temp.report_heads (report_id, identity) VALUES (?, ?)",
        ((number, f"as of then: {number}") for number in standing),
    )
    project(conn, *standing, for_search=False)
    conn.execute("CREATE TEMP TABLE asof_neighbours (report_id INTEGER PRIMARY KEY)")
    conn.execute(_NEIGHBOURS)
    for table in _LINKED:
        conn.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table} WHERE report_id IN temp.asof_neighbours")
    links.relate(conn, standing)
    for table in _LINKED:
        conn.execute(f"DELETE FROM temp.{table} WHERE report_id IN temp.asof_neighbours")
    conn.execute("CREATE TEMP TABLE asof_linked (report_id INTEGER PRIMARY KEY)")
    conn.execute(_LINKED_OTHERWISE)


def _show_documents(conn: sqlite3.Connection) -> None:
    """Documents as they were. One SELECT, not two joined by UNION: so SQLite still finds one by number or address."""
    conn.execute("ALTER TABLE temp.documents RENAME TO asof_documents")
    columns = ", ".join(
        f"CASE WHEN a.document_id IS NULL THEN d.{name} ELSE a.{name} END AS {name}"
        if name in _CHANGING
        else f"d.{name}"
        for name in _columns(conn, "documents")
    )
    conn.execute(
        f"""CREATE TEMP VIEW documents AS SELECT {columns}
            FROM main.documents d LEFT JOIN temp.asof_documents a ON a.document_id = d.document_id
            WHERE d.document_id NOT IN temp.asof_absent"""
    )


def _show_rows(conn: sqlite3.Connection) -> None:
    for table in ("report_heads", *ROW_TABLES):
        masked = "asof_linked" if table == "link_results" else "asof_reports"
        conn.execute(f"ALTER TABLE temp.{table} RENAME TO asof_{table}")
        conn.execute(
            f"""CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE report_id NOT IN temp.{masked}
                UNION ALL SELECT * FROM temp.asof_{table}"""
        )


def _temporary(conn: sqlite3.Connection, table: str) -> str:
    """The statement that makes an empty temporary table of the shape of one of the archive's."""
    (sql,) = conn.execute("SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?", (table,)).fetchone()
    return re.sub(r'^CREATE TABLE "?(\w+)"?', r"CREATE TEMP TABLE \1", str(sql), count=1)


def _columns(conn: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in conn.execute(f"PRAGMA main.table_info({table})")]


def _fact(conn: sqlite3.Connection, name: str) -> str | None:
    row = conn.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


_SEEN_SINCE = """
INSERT OR IGNORE INTO temp.asof_seen
SELECT c.document_id FROM main.capture_log c
WHERE c.document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM temp.capture_log t WHERE t.capture_id = c.capture_id)
"""

_ABSENT = """
INSERT INTO temp.asof_absent
SELECT d.document_id FROM temp.asof_seen s JOIN main.documents d ON d.document_id = s.document_id
WHERE NOT EXISTS (SELECT 1 FROM temp.capture_log c WHERE c.capture_id = d.first_capture_id)
"""

_THEN = """
(SELECT l.{} FROM main.document_log l WHERE l.document_id = x.document_id AND l.at <= :moment
 ORDER BY l.at DESC LIMIT 1)
"""

# Those that had or have a document that was otherwise; a new capture matters where it can settle which document counts.
_CHANGED_REPORTS = f"""
INSERT OR IGNORE INTO temp.asof_reports
SELECT report_id FROM (
    SELECT d.report_id FROM temp.asof_changed x JOIN main.documents d ON d.document_id = x.document_id
    UNION ALL
    SELECT {_THEN.format("report_id")} FROM temp.asof_changed x
    UNION ALL
    SELECT d.report_id FROM temp.asof_absent a JOIN main.documents d ON d.document_id = a.document_id
    UNION ALL
    SELECT d.report_id FROM temp.asof_seen s JOIN main.documents d ON d.document_id = s.document_id
    WHERE EXISTS (SELECT 1 FROM main.documents o WHERE o.report_id = d.report_id AND o.document_id <> d.document_id)
    UNION ALL
    SELECT d.report_id FROM main.correction_log c JOIN main.documents d ON d.sha256 = c.sha256
    WHERE c.recorded_at > :moment OR c.withdrawal_recorded_at > :moment
)
WHERE report_id IS NOT NULL
"""

# What was made from a document's payload is as new as that.
_NEWEST_THEN = """
(SELECT c.{} FROM temp.capture_log c WHERE c.document_id = coalesce(d.derived_from, d.document_id)
 ORDER BY c.fetched_at DESC, c.capture_id DESC LIMIT 1)
"""

_CHANGING = {
    "newest_capture_id": _NEWEST_THEN.format("capture_id"),
    "newest_fetched_at": _NEWEST_THEN.format("fetched_at"),
    **{
        name: f"CASE WHEN x.document_id IS NULL THEN d.{name} ELSE {_THEN.format(name)} END"
        for name in ("current_parse_id", "report_id")
    },
}

_CHANGED_DOCUMENTS = """
FROM (
    SELECT document_id FROM temp.asof_changed
    UNION
    SELECT o.document_id FROM temp.asof_reports r JOIN main.documents o ON o.report_id = r.report_id
) w
JOIN main.documents d ON d.document_id = w.document_id
LEFT JOIN temp.asof_changed x ON x.document_id = d.document_id
WHERE d.document_id NOT IN temp.asof_absent
"""

# A reading that was withdrawn since is gone for the days before as well.
_REPORTS_THEN = """
SELECT DISTINCT d.report_id FROM temp.documents d
JOIN main.readings r ON r.parse_id = d.current_parse_id AND r.outcome = 'report'
JOIN main.bodies b ON b.digest = r.body_digest AND b.stored IS NOT NULL
WHERE d.report_id IN temp.asof_reports ORDER BY d.report_id
"""

_NEIGHBOURS = """
INSERT OR IGNORE INTO temp.asof_neighbours
SELECT n.report_id FROM temp.report_heads h
JOIN main.report_heads n ON n.publisher_id = h.publisher_id AND n.year IN (h.year - 1, h.year + 1)
WHERE n.report_id NOT IN temp.asof_reports
"""

_LINKED_OTHERWISE = """
INSERT INTO temp.asof_linked
SELECT report_id FROM temp.asof_reports
UNION SELECT l.report_id FROM main.link_results l WHERE l.earlier_report_id IN temp.asof_reports
UNION SELECT report_id FROM temp.link_results
"""
