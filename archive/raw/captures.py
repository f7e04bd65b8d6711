"""One row for each fetch of a URL: what was asked, what came, and what it really was.

A capture whose payload is already held for the same URL, or that was asked for "if changed" and answered 304, is a
revisit: it says which capture it confirms and by which digest. So is one whose bytes differ from those held in
counters and clocks only: they are not kept, but their digest is. Bytes of a refusal are kept as evidence, and never
become a document. Only captures that may be a report (verdict `ok`, with a context) do.
"""

import hashlib
import json
import sqlite3
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from archive.moments import checked
from archive.raw import chrome, documents, payloads, withdrawals
from archive.raw.held import SOUND_OR_REVISIT, Held, newest
from archive.raw.payloads import PayloadMissing
from parsers.model import Context

SOUND = ("ok", "list")
REFUSALS = (
    "not_found", "soft_404", "stub", "wrong_type", "too_large", "challenge", "waf_block", "captcha", "rate_limited",
    "login", "foreign_host", "robots", "tls_failed", "network", "server_error",
)  # fmt: skip
VERDICTS = (*SOUND, "revisit", *REFUSALS)
# Which captures count as refused requests: a robots.txt is none, whatever the answer; most portals have none.
REFUSED = f"verdict NOT IN {(*SOUND, 'revisit')} AND url NOT LIKE '%/robots.txt'"
NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Capture:
    """One fetch. `fetched_at` is UTC, ISO 8601; `body` None where nothing came; `status` None without HTTP.

    `revisit_of` may name the capture that a 304 confirms; where it is None it is found by the URL. `received_sha256` is
    told of a revisit that was recorded elsewhere, whose bytes were not kept. `keep_bytes`: even bytes that differ from
    those held in counters and clocks only are kept, for another archive kept them.
    """

    url: str
    fetched_at: str
    verdict: str
    status: int | None = None
    media_type: str | None = None
    charset: str | None = None
    headers: dict[str, str | list[str]] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    tls_verified: bool | None = None
    crawl_id: int | None = None
    portal_id: str | None = None
    context: Context | None = None
    body: bytes | None = None
    revisit_of: int | None = None
    error: str | None = None
    received_sha256: str | None = None
    keep_bytes: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a capture. `verdict` differs from the one given where it was found to be a revisit."""

    capture_id: int
    sha256: str | None
    new_payload: bool
    verdict: str
    document_id: int | None


def record(conn: sqlite3.Connection, capture: Capture, packed: payloads.Packed | None = None) -> Recorded:
    """Write one capture, with its payload and, where it may be a report, its document.

    `packed` is the capture's body, packed before.

    Raises ValueError for a verdict or time that is none, for a sound capture without bytes, for an `ok`
    without a context, and for a revisit of nothing that is held.
    """
    _refuse_what_cannot_be(capture)
    if capture.verdict == "revisit":
        return _record_not_modified(conn, capture)
    sha256, new_payload = None, False
    if same := _same_but_for_chrome(conn, capture, packed):
        return _record_revisit(conn, capture, *same)
    if capture.body is not None:
        sha256, new_payload = payloads.put(conn, capture.body, capture.media_type, packed)
    held = None
    if sha256 is not None and not new_payload and capture.verdict in SOUND:
        held = newest(conn, capture.url, "sha256 = ? AND verdict = ?", (sha256, capture.verdict))
    if held is not None:
        return _record_revisit(conn, capture, held)
    document_id = None
    withdrawn = None if new_payload else withdrawals.tombstone(conn, sha256)
    capture_id = _insert(conn, _noting(capture, withdrawn), capture.verdict, sha256, new_payload=new_payload)
    if sha256 is not None and capture.verdict == "ok" and withdrawn is None:
        document_id = documents.show(
            conn, _context_of(capture), sha256, capture_id, capture.portal_id, capture.fetched_at
        )
    return Recorded(capture_id, sha256, new_payload, capture.verdict, document_id)


def _refuse_what_cannot_be(capture: Capture) -> None:
    checked(capture.fetched_at)
    if capture.verdict not in VERDICTS:
        raise ValueError(f"{capture.verdict!r} is no verdict")
    if not urlsplit(capture.url).scheme:
        raise ValueError(f"{capture.url!r} is no absolute URL")
    if capture.verdict in SOUND and capture.body is None:
        raise ValueError(f"a capture with verdict {capture.verdict} has a body: {capture.url}")
    if capture.verdict == "ok" and capture.context is None:
        raise ValueError(f"a capture with verdict ok has a context: {capture.url}")


def _context_of(capture: Capture) -> Context:
    if capture.context is None:
        raise ValueError(f"a capture with verdict ok has a context: {capture.url}")
    return capture.context


def _record_not_modified(conn: sqlite3.Connection, capture: Capture) -> Recorded:
    if capture.revisit_of is None:
        held = newest(conn, capture.url)
    else:
        held = newest(conn, capture.url, f"{SOUND_OR_REVISIT} AND capture_id = ?", (capture.revisit_of,))
    if held is None:
        raise ValueError(f"not modified, but nothing sound is held: {capture.url}")
    return _record_revisit(conn, capture, held, capture.received_sha256)


def _same_but_for_chrome(
    conn: sqlite3.Connection, capture: Capture, packed: payloads.Packed | None
) -> tuple[Held, str] | None:
    """What is held of the page, and the digest of the bytes received, where these say the same in other chrome.

    It is compared with the bytes that are held, so differences do not add up from one capture to the next.
    """
    if capture.body is None or capture.verdict not in SOUND:
        return None
    held = newest(conn, capture.url)
    if held is None or held.root_verdict != capture.verdict:
        return None
    received = packed.sha256 if packed else hashlib.sha256(capture.body).hexdigest()
    if payloads.is_known(conn, received):
        return None
    try:
        before = payloads.get(conn, held.sha256)
    except PayloadMissing:
        is_withdrawn_one = withdrawals.is_known_by_its_core(conn, held.sha256, capture.body, capture.charset)
        return (held, received) if is_withdrawn_one else None
    if capture.keep_bytes:
        return None
    return (held, received) if chrome.same_but_for_chrome(before, capture.body, capture.charset) else None


def _record_revisit(conn: sqlite3.Connection, capture: Capture, held: Held, received: str | None = None) -> Recorded:
    withdrawn = withdrawals.tombstone(conn, held.sha256)
    capture_id = _insert(
        conn, _noting(capture, withdrawn), "revisit", held.sha256, new_payload=False, held=held, received=received
    )
    document_id = held.document_id
    if held.root_verdict == "ok" and withdrawn is None:
        context = _context_of_revisit(conn, capture, held)
        document_id = documents.show(conn, context, held.sha256, capture_id, capture.portal_id, capture.fetched_at)
    return Recorded(capture_id, held.sha256, new_payload=False, verdict="revisit", document_id=document_id)


def _noting(capture: Capture, withdrawn: withdrawals.Tombstone | None) -> Capture:
    """The capture; where its payload was withdrawn it says so, for it becomes no document."""
    if withdrawn is None:
        return capture
    return replace(capture, error="; ".join(filter(None, (capture.error, withdrawn.note))))


def _context_of_revisit(conn: sqlite3.Connection, capture: Capture, held: Held) -> Context:
    """What is known of the bytes now. A 304 mostly does not name their type and charset: they stay as they were."""
    before = documents.context_of(conn, held.document_id)
    if capture.context is None or capture.status != NOT_MODIFIED:
        return capture.context or before
    return replace(
        capture.context,
        charset=capture.context.charset or before.charset,
        media_type=capture.context.media_type or before.media_type,
    )


def _insert(
    conn: sqlite3.Connection,
    capture: Capture,
    verdict: str,
    sha256: str | None,
    *,
    new_payload: bool,
    held: Held | None = None,
    received: str | None = None,
) -> int:
    """The row itself. A 304 freshens what is held: what it does not name stays as it was (RFC 9110, 15.4.5)."""
    kept = held if held is not None and capture.status == NOT_MODIFIED else None
    media_type, charset = capture.media_type, capture.charset
    if kept is not None:
        media_type, charset = conn.execute(
            "SELECT media_type, charset FROM capture_log WHERE capture_id = ?", (kept.root,)
        ).fetchone()
    cursor = conn.execute(
        """INSERT INTO capture_log (crawl_id, portal_id, url, fetched_at, status, verdict, media_type, charset, sha256,
               new_payload, revisit_of, etag, last_modified, headers, tls_verified, error, received_sha256)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            capture.crawl_id,
            capture.portal_id,
            capture.url,
            capture.fetched_at,
            capture.status,
            verdict,
            media_type,
            charset,
            sha256,
            new_payload,
            held.root if held is not None else None,
            capture.etag or (kept.etag if kept is not None else None),
            capture.last_modified or (kept.last_modified if kept is not None else None),
            json.dumps(capture.headers, ensure_ascii=False, separators=(",", ":")),
            capture.tls_verified,
            capture.error,
            received,
        ),
    )
    return int(cursor.lastrowid or 0)
