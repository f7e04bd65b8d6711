"""Addresses as pages write them: made whole, cleaned of what does not change where they lead, or found in a handler."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

from lxml.html import HtmlElement

_PLAIN_PATH = re.compile(r"/(?!/)[\w./?=%&~+-]*", re.ASCII)  # needs nothing but a host: most links of most pages
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_UNUSABLE = ("javascript:", "mailto:", "tel:", "data:", "about:", "#", "file:", "ftp:")
_SESSION = re.compile(r";jsessionid=[^?#;/]*", re.IGNORECASE)
# Fields that tell readers apart, and from where they came; no server needs them.
_MARK = re.compile(
    r"(?:PHPSESSID|JSESSIONID|ASPSESSIONID\w{0,20}|ivk_sa|isappinstalled|nsukey|utm_(?:source|medium|campaign|term|content))=.*"
    r"|from=(?:singlemessage|groupmessage|timeline)",
    re.IGNORECASE,
)
_ANY_MARK = re.compile(r"sess|ivk_sa|isapp|nsukey|utm_|from=", re.IGNORECASE)
_OPENED = re.compile(
    r"""(?:location(?:\.href)?\s*=|window\.open\(|location\.(?:assign|replace)\()\s*['"`]((?:(?!\$\{)[^'"`])+)['"`]\s*(?![+\s])"""
)
# What a handler puts into a frame or a part of the page.
_SHOWN = re.compile(r"""(?:\.load\(|\.src\s*=|\.attr\(\s*['"]src['"]\s*,)\s*['"]([^'"\s]+)['"]\s*(?![+\s])""")
# A call that is handed an address, alone or with the name of what is there, or behind the element that is clicked and
# a number: javascript:openUrl('/nb/2023/1.html'), turnPage(this, 2, 'index_2.html')
_HANDED = re.compile(
    r"""^\s*+(?:javascript:)?\s*+(?:return\s+)?[\w$.]+\(\s*(?:(?:this|event|\d{1,6})\s*,\s*){0,3}['"]([^'"\s]+)['"]\s*(?:,\s*['"]([^'"\s]+)['"]\s*)?[,)]""",
    re.IGNORECASE,
)
_LOOKS_LIKE_ADDRESS = re.compile(
    r"^(?:https?://|\.{0,2}/)\S|^[\w./-]+\.(?:s?html?|jhtml|jspx?|aspx?|php|pdf)(?:$|\?)", re.IGNORECASE
)
_CHOSEN = re.compile(r"this\.options\[[^\]]*\]\.value|\$\(this\)\.val\(\)|\b(?:e|ev|evt|event)\.target\.value")
_CHOSEN_IN = (
    r"""(?:document\.)?getElementById\(\s*["']{0}["']\s*\)\.value"""
    r"""|\$\(\s*["']#{0}(?: (?:option)?:selected)?["']\s*\)\.val\(\)"""
)
_KEPT_AS = re.compile(r"\b(?:var|let|const)\s+([A-Za-z_$][\w$]{0,60})\s*=\s*this\.value\s*[;\n]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_QUERY = re.compile(r"""\?[A-Za-z_]\w{0,60}=[^"'<>\s]{1,500}""", re.ASCII)
_LONGEST_PATH = 300  # characters before a query
_DATA = ("data-href", "data-url", "data-link", "data-src", "tagname")


def absolute(base: str, href: str | None) -> str | None:
    """An http or https URL without fragment, or None for a link that leads nowhere (script, mail, anchor).

    The scheme's own port and the name of a user are left out, and so are line breaks that editors leave in links, the
    number of a session, which is another for every reader, and the marks of a link that was shared; backslashes are
    slashes.
    """
    if href is None:
        return None
    if _PLAIN_PATH.fullmatch(href) and "/." not in href and not ("=" in href and _ANY_MARK.search(href)):
        return f"{_origin(base)}{href}"
    cleaned = re.sub(r"[\r\n\t]", "", href).strip().replace("\\", "/").replace("&amp;", "&")
    if not cleaned or cleaned.lower().startswith(_UNUSABLE):
        return None
    try:
        url = urljoin(base, cleaned.replace(" ", "%20"))
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or True)
    except ValueError:
        return None
    if not usable:
        return None
    # One page, one address: what does not change where it leads is left out.
    host = parts.netloc.lower().rpartition("@")[2].removesuffix(_DEFAULT_PORTS[parts.scheme]).removesuffix(".")
    path = _SESSION.sub("", parts.path) if ";" in parts.path else parts.path
    query = _without_marks(parts.query) if parts.query and _ANY_MARK.search(parts.query) else parts.query
    return parts._replace(fragment="", netloc=host, path=path or "/", query=query).geturl()


def joined(base: str, written: str) -> str:
    """Where an address leads that is written on a page of the address `base`; `base` where it is no address."""
    try:
        return urljoin(base, written)
    except ValueError:  # "http://[" is no address
        return base


def _without_marks(query: str) -> str:
    return "&".join(field for field in query.split("&") if not _MARK.fullmatch(field))


def with_queries_of(text: str, encoding: str) -> str:
    """A page's text in which the queries of its links say their Chinese words as its own server reads them.

    A browser sends the query of a link in the charset of the page that it stands in, everything else in UTF-8.
    """
    if encoding == "utf-8" or "?" not in text:
        return text

    def plain(query: re.Match[str]) -> str:
        before = text[max(query.start() - _LONGEST_PATH, 0) : query.start()]
        is_of_link = max(map(before.rfind, "\"'=")) > max(map(before.rfind, "<> \n?"))
        return _NOT_ASCII.sub(lambda words: quote(words[0], encoding=encoding), query[0]) if is_of_link else query[0]

    return _QUERY.sub(plain, text)


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    """Scheme and host of an address, as they stand in front of a path."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, ':'))}"


def handlers(element: HtmlElement) -> tuple[str, ...]:
    """What an element does when it is clicked, as far as that is a script."""
    href = element.get("href") or ""
    scripted = href if href.strip().lower().startswith("javascript:") else ""
    return tuple(text for text in (element.get("onclick") or "", scripted) if text)


def chosen_value(handler: str, menu: str = "") -> str:
    """A handler in which every way of saying the value that was chosen is the same; `menu`: the id of the menu."""
    said = _CHOSEN.sub("this.value", handler)
    if menu:
        said = re.sub(_CHOSEN_IN.format(re.escape(menu)), "this.value", said)
    kept = _KEPT_AS.search(said)
    return re.sub(rf"(?<![\w$.]){re.escape(kept[1])}(?![\w$])", "this.value", said[kept.end() :]) if kept else said


def address_of(element: HtmlElement, base: str) -> str | None:
    """Where a link leads: by its address, by the one that its handler opens, or by one that it keeps as data."""
    url = absolute(base, element.get("href"))
    return opened_by(element, base) if url is None else url


def opened_by(element: HtmlElement, base: str) -> str | None:
    """The address that an element opens without being a link; see `address_of`."""
    for text in handlers(element):
        if opened := _OPENED.search(text) or _SHOWN.search(text):
            return absolute(base, opened[1])
        given = [text for text in handed.groups() if text] if (handed := _HANDED.match(text)) else []
        given = [text for text in given if "/" in text] or given[:1]
        if given and _LOOKS_LIKE_ADDRESS.match(given[0]):
            return absolute(base, given[0])
    kept = (element.get(name) or "" for name in _DATA)
    return next((absolute(base, value) for value in kept if _LOOKS_LIKE_ADDRESS.match(value)), None)


def opened_by_scripts(scripts: str) -> list[str]:
    """The addresses that scripts open, as they are written, in order."""
    return [found[1] for found in _OPENED.finditer(scripts)]
