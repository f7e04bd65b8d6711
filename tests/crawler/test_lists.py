"""When the reading of a list ends, and when that is all of it: page by page, as families say what a page says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.families.base import ListPage, NextPage
from crawler.items import Item
from crawler.lists import MOST_PAGES, Ending, ListWalk, advance, broken_off

COLUMN = "http://a/nb/"
BEGIN = ListWalk(COLUMN, "trs", "")
SECOND, THIRD = NextPage(f"{COLUMN}2.html"), NextPage(f"{COLUMN}3.html")


def items(*numbers: int) -> tuple[Item, ...]:
    return tuple(Item(f"{COLUMN}t{number}.html", "年报") for number in numbers)


def ending(*pages: ListPage) -> Ending | None:
    """How a list of these pages ends. What is left of them when it has ended would have been asked in vain."""
    walk, left = BEGIN, list(pages)
    while left:
        step = advance(walk, left.pop(0))
        if step.ending is not None:
            assert not left, f"it ended before {len(left)} of the pages"
            return step.ending
        walk = step.walk
    return None


FIRST = ListPage(items(1, 2), following=SECOND)


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ([ListPage(items(1))], "1 items over 1 page; one page without a pager, no number is declared"),
        ([FIRST, ListPage(items(3))], "3 items over 2 pages; the last page leads no further, no number is declared"),
        ([FIRST, ListPage(())], "2 items over 2 pages; the last page leads no further, no number is declared"),
        (
            [FIRST, ListPage(items(3, 4), declared_total=4, following=THIRD)],
            "4 of 4 items over 2 pages; that is the number declared",
        ),
        (
            [replace(FIRST, declared_total=3), ListPage(items(2, 3))],
            "3 of 3 items over 2 pages; that is the number declared",
        ),
        (
            [FIRST, ListPage(items(3), declared_pages=2)],
            "3 items over 2 pages; all declared pages were read, the number of items is not declared",
        ),
        (
            [FIRST, ListPage(items(3), following=THIRD), ListPage(items(3), declared_pages=2, following=SECOND)],
            "3 items over 3 pages; all declared pages were read, the number of items is not declared",
        ),
        (
            [FIRST, ListPage((), following=THIRD, asks_another_way=True), ListPage(items(3))],
            "3 items over 3 pages; the last page leads no further, no number is declared",
        ),
        (
            [ListPage(items(1), following=NextPage(COLUMN, body="page=2")), ListPage(items(2))],
            "2 items over 2 pages; the last page leads no further, no number is declared",
        ),
    ],
)
def test_a_list_that_is_read_to_its_end(pages: list[ListPage], reason: str) -> None:
    assert ending(*pages) == Ending(reason, complete=True)


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ([ListPage(())], "0 items over 1 page; no items were recognised"),
        ([replace(FIRST, declared_total=5), ListPage(items(3))], "3 of 5 items over 2 pages; it declares 5"),
        ([FIRST, ListPage(items(3), declared_pages=3)], "3 items over 2 pages; it declares 3 pages"),
        (
            [FIRST, ListPage(items(3), following=NextPage(COLUMN))],
            "3 items over 2 pages; page 2 leads back to a page that was read",
        ),
        (
            [FIRST, ListPage(items(3), following=THIRD), ListPage(items(4), following=SECOND)],
            "4 items over 3 pages; page 3 leads back to a page that was read",
        ),
        ([FIRST, ListPage(items(1), following=THIRD)], "2 items over 2 pages; page 2 brings nothing new"),
        ([FIRST, ListPage((), following=THIRD)], "2 items over 2 pages; page 2 is empty"),
        ([FIRST, ListPage(items(1))], "2 items over 2 pages; page 2 brings nothing new"),
        ([FIRST, ListPage((), declared_pages=2)], "2 items over 2 pages; page 2 is empty"),
        ([FIRST, ListPage((), is_bare=True)], "2 items over 2 pages; page 2 is empty"),
        (
            [ListPage(items(1), unread_pager="1/6")],
            "1 items over 1 page; its pager (1/6) cannot be followed without running scripts",
        ),
        (
            [ListPage(items(1), is_beginning=True)],
            "1 items over 1 page; it shows only the newest entries of lists that have pages of their own",
        ),
        (
            [replace(FIRST, declared_total=3), ListPage(items(3), declared_total=4)],
            "3 of 4 items over 2 pages; it declares 4; the declared number changed from 3 to 4 on the way",
        ),
    ],
)
def test_a_list_of_which_something_may_be_missing(pages: list[ListPage], reason: str) -> None:
    assert ending(*pages) == Ending(reason, complete=False)


@pytest.mark.parametrize(
    "pages",
    [
        [FIRST],
        [FIRST, ListPage((), following=THIRD, asks_another_way=True)],
        [FIRST, ListPage((), declared_pages=2, following=THIRD, asks_another_way=True)],
    ],
)
def test_a_list_that_goes_on(pages: list[ListPage]) -> None:
    assert ending(*pages) is None


def test_the_declared_number_that_changed_first_is_told() -> None:
    totals = (3, 4, 5)
    pages = [ListPage(items(n), declared_total=n, following=NextPage(f"{COLUMN}{n}.html")) for n in totals[:-1]]
    found = ending(*pages, ListPage(items(5), declared_total=5))
    assert found is not None
    assert found.reason.endswith("; the declared number changed from 3 to 4 on the way")


def test_a_list_without_an_end_is_read_no_further() -> None:
    walk = replace(BEGIN, pages=MOST_PAGES - 2, items=items(1))
    step = advance(walk, ListPage(items(2), following=SECOND))
    assert step.following == SECOND
    ended = advance(step.walk, ListPage(items(3), following=THIRD))
    assert (ended.following, ended.ending) == (
        None,
        Ending(f"3 items over {MOST_PAGES} pages; no more than {MOST_PAGES} pages of a list are read"),
    )


def test_a_page_that_could_not_be_had_ends_a_list() -> None:
    walk = advance(BEGIN, replace(FIRST, declared_total=5), unlinked=1, allowed=lambda url: url.endswith("1.html")).walk
    assert broken_off(walk, "could not be had: network") == Ending(
        "2 of 5 items over 1 page; page 2 could not be had: network; 1 items lie on other hosts and were not asked for; "
        "1 entries have no address, only a script",
        complete=False,
    )


def test_what_is_no_state_of_a_list() -> None:
    with pytest.raises(ValueError, match="not the state of a list"):
        ListWalk.unpack("c$}A")
