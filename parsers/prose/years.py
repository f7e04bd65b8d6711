"""The year a report is about, from the places that say so, in the order of their trust.

Never from a publication date, a document's number 〔2024〕, a plan for next year or the first 20xx in the
text: reports come out in the following year and look both ways.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.model import Context, Document, Paragraph
from parsers.prose.characters import squeeze
from parsers.prose.presentation import presented_year
from parsers.prose.report_title import ReportTitle
from parsers.prose.title_words import YEAR
from parsers.prose.titles import judge_title, year_value

_UNTIL = r"(?:起[，,]?)?(?:至|到|—+|－|-+|~|～|–)(?:(?P<last>" + YEAR + r")年|同年|当年)?"
_PERIOD = re.compile(rf"(?P<first>{YEAR})年\d{{1,2}}月\d{{1,2}}日{_UNTIL}12月31[日号止]")
# 「统计期限为2018年11日至2018年1231日」: marks are lost, but the sentence still names its year twice.
_STATED_PERIOD = re.compile(
    rf"(?:统计|数据)(?:期限|时限|时段|时间|期间|周期|范围)[^。]{{0,12}}?(?P<first>{YEAR})年[^。]{{0,10}}?(?:至|到|-)(?P<last>{YEAR})年"
    # 「自201711日起至20171231日止」: all marks are lost, and the days are still the first and the last.
    r"|(?P<whole>20\d\d)年?0?1月?0?1日(?:起)?(?:至|到|-)(?:(?P=whole)年?)?12月?31日"
)
# How far down a body the sentences stand that say what the report covers.
_PREAMBLE = 12


class ReportYear(NamedTuple):
    """The report's year or None; `source` is title, period, preamble, address or list; `remark` a contradiction."""

    year: int | None
    source: str = ""
    remark: str = ""


def report_year(document: Document, context: Context, title: ReportTitle) -> ReportYear:
    """The report's year by the most trusted place that states one, and what contradicts it."""
    preamble = "\n".join(squeeze(b.text) for b in document.blocks[:_PREAMBLE] if isinstance(b, Paragraph))
    listed = judge_title(context.list_title).year if context.list_title else None
    stated = (
        ("title", title.verdict.year if title.source != "list" else None),
        ("period", _of_period(preamble)),
        ("preamble", presented_year(document)),
        ("address", context.year_hint),
        ("list", listed),
    )
    source, year = next(((source, year) for source, year in stated if year is not None), ("", None))
    if year is None and (broken := _of_period(preamble.replace("\n", ""))):  # a sentence that goes on below
        source, year = "period", broken
    others = [f"{where} says {other}" for where, other in stated if other is not None and other != year]
    remark = f"year {year} by {source}, but {', '.join(others)}" if others else ""
    return ReportYear(year, source, remark)


def _of_period(text: str) -> int | None:
    for pattern in (_PERIOD, _STATED_PERIOD):
        years = set()
        for match in pattern.finditer(text):
            said = {name: year_value(value) for name, value in match.groupdict().items() if value}
            first, last = said.get("first", said.get("whole")), said.get("last")
            if last is None or first == last:
                years.add(first)
        if len(years) == 1:
            return years.pop()
    return None
