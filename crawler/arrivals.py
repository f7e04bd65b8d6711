"""What arrived, and what follows from it: the two ends of every step from page to page."""

from __future__ import annotations

from dataclasses import dataclass

from archive.raw.columns import KnownColumn
from archive.raw.crawls import Listing
from archive.raw.frontier import FrontierRequest
from crawler.addresses import with_queries_of
from crawler.errands import Errand
from crawler.markup import Markup
from crawler.registry import Portal
from parsers.documents.decode import decode


@dataclass(frozen=True, slots=True)
class Arrived:
    """A sound answer: `asked` is the address that was requested, `url` where the body came from.

    `refresh` is its header of that name, by which a page may lead elsewhere as by its head.
    """

    portal: Portal
    errand: Errand
    asked: str
    url: str
    body: bytes
    charset: str | None
    refresh: str = ""

    def markup(self) -> Markup:
        """The body as a page."""
        decoded = decode(self.body, self.charset)
        return Markup(with_queries_of(decoded.text, decoded.encoding), self.url, refresh=self.refresh)


@dataclass(frozen=True, slots=True)
class Found:
    """What follows from one answer.

    `family` where the page is the first of a list, `document` where a page that was asked for as a column turned
    out to be one report. `settled` are documents that need no asking in this crawl, `columns` what is to be remembered
    of a page that was looked at as a column. `left_out` says of a document that it leads to what cannot be asked for.
    """

    requests: tuple[FrontierRequest, ...] = ()
    listings: tuple[Listing, ...] = ()
    family: str | None = None
    document: Errand | None = None
    settled: tuple[FrontierRequest, ...] = ()
    columns: tuple[KnownColumn, ...] = ()
    left_out: str = ""
