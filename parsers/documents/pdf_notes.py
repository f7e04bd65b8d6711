"""What is drawn on a PDF page beside its content (PDF 1.7, 12.5 and 12.7): values of fields, typed notes, strokes.

The look of each lies in an appearance of its own. A program that fills in a form may leave that to the reader: then the
value is drawn here as a reader draws it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from unicodedata import normalize

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT, PSLiteral
from pdfminer.utils import decode_text

from .unseen import UNKNOWN

Box = tuple[float, float, float, float]  # left, bottom, right, top

_EDGES = 4  # of a box
_HIDDEN, _NOT_ON_SCREEN = 2, 32  # flags of annotations
# Annotations that print words or strike some out; links, marks and pop-up notes do not, stamps show seals.
_TYPED = ("FreeText", "StrikeOut")
_PATCH, _INSIDE = "Square", "IC"  # a box covers words where it states the color that it is filled with
_VALUES = ("Tx", "Ch")  # kinds of fields that show a value; a signature shows a seal
_LARGEST, _OF_HEIGHT, _MARGIN = 10.0, 0.7, 2.0  # points, and of a field's height: how large its words are, and where
_LONGEST = 200  # characters of a value
_MARKS = ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF8, "utf-8"))
_NO_OBJECT = -1  # the number of what no object of the file draws; pdfminer asks for one
# A font whose codes are those of the letters (UTF-16), half as wide as high up to the Latin ones, else as wide as high.
_IN_WORDS = {
    "Type": LIT("Font"), "Subtype": LIT("CIDFontType2"), "BaseFont": LIT("Song"), "W": [0, 255, 500], "DW": 1000,
    "CIDSystemInfo": {"Registry": b"Adobe", "Ordering": b"Identity"},
    "FontDescriptor": {"Ascent": 880, "Descent": -120},
}  # fmt: skip
_CODES = LIT("Identity-H")
_SONG = {"Type": LIT("Font"), "Subtype": LIT("Type0"), "Encoding": _CODES, "ToUnicode": _CODES}
_FONT = {"F": {**_SONG, "DescendantFonts": [_IN_WORDS]}}
_LAST_CODE = "\uffff"


class Note(NamedTuple):
    """What is drawn, the box in it that is shown, where on the page that is put, and the layer it belongs to."""

    look: PDFStream
    box: Box
    place: Box
    layer: object


def notes_of(page: Any) -> Iterator[Note]:
    """What is shown on a page beside its content, in its order. `page` is pdfminer's."""
    listed = resolve1(page.annots)
    for one in listed if isinstance(listed, list) else ():
        annotation = resolve1(one)
        if not isinstance(annotation, dict) or not _is_shown(annotation):
            continue
        place = box_of(annotation.get("Rect"))
        look = None if place is None else _look(annotation, place, page.doc.catalog)
        box = None if look is None else box_of(look.get("BBox"))
        if look is not None and box is not None and place is not None:
            yield Note(look, box, place, annotation.get("OC"))


def box_of(stated: object) -> Box | None:
    edges = numbers(stated, _EDGES)
    if edges is None:
        return None
    left, bottom, right, top = edges
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def numbers(stated: object, count: int) -> tuple[float, ...] | None:
    """So many numbers; None where the file states something else."""
    listed = resolve1(stated)
    values = [resolve1(one) for one in listed] if isinstance(listed, list) else []
    is_sound = len(values) == count and all(isinstance(value, int | float) for value in values)
    return tuple(map(float, values)) if is_sound else None


def _is_shown(annotation: Mapping[str, Any]) -> bool:
    flags, kind = resolve1(annotation.get("F")) or 0, resolve1(annotation.get("Subtype"))
    if not isinstance(kind, PSLiteral) or not isinstance(flags, int) or flags & (_HIDDEN | _NOT_ON_SCREEN):
        return False
    is_patch = kind.name == _PATCH and bool(resolve1(annotation.get(_INSIDE)))
    return kind.name in _TYPED or is_patch or _is_value(annotation)


def _is_value(annotation: Mapping[str, Any]) -> bool:
    """Whether an annotation is a field that shows a value; a field with several places states its kind once."""
    kind, field = resolve1(annotation.get("Subtype")), _of_field(annotation, "FT")
    return (
        isinstance(kind, PSLiteral) and kind.name == "Widget" and isinstance(field, PSLiteral) and field.name in _VALUES
    )


def _of_field(annotation: Mapping[str, Any], name: str) -> object:
    parent = resolve1(annotation.get("Parent"))
    return resolve1(annotation.get(name)) or (resolve1(parent.get(name)) if isinstance(parent, dict) else None)


def _look(annotation: Mapping[str, Any], place: Box, catalog: Mapping[str, Any]) -> PDFStream | None:
    """What an annotation draws: its appearance, or the value of a field where the file leaves that to the reader."""
    looks = resolve1(annotation.get("AP"))
    usual = resolve1(looks.get("N")) if isinstance(looks, dict) else None
    form = resolve1(catalog.get("AcroForm"))
    is_left = isinstance(form, dict) and bool(resolve1(form.get("NeedAppearances")))
    if (looks is None or is_left) and _is_value(annotation) and (words := _shown_words(_of_field(annotation, "V"))):
        return _drawn(words, place)
    return usual if isinstance(usual, PDFStream) else None


def words_of(value: object) -> str:
    """The text of a string of the file, in any of the encodings that its mark names."""
    if not isinstance(value, bytes):
        return ""
    for mark, encoding in _MARKS:
        if value.startswith(mark):
            return value.removeprefix(mark).decode(encoding, "ignore")
    return decode_text(value)


def _shown_words(value: object) -> str:
    """The words of a field's value on one line; signs for unknown stand for letters with longer codes."""
    line = " ".join(normalize("NFKC", words_of(value)).split())[:_LONGEST]
    return "".join(letter if letter <= _LAST_CODE else UNKNOWN for letter in line)


def _drawn(words: str, place: Box) -> PDFStream:
    left, bottom, right, top = place
    size = min(_LARGEST, _OF_HEIGHT * (top - bottom))
    begin = f"BT /F {size:.2f} Tf {_MARGIN} {(top - bottom - size) / 2 + size * 0.2:.2f} Td"
    content = f"{begin} <{words.encode('utf-16-be', 'replace').hex()}> Tj ET".encode()
    box = [0.0, 0.0, right - left, top - bottom]
    look = PDFStream({"BBox": box, "Resources": {"Font": _FONT}, "Length": len(content)}, content)
    look.set_objid(_NO_OBJECT, 0)
    return look
