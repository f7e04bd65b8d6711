"""From what came back to what the archive keeps: captures of answers, of failures, of robots.txt."""

from __future__ import annotations

from urllib.parse import urlsplit

from archive.raw.captures import Capture
from archive.raw.fields import Fields, charset, first, media_type
from archive.raw.held import Validators
from crawler.errands import Errand
from crawler.keeping.messages import Answer, NoAnswer, NoRules, RulesAnswer
from crawler.registry import Portal
from crawler.verdicts import Verdict
from parsers.model import Context


def capture_of(
    answer: Answer,
    body: bytes,
    asked: str,
    portal: Portal,
    verdict: Verdict,
    crawl_id: int,
    *,
    held: Validators | None,
    document: Errand | None,
) -> Capture:
    """The capture of an answer. `document` is set where the answer may be a report: its context is what is known of it.

    The URL is the one that was asked for; where a redirect led, stands in the headers and in the context.
    """
    fields = answer.fields
    if answer.url != asked:
        fields = {**fields, "redirected_to": answer.url}
    return Capture(
        url=asked,
        fetched_at=answer.fetched_at,
        verdict="revisit" if answer.is_same else verdict.code,
        status=answer.status,
        media_type=media_type(fields),
        charset=charset(fields),
        headers=fields,
        etag=first(fields, "etag"),
        last_modified=first(fields, "last-modified"),
        tls_verified=_tls_verified(portal, answer.url),
        crawl_id=crawl_id,
        portal_id=portal.id,
        context=_context(portal, document, answer.url, fields) if document and verdict.is_sound else None,
        body=None if answer.is_same else body,
        revisit_of=held.capture_id if answer.is_same and held else None,
        error=verdict.reason or None,
    )


def failure_capture(told: NoAnswer, asked: str, portal: Portal, crawl_id: int) -> Capture:
    """The capture of a request that brought no answer, or that was not sent."""
    return Capture(
        url=asked,
        fetched_at=told.fetched_at,
        verdict=told.verdict,
        tls_verified=False if told.verdict == "tls_failed" else None,
        crawl_id=crawl_id,
        portal_id=portal.id,
        error=told.reason,
    )


def robots_capture(answer: RulesAnswer, body: bytes, portal: Portal, held: Validators | None, crawl_id: int) -> Capture:
    """The capture of a robots.txt: `list` where it was served, for it is read for what it leads to.

    Its error says why nothing may be asked, or what of the rules is not followed to the letter.
    """
    served = answer.status == 200 and body
    code = "revisit" if answer.is_same else "robots" if answer.refused else "list" if served else "not_found"
    return Capture(
        url=answer.asked,
        fetched_at=answer.fetched_at,
        verdict=code,
        status=answer.status,
        media_type=media_type(answer.fields),
        charset=charset(answer.fields),
        headers=answer.fields,
        tls_verified=_tls_verified(portal, answer.url),
        crawl_id=crawl_id,
        portal_id=portal.id,
        etag=first(answer.fields, "etag"),
        last_modified=first(answer.fields, "last-modified"),
        body=None if answer.is_same else body,
        revisit_of=held.capture_id if answer.is_same and held else None,
        error=answer.refused or answer.remark or None,
    )


def robots_failure(told: NoRules, crawl_id: int) -> Capture:
    """The capture of a question for robots.txt that brought no answer."""
    return Capture(
        url=told.asked,
        fetched_at=told.fetched_at,
        verdict="network",
        crawl_id=crawl_id,
        portal_id=told.portal_id,
        error=told.reason,
    )


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
