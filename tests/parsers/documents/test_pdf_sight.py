"""What of a PDF page is out of sight: cut away, without colour, painted over, in a layer that is off."""

import pytest

from parsers.documents.pdf import read_pdf
from parsers.model import Context

AT = Context("file:a.pdf")
HIDDEN = ("words are hidden, and left out: 99",)
FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
OBJECTS = (  # from 5 on: a layer, a group of it, a form, two states, a note, a field, and how both look
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
)


def show(content: bytes, *, annotations: bytes = b"", flags: int = 4, off: bytes = b"/D<</OFF[5 0 R]>>"):
    """The words of a page that says `content`, and the remarks."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Annots[%s]/Resources<<%s/XObject<</X 7 0 R>>"
        b"/ExtGState<</P 8 0 R/M 9 0 R>>/Properties<</L 5 0 R/G 6 0 R>>>>>>" % (annotations, FONT)
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


def says(words: bytes, at: int = 100) -> bytes:
    return b"BT /F 10 Tf %d 100 Td (%s) Tj ET " % (at, words)


@pytest.mark.parametrize(
    "content",
    [
        b"q 90 90 21 20 re W n " + says(b"8599") + b"Q",
        b"q 90 90 21 20 re W* n " + says(b"8599") + b"Q",
        b"q 90 90 50 20 re W n 90 90 21 200 re W n " + says(b"8599") + b"Q",
        b"q 1 0 0 1 50 0 cm 40 90 21 20 re W n 1 0 0 1 -50 0 cm " + says(b"8599") + b"Q",
        b"q 1 0 0 1 100 100 cm /X Do Q",
        says(b"85") + b"q /P gs " + says(b"99", 112) + b"Q",
        says(b"85") + b"/P gs " + says(b"99", 112),
        says(b"85") + b"/OC /L BDC " + says(b"99", 112) + b"EMC",
        says(b"85") + b"/OC /G BDC /Span BMC EMC " + says(b"99", 112) + b"EMC",
        says(b"85") + says(b"99", 112) + b"0 g 111 97 15 12 re f",
        says(b"85") + b".98 g " + says(b"99", 112),
    ],
    ids=["clip", "even-odd clip", "clips in one another", "moved clip", "box of a form", "no opacity",
         "no opacity to the end", "layer", "group of layers", "painted over in black", "nearly white"],
)  # fmt: skip
def test_what_is_out_of_sight_is_left_out_and_named(content):
    assert show(content) == ("85", HIDDEN)


@pytest.mark.parametrize(
    "content",
    [
        b"q 0 0 5 5 re W n Q " + says(b"8599"),
        b"q W n " + says(b"8599") + b"Q",
        b"q 99 101 24 3 re W n " + says(b"8599") + b"Q",
        b"/OC /L BDC EMC " + says(b"8599"),
        b"/OC /None BDC " + says(b"8599") + b"EMC",
        says(b"8599") + b"/M gs 0 1 1 rg 95 95 40 15 re f",
        says(b"8599") + b"q 0 0 5 5 re W n 0 g 95 95 40 15 re f Q",
        says(b"8599") + b"0 g 90 90 50 30 re 92 92 46 26 re f*",
        says(b"8599") + b"0 g 95 98 40 .5 re f",
    ],
    ids=["clip undone", "clip without a path", "clip of half a line", "layer ended", "layer unknown",
         "marked with a pen", "paint cut away", "frame painted as a ring", "rule below"],
)  # fmt: skip
def test_what_is_in_sight_stays(content):
    assert show(content) == ("8599", ())


def test_a_figure_that_is_cut_through_is_none():
    assert show(b"q 90 90 23 20 re W n " + says(b"8599") + b"Q") == (
        "85\ufffd",
        ("words are hidden, and left out: 9",),
    )


def test_a_layer_that_is_on_is_read():
    content = says(b"85") + b"/OC /L BDC " + says(b"99", 112) + b"EMC"
    assert show(content, off=b"/D<<>>") == ("8599", ())
    assert show(content, off=b"/D<</BaseState/OFF/ON[5 0 R]>>") == ("8599", ())
    assert show(content, off=b"/D<</BaseState/OFF>>") == ("85", HIDDEN)


@pytest.mark.parametrize("annotation", [b"10 0 R", b"11 0 R"], ids=["typed note", "value of a field"])
def test_what_is_typed_onto_a_page_is_read(annotation):
    assert show(says(b"a", 50), annotations=annotation) == ("a 85", ())


def test_a_hidden_note_is_not_read():
    assert show(says(b"a", 50), annotations=b"10 0 R", flags=2) == ("a", ())


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        (b"/Rect[100 97 130 110]", b"/Rect[100 97 null 110]"),
        (b"/AP<</N 12 0 R>>", b"/AP<</N 3 0 R>>"),
        (b"/AP<</N 12 0 R>>", b"/AP 99 0 R"),
        (b"/Subtype/FreeText", b"/Subtype(a)"),
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
