"""Which capture a revisit record speaks of: programs name it by address and time, by a digest, or by both."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from archive import moments
from archive.raw import payloads
from archive.warc import digests
from archive.warc.known import Known
from archive.warc.reading import Read

_NEWEST = 20  # payloads of an address whose digests are taken


@dataclass(frozen=True, slots=True)
class Root:
    """The capture that a revisit speaks of, and the verdict of the one that brought the bytes."""

    capture_id: int
    url: str
    sha256: str
    verdict: str
    media_type: str | None
    charset: str | None


def root_of(conn: sqlite3.Connection, one: Read, told: Known, seen: dict[str, str]) -> Root | None:
    """The capture, by the address and time that the record names or by its digest; None where none is held.

    `seen` gives the SHA-256 for other digests as records state them.
    """
    label = one.fields.get("warc-payload-digest", "")
    sha256 = told.held_sha256 or digests.sha256_of(label) or seen.get(label)
    url = one.fields.get("warc-refers-to-target-uri", "").removeprefix("<").removesuffix(">") or one.uri
    named = conn.execute(
        f"{_ROOTS} c.url = ? AND c.fetched_at = ? AND c.sha256 = coalesce(?, c.sha256) {_FIRST}",
        (url, moment_of(one.fields.get("warc-refers-to-date", "")), sha256),
    ).fetchone()
    if named is None:
        sha256 = sha256 or _payload_of(conn, one.uri, label)
        named = conn.execute(f"{_ROOTS} c.sha256 = ? AND c.url IN (?, ?) {_FIRST}", (sha256, url, one.uri)).fetchone()
    return None if named is None else Root(*named)


def moment_of(text: str) -> str | None:
    """A WARC date as the archive writes times, in whole seconds; None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
        in_utc = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        return moments.checked(in_utc.strftime(moments.FORMAT))
    except (ValueError, OverflowError):  # no date, or one at an end of the calendar
        return None


def _payload_of(conn: sqlite3.Connection, url: str, label: str) -> str | None:
    """The newest payload of an address that has the digest stated, where that is no SHA-256."""
    held = conn.execute(
        """SELECT sha256 FROM capture_log WHERE url = ? AND sha256 IS NOT NULL AND revisit_of IS NULL
           ORDER BY fetched_at DESC, capture_id DESC LIMIT ?""",
        (url, _NEWEST),
    )
    for (sha256,) in held.fetchall():
        with suppress(payloads.PayloadMissing):
            if digests.matches(label, [payloads.get(conn, sha256)]):
                return str(sha256)
    return None


_ROOTS = """
SELECT c.capture_id, c.url, c.sha256, coalesce(r.verdict, c.verdict), c.media_type, c.charset
FROM capture_log c LEFT JOIN capture_log r ON r.capture_id = c.revisit_of
WHERE c.sha256 IS NOT NULL AND
"""
_FIRST = "ORDER BY coalesce(r.verdict, c.verdict) IN ('ok', 'list') DESC, c.capture_id LIMIT 1"
