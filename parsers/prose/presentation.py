"""How a report presents itself in its first sentences: 「现公布某县水利局2023年政府信息公开工作年度报告」.

Only what stands above the first section counts, and only words that are said of this report: what the sentence
quotes of circulars and rules is left out, and so is a report of another year that was published in the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from parsers.model import Document, Paragraph
from parsers.prose.characters import squeeze
from parsers.prose.title_words import AGENCY_END, TOPIC, YEAR, YEAR_IN, YEAR_WORDS
from parsers.prose.titles import agency_in, year_value
from parsers.prose.traditional import as_printed, in_ours, is_traditional


class Presentation(NamedTuple):
    """The report's `title` as far as the preamble names it, its year, its agency; None for what it leaves open."""

    title: str | None = None
    year: int | None = None
    agency: str | None = None


# How far down a body the sentences stand that say what the report is.
_PREAMBLE = 12
_LONGEST_HEADING = 40
_LONGEST_PREAMBLE = 3000  # characters; a longer one is the report itself without its headings
_FIRST_SECTION = re.compile(r"^(?:第?一(?:部分|[、.．,，])|[（(]一[)）])")
# 「《关于做好2023年度报告编制工作的通知》」 is another paper; 「《某局2023年…年度报告》」 may be this one.
_OTHER_PAPERS = re.compile(r"《(?:[^《》]|《[^《》]*》)*(?<!报告)(?<!年报)》")
_CALLED_SHORT = re.compile(r"[（(](?:[^（）()，,]{1,24}[，,])?(?:以下|下文)?(?:统一)?简?称[^（）()]*[)）]")
_INSIDE = "[^《》，,。；;：:、\n]"
_NAMED = (
    rf"《?(?P<before>{_INSIDE}{{0,50}}?){TOPIC}"
    rf"(?P<rest>(?:工作)?(?:情况)?的?{YEAR_WORDS}(?:工作)?(?:总结)?(?:年度|本?年)?(?:工作)?(?:情况)?的?(?:总结)?(?:报告|年报|情况))》?"
)
_ENDED = r"(?=[。，,；;（(\n]|$|向社会|予以|公布|公开|汇报|报告|总结|编制|如下|并)"
# A body speaks of this paper with 现, 特 or 兹; 编制 needs no such word.
_NOW = rf"(?:现|特|兹){_INSIDE}{{0,14}}?(?:发布|公布|公开|公示|报告|报送|形成|将)(?:了)?"
_NOW_WORDS = ("现", "特", "兹")
_PRESENTS_NOW = re.compile(rf"{_NOW}{_NAMED}{_ENDED}")
_PRESENTS = re.compile(rf"(?:{_NOW}|(?:编制|编写|撰写)(?:并)?(?:发布|公布|公开)?(?:了|的)?){_NAMED}{_ENDED}")
# 「根据《条例》要求，公开我局2020年度政府信息公开工作年度报告」
_OF_OURS = ("公开我", "公布我")
_PRESENTS_OURS = re.compile(rf"(?<=[，,])(?:公布|公开)(?=我){_NAMED}{_ENDED}")
_EDITED = re.compile(
    rf"由(?P<name>{_INSIDE}{{3,40}}?)(?:(?:根据|按照|依据|结合){_INSIDE}{{0,40}}?)?(?:负责|组织|牵头)?(?:编制|编写|撰写|制作)"
)
# 「根据…要求，某局编制了2011年度政府信息公开工作年度报告」
_EDITOR_FIRST = re.compile(
    rf"(?:^|[，,。；;])(?P<name>{_INSIDE}{{3,40}}?)(?:编制|编写|撰写)了?"
    rf"(?=《?{YEAR_WORDS}{TOPIC}(?:工作)?{YEAR_WORDS}(?:年度)?(?:报告|年报))",
    re.MULTILINE,
)
# 「某局依据《条例》编制了本报告」
_EDITOR_OF_THIS = re.compile(
    rf"(?:^|[，,。；;])(?P<name>{_INSIDE}{{3,40}}?)(?:[（(][^（）()]*[)）])?(?:根据|按照|依据|遵照|结合)[^，,。；;\n]{{0,60}}?"
    r"(?:编制|编写|撰写)了?(?:本|此)(?:年度)?(?:报告|年报)",
    re.MULTILINE,
)
# The office that writes a body's report is no body of its own: 某局办公室, 某镇党政办公室, 某局政务公开科.
# 「编制委员会办公室」 is a body: only committees that have an office among others are named.
_COMMITTEE = (
    r"(?:管理|改革|健康|计划生育|建设|教育|事务|技术|信息化)委员会|管委会|(?:发改|卫健|卫计|住建|经信|国资|教)委"
)
_OFFICE_OF = re.compile(
    rf"^(?P<body>.+(?:{_COMMITTEE}|局|厅|街道办事处|(?<!城)[镇乡](?:人民)?政府|街道|(?<!城)[镇乡]))"
    r"[^局厅院]{0,12}(?:办公室|办|科|股|室)$"
)
# 「如有疑问，请与某区司法局办公室联系」, 「请联系：某局」
_CONTACT = re.compile(
    r"(?:请|可)(?:直接|径)?(?:与|向|联系[:：]?)(?P<name>[\u4e00-\u9fff]{3,40}?)(?:联系|咨询|反映|[（(，,。])"
)
# Whoever edits a region's report is not the region.
_EDITORS_OFFICE = re.compile(r"领导小组|信息公开|政务公开|联席会议|综合|汇总|根据|按照|指挥室")
_AS_FOLLOWS = re.compile(
    rf"现将[^。，,；\n]{{0,25}}?(?P<year>{YEAR})年?度?来?[^。；\n]{{0,16}}?公开[^。；\n]{{0,16}}?(?:如下|汇报|公布|报告)"
)
_SECOND_NAME = re.compile(r"[（(][^（）()]{2,20}[)）]$")  # 市民族事务委员会（市宗教事务局）
_GOVERNMENT = re.compile(r"(?<![镇乡])(?<![镇乡]人民)政府(?:办公[室厅]|办)?$|行署(?:办公室)?$|[省市县区州旗盟]$")
_OURS = re.compile(r"^(?:我|本(?!溪)|各|由|全[市县区省镇乡]|[市县区省州旗镇乡](?:人民)?政府$)")


def presentation(document: Document) -> Presentation:
    """What the document's first sentences say it is."""
    printed, text, named = _sentences(document)
    title = next((title for match in named if (title := _title_of(match))), None)
    agency = next(_agencies(text, named), None)
    if is_traditional((printed,)):
        title, agency = (said and as_printed(said, (printed,)) for said in (title, agency))
    return Presentation(title, _year_in(text, named), agency)


def presented_year(document: Document) -> int | None:
    """The year of the report that the document's first sentences say it is."""
    _, text, named = _sentences(document)
    return _year_in(text, named)


def _sentences(document: Document) -> tuple[str, str, list[re.Match[str]]]:
    """The preamble as printed, what it says in our characters of this paper, and where it names the paper.

    A document that begins with its first section may name it in the first words of that.
    """
    printed = preamble_of(document)
    text = _of_this_paper(printed)
    named = list(_PRESENTS.finditer(text))
    if not named and any(words in text for words in _OF_OURS):
        named = list(_PRESENTS_OURS.finditer(text))
    if named:
        return printed, text, named
    first = _first_words(document)
    if not any(word in first for word in _NOW_WORDS):
        return printed, text, []
    return printed + first, text, list(_PRESENTS_NOW.finditer(_of_this_paper(first)))


def _of_this_paper(printed: str) -> str:
    """What is said in our characters, and not of other papers."""
    text = in_ours(printed) if is_traditional((printed,)) else printed
    return _CALLED_SHORT.sub("", _OTHER_PAPERS.sub("", text))


def _year_in(text: str, named: Iterable[re.Match[str]]) -> int | None:
    years = {year for match in named if (year := _year_of(match)) is not None}
    years |= {year for match in _AS_FOLLOWS.finditer(text) if (year := year_value(match["year"])) is not None}
    return years.pop() if len(years) == 1 else None


def _agencies(text: str, named: Iterable[re.Match[str]]) -> Iterator[str]:
    """The bodies that are named as the paper's own, the most trusted first."""
    for match in named:
        if agency := _agency_of(match):
            yield agency
    for pattern in (_EDITED, _EDITOR_FIRST, _EDITOR_OF_THIS):
        yield from _editors(pattern, text)


def _editors(pattern: re.Pattern[str], text: str) -> list[str]:
    return [body_of(match["name"]) for match in pattern.finditer(text) if _is_body(match["name"])]


def body_of(office: str) -> str:
    """The body whose office this is; the name itself where it is a body's own."""
    match = _OFFICE_OF.match(office)
    return match["body"] if match else office


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


def contact_of(document: Document) -> str | None:
    """The body that the document's first sentences tell the reader to ask; None where that is a region's government.

    A government's office is asked about its region's report and about its own.
    """
    printed = preamble_of(document) or _first_words(document)
    match = _CONTACT.search(in_ours(printed) if is_traditional((printed,)) else printed)
    name = body_of(match["name"]) if match else ""
    return as_printed(name, (printed,)) if _is_body(name) and not _GOVERNMENT.search(name) else None


def _first_words(document: Document) -> str:
    """The first paragraph of the first section, without white space, on a line of its own or behind the heading."""
    for heading, first in pairwise((*document.blocks[:_PREAMBLE], None)):
        if isinstance(heading, Paragraph) and _FIRST_SECTION.match(line := squeeze(heading.text)):
            if len(line) > _LONGEST_HEADING or not isinstance(first, Paragraph):
                return line[:_LONGEST_PREAMBLE]
            return squeeze(first.text)[:_LONGEST_PREAMBLE]
    return ""


def _title_of(match: re.Match[str]) -> str | None:
    """The report's name as the sentence gives it; 「政府信息公开工作情况」 is no title."""
    if match["rest"].endswith("情况"):
        return None
    return match.group()[match.start("before") - match.start() :].removesuffix("》")


def _year_of(match: re.Match[str]) -> int | None:
    years = {year_value(said.group()) for said in YEAR_IN.finditer(match["before"] + match["rest"])}
    return years.pop() if len(years) == 1 else None


def _agency_of(match: re.Match[str]) -> str | None:
    agency = agency_in(match["before"].removeprefix("本年度"))
    return agency if agency and _is_body(agency) else None


def _is_body(name: str) -> bool:
    return (
        bool(AGENCY_END.search(_SECOND_NAME.sub("", name)))
        and not _OURS.search(name)
        and not _EDITORS_OFFICE.search(name)
    )
