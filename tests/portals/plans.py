"""Which portals there are: thirty over all families, and others drawn at random of the same kinds."""

from __future__ import annotations

import random

from tests.portals import scripted_lists as scripted
from tests.portals import served_lists as served
from tests.portals import static_lists as static
from tests.portals import year_lists as years
from tests.portals.sample import ColumnPlan, PortalPlan
from tests.portals.troubles import Maker

# What each kind of list can suffer. A total that paging itself goes by cannot be wrong without changing what is asked.
_LATER = ("missing", "challenge", "blocked", "apology")
_NUMBERED = (*_LATER, "repeated", "off_host", "javascript")
_COUNTED = (*_NUMBERED, "short", "drift", "cap")
KINDS: dict[str, tuple[Maker, tuple[str, ...]]] = {
    "trs_two": (static.trs("two"), _NUMBERED),
    "trs_three": (static.trs("three"), _COUNTED),
    "trs_behind": (static.trs("behind"), _COUNTED),
    "trs_chongqing": (static.trs("chongqing"), _NUMBERED),
    "trs_inline": (static.trs("inline"), _COUNTED),
    "trs_ministry": (static.trs("ministry"), _NUMBERED),
    "trs_config": (static.trs("config"), _NUMBERED),
    "trs_written": (static.trs_written, _LATER),
    "ucap": (static.ucap, _NUMBERED),
    "callback": (static.callback, _NUMBERED),
    "kkpager": (static.kkpager, _COUNTED),
    "nfcms": (static.nfcms, _NUMBERED),
    "webplus": (static.webplus, _COUNTED),
    "vsb": (static.vsb, _COUNTED),
    "empire": (static.empire, _COUNTED),
    "ewb_static": (static.ewb_static, _COUNTED),
    "generic_linked": (static.generic_linked, _NUMBERED),
    "generic_numbered": (static.generic_numbered, (*_LATER, "off_host", "javascript")),
    "hanweb_groups": (served.hanweb("groups"), _LATER),
    "hanweb_numbers": (served.hanweb("numbers"), _LATER),
    "hanweb_ignored": (served.hanweb("ignored"), _LATER),
    "hanweb_pages": (served.hanweb("pages"), _LATER),
    "hanweb_search": (served.hanweb_search(typed=True), _LATER),
    "hanweb_area": (served.hanweb_search(typed=False), _LATER),
    "truecms": (served.truecms, _LATER),
    "jpaas": (served.jpaas, _LATER),
    "gkmlpt": (served.gkmlpt, ()),
    "ucap_search": (served.ucap_search, _LATER),
    "loaddata": (served.loaddata, _LATER),
    "ewb_zero": (served.ewb_service("zero"), ()),
    "ewb_one": (served.ewb_service("one"), ()),
    "ewb_wrapped": (served.ewb_service("wrapped"), ()),
    "lonsun_label": (served.lonsun_label, _LATER),
    "lonsun_links": (years.lonsun_years("links"), ()),
    "lonsun_array": (years.lonsun_years("array"), ()),
    "lonsun_loop": (years.lonsun_years("loop"), ()),
    "lonsun_organs": (years.lonsun_years("links", organs=4), ()),
    "annual_select": (years.annual_jsp("select"), ()),
    "annual_links": (years.annual_jsp("links"), ()),
    "year_folders": (years.year_folders("links"), ()),
    "year_select": (years.year_folders("select"), ()),
    "framed": (years.framed, ()),
    "organ_tree": (years.organ_tree, ()),
    "handled": (scripted.handled, _COUNTED),
    "called": (scripted.called, _LATER),
    "chosen": (scripted.chosen, _LATER),
    "laypage": (scripted.laypage, _LATER),
    "form": (scripted.sent_form("plain"), _LATER),
    "aspnet": (scripted.sent_form("aspnet"), _LATER),
    "unlinked_rows": (scripted.unlinked_rows, _LATER),
    "service_ajax": (scripted.service("ajax"), _LATER),
    "service_post": (scripted.service("post"), _LATER),
    "service_axios": (scripted.service("axios"), _LATER),
    "service_fetch": (scripted.service("fetch"), _LATER),
    "service_json": (scripted.service("json"), _LATER),
}


def column(kind: str, trouble: str = "none", rows: int = 12, size: int = 5) -> ColumnPlan:
    maker, can_suffer = KINDS[kind]
    if trouble != "none" and trouble not in can_suffer:
        raise ValueError(f"a list of the kind {kind} cannot suffer {trouble}")
    return ColumnPlan(maker, trouble, rows, size)


def _portal(
    name: str, *columns: ColumnPlan, charset: str = "utf-8", gateway: bool = True, jump: str = ""
) -> PortalPlan:
    return PortalPlan(name, columns, charset, gateway, jump)


THIRTY = (
    _portal("trs_two", column("trs_two"), column("trs_inline", "short")),
    _portal("trs_records", column("trs_three"), column("trs_behind", "drift"), charset="gb18030"),
    _portal("trs_chongqing", column("trs_chongqing", "repeated"), gateway=False),
    _portal("trs_ministry", column("trs_ministry", rows=20), column("trs_config")),
    _portal("trs_written", column("trs_written"), jump="refresh"),
    _portal("trs_apology", column("trs_two", "apology", rows=18)),
    _portal("ucap", column("ucap"), column("ucap", "missing"), charset="gb18030"),
    _portal("ucap_search", column("ucap_search", rows=14)),
    _portal("ucap_search_cut", column("ucap_search", "challenge", rows=14), charset="gb18030"),
    _portal("loaddata", column("loaddata", rows=13), gateway=False),
    _portal("hanweb_groups", column("hanweb_groups", rows=17)),
    _portal("hanweb_numbers", column("hanweb_numbers", rows=16), column("trs_two"), charset="gb18030"),
    _portal("hanweb_ignored", column("hanweb_ignored", rows=11), jump="script"),
    _portal("hanweb_cut", column("hanweb_groups", "blocked", rows=17), column("hanweb_pages", rows=13)),
    _portal("hanweb_search", column("hanweb_search"), column("hanweb_area")),
    _portal("hanweb_annual", column("annual_select"), gateway=False),
    _portal("hanweb_annual_links", column("annual_links"), column("hanweb_search", "missing")),
    _portal("jpaas", column("jpaas", rows=14), column("jpaas", "challenge", rows=14)),
    _portal("vsb", column("vsb"), column("vsb", "drift"), charset="gb18030"),
    _portal("webplus", column("webplus"), column("webplus", "cap")),
    _portal("nfcms", column("nfcms"), column("nfcms", "off_host"), column("nfcms", "repeated")),
    _portal("gkmlpt", column("gkmlpt", rows=104), column("truecms", rows=13)),
    _portal("lonsun", column("lonsun_links"), column("lonsun_label")),
    _portal("lonsun_script", column("lonsun_array"), gateway=False),
    _portal("lonsun_organs", column("lonsun_organs"), column("lonsun_label", "apology", rows=15)),
    _portal("empire", column("empire", "short"), column("empire", rows=4), column("kkpager")),
    _portal("ewb", column("ewb_zero", rows=45), column("ewb_static")),
    _portal("ewb_wrapped", column("ewb_wrapped", rows=25), column("service_ajax", rows=14)),
    _portal("generic", column("generic_linked"), column("generic_numbered", rows=22), column("year_select")),
    _portal("generic_trees", column("framed"), column("organ_tree"), column("callback", "missing")),
)  # fmt: skip


def drawn(chance: random.Random, name: str) -> PortalPlan:
    """A portal of one or two columns of any kind, with any trouble that they can have."""
    columns = []
    for kind in chance.sample(sorted(KINDS), chance.choice((1, 1, 2))):
        trouble = chance.choice(("none", *KINDS[kind][1]))
        size = chance.randint(3, 7)
        columns.append(column(kind, trouble, rows=size * chance.randint(2, 4) + chance.randint(1, size), size=size))
    charset = chance.choice(("utf-8", "utf-8", "gb18030"))
    return PortalPlan(
        name, tuple(columns), charset, chance.random() < 0.6, chance.choice(("", "", "refresh", "script"))
    )
