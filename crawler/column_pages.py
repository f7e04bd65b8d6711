"""What a page is that a link led to: a column of annual reports, one report, or something else.

A page is judged by its own names and by the titles that it lists, whatever the link said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.discovery import shows_only_newest
from crawler.items import Item, judged, leads_to_article, names_report
from crawler.markup import Markup
from crawler.organs import ORGAN
from crawler.page_names import CERTAIN, LIKELY, SURE, names_column, names_of

_AMONG_REPORTS = {"report", "other", "notice", "format", "interpretation", "meeting"}  # what columns of reports hold
_UNNAMED = {"report", "other"}  # what a report's title is taken for that does not name one
_FEWEST_OF_A_LIST = 3
_YEAR = re.compile(r"20[0-4]\d")
_CUT_BEHIND_NAME = re.compile(r"(?:关于)?(?:20?\d?)?(?:…|\.{2,})\s*$")  # 青禾县粮食局关于20…
_HEADINGS = ("总体情况", "主动公开", "存在的主要问题")


@dataclass(frozen=True, slots=True)
class ColumnVerdict:
    """What a page is: `column` (its items are annual reports), `report` (it is one itself, called `title`) or `other`.

    `is_shown`: the items are those of the column. A page may be one by its names and the link that led here, and show
    nothing of its list without scripts, but news beside it.
    """

    kind: str
    evidence: str
    is_shown: bool = True
    title: str = ""


def judge_page(markup: Markup, items: Sequence[Item], *, expected: float = 0.0, told: str = "") -> ColumnVerdict:
    """Whether a page is a column of annual reports, by its own names and by the items it lists.

    `expected` is how surely the link that led here named such a column. A page whose names say something else,
    or that lists other things, is not taken whatever the link said. `told` is why the software behind the page
    says itself that it is one: then no words are needed, and a page that shows one report as well is a column.
    """
    if told:
        return ColumnVerdict("column", told)
    own, above = names_of(markup)
    behind = {link.heading for link in markup.links if link.heading and link.url != markup.url}
    own = tuple(name for name in own if name not in behind)  # what stands above 更多 is the name of the page behind it
    if report := _own_report(markup, own, items):
        return ColumnVerdict("report", f"its own title {report}", title=report)
    named = max(((names_column(name), name) for name in own), default=(0.0, ""))
    parent = max(((names_column(name), name) for name in above), default=(0.0, ""))
    reports = sum(names_report(item) for item in items)
    listed = f"{reports} of {len(items)} titles listed name such reports"
    if reports == 0:
        if named[0] < SURE:
            return _other(own, listed)
        why = f"its own name {named[1]}; {listed}"
        if _may_list_reports(items, expected):
            return ColumnVerdict("column", why)
        is_surely = named[0] >= CERTAIN and expected >= SURE and not _lists_other_papers(items)
        return ColumnVerdict("column", why, is_shown=False) if is_surely else _other(own, listed)
    if named[0] >= LIKELY or parent[0] >= SURE:
        where = f"its own name {named[1]}" if named[0] >= LIKELY else f"its place below {parent[1]}"
        return ColumnVerdict("column", f"{where}; {listed}")
    is_list = reports * 2 >= len(items) and (expected >= LIKELY or (reports > 1 and not _is_home(markup.url)))
    if is_list and not shows_only_newest(markup):
        return ColumnVerdict("column", listed)
    return _other(own, listed)


def _own_report(markup: Markup, own: Sequence[str], items: Sequence[Item]) -> str:
    """The title of the report that a page is; empty where it is none.

    A title without an agency is believed where the headings of a report stand below it. A page that is titled for the
    column, or whose address is that of a folder, and lists several reports is the column, though it shows the newest of
    them in place.
    """
    if len(items) > 1 and lists_reports(items):
        names = own if not leads_to_article(markup.url) else own[:1]
        if any(names_column(name) >= SURE for name in names):
            return ""
    titles = ((name, judged(name)) for name in own)
    reports = [(name, title) for name, title in titles if title.kind == "report" and title.year]
    has_text = bool(reports) and all(heading in markup.words for heading in _HEADINGS)
    return next((name for name, title in reports if title.agency or has_text), "")


def _other(own: Sequence[str], listed: str) -> ColumnVerdict:
    return ColumnVerdict("other", f"it calls itself {' / '.join(own) or 'nothing'}; {listed}")


def _may_list_reports(items: Sequence[Item], expected: float) -> bool:
    """Whether a page that calls itself such a column may be one without a title that names a report.

    Its titles may be those of reports; or its list can only be shown by scripts and the link that led here named the
    column too.
    """
    return may_list_reports(items) if items else expected >= SURE


def may_list_reports(items: Sequence[Item]) -> bool:
    """Whether titles may be those of a column's reports: one names a report, or they are mostly years or bodies, be
    they so or cut so short, with notices among them.
    """
    if any(names_report(item) for item in items):
        return True
    if _lists_other_papers(items):
        return False
    years = sum(bool(_YEAR.search(item.title)) for item in items)
    organs = sum(bool(ORGAN.search(_CUT_BEHIND_NAME.sub("", item.title))) for item in items)
    return (years + organs) * 2 >= len(items)


def _lists_other_papers(items: Sequence[Item]) -> bool:
    """Whether titles name papers that no column of annual reports holds; news may stand beside one."""
    return any(judged(item.title).kind not in _AMONG_REPORTS for item in items)


def lists_reports(items: Sequence[Item]) -> bool:
    """Whether items may be a list of reports: titles that name one, or mostly titles with years."""
    years = sum(bool(_YEAR.search(item.title)) for item in items)
    return any(names_report(item) for item in items) or 0 < len(items) <= years * 2


def is_of_another(markup: Markup, items: Sequence[Item], names: Sequence[str]) -> str:
    """What a page calls itself to which the pager of a list led that is called `names`, but which belongs to another.

    Empty where it may be one of that list: it lists a report, or titles as reports have them that say less; and where
    it says that it is, a few of any kind.
    """
    own = names_of(markup)[0]
    if not items and own and _is_search(own[0]):
        return own[0]
    if not items or not own or any(map(names_report, items)):
        return ""
    says_so = bool(set(own) & set(names)) or any(map(names_column, own))
    if says_so and len(items) < _FEWEST_OF_A_LIST:
        return ""
    is_alike = may_list_reports(items) and (says_so or any(judged(item.title).kind in _UNNAMED for item in items))
    return "" if is_alike else own[0]


def _is_search(name: str) -> bool:
    """Whether a name is that of a page on which a site is searched: so some answer what they do not have."""
    return "搜索" in name or "检索" in name


def _is_home(url: str) -> bool:
    return urlsplit(url).path in {"", "/", "/index.html", "/index.shtml", "/index.htm"}
