"""What a title says: whether it names an annual report on information disclosure, whose, and of which year.

A title is judged alone, without the text below it, so the crawler can use it for links. The order of the
rules matters: a notice that quotes a report's name is a notice. Every pattern is met on real portals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from parsers.prose import title_words as words
from parsers.prose.characters import chinese_number, squeeze
from parsers.prose.title_words import TitleKind


class TitleVerdict(NamedTuple):
    """What a title names. `year` and `agency` stand only where the title prints them; `agency` as printed.

    `reason` is a sentence in English that quotes the words that decided.
    """

    kind: TitleKind
    year: int | None
    agency: str | None
    reason: str


Judge = Callable[[str], TitleVerdict]


def judge_title(title: str) -> TitleVerdict:
    """What this title names: a report with its agency and year, or something else and why."""
    whole = _plain(title)
    parts = _parts(whole)
    matched = [(part, hit) for part in parts if (hit := words.REPORT.match(part) or words.CUT_REPORT.match(part))]
    # 「政府信息公开年报-2023年…局政府信息公开工作年度报告-…网站」: the part that says most is the title.
    found = max(matched, key=lambda one: len(one[1]["before"]), default=None)
    judged = found[0] if found else whole
    year = _year_of(judged) or next((y for part in parts if len(part) <= 7 and (y := _year_of(part))), None)
    for kind, named, pattern in words.NOT_REPORTS:
        hit = pattern.search(judged)
        if found is None:
            hit = hit or _first_hit(pattern, parts)
        elif hit and kind in words.MAY_STAND_IN_A_NAME:
            hit = pattern.search(judged, _end_of_name(found[1]))
        if hit:
            return TitleVerdict(kind, year, None, f"the title names {named}: 「{hit.group()}」 in 「{judged}」")
    if found is None:
        return _without_topic(judged, year)
    match = found[1]
    if task := words.TASK.search(match["before"]) or words.ARTICLE.match(match["before"]):
        return TitleVerdict("other", year, None, f"the title names a task: 「{task.group()}」 in 「{judged}」")
    agency_after, rest = _after(match["after"])
    if rest:
        return TitleVerdict("other", year, None, f"the title goes on after the word report: 「{rest}」 in 「{judged}」")
    agency = agency_in(match["before"]) or agency_after
    return TitleVerdict("report", year, agency, f"the title names an annual report on disclosure: 「{judged}」")


def join_title(lines: Sequence[str], judge: Judge = judge_title) -> str | None:
    """The report's title from the first lines of a text, whether printed on one line or on several.

    A title may be broken inside a word, and the agency may stand on a line of its own above it. None
    where the lines hold no report's title. `judge` is judge_title, or one that remembers what it has judged.
    """
    pieces: list[str] = []
    best, most = None, -1
    for piece in map(_plain, lines):
        if not piece:
            continue
        pieces.append(piece)
        title = _title_ending(pieces[-words.MOST_LINES :], judge) if words.LAST_OF_TITLE.search(piece) else None
        if title is None:
            continue
        verdict = judge(title)
        # A breadcrumb 「政府信息公开年报」 stands above the title and says less than it.
        told = bool(verdict.agency) + bool(verdict.year)
        if told > most:
            best, most = title, told
        if told == 2:
            break
    return best


def judge_column(name: str) -> float:
    """How surely a column's or a link's text names a column of annual reports: 0 not at all, 1 surely."""
    text = squeeze(name)
    if not text or len(text) > words.LONGEST_COLUMN or words.NO_COLUMN.search(text):
        return 0.0
    if words.COLUMN_OF_REPORTS.search(text):
        verdict = judge_title(text)
        if verdict.kind != "report":
            return 0.0
        if verdict.year is None:
            return 1.0
        # With a year it is a year's own column; with agency and year it is one report, not a column.
        return 0.0 if verdict.agency else 0.7
    return next((score for score, pattern in words.WEAKER_COLUMNS if pattern.search(text)), 0.0)


# --- the parts of a title --------------------------------------------------------------------------


def _plain(line: str) -> str:
    """A line's words as far as they may be a title: no label before them, no date behind, not printed twice."""
    title = words.TITLE_LABEL.sub("", squeeze(line)[: words.LONGEST_JUDGED]).strip("|｜")
    title = _without_date_behind(title)
    half, odd = divmod(len(title), 2)
    return title[:half] if not odd and half and title[:half] == title[half:] else title


def _without_date_behind(title: str) -> str:
    """The title without the date and the source that a page prints behind it on the same line."""
    behind = words.DATE_BEHIND.search(title) if ":" in title or "：" in title else None
    return title[: behind.start()] if behind and behind.start() > 0 else title


def _parts(whole: str) -> list[str]:
    """The title's parts between site-tail marks, the whole first, without leading ornaments."""
    if not words.SITE_MARK.search(whole):
        return [_without_ornaments(whole)]
    pieces = [piece for piece in words.SITE_TAIL.split(whole) if piece]
    return [_without_ornaments(piece) for piece in (pieces if len(pieces) > 1 else [whole])]


def _without_ornaments(piece: str) -> str:
    return words.LEADING.sub("", _without_document_number(piece), count=1)


def _without_document_number(text: str) -> str:
    return words.DOCUMENT_NUMBER.sub("", text) if "号" in text else text


def _first_hit(pattern: re.Pattern[str], parts: Sequence[str]) -> re.Match[str] | None:
    """Where a part of the title without its site's tail says it: 「2023年政务公开工作总结」-某县政府网."""
    return next((hit for part in parts if (hit := pattern.search(part))), None)


def _year_of(text: str) -> int | None:
    """The one year that the text prints; None where it prints none or several."""
    if words.YEAR_RANGE.search(text):
        return None
    years = {year_value(match.group()) for match in words.YEAR_IN.finditer(_without_document_number(text))}
    return years.pop() if len(years) == 1 else None


def year_value(printed: str) -> int | None:
    """The year that is printed in digits or as a Chinese numeral, with what is often typed for 〇."""
    return int(printed) if printed.isdigit() else chinese_number(printed)


def agency_in(before: str) -> str | None:
    """The agency in the words before the topic: without the year, 关于 and what surrounds them.

    「某部办公厅关于2017年某部…」 names the office that sends the report, and then the body that it is about.
    """
    sender, about, rest = before.partition("关于")
    if sender and about and (body := agency_in(about + rest)):
        if words.BODY_OF_REPORT.search(body):
            return body
        if words.MANY_BODIES.match(body):
            return agency_in(sender)
    parts = words.YEAR_BEFORE.split(words.ABOUT_INSIDE.sub("", before))
    # 「海关总署2010年海关信息公开…」 names the body once, and then what it tells of.
    text = "".join(part for at, part in enumerate(parts) if not at or part not in parts[0]).strip(words.AGENCY_TRIM)
    text = words.ABOUT.sub("", words.DAMAGED_YEAR.sub("", text)).strip(words.AGENCY_TRIM)
    text = words.NAME_IN_BRACKETS.sub(r"\1", text)
    # 「晋安区人民政府信息公开…」 prints 政府 once for the name and the topic.
    text = text + "政府" if text.endswith("人民") else text
    if len(text) < words.SHORTEST_NAME or not words.CHINESE.search(text) or words.PLACEHOLDER.search(text):
        return None
    if words.FIELD.search(text):
        return None
    return text


def _end_of_name(match: re.Match[str]) -> int:
    """Where the agency's name ends in a report's title; 0 where what stands there is no body's name."""
    name = words.NAME_BEFORE.match(match["before"])
    return name.end(1) if name and words.AGENCY_END.search(name[1]) else 0


def _after(text: str) -> tuple[str | None, str]:
    """The agency in brackets behind the title, if any, and what is left that is no harmless suffix."""
    agency = None
    while text:
        if bracket := words.BRACKETED.match(text):
            inner = bracket.group(1)
            if not _year_of(inner) and words.AGENCY_END.search(inner):
                agency = agency or inner
            text = text[bracket.end() :]
        elif harmless := words.HARMLESS_AFTER.match(text):
            text = text[harmless.end() :]
        else:
            return agency, text
    return agency, ""


def _without_topic(text: str, year: int | None) -> TitleVerdict:
    if re.search(r"政府工作(?:报告|年报)|工作(?:报告|年报)$", text):
        return TitleVerdict("work_report", year, None, f"the title names a work report: 「{text}」")
    return TitleVerdict("other", year, None, f"the title does not name an annual report on disclosure: 「{text}」")


def _title_ending(pieces: Sequence[str], judge: Judge) -> str | None:
    """The report's title whose last line is the last of these."""
    for start in range(len(pieces) - 1, -1, -1):
        joined = "".join(pieces[start:])
        if len(joined) > words.LONGEST_TITLE or words.SENTENCE.search(joined):
            return None
        names_topic = any(word in joined for word in words.IN_ANY_TOPIC)
        if names_topic and judge(joined).kind == "report":
            joined = words.LEADING.sub("", joined)
            return _with_lines_above(joined, pieces[:start], judge)
    return None


def _with_lines_above(title: str, above: Sequence[str], judge: Judge) -> str:
    """The title with the lines above it that give the agency or the year that it lacks itself."""
    for piece in reversed(above):
        verdict = judge(title)
        if verdict.agency and verdict.year:
            break
        joined = piece + title
        wider = judge(joined)
        if words.SENTENCE.search(piece) or len(joined) > words.LONGEST_TITLE or wider.kind != "report":
            break
        if not words.PIECE_OF_TITLE.search(piece) or (wider.agency, wider.year) == (verdict.agency, verdict.year):
            break
        title = joined
    return title
