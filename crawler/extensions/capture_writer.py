"""Takes the spider's outcomes and has them written: at once where nothing else is under way, otherwise in batches.

No outcome waits for longer than a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

from crawler.errands import Outcome
from crawler.events import batch_written
from crawler.ledger import Ledger

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
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def engine_started(self) -> None:
        self._timer.start(_OLDEST, now=False)

    def item_scraped(self, item: object) -> None:
        if isinstance(item, Outcome):
            ledger = Ledger.of(self._crawler)
            ledger.take(item)
            if ledger.is_due:
                self.write()

    def write(self) -> None:
        if Ledger.of(self._crawler).flush():
            self._crawler.signals.send_catch_log(batch_written)

    def spider_closed(self) -> None:
        if self._timer.running:
            self._timer.stop()
        self.write()
