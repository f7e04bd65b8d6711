"""Captures as WARC records: what was sent, as far as it is known, and nothing beside.

An answer becomes a `response` record, a file that was taken in a `resource` record, a capture that brought nothing new
a `revisit` record. Each is followed by a `metadata` record with what the archive knows besides: what the answer was
taken for, and what was known of the document when it was captured.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.raw import payloads
from archive.raw.fields import Fields
from archive.raw.payloads import PayloadDamaged
from archive.warc import digests, messages
from archive.warc.known import Known
from archive.warc.records import (
    FIELDS,
    HTTP_RESPONSE,
    IDENTICAL_PAYLOAD,
    NOT_MODIFIED,
    Record,
    as_uri,
    record_id,
)

# The profile of a capture whose bytes differ from those it refers to in counters and clocks only, and were not kept.
SAME_BUT_FOR_CHROME = "urn:gongkai:revisit:same-but-for-counters-and-clocks"
REDIRECTED_TO = "redirected_to"  # among the headers of a capture: no header, but where redirects led

NOT_KEPT = (
    "This is raw evidence: what servers sent is not masked.",
    "Order and letter case of response headers are not kept: names stand in lower case, as Scrapy gave them.",
    "The version of the protocol and the reason phrase are not kept: HTTP/1.1 is written, and no phrase.",
    "Transfer and content codings are not kept: bodies stand unpacked.",
    "A header that told the coding, or the length under it, stands as x-crawler-NAME.",
    "Headers that belong to the connection may be missing.",
    "Requests, redirects on the way and certificates are not kept; WARC-Target-URI is the address that was asked for.",
    "Times are those of the answer, in whole seconds.",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A capture as records. `record` None: it cannot be written, `missing` says why; `loss`: that is damage."""

    capture_id: int
    url: str
    fetched_at: str
    media_type: str = ""
    status: int | None = None
    digest: str = ""
    verdict: str = ""
    title: str | None = None
    record: Record | None = None
    metadata: Record | None = None
    missing: str = ""
    loss: bool = False


def evidence(conn: sqlite3.Connection) -> Iterator[Evidence]:
    """Every capture in the order of its number."""
    cursor = conn.execute(_CAPTURES)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield _evidence(conn, dict(zip(names, row, strict=True)))


def _evidence(conn: sqlite3.Connection, row: dict[str, Any]) -> Evidence:
    about = (row["capture_id"], row["url"], row["fetched_at"])
    if row["sha256"] is None:
        return Evidence(*about, missing="without bytes: nothing was answered, or nothing was kept")
    if row["is_withdrawn"]:
        return Evidence(*about, missing="whose payload was withdrawn")
    headers = json.loads(row["headers"])
    try:
        build = _revisit if row["verdict"] == "revisit" else _resource if row["status"] is None else _response
        fields, block, media_type = build(conn, row, headers)
    except PayloadDamaged as error:
        return Evidence(*about, missing=str(error), loss=True)
    name = record_id("capture", *about)
    opening: _Fields = (
        ("WARC-Record-ID", name),
        ("WARC-Date", row["fetched_at"]),
        ("WARC-Target-URI", as_uri(row["url"])),
    )
    opening += (("WARC-IP-Address", row["address"]),) if row["address"] else ()
    record = Record((fields[0], *opening, *fields[1:], ("WARC-Block-Digest", digests.stated(block))), block)
    digest = next(value for label, value in fields if label == "WARC-Payload-Digest")
    metadata = _metadata(row, headers, name)
    return Evidence(
        *about, media_type, row["status"], digest, row["root_verdict"] or row["verdict"], row["title"], record, metadata
    )


_Fields = tuple[tuple[str, str], ...]
_Built = tuple[_Fields, bytes, str]  # named fields, the block, the media type in an index


def _response(conn: sqlite3.Connection, row: dict[str, Any], headers: Fields) -> _Built:
    body = payloads.get(conn, row["sha256"])
    head = messages.head_of(row["status"], _sent(headers), len(body))
    fields = (
        ("WARC-Type", "response"),
        ("Content-Type", HTTP_RESPONSE),
        ("WARC-Payload-Digest", f"sha256:{row['sha256']}"),
    )
    return fields, head + body, row["media_type"] or "unk"


def _resource(conn: sqlite3.Connection, row: dict[str, Any], _: Fields) -> _Built:
    media_type = row["media_type"] or "application/octet-stream"
    fields = (
        ("WARC-Type", "resource"),
        ("Content-Type", media_type),
        ("WARC-Payload-Digest", f"sha256:{row['sha256']}"),
    )
    return fields, payloads.get(conn, row["sha256"]), media_type


def _revisit(_: sqlite3.Connection, row: dict[str, Any], headers: Fields) -> _Built:
    is_http = row["status"] is not None
    profile = NOT_MODIFIED if row["status"] == 304 else IDENTICAL_PAYLOAD
    if row["received_sha256"] is not None:
        profile = SAME_BUT_FOR_CHROME
    fields = (
        ("WARC-Type", "revisit"),
        ("WARC-Profile", profile),
        *((("Content-Type", HTTP_RESPONSE),) if is_http else ()),
        ("WARC-Refers-To", record_id("capture", row["revisit_of"], row["root_url"], row["root_fetched_at"])),
        ("WARC-Refers-To-Target-URI", as_uri(row["root_url"])),
        ("WARC-Refers-To-Date", row["root_fetched_at"]),
        ("WARC-Payload-Digest", f"sha256:{row['received_sha256'] or row['sha256']}"),
    )
    block = messages.head_of(row["status"], _sent(headers), None) if is_http else b""
    return fields, block, "warc/revisit"


def _sent(headers: Fields) -> Fields:
    return {name: value for name, value in headers.items() if name != REDIRECTED_TO}


def _metadata(row: dict[str, Any], headers: Fields, about: str) -> Record:
    redirected_to = headers.get(REDIRECTED_TO)
    block = Known(
        verdict=row["verdict"],
        context=row["context"],
        portal=row["portal_id"],
        redirected_to=redirected_to if isinstance(redirected_to, str) else None,
        tls_verified=None if row["tls_verified"] is None else str(row["tls_verified"]),
        error=row["error"],
        held_payload=f"sha256:{row['sha256']}" if row["received_sha256"] else None,
    ).to_block()
    fields = (
        ("WARC-Type", "metadata"),
        ("WARC-Record-ID", record_id("metadata", about)),
        ("WARC-Date", row["fetched_at"]),
        ("WARC-Target-URI", as_uri(row["url"])),
        ("WARC-Refers-To", about),
        ("Content-Type", FIELDS),
        ("WARC-Block-Digest", digests.stated(block)),
    )
    return Record(fields, block)


_CAPTURES = """
SELECT c.capture_id, c.url, c.fetched_at, c.status, c.verdict, c.media_type, c.sha256, c.revisit_of, c.headers,
    c.tls_verified, c.error, c.portal_id, c.received_sha256, r.url AS root_url, r.fetched_at AS root_fetched_at,
    r.verdict AS root_verdict, p.stored IS NULL AS is_withdrawn, x.json AS context, h.title,
    (SELECT q.address FROM request_log q WHERE q.capture_id = c.capture_id ORDER BY q.hop DESC LIMIT 1) AS address
FROM capture_log c
LEFT JOIN capture_log r ON r.capture_id = c.revisit_of
LEFT JOIN payloads p ON p.sha256 = c.sha256
LEFT JOIN documents d ON d.document_id = c.document_id
LEFT JOIN contexts x ON x.digest = d.context_digest
LEFT JOIN report_heads h ON h.report_id = d.report_id
ORDER BY c.capture_id
"""
