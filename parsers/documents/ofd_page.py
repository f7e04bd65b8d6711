"""What an OFD page draws: its glyphs, straight lines and pictures, templates and composite units resolved.

All of it within bounds, as a small file can ask for any number of glyphs by offsets and by units within units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from lxml import etree

from .ofd_geometry import Color, Matrix, Point, color, numbers, outline
from .ofd_glyphs import Glyph, glyphs
from .ofd_package import child, text_of
from .printed import Box

MOST_GLYPHS = 10_000  # of a page; a close page of print has three thousand
_MOST_POINTS = 20_000  # of outlines; the official tables have a thousand
_MOST_OBJECTS = 30_000
_LOOKED_AT = 100  # glyphs that are looked at, whether paint covers them, for one that is drawn
_GROUPS = ("Layer", "PageBlock", "Content")
_OPAQUE = "255"
_SMALLEST_PICTURE = 1.5  # millimetres
_DEEPEST = 8  # composite units within one another; writers nest one or two


class Shape(NamedTuple):
    """An outline that is drawn: the points it goes through, the box around it, whether it bends, is filled, and how.

    `after` is how many glyphs are drawn before it, which it may cover; nothing is seen through one `is_opaque`.
    """

    runs: tuple[tuple[Point, ...], ...]
    box: Box
    is_bent: bool
    is_filled: bool
    color: Color | None
    after: int
    is_opaque: bool


class Picture(NamedTuple):
    """A picture in its box, the part of the container that it is ("" where that is missing), and how it is drawn.

    `after` is how many glyphs are drawn before it; nothing is seen through one `is_opaque`, if the picture itself is.
    """

    box: Box
    part: str
    after: int
    is_opaque: bool


@dataclass(slots=True)
class Drawing:
    """What a page draws, in millimetres. It may refer to composite units and pictures (their parts) by their IDs.

    `malformed` counts what could not be read; `is_whole` is False where more is drawn than is read of one page,
    `is_crowded` True where outlines alone were left out for that.
    """

    units: Mapping[str, etree._Element]
    media: Mapping[str, str] = field(default_factory=dict)
    glyphs: list[Glyph] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    malformed: int = 0
    is_whole: bool = True
    is_crowded: bool = False
    _objects: int = 0
    _points: int = 0

    @property
    def amount(self) -> int:
        """How much was read of what a file can ask for without end."""
        return self._objects + self._points + len(self.glyphs)

    def add(self, elements: Iterable[etree._Element], matrix: Matrix, *, is_seen: bool = True, depth: int = 0) -> None:
        """Draw layers, blocks and objects, of which `matrix` says where they stand."""
        for element in elements:
            self._objects += 1
            if self._objects > _MOST_OBJECTS or not self.is_whole:
                self.is_whole = False
                return
            if element.get("Visible") == "false":
                continue
            try:
                self._add_one(element, matrix, is_seen and element.get("Alpha") != "0", depth)
            except ValueError:
                self.malformed += 1

    def _add_one(self, element: etree._Element, matrix: Matrix, is_seen: bool, depth: int) -> None:
        kind = etree.QName(element).localname
        if kind in _GROUPS:
            self.add(element.iterchildren("{*}*"), matrix, is_seen=is_seen, depth=depth)
        elif kind == "TextObject":
            self._add_text(element, _placed(element, matrix), is_seen and _is_painted(element))
        elif kind == "CompositeObject":
            unit = self.units.get(element.get("ResourceID", ""))
            if unit is None or depth >= _DEEPEST:
                raise ValueError("the composite unit is missing, or holds itself")
            self.add(unit.iterchildren("{*}*"), _placed(element, matrix), is_seen=is_seen, depth=depth + 1)
        elif kind == "PathObject" and is_seen:
            self._add_path(element, _placed(element, matrix), matrix.box(*_boundary(element)))
        elif kind == "ImageObject" and is_seen:
            self._add_picture(element, matrix)

    def _add_text(self, element: etree._Element, matrix: Matrix, is_seen: bool) -> None:
        room = MOST_GLYPHS - len(self.glyphs)
        found = list(islice(glyphs(element, matrix, is_seen, room + 1), room + 1))
        self.glyphs += found[:room]
        self.is_whole = len(found) <= room

    def _add_picture(self, element: etree._Element, matrix: Matrix) -> None:
        part = self.media.get(element.get("ResourceID", ""), "")
        box = matrix.box(*_boundary(element))
        placed = _placed(element, matrix)
        drawn = _common(box, placed.box(0, 0, 1, 1))  # a picture is one unit wide and high
        if min(drawn[2] - drawn[0], drawn[3] - drawn[1]) > _SMALLEST_PICTURE:  # else it says nothing of its size
            box = drawn
        is_straight = placed.b == placed.c == 0 or placed.a == placed.d == 0
        is_opaque = _is_opaque(element) and is_straight and not element.get("ImageMask")
        is_whole = child(element, "Clips") is None
        self.pictures.append(Picture(box, part, len(self.glyphs), is_opaque and is_whole))

    def _add_path(self, element: etree._Element, matrix: Matrix, box: Box) -> None:
        """An outline is stroked and not filled, unless it says otherwise."""
        is_filled = element.get("Fill") == "true"
        self.is_crowded = self.is_crowded or self._points >= _MOST_POINTS
        if self.is_crowded or (not is_filled and element.get("Stroke") == "false"):
            return
        drawn = outline(text_of(child(element, "AbbreviatedData")), _MOST_POINTS - self._points)
        runs = tuple(tuple(matrix.at(*point) for point in run) for run in drawn.runs)
        filled = child(element, "FillColor")
        is_opaque = is_filled and _is_opaque(element) and (filled is None or (_is_opaque(filled) and not len(filled)))
        shape = Shape(runs, box, drawn.is_bent, is_filled, color(filled), len(self.glyphs), is_opaque)
        self.shapes.append(shape)
        self._points += sum(map(len, runs)) + len(self.glyphs) // _LOOKED_AT * is_filled


def _placed(element: etree._Element, matrix: Matrix) -> Matrix:
    """The matrix of what stands in an object: from its own units to its boundary, to the page."""
    left, top = numbers(element.get("Boundary"), 2)
    inner = matrix.within(Matrix(e=left, f=top))
    return inner.within(Matrix(*numbers(element.get("CTM"), 6))) if element.get("CTM") else inner


def _boundary(element: etree._Element) -> Box:
    left, top, width, height = numbers(element.get("Boundary"), 4)
    return left, top, left + width, top + height


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _is_opaque(element: etree._Element) -> bool:
    """Whether a color, or all of an object, lets nothing shine through."""
    return bool(element.get("Alpha", _OPAQUE) == _OPAQUE)


def _is_painted(element: etree._Element) -> bool:
    """Whether words are seen: they are filled and not stroked, unless they say otherwise."""
    if element.get("Stroke") == "true":
        return True
    filled = child(element, "FillColor")
    return element.get("Fill") != "false" and (filled is None or filled.get("Alpha") != "0")
