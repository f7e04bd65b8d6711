"""The words of a Word paragraph as they are shown: insertions, fields and formulas count, deletions do not.

What is hidden, struck out or white on white is left out; what stands beside the line, as a footnote's mark does, is put
into brackets: 12 with a mark 1 is no 121.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from lxml import etree

from .docx_package import Looks, Package, is_painted, looks_stated, qn
from .radicals import unified
from .unseen import SMALLEST, Unseen, beside_the_line, is_white

DRAWN = (qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:sym"))
BOX = qn("w:txbxContent")
_OFF = ("0", "false", "off", "none")
_NO_WORDS = frozenset(map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:instrText", "w:rPr", "w:rt"))) | {*DRAWN}
_TEXTS = (qn("w:t"), qn("m:t"))
_PARTS_OF_FORMULAS = (qn("m:den"), qn("m:e"))
_ROWS_OF_FORMULAS = (qn("m:mr"), qn("m:eqArr"))
_TABS = (qn("w:tab"), qn("w:ptab"))
_WITHOUT_INK = "/".join(map(qn, ("w:rPr", "w14:textFill", "w14:noFill")))
_OUTLINED = "/".join(map(qn, ("w:rPr", "w14:textOutline", "w14:solidFill")))
_SHOWN = sys.maxsize  # in place of where a field began: its code has ended
_SYMBOLS = 0xF000  # where symbol fonts have their characters


@dataclass(frozen=True, slots=True)
class Words:
    """Reads the words of paragraphs, with the styles of their file; what is left out goes to `unseen`."""

    package: Package
    unseen: Unseen
    on_white: dict[etree._Element, bool] = field(default_factory=dict)  # by cell, as far as it was asked

    def of(self, paragraph: etree._Element, *, in_cell: bool = False) -> str:
        """The text of a paragraph as shown; text boxes are drawings, not this paragraph."""
        style = style_of(paragraph)
        looks = {run: self._looks(run, style) for run in paragraph.iter(qn("w:r"))}
        shifted = len({own.get("position", "0") for run, own in looks.items() if _said(run).strip()}) > 1
        words: list[str] = []
        codes: list[int] = []  # at which of the words the fields that are open began
        stack = [paragraph]
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag in _TEXTS:
                words.append(element.text or "")
            elif tag == qn("w:sym"):
                words.append(_symbol(element))
            elif tag in _TABS:
                parent = element.getparent()
                words.append("\t" if parent is not None and parent.tag == qn("w:r") else "")
            elif tag == qn("w:noBreakHyphen"):
                words.append("-")
            elif tag in (qn("w:br"), qn("w:cr")):
                words.append("\n")
            elif tag == qn("w:fldChar"):
                words.append(_chosen(element))
                _leave_out_code(str(element.get(qn("w:fldCharType"), "")), codes, words)
            elif tag == qn("w:bdo") and element.get(qn("w:val")) == "rtl":
                words.append(_said(element)[::-1])  # set from right to left, whatever it says
            elif tag in (qn("m:sup"), qn("m:sub")):
                words.append(beside_the_line(_said(element)))
            elif tag == qn("w:r") and (how := self._how(element, looks[element], shifted=shifted, in_cell=in_cell)):
                words.append(self._aside(_said(element), how, words, in_cell=in_cell))
            elif tag not in _NO_WORDS:
                if tag in _PARTS_OF_FORMULAS:
                    words.append(_before_part(element))
                stack.extend(reversed([child for child in element if isinstance(child.tag, str)]))
        return unified("".join(words))

    def _looks(self, run: etree._Element, paragraph_style: str) -> Looks:
        stated = looks_stated(run.find(qn("w:rPr")))
        inherited = self.package.looks_of(paragraph_style)
        return inherited | self.package.looks_of(stated.get("rStyle", "")) | stated

    def _how(self, run: etree._Element, own: Looks, *, shifted: bool, in_cell: bool) -> str:
        """How a run is shown, where that is not as plain words: "hidden", "struck out", "beside the line"; else ""."""
        if any(own.get(name, "off") not in _OFF for name in ("strike", "dstrike")):
            return "struck out"
        if own.get("vanish", "off") not in _OFF or whole_number(own.get("sz"), SMALLEST + 1) <= SMALLEST:
            return "hidden"
        if run.find(_WITHOUT_INK) is not None and run.find(_OUTLINED) is None:
            return "hidden"
        if in_cell and _is_white(own) and self._is_on_white(run):
            return "hidden"
        is_beside = own.get("vertAlign", "baseline") != "baseline" or (shifted and own.get("position", "0") != "0")
        return "beside the line" if is_beside else ""

    def _is_on_white(self, run: etree._Element) -> bool:
        cell = next(run.iterancestors(qn("w:tc")), None)
        if cell is None:
            return False
        if cell not in self.on_white:
            self.on_white[cell] = _has_white_ground(cell)
        return self.on_white[cell]

    def _aside(self, said: str, how: str, before: list[str], *, in_cell: bool) -> str:
        """What stands in the text for words that are not shown as plain words."""
        if how == "beside the line":
            follows_a_digit = "".join(before)[-1:].isdigit()
            return beside_the_line(said) if in_cell or (follows_a_digit and said.strip().isdigit()) else said
        (self.unseen.hidden if how == "hidden" else self.unseen.struck_out).append(said)
        return ""


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return str(style.get(qn("w:val"), "")) if style is not None else ""


def whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else otherwise


def _said(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(*_TEXTS))


def _before_part(part: etree._Element) -> str:
    """What parts a part of a formula from the one before it: 85 over 2 is no 852 (ECMA-376 part 1, 22.1.2)."""
    if part.tag == qn("m:den"):
        return "/"
    around = part.getparent()
    return " " if around is not None and around.tag in _ROWS_OF_FORMULAS else ""


def _leave_out_code(mark: str, codes: list[int], words: list[str]) -> None:
    """Take away what fields within the code of a field print; only what follows its code is shown."""
    if mark == "begin":
        codes.append(len(words))
    elif codes:
        begun = codes.pop()
        if begun <= len(words):
            del words[begun:]
        if mark == "separate":
            codes.append(_SHOWN)


def _chosen(field_mark: etree._Element) -> str:
    """What a menu of choices shows, which no words of the text repeat; nothing for any other field."""
    menu = field_mark.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
    if menu is None:
        return ""
    entries = [str(entry.get(qn("w:val"), "")) for entry in menu.iterchildren(qn("w:listEntry"))]
    stated = [menu.find(qn(name)) for name in ("w:result", "w:default")]
    at = next((whole_number(one.get(qn("w:val")), 0) for one in stated if one is not None), 0)
    return entries[at] if at < len(entries) else ""


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font: a digit or sign where it is one, else nothing, as for a picture."""
    code = str(element.get(qn("w:char"), ""))
    at = int(code, 16) - _SYMBOLS if code and all(digit in "0123456789abcdefABCDEF" for digit in code) else 0
    is_plain = str(element.get(qn("w:font"), "")) == "Symbol" and chr(max(at, 0)) in "0123456789.,-+/%"
    return chr(at) if is_plain else ""


def _is_white(looks: Looks) -> bool:
    return is_white(looks.get("color", "")) and looks.get("highlight", "none") in ("none", "white")


def _has_white_ground(cell: etree._Element) -> bool:
    """Whether white words of a cell stand on white: beside others, in a cell without a shade."""
    if any(map(is_painted, cell.iter(qn("w:shd")))):
        return False
    return any(not _is_white(looks_stated(run.find(qn("w:rPr")))) for run in cell.iter(qn("w:r")) if _said(run).strip())
