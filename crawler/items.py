"""An item of a list page: its address, its title in full, its printed date, the report year where it is stated.

Titles are cut, dates stand beside or inside the link, ornaments and lines about the article are printed with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from crawler.markup import squeeze, tight_words_of, words_of
from crawler.traditional import in_ours
from parsers.prose.titles import TitleVerdict, judge_title


@dataclass(frozen=True, slots=True)
class Item:
    """A list entry: absolute URL, title in full, printed date (ISO, the publication date).

    `year_hint` is the REPORT year, only where the portal states it by machine (`publicYear=`, a folder `2023n`).
    """

    url: str
    title: str
    printed_date: str | None = None
    year_hint: int | None = None


# --- dates -------------------------------------------------------------------------------------------

# A day or month may be broken from its separator by a line break. No digit or hyphen may touch the date:
# an index number such as 2026-02-00018 is not one.
_DATE = re.compile(r"(?<![\d-])((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?![\d-])")
_DAY_FIRST = re.compile(r"(?<![\d-])(\d{1,2})\s+((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})(?![\d-])")


def printed_date(text: str) -> str | None:
    """The first full date in a text as ISO 8601; a date without its year is unknown, so None."""
    plain = unicodedata.normalize("NFKC", text)
    for year, month, day in [*_DATE.findall(plain), *((y, m, d) for d, y, m in _DAY_FIRST.findall(plain))]:
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return None


_YEAR_FOLDER = re.compile(r"(20[0-4]\d)(?:n|nd|nb|nian|ndbg|niandu)", re.IGNORECASE)


def year_hint(url: str) -> int | None:
    """The report year that an address states: `publicYear`, `fbtime`, or a folder named for a year's reports.

    Folders such as /2024/0108/ are publication dates and no hint.
    """
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if name.lower() in {"publicyear", "fbtime"} and re.fullmatch(r"20[0-4]\d", value):
            return int(value)
    years = {int(match[1]) for folder in parts.path.split("/")[:-1] if (match := _YEAR_FOLDER.fullmatch(folder))}
    return years.pop() if len(years) == 1 else None


# --- titles ------------------------------------------------------------------------------------------

_DATE_AT_END = re.compile(r"[\[(（]?\s*(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s*[\])）]?$")
_CUT = re.compile(r"(?:…|\.{2,}|．{2,})\s*$")
_ORNAMENT = re.compile(r"^(?:[·•▪■◆●>»\-]+\s*|\[置顶\]\s*|【置顶】\s*)+|\s*(?:new|NEW)$")
_COLUMN_ADDRESS = re.compile(r"(?:/|/(?:index|list|default|main)(?:[-_]?\d+)?\.\w+)$", re.IGNORECASE)
_YEAR_IN_TITLE = re.compile(r"20[0-4]\d\s*年?|二[〇○零]")
_IN_ANY_TOPIC = re.compile("公|信")  # of a report's title; most links are told from it by that alone
_ABOUT = re.compile(
    r"^[（(\[【]?\s*(?:(?:发布|发文|成文|生成|公开|更新)?(?:日期|时间)|来源|索引号|发文字号|文号|浏览|点击|详情|查看)"
    r"|^\d{1,5}[.、]?$|^[（(\[【]?\s*(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}日?)?[\s\d:）)\]】]*$"
)
_SILENT = re.compile(
    r"[\[【（(]?(?:点击)?(?:查看|浏览|阅读|预览|下载|打开|详情|详细|链接|附件|全文|原文|进入)+(?:全文|原文|详情|详细|附件|文件|内容|报告)?"
    r"[\]】）)]?[>＞»]*|(?:pdf|word|docx?|html?|wps)(?:版|下载|文件)?",
    re.IGNORECASE,
)
_DEEPEST_TITLE = 6  # elements inside a link
_SHORTEST_TITLE = 8  # characters: 2023年信息公开年报
_LONGEST_TITLE = 300  # characters; longer texts in links are paragraphs


@lru_cache(16_384)  # more than a page has links, so that none is judged twice
def judged(title: str) -> TitleVerdict:
    """What a title names; each is asked about many times over while its page is read."""
    return judge_title(in_ours(title))


def names_report(item: Item) -> bool:
    """Whether an item names a report, and not the column of reports, as menus and trails do."""
    if not _IN_ANY_TOPIC.search(item.title):
        return False
    verdict = judged(item.title)
    says_which = verdict.year or verdict.agency or item.printed_date
    return verdict.kind == "report" and bool(says_which) and leads_to_article(item.url)


def names_one_report(item: Item) -> bool:
    """Whether an item names the report of a year; without a year it may be the column of a body's reports."""
    return names_report(item) and judged(item.title).year is not None


def prints_year(title: str) -> bool:
    """Whether a title prints a year, as those of reports do, cut ones too."""
    return bool(_YEAR_IN_TITLE.search(title))


def is_of_years(item: Item, years: Collection[int]) -> bool:
    """Whether an item's report year, where it is known, is one of `years`; every item is where these are none."""
    year = item.year_hint or judged(item.title).year
    return not years or year is None or year in years


def leads_to_article(url: str) -> bool:
    """Whether an address is that of one article, by its form: no index of a folder, and some number in it."""
    parts = urlsplit(url)
    return not _COLUMN_ADDRESS.search(parts.path) and bool(re.search(r"\d{2}", parts.path + parts.query))


def may_be_title(title: str) -> bool:
    """Whether words may be a report's title, and not those of a button."""
    says = _IN_ANY_TOPIC.search(title) or _YEAR_IN_TITLE.search(title) or is_cut(title)
    return len(title) >= _SHORTEST_TITLE and bool(says)


def item_of(anchor: HtmlElement, record: HtmlElement, url: str) -> Item | None:
    """The item of a link to `url` inside the element of its entry; None where no words could be its title."""
    title = title_of(anchor)
    if is_silent(title):
        title = _title_among([words for words in _pieces(record) if not is_silent(words)])
    if not title or len(title) > _LONGEST_TITLE:
        return None
    beside = words_of(record).replace(words_of(anchor), " ", 1) if record is not anchor else ""
    if record.tag == "dt" and (told := record.getnext()) is not None and told.tag == "dd":
        beside = f"{beside} {words_of(told)}"
    when = printed_date(beside) or _date_inside(anchor)
    return Item(url, title, when, year_hint(url))


def is_silent(words: str) -> bool:
    """Whether a link says what one can do with it and not what it is: the title stands beside it."""
    return not words or bool(_SILENT.fullmatch(words))


def _pieces(record: HtmlElement) -> list[str]:
    """The words of an entry, piece by piece."""
    return [words for text in record.itertext() if (words := squeeze(text))]


def _date_inside(anchor: HtmlElement) -> str | None:
    """Some sites print the date inside the link: in an element of its own, or right behind the title."""
    whole = tight_words_of(anchor)
    return printed_date(whole.replace(_printed_title(anchor), " ", 1)) or printed_date(
        "".join(_DATE_AT_END.findall(whole))
    )


def title_of(anchor: HtmlElement) -> str:
    """The title attribute first, for printed titles are often cut; the print where the attribute says less.

    Of a link that is a picture alone, what the picture is said to show.
    """
    printed = _ORNAMENT.sub("", _DATE_AT_END.sub("", _printed_title(anchor)))
    stated = _ORNAMENT.sub("", squeeze(re.sub(r"<br\s*/?>", "", anchor.get("title") or "")))
    if not printed and not stated:
        stated = squeeze(next((picture.get("alt") or "" for picture in anchor.iter("img")), ""))
    if stated and (is_cut(printed) or len(stated) >= len(_CUT.sub("", printed))):
        return stated
    return printed or stated


def _printed_title(anchor: HtmlElement) -> str:
    """The words of a link; of one that holds a title and a line about it, those of the title."""
    holder = anchor
    for _ in range(_DEEPEST_TITLE):
        parts = [part for part in holder if isinstance(part.tag, str) and tight_words_of(part)]
        if (holder.text or "").strip() or any((part.tail or "").strip() for part in holder) or not parts:
            return tight_words_of(holder)
        if len(parts) > 1:
            return _title_among([tight_words_of(part) for part in parts])
        holder = parts[0]
    return tight_words_of(holder)


def _title_among(texts: list[str]) -> str:
    """The title, where a link holds several pieces: without dates, sources and other lines about the article."""
    kept = [words for words in texts if not _ABOUT.search(words)] or texts
    if not kept:
        return ""
    whole = "".join(kept)
    if len(kept) == 1 or judge_title(whole).kind == "report":
        return whole
    return next((words for words in kept if judge_title(words).kind == "report"), max(kept, key=len))


def without_ornament(words: str) -> str:
    """Words without the dots, arrows and signs that sites put before and behind them."""
    return _ORNAMENT.sub("", words)


def is_cut(title: str) -> bool:
    """Whether a printed title ends in dots, as cut ones do."""
    return bool(_CUT.search(title))
