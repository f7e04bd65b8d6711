"""How a report presents itself in its first sentences: 「现公布某县水利局2023年政府信息公开工作年度报告」.

Only what stands above the first section counts, and only words that are said of this report: what the sentence
quotes of circulars and rules is left out, and so is a report of another year that was published in the year.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.model import Document, Paragraph
from parsers.prose.characters import squeeze
from parsers.prose.title_words import AGENCY_END, TOPIC, YEAR, YEAR_IN, YEAR_WORDS
from parsers.prose.titles import agency_in, year_value


class Presentation(NamedTuple):
    """The report's `title` as far as the preamble names it, its year, its agency; None for what it leaves open."""

    title: str | None = None
    year: int | None = None
    agency: str | None = None


# How far down a body the sentences stand that say what the report is.
_PREAMBLE = 12
_LONGEST_PREAMBLE = 3000  # characters; a longer one is the report itself without its headings
_FIRST_SECTION = re.compile(r"^(?:第?一(?:部分|[、.．,，])|[（(]一[)）])")
# 「《关于做好2023年度报告编制工作的通知》」 is another paper; 「《某局2023年…年度报告》」 may be this one.
_OTHER_PAPERS = re.compile(r"《(?:[^《》]|《[^《》]*》)*(?<!报告)(?<!年报)》")
_CALLED_SHORT = re.compile(r"[（(](?:以下|下文)?(?:统一)?简?称[^（）()]*[)）]")
_INSIDE = "[^《》，,。；;：:、\n]"
_NAMED = (
    rf"《?(?P<before>{_INSIDE}{{0,50}}?){TOPIC}"
    rf"(?P<rest>(?:工作)?(?:情况)?的?{YEAR_WORDS}(?:工作)?(?:总结)?(?:年度|本?年)?(?:工作)?(?:情况)?的?(?:总结)?(?:报告|年报|情况))》?"
)
_ENDED = r"(?=[。，,；;（(\n]|$|向社会|予以|公布|公开|汇报|报告|总结|如下|并)"
# A body speaks of this paper with 现, 特 or 兹; 编制 needs no such word.
_PRESENTS = re.compile(
    rf"(?:(?:现|特|兹){_INSIDE}{{0,14}}?(?:发布|公布|公开|公示|报告|报送|形成|将)|(?:编制|编写|撰写)(?:并)?(?:发布|公布|公开)?(?:了|的)?){_NAMED}{_ENDED}"
)
_EDITED = re.compile(
    rf"由(?P<name>{_INSIDE}{{3,40}}?)(?:(?:根据|按照|依据|结合){_INSIDE}{{0,40}}?)?(?:负责|组织|牵头)?(?:编制|编写|撰写|制作)"
)
# 「根据…要求，某局编制了2011年度政府信息公开工作年度报告」
_EDITOR_FIRST = re.compile(
    rf"(?:^|[，,。；;])(?P<name>{_INSIDE}{{3,40}}?)(?:编制|编写|撰写)了?(?=《?{YEAR_WORDS}{TOPIC}(?:工作)?(?:年度)?(?:报告|年报))",
    re.MULTILINE,
)
# Whoever edits a region's report is not the region.
_EDITORS_OFFICE = re.compile(r"领导小组|信息公开|政务公开|联席会议|综合|汇总|根据|按照|指挥室")
_AS_FOLLOWS = re.compile(
    rf"现将[^。，,；\n]{{0,25}}?(?P<year>{YEAR})年?度?来?[^。；\n]{{0,16}}?公开[^。；\n]{{0,16}}?(?:如下|汇报|公布|报告)"
)
_OURS = re.compile(r"^(?:我|本(?!溪)|各|由|全[市县区省镇乡]|[市县区省州旗镇乡](?:人民)?政府$)")


def presentation(document: Document) -> Presentation:
    """What the document's first sentences say it is."""
    text = _CALLED_SHORT.sub("", _OTHER_PAPERS.sub("", preamble_of(document)))
    named = list(_PRESENTS.finditer(text))
    years = {year for match in named if (year := _year_of(match)) is not None}
    years |= {year for match in _AS_FOLLOWS.finditer(text) if (year := year_value(match["year"])) is not None}
    agencies = [agency for match in named if (agency := _agency_of(match))]
    agencies += _editors(_EDITED, text)
    agencies = agencies or _editors(_EDITOR_FIRST, text)
    titles = [_title_of(match) for match in named]
    return Presentation(
        next((title for title in titles if title), None),
        years.pop() if len(years) == 1 else None,
        agencies[0] if agencies else None,
    )


def _editors(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match["name"] for match in pattern.finditer(text) if _is_body(match["name"])]


def preamble_of(document: Document) -> str:
    """The first paragraphs above the first section, without white space, one a line."""
    lines = []
    for block in document.blocks[:_PREAMBLE]:
        if isinstance(block, Paragraph):
            line = squeeze(block.text)
            if _FIRST_SECTION.match(line):
                break
            lines.append(line)
    return "\n".join(lines)[:_LONGEST_PREAMBLE]


def _title_of(match: re.Match[str]) -> str | None:
    """The report's name as the sentence gives it; 「政府信息公开工作情况」 is no title."""
    if match["rest"].endswith("情况"):
        return None
    return match.group()[match.start("before") - match.start() :].removesuffix("》")


def _year_of(match: re.Match[str]) -> int | None:
    years = {year_value(said.group()) for said in YEAR_IN.finditer(match["before"] + match["rest"])}
    return years.pop() if len(years) == 1 else None


def _agency_of(match: re.Match[str]) -> str | None:
    agency = agency_in(match["before"])
    return agency if agency and _is_body(agency) else None


def _is_body(name: str) -> bool:
    return bool(AGENCY_END.search(name)) and not _OURS.search(name) and not _EDITORS_OFFICE.search(name)
