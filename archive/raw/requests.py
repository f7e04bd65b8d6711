"""What was sent to portals: each request on its own, when it went out and how long its host had been left alone."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple


class Sent(NamedTuple):
    """A request that went out. `asked_at` is UTC with milliseconds; pauses are in seconds.

    `status` and `received`, the bytes of the body as they came, are None where no answer came.
    """

    host: str
    url: str
    asked_at: str
    host_pause: float
    address_pause: float
    address: str | None = None
    status: int | None = None
    received: int | None = None


def moment() -> str:
    """The present moment with milliseconds, `2026-11-21T20:40:56.123Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def record(
    conn: sqlite3.Connection, crawl_id: int, capture_id: int, portal_id: str | None, sent: Iterable[Sent]
) -> None:
    """Write the requests that led to a capture, in the order in which they went out."""
    conn.executemany(
        """INSERT INTO request_log (crawl_id, capture_id, hop, portal_id, host, address, url, asked_at, host_pause,
               address_pause, status, received)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (crawl_id, capture_id, hop, portal_id, one.host, one.address, one.url, one.asked_at, one.host_pause,
             one.address_pause, one.status, one.received)
            for hop, one in enumerate(sent)
        ],
    )  # fmt: skip
