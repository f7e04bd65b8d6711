"""From an answer to what to ask next: home → columns → lists → reports → attachments.

Knows no Scrapy and opens nothing: it is given pages and says which requests and listings follow. What it keeps
in memory (columns found, discovery requests planned, lists being read) is only to avoid asking twice and to
report what was left open; a later process does without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from archive.raw.crawls import Listing
from archive.raw.frontier import FrontierRequest
from crawler.arrivals import Arrived, Found
from crawler.beginning import first_requests
from crawler.column_pages import ColumnVerdict, judge_page, lists_reports
from crawler.discovery import INSIDE, shows_only_newest
from crawler.documents import LARGEST_PAGE, follow_document, led_on
from crawler.errands import DISCOVERY, DOCUMENTS, Errand
from crawler.families import FAMILIES, claim
from crawler.families.base import ListPage
from crawler.items import names_one_report, year_hint
from crawler.listed import list_place
from crawler.listreading import ListReader
from crawler.lists import Ending, ListWalk, advance, broken_off
from crawler.markup import Markup
from crawler.memory import Memory
from crawler.organs import organ_links
from crawler.page_names import names_of
from crawler.prospects import Prospects
from crawler.registry import Portal
from crawler.remembering import column_kept, lost_kept, other_kept
from crawler.verdicts import DOCUMENTS as FILES
from crawler.verdicts import sniff

__all__ = ["Arrived", "Found", "Navigator"]

_MOST_LINKS = 15_000  # of such a page: each is looked at; the longest lists known have some thousand


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
        self._years = years
        self._columns_only = columns_only
        self._memory = memory
        self._prospects = Prospects(planned or {}, looking, memory, columns_only=columns_only)
        self._lists = ListReader(crawl_id, years, memory)

    def begin(self, portal: Portal) -> list[FrontierRequest]:
        """The first requests for a portal: its columns where they are known, otherwise its home page."""
        requests = first_requests(portal, self._memory, self._years)
        if any(request.kind == "home" for request in requests):
            self._prospects.begin_at_home(portal)
        return requests

    def follow(self, arrived: Arrived) -> Found:
        """What a sound answer leads to."""
        if arrived.errand.kind in DOCUMENTS:
            return self._after_document(arrived)
        if arrived.errand.kind in {"candidate", "column"} and sniff(arrived.body) in FILES:
            verdict = ColumnVerdict("report", "a file")
            return self._after_single_report(arrived, verdict, ())
        if why := _too_much(arrived.body):
            kept = other_kept(arrived.portal, arrived.errand, arrived.asked, why, self._prospects.spent(arrived.portal))
            return replace(self.break_off(arrived.portal, arrived.errand, arrived.asked, why), columns=kept)
        markup = arrived.markup()
        if arrived.errand.kind == "list":
            return self._after_later_page(arrived, markup)
        return self._after_possible_column(arrived, markup)

    def led_on(self, arrived: Arrived) -> Found | None:
        """What follows from a page that does nothing but lead elsewhere; None where that is nothing to read."""
        found = led_on(arrived)
        if found is None or (arrived.errand.kind in DISCOVERY and not self._prospects.may_spend(arrived.portal)):
            return None
        if arrived.errand.kind not in DOCUMENTS:
            return found
        due, settled = self._lists.due(found.requests)
        return Found(due, settled=settled)

    def break_off(self, portal: Portal, errand: Errand, asked: str, why: str, *, is_gone: bool = False) -> Found:
        """What follows where an answer was no page: a list that was being read ends there, incomplete.

        `is_gone`: the page is no more. Where that was a column known from before, columns are looked for again.
        """
        if errand.remembered and is_gone:
            return self._lost(portal, errand, asked, why)
        return self._lists.broken_off(portal, errand, asked, why) if errand.kind in {"list", "column"} else Found()

    def left_open(self, why: str) -> list[Listing]:
        """The lists that were being read when the crawl stopped, as far as they went."""
        return self._lists.left_open(why)

    # --- columns -------------------------------------------------------------------------------------

    def _after_possible_column(self, arrived: Arrived, markup: Markup) -> Found:
        portal, errand = arrived.portal, arrived.errand
        if errand.kind in {"home", "gateway"}:
            self._prospects.look(portal)
        if errand.kind == "home" and (jumps := self._prospects.jumps(portal, errand, markup)):
            return Found(jumps)
        found = claim(markup)
        family = errand.family or found.family
        page = FAMILIES[family].first_page(markup)
        if _is_shown_elsewhere(page, markup):
            page = replace(page, items=())  # what stands beside the place of the list is none of it
        expected = errand.expected if errand.kind not in {"home", "gateway"} else 0.0  # of a column behind the link
        verdict = judge_page(markup, page.items, expected=expected, told=page.annual_reports)
        if not verdict.is_shown:
            page = replace(page, items=())
        if page.following is None and shows_only_newest(markup):
            page = replace(page, is_beginning=True)
        inside = verdict.kind == "column"
        is_known = inside and bool(page.items) and not self._prospects.is_new_list(portal, page)
        besides = _read(page) if inside else set()
        onward = () if is_known else self._prospects.onward(portal, errand, markup, inside=inside, besides=besides)
        if verdict.kind == "other" and errand.title and not errand.remembered:
            verdict = ColumnVerdict("report", "the link to it", title=errand.title)
        if verdict.kind == "report":
            return self._after_single_report(arrived, verdict, onward)
        if verdict.kind != "column" and errand.remembered:
            return self._lost(portal, errand, arrived.asked, f"is no column of reports any more: {verdict.evidence}")
        if verdict.kind != "column" and errand.kind != "column":
            if organs := tuple(self._organs_of_part(portal, errand, markup)):
                return Found((*onward, *organs))
            kept = other_kept(portal, errand, arrived.asked, verdict.evidence, self._prospects.spent(portal))
            return Found((*onward, *self._prospects.ways_in(portal, errand, markup)), columns=kept)
        if is_known and page.following is not None and (errand.kind in DISCOVERY or errand.remembered):
            # Its later pages are being read already, from another address.
            same = "its list is that of another column"
            kept = other_kept(portal, errand, arrived.asked, same, self._prospects.spent(portal))
            return Found(onward, columns=kept)
        why = "; ".join(part for part in (errand.evidence, verdict.evidence, f"{family}: {found.evidence}") if part)
        return self._after_column(arrived, markup, page, ListWalk(arrived.asked, family, why), onward)

    def _organs_of_part(self, portal: Portal, errand: Errand, markup: Markup) -> Iterator[FrontierRequest]:
        """The organs of a page that is a part of a column and shows no list: those of a year, or of a group."""
        if errand.kind == "branch" or INSIDE in errand.evidence:
            yield from self._prospects.branches(portal, errand, markup, organ_links(markup))

    def _after_later_page(self, arrived: Arrived, markup: Markup) -> Found:
        """What a page of a list leads to that is not its first: where the list is one of organs, to their lists."""
        found = self._lists.later_page(arrived, markup)
        if not self._lists.is_without_items(arrived.errand):
            return found
        organs = self._prospects.branches(arrived.portal, arrived.errand, markup, organ_links(markup))
        return replace(found, requests=(*found.requests, *organs))

    def _after_single_report(
        self, arrived: Arrived, verdict: ColumnVerdict, onward: tuple[FrontierRequest, ...]
    ) -> Found:
        """A page or file that was asked for as a column and is one report itself."""
        portal, errand = arrived.portal, arrived.errand
        document = Errand("report", title=verdict.title or errand.title, year_hint=year_hint(arrived.url))
        if errand.remembered:
            return self._lost(portal, errand, arrived.asked, f"is one report now: {verdict.title or verdict.evidence}")
        files = Found() if self._columns_only else self._after_document(replace(arrived, errand=document))
        spent = self._prospects.spent(portal)
        columns = other_kept(portal, errand, arrived.asked, verdict.evidence, spent, state="report")
        return replace(files, requests=(*onward, *files.requests), document=document, columns=columns)

    def _after_column(
        self, arrived: Arrived, markup: Markup, page: ListPage, walk: ListWalk, onward: tuple[FrontierRequest, ...]
    ) -> Found:
        """The first page of a list, or the shell around it."""
        portal, errand, spent = arrived.portal, arrived.errand, self._prospects.spent(arrived.portal)
        frames = () if page.items or page.following else self._prospects.frames(portal, errand, markup)
        if frames:
            organs = organ_links(markup, [request.url for request in frames])
            onward = (*onward, *frames, *self._prospects.branches(portal, errand, markup, organs))
            return Found(onward, columns=column_kept(portal, errand, walk, spent))
        if not self._prospects.is_new_column(portal, arrived.asked, arrived.url):
            return Found(onward)
        walk = replace(walk, place=list_place(markup) if page.items else "", names=names_of(markup)[0])
        if self._prospects.is_new_tree(portal, errand, page):
            branches = page.branches or organ_links(markup)
            onward = (*onward, *self._prospects.branches(portal, errand, markup, branches))
        if self._columns_only:
            seen = advance(walk, page).walk
            return Found(onward, (self._lists.listing(portal, seen, Ending("its first page")),), walk.family)
        listed = self._lists.after_page(portal, walk, page, markup)
        listed = replace(listed, document=self._lists.own_report(page, arrived.asked))
        if errand.remembered not in {None, walk.family}:
            # Other software means that the site was rebuilt: the column may not be all that moved.
            onward = (*onward, *self._prospects.look_again(portal))
        columns = column_kept(portal, errand, walk, spent)
        return replace(listed, requests=(*onward, *listed.requests), family=walk.family, columns=columns)

    def _lost(self, portal: Portal, errand: Errand, url: str, why: str) -> Found:
        """A column known from before is none any more: that is said, and the columns are looked for again."""
        walk = ListWalk(url, errand.remembered or "generic", errand.evidence)
        ending = broken_off(walk, f"{why}; the columns of the portal were looked for again")
        listing = self._lists.listing(portal, walk, ending)
        columns = lost_kept(portal, errand, url, why)
        return Found(self._prospects.look_again(portal), (listing,), columns=columns)

    # --- documents -----------------------------------------------------------------------------------

    def _after_document(self, arrived: Arrived) -> Found:
        further = follow_document(arrived)
        due, settled = self._lists.due(further.requests)
        return Found(due, settled=settled, left_out=further.left_out)


def _read(page: ListPage) -> set[str]:
    """The addresses that a list leads to itself: reports, and its next page."""
    reports = {item.url for item in page.items if page.annual_reports or names_one_report(item)}
    return reports | ({page.following.url} if page.following else set())


def _too_much(body: bytes) -> str:
    """Why a page is not taken apart, as words that follow on its number; empty where it is."""
    if len(body) > LARGEST_PAGE:
        return f"is {len(body)} bytes long, which no list is"
    links = body.lower().count(b"<a ")
    return f"has {links} links, which no list has" if links > _MOST_LINKS else ""


def _is_shown_elsewhere(page: ListPage, markup: Markup) -> bool:
    """Whether what a page lists cannot be its own list, since that stands in a frame or is made by a script."""
    if page.annual_reports or lists_reports(page.items):
        return False
    return bool(page.unread_pager) or any(link.how == "iframe" for link in markup.links)
