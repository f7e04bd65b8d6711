"""Covers: articles that say little more than where their text is.

A link that says 点击查看全文 leads to a page, or to a file whose address does not say that it is one. Where only a
script knows what is opened, or where 详见附件 stands alone, nothing can be asked for, and that is told.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.articles import body_of, said_by
from crawler.families.controls import label
from crawler.items import Item, names_one_report, prints_year
from crawler.markup import Markup

MOST_PAGES = 2  # that hold the text of one article
LEFT_OUT = "it only says where its text is, and that cannot be asked for"
_SAYS_WHERE = [
    *(f"点击{verb}" for verb in ("查看", "下载", "阅读", "浏览", "打开", "此处", "这里")),
    *(f"{verb}全文" for verb in ("查看", "下载", "阅读")),
    *"请点击 点此 此处 查看原文 阅读原文 全文下载 查看附件 下载附件 附件下载 见附件 附件： 附件:".split(),
]
_IN_PAGES = tuple(words.encode(charset) for words in _SAYS_WHERE for charset in ("utf-8", "gb18030"))
# 行政复议 stands in the text and the tables of nearly every report, and now and then once or twice in a menu.
_IN_REPORTS = ("复议".encode(), "复议".encode("gb18030"))
_FEWEST_IN_REPORTS = 3
_WHERE = re.compile(
    r"[\[【(（]?(?:请?点击|点此|此处|这里|查看|阅读|浏览|预览|下载|打开|全文|原文|正文|附件|详情|链接|[:：]){1,6}[\]】)）]?[>＞»]*"
)
_ATTACHED = re.compile(r"附件\s?\d{0,2}\s?[:：.]")
_WHERE_IN_BODY = re.compile(r"附件|年报|报告|全文|原文|正文|此处|这里|点此|点击|查看|阅读|浏览|预览|下载")
_SEE_ATTACHMENT = re.compile(
    r"(?:详|请|具体)?见附件|附件下载|附件\s?\d?\s?[:：]|点击(?:此处|这里|查看|下载|阅读|浏览|打开)"
)
_SHOWN = "descendant::*[self::img or self::iframe or self::embed or self::object or self::video or self::canvas]"
# What scripts fill, by the usual names.
_FILLED = " or ".join(f"@id='{name}'" for name in ("app", "root", "__nuxt", "content", "article", "detail"))
_EMPTY = f"//*[{_FILLED}][not(*) and not(normalize-space())]"
_CLICKED = "descendant::*[self::a or self::button or self::input or self::span or self::div][not(*) or self::a]"


def may_be_cover(page: bytes) -> bool:
    """Whether it pays to look closer: the page can hardly be a whole report, and it may say where that is."""
    met = max(_met(word, page) for word in _IN_REPORTS)
    return not met or (met < _FEWEST_IN_REPORTS and any(words in page for words in _IN_PAGES))


def _met(word: bytes, page: bytes) -> int:
    """How often a word stands in a page, as far as it matters; from the end, which is near to where it stands."""
    met, end = 0, page.rfind(word)
    while end >= 0 and met < _FEWEST_IN_REPORTS:
        met, end = met + 1, page.rfind(word, 0, end)
    return met


def pages_told(markup: Markup) -> list[str]:
    """The addresses under which a cover says that its text is to be had.

    In the part of the page that is marked as the article a link may say so in many words; elsewhere it is believed
    only where it says nothing else. Links to pages that are named for reports are another matter.
    """
    body = body_of(markup)
    found: list[str] = []
    for anchor in (markup.tree if body is None else body).iter("a"):
        says = label(anchor)
        says_so = _WHERE.fullmatch(says) or _ATTACHED.match(says) or (body is not None and _WHERE_IN_BODY.search(says))
        url = markup.leads(anchor) if says_so else None
        if url and url != markup.url and not _names_report(says, url, markup):
            found.append(url)
    return list(dict.fromkeys(found))[:MOST_PAGES]


def _names_report(says: str, url: str, markup: Markup) -> bool:
    is_elsewhere = urlsplit(url).netloc != urlsplit(markup.url).netloc
    return names_one_report(Item(url, says)) or (is_elsewhere and prints_year(says))


def left_to_scripts(markup: Markup) -> str:
    """A quote of what a cover says where nothing can be asked for; empty where it shows something, or says nothing."""
    body = body_of(markup)
    around = markup.tree if body is None else body
    for element in around.xpath(_CLICKED):
        if (words := label(element)) and _WHERE.fullmatch(words) and markup.leads(element) is None:
            return words
    says = said_by(markup)
    if found := _SEE_ATTACHMENT.search(says):
        return found[0]
    is_empty = bool(markup.tree.xpath(_EMPTY)) if body is None else not says and not body.xpath(_SHOWN)
    return "nothing at all" if is_empty else ""
