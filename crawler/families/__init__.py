"""The families of list pages, and which of them a page belongs to."""

from __future__ import annotations

from crawler.families.base import Claim, Family
from crawler.families.empire import Empire
from crawler.families.generic import Generic
from crawler.families.hanweb import Hanweb
from crawler.families.trs import Trs
from crawler.families.ucap import Ucap
from crawler.families.vsb import Vsb
from crawler.markup import Markup

FAMILIES: dict[str, Family] = {family.name: family for family in (Hanweb(), Trs(), Ucap(), Vsb(), Empire(), Generic())}


def claim(markup: Markup) -> Claim:
    """The strongest claim on a page. The generic family always claims a little, so there is one."""
    return max((family.detect(markup) for family in FAMILIES.values()), key=lambda found: found.score)
