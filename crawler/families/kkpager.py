"""kkpager: the settings of its script state how many pages there are, and how the address of page n is made.

    kkpager.generPageHtml({pno: 1, total: 6, totalRecords: 52, hrefFormer: 'index', hrefLatter: '.html'})
    … getLink: function(n){ return this.hrefFormer + this.hrefLatter + '?pno=' + n; } …
    … mode: 'click', click: function(n){ location.href = 'index_' + n + '.html'; return false; } …

Without a `getLink` of the page's own, page 2 is `index_2.html`. Where a click only loads something into the page, the
way to the other pages is not to be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from crawler.families.base import Claim, ListPage, State
from crawler.families.numbered import MARK, Numbering, Pager, first_numbered_page, later_numbered_page
from crawler.families.records import number
from crawler.functions import block_at
from crawler.markup import Markup
from crawler.scripts import plain_values

_CALL = re.compile(r"\bkkpager\.generPageHtml\(\s{0,40}\{")
# A text, a number, or the name of one; behind it the next setting, or the end.
_SETTING = re.compile(
    r"""\b(?P<name>mode|total|totalRecords|hrefFormer|hrefLatter)["']?\s{0,9}:\s{0,9}"""
    r"""(?:"(?P<quoted>[^"\n]{0,300})"|'(?P<single>[^'\n]{0,300})'|(?P<plain>[\w$]{1,60}))\s{0,9}(?=[,}\n]|$)"""
)


class KkPager:
    name: ClassVar[str] = "kkpager"
    sends_data: ClassVar[bool] = False

    def detect(self, markup: Markup) -> Claim:
        found = _pager(markup)
        return Claim(self.name, 0.85, f"kkpager of {found[0].words}") if found else Claim(self.name, 0.0, "")

    def first_page(self, markup: Markup) -> ListPage:
        pager, second = _pager(markup) or (None, 2)
        return first_numbered_page(markup, pager, first_later=second)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        found = _pager(markup)
        return later_numbered_page(markup, found[0] if found else None, state)


def _pager(markup: Markup) -> tuple[Pager, int] | None:
    """The pager that the settings state, and the number in the address of page 2; None where they do not."""
    call = _CALL.search(markup.scripts)
    if call is None:
        return None
    text = block_at(markup.scripts, call.end())
    stated = _settings(text, plain_values(markup.scripts))
    pages, records = number(stated.get("total")), number(stated.get("totalRecords"))
    numbering = _numbering(markup, text, stated)
    if pages is None or numbering is None:
        return None
    return Pager(pages, records, numbering.before, numbering.after), 2 + numbering.shift


def _numbering(markup: Markup, text: str, stated: Mapping[str, str]) -> Numbering | None:
    if stated.get("mode") == "click":
        return Numbering.of(markup.functions.callback("click", MARK))
    if "getLink" not in text:
        has_both = {"hrefFormer", "hrefLatter"} <= stated.keys()
        return Numbering(f"{stated['hrefFormer']}_", 0, stated["hrefLatter"]) if has_both else None
    known = {f"this.{name}": value for name, value in stated.items()}
    link = markup.functions.returned("getLink", MARK, known) or ""
    return Numbering.of(markup.functions.address(link) if link.startswith("javascript:") else link)


def _settings(text: str, known: Mapping[str, str | None]) -> dict[str, str]:
    """The settings that are texts or numbers, or names that the scripts give one."""
    found: dict[str, str] = {}
    for setting in _SETTING.finditer(text):
        written, name = setting["quoted"] or setting["single"] or "", setting["plain"]
        value = known.get(name) if name and not name.isdecimal() else name or written
        if value is not None:
            found[setting["name"]] = value
    return found
