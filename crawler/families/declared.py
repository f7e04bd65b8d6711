"""The numbers that a list's page declares: of its items and of its pages, printed or kept for a script."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.families.records import number
from crawler.listed import list_place
from crawler.markup import Markup

# 1,052, 52, or 5 2 where each digit stands in an element of its own.
_DIGITS = r"(\d{1,3}(?:[,，]\d{3})+|\d(?: \d){1,5}|\d{1,6})"
_TOTAL = re.compile(
    rf"(?:共|总计|合计)\s*+(?:有|计|找到|检索到|查询到|搜索到|收录)?(?:年报|年度报告)?\s*+{_DIGITS}\s*(?:条|篇|份|个?记录|个?结果|项|则)"
    r"|(?:(?:总记录|记录总|总条|信息总)数\s*+[:：]?|找到相关结果\s*约?)\s*+(\d{1,6})(?!\d)"
    r"|\btotal\s?:?\s?(?:of\s)?(\d{1,6})\s(?:records?|items?|entries)\b"
    r"|每页\s?\d{1,3}\s?条\s?[,，]?\s?(\d{1,6})\s?条(?:记录|数据|信息)",
    re.IGNORECASE,
)
# 1-5 / 14: those shown, of how many
_SHOWN_OF = re.compile(r"(?<![\d/.\-])([1-9]\d{0,3})\s?[-–~～]\s?([1-9]\d{0,3})\s?/\s?共?(\d{1,6})(?![\d/.\-])")
_PAGES = re.compile(
    r"(?:共|总计|分)\s*(\d(?: \d){1,3}|\d{1,4})\s*页(?![脚面])|(?<![\d/.\-])\d{1,4}\s*/\s*(\d{1,4})(?![\d/.\-])"
    r"|(?<![\d/])/\s*(\d{1,4})\s*页(?![脚面])"
)
_PAGES_IN_WORDS = re.compile(
    r"共([二三四五六七八九]|十[一二三四五六七八九]?|[二三四五六七八九]十[一二三四五六七八九]?)页"
)
_CHINESE = "〇一二三四五六七八九"
_STATED = re.compile(
    r"""["']?\b(?:total|totalCount|totalElements|totalRecords?|totalNum|recordCount)["']?\s*:\s*["']?(\d{1,6})(?!\d)"""
)
# 第2页, 1/11, 第 1 - 10 条, 共找到52条
_PAGER_WORDS = re.compile(
    r"页|\d\s*/\s*\d|\d\s*(?:-|–|—|~|～|到|至)\s*\d+\s*(?:[条项]|[,，]\s*共)|(?:找|检索|查询|搜索)到"
)
_ALONE = re.compile(
    r"(?:本栏目|本专栏)?(?:共|总计|合计)(?:有|收录)?(?:年报|年度报告)?\s*(\d{1,6})\s*(?:条|篇|份|个?记录|项)"
    r"(?:记录|信息|数据|结果|内容|年报|报告|文章)?[，。,.]?"
)
_LONGEST_ALONE = 20  # characters of an element that says nothing but the number
_PAGER_NAME = re.compile(
    r"^(?!swiper)(?:[a-z]{1,6}[-_])?(?:page|pages|pager|pagination|paging|fenye|fy|laypage)(?:[-_]?(?:bar|list|box|div|nav|wrap|\d+))?$",
    re.IGNORECASE,
)
# What an element keeps of a list for the script that makes its pager.
_PAGES_KEPT = frozenset(
    {"totalpage", "totalpages", "pagecount", "pagetotal", "pageall", "allpage", "allpages", "data-pages",
     "data-totalpage"}
)  # fmt: skip
_RECORDS_KEPT = frozenset({"totalcount", "totalrecord", "totalrecords", "recordcount", "totalnum", "data-total"})
_LONGEST_PAGE = 200  # entries
_NEAR = 60  # characters between a declared number and the words of the pager it stands in


def declared_total(markup: Markup) -> int | None:
    """The number of items that the pager prints (共52条), where it stands among the words of a pager.

    Of several the largest: where one counts what the page shows, the other counts the list.
    """
    totals = []
    for match in _TOTAL.finditer(markup.words):
        around = markup.words[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        if not match[1] or _PAGER_WORDS.search(around):
            totals.append(_number(next(filter(None, match.groups()))))
    shown = (tuple(map(int, numbers)) for numbers in _SHOWN_OF.findall(markup.words))
    totals += [of for first, last, of in shown if first < last <= min(of, first + _LONGEST_PAGE)]
    return max(totals) if totals else _total_alone(markup) if _TOTAL.search(markup.words) else None


def _number(digits: str) -> int:
    return int(re.sub("[,， ]", "", digits))


def _total_alone(markup: Markup) -> int | None:
    """The number in an element, or a piece of text, that says nothing else, as a line above a list does."""
    for element in markup.tree.iter("p", "div", "span", "li", "td", "em"):
        if found := _ALONE.fullmatch(_few_words(element)):
            return int(found[1])
    pieces = (_ALONE.fullmatch("".join(text.split())) for text in markup.tree.itertext() if "共" in text)
    return next((int(found[1]) for found in pieces if found), None)


def _few_words(element: HtmlElement) -> str:
    """The words of an element that has few; of others no more than shows that."""
    words = ""
    for text in element.itertext():
        words += "".join(text.split())
        if len(words) > _LONGEST_ALONE:
            break
    return words


def declared_pages(markup: Markup) -> int | None:
    """The number of pages that the pager prints (共4页, 1/11, 共六页)."""
    for match in _PAGES.finditer(markup.words):
        around = markup.words[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        if "页" in around or _TOTAL.search(around):
            return _number(match[1] or match[2] or match[3])
    in_words = _PAGES_IN_WORDS.search(markup.words)
    return _below_hundred(in_words[1]) if in_words else None


def _below_hundred(numeral: str) -> int:
    """The number of a Chinese numeral: 六, 十二, 二十."""
    tens, ten, ones = numeral.rpartition("十")
    return (_CHINESE.index(tens or "一") * 10 if ten else 0) + (_CHINESE.index(ones) if ones else 0)


def script_total(markup: Markup, shown: int) -> int | None:
    """The number that stands beside records in a script: that of the records shown, or the least that is more."""
    if not shown or list_place(markup):
        return None
    stated = {int(found) for found in _STATED.findall(markup.scripts)}
    return shown if shown in stated else min((number for number in stated if number > shown), default=None)


def kept_pages(markup: Markup) -> int | None:
    """The number of pages that a hidden field or the pager's element keeps for a script."""
    return _kept(markup, _PAGES_KEPT)


def kept_records(markup: Markup) -> int | None:
    """The number of records that a hidden field, an element or the pager's element keeps for a script."""
    return _kept(markup, _RECORDS_KEPT)


def _kept(markup: Markup, names: frozenset[str]) -> int | None:
    for element in markup.tree.xpath(
        "//input[@type='hidden'][@value or @totalpage] | //*[@data-total or @data-totalpage or @data-pages]"
        " | //span[@id][not(*)] | //em[@id][not(*)] | //b[@id][not(*)]"
    ):
        named = dict(element.attrib) if pager_name(element) else {}
        if element.tag == "input":
            named = {element.get(name): element.get("value") for name in ("id", "name")}
            named["totalpage"] = element.get("totalpage") or ""
        elif element.get("id") and names is _RECORDS_KEPT:  # of pages, it may be how often they were seen
            named = {**named, element.get("id"): element.text or ""}
        for name, value in named.items():
            if str(name or "").lower() in names and (kept := number(value)) is not None:
                return kept
    return None


def pager_name(element: HtmlElement) -> str:
    """The name by which an element says that it is a pager; empty where it says nothing of the kind."""
    names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    return next((name for name in names if _PAGER_NAME.match(name)), "")
