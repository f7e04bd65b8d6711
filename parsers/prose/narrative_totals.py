"""The totals of what was disclosed that a sentence states, and the clauses that they stand in.

A total is none where its clause names one channel, where it is a part of another, or where it is of all years.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.model import NarrativeFigure, Number
from parsers.prose.narrative_limits import (
    CHANNEL,
    DIVIDED_AMONG_CHANNELS,
    NEW_IN_BRACKETS,
    NEW_MEDIA,
    OF_ALL_YEARS,
    OF_THE_YEAR,
    OTHER_MEDIA,
    SEVERAL_CHANNELS,
    STOCK,
    SUMMED,
    UP_TO_A_YEARS_END,
)
from parsers.prose.narrative_words import NEW_IN_THE_YEAR, OF_NO_KIND

# A comma between digits belongs to the number: 35,391 or 35，391; a colon before an address to the address.
MARK = r"[，,：:](?:(?<![\da-z址][，,：:])|(?!\d{3}(?!\d)|//|http|www))"
CLAUSE_END = re.compile(MARK)
# 「网站设有24个栏目，全年发布信息43条」 goes on to tell of the web site.
_FIGURE = re.compile(r"\d+(?!\d|年|个[\u4e00-\u9fff]{0,2}(?:栏目|专栏|频道))")
OF_ALL = "累计"  # stands in every match of STOCK and OF_ALL_YEARS


def clause_to(sentence: str, match: re.Match[str]) -> str:
    """The clause in which the match stands, as far as its end."""
    return sentence[clause_start(sentence, match.start()) : match.end()]


def clause_start(sentence: str, position: int) -> int:
    """Where the clause begins that holds the character at `position`."""
    start = 0
    for mark in CLAUSE_END.finditer(sentence, 0, position):
        start = mark.end()
    return start


def total_in(sentence: str, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> re.Match[str] | None:
    """The sentence's total of what was disclosed, unless it is one channel's or a part of another total."""
    divided = sentence.find("其中")
    is_summed_up = OF_ALL in sentence
    for word, pattern in patterns:
        match = pattern.search(sentence) if word in sentence else None
        if match is not None and is_summed_up:
            match = _of_the_year(match, sentence)
        if match is None or NEW_IN_BRACKETS.match(sentence[match.end() :]):
            continue
        if pattern is NEW_IN_THE_YEAR:
            return match
        if 0 <= divided < match.start():
            continue
        if pattern is OF_NO_KIND and not SUMMED.search(sentence, clause_start(sentence, match.start()), match.start()):
            continue
        said = sentence[_said_from(sentence, match) : match.end("number")]
        if not CHANNEL.search(said):
            return match
        if SEVERAL_CHANNELS.search(said) and (
            match.group().startswith("主动") or OTHER_MEDIA.search(said) or not NEW_MEDIA.search(said)
        ):
            return match
        if DIVIDED_AMONG_CHANNELS.search(sentence[match.end() :]):
            return match
    return None


def _of_the_year(first: re.Match[str], sentence: str) -> re.Match[str] | None:
    """The first total in this wording; where it is of all years, one behind it; None where it can be nothing else."""
    summed_up = OF_ALL_YEARS.search(sentence, clause_start(sentence, first.start()), first.end())
    if summed_up is None:
        return first
    others = first.re.finditer(sentence, first.end())
    otherwise = None if UP_TO_A_YEARS_END.search(sentence, 0, summed_up.start()) else first
    return next((one for one in others if OF_THE_YEAR.search(clause_to(sentence, one))), otherwise)


def _said_from(sentence: str, total: re.Match[str]) -> int:
    """Where what is said of a total begins: 「公众号保持更新，共发布信息1193条」 names its channel a clause before."""
    clause = clause_start(sentence, total.start())
    if total.group().startswith("主动"):
        return clause
    figures = list(_FIGURE.finditer(sentence, 0, total.start()))
    return min(clause, figures[-1].end()) if figures else 0


def totals_of_the_year(totals: Sequence[NarrativeFigure]) -> list[Number]:
    """The values of those that are said of the year."""
    return [one.value for one in totals if OF_THE_YEAR.search(one.quote) and not STOCK.search(one.quote)]


def is_stock(total: NarrativeFigure, of_the_year: Sequence[Number]) -> bool:
    """Whether a total is of all years: the text says that it grew to this, and tells a smaller one of the year."""
    return bool(of_the_year) and total.value > min(of_the_year) and OF_ALL_YEARS.search(total.quote) is not None
