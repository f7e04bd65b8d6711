"""The letters of a PDF page as a reader of the page sees them.

A PDF says where each letter is drawn, and nothing of how the page looks: letters of two fonts on one line have boxes of
different heights, a page may be printed sideways, a mark that is raised stands in a line of its own, and some letters
cannot be seen at all: white on white, a point high, drawn twice, outside of what is shown, or struck out.

A sheet is a page of pdfplumber's and a letter one of its characters; all lengths are in points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfplumber.page import Page

from .errors import NEEDS_OCR
from .radicals import unified
from .struck_out import BELOW, Letter, struck_out
from .unseen import COVERED, CUT, INVISIBLE, UNKNOWN, Unseen

_SAME = 0.01  # of its size: a letter of a line is as wide as it moves the pen
_RAISED = (0.15, 0.8)  # of the size of the letter before: how far a raised or lowered mark stands from its base line
_SMALLER = 0.9  # of the size of the letter before: a raised or lowered mark is smaller
_GAP = (-0.3, 0.5)  # of that size: how far behind it such a mark begins
_ASLANT = math.sin(math.radians(3))  # letters turned by more, and not by a right angle, are a watermark
_TWICE = 0.1  # of the size: letters nearer to one another are one letter drawn twice, as bold or with a shadow
_TINY, _READABLE = 2.0, 4.0  # points: nobody reads letters of two points beside those of four
_SHADOW, _ASIDE = 0.35, 0.02  # of the size: how far a shadow stands from its letter at most, and above or below it
_DEEPEST = 4  # equal letters upon one another that are told apart; hostile pages have thousands
_WHITISH = 0.97  # of the light of white paper: what reflects more is white to the eye
_INKS = 4
_NAMED = 20  # pages that a remark names
_NO_CODE = "(cid:"  # what pdfminer gives for a glyph of which the file does not say which letter it is


@dataclass(slots=True)
class LeftOut(Unseen):
    """The words of a file that are left out, and how many letters of each page have no code."""

    aslant: list[str] = field(default_factory=list)
    without_code: dict[int, int] = field(default_factory=dict)
    recognised: list[int] = field(default_factory=list)

    def remarks(self) -> tuple[str, ...]:
        said = list(Unseen.remarks(self))
        if words := list(dict.fromkeys(self.aslant)):
            said.append(f"words stand aslant, as a watermark does, and are left out: {' | '.join(words)[:80]}")
        said += [
            f"page {page} has {count} letters without a code; what they say {NEEDS_OCR}"
            for page, count in self.without_code.items()
        ]
        if pages := ", ".join(map(str, self.recognised[:_NAMED])):
            said.append(f"the words of page {pages} lie unseen over a picture, as its maker's OCR took them to be")
        return tuple(said)


def as_seen(sheet: Page, left_out: LeftOut) -> Any:
    """The sheet with the letters that are seen; what is not seen goes to `left_out`."""
    letters = sheet.chars
    _name(letters, sheet.page_number, left_out)
    _level(letters)
    dropped = _unseen(sheet, letters, left_out)
    if letters and all(letter.get("tag") == INVISIBLE for letter in letters):
        left_out.recognised.append(sheet.page_number)
    _bracket_marks([letter for letter in letters if id(letter) not in dropped])
    return sheet.filter(lambda drawn: id(drawn) not in dropped) if dropped else sheet


# --- where letters stand -------------------------------------------------------------------------


def _is_aslant(matrix: Sequence[float]) -> bool:
    across, up = abs(matrix[0]), abs(matrix[1])
    return min(across, up) > _ASLANT * math.hypot(across, up)


def _level(letters: Iterable[Letter]) -> None:
    """Set the boxes of upright letters by their base lines, so that those of one line have one height.

    A font's own box begins at its descent, which differs from font to font.
    """
    for letter in letters:
        if _is_flat(letter):
            letter["bottom"] += (_descent(letter) + BELOW) * letter["size"]
            letter["top"] = letter["bottom"] - letter["size"]


def _is_flat(letter: Letter) -> bool:
    """Whether a letter is upright and of a font that is written along the line."""
    across, up, *_ = letter["matrix"]
    is_along = abs(letter["x1"] - letter["x0"] - across * letter["adv"]) < _SAME * letter["size"]
    return bool(across > 0 and up == 0 and letter["size"] > 0 and is_along)


def _descent(letter: Letter) -> float:
    """Where the font's own box of a letter begins: above its base line, or below (negative), in parts of its size."""
    return float((letter["y0"] - letter["matrix"][5]) / letter["size"])


# --- marks ---------------------------------------------------------------------------------------


def _bracket_marks(letters: Sequence[Letter]) -> None:
    """Put raised and lowered marks into brackets, on the line of the word they follow: 12 with a mark 1 is no 121."""
    base: Letter | None = None
    run: list[Letter] = []
    for letter in letters:
        if base and (
            letter["size"] == run[-1]["size"] and _follows(letter, run[-1]) if run else _is_mark(letter, base)
        ):
            run.append(letter)
            continue
        _bracket(run, base)
        base, run = letter, []
    _bracket(run, base)


def _is_mark(letter: Letter, base: Letter) -> bool:
    if letter["size"] > _SMALLER * base["size"] or letter["text"].isspace() or not _follows(letter, base):
        return False
    return bool(_RAISED[0] * base["size"] <= _beside_line(letter, base) <= _RAISED[1] * base["size"])


def _beside_line(letter: Letter, base: Letter) -> float:
    """How far a letter stands above or below the base line of another.

    What the file raises it by in so many words (Ts) moves the box of its font and not its base line.
    """
    raised = letter["bottom"] - base["bottom"] - BELOW * (letter["size"] - base["size"])
    if letter["fontname"] == base["fontname"]:
        raised -= (_descent(letter) - _descent(base)) * letter["size"]
    return float(abs(raised))


def _follows(letter: Letter, before: Letter) -> bool:
    gap = letter["x0"] - before["x1"]
    return bool(_GAP[0] * before["size"] <= gap <= _GAP[1] * before["size"])


def _bracket(run: Sequence[Letter], base: Letter | None) -> None:
    if not run or base is None:
        return
    run[0]["text"] = "[" + run[0]["text"]
    run[-1]["text"] += "]"
    for letter in run:
        letter["top"], letter["bottom"] = base["top"], base["bottom"]


# --- what is not seen ----------------------------------------------------------------------------


def _name(letters: Iterable[Letter], page: int, left_out: LeftOut) -> None:
    """Give letters that the file calls radicals (⼀, ⽂) their own code, and those without a code the sign for that."""
    unknown = 0
    for letter in letters:
        if letter["text"].startswith(_NO_CODE):
            letter["text"] = UNKNOWN
            unknown += 1
        else:
            letter["text"] = unified(letter["text"])
    if unknown:
        left_out.without_code[page] = unknown


def _unseen(sheet: Page, letters: Sequence[Letter], left_out: LeftOut) -> set[int]:
    """The identities of the letters that are not seen."""
    aslant = {id(letter) for letter in letters if _is_aslant(letter["matrix"])}
    hidden = {id(letter) for letter in _hidden(sheet, letters)} - aslant
    unread = aslant | hidden
    struck = struck_out(sheet, [letter for letter in letters if id(letter) not in unread])
    left_out.struck_out += _runs(letters, struck)
    left_out.hidden += _runs(letters, hidden)
    left_out.aslant += _runs(letters, aslant)
    dropped = struck | hidden | aslant
    dropped.update(_shadows([letter for letter in letters if id(letter) not in dropped]))
    return dropped | set(_drawn_twice(letter for letter in letters if id(letter) not in dropped))


def _runs(letters: Iterable[Letter], chosen: set[int]) -> Iterator[str]:
    """The words that chosen letters make, which stand one behind the other."""
    words: list[str] = []
    for letter in letters:
        if id(letter) in chosen:
            words.append(letter["text"])
        elif words:
            yield "".join(words).strip()
            words = []
    if words:
        yield "".join(words).strip()


def _hidden(sheet: Page, letters: Sequence[Letter]) -> Iterator[Letter]:
    """The letters that are outside of what is shown, too small to be read, or white on white."""
    left, top, right, bottom = sheet.cropbox
    inked = any(letter.get("tag") != INVISIBLE for letter in letters)  # else they lie over the picture of a scan
    unseen = (COVERED, CUT, INVISIBLE) if inked else (COVERED, CUT)
    sizes = sorted(letter["size"] for letter in letters)
    smallest = _TINY if sizes and sizes[len(sizes) // 2] > _READABLE else 0.0
    painted: list[tuple[float, float, float, float]] | None = None
    for letter in letters:
        x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        is_outside = not (left <= x <= right and top <= y <= bottom)
        if letter.get("tag") in unseen or letter["size"] < smallest or is_outside:
            yield letter
        elif _is_white(letter["non_stroking_color"]):
            painted = list(_painted(sheet)) if painted is None else painted
            if not any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in painted):
                yield letter


def _painted(sheet: Page) -> Iterator[tuple[float, float, float, float]]:
    """Where the page is no white paper: fills of another color, and pictures."""
    for drawn in (*sheet.rects, *sheet.curves):
        if drawn["fill"] and not _is_white(drawn["non_stroking_color"]):
            yield drawn["x0"], drawn["top"], drawn["x1"], drawn["bottom"]
    for drawn in sheet.images:
        yield drawn["x0"], drawn["top"], drawn["x1"], drawn["bottom"]


def _is_white(color: object) -> bool:
    """Whether a color cannot be told from white, as gray, as red, green and blue, or as the four inks."""
    if not isinstance(color, tuple) or not color or not all(isinstance(part, int | float) for part in color):
        return False
    return bool(max(color) <= 1 - _WHITISH if len(color) == _INKS else min(color) >= _WHITISH)


def _shadows(letters: Sequence[Letter]) -> Iterator[int]:
    """The identities of letters that stand a little aside of, and above or below, the same letter in a darker color."""
    lights = {color: _light(color) for color in {letter["non_stroking_color"] for letter in letters}}
    if len(set(lights.values())) == 1:
        return
    known: dict[tuple[str, int, int], list[Letter]] = {}
    for letter in letters:
        reach = _SHADOW * letter["size"] or 1.0
        column, row = int(letter["x0"] / reach), int(letter["bottom"] / reach)
        around = ((letter["text"], column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        for other in [other for place in around for other in known.get(place, ())]:
            one, two = lights[letter["non_stroking_color"]], lights[other["non_stroking_color"]]
            if one != two and _is_near(letter, other, reach) and not _is_on_line_of(letter, other):
                yield id(letter if one > two else other)
        beside = known.setdefault((letter["text"], column, row), [])
        if len(beside) < _DEEPEST:
            beside.append(letter)


def _is_on_line_of(letter: Letter, other: Letter) -> bool:
    return bool(abs(letter["bottom"] - other["bottom"]) < _ASIDE * letter["size"])


def _light(color: object) -> float:
    """How light a color is: 0 is black, 1 is white; colors of patterns are taken for black."""
    if not isinstance(color, tuple) or not color or not all(isinstance(part, int | float) for part in color):
        return 0.0
    return 1 - min(1.0, color[3] + sum(color[:3]) / 3) if len(color) == _INKS else sum(color) / len(color)


def _drawn_twice(letters: Iterable[Letter]) -> Iterator[int]:
    """The identities of letters that were drawn before at the same place.

    Where another letter stands there, neither can be read: the first is given both and the sign for what is unknown.
    """
    known: dict[tuple[int, int], list[Letter]] = {}
    for letter in letters:
        near = _TWICE * letter["size"]
        if letter["x1"] - letter["x0"] <= near or letter["text"].isspace():  # of a font without widths, or none
            continue
        column, row = int(letter["x0"] / near), int(letter["bottom"] / near)
        around = ((column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        beneath = [other for place in around for other in known.get(place, ()) if _is_near(letter, other, near)]
        if not beneath:
            known.setdefault((column, row), []).append(letter)
            continue
        yield id(letter)
        if all(letter["text"] not in other["text"] for other in beneath):
            beneath[0]["text"] += f"{UNKNOWN}{letter['text']}"


def _is_near(letter: Letter, other: Letter, near: float) -> bool:
    return bool(abs(letter["x0"] - other["x0"]) < near and abs(letter["bottom"] - other["bottom"]) < near)
