"""What a robots.txt means, as RFC 9309 has it and a little stricter, and for how long it holds.

    2xx with rules          they hold for `gongkai` and for *
    2xx with HTML           no rules: many portals send an error page with status 200
    404, 410, other 4xx     no rules
    401, 403                refused: what guards robots.txt guards the rest
    429, 5xx                refused for now

What was decided holds for a day without asking again. A site that refused for now is asked again by the next crawl,
and when it has failed in two crawls one after the other, not before some time has passed, longer each time.
"""

from __future__ import annotations

import codecs
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from protego import Protego

from archive.raw import history, payloads
from archive.raw.captures import NOT_MODIFIED
from archive.raw.history import Answered
from crawler.identity import ROBOTS_NAME
from crawler.pace import LONGEST_CRAWL_DELAY
from crawler.verdicts import sniff

KEPT = timedelta(days=1)  # RFC 9309, 2.4
_FIRST_BACK_OFF = timedelta(minutes=5)  # of a site that failed in two crawls; doubled with each more, to a day at most
_MOST_ANSWERS = 32  # of those kept that are looked at


@dataclass(frozen=True, slots=True)
class Decision:
    """What a site's robots.txt means: `refused` says why nothing may be asked; `rules` None allows everything.

    `crawl_delay` in seconds, None where none is asked for.
    """

    rules: Protego | None = None
    refused: str = ""
    crawl_delay: float | None = None

    def refusal(self, url: str) -> str:
        """Why an address may not be asked for; empty where it may."""
        if self.refused:
            return self.refused
        if self.rules is not None and not self.rules.can_fetch(url, ROBOTS_NAME):
            return "robots.txt does not allow this address"
        return ""

    @property
    def remark(self) -> str:
        """What of the rules is not followed to the letter."""
        if self.crawl_delay is None or self.crawl_delay <= LONGEST_CRAWL_DELAY:
            return ""
        return f"Crawl-delay {self.crawl_delay:g} is kept as far as {LONGEST_CRAWL_DELAY:g} seconds"


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive says of a robots.txt: the answer that holds, or why nothing may be asked."""

    status: int | None = None
    body: bytes = b""
    refused: str = ""

    def decision(self) -> Decision:
        return Decision(refused=self.refused) if self.status is None else judge(self.status, self.body)


def judge(status: int, body: bytes) -> Decision:
    """What an answer means that came for a robots.txt."""
    if status in {401, 403}:
        return Decision(refused=f"robots.txt answered {status}")
    if status == 429 or status >= 500:
        return Decision(refused=f"robots.txt answered {status}: nothing is asked for now")
    if not 200 <= status < 300 or sniff(body) != "text":
        return Decision()
    coding = "utf-16" if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    rules = Protego.parse(body.decode(coding, errors="ignore"))
    delay = rules.crawl_delay(ROBOTS_NAME)
    return Decision(rules, crawl_delay=float(delay) if delay else None)


def remembered(conn: sqlite3.Connection, url: str, crawl_id: int | None, moment: datetime) -> Known | None:
    """What the archive says of a robots.txt, where that still holds; None where the site is to be asked.

    `crawl_id` is the crawl at work: it may ask again what failed in itself.
    """
    answers = history.newest_answers(conn, url, _MOST_ANSWERS)
    if not answers or moment - _when(answers[0]) >= KEPT:
        return None
    newest = answers[0]
    if not _has_failed(newest):
        return _answered(conn, newest)
    crawls = {answer.crawl_id for answer in takewhile(_has_failed, answers)}
    until = _when(newest) + _back_off(len(crawls))
    if newest.crawl_id == crawl_id or moment >= until:
        return None
    failed = f"robots.txt could not be had in {len(crawls)} crawls one after the other"
    return Known(refused=f"{failed}: it is asked for again after {until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")


def _answered(conn: sqlite3.Connection, answer: Answered) -> Known | None:
    try:
        body = payloads.get(conn, answer.sha256) if answer.sha256 else b""
    except payloads.PayloadMissing:  # withdrawn
        return None
    return Known(200 if answer.status == NOT_MODIFIED else answer.status or 404, body)


def _when(answer: Answered) -> datetime:
    return datetime.fromisoformat(answer.fetched_at)


def _has_failed(answer: Answered) -> bool:
    """Whether the site did not answer, or asked to be left alone for now."""
    return answer.status is None or answer.status == 429 or answer.status >= 500


def _back_off(crawls: int) -> timedelta:
    """How long a site is left alone that failed in so many crawls one after the other: once costs nothing."""
    if crawls < 2:
        return timedelta(0)
    doublings: int = min(crawls - 2, 16)
    return min(_FIRST_BACK_OFF * (1 << doublings), KEPT)
