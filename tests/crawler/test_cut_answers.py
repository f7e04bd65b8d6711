"""A packed answer that was cut off, where nothing but its packing tells."""

from __future__ import annotations

import gzip

import pytest
from scrapy import Request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

from crawler.asking import Asking, asking_of
from crawler.middlewares.as_received import AsReceived
from crawler.registry import Portal

URL = "http://www.qinghe.example/nb/1.html"
PACKED = gzip.compress("青禾县财政局2023年政府信息公开工作年度报告".encode() * 100)


def received(body: bytes, coding: str = "gzip", flags: tuple[str, ...] = ("partial",)) -> Request:
    """The request of an answer that only the end of the connection ended, unless `flags` say otherwise."""
    request = Asking(Portal("a", "青禾县", URL)).on(Request(URL))
    AsReceived().process_response(request, Response(URL, 200, {"Content-Encoding": coding}, body, [*flags]))
    return request


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP"])
@pytest.mark.parametrize("kept", [12, len(PACKED) // 2, len(PACKED) - 1])
def test_what_has_no_end_is_no_answer(coding: str, kept: int) -> None:
    with pytest.raises(ResponseDataLossError, match="has no end"):
        received(PACKED[:kept], coding)


@pytest.mark.parametrize(
    ("body", "coding", "flags"),
    [
        (PACKED, "gzip", ("partial",)),
        (PACKED + bytes(8), "gzip", ("partial",)),
        (PACKED[:-9], "gzip", ()),  # of the announced length: whatever that is, it is what the site has
        (b"<html>plain</html>", "gzip", ("partial",)),
        (b"<html>plain</html>", "", ("partial",)),
        (gzip.compress(bytes((1 << 26) + (1 << 16)))[:-9], "gzip", ("partial",)),  # too large, which is told elsewhere
    ],
)
def test_other_answers(body: bytes, coding: str, flags: tuple[str, ...]) -> None:
    assert asking_of(received(body, coding, flags)).received == {"content-encoding": coding}
