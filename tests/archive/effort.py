"""What a question costs, in steps of SQLite's machine: the same on every computer, however busy it is."""

import sqlite3
from collections.abc import Callable


def steps(conn: sqlite3.Connection, ask: Callable[[], object]) -> int:
    """How many steps what `ask` asks of the connection takes."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    conn.set_progress_handler(count, 1)
    try:
        ask()
    finally:
        conn.set_progress_handler(None, 0)
    return taken
