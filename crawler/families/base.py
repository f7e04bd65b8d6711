"""What every family of list pages has in common: one shape, so a new family is one module.

A family is a way of listing that many sites share because they run the same software. It is recognised by what
stands in the page, never by the host, for one host often runs several. A family answers three questions: is
this page mine and why, what does its first page say, what does a later page say and what comes next.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from crawler.items import Item
from crawler.markup import Markup

State = Mapping[str, Any]
Mark = tuple[float, str, re.Pattern[str]]  # what it is worth, what it is, as words of the evidence, and how it is found
_SUREST_BY_MARKS = 0.95


@dataclass(frozen=True, slots=True)
class Claim:
    """How surely a page belongs to a family: 0 not at all, 1 surely; `evidence` quotes what was found."""

    family: str
    score: float
    evidence: str

    @classmethod
    def by_marks(cls, family: str, marks: Iterable[Mark], markup: Markup) -> Claim:
        """The claim of a family whose pages are known by several marks, each of which adds what it is worth."""
        found = [(score, words) for score, words, pattern in marks if pattern.search(markup.text)]
        score = min(sum(score for score, _ in found), _SUREST_BY_MARKS)
        return cls(family, score, ", ".join(words for _, words in found))


@dataclass(frozen=True, slots=True)
class NextPage:
    """The request for a list's next page. `body` makes it a POST, of a form or, where it is an object, of JSON;
    `state` is JSON for the family itself.
    """

    url: str
    body: str | None = None
    state: State = field(default_factory=dict)

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"


@dataclass(frozen=True, slots=True)
class ListPage:
    """What one page of a list says.

    `declared_total` counts items, `declared_pages` pages, each None where the page prints none. `following` is
    the next page, None at the end. `unread_pager` quotes a pager that is there but could not be followed.
    `asks_another_way`: this page brought nothing new because the site ignored how it was asked, and `following`
    asks differently. `annual_reports` says why the family's own data tells that this lists annual reports (a node
    of a tree, a menu of report years); empty where only names and titles can tell. `branches` are the addresses of
    further lists of the same kind, one for each organ of a tree. `is_beginning`: the page shows only the newest entries
    of lists that have pages of their own. `is_bare`: a later page that shows no list and does not say that there is
    nothing more, as one that was cut off or failed.
    """

    items: tuple[Item, ...]
    declared_total: int | None = None
    declared_pages: int | None = None
    following: NextPage | None = None
    unread_pager: str = ""
    asks_another_way: bool = False
    annual_reports: str = ""
    branches: tuple[str, ...] = ()
    is_beginning: bool = False
    is_bare: bool = False


class AlikePages(ABC):
    """A family whose later pages are read like the first: each says itself which page follows."""

    @abstractmethod
    def page(self, markup: Markup) -> ListPage:
        """What any page of the list says."""

    def first_page(self, markup: Markup) -> ListPage:
        return self.page(markup)

    def later_page(self, markup: Markup, state: State) -> ListPage:  # noqa: ARG002 - the page says it all
        return self.page(markup)


class Family(Protocol):
    """`sends_data`: later pages are records or pieces of HTML, and such an answer may be short without being a stub."""

    name: ClassVar[str]
    sends_data: ClassVar[bool]

    def detect(self, markup: Markup) -> Claim:
        """Whether this page lists in the family's way."""
        ...

    def first_page(self, markup: Markup) -> ListPage:
        """The list's first page, at the column's own address."""
        ...

    def later_page(self, markup: Markup, state: State) -> ListPage:
        """A page that `following` led to; `state` is what stood there."""
        ...
