"""Since when rows of the archive's tables are there, and how they read before: for the archive as of an earlier day.

`{moment}` stands for the day's last second as a SQL text, `{last}` for the last capture that was held by then,
`{before}` for the last one from before the archive kept a memory, which is dated by its fetch.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows `t` of a table, or of another `source` of them, stand for it, and which columns read otherwise."""

    where: str
    otherwise: dict[str, str] = field(default_factory=dict)
    source: str | None = None


def _unless_later(column: str, moment: str) -> str:
    return f"CASE WHEN t.{moment} <= {{moment}} THEN t.{column} END"


_FINISHED = {name: _unless_later(name, "finished_at") for name in ("finished_at", "reason")}
_LAST_EVENT = (
    "(SELECT {} FROM main.run_events e WHERE e.run_id = t.run_id AND e.at <= {{moment}}{} ORDER BY {} LIMIT 1)"
)
_NEWEST_FIRST = "e.at DESC, e.ordinal DESC"
_PROMOTED_AT = _LAST_EVENT.format("e.at", " AND e.event = 'promoted'", _NEWEST_FIRST)
_IS_ROLLED_BACK = _LAST_EVENT.format("CASE e.event WHEN 'rolled_back' THEN e.at END", "", _NEWEST_FIRST)
_READ_BY_THEN = """EXISTS (SELECT 1 FROM main.run_readings w JOIN main.readings r ON r.parse_id = w.new_parse_id
    WHERE w.run_id = t.run_id AND w.document_id = t.document_id AND r.created_at <= {moment})"""
_OF_A_RUN_BY_THEN = "EXISTS (SELECT 1 FROM main.runs u WHERE u.run_id = t.run_id AND u.started_at <= {moment})"

# Tables that stand as they were told. Of the others, those of rows and documents are made; the rest has no times.
TABLES = {
    "capture_log": Shown("t.capture_id <= {last} AND (t.capture_id > {before} OR t.fetched_at <= {moment})"),
    "request_log": Shown("EXISTS (SELECT 1 FROM temp.capture_log c WHERE c.capture_id = t.capture_id)"),
    "crawl_runs": Shown(
        "t.started_at <= {moment}", {**_FINISHED, "complete": _unless_later("complete", "finished_at")}
    ),
    "list_readings": Shown("t.recorded_at <= {moment}"),
    "portal_entries": Shown(
        """t.at = (SELECT max(l.at) FROM main.portal_log l WHERE l.portal_id = t.portal_id AND l.at <= {moment})""",
        source="portal_log",
    ),
    "known_columns": Shown("t.found_at <= {moment}"),
    "readings": Shown("t.created_at <= {moment}"),
    "runs": Shown(
        "t.started_at <= {moment}",
        {
            **_FINISHED,
            "promoted_at": f"CASE t.kind WHEN 'parse' THEN t.promoted_at ELSE {_PROMOTED_AT} END",
            "rolled_back_at": _IS_ROLLED_BACK,
        },
    ),
    "derivations": Shown("t.made_at <= {moment}"),
    "run_events": Shown("t.at <= {moment}"),
    "run_readings": Shown(f"{_OF_A_RUN_BY_THEN} AND {_READ_BY_THEN}"),
    "reading_changes": Shown(f"{_OF_A_RUN_BY_THEN} AND {_READ_BY_THEN}"),
    "correction_log": Shown(
        "t.recorded_at <= {moment}",
        {name: _unless_later(name, "withdrawal_recorded_at") for name in ("withdrawn_at", "withdrawn_reason")},
    ),
}
