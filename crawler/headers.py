"""Limits on what comes before a body: Scrapy and Twisted have none on the headers of an answer.

A server that sends header after header would fill the memory until the time is up. Scrapy puts the parser of an
answer in place by the name of its class, so that name is where the limit goes in.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers import http11

MOST_LINES = 500  # of headers, of one answer
MOST_BYTES = 256 * 1024


class HeadersTooLarge(Exception):
    """An answer whose headers go on and on; the connection is closed."""

    def __init__(self) -> None:
        super().__init__(f"more than {MOST_LINES} lines or {MOST_BYTES} bytes of headers were sent")


class LimitedParser(http11._LenientHTTPClientParser):  # noqa: SLF001 - there is no public name for it
    """Reads an answer, and gives up where its headers do not end."""

    _lines = 0
    _bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        self._lines += 1
        self._bytes += len(line)
        if self._lines > MOST_LINES or self._bytes > MOST_BYTES:
            raise HeadersTooLarge
        super().lineReceived(line)


def limit_headers() -> None:
    """Put the limit in force, for every connection of this process."""
    handler: Any = http11
    handler._LenientHTTPClientParser = LimitedParser  # noqa: SLF001 - as above
