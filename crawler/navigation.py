"""From an answer to what to ask next: home → columns → lists → reports → attachments.

Knows no Scrapy and opens nothing: it is given pages and says which requests and listings follow. What it keeps
in memory (columns found, discovery requests planned, lists being read) is only to avoid asking twice and to
report what was left open; a later process does without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from archive.raw.crawls import Listing, ListItem
from archive.raw.frontier import FrontierRequest
from crawler.attachments import file_links, may_have_files
from crawler.discovery import DEEPEST, MOST_REQUESTS, candidates, judge_page
from crawler.errands import DOCUMENTS, Errand, Kind, request_for
from crawler.families import FAMILIES, claim
from crawler.families.base import ListPage
from crawler.hosts import is_allowed
from crawler.items import Item, year_hint
from crawler.lists import Ending, ListWalk, Step, advance, broken_off
from crawler.markup import Markup
from crawler.registry import Portal
from crawler.verdicts import sniff
from parsers.documents.decode import decode
from parsers.prose.titles import judge_title

_LARGEST_LIST = 8 * 1024 * 1024  # bytes of a page that is taken apart for its links
_FRAME = "a frame in a column of annual reports"
_FRAME_EXPECTED = 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """What follows from one answer.

    `family` where the page is the first of a list, `document` where a page that was asked for as a column turned
    out to be one report.
    """

    requests: tuple[FrontierRequest, ...] = ()
    listings: tuple[Listing, ...] = ()
    family: str | None = None
    document: Errand | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A sound answer: `asked` is the address that was requested, `url` where the body came from."""

    portal: Portal
    errand: Errand
    asked: str
    url: str
    body: bytes
    charset: str | None


class Navigator:
    """One for a crawl. `planned` is how many discovery requests each portal has had so far.

    `columns_only`: a column is known by its first page; neither its other pages nor what it lists are asked for,
    and its listing says how it was found.
    """

    def __init__(
        self,
        crawl_id: int,
        *,
        years: frozenset[int] = frozenset(),
        planned: Mapping[str, int] | None = None,
        columns_only: bool = False,
    ) -> None:
        self._crawl_id = crawl_id
        self._years = years
        self._columns_only = columns_only
        self._planned: defaultdict[str, int] = defaultdict(int, planned or {})
        self._known: defaultdict[str, set[str]] = defaultdict(set)
        self._open: dict[str, tuple[Portal, ListWalk]] = {}

    def begin(self, portal: Portal) -> list[FrontierRequest]:
        """The first requests for a portal: its columns where its entry names them, otherwise its home page."""
        if portal.columns:
            errand = Errand("column", expected=1.0, evidence="named in the portal's entry", family=portal.family)
            return [request_for(portal, url, errand) for url in portal.columns]
        self._planned[portal.id] += 1
        return [request_for(portal, portal.home, Errand("home"))]

    def follow(self, arrived: Arrived) -> Found:
        """What a sound answer leads to."""
        if arrived.errand.kind in DOCUMENTS:
            return self._after_document(arrived)
        if len(arrived.body) > _LARGEST_LIST:
            why = f"is {len(arrived.body)} bytes long, which no list is"
            return self.break_off(arrived.portal, arrived.errand, arrived.asked, why)
        markup = Markup(decode(arrived.body, arrived.charset).text, arrived.url)
        if arrived.errand.kind == "list":
            return self._after_list_page(arrived, markup)
        return self._after_possible_column(arrived, markup)

    def break_off(self, portal: Portal, errand: Errand, asked: str, why: str) -> Found:
        """What follows where an answer was no page: a list that was being read ends there, incomplete."""
        if errand.kind == "list":
            try:
                walk = ListWalk.unpack(errand.walk or "")
            except ValueError:  # another version wrote it: that the page was asked for is all that is known
                walk = ListWalk(asked, errand.family or "generic", "")
        elif errand.kind == "column":
            walk = ListWalk(asked, errand.family or "generic", errand.evidence)
        else:
            return Found()
        return Found(listings=(self._listing(portal, walk, broken_off(walk, why)),))

    def left_open(self, why: str) -> list[Listing]:
        """The lists that were being read when the crawl stopped, as far as they went."""
        return [self._listing(portal, walk, broken_off(walk, why)) for portal, walk in list(self._open.values())]

    # --- columns -------------------------------------------------------------------------------------

    def _after_possible_column(self, arrived: Arrived, markup: Markup) -> Found:
        portal, errand = arrived.portal, arrived.errand
        found = claim(markup)
        family = errand.family or found.family
        page = FAMILIES[family].first_page(markup)
        verdict = judge_page(markup, page.items, expected=errand.expected, told=page.annual_reports)
        listed_years = {item.url for item in page.items} if page.annual_reports else set()
        onward = self._candidates(portal, errand, markup, inside=verdict.kind == "column", besides=listed_years)
        if verdict.kind == "report":
            title = verdict.evidence.removeprefix("its own title ")
            document = Errand("report", title=title, year_hint=year_hint(arrived.url))
            files = () if self._columns_only else self._after_document(replace(arrived, errand=document)).requests
            return Found((*onward, *files), document=document)
        if verdict.kind != "column" and errand.kind != "column":
            return Found(onward)
        frames = () if page.items or page.following else self._frames(portal, errand, markup)
        if frames or not self._is_new_column(portal, arrived.asked):
            return Found((*onward, *frames))
        why = "; ".join(part for part in (errand.evidence, verdict.evidence, f"{family}: {found.evidence}") if part)
        walk = ListWalk(arrived.asked, family, why)
        if self._columns_only:
            seen = advance(walk, page).walk
            return Found(onward, (self._listing(portal, seen, Ending("its first page")),), family)
        listed = self._after_page(portal, walk, page, markup.url)
        return Found((*onward, *listed.requests), listed.listings, family)

    def _candidates(
        self, portal: Portal, errand: Errand, markup: Markup, *, inside: bool, besides: set[str]
    ) -> tuple[FrontierRequest, ...]:
        """The page's links that may lead to columns, as far as the portal's number of discovery requests allows.

        `besides`: addresses that are reports and no columns, whatever their links say.
        """
        if errand.depth >= DEEPEST or (portal.columns and not inside):
            return ()
        requests = []
        for candidate in candidates(markup, inside_column=inside):
            if candidate.url in besides:
                continue
            if candidate.leads_to == "gateway" and (inside or portal.columns):
                continue  # the column is found: its menu leads to its parts, not back up
            if self._planned[portal.id] >= MOST_REQUESTS or not is_allowed(candidate.url, portal):
                continue
            if not self._is_new_candidate(portal, candidate.url):
                continue
            self._planned[portal.id] += 1
            kind: Kind = "candidate" if candidate.leads_to == "column" else "gateway"
            onward = Errand(kind, candidate.score, f"{candidate.evidence} on {markup.url}", errand.depth + (not inside))
            requests.append(request_for(portal, candidate.url, onward, via=markup.url))
        return tuple(requests)

    def _frames(self, portal: Portal, errand: Errand, markup: Markup) -> tuple[FrontierRequest, ...]:
        """The frames of a column that shows no list itself: shells of organ trees do so, one level deep."""
        if errand.evidence.startswith(_FRAME):
            return ()
        onward = Errand("candidate", max(errand.expected, _FRAME_EXPECTED), f"{_FRAME} on {markup.url}", errand.depth)
        return tuple(
            request_for(portal, link.url, onward, via=markup.url)
            for link in markup.links
            if link.how == "iframe" and is_allowed(link.url, portal) and self._is_new_candidate(portal, link.url)
        )

    def _is_new_candidate(self, portal: Portal, url: str) -> bool:
        return self._remember(self._known[portal.id], f"link {_same_place(url)}")

    def _is_new_column(self, portal: Portal, url: str) -> bool:
        return self._remember(self._known[portal.id], f"column {_same_place(url)}")

    @staticmethod
    def _remember(known: set[str], what: str) -> bool:
        is_new = what not in known
        known.add(what)
        return is_new

    # --- lists ---------------------------------------------------------------------------------------

    def _after_list_page(self, arrived: Arrived, markup: Markup) -> Found:
        walk = ListWalk.unpack(arrived.errand.walk or "")
        page = FAMILIES[walk.family].later_page(markup, arrived.errand.state or {})
        return self._after_page(arrived.portal, walk, page, markup.url)

    def _after_page(self, portal: Portal, walk: ListWalk, page: ListPage, via: str) -> Found:
        off_host = sum(not is_allowed(item.url, portal) for item in page.items)
        step = advance(walk, page, off_host=off_host)
        requests = [*self._reports(portal, step.new, via), *self._next_page(portal, step, via)]
        if step.ending is None:
            if step.following and not is_allowed(step.following.url, portal):
                ending = broken_off(step.walk, "lies on another host")
                return Found(tuple(requests), (self._listing(portal, step.walk, ending),))
            self._open[walk.column] = (portal, step.walk)
            return Found(tuple(requests))
        return Found(tuple(requests), (self._listing(portal, step.walk, step.ending),))

    def _next_page(self, portal: Portal, step: Step, via: str) -> Iterable[FrontierRequest]:
        following = step.following
        if following is None or not is_allowed(following.url, portal):
            return
        errand = Errand("list", family=step.walk.family, walk=step.walk.pack(), state=following.state)
        yield request_for(portal, following.url, errand, via=via, body=following.body)

    def _reports(self, portal: Portal, items: Iterable[Item], via: str) -> Iterable[FrontierRequest]:
        """Everything an annual-report column lists is asked for: what is no report is told by its text."""
        for item in items:
            if is_allowed(item.url, portal) and self._is_wanted(item):
                errand = Errand("report", title=item.title, date=item.printed_date, year_hint=item.year_hint)
                yield request_for(portal, item.url, errand, via=via)

    def _is_wanted(self, item: Item) -> bool:
        """Whether the item's report year, where it is known, was asked for."""
        year = item.year_hint or judge_title(item.title).year
        return not self._years or year is None or year in self._years

    def _listing(self, portal: Portal, walk: ListWalk, ending: Ending) -> Listing:
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
        )

    # --- documents -----------------------------------------------------------------------------------

    def _after_document(self, arrived: Arrived) -> Found:
        if arrived.errand.kind == "attachment" or len(arrived.body) > _LARGEST_LIST:
            return Found()
        if sniff(arrived.body) != "html" or not may_have_files(arrived.body):
            return Found()
        markup = Markup(decode(arrived.body, arrived.charset).text, arrived.url)
        errand = replace(arrived.errand, kind="attachment")
        return Found(
            tuple(
                request_for(arrived.portal, link.url, errand, via=arrived.asked)
                for link in file_links(markup)
                if is_allowed(link.url, arrived.portal)
            )
        )


def _same_place(url: str) -> str:
    """What two addresses of one column have in common: scheme and the name of the index page do not count."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    stem = "" if name.partition(".")[0] in {"index", "default"} else name
    return f"{parts.netloc.lower()}{folder}/{stem}?{parts.query}"
