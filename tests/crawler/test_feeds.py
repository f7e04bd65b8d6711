"""Columns that are feeds."""

from __future__ import annotations

import pytest

from crawler.families import FAMILIES, claim
from crawler.items import Item
from crawler.markup import Markup
from tests.crawler.walking import SITE
from tests.portals.county import NAME, addresses, county, reports, title, told
from tests.portals.web import Reply

FEED = f"{SITE}/rss/nb.xml"
ONE = Item(f"{SITE}/nb/2024/101.html", "青禾县水利局2023年政府信息公开工作年度报告", "2024-01-09")
RSS = (
    "<?xml version='1.0' encoding='gb2312'?><rss version='2.0'><channel><title>政府信息公开年报</title><link>/</link>"
    f"<item><title><![CDATA[{ONE.title}]]></title><link>/nb/2024/101.html</link>{{}}</item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>政府信息公开年报</title><link href="/"/><entry><title>'
    f'{ONE.title}</title><link rel="self" href="/x"/><link href="{ONE.url}"/><updated>2024-01-09T08:00:00Z</updated>'
    "</entry></feed>"
)


@pytest.mark.parametrize(
    "text",
    [
        RSS.format("<pubDate>Mon, 08 Jan 2024 20:00:00 GMT</pubDate>"),  # the next day in China
        RSS.format("<pubDate>2024-01-09 08:00:00</pubDate>"),
        RSS.format('<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2024-01-09</dc:date>'),
        RSS.format("<pubDate>Tue, 09 Jan 2024 08:00:00 +0800</pubDate>").replace("</item>", "</item><item></item>"),
        ATOM,
    ],
)
def test_the_entries_of_a_feed(text: str) -> None:
    markup = Markup(text, FEED)
    assert claim(markup).family == "feed"
    assert FAMILIES["feed"].first_page(markup).items == (ONE,)


def test_a_day_that_cannot_be_read_is_unknown() -> None:
    items = FAMILIES["feed"].first_page(Markup(RSS.format("<pubDate>soon</pubDate>"), FEED)).items
    assert [item.printed_date for item in items] == [None]


def test_entities_of_a_feed_are_not_replaced() -> None:
    text = RSS.format("").replace("<rss", "<!DOCTYPE rss [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><rss", 1)
    items = FAMILIES["feed"].first_page(Markup(text.replace("工作年度报告", "&e;年度报告"), FEED)).items
    assert [item.title for item in items] == ["青禾县水利局2023年政府信息公开&e;年度报告"]


def test_a_page_that_shows_a_feed_in_words_is_none() -> None:
    assert claim(Markup("<html><title>RSS</title><p>&lt;rss&gt;</p></html>", FEED)).family == "generic"


def test_a_feed_is_a_column_that_is_never_shown_to_be_complete() -> None:
    entries = "".join(
        f"<item><title>{title(n)}</title><link>{at}</link></item>" for n, at in enumerate(addresses(0, 3))
    )
    feed = f"<rss version='2.0'><channel><title>{NAME}</title>{entries}</channel></rss>"
    pages = county(f'<a href="/rss/nb.xml">{NAME}</a>') | reports(0, 3)
    found = told(pages | {"/rss/nb.xml": Reply(feed, headers={"Content-Type": "application/rss+xml; charset=utf-8"})})
    assert found == {"/rss/nb.xml": (addresses(0, 3), False)}
