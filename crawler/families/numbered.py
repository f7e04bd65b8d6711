"""Pages whose addresses follow from the first one by a number: shared by the families that count this way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from crawler.addresses import joined
from crawler.families.base import ListPage, NextPage, State
from crawler.families.pagers import linked_page
from crawler.listed import list_items
from crawler.markup import Markup

MARK = "7654321"  # stands for the number of a page; no page has it
_AROUND_MARK = re.compile(r"76543\d\d")
_ARGUMENT = re.compile(r"[\"']([^\"']*)[\"']|(-?\d+)|([A-Za-z_$][\w$.]*)")
_LONGEST_NUMBER = 9  # digits; longer ones count nothing


@dataclass(frozen=True, slots=True)
class Pager:
    """What a pager's script declares: how many pages, the number of items where it is given, and what stands before and
    after the number in their addresses.
    """

    pages: int
    total: int | None
    before: str
    after: str

    @classmethod
    def named(cls, pages: int, total: int | None, name: str, ending: str) -> Pager:
        """Of pages that are files: `name`_N.`ending`."""
        return cls(pages, total, f"{name}_", f".{ending}")

    @property
    def words(self) -> str:
        return f"{self.pages} pages named {self.before}N{self.after}"


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the address of a page is made of its number: what stands before, how far from it, what stands after."""

    before: str
    shift: int
    after: str

    @classmethod
    def of(cls, address: str | None) -> Numbering | None:
        """That of an address that was made for page `MARK`; None where no number of the kind stands in it."""
        printed = _AROUND_MARK.search(address or "")
        if address is None or printed is None:
            return None
        return cls(address[: printed.start()], int(printed.group()) - int(MARK), address[printed.end() :])


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a pager's call by kind, each in order.

    `begins_with_number` and `ends_with_number`: a number stands first or last.
    """

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    begins_with_number: bool
    ends_with_number: bool


def arguments(call: str, known: Mapping[str, str | None]) -> Arguments | None:
    """The arguments of a script call; None where one cannot be told.

    Where all are quoted, those that consist of digits are numbers. `known`: what the scripts give names; a name that
    they give digits stands for a number.
    """
    given = _ARGUMENT.findall(call)
    all_quoted = not any(number or name for _, number, name in given)
    values: list[int | str] = []
    for text, number, name in given:
        value = known.get(name) if name else number or text
        is_number = bool(number) or ((bool(name) or all_quoted) and (value or "").isdecimal())
        if value is None or (is_number and len(value) > _LONGEST_NUMBER):
            return None
        values.append(int(value) if is_number else value)
    return Arguments(
        tuple(value for value in values if isinstance(value, int)),
        tuple(value for value in values if isinstance(value, str)),
        bool(values) and isinstance(values[0], int),
        bool(values) and isinstance(values[-1], int),
    )


def first_numbered_page(markup: Markup, pager: Pager | None, first_later: int) -> ListPage:
    """The first page of a list whose page 2 has the number `first_later`; one page or links where it has no pager."""
    if pager is None:
        return linked_page(markup)
    state = {"column": markup.base, "next": first_later, "last": first_later + pager.pages - 2}
    return later_numbered_page(markup, pager, state)


def later_numbered_page(markup: Markup, pager: Pager | None, state: State) -> ListPage:
    """A page of a numbered list. `pager` is what this page declares: each page repeats it, and it may have changed.

    `state`: `column` (the address that the pages stand beside), `next` and `last` (numbers still to read),
    and the pager that was declared last; without them the pages link to each other.
    """
    if "next" not in state:
        return linked_page(markup, state)
    declared = {**state, **(asdict(pager) if pager else {})}
    following = None
    if declared["next"] <= declared["last"]:
        address = joined(declared["column"], f"{declared['before']}{declared['next']}{declared['after']}")
        following = NextPage(address, state={**declared, "next": declared["next"] + 1})
    return ListPage(list_items(markup), declared["total"], declared["pages"], following)
