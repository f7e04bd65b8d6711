"""What a PDF page draws, in its order and within bounds, upright.

pdfminer draws whatever a file asks for: streams that unpack to gigabytes, forms that draw one another a million times.
Here each file has a budget, and letters are marked that are drawn without ink, cut away or painted over afterwards,
with paint or with a picture.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTCurve, LTPage, LTRect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import stream_value
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from .errors import UnreadableError
from .pdf_notes import Box
from .pdf_sight import SightedInterpreter, layers_off
from .unseen import COVERED, CUT, INVISIBLE, UNKNOWN

_MOST_DRAWN = 100_000  # letters; a report of thirty pages has thirty thousand
_PATH = 4  # letters: what a line or a box costs beside them
_LOOKED_AT = 20  # letters that are looked at for one that is drawn
_MOST_CONTENT = 8 * 1024 * 1024  # bytes of what a page says, unpacked; a page of a report has a hundred thousand
_MOST_UNPACKED = 32 * 1024 * 1024  # bytes of one stream: a Chinese font has up to twenty million
_DEFLATE = 1032  # times: no stream unpacks to more
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 600  # bytes before a stream in which its dictionary stands
_WITHOUT_INK, _OUTLINES = 3, 7  # text rendering modes (PDF 1.7, 9.3.6)
_STROKED, _FILLED = (1, 2, 5, 6), (2, 6)
_WHITE = {1, (1,), (1, 1, 1), (0, 0, 0, 0)}
_STRIP = 12.0  # points: how high the strips are in which letters are looked for
_THICK = 4.0  # points: what is thinner is a rule, and hides nothing
_TURNED = 0.6  # of the letters: so many are turned where the whole page is

Point = tuple[float, float]


class TooMuchError(Exception):
    """A page asks for more to be drawn than the file has left."""


@dataclass(slots=True)
class Budget:
    """How much a file may still draw, in letters."""

    left: int = _MOST_DRAWN

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise TooMuchError


def refuse_bombs(payload: bytes) -> None:
    """Raise UnreadableError where a stream that is no picture unpacks to more than any report needs."""
    for found in _STREAM.finditer(payload):
        start = found.end()
        head = payload[max(0, start - _HEAD) : start].rpartition(b"obj")[2]
        end = payload.find(b"endstream", start)
        size = (len(payload) if end < 0 else end) - start
        if b"/Image" in head or b"/Fl" not in head:
            continue
        if head.count(b"/Fl") > 1 or (size * _DEFLATE > _MOST_UNPACKED and _unpacks_too_far(payload, start, size)):
            raise UnreadableError("a stream of the PDF file unpacks to more than any report needs")


def _unpacks_too_far(payload: bytes, start: int, size: int) -> bool:
    unpacking, unpacked = zlib.decompressobj(), 0
    waiting: bytes = payload[start : start + size]
    try:
        while waiting and not unpacking.eof and unpacked <= _MOST_UNPACKED:
            unpacked += len(unpacking.decompress(waiting, 1 << 20))
            waiting = unpacking.unconsumed_tail
    except zlib.error:  # locked with a password, or damaged
        return False
    return unpacked > _MOST_UNPACKED


def draw(sheet: Page, budget: Budget) -> Page:
    """The sheet with what it draws, turned by right angles until most of its letters are upright.

    Raises TooMuchError where the budget ends.
    """
    sheet._layout = _drawn(sheet, budget)  # else pdfplumber draws it, without bounds  # noqa: SLF001
    angles = Counter(_quarter(letter["matrix"]) for letter in sheet.chars if letter["text"].strip())
    quarter, count = angles.most_common(1)[0] if angles else (0, 0)
    if not quarter or count < _TURNED * angles.total():
        return sheet
    page = sheet.page_obj
    page.rotate = (sheet.rotation + 90 * quarter) % 360
    page.attrs["Rotate"] = page.rotate
    turned = Page(sheet.pdf, page, sheet.page_number, sheet.initial_doctop)
    turned._layout = _drawn(turned, budget)  # noqa: SLF001
    return turned


def _quarter(matrix: Sequence[float]) -> int:
    """By how many right angles, against the clock, a letter is turned."""
    return round(math.atan2(matrix[1], matrix[0]) / (math.pi / 2)) % 4


def _drawn(sheet: Page, budget: Budget) -> LTPage:
    device = _Device(sheet.pdf.rsrcmgr, sheet.page_number, budget)
    interpreter = _Interpreter(sheet.pdf.rsrcmgr, device)
    interpreter.off = layers_off(sheet.pdf.doc.catalog)
    interpreter.process_page(sheet.page_obj)
    return device.get_result()


class _Device(PDFPageAggregatorWithMarkedContent):
    """Takes in what is drawn, and tags letters that are not seen."""

    def __init__(self, resources: PDFResourceManager, page: int, budget: Budget) -> None:
        super().__init__(resources, pageno=page, laparams=None)
        self.budget = budget
        self.content = 0
        self.layers_off = 0
        self.outlines: list[Any] = []  # letters that are a clip path alone: they are seen where paint fills them
        self._mode = 0
        self._is_part = False
        self._letters: dict[int, list[Any]] = {}  # by the strip of the page in which they stand

    def render_string(self, textstate: Any, *rest: Any) -> None:
        self._mode = textstate.render
        super().render_string(textstate, *rest)

    def render_char(self, *args: Any, **named: Any) -> float:
        self.budget.spend(1)
        advance: float = super().render_char(*args, **named)
        letter: Any = self.cur_item._objs[-1]  # noqa: SLF001
        looks = args[-1]
        if self._mode in (_WITHOUT_INK, _OUTLINES) or looks.is_without_color():
            letter.tag = INVISIBLE
            if self._mode == _OUTLINES:
                self.outlines.append(letter)
        elif self.layers_off:
            letter.tag = CUT
        elif looks.cuts_away(letter):
            if letter.get_text().isdigit() and looks.shows_part_of(letter):
                letter._text = UNKNOWN  # noqa: SLF001  a number that is cut through is none
            else:
                letter.tag = CUT
        if self._mode in _STROKED:
            _color_as_stroked(letter, self._mode)
        self._letters.setdefault(int(_middle(letter)[1] // _STRIP), []).append(letter)
        return advance

    def paint_path(self, gstate: Any, stroke: Any, fill: Any, evenodd: Any, path: Any) -> None:
        self.budget.spend(_PATH)
        known = self.cur_item._objs  # noqa: SLF001
        before, is_part = len(known), self._is_part
        self._is_part = is_part or sum(segment[0] == "m" for segment in path) > 1
        super().paint_path(gstate, stroke, fill, evenodd, path)  # which asks itself for each part of a path
        filled = known[before:] if fill else []
        for shape in filled if gstate.outlined else ():
            self.paint_within(shape.bbox, gstate)
        for shape in () if gstate.outlined or self._is_part != is_part else filled:
            if isinstance(shape, LTCurve) and self._is_paint(shape, gstate):
                corners = () if isinstance(shape, LTRect) else shape.pts
                self._cover(gstate.within(shape.bbox), COVERED, corners)
        self._is_part = is_part

    def paint_within(self, box: Box, looks: Any) -> None:
        """Show the letters that are the clip path where something is painted."""
        left, bottom, right, top = looks.within(box)
        self.budget.spend(looks.outlined // _LOOKED_AT)
        for letter in self.outlines[: looks.outlined]:
            x, y = _middle(letter)
            if left <= x <= right and bottom <= y <= top and not self.layers_off:
                letter.tag = None

    def cover_with_picture(self, box: Box) -> None:
        """Tag the letters below a picture, as those that a scan's maker recognised: they are not seen."""
        if not self.layers_off:
            self._cover(box, INVISIBLE)

    def _is_paint(self, shape: LTCurve, looks: Any) -> bool:
        """Whether a shape hides what lies below; parts of a path may be its holes, but nobody paints holes white.

        What is no box may be a letter, or a part of a seal, where it is not white.
        """
        color = shape.non_stroking_color
        is_plain = isinstance(color, int | float) or all(isinstance(ink, int | float) for ink in color or ("",))
        is_paint = color in _WHITE or (is_plain and not self._is_part and isinstance(shape, LTRect))
        return is_paint and min(shape.width, shape.height) > _THICK and looks.covers() and not self.layers_off

    def _cover(self, paint: Box, how: str, corners: Sequence[Point] = ()) -> None:
        """Tag the letters that were drawn before where paint now lies: in a box, or between corners in it."""
        left, bottom, right, top = paint
        first, last = bottom / _STRIP - 1, top / _STRIP
        self.budget.spend((len(self._letters) + len(corners)) // _LOOKED_AT)
        for letters in [letters for strip, letters in self._letters.items() if first <= strip <= last]:
            self.budget.spend(len(letters) // _LOOKED_AT)
            for letter in letters:
                x, y = _middle(letter)
                if left <= x <= right and bottom <= y <= top and (not corners or self._is_between(x, y, corners)):
                    letter.tag = how

    def _is_between(self, x: float, y: float, corners: Sequence[Point]) -> bool:
        """Whether an odd number of the edges of an outline lies at the right of a point."""
        self.budget.spend(len(corners) // _LOOKED_AT)
        edges = zip(corners, (*corners[1:], corners[0]), strict=True)
        return (
            sum((y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0) for (x0, y0), (x1, y1) in edges) % 2
            == 1
        )


def _color_as_stroked(letter: Any, mode: int) -> None:
    """Give a letter whose outline is drawn the color of that, where nothing or white fills it."""
    looks = letter.graphicstate
    if mode not in _FILLED or looks.ncolor in _WHITE:
        letter.graphicstate = looks.copy()
        letter.graphicstate.ncolor = looks.scolor


def _middle(letter: Any) -> tuple[float, float]:
    return (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2


class _Interpreter(SightedInterpreter):
    """Follows what a page says, forms within it each time they are drawn, as far as the bounds allow."""

    def execute(self, streams: Sequence[object]) -> None:
        device: Any = self.device
        device.budget.spend(_PATH)
        device.content += sum(len(stream_value(stream).get_data()) for stream in streams)
        if device.content > _MOST_CONTENT:
            raise TooMuchError
        super().execute(streams)
