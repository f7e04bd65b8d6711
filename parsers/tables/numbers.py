"""What a printed cell says: a number, a blank, a mark, or something that must not be guessed at.

One function, `parse_value`, decides for every cell of every table. It never repairs: "1O" is unreadable, and a
figure in another unit than its column's is kept as printed, with no value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from parsers.model import Number
from parsers.traditional import SIMPLIFIED

ValueKind = Literal["number", "blank", "mark", "noted", "unit_differs", "unreadable"]

# Marks that stand for "nothing here" in print; none of them is zero.
_MARK = re.compile(r"[-‐‑‒–—―−－_/\\／＼─━·~～]{1,6}|无|没有|空")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNITS = "万元|亿元|元|件次|人次|场次|件|条|项|个|宗|次|份|篇|起|部|户|例|人|场|期|处|家|名"
_PLAIN = re.compile(rf"['’]?({_NUMBER})(?:({_UNITS})|\((?:单位:)?({_UNITS})\))?。?")
_SIGNED = re.compile(rf"(\+|-|−|增加|增|减少|减|↑|↓)({_NUMBER})({_UNITS})?")
_REMARKED = re.compile(rf"({_NUMBER})({_UNITS})?((?:\(|\[|【|其中|含|,其中|;|余|多|左右|以上|注).+|余|多|注|\*|※)")
_PARTED_THOUSANDS = re.compile(r"\d{1,3} \d{3}(?:\.\d+)?")
_SEVERAL = re.compile(r"\d+(?: \d+)+")
_INVISIBLE: dict[int, str | None] = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"), None)
# Footnote marks, which NFKC would make digits of the figure before them: 12① is no 121.
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_MARKS = {ord(mark): f"[{n}]" for n, mark in enumerate(_CIRCLED, 1)} | {
    ord(mark): f"[{n % 10}]" for n, mark in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")
}
_CARRIERS: dict[int, str | None] = {**_INVISIBLE, **_MARKS, **SIMPLIFIED}
# What a figure or a mark may begin with, digits apart; most cells and lines are told from values by that alone.
_BEGINNINGS = "+-−＋－‐‑‒–—―_/\\／＼─━·~～无無没沒空增减減↑↓'’"
_PADDING = " \t\r\n\xa0\u3000\u2002\u2003\u2009\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_SHORT = 12  # characters; what a longer text says is not remembered
_LONGEST = 80  # a figure with its remark
_MONEY = frozenset({"元", "万元", "亿元"})
_DECIMAL = _MONEY | {""}  # units in which a decimal is a figure; of "" nothing is known
_DOWN = frozenset({"-", "−", "减", "减少", "↓"})


class Value(NamedTuple):
    """`value` is None unless the cell says a number; `unit` is the one printed in the cell, if any."""

    kind: ValueKind
    value: Number | None = None
    unit: str | None = None
    note: str = ""


_BLANK = Value("blank")
SMALL_COUNTS = {str(count): count for count in range(1000)}  # what nearly all cells print
_LONGEST_COUNT = 15  # digits


def count_of(text: str) -> int | None:
    """The count that digits alone are in every column; None for any other text."""
    if text in SMALL_COUNTS:
        return SMALL_COUNTS[text]
    return int(text) if text.isdigit() and text.isascii() and len(text) <= _LONGEST_COUNT else None


def parse_value(text: str, unit: str = "件", signed: bool = False, free_unit: bool = False) -> Value:
    """What the cell `text` says in a column counted in `unit`.

    `signed` columns hold changes (+2, 减1); `free_unit` columns print their unit in the cell. A blank or a
    mark is never zero, and text that is no number is `unreadable`.
    """
    if text in SMALL_COUNTS:
        return Value("number", SMALL_COUNTS[text])
    return (_parse if len(text) <= _SHORT else _parse.__wrapped__)(text, unit, signed, free_unit)


@lru_cache(maxsize=4096)
def _parse(text: str, unit: str, signed: bool, free_unit: bool) -> Value:
    folded = fold(text)
    if not folded:
        return _BLANK
    if match := _PLAIN.fullmatch(folded):
        return _in_unit(_number(match[1]), match[2] or match[3], unit, free_unit)
    if (match := _SIGNED.fullmatch(folded)) and len(match[2]) <= _LONGEST_COUNT:
        value = _number(match[2])
        value = -value if match[1] in _DOWN else value
        if signed:
            return Value("number", value, match[3])
        return Value("noted", value, match[3], "printed with a sign in a column of counts")
    if _MARK.fullmatch(folded):
        return Value("mark")
    if match := _REMARKED.fullmatch(folded):
        read = _in_unit(_number(match[1]), match[2], unit, free_unit)
        return read if read.value is None else Value("noted", read.value, read.unit, "printed with a remark")
    return Value("unreadable", note="printed, but no number")


def looks_like_value(text: str) -> bool:
    """Whether a cell holds a figure or a mark, rather than a label or nothing."""
    if text.isascii() and text.isdigit():
        return True
    begins = text[:1]
    if begins.isalpha() and begins not in _BEGINNINGS:
        return False  # nearly all labels
    begins = text.lstrip(_PADDING)[:1]
    if not (begins.isdigit() or begins in _BEGINNINGS) or len(text) > _LONGEST:
        return False
    folded = fold(text)
    return any(form.fullmatch(folded) for form in (_PLAIN, _SIGNED, _MARK, _REMARKED, _SEVERAL))


def holds_several(text: str) -> bool:
    """Whether a line or a cell holds several figures side by side, or above one another."""
    return text[:1].isdigit() and bool(_SEVERAL.fullmatch(fold(text)))


def counts_up(figures: Sequence[str]) -> bool:
    """Whether figures count from 1 upwards, maybe several times: the numbers of rows."""
    counts = [count for text in figures if (count := count_of(text)) is not None]
    if not counts or len(counts) < len(figures):
        return False
    return all(after in (one + 1, 1) for one, after in pairwise([0, *counts]))


def fold(text: str) -> str:
    """`text` without white space and invisible characters, full-width forms folded.

    White space between digits stays, because "1 2" may be two numbers; only thousands are joined, where no line ends.
    """
    return _fold(text) if len(text) <= _LONGEST else _fold.__wrapped__(text)


@lru_cache(maxsize=8192)  # of short texts only: hostile cells must not fill the memory
def _fold(text: str) -> str:
    folded = " ".join(unicodedata.normalize("NFKC", text.translate(_CARRIERS)).split())
    if _PARTED_THOUSANDS.fullmatch(folded) and "\n" not in text.strip():
        return folded.replace(" ", "")
    return re.sub(r"(?<!\d) | (?!\d)", "", folded)


def shown(value: Number) -> str:
    """A number for a human eye: counts in full, a sum of decimals without what binary arithmetic leaves."""
    return str(value) if isinstance(value, int) else f"{value:.12g}"


def _number(digits: str) -> Number:
    plain = digits.replace(",", "")
    # What has more digits than Python makes an int of is no figure anyway: as a float it is larger than any.
    return float(plain) if "." in plain or len(plain) > _LONGEST else int(plain)


def _in_unit(value: Number, printed: str | None, unit: str, free_unit: bool) -> Value:
    if value >= 10**_LONGEST_COUNT:
        return Value("unreadable", None, printed, "more digits than any figure of these tables has")
    if isinstance(value, float) and unit not in _DECIMAL and not free_unit:
        if value != int(value):
            return Value("unreadable", None, printed, f"a decimal in a column that counts {unit}")
        value = int(value)
    if free_unit or printed is None or printed == unit:
        return Value("number", value, printed)
    if value == 0:
        return Value("noted", value, printed, f"zero, printed in {printed}")
    if unit in _MONEY or printed in _MONEY:
        return Value("unit_differs", None, printed, f"printed in {printed}, the column is in {unit or 'no unit'}")
    return Value("number", value, printed)
