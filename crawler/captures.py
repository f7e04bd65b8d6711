"""From what Scrapy hands over to what the archive keeps: captures of answers, of failures, of robots.txt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from archive.moments import now
from archive.raw.captures import NOT_MODIFIED, Capture
from crawler.asking import Asking, NotAsked, Stopped
from crawler.errands import Errand
from crawler.hosts import Reach
from crawler.middlewares.as_received import header_fields
from crawler.registry import Portal
from crawler.robots import Decision
from crawler.verdicts import Verdict
from parsers.model import Context

Fields = Mapping[str, str | list[str]]
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_TLS = re.compile(r"SSL|TLS|certificate|handshake", re.IGNORECASE)


def capture_of(
    asking: Asking, response: Response, verdict: Verdict, crawl_id: int, *, document: Errand | None
) -> Capture:
    """The capture of an answer. `document` is set where the answer may be a report: its context is what is known of it.

    The URL is the one that was asked for; where a redirect led, stands in the headers and in the context.
    """
    if asking.row is None:
        raise ValueError("only what the frontier asked for has a capture of this kind")
    fields = dict(asking.received or header_fields(response))
    if response.url != asking.row.url:
        fields["redirected_to"] = response.url
    is_same = response.status == 304 and asking.held is not None
    return Capture(
        url=asking.row.url,
        fetched_at=now(),
        verdict="revisit" if is_same else verdict.code,
        status=response.status,
        media_type=media_type(fields),
        charset=charset(fields),
        headers=fields,
        etag=first(fields, "etag"),
        last_modified=first(fields, "last-modified"),
        tls_verified=_tls_verified(asking.portal, response.url),
        crawl_id=crawl_id,
        portal_id=asking.portal.id,
        context=_context(asking.portal, document, response.url, fields) if document and verdict.is_sound else None,
        body=None if is_same else response.body,
        revisit_of=asking.held.capture_id if is_same and asking.held else None,
        error=verdict.reason or None,
    )


def failure_capture(asking: Asking, verdict: Verdict, crawl_id: int) -> Capture:
    """The capture of a request that brought no answer, or that was not sent."""
    if asking.row is None:
        raise ValueError("only what the frontier asked for has a capture of this kind")
    return Capture(
        url=asking.row.url,
        fetched_at=now(),
        verdict=verdict.code,
        tls_verified=False if verdict.code == "tls_failed" else None,
        crawl_id=crawl_id,
        portal_id=asking.portal.id,
        error=verdict.reason,
    )


def robots_capture(asking: Asking, response: Response, url: str, crawl_id: int, decision: Decision) -> Capture:
    """The capture of a robots.txt: `list` where it was served, for it is read for what it leads to.

    Its error says why nothing may be asked, or what of the rules is not followed to the letter.
    """
    fields = dict(asking.received or header_fields(response))
    is_same = response.status == NOT_MODIFIED and asking.held is not None
    served = response.status == 200 and response.body
    code = "revisit" if is_same else "robots" if decision.refused else "list" if served else "not_found"
    return Capture(
        url=url,
        fetched_at=now(),
        verdict=code,
        status=response.status,
        media_type=media_type(fields),
        charset=charset(fields),
        headers=fields,
        tls_verified=_tls_verified(asking.portal, response.url),
        crawl_id=crawl_id,
        portal_id=asking.portal.id,
        etag=first(fields, "etag"),
        last_modified=first(fields, "last-modified"),
        body=None if is_same else response.body,
        revisit_of=asking.held.capture_id if is_same and asking.held else None,
        error=decision.refused or decision.remark or None,
    )


def robots_failure(asking: Asking, error: BaseException, url: str, crawl_id: int) -> Capture | None:
    """The capture of a question for robots.txt that brought no answer; None where it never reached the network."""
    if not asking.sent or isinstance(error, Stopped | IgnoreRequest) or _TLS.search(_words(error)):
        return None
    if isinstance(error, CannotResolveHostError):
        return None
    return Capture(
        url=url,
        fetched_at=now(),
        verdict="network",
        crawl_id=crawl_id,
        portal_id=asking.portal.id,
        error=_words(error),
    )


def verdict_of_failure(error: BaseException, host: str, reach: Reach) -> Verdict:
    """What a failed download was. A host that was refused at connect time looks to Scrapy like an unknown name."""
    if isinstance(error, NotAsked):
        return Verdict(error.verdict, error.reason)
    if refused := reach.why_refused(host):
        return Verdict("foreign_host", refused)
    words = _words(error)
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in words:
        return Verdict("too_large", words)
    if isinstance(error, IgnoreRequest):
        return Verdict("server_error", "redirects without an end" if "redirection" in words else words)
    if isinstance(error, CannotResolveHostError):
        return Verdict("network", f"the name {host} is not known")
    if isinstance(error, DownloadTimeoutError):
        return Verdict("network", "no answer in time")
    if isinstance(error, DownloadConnectionRefusedError):
        return Verdict("network", "the connection was refused")
    if isinstance(error, ResponseDataLossError):
        return Verdict("network", "the answer was cut off")
    if _TLS.search(words):
        return Verdict("tls_failed", words)
    return Verdict("network", words)


def media_type(fields: Fields) -> str | None:
    """The media type of Content-Type, without parameters, in lower case."""
    return (first(fields, "content-type") or "").partition(";")[0].strip().lower() or None


def charset(fields: Fields) -> str | None:
    found = _CHARSET.search(first(fields, "content-type") or "")
    return found[1] if found else None


def first(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return value[0] if isinstance(value, list) else value


def plain_headers(fields: Fields) -> dict[str, str]:
    """Headers as verdicts are judged by: one text for each name."""
    return {name: "\n".join(value) if isinstance(value, list) else value for name, value in fields.items()}


def _context(portal: Portal, errand: Errand, url: str, fields: Fields) -> Context:
    return Context(
        url=url,
        charset=charset(fields),
        media_type=media_type(fields),
        list_title=errand.title,
        list_date=errand.date,
        year_hint=errand.year_hint,
        portal_id=portal.id,
        portal_name=portal.name,
        division_code=portal.division_code,
    )


def _tls_verified(portal: Portal, url: str) -> bool | None:
    return portal.verify_tls if urlsplit(url).scheme == "https" else None


def _words(error: BaseException) -> str:
    """The error in words, with its causes: TLS libraries put the reason into nested lists."""
    text = str(error) or type(error).__name__
    cause = error.__cause__ or error.__context__
    if cause is not None and str(cause) and str(cause) not in text:
        text = f"{text}: {cause!r}"
    return text[:400]
