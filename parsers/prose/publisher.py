"""Who reports: the agency as printed, what kind of body it is, and the division it belongs to.

Nothing is guessed between two places of one name: 朝阳区 alone is known only where the portal or the
prefecture settles it. Every part of the answer says in `evidence` how it is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.model import Context, Document, MetadataField, Paragraph, Publisher
from parsers.prose.characters import squeeze
from parsers.prose.divisions import DIVISIONS, Division, compatible
from parsers.prose.metadata import value_of
from parsers.prose.titles import TitleVerdict

# The kinds of bodies by the end of their names, region removed; the first that matches decides.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns)))
    for kind, *patterns in (
        ("court", r"(?:法院|检察院|检察分院)$"),
        ("government_office", r"^(?:人民)?政府(?:办公[室厅]|办)$", r"^行政公署办公室$"),
        ("government", r"^(?:人民政府|政府|行政公署)$"),
        ("institution", r"驻.{1,8}(?:办事处|办公室|联络处)$"),
        (
            "zone",
            r"(?:开发区|高新区|经开区|集聚区|聚集区|工业园区?|产业园区?|科技园区?|园区|保税区)(?:管理委员会|管委会|办事处)?$",
            r"(?:示范区|度假区|风景名?胜?区|商业区|商务区|试验区|合作区|自贸区|管理区|新区)(?:管理委员会|管委会|办事处)?$",
        ),
        ("township", r"(?:镇|乡|街道|苏木|街道办|办事处)(?:人民政府|政府)?(?:办公室|办事处|党政综合办公室)?$"),
        ("enterprise", r"(?:公司|集团|银行|电网|供电局|供电所|厂|营业部)$"),
        (
            "institution",
            r"(?:医院|卫生院|学校|中学|小学|高中|大学|学院|幼儿园|党校|中心|研究院|研究所|科学院)$",
            r"(?:馆|电视台|广播台|报社|站|园|场)$",
        ),
        (
            "other",
            r"(?:联合会|协会|学会|联合社|联社|供销社|工会|妇联|团委|工商联|残联|科协|文联|侨联|红十字会|基金会)$",
        ),
        ("department", r"(?:局|委员会|委|办公室|办公厅|办|厅|部|署|处|队|所|院|组|室|科|股)$"),
    )
)
_ORGAN = re.compile(r"(?:政府|办公室|办公厅|厅|局|委|委员会|办|院|中心|处|街道|镇|乡|公司|所|部|署|站|队|社|会)$")
_DATE_LINE = re.compile(r"^(?:20\d\d|二[零〇○][零〇○一二三四五六七八九]{2})年.{2,8}[日号]$")
_SIGNED_WITHIN = 8
_LONGEST_NAME = 40
_SHORTEST_REGION = 2
# 「柘城县县水利局」 says its level twice; 县域, 县志, 县城 are words.
_LEVEL_TWICE = re.compile(r"^县(?![域志城乡])")


def publisher(
    document: Document,
    context: Context,
    verdict: TitleVerdict,
    metadata: Sequence[MetadataField],
    year: int | None = None,
) -> Publisher:
    """The publisher of a report whose title was judged `verdict`; `year` is the report's, for the codes then valid."""
    name, name_source = _name(document, verdict, metadata)
    organisation = value_of(metadata, "organisation_code")
    site = _codes_around(context, metadata, organisation)
    region = DIVISIONS.region_of(name, year) if name else None
    evidence = [f"name by {name_source}"] if name else ["no name is printed"]
    division: str | None = None
    length = 0
    own = _region_of_portal(context)
    if name and region:
        division, length, said = _settle(name, region.divisions, region.length, site)
        evidence.append(said)
    elif name and own and name.startswith(own):
        division, length = context.division_code, len(own)
        evidence.append(f"division {division} by the portal, whose region {own} begins the name")
    if division is None and site and length == 0 and not (region and len(region.divisions) > 1):
        where, division = site[0]
        evidence.append(f"division {division} by {where}")
    bare = _bare(name, length) if name else None
    only_region = bool(name) and bare == ""
    return Publisher(
        name=name,
        agency_class="government" if only_region else kind_of(bare) if bare else "unknown",
        scope="aggregate" if only_region else "own" if name else "unknown",
        division_code=division,
        bare_name=bare,
        organisation_code=organisation,
        evidence="; ".join(evidence),
    )


def kind_of(bare_name: str) -> str:
    """The class of a body by its name without the region: government, department, township, …, other."""
    return next((kind for kind, pattern in _KINDS if pattern.search(bare_name)), "other")


def _name(document: Document, verdict: TitleVerdict, metadata: Sequence[MetadataField]) -> tuple[str | None, str]:
    if verdict.agency:
        return verdict.agency, "title"
    if signed := _signature(document):
        return signed, "signature"
    issuer = value_of(metadata, "issuer")
    if issuer and _ORGAN.search(squeeze(issuer)) and len(issuer) <= _LONGEST_NAME:
        return squeeze(issuer), "issuer"
    return None, ""


def _signature(document: Document) -> str | None:
    """The name that stands above the date at the end of the body."""
    lines = [squeeze(block.text) for block in document.blocks[-_SIGNED_WITHIN:] if isinstance(block, Paragraph)]
    for above, line in pairwise(lines):
        if _DATE_LINE.match(line) and _ORGAN.search(above) and len(above) <= _LONGEST_NAME and "，" not in above:
            return above
    return None


def _codes_around(
    context: Context, metadata: Sequence[MetadataField], organisation: str | None
) -> list[tuple[str, str]]:
    """The division codes that the document's surroundings state, the most trusted first."""
    found = []
    if context.division_code:  # a person's word; the table of codes may be older than the division
        found.append(("portal", context.division_code))
    site_code = value_of(metadata, "site_code")
    if site_code and DIVISIONS.of_code(site_code[:6]):
        found.append(("site code", site_code[:6]))
    if organisation and len(organisation) == 18 and DIVISIONS.of_code(organisation[2:8]):
        found.append(("organisation code", organisation[2:8]))
    return found


def _region_of_portal(context: Context) -> str | None:
    """The region that a government's portal is of, by the portal's name; None without one, or without its code."""
    region, is_government, _ = (context.portal_name or "").partition("人民政府")
    return region if region and is_government and context.division_code else None


def _settle(
    name: str, divisions: tuple[Division, ...], length: int, site: Sequence[tuple[str, str]]
) -> tuple[str | None, int, str]:
    """The one division that the name's region means, how much of the name it takes, and how that is known."""
    region = name[:length]
    codes = sorted({one.code for one in divisions})
    if len(codes) == 1:
        against = ", ".join(f"{where} {code}" for where, code in site if not compatible(codes[0], code))
        said = f"the name's region {region} ({codes[0]})"
        if not against:
            return codes[0], length, f"division {codes[0]} by the name's region {region}"
        if length <= _SHORTEST_REGION:  # 「西区街道办事处」 is a quarter of its town, not 西区 of 攀枝花
            return None, 0, f"{said} lies elsewhere than {against}, so it is no region"
        return codes[0], length, f"division {codes[0]} by {said}, which lies elsewhere than {against}"
    for where, code in site:
        near = [one for one in codes if compatible(one, code)]
        if len(near) == 1:
            return near[0], length, f"division {near[0]} by the name's region {region} and the {where} {code}"
    return None, length, f"{region} names {len(codes)} places ({', '.join(codes)}) and nothing settles which"


def _bare(name: str, length: int) -> str:
    rest = name[length:]
    return _LEVEL_TWICE.sub("", rest) if length and name[length - 1] == "县" else rest
