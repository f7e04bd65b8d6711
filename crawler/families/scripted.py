"""What only the scripts of a page know: pagers whose controls lead nowhere, lists that grow, menus of years or organs.

None of it can be followed by whoever reads and runs nothing. But where it stands, what the page shows is not shown to
be all. One-page lists print 上一页 and 下一页 too, without links, so a control counts only where more speaks for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.families.controls import is_named_pager, is_next
from crawler.families.records import number
from crawler.items import Item, judged
from crawler.markup import Markup, absolute, squeeze, tight_words_of
from crawler.organs import GROUP, ORGAN

FEWEST_OF_A_PAGE = 10  # entries; pages that are full have hardly fewer
_DISABLED = re.compile(
    r"disabled?|no[-_]?(?:link|next|more)|gr[ae]y|(?:^|[-_])(?:off|none|last|end|not)(?:$|[-_])|_d$", re.IGNORECASE
)
_MOST_PAGERS = 20  # of a page
_NUMBER = re.compile(r"\d{1,3}")
_SCROLLS = re.compile(r"\.scroll\(|\bonscroll\b|IntersectionObserver|[\"']scroll[\"']")
_TURNS = re.compile(r"\bpage\w{0,10}\s{0,3}(?:\+\+|\+=\s{0,3}1\b)|\+\+\s{0,3}page", re.IGNORECASE)
_YEAR = re.compile(r"(20[0-4]\d)\s*年?(?:度)?")
_FEWEST_OF_A_MENU = 2
_FEWEST_ORGANS = 3
_MOST_TABS = 60  # of lists that stand in one page
_LONGEST_NAME = 25  # characters of an entry of such a menu
_MOST_TEXTS = 8  # in such an entry
_CLICKED = {"li", "a", "span", "button", "dd", "dt", "div", "td", "em", "h2", "h3", "h4", "h5", "label"}
_TABS = ("-pane", "-tab", "-tabs")  # ends of the names of components, which keep their words as `label` or `title`


def unread_control(markup: Markup, shown: int) -> str:
    """A quote of what leads on by a script alone, on a first page with as many entries as a full one may have."""
    if _SCROLLS.search(markup.scripts) and _TURNS.search(markup.scripts):
        return "a list that grows by scrolling"
    if any(map(_shows_numbers, islice(_pagers(markup), _MOST_PAGERS))):
        return "a row of numbers"
    if shown < FEWEST_OF_A_PAGE:
        return ""
    for element in markup.tree.iter("a", "button", "li", "span"):
        if (
            _may_be_clicked(element)
            and is_next(element)
            and not _is_disabled(element)
            and markup.leads(element) is None
        ):
            return tight_words_of(element) or "next"
    return ""


def _may_be_clicked(element: HtmlElement) -> bool:
    """Whether it is more than a word that a one-page list prints: a link, a button, or with the number of a page."""
    if element.tag in {"a", "button"}:
        return not any(True for _ in element.iterchildren("a"))
    return keeps_page(element)


def keeps_page(element: HtmlElement) -> bool:
    """Whether an element keeps for a script the number of a page that is not the first."""
    return any(name.startswith("data-") and (number(value) or 0) > 1 for name, value in element.attrib.items())


def _is_disabled(element: HtmlElement) -> bool:
    around = [element, *([] if (parent := element.getparent()) is None else [parent])]
    said = " ".join(
        f"{one.get('class') or ''} {'disabled' if one.get('disabled') is not None else ''}" for one in around
    )
    return any(_DISABLED.search(word) for word in said.split())


def _pagers(markup: Markup) -> Iterator[HtmlElement]:
    for element in markup.tree.iter("div", "ul", "p", "nav"):
        if is_named_pager(element):
            yield element


def _shows_numbers(pager: HtmlElement) -> bool:
    """Whether a pager shows the numbers 1 and 2, each in an element of its own, and no link at all."""
    if next(pager.iter("a"), None) is not None:
        return False
    said = {
        words for child in pager.iter("span", "li", "em", "b", "i") if _NUMBER.fullmatch(words := tight_words_of(child))
    }
    return {"1", "2"} <= said


def unread_menu(markup: Markup, items: Sequence[Item]) -> str:
    """A menu of years or organs that a script answers, where the page does not show all that it offers."""
    for entries in _menus(markup):
        years = {int(found[1]) for words in entries if (found := _YEAR.fullmatch(words))}
        if len(years) >= _FEWEST_OF_A_MENU and not years <= _years(items):
            return "a menu of years"
        if sum(bool(GROUP.fullmatch(words)) for words in entries) >= _FEWEST_OF_A_MENU and not hides_lists(markup):
            return "a menu of groups of bodies"
        organs = {words for words in entries if ORGAN.match(words)}
        if len(organs) >= _FEWEST_ORGANS and not all(any(organ in item.title for item in items) for organ in organs):
            return "a menu of organs"
    return ""


def hides_lists(markup: Markup) -> bool:
    """Whether the page holds lists that it does not show: those of other entries of its menu."""
    hidden = markup.tree.xpath("//*[contains(translate(@style, ' ', ''), 'display:none')]")
    return any(next(element.iter("a"), None) is not None for element in hidden)


def _menus(markup: Markup) -> Iterator[list[str]]:
    """The words of elements that stand side by side, lead nowhere, and at least one of which waits for a click."""
    rows: defaultdict[HtmlElement, list[HtmlElement]] = defaultdict(list)
    for element in markup.tree.iter(*_CLICKED):
        words = _few_words(element)
        if _YEAR.fullmatch(words) or ORGAN.match(words) or GROUP.fullmatch(words):
            rows[element.getparent()].append(element)
    for row in rows.values():
        if (
            len(row) >= _FEWEST_OF_A_MENU
            and any(map(_waits, _links_of(row)))
            and not any(map(markup.leads, _links_of(row)))
            and not (len(row) <= _MOST_TABS and all(_opens_list_here(markup, element) for element in row))
        ):
            yield [_few_words(element) for element in row]
    yield from _selections(markup)
    tabs = [one for one in markup.tree.iter() if str(one.tag).endswith(_TABS)] if "-" in markup.text else []
    yield [(tab.get("label") or tab.get("title") or "") for tab in tabs]


def _opens_list_here(markup: Markup, element: HtmlElement) -> bool:
    """Whether an entry leads to a part of the page itself that holds links: all of them are in the page."""
    href = next((href for one in _links_of([element]) if (href := one.get("href"))), "")
    part = markup.tree.xpath("//*[@id=$name]", name=href[1:]) if href.startswith("#") and href[1:] else []
    return any(next(one.iter("a"), None) is not None for one in part)


def _selections(markup: Markup) -> Iterator[list[str]]:
    """What a `select` offers that has nothing but organs in it; one that offers all of them too shows them all."""
    for select in markup.tree.iter("select"):
        options = list(select.iter("option"))
        said = [_few_words(option) for option in options]
        if all(map(ORGAN.match, said)) and not _are_links(markup, options):
            yield said


def _are_links(markup: Markup, options: Iterable[HtmlElement]) -> bool:
    """Whether one of a menu's options is followed as a link."""
    addresses = {link.url for link in markup.links if link.how == "option"}
    return any(absolute(markup.base, option.get("value")) in addresses for option in options)


def _few_words(element: HtmlElement) -> str:
    """The words of an element that has few; empty for others, which are only looked at as far as that takes."""
    words = squeeze("".join(islice(element.itertext(), _MOST_TEXTS)))
    return words if len(words) <= _LONGEST_NAME else ""


def _links_of(row: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    for element in row:
        yield element
        yield from element.iterdescendants("a", "input")


def _waits(element: HtmlElement) -> bool:
    """Whether something happens where an element is clicked."""
    href = (element.get("href") or "").strip().lower()
    has_data = any(name.startswith("data-") for name in element.attrib)
    return has_data or element.get("onclick") is not None or href.startswith(("javascript:", "#"))


def _years(items: Sequence[Item]) -> set[int]:
    """The report years that items name, and those before their dates."""
    named = {year for item in items if (year := item.year_hint or judged(item.title).year)}
    dated = {int(item.printed_date[:4]) for item in items if item.printed_date}
    return named | dated | {year - 1 for year in dated}
