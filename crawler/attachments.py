"""The files that an article page links to and that may be the report itself.

Portals often publish a line of text and a PDF or Word file. Files are looked for in the article's body where
the page marks it, and otherwise in the whole page, for menus do not link to documents. A file is known by the ending of
its address or of its name, by the software that hands it out, or by an address that says so where a link names the
report or an attachment. A viewer is not the file that it shows, and an article may show one by a script alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement

from crawler.articles import body_of, is_cover
from crawler.items import Item, names_one_report, prints_year
from crawler.markup import Markup, absolute, squeeze, tight_words_of
from crawler.scripts import plain_values, unescaped
from parsers.prose.titles import judge_title

MOST_FILES = 20  # of one article, besides those that are named for reports
_MOST_REPORTS = 200  # a page may hand out those of all bodies of a place

_ENDINGS = r"(?:pdf|docx?|wps|xlsx?|et|ofd|rtf)"
_FILE = re.compile(rf"\.{_ENDINGS}(?:$|[?#;])", re.IGNORECASE)
_FILE_NAME = re.compile(rf"\.{_ENDINGS}\b", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(?:zip|rar|7z)(?:$|[?#;])", re.IGNORECASE)
# Addresses that hand out files without naming an ending.
_DOWNLOAD = re.compile(
    r"/download\.jsp\?|/downfile\.jsp\?|/downloadFile|/OpennessContent/download/|/group\d+/M0\d/|DownloadAttach"
)
# Addresses that say that they hand something out, and endings of those that are pages all the same.
_HANDS_OUT = re.compile(
    r"down(?:load|file|att)|(?:file|att)[_-]?down|get_?(?:file|att)|(?<!pro)file_?id=|attach|/(?:get|stream|fetch)$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:/|\.(?:s?html?|jhtml|xhtml|css|js))$", re.IGNORECASE)
_NAMES_FILE = re.compile(r"附件|年报|报告|全文")
# Fields by which viewers are told what to show: /pdfview?url=/upload/1.pdf
_SHOWN = {"file", "url", "src", "path", "pdf", "pdfurl", "fileurl", "filepath", "doc"}
_KEPT = ("data-src", "data-url", "data-href", "data-file", "data-pdf", "data-link", "data-path")
# What a page names in quotation marks: for its scripts, or as what one of its elements keeps for them.
_NAMED = re.compile(rf"""["'`]([^"'`\s<>]{{1,300}}\.{_ENDINGS}(?:\?[^"'`\s<>]{{0,200}})?)["'`]""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# What shows a file, by its address or by the name that a script gives one.
_SHOWS = re.compile(
    r"""(?:PDFObject\.embed|getDocument)\(\s*(?:\{\s*url\s*:\s*)?(?:["'`]([^"'`\s]{1,300})["'`]|([A-Za-z_$][\w$]{0,60}))\s*[,)}]"""
)
_OF_FILES = re.compile(r"application/(?:pdf|msword|vnd\.)", re.IGNORECASE)
# What can carry a file, links with their words: a report of many tables has few of these. Matches without going back.
_CARRIERS = re.compile(rb"<(?:a\b[^>]*(?:>[^<]*(?:<[^>]*>?[^<]*){0,24})?|(?:area|iframe|embed|object)\b[^>]*)")
_HINT = re.compile(
    rb"\.(?:pdf|doc|wps|xls|et|ofd|rtf|zip|rar|7z)|down|attach|getfile|file_?id|/m0[01]/|application/(?:pdf|msword)"
)
_MET = re.compile(rb"\.(?:pdf|wps|ofd|xls|rtf|docx?[\"'`?#])")  # many times as fast as what it stands before
# Kept as data of an element, or handed to a script.
_QUOTED = re.compile(rb"""(?<!\ssrc=)(?<!\shref=)["'`][^"'`\s<>]{1,300}\.(?:pdf|docx?|wps|ofd|xlsx?|rtf)["'`?#]""")

_OTHER_PAPERS = {"format", "notice", "statistics", "guide", "meeting", "law_based_government_report", "website_report"}


@dataclass(frozen=True, slots=True)
class FileLink:
    url: str
    name: str


class Glimpse(NamedTuple):
    """A page's bytes in lower case, not taken apart: all, and what stands in and behind its links and frames."""

    whole: bytes
    links: bytes


def glimpse(body: bytes) -> Glimpse:
    """A cheap look at the bytes: most pages hold nothing for which it pays to take them apart."""
    whole = body.lower()
    return Glimpse(whole, b"\n".join(_CARRIERS.findall(whole)))


def holds(page: bytes, word: bytes) -> bool:
    """Whether a word stands in a page. Python looks for what is not there four times as fast from the end."""
    return page.rfind(word) >= 0


def may_have_files(page: Glimpse) -> bool:
    """Whether it pays to take the page apart for links to files."""
    if _HINT.search(page.links) or holds(page.whole, b"pdfobject") or holds(page.whole, b"getdocument("):
        return True
    return _MET.search(page.whole) is not None and _QUOTED.search(page.whole) is not None


def shown_file(url: str) -> str | None:
    """The file that an address of a viewer is told to show; None where it is no such address."""
    parts = urlsplit(url)
    if "=" not in parts.query or _HANDS_OUT.search(parts.path):
        return None
    for field, value in parse_qsl(parts.query):
        shown = absolute(url, value) if field.lower() in _SHOWN and "/" in value else None
        if shown and _FILE.search(urlsplit(shown).path):
            return shown
    return None


def is_file(url: str) -> bool:
    """Whether an address is that of a document by its ending, or by the software that hands it out."""
    return bool(_FILE.search(urlsplit(url).path) or _DOWNLOAD.search(url))


def file_links(markup: Markup) -> list[FileLink]:
    """The files that may be the report, in order, each once.

    Beside an article that says much, a file whose name says that it is another paper is left alone; beside a
    short article every file is taken, and what only its scripts name.
    """
    body = body_of(markup)
    around = body if body is not None else markup.tree
    short = is_cover(markup)
    found: dict[str, FileLink] = {}
    for root in dict.fromkeys([around, markup.tree]):  # attachments often stand in a box below the body
        for link in _links_in(markup, root, is_body=root is body):
            if link.url not in found and (short or _may_be_report(link)):
                found[link.url] = link
    if short and not found:
        found = {url: FileLink(url, _last_name(url)) for url in _kept_for_scripts(markup)}
    titled = [link for link in found.values() if judge_title(_stem(link.name)).kind == "report"]
    others = [link for link in found.values() if link not in titled]
    kept = {*titled[:_MOST_REPORTS], *others[:MOST_FILES]}
    return [link for link in found.values() if link in kept]


def _kept_for_scripts(markup: Markup) -> Iterator[str]:
    """The files that no link leads to, but that the page names for its scripts: their addresses, and no mere names."""
    recorded = [link.url for link, _ in markup.records if _FILE_NAME.search(link.text)]
    named = _NAMED.findall(_COMMENT.sub("", markup.text)) if not recorded else []
    named = [name for name in named if "/" in name] or [name for name in named if name.isascii()]
    values = plain_values(markup.scripts)
    shown = (address or values.get(name) for address, name in _SHOWS.findall(markup.scripts))
    for address in (*recorded, *named, *filter(None, shown)):
        if url := absolute(markup.base, unescaped(address)):
            yield url


def named_reports(markup: Markup) -> list[FileLink]:
    """The reports that an article names and links to as pages: one may be but a list of those of all bodies."""
    body = body_of(markup)
    around = body if body is not None else markup.tree if is_cover(markup) else None
    if around is None:
        return []
    found: dict[str, FileLink] = {}
    for anchor in around.iter("a"):
        words = tight_words_of(anchor)
        url = markup.leads(anchor) if prints_year(words) else None
        if url and url != markup.url and names_one_report(Item(url, words)):
            found.setdefault(url, FileLink(url, words))
    return list(found.values())[:_MOST_REPORTS]


def _links_in(markup: Markup, root: HtmlElement, *, is_body: bool) -> Iterator[FileLink]:
    for element in root.iter("a", "iframe", "embed", "object"):
        if link := _file_link(markup, element, is_body=is_body):
            yield link
    for element in root.xpath("descendant-or-self::*[@onclick][not(self::a)]"):
        if (url := markup.leads(element)) and is_file(url):
            yield FileLink(url, tight_words_of(element) or _last_name(url))
    for element in root.xpath(f"descendant-or-self::*[{' or '.join(f'@{name}' for name in _KEPT)}]"):
        kept = (absolute(markup.base, element.get(name)) for name in _KEPT)
        if url := next((url for url in kept if url and _FILE.search(urlsplit(url).path)), None):
            yield FileLink(url, tight_words_of(element) or _last_name(url))


def _file_link(markup: Markup, element: HtmlElement, *, is_body: bool) -> FileLink | None:
    source = element.get("href") or element.get("src") or element.get("data")
    url = absolute(markup.base, source) or (markup.leads(element) if element.tag == "a" else None)
    if url is None:
        return None
    if _OF_FILES.match(element.get("type") or ""):
        return FileLink(url, _last_name(url))
    url = shown_file(url) or url
    name = tight_words_of(element) or squeeze(element.get("title") or "") or _last_name(url)
    return FileLink(url, name) if _may_be_file(url, name, is_link=element.tag == "a", is_body=is_body) else None


def _may_be_report(link: FileLink) -> bool:
    """Whether a file beside an article that says much may be the report: a packed one only if it is named for it."""
    if _ARCHIVE.search(link.url):
        return judge_title(_ARCHIVE.sub("", link.name).strip()).kind == "report"
    return judge_title(_stem(link.name)).kind not in _OTHER_PAPERS


def _may_be_file(url: str, name: str, *, is_link: bool, is_body: bool) -> bool:
    if is_file(url) or (is_link and (_FILE_NAME.search(name) or _ARCHIVE.search(url))):
        return True
    says_so = (
        is_link
        and not _PAGE.search(urlsplit(url).path)
        and _HANDS_OUT.search(url.partition("://")[2].partition("/")[2])
    )
    return bool(says_so) and (is_body or bool(_NAMES_FILE.search(name)))


def _last_name(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])


def _stem(name: str) -> str:
    return _FILE_NAME.sub("", name).strip()
