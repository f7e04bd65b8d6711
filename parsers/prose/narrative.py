"""The figures that a report states in its prose, each with the words that state it.

Only what is stated of the report's own year counts: no difference from last year, no plan, no percentage.
余, 多, 近 and 约 make a figure approximate. 「未收到」 is a zero of what was received and of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from parsers.model import NarrativeFigure, Number
from parsers.prose.characters import chinese_number, squeeze
from parsers.prose.masking import mask_contacts
from parsers.prose.narrative_limits import (
    ANOTHER_WAY,
    CARRIED,
    CARRIED_TO,
    CHANNELS,
    COMPARISON,
    COUNTED_BEFORE,
    COUNTED_BY_KIND,
    IN_GAZETTE,
    INTERPRETED,
    JOINED,
    JOINED_KINDS,
    NEW_IN_BRACKETS,
    NOT_OF_A_PART,
    OF_LEVELS,
    OF_OTHER_TIMES,
    OF_SEVERAL,
    ONE_SORT_OF_ANSWER,
    OTHER_APPLICATIONS,
    OTHER_QUESTIONS,
    OTHER_TIME,
    PART,
    PLAN,
    REPOSTED,
    STOCK,
    TITLES,
    WITHDRAWN,
    YEAR_SAID,
)
from parsers.prose.narrative_pairs import IN_TURN, figures_in_turn, is_one_of_several
from parsers.prose.narrative_totals import (
    CLAUSE_END,
    MARK,
    OF_ALL,
    clause_start,
    clause_to,
    is_stock,
    total_in,
    totals_of_the_year,
)
from parsers.prose.narrative_words import (
    COUNTED_IN_WORDS,
    NEW_IN_THE_YEAR,
    NO_SUCH_APPLICATIONS,
    OF_NO_KIND,
    TOTALS,
    WORDINGS,
    Wording,
)
from parsers.prose.sections import Passage
from parsers.prose.traditional import as_printed, in_ours, is_traditional

_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_CLAUSE_OR_BRACKET = re.compile(rf"{MARK}|[（()）]")
_OPENING = "（("
_APPROXIMATELY = ("about", "some", "more", "roughly")  # groups of the wordings
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_TENS, _VAGUE = frozenset("十百千万"), frozenset("数几好")
_LONGEST_SENTENCE = 4000  # longer ones are no prose
_LARGEST_FIGURE = 10**12
_LONGEST_NAME_BEFORE = 40  # characters of a channel's name and another channel before it
_LONGEST_KIND_BEFORE = 12  # characters of the mark that joins two kinds and the words behind it
_NONE = re.compile("[未无没]")
_DIGIT = re.compile(r"[\d零]")
_DIGIT_OR_NONE = re.compile(r"[\d未无没零]")
_OF_TOTALS, _OF_NO_KIND = "信息", "主动公开"  # one stands in every match of TOTALS, the other in that of OF_NO_KIND
_WORDS = tuple(frozenset().union(*(wording.words for wording in WORDINGS)) | {_OF_TOTALS, _OF_NO_KIND})
_FIRST_PASSAGES = 4  # show what characters the report is in
# Sections that tell of plans and faults, not of the year's figures.
_WITHOUT_FIGURES = frozenset({"problems"})


def read_narrative(passages: Sequence[Passage], year: int | None) -> tuple[NarrativeFigure, ...]:
    """The figures stated in the passages, by order; of several of one code the first is the plain one."""
    found: list[NarrativeFigure] = []
    is_ours = not is_traditional([passage.text for passage in passages[:_FIRST_PASSAGES]])
    for passage in passages:
        if passage.code not in _WITHOUT_FIGURES:
            text = squeeze(passage.text)
            if is_ours:
                found += _of_passage(text, year, passage.place)
            else:
                figures = _of_passage(in_ours(text), year, passage.place)
                found += [figure._replace(quote=as_printed(figure.quote, (text,))) for figure in figures]
    if not any(figure.code.startswith("applications_") for figure in found):
        found += _none_in_their_section(passages, year)
    return _settled(found)


def _none_in_their_section(passages: Sequence[Passage], year: int | None) -> list[NarrativeFigure]:
    """「没有收到过相关申请」 under the heading of the applications, where nothing else tells of any."""
    for passage in passages:
        if passage.code == "applications" and "申" in passage.text:
            for sentence in _SENTENCE_END.split(squeeze(passage.text)):
                none = NO_SUCH_APPLICATIONS.search(sentence)
                if none and not OF_OTHER_TIMES.search(sentence) and _is_of_year(sentence, year):
                    quote = _quote(sentence, none)
                    return [
                        NarrativeFigure("applications_received", 0, approximate=False, quote=quote, place=passage.place)
                    ]
    return []


def _of_passage(text: str, year: int | None, place: str) -> Iterator[NarrativeFigure]:
    said = [word for word in _WORDS if word in text]
    if not said:
        return
    is_own = _is_all_own(text, year)
    for printed in _SENTENCE_END.split(text):
        if len(printed) > _LONGEST_SENTENCE or not _may_tell(printed):
            continue
        if words := frozenset([word for word in said if word in printed]):
            own = printed if is_own or _is_all_own(printed, year) else _of_own_year(printed, year)
            yield from _of_sentence(own, words, printed, place)


def _is_all_own(text: str, year: int | None) -> bool:
    """Whether no word of the text is of another time: a look that most passages and sentences pass."""
    return not OF_OTHER_TIMES.search(text) and _is_of_year(text, year)


def _may_tell(sentence: str) -> bool:
    """Whether a sentence holds a number, in digits or in words, or says that there was none."""
    return _DIGIT_OR_NONE.search(sentence) is not None or _counts_in_words(sentence)


def _counts_in_words(sentence: str) -> bool:
    return ("百" in sentence or "千" in sentence or "万" in sentence or "十" in sentence) and bool(
        COUNTED_IN_WORDS.search(sentence)
    )


def _of_sentence(sentence: str, words: frozenset[str], printed: str, place: str) -> list[NarrativeFigure]:
    """The figures that a sentence states; `printed` is the sentence before words of other years were left out."""
    figures = [figure for figure in _stated(sentence, words, printed, place) if figure.value <= _LARGEST_FIGURE]
    if figures and PART.match(printed):
        return [figure for figure in figures if figure.code not in NOT_OF_A_PART]
    return figures


def _stated(sentence: str, words: frozenset[str], printed: str, place: str) -> Iterator[NarrativeFigure]:
    is_counted = _DIGIT.search(sentence) is not None or _counts_in_words(sentence)
    is_denied = _NONE.search(sentence) is not None
    patterns = TOTALS if _OF_TOTALS in words else ((_OF_NO_KIND, OF_NO_KIND),) if _OF_NO_KIND in words else ()
    total = total_in(sentence, patterns) if is_counted and patterns else None
    is_in_turn = IN_TURN in sentence
    if total is not None and is_in_turn and is_one_of_several(sentence, total.start("number")):
        total = None
    taken = [total.span("number")] if total else []
    if total is not None and (figure := _figure("disclosed_total", total, printed, place)):
        yield figure
    if is_in_turn:
        for code, number, stated in figures_in_turn(sentence):
            if figure := _figure(code, number, printed, place):
                yield figure._replace(quote=_quote(printed, stated))
    counted: set[str] = set()
    for wording in _wordings_with(words, is_counted, is_denied):
        if wording.zero and wording.code in counted:
            continue  # 「收到申请5件，未产生案例」: none of some sort
        for match in wording.pattern.finditer(sentence):
            if wording.code in OF_LEVELS and wording.code in counted and "其中" in sentence[: match.start()]:
                break
            if _is_excluded(wording.code, sentence, match) or (not wording.zero and match.span("number") in taken):
                continue
            if wording.zero:
                yield NarrativeFigure(wording.code, 0, approximate=False, quote=_quote(printed, match), place=place)
            elif figure := _figure(wording.code, match, printed, place):
                counted.add(wording.code)
                yield figure
            else:
                continue
            if wording.code not in OF_SEVERAL:
                break


@lru_cache(maxsize=1024)
def _wordings_with(words: frozenset[str], is_counted: bool, is_denied: bool) -> tuple[Wording, ...]:
    """The wordings that a sentence may hold in which these of the words stand, and no other."""
    return tuple(
        wording
        for wording in WORDINGS
        if (is_denied if wording.zero else is_counted) and not wording.words.isdisjoint(words)
    )


def _of_own_year(sentence: str, year: int | None) -> str:
    """The sentence without what it says of other years, of plans and of differences."""
    sentence = COMPARISON.sub("", sentence)
    if _is_all_of(sentence, year):
        return sentence
    clauses, own = [], True
    for clause in _split(sentence):
        said = [int(match) for match in YEAR_SAID.findall(CARRIED_TO.sub("", TITLES.sub("", clause)))]
        if said and year is not None:
            own = set(said) == {year}
        if own and not OTHER_TIME.search(clause) and not PLAN.search(clause):
            clauses.append(clause)
        if said and year is not None:  # 「由2022年的1128条增加到2023年的1887条，…」 goes on with the last
            own = said[-1] == year
    return "".join(clauses)


def _is_all_of(sentence: str, year: int | None) -> bool:
    """Whether nothing in the sentence is of another year or a plan, however it falls into clauses."""
    return not OTHER_TIME.search(sentence) and not PLAN.search(sentence) and _is_of_year(sentence, year)


def _is_of_year(text: str, year: int | None) -> bool:
    return year is None or all(int(said) == year for said in YEAR_SAID.findall(text))


def _split(sentence: str) -> list[str]:
    """The clauses of a sentence, each with the mark that ends it."""
    clauses, start = [], 0
    for mark in _CLAUSE_OR_BRACKET.finditer(sentence):
        end = mark.start() if mark.group() in _OPENING else mark.end()
        clauses.append(sentence[start:end])
        start = end
    return [*clauses, sentence[start:]]


def _is_excluded(code: str, sentence: str, match: re.Match[str]) -> bool:
    if code in CHANNELS:
        joined = JOINED.search(sentence, max(match.start() - _LONGEST_NAME_BEFORE, 0), match.start())
        return bool(joined or NEW_IN_BRACKETS.match(sentence[match.end() :]))
    if code.startswith("applications_"):
        carried = CARRIED.search(sentence, clause_start(sentence, match.start()), match.start())
        one_way = ANOTHER_WAY.match(sentence[match.end() :]) and sentence[match.start() - 1 : match.start()] != "共"
        return bool(
            carried or one_way or OTHER_APPLICATIONS.search(match.group()) or _answers_others(code, sentence, match)
        )
    if code not in COUNTED_BY_KIND:
        return False
    said = sentence[max(match.start() - _LONGEST_KIND_BEFORE, 0) : match.start()]
    if JOINED_KINDS.search(said) and not COUNTED_BEFORE.search(sentence, 0, match.start()):
        return True
    if "解读" in said and code != "interpretations" and INTERPRETED.search(said):
        return True
    if code not in {"normative_documents", "interpretations"}:
        return False
    if code == "normative_documents" and REPOSTED.search(said):
        return True
    return bool(WITHDRAWN.search(clause_to(sentence, match)) or IN_GAZETTE.search(sentence, 0, match.start()))


def _answers_others(code: str, sentence: str, match: re.Match[str]) -> bool:
    """Whether what is answered is no request for information, or only one sort of the answers."""
    if code != "applications_answered":
        return False
    before = sentence[: match.start()]
    return bool(ONE_SORT_OF_ANSWER.search(before) or OTHER_QUESTIONS.search(before, max(before.rfind("申请"), 0)))


def _figure(code: str, match: re.Match[str], printed: str, place: str) -> NarrativeFigure | None:
    """The figure that the match states; None where its number in words gives none."""
    value = _value(match)
    if value is None:
        return None
    return NarrativeFigure(code, value, _is_approximate(match), _quote(printed, match), place)


def _is_approximate(match: re.Match[str]) -> bool:
    named = match.re.groupindex
    for name in _APPROXIMATELY:  # noqa: SIM110 - a generator takes twice as long over so few
        if name in named and match[name]:
            return True
    return False


def _value(match: re.Match[str]) -> Number | None:
    printed = match["number"].replace(",", "").replace("，", "")
    scale = match["scale"] if "scale" in match.re.groupindex else None
    if not scale and printed.isdecimal():
        return int(printed)
    if printed[-1] in _TENS:
        return None if scale else _in_words(match, printed)
    value = Decimal(0) if "零" in printed else Decimal(printed)
    value *= _SCALES.get(scale or "", 1)
    return int(value) if value == value.to_integral_value() else float(value)


def _in_words(match: re.Match[str], printed: str) -> int | None:
    """百余条, 三百多条, 近千条, which say that they are rough; 数百条 gives no number, and 三百条 may be a word."""
    is_rough = match["some"] or match["about"]
    is_vague = match.string[match.start("number") - 1 : match.start("number")] in _VAGUE
    return _SCALES.get(printed) or chinese_number(printed) if is_rough and not is_vague else None


def _quote(printed: str, match: re.Match[str]) -> str:
    """The clauses of the printed sentence that state the figure, without white space."""
    start = printed.find(match.group())
    if start < 0:  # words of another year stood in between
        return mask_contacts(match.group())
    end = CLAUSE_END.search(printed, start + len(match.group()))
    quote = printed[clause_start(printed, start) : end.start() if end else len(printed)]
    return mask_contacts(quote.removesuffix("（其中").removesuffix("(其中"))


def _settled(found: Sequence[NarrativeFigure]) -> tuple[NarrativeFigure, ...]:
    """Each value of a code once; an answer counts as handling where nothing else tells of it.

    Where the text tells what was newly disclosed in the year, the stock of all years is no figure of it.
    """
    handled = any(figure.code == "applications_handled" for figure in found)
    totals = [figure for figure in found if figure.code == "disclosed_total"]
    is_new = any(NEW_IN_THE_YEAR.search(figure.quote) for figure in totals)
    said_of_all = any(OF_ALL in total.quote for total in totals)
    of_the_year = totals_of_the_year(totals) if said_of_all else []
    kept: dict[tuple[str, Number], NarrativeFigure] = {}
    for figure in found:
        code = figure.code
        if code == "disclosed_total" and ((is_new and STOCK.search(figure.quote)) or is_stock(figure, of_the_year)):
            continue
        if code == "applications_answered" and not handled:
            code = "applications_handled"
        kept.setdefault((code, figure.value), figure if code == figure.code else figure._replace(code=code))
    return tuple(kept.values())
