"""A drawn OFD page as a page of pdfplumber's, so that what finds tables and lines on PDF pages finds them here.

Lengths become points. A page most of whose words lie on their side is turned until they stand upright, as a PDF page
is by its own rotation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import edges_to_intersections, merge_edges

from .ofd_geometry import Matrix, Point
from .ofd_glyphs import Glyph
from .ofd_page import Drawing, Shape
from .ofd_pictures import is_solid
from .printed import Box
from .unseen import COVERED, INVISIBLE

_POINTS = 72 / 25.4
_GRAINS = 64  # of a point: rules three points apart are so to the last digit, as pdfplumber compares them
_TURNED = 0.6  # of the glyphs: so many are turned where the whole page is
_ASCENT, _DESCENT = 0.88, 0.12  # of the size, from the base line, in Chinese fonts
_STRAIGHT = 0.5  # points: a line that leaves its course by less is upright or level
_SAME_RULE = 3.0  # points, as pdfplumber takes them
_MOST_RULES, _MOST_CROSSINGS = 3000, 3000  # of a page; one of dashed lines has a thousand rules
_STEPS = 10  # looking for cells among ten times as many crossings takes as long as a hundred glyphs more
_ENDS, _SIDES = 2, 4
_WHITE = {(1,), (1, 1, 1)}
_THICK = 4.0  # points: what is thinner is a rule, and hides nothing


class OfdSheet(Page):
    """The page `number` of the file, from 1, whose width and height are in millimetres.

    `start_of` gives the first bytes of the part that a picture is.
    `amount` is how much of it there is to read, which for lines grows with the square of their crossings.
    """

    pdf: Any = None  # pdfplumber hands both on to pages that it makes of this one, and asks neither
    page_obj: Any = None

    def __init__(
        self, number: int, width: float, height: float, drawing: Drawing, start_of: Callable[[str], bytes]
    ) -> None:
        quarters = _turned_by(drawing.glyphs)
        width, height = width * _POINTS, height * _POINTS
        self._from_page = _turn_back(quarters, width, height)
        size = (width, height) if quarters % 2 == 0 else (height, width)
        self.page_number = number
        self.initial_doctop = self.rotation = 0
        self.bbox = self.mediabox = self.cropbox = (0, 0, *size)
        self.root_page = self
        drawn = [one for shape in drawing.shapes for one in self._shape(shape)]
        kinds = ("line", "rect", "curve")
        self._objects = {kind: [one for one in drawn if one["object_type"] == kind] for kind in kinds}
        self._objects["image"] = [self._object("image", box) for box, *_ in drawing.pictures]
        self._objects["char"] = list(map(self._char, drawing.glyphs))
        self._cover(drawing)
        self._cover_with_pictures(drawing, start_of)
        crossings = _crossings(self.edges)
        self.has_too_many_lines = drawing.is_crowded or crossings > _MOST_CROSSINGS
        self.amount = drawing.amount + (min(crossings, _MOST_CROSSINGS) // _STEPS) ** 2
        if self.has_too_many_lines:
            self._forget_lines()
        self.get_textmap = lru_cache()(self._get_textmap)

    def _char(self, glyph: Glyph) -> dict[str, Any]:
        place = self._from_page.within(glyph.place)
        box = place.box(0.0, -_ASCENT * glyph.size, glyph.width, _DESCENT * glyph.size)
        matrix = (place.a, -place.b, -place.c, place.d, place.e, self.height - place.f)  # a PDF measures upwards
        return self._dimensions("char", box) | {
            "text": glyph.text,
            "fontname": glyph.font,
            "size": glyph.size * place.scale,
            "adv": glyph.width,
            "upright": place.quarters % 2 == 0,
            "matrix": tuple(round(part, 6) for part in matrix),
            "non_stroking_color": glyph.color,
            "tag": None if glyph.is_seen else INVISIBLE,
        }

    def _cover(self, drawing: Drawing) -> None:
        """Tag the letters over which paint is drawn afterwards."""
        for shape in drawing.shapes:
            if self._hides(shape):
                for char in self._within(_around(point for run in shape.runs for point in run), shape.after):
                    char["tag"] = COVERED

    def _cover_with_pictures(self, drawing: Drawing, start_of: Callable[[str], bytes]) -> None:
        """Tag the letters below pictures, as those that a scan's maker recognised: they are not seen."""
        for picture in drawing.pictures:
            below = list(self._within(picture.box, picture.after)) if picture.part and picture.is_opaque else []
            if below and is_solid(start_of(picture.part)):
                for char in below:
                    char["tag"] = INVISIBLE

    def _within(self, box: Box, count: int) -> Iterator[dict[str, Any]]:
        """Those of the first so many letters whose middle stands in a box of the page."""
        x0, top, x1, bottom = self._from_page.box(*box)
        for char in self.chars[:count]:
            x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            if x0 <= x <= x1 and top <= y <= bottom:
                yield char

    def _hides(self, shape: Shape) -> bool:
        """Whether a shape hides what lies below: nobody paints holes white, else it is a whole box, and no rule."""
        if not shape.is_opaque or shape.is_bent:
            return False
        if shape.color in _WHITE:
            return True
        points = [self._at(point) for point in shape.runs[0]] if len(shape.runs) == 1 else []
        box = _around(points) if points else (0.0, 0.0, 0.0, 0.0)
        return min(box[2] - box[0], box[3] - box[1]) > _THICK and _is_rectangle(points, box)

    def _shape(self, shape: Shape) -> Iterable[dict[str, Any]]:
        """The lines and rectangles that an outline is made of; what is neither is a curve, and a bent one is one curve.

        An outline with bends may be a letter, whose straight parts are no lines on the page.
        """
        painted = {"fill": shape.is_filled, "non_stroking_color": shape.color}
        if shape.is_bent:
            points = [self._at(point) for run in shape.runs for point in run]
            yield self._object("curve", shape.box) | painted | {"pts": points}
            return
        for run in shape.runs:
            points = _straightened([self._at(point) for point in run])
            box = _around(points)
            if len(points) == _ENDS and 0.0 in (box[2] - box[0], box[3] - box[1]):
                yield self._dimensions("line", box) | painted
            else:
                kind = "rect" if _is_rectangle(points, box) else "curve"
                yield self._dimensions(kind, box) | painted | {"pts": points}

    def _at(self, point: Point) -> Point:
        x, y = self._from_page.at(*point)
        return _rounded(x), _rounded(y)

    def _forget_lines(self) -> None:
        self.flush_cache(["_edges", "_rect_edges", "_curve_edges"])
        curves = [curve | {"pts": []} for curve in self.curves]
        self._objects |= {"line": [], "rect": [], "curve": curves}

    def _object(self, kind: str, box: Box) -> dict[str, Any]:
        return self._dimensions(kind, self._from_page.box(*box))

    def _dimensions(self, kind: str, box: Box) -> dict[str, Any]:
        """An object of pdfplumber's, of a box in points."""
        x0, top, x1, bottom = map(_rounded, box)
        sizes = {"width": x1 - x0, "height": bottom - top, "doctop": top}
        upwards = {"y0": self.height - bottom, "y1": self.height - top}
        edges = {"x0": x0, "x1": x1, "top": top, "bottom": bottom}
        return {"object_type": kind, "page_number": self.page_number} | edges | sizes | upwards


def _rounded(length: float) -> float:
    return round(length * _GRAINS) / _GRAINS


def _turn_back(quarters: int, width: float, height: float) -> Matrix:
    """From millimetres of a page, of which width and height are in points, to points of the page turned upright."""
    turns = (
        Matrix(_POINTS, 0, 0, _POINTS),
        Matrix(0, -_POINTS, _POINTS, 0, 0, width),
        Matrix(-_POINTS, 0, 0, -_POINTS, width, height),
        Matrix(0, _POINTS, -_POINTS, 0, height, 0),
    )
    return turns[quarters]


def _turned_by(glyphs: Iterable[Glyph]) -> int:
    """By how many right angles most of the words of a page are turned."""
    counted = Counter(glyph.place.quarters for glyph in glyphs if glyph.text.strip())
    quarters, count = counted.most_common(1)[0] if counted else (0, 0)
    return quarters if count >= _TURNED * counted.total() else 0


def _straightened(points: list[Point]) -> list[Point]:
    """The points, each on the level or upright of the one before where it is nearly so."""
    straight = points[:1]
    for x, y in points[1:]:
        before_x, before_y = straight[-1]
        straight.append(
            (before_x if abs(x - before_x) < _STRAIGHT else x, before_y if abs(y - before_y) < _STRAIGHT else y)
        )
    return straight


def _is_rectangle(points: list[Point], box: Box) -> bool:
    """Whether a run goes around a box, from corner to corner."""
    left, top, right, bottom = box
    corners = {(left, top), (left, bottom), (right, top), (right, bottom)}
    is_around = all(here[0] == there[0] or here[1] == there[1] for here, there in pairwise(points))
    return is_around and set(points) == corners and len(points) > _SIDES and points[0] == points[_SIDES]


def _around(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _crossings(edges: Iterable[dict[str, Any]]) -> int:
    """At how many points the lines cross; far more than a form has stand for a map or a drawing."""
    straight = [edge for edge in edges if edge["orientation"]]
    rules = merge_edges(straight, _SAME_RULE, _SAME_RULE, _SAME_RULE, _SAME_RULE)
    return len(rules) if len(rules) > _MOST_RULES else len(edges_to_intersections(rules, _SAME_RULE, _SAME_RULE))
