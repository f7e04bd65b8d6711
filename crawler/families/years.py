"""Menus of report years: a list of which each entry is the page that shows one year's report.

    <li><a href="/public/column/29641?type=3&publicYear=2023">2023年</a></li>
    <select onchange="location.href='xxgkAnnualReport.jsp?area=11&fbtime='+this.value"><option>2023</option>…
    var years = "2023,2022"; … append('<li><a href="?type=3&publicYear=' + years[i] + '">' …

The year is that of the report, since the portal hands it over by machine. Where a script builds the addresses, the
years come from the only place that names them: the options of a menu, an array, or a loop with plain limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.addresses import chosen_value
from crawler.families.records import turned
from crawler.items import Item, without_ornament, year_hint
from crawler.markup import Markup, absolute, tight_words_of

_YEAR = re.compile(r"(20[0-4]\d)\s*(?:年|年度)?")
_LABEL = re.compile(r"(20[0-4]\d)\s*(?:年|年度)?(?:政府)?(?:信息公开)?(?:工作)?(?:年度)?(?:年报|报告)?")
# …?type=3&publicYear=" + year [+ "&hasContent=true"]
_TEMPLATE = re.compile(
    r"""(?:publicYear|fbtime)=(?P<end>\\?["'])\s*\+\s*[\w.$\[\]()]{1,60}(?:\s*\+\s*["'](?P<after>&[^"'\s<>]{0,200}))?""",
    re.IGNORECASE,
)
_LONGEST_ADDRESS = 500  # characters
_ENDS_WITH_FIELD = re.compile(
    r"""((?:[^"'\s<>=?]*\?(?:[^"'\s<>]*&(?:amp;)?)?|&)(?:publicYear|fbtime)=)$""", re.IGNORECASE
)
_ARRAY = re.compile(r"""\[\s*(["']?20[0-4]\d["']?(?:\s*,\s*["']?20[0-4]\d["']?)*+)\s*+,?\s*+\]""")
_JOINED = re.compile(r"""["'](20[0-4]\d(?:\s*[,;|]\s*20[0-4]\d)*)["']""")
_DOWN = re.compile(r"=\s*(20[0-4]\d)\s*;\s*\w+\s*>(=?)\s*(20[0-4]\d)\s*;\s*(?:\w+\s*--|--\s*\w+)")
_UP = re.compile(r"=\s*(20[0-4]\d)\s*;\s*\w+\s*<(=?)\s*(20[0-4]\d)\s*;\s*(?:\w+\s*\+\+|\+\+\s*\w+)")


@dataclass(frozen=True, slots=True)
class YearMenu:
    """`items` are the years; `unread` quotes the address that a script builds for years that it does not name."""

    items: tuple[Item, ...] = ()
    unread: str = ""


def year_menu(markup: Markup) -> YearMenu:
    """The menu of report years of a page; empty where it has none."""
    linked = _linked(markup)
    if linked:
        return YearMenu(linked)
    template = _template(markup)
    if template is None:
        return YearMenu()
    addresses = ((year, _address(markup, template, year)) for year in _years(markup))
    items = tuple(Item(url, f"{year}年", None, year) for year, url in addresses if url)
    return YearMenu(items, "" if items else template[0])


@dataclass(frozen=True, slots=True)
class ListMenu:
    """`addresses` of the lists of other years; `unread` where a script shows them that cannot be read."""

    addresses: tuple[str, ...] = ()
    unread: str = ""


def list_menu(markup: Markup) -> ListMenu:
    """The menu of years of a list that shows one year at a time: a `select` with nothing but years in it.

    Options that are addresses themselves are links, and a menu that also offers all years is a filter of a search.
    """
    for select in markup.tree.iter("select"):
        options = list(select.iter("option"))
        if len(options) < 2 or any(_said_year(option) is None for option in options):
            continue
        if any(absolute(markup.base, option.get("value")) in _linked_to(markup) for option in options):
            continue
        shown = next((option for option in options if option.get("selected") is not None), options[0])
        addresses = [_shown_by(markup, select, option) for option in options if option is not shown]
        if all(addresses):
            return ListMenu(tuple(url for url in addresses if url))
        return ListMenu(unread="a menu of years")
    return ListMenu()


def _linked_to(markup: Markup) -> set[str]:
    return {link.url for link in markup.links if link.how == "option"}


def _shown_by(markup: Markup, select: HtmlElement, option: HtmlElement) -> str | None:
    """Where the menu leads when a year is chosen."""
    menu = select.get("id") or ""
    handler = chosen_value(markup.functions.when_chosen(menu, select.get("onchange") or ""), menu)
    return absolute(markup.base, markup.functions.address(handler, option.get("value") or tight_words_of(option)))


def _address(markup: Markup, template: tuple[str, str], year: int) -> str | None:
    before, after = template
    if before.startswith("&"):  # added to an address that the script has in a variable: the page's own
        return turned(markup.url, year, before[1:-1])
    return absolute(markup.base, f"{before}{year}{after}")


def _linked(markup: Markup) -> tuple[Item, ...]:
    """Links and options that say a year and whose address hands the same year over."""
    found: dict[str, Item] = {}
    for link in markup.links:
        words = without_ornament(link.text or link.title)
        label = _LABEL.fullmatch(words)
        stated = year_hint(link.url) if label else None
        if label and stated == int(label[1]):
            found.setdefault(link.url, Item(link.url, words, None, stated))
    return tuple(found.values())


def _template(markup: Markup) -> tuple[str, str] | None:
    """What stands before and after the year in the address that a script or a handler builds."""
    handlers = (str(handler) for handler in markup.tree.xpath("//@onchange | //@onclick"))
    for source in (markup.scripts, *handlers):
        for match in _TEMPLATE.finditer(source):
            printed = source[max(match.start() - _LONGEST_ADDRESS, 0) : match.start("end")]
            if field := _ENDS_WITH_FIELD.search(printed.replace("\\/", "/")):
                return field[1], match["after"] or ""
    return None


def _years(markup: Markup) -> list[int]:
    """The years of the menu, each once, in the order in which they are named."""
    for select in markup.tree.iter("select", "ul", "ol"):
        years = _distinct(_said_years(select.iter("option", "li")))
        if years:
            return years
    if array := _ARRAY.search(markup.scripts) or _JOINED.search(markup.scripts):
        return _distinct(int(year) for year in re.findall(r"20[0-4]\d", array[1]))
    if down := _DOWN.search(markup.scripts):
        return list(range(int(down[1]), int(down[3]) - bool(down[2]), -1))
    if up := _UP.search(markup.scripts):
        return list(range(int(up[1]), int(up[3]) + bool(up[2])))
    return []


def _said_years(elements: Iterable[HtmlElement]) -> Iterable[int]:
    return (year for element in elements if (year := _said_year(element)) is not None)


def _said_year(element: HtmlElement) -> int | None:
    """The year that is all that an element says."""
    year = _YEAR.fullmatch(without_ornament(tight_words_of(element)))
    return int(year[1]) if year else None


def _distinct(years: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(years))
