"""Bounds on what a PDF file may draw."""

import io
import random
import zlib

import pdfplumber
import pytest

from parsers.documents.errors import UnreadableError
from parsers.documents.pdf import read_pdf
from parsers.documents.pdf_drawing import Budget, TooMuchError, draw
from parsers.model import Context

AT = Context("file:a.pdf")


def pdf(content: bytes, packed: str = "", more: tuple[bytes, ...] = ()) -> bytes:
    """A file of one page that says `content`; `more` are further objects, from 5 on, the form F being the first."""
    stream = b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), packed.encode(), content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        stream,
        *more,
    ]
    body = b"\n".join(b"%d 0 obj\n%s\nendobj" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def packed(size: int) -> bytes:
    packing = zlib.compressobj(9)
    return b"".join(packing.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packing.flush()


def test_a_stream_that_unpacks_to_more_than_a_report_needs_is_refused():
    with pytest.raises(UnreadableError, match="unpacks to more than any report needs"):
        read_pdf(pdf(packed(40 << 20), "/Filter/FlateDecode"), AT)


def test_a_stream_that_is_packed_twice_is_refused():
    with pytest.raises(UnreadableError, match="unpacks to more than any report needs"):
        read_pdf(pdf(zlib.compress(packed(1 << 20)), "/Filter[/FlateDecode/FlateDecode]"), AT)


def test_a_page_that_says_more_than_any_page_of_a_report_is_not_read():
    with pytest.raises(UnreadableError, match="draws more than any report does"):
        read_pdf(pdf(packed(16 << 20), "/Filter/FlateDecode"), AT)


def test_forms_that_draw_one_another_a_million_times_are_not_followed():
    forms = tuple(
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 11/Resources<</XObject<</F %d 0 R>>>>>>stream\n"
        b"/F Do /F Do\nendstream" % number
        for number in range(6, 30)
    )
    last = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 10>>stream\n0 0 9 9 re\nendstream"
    with pytest.raises(UnreadableError, match="draws more than any report does"):
        read_pdf(pdf(b"/F Do", more=(*forms, last)), AT)


def test_a_stream_without_an_end_is_refused_as_well():
    whole = pdf(packed(40 << 20), "/Filter/FlateDecode")
    with pytest.raises(UnreadableError, match="unpacks to more than any report needs"):
        read_pdf(whole[: whole.index(b"endstream")], AT)


def test_a_large_picture_is_no_bomb():
    picture = packed(40 << 20)
    head = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/Filter/FlateDecode/Length %d>>stream\n" % len(picture)
    assert read_pdf(pdf(b"", more=(head + picture + b"\nendstream",)), AT).blocks == ()


NOISE = random.Random(1).randbytes(40_000)


@pytest.mark.parametrize("stream", [zlib.compress(b"% " + NOISE.hex().encode()), NOISE], ids=["sound", "damaged"])
def test_a_large_stream_that_does_not_unpack_far_is_read(stream):
    assert read_pdf(pdf(stream, "/Filter/FlateDecode"), AT).blocks == ()


def test_what_a_page_draws_is_counted_in_letters():
    lines = b"".join(b"BT /F 10 Tf 50 %d Td (%s) Tj ET " % (at, b"a" * 40) for at in range(100, 500, 16))
    box = b"1 g 0 0 500 300 re f"
    sheet = pdfplumber.open(io.BytesIO(pdf(lines + box))).pages[0]
    page, letters, path = 4, 25 * 40, 4
    rows, looked_at = 25 // 20, 13 * (40 // 20)  # of the letters that may lie below the box
    budget = Budget(page + letters + path + rows + looked_at)
    draw(sheet, budget)
    assert budget.left == 0
    with pytest.raises(TooMuchError):
        draw(sheet, budget)


def test_a_layer_that_a_page_without_layers_names_is_passed_over():
    assert read_pdf(pdf(b"/OC /L BDC 0 0 9 9 re f EMC"), AT).blocks == ()


def test_a_small_page_is_read():
    assert read_pdf(pdf(zlib.compress(b"0 0 9 9 re f"), "/Filter/FlateDecode"), AT).blocks == ()
