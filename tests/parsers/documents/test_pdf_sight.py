"""What of a PDF page is out of sight: cut away, without colour, painted over, in a layer that is off."""

import pytest

from parsers.documents.pdf import read_pdf
from parsers.model import Context

AT = Context("file:a.pdf")
HIDDEN = ("words are hidden, and left out: 99",)
FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
# From 5 on: a layer, a group of it, a form, two states, a note, a field, how both look, another layer, a group of both,
# the group of one without a list, a form in the layer, further states, a note that is drawn elsewhere, how it looks, a
# look without room, a picture, one with a mask.
OBJECTS = (
    b"<</Type/OCG/Name(layer)>>",
    b"<</Type/OCMD/OCGs[5 0 R]>>",
    b"<</Type/XObject/Subtype/Form/BBox[0 -3 12 12]/Resources<<%s>>/Length 41>>stream\n"
    b"BT /F 10 Tf (85) Tj 12 0 Td (99) Tj ET    \nendstream" % FONT,
    b"<</Type/ExtGState/ca 0>>",
    b"<</Type/ExtGState/BM/Multiply>>",
    b"<</Type/Annot/Subtype/FreeText/Rect[100 97 130 110]/AP<</N 12 0 R>>/F %d>>",
    b"<</Type/Annot/Subtype/Widget/FT/Tx/V(85)/Rect[100 97 130 110]/AP<</N 12 0 R>>>>",
    b"<</Type/XObject/Subtype/Form/BBox[0 -3 30 10]/Resources<<%s>>/Length 24>>stream\n"
    b"BT /F 10 Tf (85) Tj ET  \nendstream" % FONT,
    b"<</Type/OCG/Name(other)>>",
    b"<</Type/OCMD/OCGs[5 0 R 13 0 R]>>",
    b"<</Type/OCMD/OCGs 5 0 R>>",
    b"<</Type/XObject/Subtype/Form/OC 5 0 R/BBox[0 -3 300 200]/Resources<<%s>>/Length 33>>stream\n"
    b"BT /F 10 Tf 112 100 Td (99) Tj ET\nendstream" % FONT,
    b"<</Type/ExtGState/ca 1>>",
    b"<</Type/ExtGState/BM/Normal>>",
    b"<</Type/ExtGState/SMask<</S/Alpha>>>>",
    b"<</Type/Annot/Subtype/FreeText/Rect[100 97 130 110]/AP<</N 21 0 R>>>>",
    b"<</Type/XObject/Subtype/Form/BBox[200 57 260 83]/Resources<<%s>>/Length 33>>stream\n"
    b"BT /F 20 Tf 200 63 Td (AB) Tj ET \nendstream"
    % FONT.replace(b"Helvetica", b"Helvetica/Encoding<</Type/Encoding/Differences[65/eight/five]>>"),
    b"<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Length 0>>stream\n\nendstream",
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 1>>stream\n0\nendstream",
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/SMask 23 0 R/Length 1>>stream\n0\nendstream",
)


def show(content: bytes, *, annotations: bytes = b"", flags: int = 4, off: bytes = b"/D<</OFF[5 0 R]>>"):
    """The words of a page that says `content`, and the remarks."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Annots[%s]/Resources<<%s/XObject<</X 7 0 R/Y 16 0 R/P1 23 0 R/P2 24 0 R>>"
        b"/ExtGState<</P 8 0 R/M 9 0 R/C 17 0 R/N 18 0 R/S 19 0 R>>"
        b"/Properties<</L 5 0 R/G 6 0 R/H 14 0 R/I 15 0 R>>>>>>" % (annotations, FONT)
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R]%s>>>>" % off,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *(one % flags if b"%d" in one else one for one in OBJECTS),
    ]
    body = b"\n".join(b"%d 0 obj\n%s\nendobj" % (number, one) for number, one in enumerate(objects, 1))
    read = read_pdf(b"%PDF-1.7\n" + body + b"\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n", AT)
    return " ".join(block.text for block in read.blocks), read.remarks


PICTURE = b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI "


def says(words: bytes, at: int = 100) -> bytes:
    return b"BT /F 10 Tf %d 100 Td (%s) Tj ET " % (at, words)


@pytest.mark.parametrize(
    "content",
    [
        b"q 90 90 21 20 re W n " + says(b"8599") + b"Q",
        b"q 90 90 21 20 re W* n " + says(b"8599") + b"Q",
        b"q 90 90 m 111 90 111 110 90 110 c h W n " + says(b"8599") + b"Q",
        b"q 1 0 0 1 50 0 cm 40 90 21 20 re W n 1 0 0 1 -50 0 cm " + says(b"8599") + b"Q",
        b"q 1 0 0 1 100 100 cm /X Do Q",
        says(b"85") + b"q /P gs " + says(b"99", 112) + b"Q",
        says(b"85") + b"/P gs " + says(b"99", 112),
        says(b"85") + b"/OC /L BDC " + says(b"99", 112) + b"EMC",
        says(b"85") + b"/OC /G BDC /Span BMC EMC " + says(b"99", 112) + b"EMC",
        says(b"85") + b"/OC /I BDC " + says(b"99", 112) + b"EMC",
        b"/Y Do " + says(b"85"),
        says(b"85") + says(b"99", 112) + b"0 g 111 97 15 12 re f",
        says(b"85") + says(b"99", 112) + b"/M gs /N gs 0 g 111 97 15 12 re f",
        says(b"85") + b".98 g " + says(b"99", 112),
        says(b"85") + b"7 Tr " + says(b"99", 112),
        says(b"85") + b"q 7 Tr " + says(b"99", 112) + b"Q 0 g 111 97 15 12 re f",
        says(b"85") + b"7 Tr " + says(b"99", 112) + b"0 g 0 0 111 200 re f",
        says(b"85") + says(b"99", 112) + b"q 15 0 0 12 111 97 cm " + PICTURE + b"Q",
        says(b"85") + says(b"99", 112) + b"q 0 15 12 0 111 97 cm " + PICTURE + b"Q",
        says(b"85") + says(b"99", 112) + b"q 111 90 30 30 re W n 60 0 0 60 90 90 cm " + PICTURE + b"Q",
        says(b"85") + says(b"99", 112) + b"q 15 0 0 12 111 97 cm /P1 Do Q",
        says(b"85") + says(b"99", 112) + b"1 g 112 97 m 126 96 l 126 110 l 110 110 l h f",
        says(b"85") + says(b"99", 112) + b"q .98 .17 -.17 .98 117 102 cm 1 g -5 -8 15 16 re f Q",
        says(b"85") + says(b"99", 112) + b"1 g 112 96 m 126 96 l 128 96 128 110 126 110 c 112 110 l 110 110 110 96 112 96 c f",
    ],
    ids=["clip", "even-odd clip", "clip with a bow", "moved clip", "box of a form", "no opacity",
         "no opacity to the end", "layer", "group of layers", "group without a list", "form in a layer", "painted over in black",
         "painted over, the pen put away", "nearly white", "outlines", "outlines of before", "outlines beside paint", "below a picture",
         "below a picture on its side", "below a part of a picture", "below a named picture", "below four corners", "below a turned box", "below a rounded box"],
)  # fmt: skip
def test_what_is_out_of_sight_is_left_out_and_named(content):
    assert show(content) == ("85", HIDDEN)


@pytest.mark.parametrize(
    "content",
    [
        b"q 0 0 5 5 re W n Q " + says(b"8599"),
        b"q W n " + says(b"8599") + b"Q",
        b"q 99 101 24 3 re W n " + says(b"8599") + b"Q",
        b"/Span BMC " + says(b"8599") + b"EMC",
        b"/OC /L BDC EMC " + says(b"8599"),
        b"/OC /None BDC " + says(b"8599") + b"EMC",
        b"/OC /H BDC " + says(b"8599") + b"EMC",
        b"/Span<</Lang(zh)>>BDC " + says(b"8599") + b"EMC",
        says(b"8599") + b"/M gs 0 1 1 rg 95 95 40 15 re f",
        says(b"8599") + b"/M gs /C gs 0 1 1 rg 95 95 40 15 re f",
        says(b"8599") + b"/S gs 0 g 95 95 40 15 re f",
        says(b"8599") + b"q 0 0 5 5 re W n 0 g 95 95 40 15 re f Q",
        says(b"8599") + b"0 g 90 90 50 30 re 92 92 46 26 re f*",
        says(b"8599") + b"0 g 95 98 40 .5 re f",
        says(b"8599") + b"0 g 95 90 m 140 90 l 140 120 l 90 120 l h f",
        says(b"8599") + b"1 g 95 118 m 100 107 l 125 107 l 130 118 l h f",
        says(b"8599") + b"1 g 90 90 m 140 90 l 140 97 l 95 97 l 95 120 l 90 120 l h f",
        says(b"85") + b"q 7 Tr " + says(b"99", 112) + b"0 g 90 90 60 60 re f Q",
        says(b"85") + b"q 7 Tr " + says(b"99", 112) + b"/Sh sh Q",
        says(b"85") + b"q 7 Tr " + says(b"99", 112) + b"60 0 0 60 90 90 cm " + PICTURE + b"Q",
        b"q 60 0 0 60 90 90 cm " + PICTURE + b"Q " + says(b"8599"),
        says(b"8599") + b"q 60 0 0 60 90 110 cm " + PICTURE + b"Q",
        says(b"8599") + b"q /M gs 60 0 0 60 90 90 cm " + PICTURE + b"Q",
        says(b"8599") + b"q 40 20 -20 40 110 90 cm " + PICTURE + b"Q",
        says(b"8599") + b"q 60 0 0 60 90 90 cm BI /W 1 /H 1 /IM true ID \x80 EI Q",
        says(b"8599") + b"q 60 0 0 60 90 90 cm /P2 Do Q",
        says(b"8599") + b"/OC /L BDC q 60 0 0 60 90 90 cm /P1 Do Q EMC",
    ],
    ids=["clip undone", "clip without a path", "clip of half a line", "marked content", "layer ended", "layer unknown",
         "layers of which one is on", "marked content that is no layer", "marked with a pen",
         "marked with a pen, its opacity stated", "paint under a mask", "paint cut away", "frame painted as a ring", "rule below", "black shape that is no box", "white shape above", "white shape beside", "outlines filled", "outlines shaded", "outlines of a picture", "picture below", "picture above",
         "picture that mixes", "picture aslant", "stencil", "picture with a mask", "picture in a layer that is off"],
)  # fmt: skip
def test_what_is_in_sight_stays(content):
    assert show(content) == ("8599", ())


@pytest.mark.parametrize(
    "clips",
    [b"92 60 48 45 re W n 50 85 61.5 200 re W n ", b"50 85 61.5 200 re W n 92 60 48 45 re W n "],
    ids=["the wide one last", "the wide one first"],
)
def test_of_clips_in_one_another_what_both_leave_is_seen(clips):
    below = b"BT /F 10 Tf 100 70 Td (77) Tj ET "
    drawn = b"q " + clips + says(b"66", 80) + says(b"85") + says(b"99", 112) + below + b"Q"
    assert show(drawn) == ("85", ("words are hidden, and left out: 66 | 9977",))


@pytest.mark.parametrize("white", [b"1 g", b"1 1 1 rg", b"0 0 0 0 k"])
def test_white_hides_in_every_colour_space_also_as_a_part_of_a_path(white):
    assert show(says(b"85") + says(b"99", 112) + white + b" 111 97 15 12 re 0 0 5 5 re f") == ("85", HIDDEN)


def test_a_figure_that_is_cut_through_is_none():
    assert show(b"q 90 90 23 20 re W n " + says(b"8599") + b"Q") == (
        "85\ufffd",
        ("words are hidden, and left out: 9",),
    )


def test_a_figure_of_which_hardly_a_line_is_left_is_hidden():
    assert show(b"q 105.3 85 60 25 re W n " + says(b"8599") + b"Q") == (
        "599",
        ("words are hidden, and left out: 8",),
    )


def test_a_layer_that_is_on_is_read():
    content = says(b"85") + b"/OC /L BDC " + says(b"99", 112) + b"EMC"
    assert show(content, off=b"/D<<>>") == ("8599", ())
    assert show(content, off=b"/D<</BaseState/OFF/ON[5 0 R]>>") == ("8599", ())
    assert show(content, off=b"/D<</BaseState/OFF>>") == ("85", HIDDEN)


FIELD = OBJECTS[6]


@pytest.mark.parametrize(
    "annotation",
    [b"10 0 R", b"11 0 R", FIELD.replace(b"/FT/Tx", b"/Parent<</FT/Tx>>"), b"20 0 R"],
    ids=["typed note", "value of a field", "value of a field with several places", "note drawn elsewhere and larger"],
)
def test_what_is_typed_onto_a_page_is_read(annotation):
    assert show(says(b"a", 50), annotations=annotation) == ("a 85", ())


def test_a_note_that_is_drawn_elsewhere_and_larger_is_put_in_its_place():
    assert show(says(b"a", 50) + says(b"b", 112), annotations=b"20 0 R") == ("a 85b", ())


def test_what_the_page_said_last_does_not_hold_for_its_notes():
    assert show(says(b"a", 50) + b"/P gs", annotations=b"10 0 R") == ("a 85", ())


@pytest.mark.parametrize(("flags", "words"), [(1, "a 85"), (2, "a"), (4, "a 85"), (32, "a")])
def test_a_hidden_note_is_not_read(flags, words):
    assert show(says(b"a", 50), annotations=b"10 0 R", flags=flags) == (words, ())


def test_the_seal_of_a_signature_is_no_value():
    assert show(says(b"a", 50), annotations=FIELD.replace(b"/FT/Tx", b"/FT/Sig")) == ("a", ())


def test_what_is_no_annotation_is_passed_over():
    assert show(says(b"a", 50), annotations=b"5 null 10 0 R") == ("a 85", ())


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        (b"/Rect[100 97 130 110]", b"/Rect[100 97 null 110]"),
        (b"/AP<</N 12 0 R>>", b"/AP<</N 3 0 R>>"),
        (b"/AP<</N 12 0 R>>", b"/AP 99 0 R"),
        (b"/Subtype/FreeText", b"/Subtype(a)"),
        (b"/AP<</N 12 0 R>>", b"/AP<</N 22 0 R>>"),
    ],
)
def test_a_damaged_note_is_passed_over(sound, damaged):
    note = OBJECTS[5].replace(sound, damaged) % 4
    assert show(says(b"a", 50), annotations=note + b" 10 0 R") == ("a 85", ())


@pytest.mark.parametrize("layers", [b"/D<</OFF 5>>", b"/D<</OFF[5 0 R null 77 0 R]>>", b"/D[1]", b"/D<</BaseState 1>>"])
def test_damaged_layers_are_passed_over(layers):
    assert show(says(b"85"), off=layers) == ("85", ())


def test_states_that_the_page_does_not_hold_change_nothing():
    assert show(b"/None gs /None Do EMC Q " + says(b"85")) == ("85", ())


def test_words_below_the_picture_of_a_whole_page_are_what_its_maker_recognised():
    scan = says(b"8599" * 10, 10) + b"q 300 0 0 200 0 0 cm " + PICTURE + b"Q"
    assert show(scan) == (
        "8599" * 10,
        ("the words of page 1 lie unseen over a picture, as its maker's OCR took them to be",),
    )
