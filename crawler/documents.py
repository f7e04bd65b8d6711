"""What follows from a document: the files beside it, its other parts, the frame that it stands in, where it only leads.

A page says itself what else belongs to its report. All of that is asked for under the report's own title and date, and
kept as documents of their own: which of them stands for the report is decided from what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from archive.raw.frontier import FrontierRequest
from crawler.arrivals import Arrived, Found
from crawler.articles import is_cover
from crawler.attachments import Glimpse, file_links, glimpse, is_file, may_have_files, named_reports, shown_file
from crawler.covers import LEFT_OUT, left_to_scripts, may_be_cover, pages_told
from crawler.errands import DOCUMENTS, Errand, request_for
from crawler.hosts import is_allowed
from crawler.markup import Markup
from crawler.parts import further_parts, may_have_parts
from crawler.registry import Portal
from crawler.verdicts import sniff

LARGEST_PAGE = 8 * 1024 * 1024  # bytes of a page that is taken apart for its links
_LARGEST_SHELL = 65_536  # bytes of a page whose article a script loads
_MOST_JUMPS = 2  # from one page to the next that lead elsewhere by themselves
_MOST_FRAMES = 2  # that may hold an article
_APOLOGY = re.compile(r"/(?:error|err|404|403|500|not_?found|login)[^/]*$", re.IGNORECASE)
_HOME = re.compile(r"/(?:(?:index|default|main)\.\w+)?$", re.IGNORECASE)
# The end of a link that says a year, and what it says behind that where it names a report, in the two common charsets.
_SAYS_YEAR = re.compile(rb"20[0-4]\d([^<]{0,120}+)(?:<[^>]{0,60}+>){0,4}?</a>")
_SAYS_REPORT = tuple(word.encode(charset) for word in ("年报", "报告") for charset in ("utf-8", "gb18030"))


@dataclass(frozen=True, slots=True)
class Further:
    """What a document leads to. `left_out`: what a cover says whose text cannot be asked for."""

    requests: tuple[FrontierRequest, ...] = ()
    left_out: str = ""


def follow_document(arrived: Arrived) -> Further:
    """What else is to be asked for where a document came: nothing for a file."""
    portal, errand, body = arrived.portal, arrived.errand, arrived.body
    if errand.kind == "attachment" or len(body) > LARGEST_PAGE:
        return Further()
    attachment = replace(errand, kind="attachment")
    if shown := shown_file(arrived.url):  # the page is a viewer
        return Further(tuple(_requests(portal, [shown], attachment, arrived.asked)))
    if sniff(body) != "html":
        return Further()
    page = glimpse(body)
    has_parts = may_have_parts(*page)
    names_reports = not errand.jumps and _may_name_reports(page)
    if not (may_have_files(page) or has_parts or _has_frames(page) or names_reports or may_be_cover(page.whole)):
        return Further()
    markup = arrived.markup()
    cover = is_cover(markup)
    files = [link.url for link in file_links(markup)] if may_have_files(page) else []
    parts = further_parts(markup) if has_parts else []
    named = [link for link in named_reports(markup) if link.url not in files] if names_reports else []
    is_bare = cover and not files and not parts and errand.jumps < _MOST_JUMPS
    frames = _frames(markup) if is_bare else []
    told = pages_told(markup) if is_bare and not frames else []
    # What a cover leads to on another host is not asked for, but it is told: the report is there and not here.
    elsewhere = [url for url in files if cover and is_file(url)] + told
    requests = (
        *_requests(portal, files, attachment, arrived.asked),
        *(request_for(portal, url, attachment, via=arrived.asked) for url in elsewhere if not is_allowed(url, portal)),
        *_requests(portal, parts, replace(errand, kind="report"), arrived.asked),
        *_requests(portal, frames + told, replace(errand, kind="report", jumps=errand.jumps + 1), arrived.asked),
        *(
            request_for(portal, link.url, Errand("report", title=link.name, jumps=1), via=arrived.asked)
            for link in named
            if is_allowed(link.url, portal)
        ),
    )
    left_out = left_to_scripts(markup) if cover and not requests else ""
    return Further(requests, f"{LEFT_OUT}: {left_out}" if left_out else "")


def led_on(arrived: Arrived) -> Found | None:
    """What follows from a page that does nothing but lead elsewhere by itself; None where that is no page to read.

    Sites link to a file or to another page in this way. One that leads home, or to an error's page, is an apology.
    """
    portal, errand = arrived.portal, arrived.errand
    if errand.kind in {"home", "list", "attachment"} or errand.remembered or errand.jumps >= _MOST_JUMPS:
        return None
    target = next(iter(arrived.markup().leads_to), None)
    if target in {None, arrived.url, arrived.asked} or target is None or _is_apology(target, portal):
        return None
    kind = "attachment" if errand.kind in DOCUMENTS and is_file(target) else errand.kind
    onward = replace(errand, kind=kind, jumps=errand.jumps + 1)
    requests = tuple(_requests(portal, [target], onward, arrived.asked))
    return Found(requests) if requests else None


def _requests(portal: Portal, urls: list[str], errand: Errand, via: str) -> Iterator[FrontierRequest]:
    for url in urls:
        if is_allowed(url, portal):
            yield request_for(portal, url, errand, via=via)


def _is_apology(url: str, portal: Portal) -> bool:
    """Whether an address is that of a home page, or named for an error."""
    parts = urlsplit(url)
    is_home = url == portal.home or (parts.path.count("/") <= 1 and not parts.query and _HOME.search(parts.path))
    return bool(is_home or _APOLOGY.search(parts.path))


def _may_name_reports(page: Glimpse) -> bool:
    """Whether a link may name the report of a year."""
    return any(word in said for said in _SAYS_YEAR.findall(page.links) for word in _SAYS_REPORT)


def _has_frames(page: Glimpse) -> bool:
    return b"<iframe" in page.links or (len(page.whole) < _LARGEST_SHELL and b".load(" in page.whole)


def _frames(markup: Markup) -> list[str]:
    """The pages that may hold the text of a cover in frames, or that scripts load into it."""
    frames = [link.url for link in markup.links if link.how == "iframe" and link.url != markup.url]
    return [*frames, *markup.own_parts][:_MOST_FRAMES]
