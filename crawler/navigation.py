"""From an answer to what to ask next: home → columns → lists → reports → attachments.

Knows no Scrapy and opens nothing: it is given pages and says which requests and listings follow. What it keeps
in memory (columns found, discovery requests planned, lists being read) is only to avoid asking twice and to
report what was left open; a later process does without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from archive.raw.columns import KnownColumn
from archive.raw.crawls import Listing, ListItem
from archive.raw.frontier import FrontierRequest
from archive.raw.history import EarlierList
from crawler.attachments import file_links, may_have_files
from crawler.beginning import first_requests, home_request
from crawler.discovery import DEEPEST, MOST_REQUESTS, candidates, judge_page, lists_reports, organ_links
from crawler.errands import DOCUMENTS, Errand, Kind, request_for
from crawler.families import FAMILIES, claim
from crawler.families.base import ListPage
from crawler.hosts import is_allowed
from crawler.items import Item, judged, names_one_report, year_hint
from crawler.listed import list_place, unlinked_entries
from crawler.lists import Ending, ListWalk, Step, advance, broken_off
from crawler.markup import Markup
from crawler.memory import Memory
from crawler.registry import Portal
from crawler.remembering import column_kept, lost_kept, other_kept
from crawler.resting import rest
from crawler.verdicts import sniff
from parsers.documents.decode import decode

_LARGEST_LIST = 8 * 1024 * 1024  # bytes of a page that is taken apart for its links
_MOST_LINKS = 15_000  # of such a page: each is looked at; the longest lists known have some thousand
_MOST_JUMPS = 2  # from one home page to the next
_MOST_BRANCHES = 300  # organs of one tree; a county has some sixty, a prefecture some two hundred
_FRAME = "a frame in a column of annual reports"
_FRAME_EXPECTED = 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """What follows from one answer.

    `family` where the page is the first of a list, `document` where a page that was asked for as a column turned
    out to be one report. `settled` are documents that need no asking in this crawl, `columns` what is to be remembered
    of a page that was looked at as a column.
    """

    requests: tuple[FrontierRequest, ...] = ()
    listings: tuple[Listing, ...] = ()
    family: str | None = None
    document: Errand | None = None
    settled: tuple[FrontierRequest, ...] = ()
    columns: tuple[KnownColumn, ...] = ()


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
    """One for a crawl. `planned` is how many discovery requests each portal has had so far; where its home page is
    among them, its columns are being looked for. `memory` None: nothing is known of earlier crawls.

    `columns_only`: a column is known by its first page; neither its other pages nor what it lists are asked for,
    and its listing says how it was found.
    """

    def __init__(
        self,
        crawl_id: int,
        *,
        years: frozenset[int] = frozenset(),
        planned: Mapping[str, int] | None = None,
        looking: Iterable[str] = (),
        columns_only: bool = False,
        memory: Memory | None = None,
    ) -> None:
        self._crawl_id = crawl_id
        self._years = years
        self._columns_only = columns_only
        self._planned: defaultdict[str, int] = defaultdict(int, planned or {})
        self._looking = set(looking)
        self._memory = memory
        self._known: defaultdict[str, set[str]] = defaultdict(set)
        self._open: dict[str, tuple[Portal, ListWalk]] = {}
        self._earlier: dict[str, EarlierList | None] = {}

    def begin(self, portal: Portal) -> list[FrontierRequest]:
        """The first requests for a portal: its columns where they are known, otherwise its home page."""
        requests = first_requests(portal, self._memory, self._years)
        if any(request.kind == "home" for request in requests):
            self._looking.add(portal.id)
            self._planned[portal.id] += 1
        return requests

    def follow(self, arrived: Arrived) -> Found:
        """What a sound answer leads to."""
        if arrived.errand.kind in DOCUMENTS:
            return self._after_document(arrived)
        if len(arrived.body) > _LARGEST_LIST:
            why = f"is {len(arrived.body)} bytes long, which no list is"
            return self.break_off(arrived.portal, arrived.errand, arrived.asked, why)
        links = arrived.body.lower().count(b"<a ")
        if links > _MOST_LINKS:
            why = f"has {links} links, which no list has"
            return self.break_off(arrived.portal, arrived.errand, arrived.asked, why)
        markup = Markup(decode(arrived.body, arrived.charset).text, arrived.url)
        if arrived.errand.kind == "list":
            return self._after_list_page(arrived, markup)
        return self._after_possible_column(arrived, markup)

    def break_off(self, portal: Portal, errand: Errand, asked: str, why: str, *, is_gone: bool = False) -> Found:
        """What follows where an answer was no page: a list that was being read ends there, incomplete.

        `is_gone`: the page is no more. Where that was a column known from before, columns are looked for again.
        """
        if errand.remembered and is_gone:
            return self._lost(portal, errand, asked, why)
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
        if errand.kind in {"home", "gateway"}:
            self._looking.add(portal.id)
        if errand.kind == "home" and (jump := self._jump(portal, errand, markup)):
            return Found((jump,))
        found = claim(markup)
        family = errand.family or found.family
        page = FAMILIES[family].first_page(markup)
        if _is_shown_elsewhere(page, markup):
            page = replace(page, items=())  # what stands beside the place of the list is none of it
        verdict = judge_page(markup, page.items, expected=errand.expected, told=page.annual_reports)
        reports = {item.url for item in page.items if page.annual_reports or names_one_report(item)}
        onward = self._candidates(portal, errand, markup, inside=verdict.kind == "column", besides=reports)
        spent = self._planned[portal.id]
        if verdict.kind == "report":
            title = verdict.evidence.removeprefix("its own title ")
            document = Errand("report", title=title, year_hint=year_hint(arrived.url))
            if errand.remembered:
                return self._lost(portal, errand, arrived.asked, f"is one report now: {title}")
            files = Found() if self._columns_only else self._after_document(replace(arrived, errand=document))
            columns = other_kept(portal, errand, arrived.asked, verdict.evidence, spent, state="report")
            return replace(files, requests=(*onward, *files.requests), document=document, columns=columns)
        if verdict.kind != "column" and errand.remembered:
            return self._lost(portal, errand, arrived.asked, f"is no column of reports any more: {verdict.evidence}")
        if verdict.kind != "column" and errand.kind != "column":
            return Found(onward, columns=other_kept(portal, errand, arrived.asked, verdict.evidence, spent))
        why = "; ".join(part for part in (errand.evidence, verdict.evidence, f"{family}: {found.evidence}") if part)
        frames = () if page.items or page.following else self._frames(portal, errand, markup)
        if frames:
            shown = [request.url for request in frames]
            onward = (*onward, *frames, *self._branches(portal, errand, markup, organ_links(markup, shown)))
            return Found(onward, columns=column_kept(portal, errand, ListWalk(arrived.asked, family, why), spent))
        if not self._is_new_column(portal, arrived.asked):
            return Found(onward)
        walk = ListWalk(arrived.asked, family, why, place=list_place(markup) if page.items else "")
        onward = (*onward, *self._branches(portal, errand, markup, page.branches or organ_links(markup)))
        if self._columns_only:
            seen = advance(walk, page).walk
            return Found(onward, (self._listing(portal, seen, Ending("its first page")),), family)
        listed = self._after_page(portal, walk, page, markup)
        onward = (*onward, *self._look_again_if_changed(portal, errand, family))
        columns = column_kept(portal, errand, walk, spent)
        return replace(listed, requests=(*onward, *listed.requests), family=family, columns=columns)

    def _jump(self, portal: Portal, errand: Errand, markup: Markup) -> FrontierRequest | None:
        """The page to which a home page leads that is none itself."""
        target = markup.leads_to
        if target is None or errand.depth >= _MOST_JUMPS or not is_allowed(target, portal):
            return None
        if target == portal.home or not self._is_new_candidate(portal, target):
            return None
        self._planned[portal.id] += 1
        onward = Errand("home", evidence=f"{markup.url} leads there by itself", depth=errand.depth + 1)
        return request_for(portal, target, onward, via=markup.url)

    def _candidates(
        self, portal: Portal, errand: Errand, markup: Markup, *, inside: bool, besides: set[str]
    ) -> tuple[FrontierRequest, ...]:
        """The page's links that may lead to columns, as far as the portal's number of discovery requests allows.

        `besides`: addresses that are reports and no columns, whatever their links say.
        """
        is_looking = portal.id in self._looking
        depth = 0 if errand.kind == "home" else errand.depth  # however many jumps led to the home page
        if depth >= DEEPEST or not (is_looking or inside):
            return ()
        requests = []
        for candidate in candidates(markup, inside_column=inside):
            if candidate.url in besides:
                continue
            if candidate.leads_to == "gateway" and inside:
                continue  # the column is found: its menu leads to its parts, not back up
            if self._memory and not is_looking and self._memory.is_no_column(portal, candidate.url):
                continue
            if self._planned[portal.id] >= MOST_REQUESTS or not is_allowed(candidate.url, portal):
                continue
            if not self._is_new_candidate(portal, candidate.url):
                continue
            self._planned[portal.id] += 1
            kind: Kind = "candidate" if candidate.leads_to == "column" else "gateway"
            onward = Errand(kind, candidate.score, f"{candidate.evidence} on {markup.url}", depth + (not inside))
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

    def _branches(
        self, portal: Portal, errand: Errand, markup: Markup, addresses: tuple[str, ...]
    ) -> Iterable[FrontierRequest]:
        """The organs of a column's tree, each a list of its own: part of reading it, not of looking for it.

        Where nothing but columns is looked for, they count as its requests.
        """
        onward = Errand("branch", _FRAME_EXPECTED, f"an organ of the tree on {markup.url}", errand.depth)
        for url in addresses[:_MOST_BRANCHES]:
            if self._columns_only and self._planned[portal.id] >= MOST_REQUESTS:
                return
            if is_allowed(url, portal) and self._is_new_candidate(portal, url):
                self._planned[portal.id] += self._columns_only
                yield request_for(portal, url, onward, via=markup.url)

    def _lost(self, portal: Portal, errand: Errand, url: str, why: str) -> Found:
        """A column known from before is none any more: that is said, and the columns are looked for again."""
        walk = ListWalk(url, errand.remembered or "generic", errand.evidence)
        ending = broken_off(walk, f"{why}; the columns of the portal were looked for again")
        columns = lost_kept(portal, errand, url, why)
        return Found(self._look_again(portal), (self._listing(portal, walk, ending),), columns=columns)

    def _look_again_if_changed(self, portal: Portal, errand: Errand, family: str) -> tuple[FrontierRequest, ...]:
        """Other software means that the site was rebuilt: the column may not be all that moved."""
        return () if errand.remembered in {None, family} else self._look_again(portal)

    def _look_again(self, portal: Portal) -> tuple[FrontierRequest, ...]:
        if portal.id in self._looking:
            return ()
        self._looking.add(portal.id)
        self._planned[portal.id] += 1
        return (home_request(portal),)

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
        markup.list_place = walk.place
        page = FAMILIES[walk.family].later_page(markup, arrived.errand.state or {})
        return self._after_page(arrived.portal, walk, page, markup)

    def _after_page(self, portal: Portal, walk: ListWalk, page: ListPage, markup: Markup) -> Found:
        via = markup.url
        allowed = partial(is_allowed, portal=portal)
        step = advance(walk, page, allowed=allowed, unlinked=unlinked_entries(markup))
        step = self._rested(step, page) or step
        reports, settled = self._split(self._reports(portal, step.new, via))
        requests = [*reports, *self._next_page(portal, step, via)]
        if step.ending is None:
            if step.following and not is_allowed(step.following.url, portal):
                ending = broken_off(step.walk, "lies on another host")
                return Found(tuple(requests), (self._listing(portal, step.walk, ending),), settled=settled)
            self._open[walk.column] = (portal, step.walk)
            return Found(tuple(requests), settled=settled)
        return Found(tuple(requests), (self._listing(portal, step.walk, step.ending),), settled=settled)

    def _rested(self, step: Step, page: ListPage) -> Step | None:
        """The step as the last one where the rest of the list is known and proven; None where it must be read."""
        if step.following is None or self._memory is None:
            return None
        column = step.walk.column
        if column not in self._earlier:
            self._earlier[column] = self._memory.earlier_list(column, step.walk.family)
        earlier = self._earlier[column]
        return None if earlier is None else rest(step, page, earlier)

    def _split(
        self, requests: Iterable[FrontierRequest]
    ) -> tuple[tuple[FrontierRequest, ...], tuple[FrontierRequest, ...]]:
        """Documents to ask for, and those that need no asking in this crawl."""
        due: list[FrontierRequest] = []
        settled: list[FrontierRequest] = []
        for request in requests:
            (due if self._memory is None or self._memory.is_due(request.url) else settled).append(request)
        return tuple(due), tuple(settled)

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
        year = item.year_hint or judged(item.title).year
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
            rested_on=walk.rested_on,
        )

    # --- documents -----------------------------------------------------------------------------------

    def _after_document(self, arrived: Arrived) -> Found:
        if arrived.errand.kind == "attachment" or len(arrived.body) > _LARGEST_LIST:
            return Found()
        if sniff(arrived.body) != "html" or not may_have_files(arrived.body):
            return Found()
        markup = Markup(decode(arrived.body, arrived.charset).text, arrived.url)
        errand = replace(arrived.errand, kind="attachment")
        due, settled = self._split(
            request_for(arrived.portal, link.url, errand, via=arrived.asked)
            for link in file_links(markup)
            if is_allowed(link.url, arrived.portal)
        )
        return Found(due, settled=settled)


def _is_shown_elsewhere(page: ListPage, markup: Markup) -> bool:
    """Whether what a page lists cannot be its own list, since that stands in a frame or is made by a script."""
    if page.annual_reports or lists_reports(page.items):
        return False
    return bool(page.unread_pager) or any(link.how == "iframe" for link in markup.links)


def _same_place(url: str) -> str:
    """What two addresses of one column have in common: scheme and the name of the index page do not count."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    stem = "" if name.partition(".")[0] in {"index", "default"} else name
    return f"{parts.netloc.lower()}{folder}/{stem}?{parts.query}"
