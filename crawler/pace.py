"""How fast a host and a network address may be asked, and when they are given up for this run.

Knows no Scrapy and no clock: moments are those of a clock that never goes back, in seconds. A host that answers 429
or 503, or does not answer, is left alone for longer each time, at least as long as it says itself (Retry-After). One
that only refuses is not asked again in this run. Many counties share one platform, so the address behind the names has
a pace of its own: its pause is the longest that one of its portals is given, whatever their number.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MOST_ATTEMPTS = 3  # of one request
MOST_REFUSALS = 6  # of one host, one after the other
MOST_REFUSALS_OF_ADDRESS = 24  # of all hosts of one address, one after the other
JITTER = 0.3  # a pause is longer by up to this share, so that portals of one platform are not asked in step
LONGEST_WAIT = 600.0  # seconds; a host that wants to be left alone longer is given up for this run
LONGEST_CRAWL_DELAY = 60.0  # seconds; a robots.txt that asks for more is honoured so far
_FIRST_WAIT = 5.0
_SLOWER = 2.0

RETRIED = frozenset({"rate_limited", "server_error", "network"})
_REFUSALS = frozenset({*RETRIED, "challenge", "waf_block", "captcha", "tls_failed"})


@dataclass(slots=True)
class HostPace:
    """The pace of one host, or of one address: `pause` in seconds between requests.

    `given_up` says why it is not asked any more in this run. `sent_at` is when the last request went out,
    `held_until` when the next may at the earliest whatever the pause.
    """

    pause: float
    refusals: int = 0
    last_verdict: str = ""
    given_up: str = ""
    most_refusals: int = MOST_REFUSALS
    sent_at: float = float("-inf")
    held_until: float = float("-inf")
    _stretch: float = 1.0

    def ready_at(self) -> float:
        """When the next request may go out. A pause that has grown meanwhile counts in full."""
        return max(self.sent_at + self.pause * self._stretch, self.held_until)

    def note_sent(self, moment: float) -> None:
        self.sent_at = moment
        self._stretch = 1.0 + random.uniform(0.0, JITTER)  # noqa: S311 - nobody is to be kept from guessing it

    def slow_down(self, wanted: float | None) -> float:
        """The host wants to be left alone (`wanted` seconds, or None): how long to wait. The pause grows as well."""
        wait = max(wanted or 0.0, self.first_wait * _SLOWER ** min(self.refusals, 6))
        if wanted is not None and wanted > LONGEST_WAIT:
            self.given_up = f"it asks to be left alone for {wanted:.0f} seconds"
        if self.pause:
            self.pause = min(self.pause * _SLOWER, LONGEST_CRAWL_DELAY)
        return min(wait, LONGEST_WAIT)

    @property
    def first_wait(self) -> float:
        """Where no pause is kept (the machine itself), waiting is short too."""
        return _FIRST_WAIT if self.pause else 0.2

    def note(self, verdict: str, reason: str) -> None:
        """What an answer was: refusals one after the other end the host for this run."""
        if verdict not in _REFUSALS:
            self.refusals = 0
            return
        self.refusals += 1
        self.last_verdict = verdict
        if self.refusals >= self.most_refusals:
            self.given_up = f"it refused {self.refusals} requests one after the other, the last: {verdict}, {reason}"

    def again_after(self, attempts: int) -> float | None:
        """In how many seconds a request may be asked again if the answer to it is one of `RETRIED`, the next refusal.

        None where it may not: it was asked often enough, or the host is given up, or would be by this refusal.
        """
        if attempts >= MOST_ATTEMPTS or self.given_up or self.refusals + 1 >= self.most_refusals:
            return None
        return self.first_wait * attempts


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header names: a number, or a date to compare with `now`; None for neither."""
    if value is None:
        return None
    text = value.strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
