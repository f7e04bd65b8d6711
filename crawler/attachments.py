"""The files that an article page links to and that may be the report itself.

Portals often publish a line of text and a PDF or Word file. Files are looked for in the article's body where
the page marks it, and otherwise in the whole page, for menus do not link to documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.markup import Markup, absolute, squeeze, tight_words_of, words_of
from parsers.prose.titles import judge_title

MOST_FILES = 6  # of one article
_SHORT_BODY = 400  # characters: an article that says less is a cover for its attachment

_ENDINGS = r"(?:pdf|docx?|wps|xlsx?|et|ofd|rtf)"
_FILE = re.compile(rf"\.{_ENDINGS}(?:$|[?#;])", re.IGNORECASE)
_FILE_NAME = re.compile(rf"\.{_ENDINGS}\b", re.IGNORECASE)
# Addresses that hand out files without naming an ending.
_DOWNLOAD = re.compile(
    r"/download\.jsp\?|/downfile\.jsp\?|/downloadFile|/OpennessContent/download/|/group\d+/M0\d/|DownloadAttach"
)
_VIEWER = re.compile(r"/viewer\.html$", re.IGNORECASE)
# What can carry a file, links with their words: a report of many tables has few of these. Matches without going back.
_CARRIERS = re.compile(rb"<(?:a\b[^>]*(?:>[^<]*(?:<[^>]*>?[^<]*){0,24})?|(?:iframe|embed|object)\b[^>]*)")
_HINTS = (b".pdf", b".doc", b".wps", b".xls", b".et", b".ofd", b".rtf", b"download", b"downfile", b"/m00/", b"/m01/")


def _of_class(*names: str) -> str:
    return "//*[" + " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in names) + "]"


_BODIES = (
    "//*[@id='vsb_content' or @id='zoom' or @id='Zoom' or @id='zoomcon' or @id='ivs_content' or @id='UCAP-CONTENT']",
    "//ucapcontent",
    _of_class("TRS_Editor", "trs_editor_view", "TRS_UEDITOR", "v_news_content", "wp_articlecontent", "zoom"),
    _of_class("pages_content", "article-content", "content_article"),
)
_OTHER_PAPERS = {"format", "notice", "statistics", "guide", "meeting", "law_based_government_report", "website_report"}


@dataclass(frozen=True, slots=True)
class FileLink:
    url: str
    name: str


def may_have_files(body: bytes) -> bool:
    """A cheap look at the bytes: whether it pays to take the page apart for links to files."""
    carriers = b"\n".join(_CARRIERS.findall(body.lower()))
    return any(hint in carriers for hint in _HINTS)


def file_links(markup: Markup) -> list[FileLink]:
    """The files that may be the report, in order, each once.

    Beside an article that says much, a file whose name says that it is another paper is left alone; beside a
    short article every file is taken.
    """
    body = _body(markup)
    around = body if body is not None else markup.tree
    short = len(words_of(around)) < _SHORT_BODY
    found: dict[str, FileLink] = {}
    for root in dict.fromkeys([around, markup.tree]):  # attachments often stand in a box below the body
        for element in root.iter("a", "iframe", "embed", "object"):
            link = _file_link(element, markup.base)
            if link and link.url not in found and (short or judge_title(_stem(link.name)).kind not in _OTHER_PAPERS):
                found[link.url] = link
    return list(found.values())[:MOST_FILES]


def _body(markup: Markup) -> HtmlElement | None:
    found: list[HtmlElement] = [element for path in _BODIES for element in markup.tree.xpath(path)]
    return found[0] if found else None


def _file_link(element: HtmlElement, base: str) -> FileLink | None:
    source = element.get("href") or element.get("src") or element.get("data")
    url = absolute(base, source)
    if url is None:
        return None
    parts = urlsplit(url)
    if _VIEWER.search(parts.path) and (shown := parse_qs(parts.query).get("file")):
        url = absolute(url, urljoin(url, shown[0])) or url
        parts = urlsplit(url)
    name = tight_words_of(element) or squeeze(element.get("title") or "") or unquote(parts.path.rpartition("/")[2])
    is_file = _FILE.search(parts.path) or _DOWNLOAD.search(url) or (element.tag == "a" and _FILE_NAME.search(name))
    return FileLink(url, name) if is_file else None


def _stem(name: str) -> str:
    return _FILE_NAME.sub("", name).strip()
