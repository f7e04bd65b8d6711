"""Keeps the headers as they came, before Scrapy unpacks the body and drops what it has dealt with.

The body that is stored is the one that the content coding held, since a payload must be readable alone; which coding it
was, and how many bytes went over the wire, stands in the capture's headers.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from crawler.asking import asking_of


class AsReceived:
    def process_response(self, request: Request, response: Response) -> Response:
        asking_of(request).received = header_fields(response)
        return response


def header_fields(response: Response) -> dict[str, str | list[str]]:
    """Header names in lower case; a list where a name came more than once."""
    fields: dict[str, str | list[str]] = {}
    for name, values in response.headers.items():
        texts = [value.decode("latin-1") for value in values]
        fields[name.decode("latin-1").lower()] = texts[0] if len(texts) == 1 else texts
    return fields
