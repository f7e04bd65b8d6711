"""What the prose says a number consists of: 公开157条，其中网站15条、公众号142条.

Such a list need not be whole, and its parts may overlap; so a sum that differs is uncertain and no failure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from parsers.model import Check, NarrativeFigure

_AMONG = re.compile(r"[，,；;：:]?\s*+(?P<bracket>[（(])?\s*+其中[：:，,]?")
_COUNT = re.compile(
    r"(?P<number>\d(?<!\d\d)[\d,，]{0,20}+)\s*+(?P<more>[余多几])?\s*+(?P<unit>条次|件次|人次|[条件篇次个份期场则项宗户家])"
)
_ABOUT = ("近", "约", "超", "逾")  # before a count
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_FEWEST_PARTS = 2
_LONGEST = 50_000  # characters of a passage: a whole report has half as many, and each figure is looked for in it


def stated_sums(narrative: Sequence[NarrativeFigure], passages: Iterable[tuple[str, str]]) -> list[Check]:
    """One check for each stated number behind which its parts are listed; `passages` are texts and their places."""
    texts: dict[str, str] = {}
    for text, place in passages if narrative else ():
        if "其中" in text and len(text) <= _LONGEST:  # the sections of one paragraph have one place
            texts[place] = f"{texts[place]}\n{text}" if place in texts else text
    if not texts:
        return []
    checks: list[Check] = []
    codes: Counter[str] = Counter()
    for figure in narrative:
        said = _said(figure, texts.get(figure.place, ""))
        parts = list(_parts(*said)) if said else []
        if len(parts) >= _FEWEST_PARTS:
            codes[figure.code] += 1
            subject = f"{figure.code} {codes[figure.code]}" if codes[figure.code] > 1 else figure.code
            checks.append(_check(figure, subject, parts))
    return checks


def _said(figure: NarrativeFigure, text: str) -> tuple[str, str] | None:
    """The unit of the figure and the words that list its parts; None where none do."""
    at = text.find(figure.quote)
    for count in _COUNT.finditer(text, at) if 0 <= at <= text.rfind("其中") else ():
        if count.start() >= at + len(figure.quote):
            return None
        if _value(count) == figure.value:
            among = _AMONG.match(text, count.end())
            end = "[）)]" if among and among["bracket"] else "。"
            return (count["unit"], re.split(end, text[among.end() :], maxsplit=1)[0]) if among else None
    return None


def _parts(unit: str, listed: str) -> Iterator[int | None]:
    """The parts in the unit of the total; None for one that is about a number."""
    listed = _IN_BRACKETS.sub("", listed)
    for count in _COUNT.finditer(listed):
        if count["unit"] == unit:
            is_about = count["more"] or listed[: count.start()].rstrip().endswith(_ABOUT)
            yield None if is_about else _value(count)


def _value(count: re.Match[str]) -> int:
    return int(count["number"].replace(",", "").replace("，", ""))


def _check(figure: NarrativeFigure, subject: str, parts: Sequence[int | None]) -> Check:
    known = [part for part in parts if part is not None]
    agrees = len(known) == len(parts) and sum(known) == figure.value and not figure.approximate
    shown = " + ".join("?" if part is None else str(part) for part in parts)
    detail = f"{figure.value:g} {'=' if agrees else '?'} {shown}"
    return Check("narrative_sum", subject, "pass" if agrees else "uncertain", (), detail)
