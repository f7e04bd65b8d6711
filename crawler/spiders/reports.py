"""The one spider: asks what the keeper gives it, a window at a time, and tells the keeper what came of each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from archive import owners
from archive.errors import ArchiveError
from archive.moments import now
from archive.raw.captures import NOT_MODIFIED
from crawler.asking import Asking, Stopped, asking_of
from crawler.events import OnEvent, batch_written
from crawler.failures import ENDLESS, verdict_of_failure
from crawler.hosts import Reach
from crawler.identity import CrawlRefused, known_contact, require_contact, user_agent
from crawler.keeping.link import Link
from crawler.keeping.messages import Answer, Claim, Judged, NoAnswer, Opening, Question, Questions
from crawler.middlewares.as_received import header_fields
from crawler.middlewares.politeness import Politeness
from crawler.quiet import quiet_portals, quiet_words
from crawler.registry import Portal, RegistryError, load
from crawler.window import Window

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_PATIENCE = 0.5  # seconds between looks at a frontier whose requests must wait


class ReportsSpider(Spider):
    """`scrapy crawl reports -a portal=411424[,…] [-a portals=FILE.toml]`, or through `crawler.run.crawl`."""

    name = "reports"

    def __init__(
        self,
        keeper: Link,
        portals: Iterable[Portal],
        reach: Reach,
        *,
        max_requests: int | None = None,
        on_event: OnEvent | None = None,
        owns_keeper: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.keeper = keeper
        self.portals = {portal.id: portal for portal in portals}
        self.reach = reach
        self.on_event = on_event
        self.max_requests = max_requests
        self.owns_keeper = owns_keeper
        self.claimed = 0
        self.quiet = ""
        self._written = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ReportsSpider:
        """The spider for a keeper that runs already, or for portals named as Scrapy's `-a` arguments."""
        if "keeper" not in kwargs:
            kwargs = _from_arguments(crawler, **kwargs)
        spider: ReportsSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._spider_opened, signals.spider_opened)
        crawler.signals.connect(spider._spider_error, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Requests from the frontier until it has none: few at a time, so that it is the archive that holds them."""
        with suppress(Stopped):
            while not self.has_asked_enough:
                self._written.clear()
                quiet = quiet_portals(self.portals.values(), datetime.now(UTC))
                claimed = await self._claim(quiet)
                for question in claimed.questions:
                    self.claimed += 1
                    yield self._request(question)
                if claimed.is_over:
                    self.quiet = quiet_words(quiet) if quiet else ""
                    return
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._written.wait(), _PATIENCE)

    @property
    def has_asked_enough(self) -> bool:
        return self.max_requests is not None and self.claimed >= self.max_requests

    @property
    def interruption(self) -> str:
        """Why the spider stopped, if something is left to ask."""
        if self.quiet:
            return self.quiet
        if self.has_asked_enough:
            return f"stopped after {self.claimed} requests, as many as were allowed"
        return "stopped by request"

    def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy calls it so
        """Ends the crawl where the spider started the keeper itself; otherwise whoever started it does."""
        if not self.owns_keeper:
            return
        try:
            summary = self.keeper.finish(self.interruption).summary
        except (ArchiveError, CrawlRefused) as error:
            self.logger.error("%s", error)  # noqa: TRY400 - the sentence says it all
            return
        finally:
            self.keeper.close()
        self.logger.info("%s requests, %s new payloads", summary.requests, summary.new_payloads)
        for line in summary.incomplete:
            self.logger.warning("incomplete: %s", line)

    async def answered(self, response: Response) -> None:
        """Has an answer judged, and gives its host free when it is: a refusal counts before the next request."""
        request = response.request
        asking = asking_of(request) if request else None
        if request is None or asking is None or asking.question is None:
            raise TypeError(f"{response} answers nothing that the frontier asked for")
        is_same = response.status == NOT_MODIFIED and asking.is_conditional
        question = asking.question
        answer = Answer(
            question.request_id,
            now(),
            response.status,
            response.url,
            asking.received or header_fields(response),
            tuple(asking.sent),
            self._politeness.again_after(question.url, asking.portal, question.attempts),
            is_same,
        )
        try:
            judged, _ = await self.keeper.ask(answer, Judged, b"" if is_same else response.body)
            self._politeness.note(question.url, asking.portal, judged.verdict, judged.reason)
        except Stopped:
            return
        finally:
            self._free(request)

    def failed(self, failure: Failure) -> None:
        """What a request that brought no answer was."""
        request: Request = failure.request  # type: ignore[attr-defined] # set by Scrapy
        asking = asking_of(request)
        if asking.question is None:
            raise TypeError(f"{request} is nothing that the frontier asked for")
        self._free(request)
        if isinstance(failure.value, Stopped):
            return
        host = urlsplit(request.url).hostname or ""
        verdict = verdict_of_failure(failure.value or RuntimeError("no reason given"), host, self.reach)
        url, attempts = asking.question.url, asking.question.attempts
        again_after = None if verdict == ENDLESS else self._politeness.again_after(url, asking.portal, attempts)
        self._politeness.note(url, asking.portal, verdict.code, verdict.reason)
        sent = tuple(asking.sent)
        self.keeper.tell(NoAnswer(asking.question.request_id, now(), verdict.code, verdict.reason, sent, again_after))

    # --- the parts -----------------------------------------------------------------------------------

    def _spider_opened(self) -> None:
        self.keeper.attend(self._batch_written, self._keeper_failed)

    def _batch_written(self) -> None:
        self._written.set()
        self.crawler.signals.send_catch_log(batch_written)

    def _keeper_failed(self) -> None:
        """Stop asking. An engine that is only starting is not told: it would forget that, and then never end.

        It ends by itself, because nothing can be claimed any more.
        """
        if self.crawler.engine is not None and self.crawler.engine.running:
            self._stopping = asyncio.ensure_future(self.crawler.stop_async())

    def _spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        """A request that our own code fails on is done all the same: nothing waits for it for ever."""
        request = getattr(response, "request", None)
        question = asking_of(request).question if request else None
        if question is not None:
            self.keeper.tell(NoAnswer(question.request_id, now(), "network", f"could not be read: {failure.value!r}"))

    async def _claim(self, quiet: Iterable[str]) -> Questions:
        most = None if self.max_requests is None else self.max_requests - self.claimed
        crowded = self._politeness.crowded_hosts()
        claimed, _ = await self.keeper.ask(Claim(most, frozenset(crowded), frozenset(quiet)), Questions)
        return claimed

    def _request(self, question: Question) -> Request:
        request = Request(
            question.url,
            method=question.method,
            body=question.body or b"",
            headers={"Content-Type": _content_type(question.body)} if question.body else None,
            priority=question.priority,
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,
        )
        return Asking(self.portals[question.portal_id], question, question.held).on(request)

    def _free(self, request: Request) -> None:
        window = self.crawler.engine.scheduler if self.crawler.engine else None
        if isinstance(window, Window):
            window.free(request.url)

    @property
    def _politeness(self) -> Politeness:
        politeness = self.crawler.get_downloader_middleware(Politeness)
        if politeness is None:
            raise RuntimeError("nothing is asked without the middleware that keeps the pace")
        return politeness


def _content_type(body: bytes) -> str:
    """Of a POST: lists are asked for with a form or with a JSON object."""
    return "application/json" if body.startswith(b"{") else "application/x-www-form-urlencoded"


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
    archive, level = Path(crawler.settings["GONGKAI_ARCHIVE"]), crawler.settings["LOG_LEVEL"]
    keeper = Link.start(Opening(archive, tuple(selection), owners.this_process(), log_level=level))
    reach = Reach(selection, has_contact=contact is not None)
    return {**rest, "keeper": keeper, "portals": selection, "reach": reach, "owns_keeper": True}


def _selected(chosen: Iterable[list[Portal]]) -> list[Portal]:
    return list({portal.id: portal for portals in chosen for portal in portals}.values())
