"""Which of a page's many links are its list.

No class name of any site is known here. Entries of a list stand in the same kind of place (the same path of
elements), so links are grouped by that path, and the group whose entries print dates and name reports is the
list. Menus, breadcrumbs and link farms have neither. On later pages of a list its place is known already.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from crawler.items import Item, is_cut, item_of, leads_to_article, may_be_title, names_report, prints_year, title_of
from crawler.markup import Markup, address_of, parse

_STATE_CLASS = re.compile(
    r"^(?:odd|even|on|cur|current|active|first|last|selected|hover|line|clearfix|fl|fr|)[-_]?\d*$"
)
_STATE_AT_END = re.compile(r"[-_](?:odd|even|first|last|\d+)$")
_MOST_BESIDE_TITLE = 80  # characters: date, source, index number


@dataclass(frozen=True, slots=True)
class _Entry:
    """`is_report`: its title names one. `is_years`: its title prints a year, and its address is that of an article."""

    item: Item
    place: tuple[str, ...]
    is_report: bool
    is_years: bool

    @classmethod
    def of(cls, item: Item, place: tuple[str, ...]) -> _Entry:
        is_years = prints_year(item.title) and leads_to_article(item.url)
        return cls(item, place, names_report(item), is_years)


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
    found = _list_in(markup.tree, markup.base, markup.list_place)
    if found.reports or markup.written is None:
        return found
    written = _list_in(markup.written, markup.base, markup.list_place)
    return written if written.reports or not found.items else found


def _list_in(tree: HtmlElement, base: str, expected: str) -> _Listed:
    """The list of a tree. Where a list stands at the `expected` place, it is that one, whatever else the page shows."""
    unlinked: list[tuple[str, ...]] = []
    entries = _entries(tree, base, unlinked)
    groups: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.place].append(entry)
    ranked = sorted(groups.values(), key=lambda group: (_fits(group, expected), _weight(group)), reverse=True)
    if not ranked or not (_is_list(ranked[0]) or _fits(ranked[0], expected)):
        return _Listed()
    places = {ranked[0][0].place}
    main = ranked[0][0].place
    places |= {
        group[0].place
        for group in ranked[1:]
        if _reports(group) * 2 >= len(group) or _is_alone_in_its_piece(group, main)
    }
    items = _once(entry.item for entry in entries if entry.place in places)
    reports = sum(entry.is_report for entry in entries if entry.place in places)
    return _Listed(items, sum(place in places for place in unlinked), _path(main), reports)


def fragment_items(fragment: str, base: str) -> tuple[Item, ...]:
    """The one item of a record that a data source delivers as a piece of HTML; empty where it has no link."""
    tree = parse(fragment)
    found = [item for anchor in tree.iter("a") if (item := item_of(anchor, tree, base))]
    return (max(found, key=lambda item: len(item.title)),) if found else ()


def _entries(tree: HtmlElement, base: str, unlinked: list[tuple[str, ...]]) -> list[_Entry]:
    """The entries in order; the places of those that have words and no address go into `unlinked`."""
    sizes = _text_sizes(tree)
    by_record: dict[HtmlElement, list[Item]] = defaultdict(list)
    for anchor in tree.iter("a"):
        if sizes.get(anchor) or anchor.get("title"):
            record = _record(anchor, sizes)
            if address_of(anchor, base) is None:
                if _is_scripted(anchor) and may_be_title(title_of(anchor)):
                    unlinked.append(_place(record))
            elif item := item_of(anchor, record, base):
                by_record[record].append(item)
    entries = []
    for record, items in by_record.items():
        place = _place(record)
        found = [_Entry.of(item, place) for item in items]
        entries.append(max(found, key=lambda entry: (entry.is_report, len(entry.item.title))))
    return entries


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
        + (entry.item.printed_date is not None)
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
    size = len(group)
    dated = sum(entry.item.printed_date is not None for entry in group)
    years = sum(entry.is_years for entry in group)
    return _reports(group) * 3 >= size or dated * 5 >= size * 3 or years * 5 >= size * 3


def _reports(group: list[_Entry]) -> int:
    return sum(entry.is_report for entry in group)


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple({item.url: item for item in items}.values())
