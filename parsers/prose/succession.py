"""Divisions that are one unit through the years: a county that became a district, a city that got another code.

The table of divisions names the heirs of a code that ended. Most often there is one, new in that year, and the two
are one unit under two codes. Of several heirs, or of several that were joined, only the one that keeps the code or
the place's name goes on. An heir that was there before took the other in, and is another unit.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest

from parsers.prose.divisions import DIVISIONS, Division

Line = tuple[Division, ...]

# The peoples that autonomous places are named after; those of one character only with 族: 陵水 is no 水 people's.
_PEOPLES = (
    "(?<!内)蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯"
    "|阿昌|普米|塔吉克|鄂温克|德昂|保安|裕固|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_PEOPLE = rf"(?:(?:{_PEOPLES})族?|[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒各]族)"
_AUTONOMOUS = re.compile(rf"{_PEOPLE}*自治(?P<level>[区州县旗])$")
_LEVEL = re.compile(rf"(?:省|{_PEOPLE}*自治[区州县旗]|特区|地区|林区|市|县|区|盟|旗)$")
_SHORTEST = 2  # 「沙县」 and 「任县」 are never called 沙 and 任


def line_of(code: str, year: int | None = None) -> Line:
    """The periods of the unit that bore `code` in `year` (or bears it last); empty for a code that there never was."""
    period = DIVISIONS.of_code(code, year)
    return _lines()[period] if period else ()


def code_in(code: str, year: int | None) -> str:
    """The code that the unit which bears `code` last bore in `year`; `code` itself where the table does not tell."""
    line = line_of(code)
    if year is None or not line:
        return code
    begun = [one for one in line if one.since <= year]
    return (begun[-1] if begun else line[0]).code


def unit_of(code: str, year: int | None) -> str:
    """What tells the unit that bore `code` in `year` from every other: its last code, with the year it ended if so."""
    line = line_of(code, year)
    if not line:
        return code
    last = line[-1]
    return last.code if last.until is None else f"{last.code}@{last.until}"


def in_words(line: Line) -> str:
    """「320829 洪泽县 until 2016, then 320813 洪泽区」; what changed neither code nor name is not told."""
    told = [
        one
        for one, after in zip_longest(line, line[1:])
        if after is None or (one.code, one.name) != (after.code, after.name)
    ]
    return ", then ".join(f"{one.code} {one.name}" + (f" until {one.until}" if one.until else "") for one in told)


def short_name(name: str) -> str | None:
    """A division's name without the word for its level: 双鸭山 of 双鸭山市; None where too little is left."""
    short = _LEVEL.sub("", name)
    return short if _SHORTEST <= len(short) < len(name) else None


def common_names(name: str) -> tuple[str, ...]:
    """What an autonomous place is called without its peoples: 关岭县, 关岭自治县 of 关岭布依族苗族自治县.

    Empty for any other place, and where nothing but peoples stands before its level.
    """
    autonomous = _AUTONOMOUS.search(name)
    if autonomous is None or autonomous.start() < _SHORTEST:
        return ()
    place, level = name[: autonomous.start()], autonomous["level"]
    return (f"{place}自治{level}",) if level == "区" else (f"{place}{level}", f"{place}自治{level}")


@cache
def _lines() -> dict[Division, Line]:
    """The line of every period."""
    before = {after: one for one in DIVISIONS.rows if (after := _goes_on_as(one))}
    lines: dict[Division, Line] = {}
    for last in DIVISIONS.rows:
        if _goes_on_as(last) is None:
            line = [last]
            while (earlier := before.get(line[0])) is not None:
                line.insert(0, earlier)
            lines.update(dict.fromkeys(line, tuple(line)))
    return lines


@cache
def _goes_on_as(ended: Division) -> Division | None:
    """The period that goes on from one that ended; None where there is none, or where none of several is it."""
    if ended.until is None:
        return None
    new = [heir for code in ended.heirs if (heir := _began(code, ended)) is not None]
    own = [heir for heir in new if heir.code == ended.code]
    alike = own or [heir for heir in new if _stem(heir) == _stem(ended)]
    if len(alike) == 1 and not any(_stem(other) == _stem(alike[0]) for other in _joined(alike[0]) - {ended}):
        return alike[0]
    return new[0] if len(new) == len(ended.heirs) == 1 and _joined(new[0]) == {ended} else None


def _began(code: str, ended: Division) -> Division | None:
    """The period of `code` that began when `ended` did end, on the same level."""
    return next((one for one in DIVISIONS.periods(code) if one.since == ended.until and one.level == ended.level), None)


def _stem(one: Division) -> str:
    return _LEVEL.sub("", one.name) or one.name


def _joined(heir: Division) -> set[Division]:
    """Everything that ended when `heir` began and went into it."""
    return {one for one in _by_heir().get(heir.code, ()) if one.until == heir.since}


@cache
def _by_heir() -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for one in DIVISIONS.rows:
        for code in one.heirs:
            found.setdefault(code, []).append(one)
    return found
