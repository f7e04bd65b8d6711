"""The figures that a report states in its prose, each with the words that state it.

Only what is stated of the report's own year counts: no difference from last year, no plan, no percentage.
余, 多, 近 and 约 make a figure approximate. 「未收到」 is a zero of what was received and of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.model import NarrativeFigure, Number
from parsers.prose.characters import squeeze
from parsers.prose.masking import mask_contacts
from parsers.prose.narrative_words import (
    CHANNEL,
    COMPARISON,
    IN_GAZETTE,
    NOT_OF_A_PART,
    OTHER_APPLICATIONS,
    OTHER_TIME,
    PART,
    PLAN,
    SEVERAL_CHANNELS,
    TITLES,
    TOTALS,
    WITHDRAWN,
    WORDINGS,
    YEAR_SAID,
)
from parsers.prose.sections import Passage

_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
# A comma between digits belongs to the number: 35,391 or 35，391.
_CLAUSE_END = re.compile(r"(?<!\d)[，,：:]|[，,：:](?!\d{3}(?!\d))")
_CLAUSE_OR_BRACKET = re.compile(rf"{_CLAUSE_END.pattern}|(?=[（(])|(?<=[）)])")
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_LONGEST_SENTENCE = 4000  # longer ones are no prose
_LARGEST_FIGURE = 10**12
_DIGIT_OR_NONE = re.compile(r"[\d未无没零]")
_OF_TOTALS = "信息"  # stands in every match of TOTALS
_WORDS = frozenset().union(*(wording.words for wording in WORDINGS)) | {_OF_TOTALS}
# Sections that tell of plans and faults, not of the year's figures.
_WITHOUT_FIGURES = frozenset({"problems"})


def read_narrative(passages: Sequence[Passage], year: int | None) -> tuple[NarrativeFigure, ...]:
    """The figures stated in the passages, by order; of several of one code the first is the plain one."""
    found: list[NarrativeFigure] = []
    for passage in passages:
        if passage.code in _WITHOUT_FIGURES:
            continue
        for sentence in _SENTENCE_END.split(squeeze(passage.text)):
            if len(sentence) > _LONGEST_SENTENCE or not _DIGIT_OR_NONE.search(sentence):
                continue
            is_part = bool(PART.match(sentence))
            found.extend(
                figure
                for figure in _of_sentence(sentence, year, passage.place)
                if figure.value <= _LARGEST_FIGURE and not (is_part and figure.code in NOT_OF_A_PART)
            )
    return _settled(found)


def _of_sentence(printed: str, year: int | None, place: str) -> Iterator[NarrativeFigure]:
    words = {word for word in _WORDS if word in printed}
    if not words:
        return
    sentence = _of_own_year(printed, year)
    if not _DIGIT_OR_NONE.search(sentence):
        return
    total = _total(sentence)
    taken = [total.span("number")] if total else []
    if total is not None:
        yield _figure("disclosed_total", total, printed, place)
    for wording in WORDINGS:
        if wording.words.isdisjoint(words):
            continue
        for match in wording.pattern.finditer(sentence):
            if _is_excluded(wording.code, sentence, match) or (not wording.zero and match.span("number") in taken):
                continue
            if wording.zero:
                yield NarrativeFigure(wording.code, 0, approximate=False, quote=_quote(printed, match), place=place)
            else:
                yield _figure(wording.code, match, printed, place)
            break


def _of_own_year(sentence: str, year: int | None) -> str:
    """The sentence without what it says of other years, of plans and of differences."""
    sentence = COMPARISON.sub("", sentence)
    clauses, own = [], True
    for clause in _split(sentence):
        said = {int(match) for match in YEAR_SAID.findall(TITLES.sub("", clause))}
        if said and year is not None:
            own = said == {year}
        if own and not OTHER_TIME.search(clause) and not PLAN.search(clause):
            clauses.append(clause)
    return "".join(clauses)


def _split(sentence: str) -> list[str]:
    """The clauses of a sentence, each with the mark that ends it."""
    clauses, start = [], 0
    for mark in _CLAUSE_OR_BRACKET.finditer(sentence):
        clauses.append(sentence[start : mark.end()])
        start = mark.end()
    return [*clauses, sentence[start:]]


def _total(sentence: str) -> re.Match[str] | None:
    """The sentence's total of what was disclosed, unless it is one channel's or a part of another total."""
    divided = sentence.find("其中")
    for pattern in TOTALS:
        match = pattern.search(sentence)
        if match is None or 0 <= divided < match.start():
            continue
        clause = sentence[_clause_start(sentence, match.start()) : match.end("number")]
        if not CHANNEL.search(clause) or SEVERAL_CHANNELS.search(clause):
            return match
        if sentence[match.end() :].lstrip("，,。：:（(").startswith("其中"):
            return match
    return None


def _is_excluded(code: str, sentence: str, match: re.Match[str]) -> bool:
    if code.startswith("applications_"):
        return bool(OTHER_APPLICATIONS.search(match.group()))
    if code not in {"normative_documents", "interpretations"}:
        return False
    clause = sentence[_clause_start(sentence, match.start()) : match.end()]
    return bool(WITHDRAWN.search(clause) or IN_GAZETTE.search(sentence, 0, match.start()))


def _clause_start(sentence: str, position: int) -> int:
    start = 0
    for mark in _CLAUSE_END.finditer(sentence, 0, position):
        start = mark.end()
    return start


def _figure(code: str, match: re.Match[str], printed: str, place: str) -> NarrativeFigure:
    groups = match.groupdict()
    approximate = any(groups.get(name) for name in ("about", "some", "more", "roughly"))
    return NarrativeFigure(code, _value(groups), approximate=approximate, quote=_quote(printed, match), place=place)


def _value(groups: dict[str, str | None]) -> Number:
    printed = (groups["number"] or "").replace(",", "").replace("，", "")
    value = Decimal(0) if "零" in printed else Decimal(printed)
    value *= _SCALES.get(groups.get("scale") or "", 1)
    return int(value) if value == value.to_integral_value() else float(value)


def _quote(printed: str, match: re.Match[str]) -> str:
    """The clauses of the printed sentence that state the figure, without white space."""
    start = printed.find(match.group())
    if start < 0:  # words of another year stood in between
        return mask_contacts(match.group())
    end = _CLAUSE_END.search(printed, start + len(match.group()))
    quote = printed[_clause_start(printed, start) : end.start() if end else len(printed)]
    return mask_contacts(quote.removesuffix("（其中").removesuffix("(其中"))


def _settled(found: Sequence[NarrativeFigure]) -> tuple[NarrativeFigure, ...]:
    """Each value of a code once; an answer counts as handling where nothing else tells of it."""
    handled = any(figure.code == "applications_handled" for figure in found)
    kept: dict[tuple[str, Number], NarrativeFigure] = {}
    for figure in found:
        code = figure.code
        if code == "applications_answered" and not handled:
            code = "applications_handled"
        kept.setdefault(
            (code, figure.value), NarrativeFigure(code, figure.value, figure.approximate, figure.quote, figure.place)
        )
    return tuple(kept.values())
