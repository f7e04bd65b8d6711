"""Sends requests when it is their turn, and notes that they were sent.

Certificates are verified, but for portals whose entry says that they are not.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.asking import asking_of
from crawler.headers import limit_headers
from crawler.middlewares.politeness import Politeness

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


limit_headers()


class PortalHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, with a second one that does not verify for portals with `verify_tls = false`."""

    async def download_request(self, request: Request) -> Response:
        politeness = self._crawler.get_downloader_middleware(Politeness)
        if politeness is None:
            raise RuntimeError("nothing is sent without the middleware that keeps the pace")
        verifies = asking_of(request).portal.verify_tls or not request.url.startswith("https:")
        async with politeness.turn(request) as turn:
            send = super().download_request if verifies else self._unverified.download_request
            response = await send(request)
            turn.answered(response.status, len(response.body), response.ip_address)
        return response

    async def close(self) -> None:
        if "_unverified" in self.__dict__:
            await self._unverified.close()
        await super().close()

    @cached_property
    def _unverified(self) -> HTTP11DownloadHandler:
        return HTTP11DownloadHandler(_OtherSettings(self._crawler))  # type: ignore[arg-type] # stands in for a Crawler


class _OtherSettings:
    """A crawler as a handler sees it, but for the verification of certificates."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.settings = Settings(crawler.settings.copy_to_dict())
        self.settings.set("DOWNLOAD_VERIFY_CERTIFICATES", value=False, priority="cmdline")

    def __getattr__(self, name: str) -> object:
        return getattr(self._crawler, name)
