"""Pages whose addresses follow from the first one by a number: shared by the families that count this way."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from urllib.parse import urljoin

from crawler.families.base import ListPage, NextPage, State
from crawler.families.pagers import linked_page
from crawler.items import list_items
from crawler.markup import Markup

_WORDS = re.compile(r"[\"']([^\"']*)[\"']|(-?\d+)")


@dataclass(frozen=True, slots=True)
class Pager:
    """What a pager's script call declares: pages named `name`_N.`ending`, and the number of items where it is given."""

    pages: int
    total: int | None
    name: str
    ending: str


def arguments(call: str) -> list[str | int]:
    """The literal arguments of a script call, texts and whole numbers, in order."""
    return [int(number) if number else text for text, number in _WORDS.findall(call)]


def first_numbered_page(markup: Markup, pager: Pager | None, first_later: int) -> ListPage:
    """The first page of a list whose page 2 has the number `first_later`; one page or links where it has no pager."""
    if pager is None:
        return linked_page(markup)
    state = {"column": markup.url, "next": first_later, "last": first_later + pager.pages - 2}
    return later_numbered_page(markup, pager, state)


def later_numbered_page(markup: Markup, pager: Pager | None, state: State) -> ListPage:
    """A page of a numbered list. `pager` is what this page declares: each page repeats it, and it may have changed.

    `state`: `column` (the address that the pages stand beside), `next` and `last` (numbers still to read),
    and the pager that was declared last (`name`, `ending`, `total`, `pages`).
    """
    declared = {**state, **(asdict(pager) if pager else {})}
    following = None
    if declared["next"] <= declared["last"]:
        address = urljoin(declared["column"], f"{declared['name']}_{declared['next']}.{declared['ending']}")
        following = NextPage(address, state={**declared, "next": declared["next"] + 1})
    return ListPage(list_items(markup), declared["total"], declared["pages"], following)
