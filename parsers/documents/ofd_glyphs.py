"""The glyphs of an OFD text object: which character stands where, how large and which way up.

A file states where each glyph begins, not how wide it is: that is the font's, which is not opened. Its width is taken
to be what such characters have in Chinese fonts, or to reach as far as the next glyph of the text, if that is near.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from lxml import etree

from .ofd_geometry import Color, Matrix, Point, color, number, offsets
from .ofd_package import child, children, text_of

_WIDE, _CAPITAL, _NARROW = 1.0, 0.7, 0.5  # of the size
_WITHOUT_CODE = "(cid:0)"  # as pdfminer writes a glyph of which the file does not say which letter it is
_SHAPE = re.compile(r"\d+")
_TURNS = (Matrix(), Matrix(0, 1, -1, 0), Matrix(-1, 0, 0, -1), Matrix(0, -1, 1, 0))


class Glyph(NamedTuple):
    """A character, `width` wide in its own units; `place` leads from where it begins on its base line to the page."""

    text: str
    place: Matrix
    width: float
    size: float
    font: str
    color: Color | None
    is_seen: bool


def glyphs(element: etree._Element, matrix: Matrix, is_seen: bool, most: int) -> Iterator[Glyph]:
    """The glyphs of a TextObject that `matrix` places, `most` of each line. Raises ValueError where it is malformed."""
    size = number(element.get("Size", ""))
    stretch = number(element.get("HScale") or "1")
    turn = _TURNS[round(number(element.get("CharDirection") or "0") / 90) % 4]
    is_down = element.get("ReadDirection") in ("90", "270")
    font, filled = element.get("Font", ""), color(child(element, "FillColor"))
    pen = (0.0, 0.0)
    for code in children(element, "TextCode"):
        pen = (number(code.get("X") or str(pen[0])), number(code.get("Y") or str(pen[1])))
        characters = _characters(element, code, most)
        widths = [_width(one) * size * stretch for one in characters]
        points = list(_points(code, pen, widths, size if is_down else None))
        for one, width, at in zip(characters, _within_next(widths, points, size * stretch), points, strict=True):
            place = matrix.within(Matrix(e=at[0], f=at[1])).within(turn)
            yield Glyph(one, place, width, size, font, filled, is_seen)


def _characters(element: etree._Element, code: etree._Element, most: int) -> Sequence[str]:
    """The characters of a TextCode. One that has glyphs alone stands for as many letters without a code."""
    if code.text:
        # A line break is the writer's way to set out its XML, and no glyph.
        return [unicodedata.normalize("NFC", one) for one in code.text[:most] if one >= " "]
    shapes = (
        found for one in children(element, "CGTransform") for found in _SHAPE.finditer(text_of(child(one, "Glyphs")))
    )
    return [_WITHOUT_CODE for _ in islice(shapes, most)]


def _points(code: etree._Element, pen: Point, widths: list[float], down: float | None) -> Iterator[Point]:
    """Where each glyph begins. Where no offset is stated, one stands behind (or `down` below) the other."""
    across, along = offsets(code.get("DeltaX")), offsets(code.get("DeltaY"))
    is_stated = bool((code.get("DeltaX") or code.get("DeltaY") or "").strip())
    x, y = pen
    for width in widths:
        yield x, y
        if is_stated:
            x, y = x + next(across, 0.0), y + next(along, 0.0)
        elif down is None:
            x += width
        else:
            y += down


def _within_next(widths: list[float], points: list[Point], near: float) -> list[float]:
    """The widths, each as far as the next glyph on the line where that is near: a text's own letters are one word."""
    fitted = []
    for width, (here, there) in zip(widths, pairwise(points), strict=False):
        gap = there[0] - here[0]
        fitted.append(gap if 0 < gap <= near and there[1] == here[1] else width)
    return fitted + widths[len(fitted) :]


def _width(character: str) -> float:
    if unicodedata.east_asian_width(character[0]) in "WFA":
        return _WIDE
    return _CAPITAL if character.isupper() or character in "mw%@&" else _NARROW
