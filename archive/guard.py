"""What a connection for reading may do: look at anything in the archive, change nothing, reach no other file."""

import sqlite3
from contextlib import suppress

_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_DESCRIBING = {
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
    "quick_check", "integrity_check", "foreign_key_check",
}  # fmt: skip
# These describe only while no value is given; with one they would set something.
_DESCRIBING_WITHOUT_VALUE = {
    "application_id", "user_version", "schema_version", "data_version", "page_count", "page_size", "freelist_count",
    "encoding", "journal_mode", "database_list", "compile_options", "function_list", "collation_list", "pragma_list",
}  # fmt: skip
_TABLE_FUNCTIONS = ("json_each", "json_tree")
_FORBIDDEN_FUNCTIONS = {"load_extension", "writefile", "edit", "fts3_tokenizer"}


def close_to_writing(connection: sqlite3.Connection) -> None:
    """From now on the connection reads: writing, attaching, temporary tables and settings are refused."""
    for name in _TABLE_FUNCTIONS:  # at its first use SQLite makes such a table, which the judge would refuse
        connection.execute(f"SELECT 1 FROM {name}('[]')").fetchall()
    with suppress(sqlite3.DatabaseError):  # damage to the index for the search is the search's matter
        connection.execute("SELECT rowid FROM section_pairs LIMIT 0").fetchall()
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_judge)


def _judge(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    if action == sqlite3.SQLITE_PRAGMA:
        name = (first or "").lower()
        may = name in _DESCRIBING or (name in _DESCRIBING_WITHOUT_VALUE and second is None)
    elif action == sqlite3.SQLITE_FUNCTION:
        may = (second or "").lower() not in _FORBIDDEN_FUNCTIONS
    else:
        may = action in _READING
    return sqlite3.SQLITE_OK if may else sqlite3.SQLITE_DENY
