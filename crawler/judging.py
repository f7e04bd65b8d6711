"""From an answer to its outcome: what it is, what is kept of it, and what follows from it."""

from __future__ import annotations

import logging

from archive.raw.captures import Capture
from archive.raw.fields import charset, first
from archive.raw.requests import Sent
from crawler import verdicts
from crawler.captures import capture_of, failure_capture, plain_headers
from crawler.errands import DISCOVERY, DOCUMENTS, Errand, Outcome
from crawler.families import SEND_DATA
from crawler.keeping.messages import Answer, NoAnswer
from crawler.ledger import Claimed, Ledger
from crawler.navigation import Arrived, Found
from crawler.pace import RETRIED
from crawler.verdicts import LEADS_ON, Verdict

logger = logging.getLogger(__name__)


class Case:
    """A request of the frontier that came back, with the crawl's ledger, which knows what is held and being read."""

    def __init__(self, ledger: Ledger, claimed: Claimed) -> None:
        self._ledger = ledger
        self._row = claimed.row
        self._held = claimed.held
        self._portal = ledger.portals[claimed.row.portal_id or ""]
        self._errand = Errand.of(claimed.row)

    def answered(self, answer: Answer, body: bytes) -> tuple[Verdict, Outcome]:
        """What an answer is, and all that is to be written of it.

        An answer that our own code fails on is kept all the same, and its request is done.
        """
        try:
            return self._judged(answer, body)
        except Exception as error:
            logger.exception("%s could not be read", self._row.url)
            return self._unread(answer, body, f"could not be read: {error!r}")

    def not_answered(self, told: NoAnswer) -> Outcome:
        """All that is to be written of a request that brought no answer."""
        verdict = Verdict(told.verdict, told.reason)
        again, found = self._after_refusal(verdict, told.again_after)
        capture = failure_capture(told, self._row.url, self._portal, self._ledger.crawl_id)
        return self._outcome(capture, again, found, told.sent)

    # --- the parts -----------------------------------------------------------------------------------

    def _judged(self, answer: Answer, body: bytes) -> tuple[Verdict, Outcome]:
        shown = self._ledger.held_body(self._held) if answer.is_same and self._held else body
        verdict, again, found = self._verdict(answer, shown), None, Found()
        if verdict.is_sound:
            found = self._ledger.navigator.follow(self._arrived(answer, shown))
        elif verdict == LEADS_ON and (onward := self._ledger.navigator.led_on(self._arrived(answer, shown))):
            return Verdict("list"), self._kept(answer, body, Verdict("list"), None, None, onward)
        else:
            again, found = self._after_refusal(verdict, answer.again_after)
        document = found.document or (self._errand if self._errand.kind in DOCUMENTS else None)
        if verdict.is_sound:
            verdict = Verdict("ok" if document else "list", found.left_out)
        return verdict, self._kept(answer, body, verdict, document, again, found)

    def _arrived(self, answer: Answer, body: bytes) -> Arrived:
        named = charset(answer.fields)
        refresh = first(answer.fields, "refresh") or ""
        return Arrived(self._portal, self._errand, self._row.url, answer.url, body, named, refresh)

    def _unread(self, answer: Answer, body: bytes, why: str) -> tuple[Verdict, Outcome]:
        """What came is kept, and what was being read ends there."""
        document = self._errand if self._errand.kind in DOCUMENTS else None
        verdict = Verdict("ok" if document else "list", why)
        found = self._ledger.navigator.break_off(self._portal, self._errand, self._row.url, why)
        return verdict, self._kept(answer, body, verdict, document, None, Found(listings=found.listings))

    def _verdict(self, answer: Answer, body: bytes) -> Verdict:
        judged = verdicts.Answer(
            200 if answer.is_same else answer.status,
            plain_headers(answer.fields),
            body,
            _expected(self._errand),
            charset(answer.fields),
        )
        is_home = self._errand.kind in DISCOVERY or self._row.url == self._portal.home
        return verdicts.judge(judged, home=None if is_home else self._ledger.home_digest(self._portal, len(body)))

    def _after_refusal(self, verdict: Verdict, again_after: float | None) -> tuple[float | None, Found]:
        """Asked again after a while where that may help; otherwise what was being read ends there."""
        if verdict.code in RETRIED and again_after is not None:
            return again_after, Found()
        why = f"could not be had: {verdict.code}, {verdict.reason}"
        is_gone = verdict.code in {"not_found", "soft_404"}
        return None, self._ledger.navigator.break_off(self._portal, self._errand, self._row.url, why, is_gone=is_gone)

    def _kept(
        self, answer: Answer, body: bytes, verdict: Verdict, document: Errand | None, again: float | None, found: Found
    ) -> Outcome:
        crawl_id = self._ledger.crawl_id
        capture = capture_of(
            answer, body, self._row.url, self._portal, verdict, crawl_id, held=self._held, document=document
        )
        return self._outcome(capture, again, found, answer.sent)

    def _outcome(self, capture: Capture, again: float | None, found: Found, sent: tuple[Sent, ...]) -> Outcome:
        return Outcome(
            capture,
            self._row,
            again,
            found.requests,
            found.listings,
            found.family,
            settled=found.settled,
            columns=found.columns,
            sent=sent,
        )


def _expected(errand: Errand) -> str:
    if errand.kind == "attachment":
        return "file"
    if errand.kind == "list":
        return "data" if errand.family in SEND_DATA else "list"
    return "home" if errand.kind == "home" else "page"
