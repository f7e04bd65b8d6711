"""What becomes of each table of an archive when another is merged into it.

A table that stands in none of these lists fails a test: nothing is left behind by forgetting it.
"""

from archive.merge.joining import Join
from archive.parsed.rows import ROW_TABLES

PORTALS = Join(
    "portal_entries",
    ("portal_id",),
    references={"last_crawl_id": "crawl"},
    newest=("{row}.last_crawled_at", "{row}.recorded_at"),
)
COLUMNS = Join("known_columns", ("portal_id", "url"), references={"crawl_id": "crawl"}, newest=("{row}.seen_at",))
# A crawl that was cut off can be taken up here too; nobody is at work on it in this archive.
CRAWLS = Join(
    "crawl_runs",
    ("uid",),
    number="crawl_id",
    newest=("{row}.finished_at IS NOT NULL", "{row}.finished_at"),
    fixed={"owner": "NULL", "alive_at": "NULL"},
)
FRONTIER = Join(
    "frontier",
    ("crawl_id", "url", "method", "body"),
    number="request_id",
    references={"crawl_id": "open_crawl"},
    newest=("{row}.state = 'done'",),
    fixed={
        "owner": "NULL",
        "leased_until": "NULL",
        "state": "CASE s.state WHEN 'done' THEN 'done' ELSE 'pending' END",
    },
)
LISTS = Join(
    "list_readings",
    ("crawl_id", "url"),
    number="list_id",
    references={"crawl_id": "crawl"},
    newest=("{row}.recorded_at",),
    fixed={"rested_on": "NULL"},
)
LIST_ITEMS = Join("list_items", ("items_digest", "ordinal"), replaces=False)
REQUESTS = Join(
    "request_log", ("capture_id", "hop"), references={"capture_id": "capture", "crawl_id": "crawl"}, replaces=False
)
READERS = Join("readers", ("reader", "fingerprint", "reader_version"), number="reader_id", replaces=False)
RUNS = Join(
    "runs",
    ("uid",),
    number="run_id",
    newest=("{row}.finished_at IS NOT NULL", "{row}.finished_at"),
    fixed={"owner": "NULL", "alive_at": "NULL"},
)
# Of two readings of one document by one state of the code, which there should not be, the first stands.
READINGS = Join(
    "readings",
    ("document_id", "reader_id"),
    number="parse_id",
    references={"document_id": "document", "reader_id": "reader", "run_id": "run"},
    newest=("{row}.created_at", "(SELECT n.uid FROM main.runs n WHERE n.run_id = {row}.run_id)"),
    first_stands=True,
    fixed={"publisher_id": "NULL"},
    where="s.body_digest IS NULL OR EXISTS (SELECT 1 FROM main.bodies b WHERE b.digest = s.body_digest)",
)
RUN_READINGS = Join(
    "run_readings",
    ("run_id", "document_id"),
    references={
        "run_id": "run",
        "document_id": "document",
        "old_parse_id": "reading",
        "new_parse_id": "reading",
    },
    newest=("{row}.new_parse_id IS NOT NULL",),
    fixed={"old_report_id": "NULL"},
)
CHANGES = Join(
    "reading_changes",
    ("run_id", "document_id", "table_name", "row_code", "column_code"),
    references={"run_id": "run", "document_id": "document"},
)

JOINED = (
    PORTALS, COLUMNS, CRAWLS, FRONTIER, LISTS, LIST_ITEMS, REQUESTS, READERS, RUNS, READINGS, RUN_READINGS,
    CHANGES,
)  # fmt: skip

# By what a making is known: the same in two archives is one, and was made when it was made first.
DERIVATION = ("source_sha256", "recipe", "tool", "tool_version", "settings", "sha256", "failure")

# Joined too, each in a way of its own.
JOINED_OTHERWISE = (
    "payloads", "bodies", "contexts", "capture_log", "documents", "run_events", "publisher_rows", "publisher_keys",
    "withdrawn_payloads", "withdrawn_documents", "correction_log", "derivations",
)  # fmt: skip

# Made anew from what was joined.
MADE_ANEW = ("report_heads", *ROW_TABLES, "check_shapes", "unsettled", "listed_titles", "unread_lists")

# What only this archive can say: of itself, of its own numbers, and of what it said on an earlier day.
OF_THIS_ARCHIVE = (
    "facts", "column_meanings", "report_aliases", "report_moves", "report_identities_before", "document_log",
    "capture_marks", "portal_log", "division_years",
)  # fmt: skip
