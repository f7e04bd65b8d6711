"""The items of a list page: which of a page's many links are the list, with full titles and printed dates.

No class name of any site is known here. Entries of a list stand in the same kind of place (the same path of
elements), so links are grouped by that path, and the group whose entries print dates and name reports is the
list. Menus, breadcrumbs and link farms have neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler.markup import Markup, absolute, parse, squeeze, tight_words_of, words_of
from parsers.prose.titles import judge_title


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


# --- entries -----------------------------------------------------------------------------------------

_DATE_AT_END = re.compile(r"[\[(（]?\s*(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s*[\])）]?$")
_CUT = re.compile(r"(?:…|\.{2,}|．{2,})\s*$")
_ORNAMENT = re.compile(r"^(?:[·•▪■◆●>»\-]+\s*|\[置顶\]\s*|【置顶】\s*)+|\s*(?:new|NEW)$")
_STATE_CLASS = re.compile(
    r"^(?:odd|even|on|cur|current|active|first|last|selected|hover|line|clearfix|fl|fr|)[-_]?\d*$"
)
_COLUMN_ADDRESS = re.compile(r"(?:/|/(?:index|list|default|main)(?:[-_]?\d+)?\.\w+)$", re.IGNORECASE)
_YEAR_IN_TITLE = re.compile(r"20[0-4]\d\s*年?|二[〇○零]")
_MOST_BESIDE_TITLE = 80  # characters: date, source, index number
_LONGEST_TITLE = 300  # characters; longer texts in links are paragraphs


@dataclass(frozen=True, slots=True)
class _Entry:
    item: Item
    place: tuple[str, ...]

    @property
    def is_report(self) -> bool:
        return names_report(self.item)

    @property
    def names_year(self) -> bool:
        return bool(_YEAR_IN_TITLE.search(self.item.title))

    @property
    def is_article(self) -> bool:
        return leads_to_article(self.item.url)


def names_report(item: Item) -> bool:
    """Whether an item names a report, and not the column of reports, as menus and trails do."""
    verdict = judge_title(item.title)
    says_which = verdict.year or verdict.agency or item.printed_date
    return verdict.kind == "report" and bool(says_which) and leads_to_article(item.url)


def leads_to_article(url: str) -> bool:
    """Whether an address is that of one article, by its form: no index of a folder, and some number in it."""
    parts = urlsplit(url)
    return not _COLUMN_ADDRESS.search(parts.path) and bool(re.search(r"\d{2}", parts.path + parts.query))


def list_items(markup: Markup) -> tuple[Item, ...]:
    """The items of the page's list, in order, each address once; empty where the page shows no list."""
    groups: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)
    for entry in _entries(markup):
        groups[entry.place].append(entry)
    ranked = sorted(groups.values(), key=_weight, reverse=True)
    if not ranked or not _is_list(ranked[0]):
        return ()
    places = {ranked[0][0].place}
    places |= {group[0].place for group in ranked[1:] if _reports(group) * 2 >= len(group)}
    return _once(entry.item for group in groups.values() for entry in group if entry.place in places)


def fragment_items(fragment: str, base: str) -> tuple[Item, ...]:
    """The one item of a record that a data source delivers as a piece of HTML; empty where it has no link."""
    tree = parse(fragment)
    found = [item for anchor in tree.iter("a") if (item := _item(anchor, tree, base))]
    return (max(found, key=lambda item: len(item.title)),) if found else ()


def _entries(markup: Markup) -> list[_Entry]:
    sizes = _text_sizes(markup.tree)
    by_record: dict[HtmlElement, list[Item]] = defaultdict(list)
    for anchor in markup.tree.iter("a"):
        if sizes.get(anchor) or anchor.get("title"):
            record = _record(anchor, sizes)
            if item := _item(anchor, record, markup.base):
                by_record[record].append(item)
    entries = []
    for record, items in by_record.items():
        found = [_Entry(item, _place(record)) for item in items]
        entries.append(max(found, key=lambda entry: (entry.is_report, len(entry.item.title))))
    return entries


def _text_sizes(tree: HtmlElement) -> dict[HtmlElement, int]:
    """How many characters of text each element holds, counted once for all: pages have thousands of links."""
    sizes: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(tree, events=("end",)):
        inside = sum(sizes.get(child, 0) + len((child.tail or "").strip()) for child in element)
        sizes[element] = inside + len((element.text or "").strip())
    return sizes


def _record(anchor: HtmlElement, sizes: Mapping[HtmlElement, int]) -> HtmlElement:
    """The element that holds a list entry.

    That is the innermost `li`, `tr` or `dd` around the link that holds little else, or the largest element
    around it that holds no other link.
    """
    most = sizes.get(anchor, 0) + _MOST_BESIDE_TITLE
    record = anchor
    for ancestor in anchor.iterancestors():
        if ancestor.tag in {"body", "html", "ul", "ol", "table", "tbody"}:
            break
        if sizes.get(ancestor, 0) > most:
            break
        if ancestor.tag in {"li", "tr", "dd"}:
            return ancestor
        if any(link.get("href") != anchor.get("href") for link in ancestor.iter("a")):
            break
        record = ancestor
    return record


def _item(anchor: HtmlElement, record: HtmlElement, base: str) -> Item | None:
    url = absolute(base, anchor.get("href"))
    title = _title(anchor)
    if url is None or not title or len(title) > _LONGEST_TITLE:
        return None
    beside = words_of(record).replace(words_of(anchor), " ", 1) if record is not anchor else ""
    # Some sites print the date inside the link, behind the title.
    when = printed_date(beside) or printed_date("".join(_DATE_AT_END.findall(words_of(anchor))))
    return Item(url, title, when, year_hint(url))


def _title(anchor: HtmlElement) -> str:
    """The title attribute first, for printed titles are often cut; the print where the attribute says less."""
    printed = _ORNAMENT.sub("", _DATE_AT_END.sub("", tight_words_of(anchor)))
    stated = _ORNAMENT.sub("", squeeze(re.sub(r"<br\s*/?>", "", anchor.get("title") or "")))
    if stated and (is_cut(printed) or len(stated) >= len(_CUT.sub("", printed))):
        return stated
    return printed or stated


def is_cut(title: str) -> bool:
    """Whether a printed title ends in dots, as cut ones do."""
    return bool(_CUT.search(title))


def _place(record: HtmlElement) -> tuple[str, ...]:
    return tuple(_step(element) for element in [record, *record.iterancestors()])


def _step(element: HtmlElement) -> str:
    classes = [name for name in (element.get("class") or "").split() if not _STATE_CLASS.match(name)]
    return ".".join([str(element.tag), *classes])


def _weight(group: list[_Entry]) -> float:
    return sum(
        3 * entry.is_report + (entry.item.printed_date is not None) + 0.5 * (entry.names_year and entry.is_article)
        for entry in group
    )


def _is_list(group: list[_Entry]) -> bool:
    """Reports among the titles, dates beside most of them, or years in nearly all titles of articles."""
    size = len(group)
    dated = sum(entry.item.printed_date is not None for entry in group)
    years = sum(entry.names_year and entry.is_article for entry in group)
    return _reports(group) * 3 >= size or dated * 5 >= size * 3 or years * 5 >= size * 4


def _reports(group: list[_Entry]) -> int:
    return sum(entry.is_report for entry in group)


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple({item.url: item for item in items}.values())
