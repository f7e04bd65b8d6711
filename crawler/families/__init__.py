"""The families of list pages, and which of them a page belongs to."""

from __future__ import annotations

from crawler.families.base import Claim, Family
from crawler.families.callback import Callback
from crawler.families.empire import Empire
from crawler.families.ewb import Ewb
from crawler.families.feed import Feed
from crawler.families.generic import Generic
from crawler.families.gkmlpt import Gkmlpt
from crawler.families.hanweb import Hanweb
from crawler.families.hanwebxxgk import HanwebXxgk
from crawler.families.intertid import Intertid
from crawler.families.jpaas import Jpaas
from crawler.families.kkpager import KkPager
from crawler.families.loaddata import LoadData
from crawler.families.lonsun import LonSun
from crawler.families.nfcms import Nfcms
from crawler.families.service import Service
from crawler.families.trs import Trs
from crawler.families.truecms import TrueCms
from crawler.families.ucap import Ucap
from crawler.families.ucapsearch import UcapSearch
from crawler.families.vsb import Vsb
from crawler.families.webplus import WebPlus
from crawler.markup import Markup

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        Hanweb(),
        HanwebXxgk(),
        TrueCms(),
        Jpaas(),
        Trs(),
        Ucap(),
        UcapSearch(),
        LoadData(),
        Vsb(),
        WebPlus(),
        Nfcms(),
        Gkmlpt(),
        LonSun(),
        Empire(),
        Ewb(),
        Intertid(),
        Feed(),
        Callback(),
        KkPager(),
        Service(),
        Generic(),
    )
}

SEND_DATA = frozenset(name for name, family in FAMILIES.items() if family.sends_data)


def claim(markup: Markup) -> Claim:
    """The strongest claim on a page. The generic family always claims a little, so there is one."""
    return max((family.detect(markup) for family in FAMILIES.values()), key=lambda found: found.score)
