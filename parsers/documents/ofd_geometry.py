"""How OFD states positions (GB/T 33190-2016, 8 and 9): matrices, runs of offsets, outlines.

Lengths are millimetres from the upper left corner. What is no number, or beyond any sheet, raises ValueError.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple

from lxml import etree

from .printed import Box

_FARTHEST = 1e6  # millimetres; the largest sheets measure a few thousand
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PART = re.compile(r"[^\s,]+")
_LONGEST = 500  # characters of an attribute of a few numbers
# How many numbers follow each operator of an outline; the last two are where the pen then stands.
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_LIFTS, _BENDS = "SM", "QBA"
_LARGEST_RUN = 100_000  # of equal offsets; a sheet of print has some thousand glyphs
_FULL = 255  # of a part of a color

Point = tuple[float, float]
Color = tuple[float, ...]  # the parts of a color, 0 to 1: of gray, of red, green and blue, or of four inks


class Matrix(NamedTuple):
    """x' = a x + c y + e and y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, inner: Matrix) -> Matrix:
        """The matrix of what `inner` places, where this one places the whole of it."""
        e, f = self.at(inner.e, inner.f)
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            e,
            f,
        )

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The upright box around the four corners of another."""
        xs, ys = zip(*(self.at(x, y) for x in (left, right) for y in (top, bottom)), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def quarters(self) -> int:
        """By how many right angles, clockwise, it turns a line of words; the nearest number."""
        return round(math.atan2(self.b, self.a) / (math.pi / 2)) % 4

    @property
    def scale(self) -> float:
        """By how much it enlarges the height of words."""
        return math.hypot(self.c, self.d)


def number(text: str) -> float:
    value = float(text)
    if not abs(value) < _FARTHEST:
        raise ValueError(f"{text} is no length")
    return value


def numbers(text: str | None, count: int) -> tuple[float, ...]:
    """The first `count` numbers of an attribute. Raises ValueError where it has fewer."""
    parts = (text or "")[:_LONGEST].replace(",", " ").split()
    if len(parts) < count:
        raise ValueError(f"{count} numbers are due, not {text!r}")
    return tuple(number(part) for part in parts[:count])


def offsets(text: str | None) -> Iterator[float]:
    """The offsets from glyph to glyph that DeltaX or DeltaY states, "g 3 2.5" being three of 2.5.

    The last goes on for glyphs behind it, as viewers show them; nothing is given where nothing is stated.
    """
    parts = (found[0] for found in _PART.finditer(text or ""))
    last = None
    for part in parts:
        if part == "g":
            count = min(int(next(parts, "0")), _LARGEST_RUN)
            last = number(next(parts, "0"))
            yield from repeat(last, count)
        else:
            last = number(part)
            yield last
    if last is not None:
        yield from repeat(last)


def color(element: etree._Element | None) -> Color | None:
    """The color that FillColor states; None where it is the usual black, a pattern, or stated elsewhere."""
    parts = "" if element is None else element.get("Value", "")
    return tuple(number(part) / _FULL for part in parts.split()) if parts and "#" not in parts else None


class Outline(NamedTuple):
    """The points that a path goes through without lifting the pen, run for run, and whether it bends between them."""

    runs: tuple[tuple[Point, ...], ...]
    is_bent: bool


def outline(data: str, most: int) -> Outline:
    """What AbbreviatedData draws, `most` points of it at most."""
    runs: list[list[Point]] = []
    start = (0.0, 0.0)
    is_bent = False
    tokens = (found[0] for found in _TOKEN.finditer(data))
    for count, operator in enumerate(tokens):
        if operator not in _ARGUMENTS:
            raise ValueError(f"{operator} begins no part of an outline")
        given = [number(next(tokens, "")) for _ in range(_ARGUMENTS[operator])]
        to = (given[-2], given[-1]) if given else start
        if operator in _LIFTS or not runs:
            start = to
            runs.append([to])
        else:
            runs[-1].append(to)
        is_bent = is_bent or operator in _BENDS
        if count >= most:
            break
    return Outline(tuple(map(tuple, runs)), is_bent)
