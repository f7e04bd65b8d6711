"""Joins what was done with runs: promotions and rollbacks, in the order in which they were done."""

import sqlite3
from collections import Counter
from collections.abc import Sequence

Event = tuple[str, str, int, str | None]  # time, event, forced, detail


def join_events(conn: sqlite3.Connection) -> None:
    """Give each run of `source` the events of both archives, and the state that follows from them."""
    runs = conn.execute(
        """SELECT m.source, m.target FROM temp.map_run m
           WHERE EXISTS (SELECT 1 FROM source.run_events e WHERE e.run_id = m.source) ORDER BY m.target"""
    ).fetchall()
    for source, target in runs:
        here, there = _events(conn, "main", target), _events(conn, "source", source)
        both = together(here, there)
        if both != here:
            _write(conn, target, both)


def together(one: Sequence[Event], other: Sequence[Event]) -> list[Event]:
    """The longer log where it goes on from the shorter; else each event as often as the one that has it most."""
    short, long = sorted((list(one), list(other)), key=len)
    if long[: len(short)] == short:
        return long
    return sorted((Counter(one) | Counter(other)).elements(), key=lambda event: (*event[:3], event[3] or ""))


def _events(conn: sqlite3.Connection, schema: str, run_id: int) -> list[Event]:
    return conn.execute(
        f"SELECT at, event, forced, detail FROM {schema}.run_events WHERE run_id = ? ORDER BY ordinal", (run_id,)
    ).fetchall()


def _write(conn: sqlite3.Connection, run_id: int, events: list[Event]) -> None:
    conn.execute("DELETE FROM main.run_events WHERE run_id = ?", (run_id,))
    conn.executemany(
        "INSERT INTO main.run_events (run_id, ordinal, at, event, forced, detail) VALUES (?, ?, ?, ?, ?, ?)",
        [(run_id, ordinal, *event) for ordinal, event in enumerate(events, start=1)],
    )
    promoted = [event for event in events if event[1] == "promoted"]
    if promoted:
        ended_by = events[-1]
        conn.execute(
            "UPDATE main.runs SET promoted_at = ?, forced = ?, rolled_back_at = ? WHERE run_id = ?",
            (promoted[-1][0], promoted[-1][2], ended_by[0] if ended_by[1] == "rolled_back" else None, run_id),
        )
