"""The peer of the crawl: a Scrapy spider that follows the same links and keeps nothing.

    python -m benchmarks.bare_spider URL…

It runs with the crawler's own Scrapy settings, with robots.txt obeyed by Scrapy's middleware, and without our
middlewares, extensions and archive; it prints what it did as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings

from benchmarks.memory import peak_megabytes
from crawler import settings as ours

# What is ours: where requests come from, what holds and counts them, what is written. Here Scrapy's own stand.
_OURS = {
    "DOWNLOADER_MIDDLEWARES",
    "DOWNLOADER_STATS",
    "DOWNLOAD_HANDLERS",
    "DUPEFILTER_CLASS",
    "EXTENSIONS",
    "GONGKAI_ARCHIVE",
    "SCHEDULER",
    "SPIDER_MIDDLEWARES",
    "SPIDER_MODULES",
    "STATS_CLASS",
    "TWISTED_DNS_RESOLVER",
}


class BareSpider(Spider):
    """Home, column, list pages, reports."""

    name = "bare"

    def __init__(self, homes: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.homes = homes

    async def start(self) -> AsyncIterator[Request]:
        for home in self.homes:
            yield Request(home, callback=self.home)

    def home(self, response: Response) -> Iterator[Request]:
        for link in response.xpath("//a[contains(., '年报')]/@href").getall():
            yield response.follow(link, callback=self.list_page)

    def list_page(self, response: Response) -> Iterator[Request]:
        for link in response.xpath("//ul[@class='list']/li/a/@href").getall():
            yield response.follow(link, callback=self.report)
        _, pages, number = (
            int(given) for given in response.xpath("//script/text()").re(r"createPageHTML\((\d+), (\d+), (\d+)")
        )
        if number + 1 < pages:
            yield response.follow(f"/nb/index_{number + 1}.html", callback=self.list_page)

    def report(self, response: Response) -> None:
        """Nothing is kept."""


def run(homes: list[str]) -> dict[str, float]:
    """Pages, seconds and peak memory in MB of a crawl of these portals in this process."""
    settings = Settings({name: value for name, value in vars(ours).items() if name.isupper() and name not in _OURS})
    settings.set("DOWNLOAD_DELAY", 0)
    settings.set("LOG_LEVEL", "ERROR")
    settings.set(
        "EXTENSIONS", {"scrapy.extensions.telnet.TelnetConsole": None, "scrapy.extensions.logstats.LogStats": None}
    )
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(BareSpider)
    begun, before = time.perf_counter(), time.process_time()
    process.crawl(crawler, homes=homes)
    process.start()
    taken = time.perf_counter() - begun
    pages = crawler.stats.get_value("downloader/response_status_count/200", 0) if crawler.stats else 0
    return {
        "pages": pages,
        "seconds": taken,
        "cpu": time.process_time() - before,
        "megabytes": peak_megabytes(),
    }


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1:])))
