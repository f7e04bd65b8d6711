"""What a response really is: a page, a refusal by kind, or an apology sent with status 200.

Judged before anything is read from a page, in this order: status, kind of bytes, marks in headers and in the
first kilobytes, length. A refusal is kept as evidence and nothing more: no challenge is solved, no cookie
computed, no other identity taken. The marks stand in `crawler.marks`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.functions import run_at_once
from crawler.marks import CHALLENGES, LOGIN, MESSAGES, STATUSES
from parsers.documents.decode import decode

_HEAD = 4096  # bytes in which a challenge or block page names itself
_WORDS = 1200  # characters of visible text above which a page is no mere message


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Header names are lower case, values of one name joined by line breaks.

    `expected` is what was asked for: `page`, `home` (a page that may only lead on), `list`, `data` (records of a list)
    or `file`.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    expected: str = "page"
    charset: str | None = None

    @property
    def head(self) -> bytes:
        return self.body[:_HEAD]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` is one of the codes of `captures.verdict`; `reason` is empty for what is sound."""

    code: str
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        return self.code in {"ok", "list"}


# What it is besides is told by where it leads.
LEADS_ON = Verdict("soft_404", "a page that only leads elsewhere")

# The first bytes of the kinds of files that portals send.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
DOCUMENTS = {"pdf", "zip", "ole", "rtf"}  # files that may be asked for as pages
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|table|p|script|meta|title|span|h[1-6])\b", re.IGNORECASE)
_XML = re.compile(rb"^\s*<(?:\?xml|datastore|recordset)", re.IGNORECASE)
# What is never closed goes to the end, as in browsers; and looking for an end that is not there, from every tag of a
# page that is nothing but open tags, would take for ever.
_TAGS = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^>]*(?:>|\Z)|&nbsp;", re.DOTALL | re.IGNORECASE)
# In the beginning of a page, where its end may cut a tag or a script in two.
_SILENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TEXT = re.compile(r">\s*([^<\s][^<]*)")
_BEGINNING = 32_768  # characters of markup
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,1000}?)</title>", re.DOTALL | re.IGNORECASE)
_TITLE_WITHIN = 262_144  # characters
_REFRESH = re.compile(r"<meta[^>]+http-equiv=[\"']?refresh[\"']?[^>]*url=", re.IGNORECASE)
_REFRESH_HEADER = re.compile(r"\burl\s*=", re.IGNORECASE)
_JUMP = re.compile(
    r"(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*=\s*[\"'`]|location\.(?:replace|assign)\("
)
# A jump that a click would make is none: links by handlers, search boxes, menus of years, and the functions they call.
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_ONLOAD = re.compile(r"""<body\b[^>]{0,500}\bonload=(["'])(.{0,500}?)\1""", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\b", re.IGNORECASE)
_LINKS_OF_A_MESSAGE = 3  # back, to the home page, to the editors
_ERROR_TITLE = re.compile(r"^(?:error\s*)?(?:404|403|500)\b|404\s*(?:not found|错误|页面)|页面不存在", re.IGNORECASE)
_PASSWORD = re.compile(r"type=[\"']?password", re.IGNORECASE)
# Pictures, frames, links, and data that a script of the page makes it of.
_SHOWS_MORE = re.compile(r"<(?:i?frame|embed|object|img|a)\b|\bwindow\.\w{1,40}\s{0,9}=\s{0,9}[{\[(]", re.IGNORECASE)
_TEXTS = {"html", "text", "xml", "json"}
_OPENING = 300  # characters in which a message says what it is
_SHORTEST_PAGE = 500  # bytes; stubs of list pages are 300 to 400
_SHORTEST_TEXT = 12  # characters of a page that says anything


def judge(answer: Answer, *, home: str | None = None) -> Verdict:
    """What an answer is.

    `home` is the SHA-256 of the portal's home page, which sent for another address is a soft 404.
    """
    kind = sniff(answer.body)
    if mark := _challenge(answer):
        return mark
    if not 200 <= answer.status < 300:
        return _by_status(answer)
    if not answer.body.strip():
        if answer.expected in {"page", "home"} and _REFRESH_HEADER.search(answer.headers.get("refresh", "")):
            return Verdict("ok") if answer.expected == "home" else LEADS_ON
        return Verdict("stub", "nothing was sent")
    if home is not None and hashlib.sha256(answer.body).hexdigest() == home:
        return Verdict("soft_404", "the home page was sent for this address")
    if answer.expected == "file":
        return _file(answer, kind)
    if kind in DOCUMENTS and answer.expected == "page":
        return Verdict("ok")
    if kind not in _TEXTS:
        return Verdict("wrong_type", f"{kind} was sent where a page was asked for")
    return _page(answer, kind)


def sniff(body: bytes) -> str:
    """The kind of a payload by its bytes alone: a file format, or `html`, `xml`, `json`, `text`, `binary`."""
    start = body[:_HEAD]
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            return kind
    if _XML.match(start.lstrip(b"\xef\xbb\xbf")) and not re.search(rb"<html", start, re.IGNORECASE):
        return "xml"
    if _HTML.search(start):
        return "html"
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"{", b"["}:
        return "json"
    return "binary" if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")) else "text"


def _challenge(answer: Answer) -> Verdict | None:
    head = answer.head.lower()
    for mark in CHALLENGES:
        if mark.statuses and answer.status not in mark.statuses:
            continue
        if mark.short and len(answer.body) > _HEAD:
            continue
        if mark.header and mark.header[1] not in answer.headers.get(mark.header[0], ""):
            continue
        if mark.is_in(head):
            return Verdict(mark.code, mark.reason)
    return None


@dataclass(frozen=True, slots=True)
class _Said:
    """What a page of text says: all of it, the words that a reader sees, and its title."""

    text: str
    words: str
    title: str

    @classmethod
    def by(cls, answer: Answer) -> _Said:
        text = decode(answer.body, answer.charset).text
        title = found[1].strip() if (found := _TITLE.search(text, 0, _TITLE_WITHIN)) else ""
        return cls(text, _visible(text), title)


def _by_status(answer: Answer) -> Verdict:
    if answer.status not in {404, 410} and sniff(answer.body) in _TEXTS:
        message = _message(answer, _Said.by(answer))
        if message:
            return message
    if answer.status == 503 and "retry-after" in answer.headers:
        return Verdict("rate_limited", "the server asks to come back later")
    for statuses, code, reason in STATUSES:
        if answer.status in statuses:
            return Verdict(code, f"status {answer.status}{reason}")
    return Verdict("server_error", f"status {answer.status}")


def _file(answer: Answer, kind: str) -> Verdict:
    if kind in {"html", "xml", "json"}:
        message = _message(answer, _Said.by(answer))
        return message or Verdict("wrong_type", f"{kind} was sent where a file was asked for")
    if kind == "image":
        return Verdict("wrong_type", "an image was sent where a document was asked for")
    return Verdict("ok")


def _page(answer: Answer, kind: str) -> Verdict:
    said = _Said.by(answer)
    if message := _message(answer, said):
        return message
    if answer.expected == "home" and _leads_on(answer, said):
        return Verdict("ok")
    if answer.expected == "data":
        empty = kind == "json" and re.search(rb'"html"\s*:\s*""', answer.body)
        records = b"<record" in answer.body.lower() or kind != "xml"
        return Verdict("list") if records and not empty else Verdict("stub", "an answer without records")
    if len(said.words) < _SHORTEST_TEXT and not _SHOWS_MORE.search(said.text):
        return Verdict("stub", f"a page of {len(answer.body)} bytes that says nothing")
    if answer.expected == "list" and len(answer.body) < _SHORTEST_PAGE and "<a" not in said.text.lower():
        return Verdict("stub", f"a list page of {len(answer.body)} bytes without a link")
    return Verdict("list" if answer.expected == "list" else "ok")


def _message(answer: Answer, said: _Said) -> Verdict | None:
    """The refusal or apology that a short page, or a page's title, consists of."""
    if _ERROR_TITLE.search(said.title):
        return Verdict("soft_404", f"the page calls itself {said.title}")
    if len(said.words) > _WORDS:
        return None
    for code, phrases in MESSAGES:
        for phrase in phrases:
            if phrase in said.title or phrase in said.words[:_OPENING]:
                return Verdict(code, f"the page says {phrase}")
    if _PASSWORD.search(said.text) and any(p in said.title or p in said.words[:_OPENING] for p in LOGIN):
        return Verdict("login", "a login form was sent")
    if answer.expected != "home" and _leads_on(answer, said):
        return LEADS_ON
    return None


def _leads_on(answer: Answer, said: _Said) -> bool:
    """Whether a page does nothing but lead elsewhere by itself."""
    if len(said.words) >= _OPENING or len(answer.body) >= _HEAD or "<frame" in said.text.lower():
        return False
    scripts = [*_SCRIPT.findall(said.text), *(found[2] for found in _ONLOAD.finditer(said.text))]
    jumps = _JUMP.search(run_at_once("\n".join(scripts)))
    refreshes = _REFRESH.search(said.text) or _REFRESH_HEADER.search(answer.headers.get("refresh", ""))
    return bool(refreshes or jumps) and len(_LINK.findall(said.text)) <= _LINKS_OF_A_MESSAGE


def _visible(text: str) -> str:
    """The words that a reader sees; of a long page only its beginning, where that is more than a message has."""
    head = _HEAD_END.search(text)
    start = head.end() if head else 0
    if start + _BEGINNING < len(text):
        texts = _TEXT.findall(_SILENT.sub(" ", text[start : start + _BEGINNING]))
        words = " ".join(" ".join(texts).split())
        if len(words) > _WORDS:
            return words
    return " ".join(_TAGS.sub(" ", text[start:]).split())
