"""Which of a page's links are asked for because they may lead to columns: each once, and no more than is allowed.

Looking for columns costs requests, and they are counted for each portal: from its home page through its menus.
What belongs to a column that was found (its frames, the organs of its tree) is part of reading it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from archive.raw.frontier import FrontierRequest
from crawler.beginning import home_request
from crawler.discovery import DEEPEST, MOST_REQUESTS, candidates, ways_in
from crawler.errands import Errand, Kind, request_for
from crawler.families.base import ListPage
from crawler.hosts import is_allowed
from crawler.markup import Markup
from crawler.memory import Memory
from crawler.registry import Portal

_MOST_JUMPS = 2  # from one home page to the next
_MOST_BRANCHES = 300  # organs of one tree; a county has some sixty, a prefecture some two hundred
_FRAME = "a frame in a column of annual reports"
_FRAME_EXPECTED = 0.6
_MOST_PARTS = 3


class Prospects:
    """The addresses that were planned for each portal. For the arguments see `Navigator`."""

    def __init__(
        self, planned: Mapping[str, int], looking: Iterable[str], memory: Memory | None, *, columns_only: bool
    ) -> None:
        self._planned: defaultdict[str, int] = defaultdict(int, planned)
        self._looking = set(looking)
        self._memory = memory
        self._columns_only = columns_only
        self._known: defaultdict[str, set[str]] = defaultdict(set)

    def spent(self, portal: Portal) -> int:
        """How many requests looking for the portal's columns has cost so far."""
        return self._planned[portal.id]

    def may_spend(self, portal: Portal) -> bool:
        """Whether one request more may be made to find the portal's columns; it is counted."""
        if self._planned[portal.id] >= MOST_REQUESTS:
            return False
        self._planned[portal.id] += 1
        return True

    def look(self, portal: Portal) -> None:
        """The portal's columns are being looked for from now on."""
        self._looking.add(portal.id)

    def begin_at_home(self, portal: Portal) -> None:
        """The home page is asked for, to look for columns from there."""
        self.look(portal)
        self._planned[portal.id] += 1

    def look_again(self, portal: Portal) -> tuple[FrontierRequest, ...]:
        """The request for the home page, unless the portal's columns are being looked for already."""
        if portal.id in self._looking:
            return ()
        self.begin_at_home(portal)
        return (home_request(portal),)

    def is_new_column(self, portal: Portal, *urls: str) -> bool:
        """Whether a column is met for the first time: by the address that was asked, and the one that answered."""
        places = dict.fromkeys(_same_place(url) for url in urls)
        return sum(self._remember(portal, f"column {place}") for place in places) == len(places)

    def is_new_list(self, portal: Portal, page: ListPage) -> bool:
        """Whether a list is met for the first time, whatever its address: what its first page shows, and its next."""
        return self._remember(portal, f"list {_shown_by(page)}")

    def is_new_tree(self, portal: Portal, errand: Errand, page: ListPage) -> bool:
        """Whether the branches of a page may be others than those met: not where a branch shows a list that is known.

        A site may answer every address below a column with the same page.
        """
        return self._remember(portal, f"tree {_shown_by(page)}") or errand.kind != "branch"

    def jumps(self, portal: Portal, errand: Errand, markup: Markup) -> tuple[FrontierRequest, ...]:
        """The pages to which a home page leads by itself, being none."""
        return self._homes(portal, errand, markup, markup.leads_to, f"{markup.url} leads there by itself")

    def ways_in(self, portal: Portal, errand: Errand, markup: Markup) -> tuple[FrontierRequest, ...]:
        """Where to look on from a home page whose links tell nothing; none from any other page."""
        if errand.kind != "home" or candidates(markup):
            return ()
        why = f"{markup.url} has no link that names what it could lead to"
        return self._homes(portal, errand, markup, ways_in(markup), why)

    def _homes(
        self, portal: Portal, errand: Errand, markup: Markup, targets: tuple[str, ...], why: str
    ) -> tuple[FrontierRequest, ...]:
        if errand.depth >= _MOST_JUMPS:
            return ()
        onward = Errand("home", evidence=why, depth=errand.depth + 1)
        requests = []
        for target in targets:
            if target != portal.home and is_allowed(target, portal) and self._is_new(portal, target):
                self._planned[portal.id] += 1
                requests.append(request_for(portal, target, onward, via=markup.url))
        return tuple(requests)

    def onward(
        self, portal: Portal, errand: Errand, markup: Markup, *, inside: bool, besides: set[str]
    ) -> tuple[FrontierRequest, ...]:
        """The page's links that may lead to columns, as far as the portal's number of discovery requests allows.

        `inside`: the page is a column itself. `besides`: addresses that are reports and no columns, whatever their
        links say.
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
            if not self._is_new(portal, candidate.url):
                continue
            self._planned[portal.id] += 1
            kind: Kind = "candidate" if candidate.leads_to == "column" else "gateway"
            why = f"{candidate.evidence} on {markup.url}"
            step = Errand(kind, candidate.score, why, depth + (not inside), title=candidate.title or None)
            requests.append(request_for(portal, candidate.url, step, via=markup.url))
        return tuple(requests)

    def frames(self, portal: Portal, errand: Errand, markup: Markup) -> tuple[FrontierRequest, ...]:
        """The frames of a column that shows no list itself, and the pieces that its scripts load: shells of organ trees
        do so, one level deep.
        """
        if errand.evidence.startswith(_FRAME):
            return ()
        onward = Errand("candidate", max(errand.expected, _FRAME_EXPECTED), f"{_FRAME} on {markup.url}", errand.depth)
        framed = [link.url for link in markup.links if link.how == "iframe"]
        return tuple(
            request_for(portal, url, onward, via=markup.url)
            for url in (*framed, *markup.own_parts[:_MOST_PARTS])
            if is_allowed(url, portal) and self._is_new(portal, url)
        )

    def branches(
        self, portal: Portal, errand: Errand, markup: Markup, addresses: tuple[str, ...]
    ) -> Iterator[FrontierRequest]:
        """The organs of a column's tree, each a list of its own: part of reading it, not of looking for it.

        Where nothing but columns is looked for, they count as its requests.
        """
        onward = Errand("branch", _FRAME_EXPECTED, f"an organ of the tree on {markup.url}", errand.depth)
        for url in addresses[:_MOST_BRANCHES]:
            if self._columns_only and self._planned[portal.id] >= MOST_REQUESTS:
                return
            if is_allowed(url, portal) and self._is_new(portal, url):
                self._planned[portal.id] += self._columns_only
                yield request_for(portal, url, onward, via=markup.url)

    def _is_new(self, portal: Portal, url: str) -> bool:
        return self._remember(portal, f"link {_same_place(url)}")

    def _remember(self, portal: Portal, what: str) -> bool:
        known = self._known[portal.id]
        is_new = what not in known
        known.add(what)
        return is_new


def _shown_by(page: ListPage) -> int:
    """What tells the first page of a list from those of others, whatever its address."""
    following = page.following
    way = f"{following.url} {following.body}" if following else ""
    return hash((way, tuple(item.url for item in page.items)))


def _same_place(url: str) -> str:
    """What two addresses of one column have in common: scheme, www, the name of the index page and the slash behind a
    folder are no part of it.
    """
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    if name and "." not in name:
        folder, name = f"{folder}/{name}", ""
    stem = "" if name.partition(".")[0].lower() in {"index", "default"} else name
    return f"{parts.netloc.lower().removeprefix('www.')}{folder}/{stem}?{parts.query}"
