"""What follows from a document: the files beside it, its other parts, the frame that it stands in, where it only leads.

A page says itself what else belongs to its report. All of that is asked for under the report's own title and date, and
kept as documents of their own: which of them stands for the report is decided from what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from archive.raw.frontier import FrontierRequest
from crawler.arrivals import Arrived, Found
from crawler.attachments import (
    Glimpse,
    file_links,
    glimpse,
    is_file,
    is_short,
    may_have_files,
    named_reports,
    shown_file,
)
from crawler.errands import DOCUMENTS, Errand, request_for
from crawler.families.controls import next_link
from crawler.families.records import page_of
from crawler.families.trs import static_pager
from crawler.hosts import is_allowed
from crawler.markup import Markup, absolute
from crawler.registry import Portal
from crawler.verdicts import sniff

LARGEST_PAGE = 8 * 1024 * 1024  # bytes of a page that is taken apart for its links
_LARGEST_SHELL = 65_536  # bytes of a page whose article a script loads
_MOST_JUMPS = 2  # from one page to the next that lead elsewhere by themselves
_MOST_PARTS = 30  # of one article
_MOST_FRAMES = 2  # that may hold an article
_APOLOGY = re.compile(r"/(?:error|err|404|403|500|not_?found|login)[^/]*$", re.IGNORECASE)
_HOME = re.compile(r"/(?:(?:index|default|main)\.\w+)?$", re.IGNORECASE)
_PART = re.compile(r"[_-](\d{1,2})$")
_NAMED_PART = re.compile(rb"_\d{1,2}\.(?:s?html?|jhtml|aspx?|jsp|php)\b")
# The end of a link that says a year, and what it says behind that where it names a report, in the two common charsets.
_SAYS_YEAR = re.compile(rb"20[0-4]\d([^<]{0,120}+)(?:<[^>]{0,60}+>){0,4}?</a>")
_SAYS_REPORT = tuple(word.encode(charset) for word in ("年报", "报告") for charset in ("utf-8", "gb18030"))
# 下一页, as pages of the two common charsets have it.
_NEXT = ("下一页".encode(), "下一页".encode("gb18030"))


def follow_document(arrived: Arrived) -> tuple[FrontierRequest, ...]:
    """What else is to be asked for where a document came: nothing for a file."""
    portal, errand, body = arrived.portal, arrived.errand, arrived.body
    if errand.kind == "attachment" or len(body) > LARGEST_PAGE:
        return ()
    attachment = replace(errand, kind="attachment")
    if shown := shown_file(arrived.url):  # the page is a viewer
        return tuple(_requests(portal, [shown], attachment, arrived.asked))
    if sniff(body) != "html":
        return ()
    page = glimpse(body)
    has_files, has_parts, has_frames = may_have_files(page), _may_have_parts(page), _has_frames(page)
    names_reports = not errand.jumps and _may_name_reports(page)
    if not (has_files or has_parts or has_frames or names_reports):
        return ()
    markup = arrived.markup()
    short = is_short(markup)
    files = [link.url for link in file_links(markup)] if has_files else []
    pages = [part] if has_parts and (part := _next_part(markup)) else []
    named = [link for link in named_reports(markup) if link.url not in files] if names_reports else []
    if has_frames and short and not files and errand.jumps < _MOST_JUMPS:
        pages += _frames(markup)
        errand = replace(errand, jumps=errand.jumps + 1)
    # What a cover leads to on another host is not asked for, but it is told: the report is there and not here.
    elsewhere = [url for url in files if short and is_file(url) and not is_allowed(url, portal)]
    return (
        *_requests(portal, files, attachment, arrived.asked),
        *(request_for(portal, url, attachment, via=arrived.asked) for url in elsewhere),
        *_requests(portal, pages, replace(errand, kind="report"), arrived.asked),
        *(
            request_for(portal, link.url, Errand("report", title=link.name, jumps=1), via=arrived.asked)
            for link in named
            if is_allowed(link.url, portal)
        ),
    )


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


def _may_have_parts(page: Glimpse) -> bool:
    """Whether an article may go on: it names a next page, has a pager of TRS, or an address such as 103_2.html.

    What is clicked without being a link, as a button, has a handler.
    """
    says_next = _says_next(page.links) or (b"onclick" in page.whole and _says_next(page.whole))
    return says_next or b"createpage" in page.whole or bool(_NAMED_PART.search(page.whole))


def _says_next(markup: bytes) -> bool:
    return any(word in markup for word in _NEXT)


def _may_name_reports(page: Glimpse) -> bool:
    """Whether a link may name the report of a year."""
    return any(word in said for said in _SAYS_YEAR.findall(page.links) for word in _SAYS_REPORT)


def _has_frames(page: Glimpse) -> bool:
    return b"<iframe" in page.links or (len(page.whole) < _LARGEST_SHELL and b".load(" in page.whole)


def _frames(markup: Markup) -> list[str]:
    frames = [link.url for link in markup.links if link.how == "iframe" and link.url != markup.url]
    return [*frames, *markup.own_parts][:_MOST_FRAMES]


def _next_by_script(markup: Markup) -> str | None:
    """The next page by the pager of TRS, whose page 2 is 103_1.html."""
    pager = static_pager(markup) if "createPage" in markup.scripts else None
    if pager is None:
        return None
    shown = _PART.search(urlsplit(markup.url).path.rpartition(".")[0])
    number = int(shown[1]) + 1 if shown and pager.before.endswith("_") else 1
    return absolute(markup.base, f"{pager.before}{number}{pager.after}") if number < pager.pages else None


def _next_part(markup: Markup) -> str | None:
    """The page on which an article goes on: 101_2.html behind 101.html, 101_3.html behind that, or ?page=2."""
    address = next_link(markup) or _next_by_script(markup)
    if address is None:
        return None
    here, there = urlsplit(markup.url), urlsplit(address)
    if here.path == there.path:
        turned_to, shown = page_of(address), page_of(markup.url) or 1
        return address if turned_to == shown + 1 <= _MOST_PARTS else None
    (stem, _, ending), (next_stem, _, next_ending) = here.path.rpartition("."), there.path.rpartition(".")
    part = _PART.search(next_stem)
    if part is None or ending != next_ending or here.netloc != there.netloc or int(part[1]) > _MOST_PARTS:
        return None
    before = next_stem[: part.start()]
    if before == stem:
        return address if int(part[1]) in {1, 2} else None
    shown_part = _PART.search(stem)
    goes_on = shown_part and stem[: shown_part.start()] == before and int(part[1]) == int(shown_part[1]) + 1
    return address if goes_on else None
