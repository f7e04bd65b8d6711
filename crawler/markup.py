"""A fetched HTML page as the crawler looks at it: its tree, its links, its printed words.

This is for menus, lists and links only. What a report says is read elsewhere and from the stored bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from crawler.addresses import absolute, address_of, handlers, opened_by_scripts
from crawler.functions import Functions, run_at_once
from crawler.script_records import records_in
from crawler.scripts import unescaped, written
from crawler.traditional import in_ours

__all__ = ["Link", "Markup", "absolute", "address_of", "parse", "squeeze", "tight_words_of", "words_of"]

# lxml makes a second root of whatever follows a premature end tag and loses it; browsers ignore the tag.
_END_TAGS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What services put before a callback: a comment, or a question whether it is there.
_CALLBACK = re.compile(
    r"(?:/\*[^*]{0,200}\*/\s*)?(?:typeof [\w$.]{1,60}\s*={2,3}\s*[\"']function[\"']\s*&&\s*)?"
    r"[A-Za-z_$][\w$.]{0,60}\s*\(\s*(?=[\[{\"])"
)
_COMMENT_LINE = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
# Texts are matched too, so that what looks like a comment inside one stays. One that is never closed is none.
_COMMENT_BLOCK = re.compile(r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|/\*.*?(?:\*/|\Z)""", re.DOTALL)
_LONGEST_ADDRESS = 2000  # characters; every link of a page is joined to its base
_REFRESH = re.compile(r"url\s*=\s*['\"]?\s*([^'\"\s>]+)", re.IGNORECASE)
_LINKS_OF_A_JUMP = 3
_FRAMES_OF_A_SITE = 4
_ASKS_WHO = re.compile(r"userAgent|\bscreen\.width|\bclientWidth|\binnerWidth", re.IGNORECASE)
_FOR_TELEPHONES = re.compile(r"//(?:m|wap|3g)\.|/(?:m|wap|mobile|3g)(?:/|$)", re.IGNORECASE)
_LOADED = re.compile(r"""\.load\(\s{0,9}["']([\w./-]{1,200}\.(?:s?html?|inc|jspx?|aspx?|php))["']""")
# What a script asks for by a plain address when the page is opened.
_ASKED = re.compile(
    r"""(?:\.(?:getJSON|get|post|ajax|getScript)\(|\bfetch\(|\burl\s{0,9}:)\s{0,9}["']([\w./-]{1,200}(?:\?[\w=&.%-]{0,200})?)["']"""
)
_MENU = re.compile(r"(?:menu|nav|tree|column|channel|catalog|mulu|lanmu)[^/]*$", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:html|body|head|div|ul|table|p|script)\b", re.IGNORECASE)
_OF_EVERY_PAGE = re.compile(r"head|foot|top|bottom|nav|menu|share|search|banner|copyright|link", re.IGNORECASE)
# What opens an address like a link; the address in `data-src` of a picture is its own.
_OPENS = (
    "//*[@onclick or @data-href or @data-url or @data-link][not(self::a or self::area)]"
    " | //*[@data-src][self::li or self::span or self::dd or self::div]"
)
# What a script puts into a frame of this name.
_PUT_INTO = (
    r"""(?:getElementById\(\s*["']{0}["']\s*\)\.src\s*=|["']#{0}["']\s*\)\.(?:attr|prop)\(\s*["']src["']\s*,)"""
    r"""\s*["']([^"'\s]{{1,300}})["']\s*(?![+\s])"""
)
_CARRIED_AS = {"frame": "iframe", "object": "iframe", "router-link": "a"}
_ADDRESS_IN = {"option": "value", "router-link": "to"}
_MORE = re.compile(r"[\[（(….]*(?:更多|查看更多|点击更多|more)?[\])）]?[\s>＞»+.…]*", re.IGNORECASE)
_MOST_AROUND = 4  # elements
_MOST_TEXTS = 40  # in an element
_MOST_BESIDE = 60  # elements side by side, of which one may be the heading of another
_LONGEST_HEADING = 30  # characters
_SILENT = {"script", "style", "noscript", "template", "head", "title"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a reader sees it: `text` printed, `title` from the attribute, `alt` and `image` of a picture in it.

    `how` is the element that carries it: `a`, `area`, `iframe`, `option` or `script` (an onclick). `heading`: the few
    words around a link that says no more than 更多, for which it stands.
    """

    url: str
    text: str
    title: str = ""
    alt: str = ""
    image: str = ""
    how: str = "a"
    heading: str = ""


class Markup:
    """One page: `text` as decoded, `url` where it came from (after redirects).

    `list_place`: where the list stood on the page before, if this is a later page of one. `refresh`: the header of that
    name.
    """

    def __init__(self, text: str, url: str, list_place: str = "", refresh: str = "") -> None:
        self.text = text
        self.url = url
        self.list_place = list_place
        self.refresh = refresh

    @cached_property
    def tree(self) -> HtmlElement:
        return parse(self.text)

    @cached_property
    def base(self) -> str:
        """What relative links resolve against: the page's `<base href>`, or its own address."""
        stated = str(next(iter(self.tree.xpath("//base/@href")), "")).strip()
        return (absolute(self.url, stated) if len(stated) <= _LONGEST_ADDRESS else None) or self.url

    @cached_property
    def links(self) -> tuple[Link, ...]:
        in_page = _links(self, self.tree)
        written = () if self.written is None else _links(self, self.written)
        return (*in_page, *written, *(link for link, _ in self.records))

    @cached_property
    def leads_to(self) -> tuple[str, ...]:
        """Where a page with hardly a link leads by itself: by its heads, a script or its frames; empty if not."""
        frames = [link.url for link in self.links if link.how == "iframe"]
        if len(self.links) - len(frames) > _LINKS_OF_A_JUMP:
            return ()
        in_head = self.tree.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content")
        for content in (self.refresh, *map(str, in_head)):
            if target := _REFRESH.search(content):
                return tuple(url for url in [absolute(self.base, target[1])] if url)
        written = opened_by_scripts(run_at_once(self._scripts_and_onload))
        opened = [url for address in written if (url := absolute(self.base, address))]
        # Telephones are sent to a site of their own, and other readers stay, or are sent on behind.
        asks_who = bool(_ASKS_WHO.search(self._scripts_and_onload))
        opened = [url for url in opened if not (asks_who and _FOR_TELEPHONES.search(url))]
        opened.sort(key=lambda url: bool(_FOR_TELEPHONES.search(url)))
        return tuple(opened[:1] or frames[:_FRAMES_OF_A_SITE])

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The pieces of HTML that scripts load into the page when it is opened: heads with menus, mostly."""
        found = (absolute(self.base, address) for address in _LOADED.findall(self.scripts))
        return tuple(dict.fromkeys(url for url in found if url))

    @property
    def own_parts(self) -> tuple[str, ...]:
        """Of these pieces, those that are the page's own and not the head, foot or menu of every page."""
        return tuple(url for url in self.parts if not _OF_EVERY_PAGE.search(url.rpartition("/")[2]))

    @cached_property
    def records(self) -> tuple[tuple[Link, str], ...]:
        """What stands in the page's scripts as data with names and addresses, each with the text of its object or pair.

        An answer that is no page at all is taken for a script.
        """
        records = records_in(self.scripts or self._no_page)
        placed = ((absolute(self.base, unescaped(record.address)), record) for record in records)
        return tuple(
            (Link(url, squeeze(unescaped(record.name)), how="script"), record.whole) for url, record in placed if url
        )

    @cached_property
    def functions(self) -> Functions:
        """What the page's own functions do."""
        return Functions(self.scripts)

    def leads(self, element: HtmlElement) -> str | None:
        """Where an element leads that is clicked: by its address, its handler or the function that this calls."""
        url = address_of(element, self.base)
        if url is not None:
            return url
        called = (address for call in handlers(element) if (address := self.functions.address(call)))
        return next((absolute(self.base, address) for address in called), None)

    @cached_property
    def words(self) -> str:
        """The visible words of the page in one line, in our characters."""
        return in_ours(words_of(self.tree))

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
        """The text of the page's inline scripts, where pagers are configured, without what is commented out."""
        text = _COMMENT_LINE.sub("", "\n".join(script.text or "" for script in self.tree.iter("script")))
        return _COMMENT_BLOCK.sub(_without_comment, text) if "/*" in text else text

    @property
    def menus(self) -> tuple[str, ...]:
        """The addresses of menus that scripts ask for or that are scripts themselves, as they call themselves."""
        asked = [*_ASKED.findall(run_at_once(self.scripts)), *map(str, self.tree.xpath("//script/@src")), *self.parts]
        found = (absolute(self.base, address) for address in asked if _MENU.search(address.partition("?")[0]))
        return tuple(dict.fromkeys(url for url in found if url))

    @property
    def _no_page(self) -> str:
        """The text of an answer that is a script or data: of one without elements."""
        return "" if _ELEMENT.search(self.text) else self.text

    @property
    def _scripts_and_onload(self) -> str:
        return "\n".join([self.scripts, *map(str, self.tree.xpath("//body/@onload"))])

    @cached_property
    def written(self) -> HtmlElement | None:
        """The tree of what the page's scripts write into it; None where they write nothing that is known."""
        text = written(self.scripts)
        return parse(text) if text.strip() else None


def _without_comment(found: re.Match[str]) -> str:
    return " " if found[0].startswith("/*") and found[0].endswith("*/") else found[0]


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


def _links(page: Markup, tree: HtmlElement) -> Iterator[Link]:
    for element in tree.iter("a", "area", "iframe", "frame", "object", "option", "router-link"):
        how = _CARRIED_AS.get(str(element.tag), str(element.tag))
        href = _framed(page, element) if how == "iframe" else element.get(_ADDRESS_IN.get(str(element.tag), "href"))
        url = absolute(page.base, href) if _may_be_address(how, href) else None
        if url is None and how in {"a", "area"}:
            url, how = page.leads(element), "script"
        if url is not None:
            yield _link(element, url, how)
    for element in tree.xpath(_OPENS):
        if url := page.leads(element):
            yield _link(element, url, "script")


def _framed(page: Markup, element: HtmlElement) -> str | None:
    """The page that a frame shows: at once, or when a script has put it there."""
    if element.tag == "object":
        return element.get("data") if (element.get("type") or "").lower() == "text/html" else None
    stated = element.get("src") or ""
    if stated and not stated.lower().startswith(("about:", "javascript:")):
        return stated
    name = element.get("id") or element.get("name") or ""
    put = re.search(_PUT_INTO.format(re.escape(name)), run_at_once(page.scripts)) if name and page.scripts else None
    return put[1] if put else element.get("data-src")


def _may_be_address(how: str, value: str | None) -> bool:
    """An option's value is often a bare number or word; only one that looks like an address is a link."""
    return value is not None and (how != "option" or "/" in value or bool(re.search(r"\.s?html?$|^\?\w+=", value)))


def _link(element: HtmlElement, url: str, how: str) -> Link:
    pictures = list(element.iter("img"))
    text, title = tight_words_of(element), squeeze(element.get("title") or element.get("aria-label") or "")
    alt = squeeze(" ".join([element.get("alt") or "", *(picture.get("alt") or "" for picture in pictures)]))
    image = next((picture.get("src") or "" for picture in pictures if picture.get("src")), "")
    is_more = how != "option" and all(_MORE.fullmatch(words) for words in (text, title, alt))
    return Link(url, text, title, alt, image, how, heading_of(element) if is_more else "")


def heading_of(element: HtmlElement) -> str:
    """The words right before a link, or in the smallest element around it; empty where they are no heading."""
    inside = element
    for around in islice(element.iterancestors(), _MOST_AROUND):
        if around.tag in {"body", "html"} or next(islice(around.iterchildren(), _MOST_BESIDE, None), None) is not None:
            break
        before = inside.getprevious()
        for words in (_said(before) if before is not None else "", _said(around)):
            if 0 < len(words) <= _LONGEST_HEADING:
                return words
        if _said(around):
            break
        inside = around
    return ""


def _said(element: HtmlElement) -> str:
    """The words of an element without those that only say 更多, as far as it takes to see that they are many."""
    pieces = (squeeze(text) for text in islice(element.itertext(), _MOST_TEXTS))
    return "".join(words for words in pieces if words and not _MORE.fullmatch(words))
