"""The one spider: takes requests from the archive's frontier, a window at a time, and says what came of each."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.raw.captures import Capture
from archive.raw.frontier import FrontierRow
from archive.store import ArchiveError
from crawler.asking import Asking, Stopped, asking_of
from crawler.captures import capture_of, charset, failure_capture, plain_headers, verdict_of_failure
from crawler.errands import DISCOVERY, DOCUMENTS, Errand, Outcome
from crawler.events import OnEvent, batch_written, outcome_found
from crawler.families import SEND_DATA
from crawler.hosts import Reach
from crawler.identity import known_contact, require_contact, user_agent
from crawler.ledger import Ledger
from crawler.middlewares.as_received import header_fields
from crawler.middlewares.politeness import Politeness, slot_of
from crawler.navigation import Arrived, Found
from crawler.quiet import quiet_portals, quiet_words
from crawler.registry import Portal, RegistryError, load
from crawler.summary import conclude
from crawler.verdicts import Answer, Verdict, judge

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

WINDOW = 640  # requests in work at most, two for each host; Scrapy slows with what its queue holds
_PATIENCE = 0.5  # seconds between looks at a frontier whose requests must wait


class ReportsSpider(Spider):
    """`scrapy crawl reports -a portal=411424[,…] [-a portals=FILE.toml]`, or through `crawler.run.crawl`."""

    name = "reports"

    def __init__(
        self,
        ledger: Ledger,
        reach: Reach,
        *,
        max_requests: int | None = None,
        on_event: OnEvent | None = None,
        owns_ledger: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.ledger = ledger
        self.reach = reach
        self.on_event = on_event
        self.max_requests = max_requests
        self.owns_ledger = owns_ledger
        self.claimed = 0
        self.ended = False
        self.quiet = ""
        self._written = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ReportsSpider:
        """The spider for a ledger that is open already, or for portals named as Scrapy's `-a` arguments."""
        if "ledger" not in kwargs:
            kwargs = _from_arguments(crawler, **kwargs)
        spider: ReportsSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._wake, batch_written)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Requests from the frontier until it has none: few at a time, so that it is the archive that holds them."""
        while not self.has_asked_enough:
            self._written.clear()
            try:
                quiet = quiet_portals(self.ledger.portals.values(), datetime.now(UTC))
                rows = self.ledger.claim(self._free_places(), self._crowded_hosts(), quiet)
            except (ArchiveError, sqlite3.Error) as error:  # Scrapy would log it and end as if all were done
                self.ledger.failure = error
                return
            for row in rows:
                self.claimed += 1
                yield self._request(row)
            if not self.ledger.in_work and not self.ledger.pending(besides=quiet):
                self.ended = not self.ledger.pending()
                self.quiet = "" if self.ended else quiet_words(quiet)
                return
            try:
                await asyncio.wait_for(self._written.wait(), _PATIENCE)
            except TimeoutError:
                continue

    @property
    def has_asked_enough(self) -> bool:
        return self.max_requests is not None and self.claimed >= self.max_requests

    def interruption(self) -> str:
        """Why the spider stopped before its frontier was empty; empty where it did not."""
        if self.ended or (self.has_asked_enough and not self.ledger.pending()):
            return ""
        if self.quiet:
            return self.quiet
        if self.has_asked_enough:
            return f"stopped after {self.claimed} requests, as many as were allowed"
        return "stopped by request"

    def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy calls it so
        """Ends the crawl where the spider opened the ledger itself; otherwise whoever opened it does."""
        if self.owns_ledger and self.ledger.failure is None:
            summary = conclude(self.ledger, self.interruption())
            self.ledger.archive.close()
            self.logger.info("%s requests, %s new payloads", summary.requests, summary.new_payloads)
            for line in summary.incomplete:
                self.logger.warning("incomplete: %s", line)

    def answered(self, response: Response) -> None:
        """What an answer is, and what follows from it."""
        asking = asking_of(response.request) if response.request else None
        if asking is None or asking.row is None or asking.errand is None:
            raise TypeError(f"{response} answers nothing that the frontier asked for")
        is_same = response.status == 304 and asking.held is not None
        body = self.ledger.held_body(asking.held) if is_same and asking.held else response.body
        verdict = self._verdict(asking, asking.errand, response, body, is_same=is_same)
        self._pace(asking, verdict)
        found, again = Found(), None
        if verdict.is_sound:
            found = self.ledger.navigator.follow(_arrived(asking, asking.errand, response, body))
        else:
            again, found = self._after_refusal(asking, asking.errand, verdict)
        document = found.document or (asking.errand if asking.errand.kind in DOCUMENTS else None)
        if verdict.is_sound:
            verdict = Verdict("ok" if document else "list")
        capture = capture_of(asking, response, verdict, self.ledger.crawl_id, document=document)
        self._deliver(_outcome(capture, asking, again, found))

    def failed(self, failure: Failure) -> None:
        """What a request that brought no answer was."""
        request: Request = failure.request  # type: ignore[attr-defined] # set by Scrapy
        asking = asking_of(request)
        if asking.row is None or asking.errand is None:
            raise TypeError(f"{request} is nothing that the frontier asked for")
        if isinstance(failure.value, Stopped):
            return
        host = urlsplit(request.url).hostname or ""
        verdict = verdict_of_failure(failure.value or RuntimeError("no reason given"), host, self.reach)
        self._pace(asking, verdict)
        again, found = self._after_refusal(asking, asking.errand, verdict)
        capture = failure_capture(asking, verdict, self.ledger.crawl_id)
        self._deliver(_outcome(capture, asking, again, found))

    # --- the parts -----------------------------------------------------------------------------------

    def _deliver(self, outcome: Outcome) -> None:
        self.crawler.signals.send_catch_log(outcome_found, outcome=outcome)

    def _wake(self) -> None:
        self._written.set()

    def _free_places(self) -> int:
        free = max(WINDOW - self.ledger.in_work, 0)
        return free if self.max_requests is None else min(free, self.max_requests - self.claimed)

    def _request(self, row: FrontierRow) -> Request:
        portal = self.ledger.portals[row.portal_id or ""]
        request = Request(
            row.url,
            method=row.method,
            body=row.body or b"",
            headers={"Content-Type": _content_type(row.body)} if row.body else None,
            priority=row.priority,
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,
        )
        return Asking(portal, row, Errand.of(row)).on(request)

    def _verdict(self, asking: Asking, errand: Errand, response: Response, body: bytes, *, is_same: bool) -> Verdict:
        headers = plain_headers(asking.received or header_fields(response))
        status = 200 if is_same else response.status
        answer = Answer(status, headers, body, _expected(errand), charset(asking.received or {}))
        home = None if errand.kind in DISCOVERY else self.ledger.home_digest(asking.portal, len(body))
        return judge(answer, home=home if asking.row and asking.row.url != asking.portal.home else None)

    def _pace(self, asking: Asking, verdict: Verdict) -> None:
        politeness = self.crawler.get_downloader_middleware(Politeness)
        if politeness is not None and asking.row is not None:
            politeness.note(asking.row.url, asking.portal, verdict.code, verdict.reason)

    def _crowded_hosts(self) -> set[str]:
        """None before the engine runs."""
        politeness = self.crawler.get_downloader_middleware(Politeness) if self.crawler.engine else None
        return politeness.crowded_hosts() if politeness else set()

    def _after_refusal(self, asking: Asking, errand: Errand, verdict: Verdict) -> tuple[float | None, Found]:
        """Asked again after a while where that may help; otherwise what was being read ends there."""
        politeness = self.crawler.get_downloader_middleware(Politeness)
        if asking.row is not None and politeness is not None:
            pace = politeness.pace_of(slot_of(asking.row.url), asking.portal)
            if pace.may_ask_again(verdict.code, asking.row.attempts):
                return pace.first_wait * asking.row.attempts, Found()
        asked = asking.row.url if asking.row else ""
        why = f"could not be had: {verdict.code}, {verdict.reason}"
        is_gone = verdict.code in {"not_found", "soft_404"}
        return None, self.ledger.navigator.break_off(asking.portal, errand, asked, why, is_gone=is_gone)


def _content_type(body: bytes) -> str:
    """Of a POST: lists are asked for with a form or with a JSON object."""
    return "application/json" if body.startswith(b"{") else "application/x-www-form-urlencoded"


def _outcome(capture: Capture, asking: Asking, again: float | None, found: Found) -> Outcome:
    return Outcome(
        capture,
        asking.row,
        again,
        found.requests,
        found.listings,
        found.family,
        settled=found.settled,
        columns=found.columns,
        sent=tuple(asking.sent),
    )


def _arrived(asking: Asking, errand: Errand, response: Response, body: bytes) -> Arrived:
    asked = asking.row.url if asking.row else response.url
    return Arrived(asking.portal, errand, asked, response.url, body, charset(asking.received or {}))


def _expected(errand: Errand) -> str:
    if errand.kind == "attachment":
        return "file"
    if errand.kind == "list":
        return "data" if errand.family in SEND_DATA else "list"
    return "home" if errand.kind == "home" else "page"


def _from_arguments(
    crawler: Crawler, portal: str | None = None, portals: str | None = None, **rest: Any
) -> dict[str, Any]:
    """What Scrapy's `-a portal=…` and `-a portals=…` mean. Raises RegistryError or CrawlRefused with a sentence."""
    if not portal:
        raise RegistryError("Name a portal: scrapy crawl reports -a portal=411424 [-a portals=FILE.toml]")
    registry = load(Path(portals) if portals else None)
    selection = _selected(registry.select(word) for word in portal.split(","))
    contact = known_contact(registry.contact)
    require_contact(selection, contact)
    crawler.settings.set("USER_AGENT", user_agent(contact), priority="spider")
    ledger = Ledger.open(Path(crawler.settings["GONGKAI_ARCHIVE"]), selection)
    reach = Reach(selection, has_contact=contact is not None)
    return {**rest, "ledger": ledger, "reach": reach, "owns_ledger": True}


def _selected(chosen: Iterable[list[Portal]]) -> list[Portal]:
    return list({portal.id: portal for portals in chosen for portal in portals}.values())
