"""Who reports: the agency as printed, what kind of body it is, and the division it belongs to.

Nothing is guessed between two places of one name: 朝阳区 alone is known only where the portal or the
prefecture settles it. Every part of the answer says in `evidence` how it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from parsers.model import Context, Document, MetadataField, Paragraph, Publisher
from parsers.prose.characters import ZEROES, squeeze
from parsers.prose.divisions import DIVISIONS
from parsers.prose.kinds import kind_of
from parsers.prose.metadata import value_of
from parsers.prose.place import Place, Site, place_of, site
from parsers.prose.presentation import contact_of, presentation
from parsers.prose.titles import TitleVerdict
from parsers.prose.traditional import in_ours

_ORGAN = re.compile(r"(?:政府|办公室|办公厅|厅|局|委|委员会|办|院|中心|处|街道|镇|乡|公司|所|部|署|站|队|社|会)$")
_YEAR = rf"(?:20\d\d|二[{ZEROES}][{ZEROES}一二三四五六七八九]{{2}})年"
_DATE = rf"(?:{_YEAR}.{{2,8}}[日号]|20\d\d[-./]\d{{1,2}}[-./]\d{{1,2}})"
_DATE_LINE = re.compile(rf"^{_DATE}$")
_NAME_AND_DATE = re.compile(rf"^(?P<name>[\u4e00-\u9fff（）()]{{3,40}}?){_DATE}$")
_NO_NAME = re.compile("[，。：:；]")
_SEAL = re.compile(r"[（(](?:盖章|公章|签章|印章|印)[)）]$")
_SIGNED_WITHIN = 8  # paragraphs at the end of the body
_LONGEST_NAME = 40  # characters
# 「遂溪县建新镇人民政府」 signs the report of 建新镇.
_REST_OF_NAME = re.compile(r"^(?:(?:人民)?政府|办事处|办公室)?$")
_REST_OF_NAME_BEHIND = re.compile(r"(?:(?:人民)?政府|办事处)$")
_ADDRESS = re.compile(r"地址[:：]?([\u4e00-\u9fff]{2,30})")
_LEVELS = "省市县区州旗"
_WITH_A_REGION = re.compile(rf".{{2,5}}[{_LEVELS}].")
_OF_A_REGION = re.compile(r"[我全][省市县区州旗]|各级|各部门|各乡|各县|各镇|各街道")
_OPENING = 40  # paragraphs
_SOURCES = frozenset({"issuer", "source"})
_TELLS_OF_ITSELF = 3  # times that a report names its body there
# 「柘城县县水利局」 says its level twice; 县域, 县志, 县城 are words.
_LEVEL_TWICE = re.compile(r"^县(?![域志城乡])")
# 「本报告汇总全市数据」: a government's own name may stand on the roll-up of its region.
_OF_A_GOVERNMENT = frozenset({"government", "government_office"})
_SUMS_UP = re.compile(r"汇总[^，,。]{0,12}?(?:全[省市县区州旗盟]|各[省市县区州旗乡镇级部])")
_FIRST_BLOCKS = 12  # hold what a report says of itself
# 「徐州市气象部门」, 「全国海关」, 「柘城县各乡镇」 are many bodies, and report for all of them.
_MANY_BODIES = re.compile(r"(?:部门|系统|关区)$|^(?:全[国省市县区州旗盟]|各)")


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
    sites = _codes_around(context, metadata, organisation, year)
    in_words = in_ours(name or "")
    place = place_of(in_words, year, sites, _region_of_portal(context))
    if place.division is None and name:
        place = _by_fuller_name(name, year, sites, _fuller_names(document, metadata, name, verdict.agency)) or place
    bare = _bare(in_words, place.length) if name else None
    only_region = bool(name) and bare == ""
    agency_class = "government" if only_region else kind_of(bare) if bare else "unknown"
    evidence = [f"name by {name_source}" if name else "no name is printed", place.said]
    if agency_class == "zone" and place.division:
        evidence.append("a zone has no code of its own")
    return Publisher(
        name=name,
        agency_class=agency_class,
        scope="aggregate" if agency_class in _OF_A_GOVERNMENT and _sums_up(document) else _scope(name, bare),
        division_code=place.division,
        bare_name=bare,
        organisation_code=organisation,
        evidence="; ".join(filter(None, evidence)),
    )


def _scope(name: str | None, bare: str | None) -> str:
    """Whether a body of this name reports for itself or for many; `bare` is the name without its region."""
    if name is None or bare is None:
        return "unknown"
    return "aggregate" if not bare or _MANY_BODIES.search(bare) else "own"


def _sums_up(document: Document) -> bool:
    """Whether a report says in its first sentences that it adds up the figures of a region's bodies."""
    first = [block.text for block in document.blocks[:_FIRST_BLOCKS] if isinstance(block, Paragraph)]
    return any("汇总" in text and _SUMS_UP.search(squeeze(text)) for text in first)


def _by_fuller_name(
    name: str, year: int | None, sites: Sequence[Site], fuller_names: Iterable[tuple[str, str]]
) -> Place | None:
    """The place of 「江北区统计局」 on a page whose block says 「发布机构：宁波市江北区统计局」."""
    for where, fuller in fuller_names:
        before, named, rest = fuller.rpartition(name)
        if before and named and _REST_OF_NAME.match(rest):
            place = place_of(fuller, year, sites, None)
            if place.division:
                length = max(place.length - len(before), 0)
                return Place(place.division, length, f"{place.said}, as the {where} {fuller} prints it")
    return None


def _fuller_names(
    document: Document, metadata: Sequence[MetadataField], name: str, titled: str | None
) -> Iterator[tuple[str, str]]:
    """Where else a document names its publisher, and how; `titled` is the body that the title names."""
    if titled and titled != name:
        yield "title", _behind_its_region(titled, name) or ""
    for field in ("issuer", "source"):
        office = squeeze(value_of(metadata, field) or "")
        yield field, office
        yield field, _behind_its_region(office, name) or ""
    if _WITH_A_REGION.match(name) and DIVISIONS.region_of(name) is None:
        return  # of a place that the table of codes does not know
    yield "signature", _signature(document) or ""
    yield "presentation", presentation(document).agency or ""
    yield "contact", contact_of(document) or ""
    yield "address", _at_its_address(document, name) or ""


def _at_its_address(document: Document, name: str) -> str | None:
    """「泰顺县包垟乡人民政府」 at 地址：泰顺县包垟乡新塘洋路7号."""
    address = _ADDRESS.search(_opening(document))
    if address is None:
        return None
    at = address[1].find(_REST_OF_NAME_BEHIND.sub("", name))
    if at > 0:
        return address[1][:at] + name
    return _behind_its_region(address[1], name)


def _behind_its_region(text: str, name: str) -> str | None:
    """「盐都区司法局」 of 区司法局 where a text begins with its region: 盐都区新都路, 盐都区人民政府."""
    region = DIVISIONS.region_of(text) if name[0] in _LEVELS else None
    printed = text[: region.length] if region else ""
    at = printed.rfind(name[0])
    return printed[:at] + name if at > 0 and DIVISIONS.named(printed[: at + 1]) else None


def _speaks_for_itself(document: Document, name: str) -> bool:
    """Whether a report is the own one of the body that answers for it, and not that of a region or of many."""
    text = _opening(document)
    stem = _REST_OF_NAME_BEHIND.sub("", name)
    own = "街道" if stem.endswith("街道") else stem[-1]
    if f"我{own}" in text or f"本{own}" in text:
        return True
    return text.count(stem) > 1 and not _OF_A_REGION.search(text)


def _opening(document: Document) -> str:
    """The first paragraphs, without white space."""
    return "".join(squeeze(block.text) for block in document.blocks[:_OPENING] if isinstance(block, Paragraph))


def _name(document: Document, verdict: TitleVerdict, metadata: Sequence[MetadataField]) -> tuple[str | None, str]:
    if verdict.agency:
        department = _department_of(document, verdict.agency, metadata)
        return (department, "presentation") if department else (verdict.agency, "title")
    if presented := presentation(document).agency:
        return presented, "presentation"
    if signed := _signature(document):
        return signed, "signature"
    issuer = value_of(metadata, "issuer")
    if issuer and _ORGAN.search(squeeze(issuer)) and len(issuer) <= _LONGEST_NAME:
        return squeeze(issuer), "issuer"
    if (contact := contact_of(document)) and _speaks_for_itself(document, contact):
        return contact, "contact"
    return None, ""


def _department_of(document: Document, agency: str, metadata: Sequence[MetadataField]) -> str | None:
    """The department that presents the report and is its source, where the title has the name of the site above it."""
    if not agency.endswith("人民政府"):
        return None
    sources = [squeeze(field.value) for field in metadata if field.field in _SOURCES]
    if not any(kind_of(source) == "department" for source in sources):
        return None
    presented = presentation(document).agency
    if presented is None or not any(source.endswith(presented) for source in sources):
        return None  # an editor is named once or twice, and tells nothing of itself
    return presented if _opening(document).count(presented) >= _TELLS_OF_ITSELF else None


def _signature(document: Document) -> str | None:
    """The name that stands above the date at the end of the body, before it on one line, or below it."""
    lines = [squeeze(block.text) for block in document.blocks[-_SIGNED_WITHIN:] if isinstance(block, Paragraph)]
    for above, line in pairwise(("", *lines)):
        if _DATE_LINE.match(line) and (name := _signed_name(above)):
            return name
        if (both := _NAME_AND_DATE.match(line)) and (name := _signed_name(both["name"])):
            return name
    if len(lines) > 1 and _DATE_LINE.match(lines[-2]):
        return _signed_name(lines[-1])
    return None


def _signed_name(text: str) -> str | None:
    name = _SEAL.sub("", text)
    return name if _ORGAN.search(name) and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name) else None


def _codes_around(
    context: Context, metadata: Sequence[MetadataField], organisation: str | None, year: int | None
) -> list[Site]:
    """The division codes that the document's surroundings state, the most trusted first."""
    found = []
    if context.division_code:  # a person's word; the table of codes may be older than the division
        found.append(site("portal", context.division_code, year))
    site_code = value_of(metadata, "site_code")
    if site_code and DIVISIONS.of_code(site_code[:6]):
        found.append(site("site code", site_code[:6], year))
    if organisation and len(organisation) == 18 and DIVISIONS.of_code(organisation[2:8]):
        found.append(site("organisation code", organisation[2:8], year))
    return found


def _region_of_portal(context: Context) -> tuple[str, str] | None:
    """The region that a government's portal is of, by the portal's name, with its code; None without either."""
    region, is_government, _ = (context.portal_name or "").partition("人民政府")
    return (region, context.division_code) if region and is_government and context.division_code else None


def _bare(name: str, length: int) -> str:
    rest = name[length:]
    return _LEVEL_TWICE.sub("", rest) if length and name[length - 1] == "县" else rest
