"""What a PDF page draws beside its content: values of fields that the file leaves to the reader, strokes, patches."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from parsers.documents.pdf import read_pdf
from parsers.model import Context

FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/Rect[100 97 140 110]%s>>"
DRAWN = b"/AP<</N 5 0 R>>"


def page(annotation: bytes, drawn: bytes, form: bytes = b"") -> tuple[str, tuple[str, ...]]:
    """The words of a page that prints 85 and 99, with an annotation whose appearance says `drawn`; and the remarks."""
    content = b"BT /F 10 Tf 50 100 Td (85) Tj 62 0 Td (99) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<<%s>>>>" % form,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Annots[%s]/Resources<<%s>>>>"
        % (annotation, FONT),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Form/BBox[0 0 20 20]/Resources<<%s>>/Length %d>>stream\n%s\nendstream"
        % (FONT, len(drawn), drawn),
    ]
    body = b"\n".join(b"%d 0 obj\n%s\nendobj" % (number, one) for number, one in enumerate(objects, 1))
    read = read_pdf(b"%PDF-1.7\n" + body + b"\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n", Context("file:a.pdf"))
    return " ".join(block.text for block in read.blocks), read.remarks


def field(stated: bytes, form: bytes = b"") -> str:
    """What stands behind the 85 of a page where the field is drawn over the place of the 99."""
    place = FIELD.replace(b"[100 97 140 110]", b"[200 97 240 110]") % stated
    return page(place, b"BT /F 8 Tf 2 4 Td (7) Tj ET", form)[0].removeprefix("85 99").strip()


@pytest.mark.parametrize(
    ("stated", "form", "shown"),
    [
        (b"/V(12)", b"", "12"),
        (b"/Parent<</V(12)>>", b"", "12"),
        (b"/V(12)" + DRAWN, b"", "7"),
        (b"/V(12)" + DRAWN, b"/NeedAppearances true", "12"),
        (DRAWN, b"/NeedAppearances true", "7"),
        (b"/V<FEFF00310032>", b"", "12"),
        (b"/V<FEFFFF11FF12>", b"", "12"),
        (b"/V<FEFF65E0>", b"", "无"),
        (b"/V<FFFEE065>", b"", "无"),
        (b"/V<EFBBBFE697A0>", b"", "无"),
        (b"/V<FEFF7B2C003100326761>", b"", "第12条"),
        (b"/V<FEFFD840DC000031>", b"", "\ufffd1"),
        (b"/V<FEFF0031000A0032>", b"", "1 2"),
        (b"/V(\\(1\\\\2\\))", b"", "(1\\2)"),
        (b"/V 12", b"", ""),
        (b"/V(12)/F 2", b"", ""),
    ],
    ids=["drawn by nobody", "value of the whole field", "drawn", "drawn long ago", "without a value", "wide letters",
         "full width", "no Latin letter", "with the other byte order", "in UTF-8", "among others", "beyond the common codes", "on two lines", "brackets", "no words", "hidden"],
)  # fmt: skip
def test_the_value_of_a_field_is_what_a_reader_draws(stated: bytes, form: bytes, shown: str) -> None:
    assert field(stated, form) == shown


def test_words_that_a_note_strikes_out_are_left_out_and_named() -> None:
    note = b"<</Type/Annot/Subtype/StrikeOut/Rect[112 97 123.1 108]%s>>" % DRAWN
    assert page(note, b"0 9 m 20 9 l S") == ("85", ("words are struck out, and left out: 99",))


def test_words_below_a_painted_patch_are_left_out_and_named() -> None:
    patch = b"<</Type/Annot/Subtype/Square/Rect[110 95 126 112]%s/AP<</N 5 0 R>>>>"
    assert page(patch % b"/IC[1 1 1]", b"1 g 0 0 20 20 re f") == ("85", ("words are hidden, and left out: 99",))
    assert page(patch % b"", b"1 g 0 0 20 20 re f") == ("85 99", ())


def test_a_watermark_that_has_no_room_in_the_cells_of_a_table_is_no_part_of_it() -> None:
    canvas = Canvas(target := io.BytesIO(), pagesize=(300, 200))
    for row, figures in enumerate((("85", "2"), ("0", "46"), ("7", "3"))):
        for column, figure in enumerate(figures):
            canvas.rect(50 + 100 * column, 140 - 20 * row, 100, 20)
            canvas.drawString(60 + 100 * column, 146 - 20 * row, figure)
    canvas.setFont("Helvetica", 40)
    canvas.drawString(66, 118, "88")
    canvas.save()
    read = read_pdf(target.getvalue(), Context("file:a.pdf"))
    assert read.blocks[0].texts == ("85", "2", "0", "46", "7", "3")
    assert read.remarks == ("page 1 prints large letters over a table; left out there: 88",)
