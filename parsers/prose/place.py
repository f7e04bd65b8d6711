"""The division that a body belongs to, by its name and by the codes around it, and how each part is known.

A region's full name at the beginning of the body's is enough where one division bears it. A name that several
bear, or one without the word for its level (双鸭山科学技术局), is settled by the portal, the site or the organisation
code, or by a larger region that is printed with it; by nothing else. Codes are those valid in the report's year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from parsers.prose.divisions import COUNTY, DIVISIONS, Division, Region, compatible, lies_in
from parsers.prose.kinds import kind_of
from parsers.prose.succession import code_in, common_names, line_of, short_name


class Site(NamedTuple):
    """A code that the document's surroundings state: where, the code, and the one its unit bore in the year."""

    where: str
    code: str
    then: str

    def __str__(self) -> str:
        return f"{self.where} {self.code}" + (f" ({self.then} then)" if self.then != self.code else "")


class Place(NamedTuple):
    """`division` is the code or None, `length` how much of the name is the region's, `said` how that is known."""

    division: str | None
    length: int
    said: str


_SHORTEST_REGION = 2
# 「商丘市场监督管理局」 is 商丘 and 市场, not 商丘市.
_WORD_WITH_LEVEL = re.compile(r"^市(?:场(?!所)|容|政(?:管理|公用|园林|工程|设施|建设|维护)|民(?:服务|中心|之家))")
# 「新县镇」 is a town of another county, 「城区街道」 a quarter of its town.
_TOWN_OF_LEVEL = re.compile(r"^[县市区](?:[镇乡]|街道)(?:$|人民政府|政府|办事处|党|便民|财政所|综合)")
# A division of the corps in Xinjiang and its city are one: 「第八师石河子市」.
_DIVISION_OF_CORPS = re.compile(r"^(?:新疆生产建设兵团|兵团)?第?[一二三四五六七八九十]{1,3}师(?=.{2,5}市)")
# What a region's short name stands before; 双鸭山大学 or 朝阳路派出所 are named after it, and not of it.
_OF_A_REGION = frozenset({"government", "government_office", "department", "zone", "court"})
_NAMED_AFTER = re.compile(r"^(?:路|街|镇|乡|村|社区|桥|山|河|湖|北|南|东|西|门|站)")


def site(where: str, code: str, year: int | None) -> Site:
    return Site(where, code, code_in(code, year))


def place_of(name: str, year: int | None, sites: Sequence[Site], portal_region: tuple[str, str] | None) -> Place:
    """Where the body of this name belongs. `portal_region` is the region in the portal's own name, with its code."""
    if "师" in name and (corps := _DIVISION_OF_CORPS.match(name)):
        place = place_of(name[corps.end() :], year, sites, portal_region)
        return place._replace(length=place.length + corps.end()) if place.length else place
    region = DIVISIONS.region_of(name, year)
    if region and _begins_with(name, name[: region.length]):
        return _settled(name, region, sites)
    found = (
        _behind_a_larger_one(name, year)
        or _by_common_name(name, year)
        or _by_another_name(name, sites)
        or _by_portals_name(name, portal_region)
        or _by_short_name(name, year, sites)
    )
    if found:
        return found
    return Place(sites[0].then, 0, f"division {sites[0].then} by {_where(sites[0])}") if sites else Place(None, 0, "")


def _where(one: Site) -> str:
    return one.where if one.then == one.code else str(one)


def _settled(name: str, region: Region, sites: Sequence[Site]) -> Place:
    """The one division that a full name means."""
    length, printed = region.length, name[: region.length]
    codes = sorted({one.code for one in region.divisions})
    if len(codes) > 1:
        near = _nearest(codes, sites)
        if near:
            return Place(near[0], length, f"division {near[0]} by the name's region {printed} and the {near[1]}")
        said = f"{printed} names {len(codes)} places ({', '.join(codes)}) and nothing settles which"
        return Place(None, length, said)
    against = ", ".join(str(one) for one in sites if not compatible(codes[0], one.then))
    said = f"the name's region {printed} ({codes[0]})"
    if not against:
        return Place(codes[0], length, f"division {codes[0]} by the name's region {printed}")
    if length <= _SHORTEST_REGION:  # 「西区街道办事处」 is a quarter of its town, not 西区 of 攀枝花
        said += f" lies elsewhere than {against}, so it is no region"
        return Place(sites[0].then, 0, f"{said}; division {sites[0].then} by {_where(sites[0])}")
    return Place(codes[0], length, f"division {codes[0]} by {said}, which lies elsewhere than {against}")


def _begins_with(name: str, region: str) -> bool:
    rest = name[len(region) - 1 :]
    return name.startswith(region) and not _WORD_WITH_LEVEL.match(rest) and not _TOWN_OF_LEVEL.match(rest)


def _nearest(codes: Iterable[str], sites: Sequence[Site]) -> tuple[str, Site] | None:
    """The only one of several codes that lies where the document stands."""
    for one in sites:
        near = [code for code in codes if compatible(code, one.then)]
        if len(near) == 1:
            return near[0], one
    return None


def _behind_a_larger_one(name: str, year: int | None) -> Place | None:
    """「南京鼓楼区…」, 「河南柘城县…」: a full name behind the short one of a province or prefecture it lies in."""
    for short, larger in _called(name, year):
        inner = DIVISIONS.region_of(name[len(short) :], year)
        if inner is None:
            continue
        above = [one for one in larger if one.level != COUNTY]
        codes = sorted({one.code for one in inner.divisions if any(outer.covers(one.code) for outer in above)})
        length = len(short) + inner.length
        if len(codes) == 1:
            said = f"division {codes[0]} by the name's region {name[len(short) : length]} and {short} before it"
            return Place(codes[0], length, said)
        if codes:
            said = f"{name[:length]} names {len(codes)} places ({', '.join(codes)}) and nothing settles which"
            return Place(None, length, said)
    return None


def _called(name: str, year: int | None) -> Iterator[tuple[str, list[Division]]]:
    """The short names that `name` begins with, the longest first, each with the divisions it is short for."""
    shorts = _by_short()
    for length in range(min(_longest_short_name(), len(name)), _SHORTEST_REGION - 1, -1):
        short = name[:length]
        if short in shorts and (divisions := [one for one in shorts[short] if one.in_force(year)]):
            yield short, divisions


@cache
def _by_short() -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for one in DIVISIONS.rows:
        if short := short_name(one.name):
            found.setdefault(short, []).append(one)
        for common in common_names(one.name):
            found.setdefault(common, []).append(one)
    return found


@cache
def _longest_short_name() -> int:
    return max(map(len, _by_short()), default=0)


def _by_common_name(name: str, year: int | None) -> Place | None:
    """「黔东南州农业农村局」: an autonomous place without its peoples, where one alone is called so."""
    for called, divisions in _called(name, year):
        codes = sorted({one.code for one in divisions if called in common_names(one.name)})
        if len(codes) == 1:
            said = f"division {codes[0]} by the name's region {called}, short for {divisions[0].name}"
            return Place(codes[0], len(called), said)
    return None


def _by_another_name(name: str, sites: Sequence[Site]) -> Place | None:
    """A name that the site's own division bore in another year: 「洪泽县…」 of 洪泽区."""
    for one in sites:
        for period in line_of(one.code):
            if _begins_with(name, period.name):
                said = f"division {one.then} by the name's region {period.name}, so called in other years, and {one}"
                return Place(one.then, len(period.name), said)
    return None


def _by_portals_name(name: str, portal_region: tuple[str, str] | None) -> Place | None:
    if portal_region is None or not _begins_with(name, portal_region[0]):
        return None
    region, code = portal_region
    return Place(code, len(region), f"division {code} by the portal, whose region {region} begins the name")


def _by_short_name(name: str, year: int | None, sites: Sequence[Site]) -> Place | None:
    """「双鸭山科学技术局」 on the portal of 双鸭山市, or on that of the province it lies in."""
    for short, divisions in _called(name, year):
        if not _stands_before_a_body(name[len(short) :]):
            continue
        for one in sites:
            inside = {division.code: division for division in divisions if lies_in(division.code, one.then)}
            if len(inside) > 1:
                said = f"{short} may be short for {', '.join(sorted(inside))} and nothing settles which"
                return Place(None, 0, said)
            for code, division in inside.items():
                said = f"division {code} by {short}, short for {division.name}, and the {one}"
                return Place(code, len(short), said)
    return None


def _stands_before_a_body(rest: str) -> bool:
    return not rest or (kind_of(rest) in _OF_A_REGION and not _NAMED_AFTER.match(rest))
