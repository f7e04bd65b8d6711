"""Bounds on what a PDF file may draw."""

import zlib

import pytest

from parsers.documents.errors import UnreadableError
from parsers.documents.pdf import read_pdf
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


def test_a_small_page_is_read():
    assert read_pdf(pdf(zlib.compress(b"0 0 9 9 re f"), "/Filter/FlateDecode"), AT).blocks == ()
