"""What no family claims: a list whose pages link to each other, or that is one page.

The next page is the link that says so or the next number; 共N条 and 共N页 are the declared numbers.
"""

from __future__ import annotations

from typing import ClassVar

from crawler.families.base import AlikePages, Claim, ListPage, State
from crawler.families.pagers import linked_page
from crawler.markup import Markup


class Generic(AlikePages):
    name: ClassVar[str] = "generic"
    sends_data: ClassVar[bool] = False

    def detect(self, markup: Markup) -> Claim:  # noqa: ARG002 - it takes what no other family claims
        return Claim(self.name, 0.1, "no family's marks stand in the page")

    def page(self, markup: Markup) -> ListPage:
        return linked_page(markup)

    def later_page(self, markup: Markup, state: State) -> ListPage:
        return linked_page(markup, state)
