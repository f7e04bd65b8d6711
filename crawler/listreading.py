"""What a page of a list leads to: its reports, its next page, and the listing that says how the list ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from archive.raw.crawls import Listing, ListItem
from archive.raw.frontier import FrontierRequest
from archive.raw.history import EarlierList
from crawler.arrivals import Arrived, Found
from crawler.column_pages import is_of_another
from crawler.documents import follow_document
from crawler.errands import Errand, request_for
from crawler.families import FAMILIES
from crawler.families.base import ListPage
from crawler.hosts import is_allowed
from crawler.items import Item, is_of_years
from crawler.listed import unlinked_entries
from crawler.lists import Ending, ListWalk, Step, advance, broken_off
from crawler.markup import Markup
from crawler.memory import Memory
from crawler.registry import Portal
from crawler.resting import rest


class ListReader:
    """The lists that are being read. For the arguments see `Navigator`."""

    def __init__(self, crawl_id: int, years: frozenset[int], memory: Memory | None) -> None:
        self._crawl_id = crawl_id
        self._years = years
        self._memory = memory
        self._open: dict[str, tuple[Portal, ListWalk]] = {}
        self._earlier: dict[str, EarlierList | None] = {}

    def later_page(self, arrived: Arrived, markup: Markup) -> Found:
        """What a page leads to that was asked for as a list's next one."""
        walk = ListWalk.unpack(arrived.errand.walk or "")
        markup.list_place = walk.place
        page = FAMILIES[walk.family].later_page(markup, arrived.errand.state or {})
        if other := is_of_another(markup, page.items, walk.names):
            ending = broken_off(walk, f"belongs to another list: it calls itself {other}")
            return Found(listings=(self.listing(arrived.portal, walk, ending),))
        return self.after_page(arrived.portal, walk, page, markup)

    def is_without_items(self, errand: Errand) -> bool:
        """Whether the list that a page belongs to has shown no items so far."""
        return not ListWalk.unpack(errand.walk or "").items

    def after_page(self, portal: Portal, walk: ListWalk, page: ListPage, markup: Markup) -> Found:
        """What a page of a list leads to, the first one too."""
        via = markup.url
        allowed = partial(is_allowed, portal=portal)
        step = advance(walk, page, allowed=allowed, unlinked=unlinked_entries(markup))
        step = self._rested(step, page) or step
        reports, settled = self.due(self._reports(portal, step.new, via))
        files, known = self.due(self._named_by_held(portal, settled))
        settled = (*settled, *known)
        requests = (*reports, *files, *_next_page(portal, step, via))
        if step.ending is not None:
            return Found(requests, (self.listing(portal, step.walk, step.ending),), settled=settled)
        if step.following and not is_allowed(step.following.url, portal):
            ending = broken_off(step.walk, "lies on another host")
            return Found(requests, (self.listing(portal, step.walk, ending),), settled=settled)
        self._open[walk.column] = (portal, step.walk)
        return Found(requests, settled=settled)

    def broken_off(self, portal: Portal, errand: Errand, asked: str, why: str) -> Found:
        """A list that was being read ends there, incomplete, because a page of it could not be had."""
        walk = ListWalk(asked, errand.family or "generic", errand.evidence)
        if errand.kind == "list":
            try:
                walk = ListWalk.unpack(errand.walk or "")
            except ValueError:  # another version wrote it: that the page was asked for is all that is known
                walk = ListWalk(asked, errand.family or "generic", "")
        return Found(listings=(self.listing(portal, walk, broken_off(walk, why)),))

    def left_open(self, why: str) -> list[Listing]:
        """The lists that were being read when the crawl stopped, as far as they went."""
        return [self.listing(portal, walk, broken_off(walk, why)) for portal, walk in list(self._open.values())]

    def listing(self, portal: Portal, walk: ListWalk, ending: Ending) -> Listing:
        """The list as it ended, which is being read no more."""
        self._open.pop(walk.column, None)
        return Listing(
            crawl_id=self._crawl_id,
            portal_id=portal.id,
            url=walk.column,
            family=walk.family,
            declared_total=walk.declared_total,
            harvested=walk.harvested,
            complete=ending.complete,
            reason=f"{ending.reason} [{walk.evidence}]",
            items=[ListItem(item.url, item.title, item.printed_date, item.year_hint) for item in walk.items],
            rested_on=walk.rested_on,
        )

    def own_report(self, page: ListPage, address: str) -> Errand | None:
        """The report that the page of a list is itself, where it names its own address among those of its reports."""
        own = (item for item in page.items if item.url == address and is_of_years(item, self._years))
        return next(map(_report, own), None)

    def due(
        self, requests: Iterable[FrontierRequest]
    ) -> tuple[tuple[FrontierRequest, ...], tuple[FrontierRequest, ...]]:
        """Documents to ask for, and those that need no asking in this crawl."""
        due: list[FrontierRequest] = []
        settled: list[FrontierRequest] = []
        for request in requests:
            (due if self._memory is None or self._memory.is_due(request.url) else settled).append(request)
        return tuple(due), tuple(settled)

    def _named_by_held(self, portal: Portal, settled: Iterable[FrontierRequest]) -> Iterator[FrontierRequest]:
        """What the documents name that are not asked for: files that could not be had before are asked for again."""
        for request in settled:
            held = self._memory.held_page(request.url) if self._memory else None
            if held:
                document = Errand.of(request)
                arrived = Arrived(portal, document, request.url, held.url, held.body, held.charset)
                yield from follow_document(arrived).requests

    def _rested(self, step: Step, page: ListPage) -> Step | None:
        """The step as the last one where the rest of the list is known and proven; None where it must be read."""
        if step.following is None or self._memory is None:
            return None
        column = step.walk.column
        if column not in self._earlier:
            self._earlier[column] = self._memory.earlier_list(column, step.walk.family)
        earlier = self._earlier[column]
        return None if earlier is None else rest(step, page, earlier)

    def _reports(self, portal: Portal, items: Iterable[Item], via: str) -> Iterator[FrontierRequest]:
        """Everything an annual-report column lists is asked for: what is no report is told by its text."""
        for item in items:
            if is_allowed(item.url, portal) and is_of_years(item, self._years):
                yield request_for(portal, item.url, _report(item), via=via)


def _report(item: Item) -> Errand:
    return Errand("report", title=item.title, date=item.printed_date, year_hint=item.year_hint)


def _next_page(portal: Portal, step: Step, via: str) -> Iterator[FrontierRequest]:
    following = step.following
    if following is None or not is_allowed(following.url, portal):
        return
    errand = Errand("list", family=step.walk.family, walk=step.walk.pack(), state=following.state)
    yield request_for(portal, following.url, errand, via=via, body=following.body)
