"""Keeps the headers as they came, before Scrapy unpacks the body and drops what it has dealt with.

A packed body that was cut off is no answer: what can be unpacked of it would pass for the whole page. The line tells a
cut wherever a length or chunks were announced; where the end of the connection alone ends the body, the packing does.

The body that is stored is the one that the content coding held, since a payload must be readable alone; which coding it
was, and how many bytes went over the wire, stands in the capture's headers.
"""

from __future__ import annotations

import zlib

from scrapy import Request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

from crawler.asking import asking_of

_PIECE = 1 << 16  # bytes
_MOST_PIECES = 1 << 10


class AsReceived:
    def process_response(self, request: Request, response: Response) -> Response:
        asking_of(request).received = header_fields(response)
        if _is_cut_off(response):
            raise ResponseDataLossError("the packed body has no end")
        return response


def _is_cut_off(response: Response) -> bool:
    """Whether a gzip stream that only the end of the connection ended was cut: what it holds is unpacked to see.

    What holds more than any answer may is refused by whoever unpacks it.
    """
    coding = (response.headers.get("Content-Encoding") or b"").strip().lower()
    if "partial" not in response.flags or coding not in {b"gzip", b"x-gzip"}:
        return False
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    rest = response.body
    try:
        for _ in range(_MOST_PIECES):
            stream.decompress(rest, _PIECE)
            rest = stream.unconsumed_tail
            if stream.eof or not rest:
                return not stream.eof
    except zlib.error:
        pass  # not packed as it says: whoever unpacks it deals with that
    return False


def header_fields(response: Response) -> dict[str, str | list[str]]:
    """Header names in lower case; a list where a name came more than once."""
    fields: dict[str, str | list[str]] = {}
    for name, values in response.headers.items():
        texts = [value.decode("latin-1") for value in values]
        fields[name.decode("latin-1").lower()] = texts[0] if len(texts) == 1 else texts
    return fields
