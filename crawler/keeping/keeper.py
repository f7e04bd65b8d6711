"""The keeper's process: it alone opens the archive of a crawl, and judges, follows and writes what comes back.

    python -m crawler.keeping.keeper        with a wire as its input

It takes one message after the other. Outcomes are written in batches, none of them later than a second after it came.
It knows no network and no Scrapy. The crawl is owned by the asking process, in whose name the keeper writes: when that
process dies the crawl is free for the next to take up at once, and from then on nothing is written in its name.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from archive.errors import ArchiveError
from archive.raw.held import Validators
from crawler.captures import robots_capture, robots_failure
from crawler.errands import Outcome
from crawler.found import discovery_of
from crawler.identity import CrawlRefused
from crawler.judging import Case
from crawler.keeping.messages import (
    Answer,
    Broken,
    Claim,
    Count,
    Counted,
    Finish,
    Finished,
    Held,
    Judged,
    Logged,
    NoAnswer,
    NoRules,
    Opening,
    Question,
    Questions,
    RulesAnswer,
    RulesKnown,
    RulesWanted,
    Written,
)
from crawler.keeping.wire import CHUNK, Frames, framed
from crawler.ledger import Claimed, Ledger
from crawler.summary import conclude

_OLDEST = 1.0  # seconds that an outcome waits to be written at most

Say = Callable[[tuple[object, ...], bytes], None]


class Keeper:
    """What the keeper does with each message."""

    def __init__(self, ledger: Ledger, opening: Opening, say: Say) -> None:
        self._ledger = ledger
        self._opening = opening
        self._say = say
        self._asked: dict[int, Claimed] = {}
        self._rules_held: dict[str, Validators] = {}
        self.has_finished = False

    def take(self, message: tuple[object, ...], body: bytes) -> None:
        """Deal with a message of the asking process. Raises ArchiveError, sqlite3.Error."""
        match message:
            case Answer():
                self._answered(message, body)
            case Claim():
                self._say(self._claimed(message), b"")
            case NoAnswer():
                if claimed := self._asked.pop(message.request_id, None):
                    self._ledger.take(Case(self._ledger, claimed).not_answered(message))
            case RulesWanted(url):
                self._say(*self._rules(url))
            case RulesAnswer():
                held = self._rules_held.get(message.asked)
                portal = self._ledger.portals[message.portal_id]
                capture = robots_capture(message, body, portal, held, self._ledger.crawl_id)
                self._ledger.take(Outcome(capture, sent=message.sent))
            case NoRules():
                self._ledger.take(Outcome(robots_failure(message, self._ledger.crawl_id), sent=message.sent))
            case Count():
                begun = monotonic()
                self._say(Counted(*self._ledger.counted(), monotonic() - begun), b"")
            case Finish(interrupted):
                self._finish(interrupted)
            case _:
                raise TypeError(f"{message!r} is nothing that a keeper is told")
        if self._ledger.is_due:
            self.write()

    def write(self) -> None:
        if self._ledger.flush():
            self._say(Written(), b"")

    @property
    def has_unwritten(self) -> bool:
        return self._ledger.has_unwritten

    def let_go(self) -> None:
        """The asking process is dead: what it said is written, unless the crawl has been taken up again already."""
        self._ledger.flush()
        self._ledger.archive.close()

    # --- the parts -----------------------------------------------------------------------------------

    def _answered(self, answer: Answer, body: bytes) -> None:
        case = Case(self._ledger, self._asked.pop(answer.request_id))
        verdict, outcome = case.answered(answer, body)
        self._say(Judged(verdict.code, verdict.reason), b"")
        self._ledger.take(outcome)

    def _claimed(self, claim: Claim) -> Questions:
        claimed = self._ledger.claim(claim.most, claim.resting_hosts, claim.resting_portals)
        self._asked.update((one.row.request_id, one) for one in claimed)
        is_over = not self._ledger.in_work and not self._ledger.pending(besides=claim.resting_portals)
        return Questions(tuple(map(_question, claimed)), is_over)

    def _rules(self, url: str) -> tuple[RulesKnown, bytes]:
        known, held = self._ledger.rules(url)
        if known is not None:
            return RulesKnown(known.status, known.refused, None), known.body
        if held is None:
            return RulesKnown(None, "", None), b""
        self._rules_held[url] = held
        return RulesKnown(None, "", _told(held)), self._ledger.held_body(held)

    def _finish(self, interrupted: str) -> None:
        summary = conclude(self._ledger, interrupted)
        discovery = discovery_of(self._ledger, summary) if self._opening.columns_only else None
        self._ledger.archive.close()
        self.has_finished = True
        self._say(Finished(summary, discovery), b"")


def _question(claimed: Claimed) -> Question:
    row = claimed.row
    held = _told(claimed.held)
    return Question(
        row.request_id, row.portal_id or "", row.url, row.method, row.body, row.priority, row.attempts, held
    )


def _told(held: Validators | None) -> Held | None:
    """Nothing where there is nothing that a question could name."""
    return Held(held.etag, held.last_modified) if held and (held.etag or held.last_modified) else None


class _Wire:
    """The keeper's end: it waits for messages, and for the moment at which the batch is to be written."""

    def __init__(self, wire: socket.socket) -> None:
        self._wire = wire
        self._unsaid: list[bytes] = []

    def say(self, message: tuple[object, ...], body: bytes = b"") -> None:
        """Said when what came together has been dealt with: each time the asking process hears something it wakes."""
        self._unsaid.append(framed(message, body))

    def speak(self) -> None:
        """Send what is to be said. Where nobody hears any more the wire will end, too."""
        if self._unsaid:
            with suppress(OSError):
                self._wire.sendall(b"".join(self._unsaid))
            self._unsaid.clear()

    def received(self, until: float | None) -> bytes | None:
        """What came, nothing where the wire has ended, or None where nothing came until that moment."""
        if until is not None and not select.select([self._wire], [], [], max(until - monotonic(), 0.0))[0]:
            return None
        try:
            return self._wire.recv(CHUNK)
        except OSError:
            return b""


class _LogHandler(logging.Handler):
    """Where logs go is for the asking process to say."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        self._say(Logged(record.name, record.levelno, self.format(record)), b"")


def serve(socket_: socket.socket) -> None:
    """Keep the archive until the wire ends."""
    wire = _Wire(socket_)
    try:
        _serve(wire)
    except (ArchiveError, CrawlRefused) as error:
        wire.say(Broken(error))
    except sqlite3.Error as error:
        wire.say(Broken(ArchiveError(f"the archive cannot be written: {error}")))
    finally:
        wire.speak()


def _serve(wire: _Wire) -> None:
    frames = Frames()
    keeper: Keeper | None = None
    oldest: float | None = None  # the moment at which what is unwritten is to be written
    while (received := wire.received(oldest)) != b"":
        for message, body in frames.take(received or b""):
            if isinstance(message, Opening):
                keeper = _opened(message, wire)
            elif keeper is not None:
                keeper.take(message, body)
        if keeper is None:
            continue
        if keeper.has_finished:
            return
        if oldest is not None and monotonic() >= oldest:
            keeper.write()
        oldest = (oldest or monotonic() + _OLDEST) if keeper.has_unwritten else None
        wire.speak()
    if keeper is not None:
        keeper.let_go()


def _opened(opening: Opening, wire: _Wire) -> Keeper:
    logging.basicConfig(handlers=[_LogHandler(wire.say)], level=opening.log_level, force=True)
    ledger = Ledger.open(
        opening.archive,
        opening.portals,
        opening.owner,
        years=opening.years,
        columns_only=opening.columns_only,
        routine=opening.routine,
        recheck=opening.recheck,
    )
    return Keeper(ledger, opening, wire.say)


def _inherited() -> socket.socket:
    if sys.platform == "win32":
        return socket.fromshare(sys.stdin.buffer.read())
    return socket.socket(fileno=0)


if __name__ == "__main__":
    # Ctrl-C, or the end of a service, is told to all its processes: the one that asks decides when all is said.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with _inherited() as inherited:
        serve(inherited)
    os._exit(0)  # all is written and closed: to take an interpreter apart would only keep the asking process waiting
