"""The styles of a workbook's cells: number formats, lines, what keeps words from being seen (ECMA-376 part 1, 18.8)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from .number_format import shows_nothing
from .sheet import PLAIN, Look
from .unseen import is_white
from .xlsx_parts import FALSE, children, elements, local

_PAPER, _WHITES = "0", ("1", "9")  # of a theme, of the palette (18.8.3, 18.8.27)
# Number formats that files name by number only (18.8.30): those that change the digits, and dates.
_BUILT_IN = {1: "0", 2: "0.00", 3: "0", 4: "0.00", 9: "0%", 10: "0.00%", 37: "0", 38: "0", 39: "0.00", 40: "0.00"}
_DATE = "yyyy-mm-dd"
_BUILT_IN |= dict.fromkeys((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)), _DATE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style tells: its number format and its look."""

    code: str = ""
    look: Look = PLAIN


def styles_of(archive: zipfile.ZipFile, part: str | None) -> Iterator[Style]:
    """The cell styles in their order."""
    codes: dict[int, str] = {}
    frames: list[bool] = []
    strokes: list[bool] = []
    whites: list[bool] = []
    paints: list[bool] = []
    for element in elements(archive, part, "numFmt", "font", "fill", "border", "cellXfs"):
        if local(element) == "numFmt":
            codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        elif local(element) == "font":
            strokes.append(any(one.get("val", "1") not in FALSE for one in children(element, "strike")))
            whites.append(any(map(_is_white, children(element, "color"))))
        elif local(element) == "fill":
            paints.append(_is_painted(element))
        elif local(element) == "border":
            frames.append(any(side.get("style", "none") != "none" for side in _sides(element)))
        else:
            for style in children(element, "xf"):
                number = int(style.get("numFmtId", "0"))
                code = codes.get(number) or _BUILT_IN.get(number, "")
                border, font, fill = (int(style.get(name, "0")) for name in ("borderId", "fontId", "fillId"))
                is_white = _at(whites, font) and not _at(paints, fill)
                yield Style(code, Look(_at(frames, border), _at(strokes, font), shows_nothing(code), is_white))


def _at(stated: Sequence[bool], at: int) -> bool:
    return at < len(stated) and stated[at]


def _is_white(color: etree._Element) -> bool:
    """Whether a color is that of the paper: by its digits, in the theme or in the first palette."""
    of_palette = color.get("theme") == _PAPER or color.get("indexed") in _WHITES
    return (of_palette and not color.get("tint", "").startswith("-")) or is_white(color.get("rgb", "")[-6:])


def _is_painted(fill: etree._Element) -> bool:
    """Whether a fill is of another color than white; one of several colors is."""
    patterns = list(children(fill, "patternFill"))
    if not patterns:
        return True
    kind = patterns[0].get("patternType", "none")
    return kind != "none" and not (kind == "solid" and any(map(_is_white, children(patterns[0], "fgColor"))))


def _sides(border: etree._Element) -> Iterator[etree._Element]:
    """The lines at the left and right, which the strict form calls start and end."""
    for name in ("left", "right", "start", "end"):
        yield from children(border, name)
