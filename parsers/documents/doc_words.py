"""The words of paragraphs of old Word files as they are shown; what is not shown is left out, or stands in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from doc2docx import model as word  # type: ignore[import-untyped]  # ships no types

from .radicals import unified
from .unseen import SMALLEST, UNKNOWN, Unseen, beside_the_line, is_white

_BESIDE_THE_LINE = ("superscript", "subscript")
_ANCHOR = "\ufffc"  # what stands for something that is drawn
_ANCHORS = str.maketrans("", "", f"{_ANCHOR}\u00ad")  # with hyphens that show at line ends only
_SYMBOLS = {0xF000 + ord(sign): sign for sign in "0123456789.,-+/%"}  # digits of symbol fonts
_PICTURE = "〔图〕"  # how a picture is printed in a cell without words; it is no figure
_PICTURES = (word.InlinePicture, word.EmbeddedObject, word.FloatingPicture, word.Symbol)


@dataclass(frozen=True, slots=True)
class Words:
    """Reads the words of paragraphs, with the styles of their file; what is left out goes to `unseen`."""

    styles: word.StyleSheet
    unseen: Unseen

    def of(self, paragraph: word.Paragraph, *, in_cell: bool = False, on_white: bool = False) -> str:
        """The text of a paragraph; `on_white`: white words of it are not seen."""
        shifts = {self._look(run, "position_half_points", paragraph) or 0 for run in _runs(paragraph.inlines)}
        return unified(self._said(paragraph.inlines, paragraph, in_cell, on_white, len(shifts) > 1))

    def of_cell(self, cell: word.TableCell) -> str:
        """The text of a cell, its inner tables cell by cell, a line each paragraph."""
        on_white = _is_on_white(cell)
        lines: list[str] = []
        for block in cell.body_blocks:
            if isinstance(block, word.Table):
                lines += [self.of_cell(inner) for row in block.rows for inner in row.cells]
            else:
                lines.append(self.of(block, in_cell=True, on_white=on_white).strip())
        text = "\n".join(line for line in lines if line)
        return text or (_PICTURE if _has_pictures(cell) else "")

    def _said(
        self, inlines: Iterable[object], paragraph: word.Paragraph, in_cell: bool, on_white: bool, shifted: bool
    ) -> str:
        words: list[str] = []
        for inline in inlines:
            if isinstance(inline, word.TextRun):
                how = self._how(inline, paragraph, on_white=on_white, shifted=shifted)
                words.append(self._shown(inline, how, words, in_cell=in_cell))
            elif isinstance(inline, word.Field):
                words.append(self._said(inline.result, paragraph, in_cell, on_white, shifted))
            elif isinstance(inline, word.Tab):
                words.append("\t")
            elif isinstance(inline, word.Break):
                words.append("\n")
            elif isinstance(inline, word.NoBreakHyphen):
                words.append("-")
            elif isinstance(inline, word.Symbol):
                words.append(_SYMBOLS.get(inline.character_code, ""))
        return "".join(words)

    def _shown(self, run: word.TextRun, how: str, before: list[str], *, in_cell: bool) -> str:
        """What stands in the text for a run."""
        text = str(run.text.translate(_ANCHORS).translate(_SYMBOLS))
        if run.properties.special:
            text = text.replace(UNKNOWN, "")  # the place of a comment, which is printed beside the text if at all
        if how == "beside the line":
            follows_a_digit = "".join(before)[-1:].isdigit()
            return beside_the_line(text) if in_cell or (follows_a_digit and text.strip().isdigit()) else text
        if how in ("hidden", "struck out"):
            (self.unseen.hidden if how == "hidden" else self.unseen.struck_out).append(text)
        return "" if how else text

    def _how(self, run: word.TextRun, paragraph: word.Paragraph, *, on_white: bool, shifted: bool) -> str:
        """How a run is shown, where that is not as plain words; "deleted" is what a tracked change took away."""

        def look(name: str) -> Any:
            return self._look(run, name, paragraph)

        if run.properties.revision_deleted:
            return "deleted"
        if look("strike") or look("double_strike"):
            return "struck out"
        if look("hidden") or (run.properties.size_half_points or SMALLEST + 1) <= SMALLEST:
            return "hidden"
        if on_white and is_white(look("color") or "") and not _is_painted(look("highlight"), look("shading")):
            return "hidden"
        if look("vertical_align") in _BESIDE_THE_LINE or (shifted and look("position_half_points")):
            return "beside the line"
        return ""

    def _look(self, run: word.TextRun, name: str, paragraph: word.Paragraph) -> Any:
        """What a run says of one of its looks, else its own style, else the style of its paragraph."""
        stated = getattr(run.properties, name)
        for style in (run.properties.style_id, paragraph.properties.style_id):
            if stated is None and style is not None:
                stated = getattr(self.styles.effective_character_at(style), name)
        return stated


def _runs(inlines: Iterable[object]) -> Iterator[word.TextRun]:
    for inline in inlines:
        if isinstance(inline, word.TextRun) and inline.text.strip():
            yield inline
        elif isinstance(inline, word.Field):
            yield from _runs(inline.result)


def _paragraphs(cell: word.TableCell) -> Iterator[word.Paragraph]:
    for block in cell.body_blocks:
        if isinstance(block, word.Table):
            for row in block.rows:
                for inner in row.cells:
                    yield from _paragraphs(inner)
        else:
            yield block


def _is_painted(highlight: str | None, shading: word.ShadingProperties | None) -> bool:
    """Whether words have a color of their own below them."""
    return highlight not in (None, "none", "white") or _is_shade(shading)


def _is_shade(shading: word.ShadingProperties | None) -> bool:
    ground = "auto" if shading is None else shading.background
    return bool(ground.lower() != "auto" and not is_white(ground))


def _is_on_white(cell: word.TableCell) -> bool:
    """Whether white words of a cell stand on white: beside others, in a cell without a shade."""
    if _is_shade(cell.shading):
        return False
    return any(not is_white(run.properties.color or "") for one in _paragraphs(cell) for run in _runs(one.inlines))


def _has_pictures(cell: word.TableCell) -> bool:
    """Whether something is drawn in a cell: a picture, a symbol, a box, or what a field without words draws."""
    inlines = [inline for one in _paragraphs(cell) for inline in one.inlines]
    return any(
        isinstance(inline, (*_PICTURES, word.Field)) or (isinstance(inline, word.TextRun) and _ANCHOR in inline.text)
        for inline in inlines
    )
