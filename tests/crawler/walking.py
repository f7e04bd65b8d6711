"""Lists read as the crawler reads them, from pages that a test writes down."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.families import FAMILIES, claim
from crawler.families.base import NextPage
from crawler.lists import ListWalk, Step, advance, broken_off
from crawler.markup import Markup

SITE = "http://www.qinghe.gov.cn"


def row(number: int, href: str) -> str:
    title = f"青禾县第{number}局2023年政府信息公开工作年度报告"
    return f'<li><a href="{href}" title="{title}">{title[:12]}…</a><span>2024-01-{number:02}</span></li>'


def rows(first: int, last: int, href: str = "/a/2024/{}.html") -> str:
    return "<ul class=list>" + "".join(row(n, href.format(100 + n)) for n in range(first, last + 1)) + "</ul>"


def read(column: str, pages: Mapping[str, str]) -> tuple[Step, list[NextPage]]:
    """The list as the crawler reads it, page after page; a missing page ends it as a refusal would."""
    markup = Markup(pages[column], column)
    walk = ListWalk(column, claim(markup).family, "")
    step = advance(walk, FAMILIES[walk.family].first_page(markup))
    asked = []
    while step.following is not None:
        following = step.following
        asked.append(following)
        address = following.url + (f" {following.body}" if following.body else "")
        if address not in pages:
            return Step(step.walk, (), None, broken_off(step.walk, "was not found")), asked
        step = advance(
            step.walk, FAMILIES[walk.family].later_page(Markup(pages[address], following.url), following.state)
        )
    return step, asked


def outcome(column: str, pages: Mapping[str, str]) -> tuple[str, int, int | None, bool, list[str]]:
    """Family, items harvested, items declared, whether complete, addresses asked."""
    step, asked = read(column, pages)
    assert step.ending is not None
    addresses = [request.url.removeprefix(SITE) for request in asked]
    return step.walk.family, step.walk.harvested, step.walk.declared_total, step.ending.complete, addresses


def reason(column: str, pages: Mapping[str, str]) -> str:
    step, _ = read(column, pages)
    assert step.ending is not None
    return step.ending.reason
