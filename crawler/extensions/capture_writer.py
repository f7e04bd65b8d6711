"""Takes the spider's outcomes and has them written: at once where nothing else is under way, otherwise in batches.

No outcome waits for longer than a second.
"""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from archive.store import ArchiveError
from crawler.asking import asking_of
from crawler.captures import capture_of, failure_capture
from crawler.errands import DOCUMENTS, Outcome
from crawler.events import batch_written, outcome_found
from crawler.ledger import Ledger
from crawler.verdicts import Verdict

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_OLDEST = 1.0  # seconds


class CaptureWriter:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._timer = create_looping_call(self.write)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CaptureWriter:
        extension = cls(crawler)
        crawler.signals.connect(extension.engine_started, signals.engine_started)
        crawler.signals.connect(extension.outcome_found, outcome_found)
        crawler.signals.connect(extension.spider_error, signals.spider_error)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def engine_started(self) -> None:
        self._timer.start(_OLDEST, now=False)

    def outcome_found(self, outcome: Outcome) -> None:
        ledger = Ledger.of(self._crawler)
        ledger.take(outcome)
        if ledger.is_due:
            self.write()

    def write(self) -> None:
        ledger = Ledger.of(self._crawler)
        if ledger.failure is not None:
            return
        try:
            written = ledger.flush()
        except (ArchiveError, sqlite3.Error) as error:  # Scrapy would log it and go on asking
            ledger.failure = error
            self._stopping = asyncio.ensure_future(self._crawler.stop_async())
            return
        if written:
            self._crawler.signals.send_catch_log(batch_written)

    def spider_error(self, failure: Failure, response: Response | Failure) -> None:
        """An answer that our own code fails on is kept all the same, and its request is done."""
        request = response.request  # type: ignore[union-attr] # Scrapy sets it on failures too
        asking = asking_of(request) if request else None
        if asking is None or asking.row is None or asking.errand is None:
            return
        ledger = Ledger.of(self._crawler)
        why = f"could not be read: {failure.value!r}"
        if isinstance(response, Response):
            document = asking.errand if asking.errand.kind in DOCUMENTS else None
            verdict = Verdict("ok" if document else "list", why)
            capture = capture_of(asking, response, verdict, ledger.crawl_id, document=document)
        else:
            capture = failure_capture(asking, Verdict("network", why), ledger.crawl_id)
        found = ledger.navigator.break_off(asking.portal, asking.errand, asking.row.url, why)
        self.outcome_found(Outcome(capture, asking.row, listings=found.listings))

    def spider_closed(self) -> None:
        if self._timer.running:
            self._timer.stop()
        self.write()
