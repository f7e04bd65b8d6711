"""One WARC record as a capture: what it says, whether it is whole, what it was taken for, and whether it is held."""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.raw import fields as header_fields
from archive.raw import payloads
from archive.raw.captures import NOT_MODIFIED, SOUND, Capture, record
from archive.warc import digests, messages
from archive.warc.codings import CutOff, TooLarge
from archive.warc.known import Known
from archive.warc.reading import Read
from crawler.verdicts import Answer, judge, sniff
from gongkai.files import LARGEST
from gongkai.warc_roots import moment_of, root_of
from parsers.model import Context

if TYPE_CHECKING:
    from gongkai.warc_files import WarcTaken

_SCHEMES = {"http", "https", "file"}
# Kinds of bytes that a report can be; of texts only those that are sent as a page or as plain text.
_KINDS = {"html", "pdf", "zip", "ole", "rtf", "rar", "7z"}
_TEXT_TYPES = {"text/html", "application/xhtml+xml", "text/plain", None}


class PassedOver(Exception):
    """The record becomes no capture; why, in words that are counted."""


@dataclass
class Taker:
    """Takes the records of one stream.

    `newest` is the last capture that was there before; `payloads` gives the SHA-256 for other digests as records state
    them.
    """

    newest: int
    name: str
    taken: "WarcTaken"
    payloads: dict[str, str]

    def take(self, conn: sqlite3.Connection, one: Read, metadata: Read | None) -> None:
        """Write the record as a capture, unless it is held or passed over."""
        try:
            told = Known() if metadata is None else Known.of(metadata.block or b"")
            capture = self._capture(
                conn, one, told if (told.verdict == "revisit") == (one.type == "revisit") else Known()
            )
            if self._is_held(conn, capture):
                self.taken.held_already += 1
                return
            recorded = record(conn, capture)
        except PassedOver as reason:
            self.taken.passed_over[str(reason)] = self.taken.passed_over.get(str(reason), 0) + 1
            return
        self.taken.captures += 1
        self.taken.verdicts[recorded.verdict] = self.taken.verdicts.get(recorded.verdict, 0) + 1
        self.taken.new_payloads += recorded.new_payload

    def _capture(self, conn: sqlite3.Connection, one: Read, told: Known) -> Capture:
        bare = Capture(
            url=_url(one),
            fetched_at=_moment(one),
            verdict="ok",
            portal_id=told.portal,
            tls_verified=told.is_tls_verified,
            error=told.error,
            keep_bytes=True,
        )
        if one.type == "revisit":
            return self._revisit(conn, one, bare, told)
        if one.block is None:
            return replace(bare, verdict="too_large", error=f"{one.length} bytes; at most {LARGEST} are taken")
        if one.type == "resource":
            return self._resource(one, one.block, bare, told)
        return self._response(one, one.block, bare, told)

    def _response(self, one: Read, block: bytes, bare: Capture, told: Known) -> Capture:
        if not one.fields.get("content-type", "").lower().startswith("application/http"):
            raise PassedOver("responses of another protocol than HTTP")
        try:
            message = messages.parse(block)
        except messages.NoMessage as error:
            raise PassedOver("responses without an HTTP status") from error
        if message.status == NOT_MODIFIED or (told.verdict is None and 300 <= message.status < 400):
            raise PassedOver("redirects" if message.status != NOT_MODIFIED else "answers that nothing was modified")
        answered = _answered(bare, message, told)
        try:
            unpacked = messages.unpack(message, LARGEST)
        except CutOff as error:
            return self._evidence(one, replace(answered, body=message.body), "network", f"cut off: {error}")
        except TooLarge as error:
            return replace(answered, verdict="too_large", error=str(error))
        answered = replace(answered, body=unpacked.body)
        for remark in unpacked.remarks:
            self._remark(one, remark)
        if why := _damage(one, block, (unpacked.body, unpacked.unchunked, message.body)):
            return self._evidence(one, answered, "network", why)
        self._remember(one, unpacked.body)
        return _judged(answered, told)

    def _resource(self, one: Read, block: bytes, bare: Capture, told: Known) -> Capture:
        media_type = one.fields.get("content-type", "").partition(";")[0].strip().lower() or None
        stated = replace(bare, body=block, media_type=media_type)
        if why := _damage(one, block, (block,)):
            return self._evidence(one, stated, "network", why)
        self._remember(one, block)
        return _judged(stated, told)

    def _revisit(self, conn: sqlite3.Connection, one: Read, bare: Capture, told: Known) -> Capture:
        """The capture that confirms another: with its bytes, where they are said to be the same."""
        is_http = one.block is not None and one.block.startswith(b"HTTP/")
        try:
            message = messages.parse(one.block or b"") if is_http else None
        except messages.NoMessage as error:
            raise PassedOver("revisits without an HTTP status") from error
        answered = bare if message is None else _answered(bare, message, told)
        root = root_of(conn, one, told, self.payloads)
        if root is None:
            raise PassedOver("revisits of what is not held")
        if root.verdict == "network":
            raise PassedOver("revisits of answers that are not whole")
        answered = replace(
            answered,
            media_type=answered.media_type or root.media_type,
            charset=answered.charset or root.charset,
        )
        if told.held_sha256 is not None and root.url == bare.url and root.verdict in SOUND:
            stated = digests.sha256_of(one.fields.get("warc-payload-digest"))
            return replace(
                answered,
                verdict="revisit",
                context=told.to_context(),
                revisit_of=root.capture_id,
                received_sha256=stated,
            )
        if answered.status == NOT_MODIFIED:
            if root.url != bare.url or root.verdict not in SOUND:
                raise PassedOver("answers that nothing was modified, where nothing sound is held")
            return replace(answered, verdict="revisit", context=told.to_context(), revisit_of=root.capture_id)
        try:
            body = payloads.get(conn, root.sha256)
        except payloads.PayloadMissing as error:
            raise PassedOver("revisits of payloads that were withdrawn") from error
        return _judged(replace(answered, body=body), replace(told, verdict=root.verdict))

    def _is_held(self, conn: sqlite3.Connection, capture: Capture) -> bool:
        """Whether a capture of the same address, time and bytes was there before this stream."""
        sha256 = capture.received_sha256
        if capture.body is not None:
            sha256 = hashlib.sha256(capture.body).hexdigest()
        elif sha256 is None and capture.revisit_of is not None:
            sha256 = conn.execute(
                "SELECT sha256 FROM capture_log WHERE capture_id = ?", (capture.revisit_of,)
            ).fetchone()[0]
        return (
            conn.execute(
                """SELECT 1 FROM capture_log WHERE url = ? AND fetched_at = ? AND capture_id <= ?
                   AND (sha256 IS ? OR received_sha256 = ?)""",
                (capture.url, capture.fetched_at, self.newest, sha256, sha256),
            ).fetchone()
            is not None
        )

    def _evidence(self, one: Read, capture: Capture, verdict: str, why: str) -> Capture:
        self._remark(one, f"kept as evidence and not read: {why}")
        return replace(capture, verdict=verdict, error=why, context=None)

    def _remark(self, one: Read, remark: str) -> None:
        self.taken.remarks.append(f"{self.name}, byte {one.offset}: {one.uri}: {remark}")

    def _remember(self, one: Read, body: bytes) -> None:
        label = one.fields.get("warc-payload-digest")
        if label is not None and digests.sha256_of(label) is None:
            self.payloads[label] = hashlib.sha256(body).hexdigest()


def _answered(bare: Capture, message: messages.Message, told: Known) -> Capture:
    """The capture with what the head of the answer says."""
    fields = messages.restored(message.fields)
    headers = fields if told.redirected_to is None else fields | {"redirected_to": told.redirected_to}
    return replace(
        bare,
        status=message.status,
        headers=headers,
        media_type=header_fields.media_type(fields),
        charset=header_fields.charset(fields),
        etag=header_fields.first(fields, "etag"),
        last_modified=header_fields.first(fields, "last-modified"),
    )


def _judged(capture: Capture, told: Known) -> Capture:
    """The capture with its verdict and, where it may be a report, with what is known of the document.

    Raises PassedOver for what no report can be.
    """
    context = told.to_context() or Context(url=capture.url, charset=capture.charset, media_type=capture.media_type)
    if told.verdict is not None:
        return replace(capture, verdict=told.verdict, context=context if told.verdict == "ok" else None)
    body = capture.body or b""
    kind = sniff(body)
    if kind not in _KINDS and not (kind == "text" and capture.media_type in _TEXT_TYPES):
        raise PassedOver(f"of the type {capture.media_type or kind}")
    if capture.status is None:
        return replace(capture, context=context)
    if capture.status == 200 and urlsplit(capture.url).path == "/robots.txt":
        return replace(capture, verdict="list")
    headers = {name: value if isinstance(value, str) else "\n".join(value) for name, value in capture.headers.items()}
    expected = "page" if kind in {"html", "text"} else "file"
    verdict = judge(Answer(capture.status, headers, body, expected, capture.charset))
    return replace(
        capture,
        verdict=verdict.code,
        context=context if verdict.code == "ok" else None,
        error="; ".join(filter(None, (capture.error, verdict.reason))) or None,
    )


def _damage(one: Read, block: bytes, bodies: Iterable[bytes]) -> str | None:
    """What is wrong with the bytes: they were cut, or none of the digests that the record states is theirs.

    What a payload digest is taken of (with the codings or without) differs from program to program; each is tried.
    """
    if reason := one.fields.get("warc-truncated"):
        return f"the record was cut ({reason})"
    if "warc-segment-number" in one.fields:
        return "the record is a part of one that goes on elsewhere"
    stated = [(one.fields.get("warc-block-digest"), (block,)), (one.fields.get("warc-payload-digest"), tuple(bodies))]
    found = [digests.matches(label, of) for label, of in stated if label is not None]
    if any(found) or False not in found:
        return None
    labels = " and ".join(label for label, _ in stated if label is not None)
    return f"its bytes have another digest than the record states ({labels})"


def _url(one: Read) -> str:
    try:
        scheme = urlsplit(one.uri).scheme.lower()
    except ValueError as error:
        raise PassedOver("of an address that is none") from error
    if scheme not in _SCHEMES:
        raise PassedOver(f"of the scheme {scheme or 'none'}")
    return one.uri


def _moment(one: Read) -> str:
    moment = moment_of(one.fields.get("warc-date", ""))
    if moment is None:
        raise PassedOver("without a date")
    return moment
