"""What an archive says in every view, with its own numbers replaced by what they stand for.

Two archives hold the same where this is the same, whatever numbers their reports, captures and runs have.
"""

import re
from collections.abc import Callable
from typing import Any

from archive.store import Archive

Content = dict[str, list[str]]

# Thousands of divisions of which nothing is held: they would be the same, and take long.
_LEFT_OUT = {"coverage": "WHERE evidence NOT LIKE 'none is held; it was due on %'"}
_OF_ARCHIVE = {"gongkai_columns", "memory"}  # about the program, or about what this archive said when


def content_of(archive: Archive) -> Content:
    """The rows of each view as sorted texts."""
    names = _Names(archive)
    views = [
        row[0] for row in archive.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY 1")
    ]
    return {view: _rows(archive, view, names) for view in views if view not in _OF_ARCHIVE}


def _rows(archive: Archive, view: str, names: "_Names") -> list[str]:
    cursor = archive.connection.execute(f'SELECT * FROM "{view}" {_LEFT_OUT.get(view, "")}')
    columns = [column[0] for column in cursor.description]
    return sorted(
        repr([names.told(column, value) for column, value in zip(columns, row, strict=True)]) for row in cursor
    )


class _Names:
    """What the numbers of an archive stand for."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.by_kind: dict[str, Callable[[int], object]] = {
            "report": self._look_up(
                """SELECT group_concat(name) FROM (
                       SELECT sha256 || context_digest AS name FROM documents WHERE report_id = ? ORDER BY 1)"""
            ),
            "publisher": self._look_up(
                "SELECT name, class, scope, division_code, evidence FROM publisher_rows WHERE publisher_id = ?"
            ),
            "capture": self._look_up(
                """SELECT c.url, c.fetched_at, c.verdict, c.sha256, r.uid FROM capture_log c
                   LEFT JOIN crawl_runs r ON r.crawl_id = c.crawl_id WHERE c.capture_id = ?"""
            ),
            "crawl": self._look_up("SELECT uid FROM crawl_runs WHERE crawl_id = ?"),
            "run": self._look_up("SELECT uid FROM runs WHERE run_id = ?"),
            "list": self._look_up(
                """SELECT l.url, r.uid FROM list_readings l JOIN crawl_runs r ON r.crawl_id = l.crawl_id
                   WHERE l.list_id = ?"""
            ),
            "parse": self._look_up(
                """SELECT d.sha256, d.context_digest, u.reader, u.reader_version, u.fingerprint FROM readings r
                   JOIN documents d ON d.document_id = r.document_id JOIN readers u ON u.reader_id = r.reader_id
                   WHERE r.parse_id = ?"""
            ),
            "document": self._look_up("SELECT sha256, context_digest FROM documents WHERE document_id = ?"),
            "derivation": self._look_up(
                "SELECT source_sha256, recipe, tool, tool_version, sha256 FROM derivations WHERE derivation_id = ?"
            ),
            "correction": self._look_up("SELECT uid FROM correction_log WHERE correction_id = ?"),
        }
        self.by_column = {"revisit_of": "capture", "rested_on": "list"}

    def _look_up(self, sql: str) -> Callable[[int], object]:
        known: dict[int, Any] = {}

        def look_up(number: int) -> object:
            if number not in known:
                known[number] = self.archive.connection.execute(sql, (number,)).fetchone()
            return known[number]

        return look_up

    def told(self, column: str, value: object) -> object:
        kind = self.by_column.get(column) or re.sub(r"^(old_|new_)?(\w+?)_id$", r"\2", column)
        if value is not None and kind in self.by_kind and (column.endswith("_id") or column in self.by_column):
            return self.by_kind[kind](int(str(value)))
        if isinstance(value, str):  # details and evidence name reports, lists and captures
            return re.sub(
                r"\b(report|capture|list|correction|document) (\d+)\b",
                lambda found: f"{found[1]} {self.by_kind[found[1]](int(found[2]))}",
                value,
            )
        return value
