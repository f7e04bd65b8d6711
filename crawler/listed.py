"""Which of a page's many links are its list.

No class name of any site is known here. Entries of a list stand in the same kind of place (the same path of
elements), so links are grouped by that path, and the group whose entries print dates and name reports is the
list. Menus, breadcrumbs and link farms have neither. On later pages of a list its place is known already.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.items import (
    Item,
    is_cut,
    is_silent,
    item_of,
    leads_to_article,
    may_be_title,
    names_report,
    printed_date,
    prints_year,
    title_of,
    year_hint,
)
from crawler.markup import Markup, address_of, parse

_STATE_CLASS = re.compile(
    r"^(?:odd|even|on|cur|current|active|first|last|selected|hover|line|clearfix|fl|fr|)[-_]?\d*$"
)
_STATE_AT_END = re.compile(r"[-_](?:odd|even|first|last|\d+)$")
_ROUTE = re.compile(r"#!?/")  # an address that only the page's own script knows: /index.html#/detail?id=1
_MOST_BESIDE_TITLE = 80  # characters: date, source, index number
_NEWS_ARE_DATED_TOO = 0.3  # what a date beside a title counts that names no report and no year
_FEWEST_OF_A_LIST = 3  # entries that stand together; fewer may be a piece of one
_MOST_OF_A_ROW = 300  # characters
_MOST_ICONS = 3  # of a row
# Links, and what opens an address like one.
_CLICKABLE = (
    "//a | //*[@onclick or @data-href or @data-url or @data-link][not(self::select or self::body or self::input)]"
)

Leads = Callable[[HtmlElement], str | None]


@dataclass(frozen=True, slots=True)
class _Entry:
    """`is_report`: its title names one. `is_years`: its title prints a year, and its address is that of an article.

    `row` is the element that holds it: entries of one list stand side by side, whatever class each of them has.
    """

    item: Item
    row: HtmlElement
    place: tuple[str, ...]
    is_report: bool
    is_years: bool

    @classmethod
    def of(cls, item: Item, row: HtmlElement, place: tuple[str, ...]) -> _Entry:
        is_years = prints_year(item.title) and leads_to_article(item.url)
        return cls(item, row, place, names_report(item), is_years)

    @property
    def beside(self) -> tuple[HtmlElement | None, str]:
        """What entries that stand side by side have in common."""
        return self.row.getparent(), str(self.row.tag)


def list_items(markup: Markup) -> tuple[Item, ...]:
    """The items of the page's list, in order, each address once; empty where the page shows no list.

    Where no list stands in the page, one that its scripts write there is taken.
    """
    return _listed(markup).items


def named_reports(markup: Markup) -> tuple[Item, ...]:
    """The items that name reports, of a page whose list comes from elsewhere: the news beside it are none of it."""
    return tuple(item for item in list_items(markup) if names_report(item))


def unlinked_entries(markup: Markup) -> int:
    """How many entries of the page's list lead nowhere that could be asked for: their links only run a script."""
    return _listed(markup).unlinked


def list_place(markup: Markup) -> str:
    """Where in the page its list stands, as a path of elements; empty where the page shows none."""
    return _listed(markup).place


@dataclass(frozen=True, slots=True)
class _Listed:
    items: tuple[Item, ...] = ()
    unlinked: int = 0
    place: str = ""
    reports: int = 0


@lru_cache(maxsize=2)  # a family asks for the items, whoever counts for the rest
def _listed(markup: Markup) -> _Listed:
    found = _list_in(markup.tree, markup.leads, markup.list_place)
    if not found.reports and (records := _in_scripts(markup)):
        return _Listed(records, reports=len(records))
    if markup.written is None:
        return found
    written = _list_in(markup.written, markup.leads, markup.list_place)
    if found.reports:  # the scripts may write the rest
        rest = (item for item in written.items if names_report(item))
        return replace(found, items=_once([*found.items, *rest]))
    return written if written.reports or not found.items else found


def _in_scripts(markup: Markup) -> tuple[Item, ...]:
    """The reports among the records that stand in the page's scripts, where those are several."""
    items = (Item(link.url, link.text, printed_date(whole), year_hint(link.url)) for link, whole in markup.records)
    reports = _once(item for item in items if names_report(item))
    return reports if len(reports) > 1 else ()


def _list_in(tree: HtmlElement, leads: Leads, expected: str) -> _Listed:
    """The list of a tree. Where a list stands at the `expected` place, it is that one, whatever else the page shows."""
    unlinked: list[tuple[str, ...]] = []
    entries = _entries(tree, leads, unlinked)
    groups: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.place].append(entry)
    ranked = sorted(groups.values(), key=lambda group: (_fits(group, expected), _weight(group)), reverse=True)
    best = next((group for group in ranked if _is_list(group) or _fits(group, expected)), None)
    if best is None:
        return _Listed()
    main = best[0].place
    places = {main} | {
        group[0].place for group in ranked if _reports(group) * 2 >= len(group) or _is_alone_in_its_piece(group, main)
    }
    rows = {entry.beside for entry in best}
    chosen = [
        entry
        for entry in entries
        if entry.place in places or (entry.beside in rows and leads_to_article(entry.item.url))
    ]
    if sum(entry.is_report for entry in chosen) > 1:
        chosen = _without_other_lists(chosen)
    reports = sum(entry.is_report for entry in chosen)
    return _Listed(_once(entry.item for entry in chosen), sum(p in places for p in unlinked), _path(main), reports)


def _without_other_lists(entries: list[_Entry]) -> list[_Entry]:
    """Entries without those that stand in lists of their own at the same kind of place, and are something else: the
    panels of a page with tabs look alike.
    """
    lists: dict[HtmlElement | None, list[_Entry]] = defaultdict(list)
    for entry in entries:
        lists[entry.row.getparent()].append(entry)
    others = {
        parent
        for parent, group in lists.items()
        if len(group) >= _FEWEST_OF_A_LIST and not any(entry.is_report or entry.is_years for entry in group)
    }
    return [entry for entry in entries if entry.row.getparent() not in others]


def fragment_items(fragment: str, base: str) -> tuple[Item, ...]:
    """The one item of a record that a data source delivers as a piece of HTML; empty where it has no link."""
    tree = parse(fragment)
    linked = [(anchor, url) for anchor in tree.iter("a") if (url := address_of(anchor, base))]
    found = [item for anchor, url in linked if (item := item_of(anchor, tree, url))]
    return (max(found, key=lambda item: len(item.title)),) if found else ()


def _entries(tree: HtmlElement, leads: Leads, unlinked: list[tuple[str, ...]]) -> list[_Entry]:
    """The entries in order; the places of those that have words and no address go into `unlinked`."""
    sizes = _text_sizes(tree)
    by_record: dict[HtmlElement, list[Item]] = defaultdict(list)
    for anchor in tree.xpath(_CLICKABLE):
        says_nothing = not (sizes.get(anchor) or anchor.get("title") or anchor.xpath(".//img[@alt]"))
        if says_nothing and not _is_icon_of_row(anchor, sizes):
            continue
        record = _record(anchor, sizes)
        is_route = _ROUTE.search(anchor.get("href") or "") is not None
        url = None if is_route else leads(anchor)
        if url is None:
            is_title = anchor.tag == "a" and may_be_title(title_of(anchor))
            if is_title and (is_route or _is_scripted(anchor)) and not any(map(leads, _around(anchor, record))):
                unlinked.append(_place(record))
        elif anchor.tag == "a" or not any(map(leads, anchor.iter("a"))):
            if is_silent(title_of(anchor)):
                record = _row_around(anchor, sizes)
            if item := item_of(anchor, record, url):
                by_record[record].append(item)
    entries = []
    for record, items in by_record.items():
        place = _place(record)
        found = [_Entry.of(item, record, place) for item in items]
        entries += _several(found) or [max(found, key=lambda entry: (entry.is_report, len(entry.item.title)))]
    return entries


def _several(found: list[_Entry]) -> list[_Entry]:
    """The entries that share a row: rows of two columns, or of one body with a link for each year; else none."""
    articles = [entry for entry in found if entry.is_years or (entry.is_report and leads_to_article(entry.item.url))]
    return articles if len({entry.item.title for entry in articles}) > 1 else []


def _around(anchor: HtmlElement, record: HtmlElement) -> Iterator[HtmlElement]:
    """The elements around a link up to that of its entry."""
    for element in anchor.iterancestors():
        yield element
        if element is record:
            return


def _row_around(anchor: HtmlElement, sizes: Mapping[HtmlElement, int]) -> HtmlElement:
    """The entry of a link that only says what can be done with it: what holds its title too."""
    for element in anchor.iterancestors():
        if element.tag in {"li", "tr", "dd"}:
            return element if sizes.get(element, 0) <= _MOST_OF_A_ROW else anchor
    return _record(anchor, sizes)


def _is_icon_of_row(anchor: HtmlElement, sizes: Mapping[HtmlElement, int]) -> bool:
    """Whether a link is a picture without words beside a title that is no link: the mark of a file, mostly."""
    if anchor.tag != "a" or next(anchor.iter("img"), None) is None:
        return False
    row = _row_around(anchor, sizes)
    links = list(islice(row.iter("a"), _MOST_ICONS + 1))
    return row.tag in {"li", "tr", "dd"} and len(links) <= _MOST_ICONS and not any(map(sizes.get, links))


def _is_scripted(anchor: HtmlElement) -> bool:
    return (anchor.get("href") or "").strip().lower().startswith("javascript:") or bool(anchor.get("onclick"))


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


def _place(record: HtmlElement) -> tuple[str, ...]:
    return tuple(_step(element) for element in [record, *record.iterancestors()])


def _fits(group: list[_Entry], expected: str) -> int:
    """How well a group stands where the list is expected: 2 there, 1 one level above, as a lone entry does, else 0."""
    path = _path(group[0].place)
    if path == expected:
        return 2
    is_above = expected.startswith(f"{path}/") and "/" not in expected[len(path) + 1 :]
    return int(is_above and all(leads_to_article(entry.item.url) for entry in group))


def _path(place: tuple[str, ...]) -> str:
    return "/".join(reversed(place))


def _step(element: HtmlElement) -> str:
    classes = [
        _STATE_AT_END.sub("", name) for name in (element.get("class") or "").split() if not _STATE_CLASS.match(name)
    ]
    return ".".join([str(element.tag), *classes])


def _weight(group: list[_Entry]) -> float:
    return sum(
        3 * entry.is_report
        + (entry.item.printed_date is not None) * (1.0 if entry.is_report or entry.is_years else _NEWS_ARE_DATED_TOO)
        + 0.5 * entry.is_years
        + 1.5 * (entry.is_years and is_cut(entry.item.title))  # a report's title, as far as it goes
        for entry in group
    )


def _is_alone_in_its_piece(group: list[_Entry], main: tuple[str, ...]) -> bool:
    """Whether entries stand one level above those of the list: a piece's only one is taken with what is around it."""
    place = group[0].place
    if main[-len(place) :] != place:
        return False
    return all(leads_to_article(entry.item.url) and (entry.item.printed_date or entry.is_years) for entry in group)


def _is_list(group: list[_Entry]) -> bool:
    """Reports among the titles, dates beside most of them, or years in nearly all titles of articles."""
    size, dated = len(group), _dated(group)
    years = sum(entry.is_years for entry in group)
    return _reports(group) * 3 >= size or dated * 5 >= size * 3 or years * 5 >= size * 3


def _dated(group: list[_Entry]) -> int:
    return sum(entry.item.printed_date is not None for entry in group)


def _reports(group: list[_Entry]) -> int:
    return sum(entry.is_report for entry in group)


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple({item.url: item for item in items}.values())
