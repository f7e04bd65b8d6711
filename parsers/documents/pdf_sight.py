# ruff: noqa: N802  pdfminer names its methods after the operators of a page
"""How a PDF page keeps what it draws out of sight: clip paths, paint without colour, pictures, layers that are off.

pdfminer follows where a page draws and not what of it is seen. Here its graphics state carries the box of the clip
path and how much the paint covers, forms inherit it as they do on the page (PDF 1.7, 8.4 and 8.10), and marked content
of a layer that is off is told. What lies beside the page's content, as the values of fields do, is drawn with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from pdfminer.pdfinterp import LITERAL_IMAGE, PDFGraphicState, PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_pt, apply_matrix_rect, mult_matrix

from .pdf_notes import Box, box_of, notes_of, numbers

_EVERYWHERE = (-math.inf, -math.inf, math.inf, math.inf)
_OPAQUE, _WITHOUT_COLOR = 0.95, 0.05
_ABOVE = 0.3  # of a letter's size: a font's box may stand so far above or below its letters
_PART = 0.05  # of a letter's size: what is narrower is not seen


class Looks(PDFGraphicState):
    """The graphics state with the box of the clip path (None: nothing is cut) and how much the paint covers, 0 to 1.

    `blends`: the paint mixes with what lies below. `outlined`: of the letters that the device holds as outlines, how
    many are the clip path.
    """

    clip: Box | None = None
    opacity = 1.0
    blends = False
    outlined = 0

    def copy(self) -> Looks:
        twin = Looks()
        vars(twin).update(vars(self))
        return twin

    def clip_to(self, box: Box) -> None:
        """Draw only within `box` from now on."""
        self.clip = self.within(box)

    def within(self, box: Box) -> Box:
        """What of `box` is not cut away."""
        return box if self.clip is None else _common(self.clip, box)

    def covers(self) -> bool:
        return self.opacity >= _OPAQUE and not self.blends

    def is_without_color(self) -> bool:
        return self.opacity < _WITHOUT_COLOR

    def cuts_away(self, letter: Any) -> bool:
        """Whether a letter stands outside of the clip path."""
        if self.clip is None:
            return False
        left, bottom, right, top = self.clip
        room = _ABOVE * float(letter.size)
        x, y = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
        return not (left <= x <= right and bottom - room <= y <= top + room)

    def shows_part_of(self, letter: Any) -> bool:
        """Whether the clip path cuts through a letter that it cuts away: less than half of it is seen."""
        left, bottom, right, top = self.within(letter.bbox)
        return bool(min(right - left, top - bottom) > _PART * letter.size)


class SightedInterpreter(PDFPageInterpreter):
    """Follows what a page says, with what of it is in sight.

    Its device is told by `layers_off` how many layers that are off the next letters stand in, keeps the letters that
    are drawn as a clip path alone in `outlines`, and is told what is painted within them and over what was drawn.
    """

    page: Any = None  # whose fields and notes are drawn as well; None within a form
    inherited: Looks | None = None
    off: frozenset[int] = frozenset()  # the objects that are layers which are off
    graphicstate: Looks

    def subinterp(self) -> SightedInterpreter:
        inner = cast("SightedInterpreter", super().subinterp())
        inner.inherited, inner.off = self.graphicstate, self.off
        return inner

    def process_page(self, page: Any) -> None:
        self.page = page
        super().process_page(page)

    def render_contents(self, resources: Any, streams: Any, ctm: Matrix = MATRIX_IDENTITY) -> None:
        super().render_contents(resources, streams, ctm)
        if self.page is not None:
            self._draw_appearances(ctm)

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self.graphicstate = Looks() if self.inherited is None else self.inherited.copy()
        self.marked: list[bool] = []

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            if box := box_of(stream_value(stream).get("BBox")):
                self.graphicstate.clip_to(apply_matrix_rect(self.ctm, box))
        super().execute(streams)

    def do_W(self) -> None:
        points = [
            apply_matrix_pt(self.ctm, point)
            for segment in self.curpath
            for point in zip(segment[1::2], segment[2::2], strict=False)
        ]
        if points:
            across, up = [x for x, _ in points], [y for _, y in points]
            self.graphicstate.clip_to((min(across), min(up), max(across), max(up)))

    def do_W_a(self) -> None:
        self.do_W()

    def do_BT(self) -> None:
        super().do_BT()
        del cast("Any", self.device).outlines[self.graphicstate.outlined :]

    def do_ET(self) -> None:
        super().do_ET()
        self.graphicstate.outlined = len(cast("Any", self.device).outlines)

    def do_sh(self, name: Any) -> None:
        super().do_sh(name)
        if self.graphicstate.outlined:
            cast("Any", self.device).paint_within(_EVERYWHERE, self.graphicstate)

    def do_EI(self, obj: Any) -> None:
        super().do_EI(obj)
        if isinstance(obj, PDFStream):
            self._paint_picture(obj)

    def _paint_picture(self, picture: PDFStream) -> None:
        """Tell where a picture lies; one that is turned hides what lies below its box in part alone."""
        across, aslant, leaning, up, _, _ = self.ctm
        box = apply_matrix_rect(self.ctm, (0, 0, 1, 1))
        is_straight = not (aslant or leaning) or not (across or up)
        if self.graphicstate.outlined:
            cast("Any", self.device).paint_within(box, self.graphicstate)
        elif is_straight and _is_opaque(picture) and self.graphicstate.covers():
            cast("Any", self.device).cover_with_picture(self.graphicstate.within(box))

    def do_gs(self, name: Any) -> None:
        states = resolve1(self.resources.get("ExtGState"))
        stated = resolve1(states.get(literal_name(name))) if isinstance(states, dict) else None
        if not isinstance(stated, dict):
            return
        looks = self.graphicstate
        if isinstance(opacity := resolve1(stated.get("ca")), int | float):
            looks.opacity = float(opacity)
        blend, mask = resolve1(stated.get("BM")), resolve1(stated.get("SMask"))
        if blend is not None or mask is not None:
            is_usual = not isinstance(blend, PSLiteral) or blend.name in ("Normal", "Compatible")
            looks.blends = isinstance(mask, dict) or not is_usual

    def do_BMC(self, tag: Any) -> None:
        self._begin(is_off=False)
        super().do_BMC(tag)

    def do_BDC(self, tag: Any, props: Any) -> None:
        named = resolve1(self.resources.get("Properties"))
        layer = named.get(literal_name(props)) if isinstance(named, dict) and isinstance(props, PSLiteral) else None
        self._begin(is_off=is_off(layer, self.off))
        super().do_BDC(tag, props)

    def do_EMC(self) -> None:
        if self.marked:
            cast("Any", self.device).layers_off -= self.marked.pop()
        super().do_EMC()

    def _begin(self, *, is_off: bool) -> None:
        self.marked.append(is_off)
        cast("Any", self.device).layers_off += is_off

    def do_Do(self, xobjid_arg: Any) -> None:
        drawn = resolve1(self.xobjmap.get(literal_name(xobjid_arg)))
        self._begin(is_off=isinstance(drawn, PDFStream) and is_off(drawn.get("OC"), self.off))
        super().do_Do(xobjid_arg)
        if isinstance(drawn, PDFStream) and drawn.get("Subtype") is LITERAL_IMAGE:
            self._paint_picture(drawn)
        cast("Any", self.device).layers_off -= self.marked.pop()

    def _draw_appearances(self, ctm: Matrix) -> None:
        """Draw the values of the page's fields and the notes that are typed on it."""
        self.init_state(ctm)  # what the page said last does not hold for them
        for note in notes_of(self.page):
            if is_off(note.layer, self.off):
                continue
            matrix = cast("Matrix", numbers(note.look.get("Matrix"), len(MATRIX_IDENTITY)) or MATRIX_IDENTITY)
            placed = mult_matrix(matrix, _onto(apply_matrix_rect(matrix, note.box), note.place))
            self.device.set_ctm(ctm)
            self.device.begin_figure("appearance", note.box, placed)
            resources = resolve1(note.look.get("Resources"))
            inner = resources if isinstance(resources, dict) else {}
            self.subinterp().render_contents(inner, [note.look], ctm=mult_matrix(placed, ctm))
            self.device.end_figure("appearance")


def _is_opaque(picture: PDFStream) -> bool:
    """Whether a picture hides all that lies below it."""
    return not any(resolve1(picture.get(name)) for name in ("IM", "ImageMask", "SMask", "Mask", "SMaskInData"))


def layers_off(catalog: Mapping[str, Any]) -> frozenset[int]:
    """The objects of the file that are layers which it does not show when it is opened."""
    properties = resolve1(catalog.get("OCProperties"))
    if not isinstance(properties, dict):
        return frozenset()
    usual = resolve1(properties.get("D"))
    if not isinstance(usual, dict):
        return frozenset()
    off = set(_objects(usual.get("OFF")))
    base = resolve1(usual.get("BaseState"))
    if isinstance(base, PSLiteral) and base.name == "OFF":
        off |= set(_objects(properties.get("OCGs"))) - set(_objects(usual.get("ON")))
    return frozenset(off)


def is_off(layer: object, off: frozenset[int]) -> bool:
    """Whether a layer, or a group of which one has to be on, is off."""
    if not off:
        return False
    if isinstance(layer, PDFObjRef) and layer.objid in off:
        return True
    group = resolve1(layer)
    members = list(_objects(group.get("OCGs"))) if isinstance(group, dict) else []
    return bool(members) and all(member in off for member in members)


def _objects(references: object) -> Iterator[int]:
    if isinstance(references, PDFObjRef) and not isinstance(resolve1(references), list):
        yield references.objid
        return
    listed = resolve1(references)
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, PDFObjRef):
            yield one.objid


def _onto(box: Box, place: Box) -> Matrix:
    """The matrix that moves and stretches `box` onto `place`."""
    wide = (place[2] - place[0]) / (box[2] - box[0]) if box[2] > box[0] else 1.0
    high = (place[3] - place[1]) / (box[3] - box[1]) if box[3] > box[1] else 1.0
    return (wide, 0, 0, high, place[0] - box[0] * wide, place[1] - box[1] * high)


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
