"""What a page calls itself in its title, trail and headings; and whether a name is that of a column of reports."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.markup import Markup, squeeze, tight_words_of
from crawler.traditional import in_ours
from parsers.prose.titles import judge_column

CERTAIN, SURE, LIKELY = 0.9, 0.6, 0.4  # how a name speaks for such a column

_AROUND_NAME = " >＞»›<＜«·•|【】[]「」:："
_BEHIND_NAME = re.compile(r"(?:专栏|专题|栏目|汇总|列表|集锦|汇编)$")
# 本级年报, 县政府部门年报, 乡镇（街道）年报
_OF_BODIES = re.compile(
    r"^(?:[省市县区州旗各]|政府|本级|直属?|所属|部门|单位|机构|乡|镇|街道?|办事处|园区|垂管|驻\w|其他|企事业|组成|[（()）、及和与/])+"
    r"(?:信息公开(?:工作)?)?(?:年报|年度报告)$"
)
_TITLE_PARTS = re.compile(r"(?<!\s)\s*+(?:[_|｜]|(?<!\d)[-—–](?!\d))\s*")
_TRAIL = re.compile(r"(?:当前|您(?:的|所在|现在)*|所在|现在)的?(?:位置|栏目)")
_TRAIL_MARKS = re.compile(r"\s*(?:[>＞»›]|&gt;|->|→|/)\s*")


def names_column(words: str) -> float:
    """How surely words name a column of annual reports, without what sites put around a name."""
    name = _BEHIND_NAME.sub("", words.strip(_AROUND_NAME))
    return max(judge_column(name), 0.6 if _OF_BODIES.match(name) else 0.0)


@lru_cache(maxsize=2)
def names_of(markup: Markup) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a page calls itself (title, ColumnName, end of the trail, headings) and what stands above it."""
    own: list[str] = []
    above: list[str] = []
    title = next((tight_words_of(t) or squeeze(t.text or "") for t in markup.tree.iter("title")), "")
    parts = [part for part in _TITLE_PARTS.split(title) if part]
    own += parts[:1]
    above += parts[1:]
    for tag in markup.tree.xpath("//meta[@name and @content]"):
        if tag.get("name").lower() in {"columnname", "columntype"}:
            own += [squeeze(part) for part in re.split(r"[,，;；、\s]+", tag.get("content")) if part]
    trail = _trail(markup)
    own += trail[-1:]
    above += trail[:-1]
    own += [words for heading in markup.tree.iter("h1", "h2") if 0 < len(words := tight_words_of(heading)) <= 60]
    return tuple(dict.fromkeys(map(in_ours, own))), tuple(dict.fromkeys(map(in_ours, above)))


def _trail(markup: Markup) -> list[str]:
    """The steps of the line that says where the reader is (当前位置：首页 > 信息公开 > …)."""
    words = markup.words
    found = _TRAIL.search(words)
    if not found:
        return []
    line = words[found.end() : found.end() + 160].lstrip(" ：:")
    steps = [step.strip() for step in _TRAIL_MARKS.split(line)]
    # The last step is followed by the rest of the page, where the next mark may be that of a link that says 更多>>.
    last = next((place for place, step in enumerate(steps) if place and " " in step), len(steps) - 1)
    if not last:
        return []
    steps = [*steps[:last], steps[last].partition(" ")[0]]
    return [step for step in steps if step]
