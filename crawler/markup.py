"""A fetched HTML page as the crawler looks at it: its tree, its links, its printed words.

This is for menus, lists and links only. What a report says is read elsewhere and from the stored bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from crawler.scripts import written

# lxml makes a second root of whatever follows a premature end tag and loses it; browsers ignore the tag.
_END_TAGS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,60}\s*\(\s*(?=[\[{\"])")
_COMMENT_LINE = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_PLAIN_PATH = re.compile(r"/(?!/)[\w./?=%&~+-]*", re.ASCII)  # needs nothing but a host: most links of most pages
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_UNUSABLE = ("javascript:", "mailto:", "tel:", "data:", "about:", "#", "file:", "ftp:")
_OPENED = re.compile(
    r"""(?:location(?:\.href)?\s*=|window\.open\(|location\.(?:assign|replace)\()\s*['"]([^'"]+)['"]"""
)
_REFRESH = re.compile(r"url\s*=\s*['\"]?\s*([^'\"\s>]+)", re.IGNORECASE)
_LINKS_OF_A_JUMP = 3
_SILENT = {"script", "style", "noscript", "template", "head", "title"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a reader sees it: `text` printed, `title` from the attribute, `alt` and `image` of a picture in it.

    `how` is the element that carries it: `a`, `area`, `iframe`, `option` or `script` (an onclick).
    """

    url: str
    text: str
    title: str = ""
    alt: str = ""
    image: str = ""
    how: str = "a"


class Markup:
    """One page: `text` as decoded, `url` where it came from (after redirects).

    `list_place`: where the list stood on the page before, if this is a later page of one.
    """

    def __init__(self, text: str, url: str, list_place: str = "") -> None:
        self.text = text
        self.url = url
        self.list_place = list_place

    @cached_property
    def tree(self) -> HtmlElement:
        return parse(self.text)

    @cached_property
    def base(self) -> str:
        """What relative links resolve against: the page's `<base href>`, or its own address."""
        for href in self.tree.xpath("//base/@href"):
            return urljoin(self.url, str(href).strip())
        return self.url

    @cached_property
    def links(self) -> tuple[Link, ...]:
        in_page = _links(self.tree, self.base)
        return tuple(in_page if self.written is None else (*in_page, *_links(self.written, self.base)))

    @cached_property
    def leads_to(self) -> str | None:
        """Where a page with hardly a link leads by itself: by its head, a script or a frame; None where it does not."""
        frames = [link.url for link in self.links if link.how == "iframe"]
        if len(self.links) - len(frames) > _LINKS_OF_A_JUMP:
            return None
        for content in self.tree.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content"):
            if target := _REFRESH.search(str(content)):
                return absolute(self.base, target[1])
        opened = _OPENED.search(self.scripts)
        return absolute(self.base, opened[1]) if opened else next(iter(frames), None)

    @cached_property
    def words(self) -> str:
        """The visible words of the page in one line."""
        return words_of(self.tree)

    @cached_property
    def data(self) -> Any:
        """The page as JSON where it is JSON and no page at all, as some lists are sent; otherwise None.

        JSON within a JSON text is taken out of it, and so is what is handed to a callback (JSONP).
        """
        text = self.text.lstrip("\ufeff \r\n\t")
        if called := _CALLBACK.match(text):
            text = text[called.end() : text.rfind(")")]
        if text[:1] not in {"{", "[", '"'}:
            return None
        try:
            found = json.loads(text)
            return json.loads(found) if isinstance(found, str) else found
        except (ValueError, RecursionError):
            return None

    @cached_property
    def scripts(self) -> str:
        """The text of the page's inline scripts, where pagers are configured, without lines that are commented out."""
        return _COMMENT_LINE.sub("", "\n".join(script.text or "" for script in self.tree.iter("script")))

    @cached_property
    def written(self) -> HtmlElement | None:
        """The tree of what the page's scripts write into it; None where they write nothing that is known."""
        text = written(self.scripts)
        return parse(text) if text.strip() else None


def parse(text: str) -> HtmlElement:
    """The tree of a page or of a fragment; never raises for broken markup."""
    cleaned = _END_TAGS.sub("", _XML_DECLARATION.sub("", _NOT_XML.sub("", text)))
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing at all in it
        return html.document_fromstring(b"<html><body></body></html>")


def words_of(element: HtmlElement) -> str:
    """The visible words of an element in one line, words of different elements apart."""
    return squeeze(" ".join(_texts(element)))


def tight_words_of(element: HtmlElement) -> str:
    """The visible words of an element as printed inside one line: inline elements do not part words."""
    return squeeze("".join(_texts(element)))


def _texts(element: HtmlElement) -> Iterator[str]:
    """The pieces of visible text in an element, in order; without recursion, for pages may be nested without end."""
    if not len(element):  # most links have nothing but their text in them
        if element.text and element.tag not in _SILENT:
            yield element.text
        return
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if event == "start":
            if part.tag in _SILENT:
                walk.skip_subtree()
            elif part.text:
                yield part.text
        elif part is not element and part.tail:
            yield part.tail


def squeeze(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def absolute(base: str, href: str | None) -> str | None:
    """An http or https URL without fragment, or None for a link that leads nowhere (script, mail, anchor).

    The scheme's own port is left out; so are line breaks that editors leave in links, and backslashes are slashes.
    """
    if href is None:
        return None
    if _PLAIN_PATH.fullmatch(href) and "/." not in href:
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
    host = parts.netloc.lower().removesuffix(_DEFAULT_PORTS[parts.scheme])
    return parts._replace(fragment="", netloc=host, path=parts.path or "/").geturl()


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    """Scheme and host of an address, as they stand in front of a path."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, ':'))}"


def address_of(element: HtmlElement, base: str) -> str | None:
    """Where a link leads: by its address, or by the one address that its handler opens."""
    url = absolute(base, element.get("href"))
    if url is None and (opened := _OPENED.search(f"{element.get('href') or ''} {element.get('onclick') or ''}")):
        return absolute(base, opened[1])
    return url


def _links(tree: HtmlElement, base: str) -> Iterator[Link]:
    for element in tree.iter("a", "area", "iframe", "frame", "option"):
        how = {"frame": "iframe"}.get(str(element.tag), str(element.tag))
        href = {"iframe": "src", "option": "value"}.get(how, "href")
        url = absolute(base, element.get(href)) if _may_be_address(how, element.get(href)) else None
        if url is None and (opened := _OPENED.search(element.get("onclick") or "")):
            url, how = absolute(base, opened.group(1)), "script"
        if url is not None:
            yield _link(element, url, how)
    for element in tree.xpath("//*[@onclick][not(self::a or self::area)]"):
        if (opened := _OPENED.search(element.get("onclick"))) and (url := absolute(base, opened.group(1))):
            yield _link(element, url, "script")


def _may_be_address(how: str, value: str | None) -> bool:
    """An option's value is often a bare number or word; only one that looks like an address is a link."""
    return value is not None and (how != "option" or "/" in value or bool(re.search(r"\.s?html?$", value)))


def _link(element: HtmlElement, url: str, how: str) -> Link:
    pictures = list(element.iter("img"))
    return Link(
        url=url,
        text=tight_words_of(element),
        title=squeeze(element.get("title") or ""),
        alt=squeeze(" ".join([element.get("alt") or "", *(picture.get("alt") or "" for picture in pictures)])),
        image=next((picture.get("src") or "" for picture in pictures if picture.get("src")), ""),
        how=how,
    )
