"""Columns that are feeds, RSS or Atom: what a reader of news subscribes to.

    <rss><channel><title>政府信息公开年报</title><item><title>…</title><link>http://…</link><pubDate>…</pubDate></item>…
    <feed><title>…</title><entry><title>…</title><link href="http://…"/><updated>…</updated></entry>…

A feed holds the newest entries of a list and never says how many there are, so it proves nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import ClassVar

from lxml import etree

from crawler.families.base import AlikePages, Claim, ListPage
from crawler.items import Item, printed_date, year_hint
from crawler.markup import Markup, absolute, squeeze

_FEED = re.compile(r"^\ufeff?\s*(?><\?[^>]{0,300}\?>\s*|<!--.{0,2000}?-->\s*){0,9}<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_CHINA = timezone(timedelta(hours=8))
_DATES = ("pubDate", "published", "date", "updated")


class Feed(AlikePages):
    name: ClassVar[str] = "feed"
    sends_data: ClassVar[bool] = False

    def detect(self, markup: Markup) -> Claim:
        return Claim(self.name, 0.97, "a feed") if _FEED.match(markup.text) else Claim(self.name, 0.0, "")

    def page(self, markup: Markup) -> ListPage:
        # Entities of the file's own are not replaced, and nothing is fetched for it.
        parser = etree.XMLParser(recover=True, no_network=True, resolve_entities=False, huge_tree=False)
        tree = etree.fromstring(_without_declaration(markup.text).encode(), parser)
        entries = [] if tree is None else tree.xpath("//*[local-name()='item' or local-name()='entry']")
        items = (item for entry in entries if (item := _item(entry, markup)))
        return ListPage(tuple({item.url: item for item in items}.values()), is_beginning=True)


def _without_declaration(text: str) -> str:
    """The text is decoded by now; what it says of its charset would be believed a second time."""
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text)


def _item(entry: etree._Element, markup: Markup) -> Item | None:
    title = _text(entry, "title")
    links = entry.xpath("*[local-name()='link'][not(@rel) or @rel='alternate']")
    addresses = (absolute(markup.base, squeeze(link.get("href") or link.text or "") or None) for link in links)
    url = next((address for address in addresses if address), None)
    when = next((day for name in _DATES if (day := _day(_text(entry, name)))), None)
    return Item(url, title, when, year_hint(url)) if title and url else None


def _text(entry: etree._Element, name: str) -> str:
    found = entry.xpath(f"*[local-name()='{name}']")
    return squeeze("".join(found[0].itertext())) if found else ""


def _day(text: str) -> str | None:
    """The day in China of a moment in the form of RSS (Mon, 08 Jan 2024 10:00:00 +0800) or of ISO 8601."""
    if day := printed_date(text):
        return day
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo is None else moment.astimezone(_CHINA)).date().isoformat()
