"""The views of an archive as a Frictionless data package: CSV files, and a descriptor that explains every column."""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from archive.export.columns import INTEGER, REAL, Column
from archive.export.places import Exported, Progress, Written, whole_folder
from archive.export.tables import chosen, read_tables, write
from archive.export.typed import typed
from archive.moments import now
from archive.store import Archive

DESCRIPTOR = "datapackage.json"
_DESCRIPTION = (
    "Annual reports of Chinese government bodies on the disclosure of information, as read by software from the "
    "documents that portals published. An empty cell is no value, and cell_notes says why; 0 is a printed zero. A text "
    "that a spreadsheet would take for a formula has an apostrophe in front. The documents are the publishers' own; "
    "this package states no licence for them."
)
_PRIMARY_KEYS = {
    "captures": ["capture_id"],
    "crawls": ["crawl_id"],
    "listings": ["list_id"],
    "parses": ["parse_id"],
    "portals": ["portal_id"],
    "publishers": ["publisher_id"],
    "reports": ["report_id"],
}
# Columns that name a row of another view wherever they occur; each is said only where it holds for every row.
_REFERENCES = {
    "capture_id": "captures",
    "crawl_id": "crawls",
    "parse_id": "parses",
    "portal_id": "portals",
    "publisher_id": "publishers",
    "report_id": "reports",
    "revisit_of": "captures",
    "old_capture_id": "captures",
    "new_capture_id": "captures",
    "old_parse_id": "parses",
    "new_parse_id": "parses",
}


def export_datapackage(
    archive: Archive,
    folder: Path,
    *,
    views: Collection[str] = (),
    force: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write `folder`/VIEW.csv for these views, or all, and datapackage.json; the folder appears when all is written.

    Raises ExportRefused for a view that is not there, for a value that is not of its column's type, and where the
    folder holds what such an export does not write.
    """
    conn = archive.connection
    names = chosen(conn, views)
    ours = {DESCRIPTOR, *(f"{name}.csv" for name in chosen(conn, ()))}
    written, resources = [], []
    with whole_folder(folder, ours.__contains__, force=force) as part, archive.one_state():
        for table in read_tables(conn, names, progress):
            path = part / f"{table.view}.csv"
            rows = write("csv", typed(table), path)
            resources.append(_resource(table.view, path, _schema(conn, table.view, table.columns, names)))
            written.append(Written(table.view, str(folder / path.name), rows, path.stat().st_size))
        descriptor = part / DESCRIPTOR
        descriptor.write_text(_descriptor(conn, resources), encoding="utf-8")
        written.append(Written(None, str(folder / DESCRIPTOR), None, descriptor.stat().st_size))
    return Exported(written, [])


def _descriptor(conn: sqlite3.Connection, resources: list[dict[str, Any]]) -> str:
    portals = conn.execute("SELECT name, home FROM portals WHERE home IS NOT NULL ORDER BY portal_id").fetchall()
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "gongkai",
        "title": "政府信息公开工作年度报告",
        "description": _DESCRIPTION,
        "created": now(),
        "sources": [{"title": name, "path": home} for name, home in portals],
        "resources": resources,
    }
    if not portals:
        del package["sources"]  # what is there must not be empty
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(view: str, path: Path, schema: dict[str, Any]) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": view,
        "path": path.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _schema(conn: sqlite3.Connection, view: str, columns: Sequence[Column], views: Sequence[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns], "missingValues": [""]}
    if view in _PRIMARY_KEYS:
        schema["primaryKey"] = _PRIMARY_KEYS[view]
    keys = []
    for column in columns:
        target = _REFERENCES.get(column.name)
        if target is None or target not in views or [column.name] == _PRIMARY_KEYS.get(view):
            continue
        key = _PRIMARY_KEYS[target]
        if _holds(conn, view, column.name, target, key[0]):
            reference = {"resource": "" if target == view else target, "fields": key}
            keys.append({"fields": [column.name], "reference": reference})
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": "string", "description": _described(column)}
    if column.type in {INTEGER, REAL}:
        field["type"] = "integer" if column.type == INTEGER else "number"
    if column.unit == "UTC time" and column.type not in {INTEGER, REAL}:
        field["type"] = "datetime"
    if column.unit == "0 or 1" and column.type == INTEGER:
        field["constraints"] = {"enum": [0, 1]}
    return field


def _described(column: Column) -> str:
    return f"{column.meaning} (in {column.unit})" if column.unit else column.meaning


def _holds(conn: sqlite3.Connection, view: str, column: str, target: str, key: str) -> bool:
    """Whether every value of the column is one of the other view's key; NULL names nothing."""
    lost = conn.execute(
        f'SELECT 1 FROM "{view}" v WHERE v."{column}" IS NOT NULL'
        f' AND NOT EXISTS (SELECT 1 FROM "{target}" t WHERE t."{key}" = v."{column}") LIMIT 1'
    ).fetchone()
    return lost is None
