"""The pictures of an OFD file: whether words are seen through one, and those that are scans of whole pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .errors import UnreadableError
from .ofd_document import documents, draw
from .ofd_package import Package, PartError
from .ofd_page import Picture

_JPEG, _BITMAP, _PNG = b"\xff\xd8\xff", b"BM", b"\x89PNG\r\n\x1a\n"
_COLORS_AT = 25  # where the head of a PNG says which colors it has (RFC 2083, 4.1.1)
_WITH_ALPHA = (b"\4", b"\6")
_TRANSPARENT = b"tRNS"  # the part of a PNG that makes one of its colors transparent
_SCAN = 0.5  # of the page: a picture so large is one of the whole page


class Scan(NamedTuple):
    """The picture that a page of the file is, the page counted from 1."""

    page: int
    picture: bytes


def is_solid(start: bytes) -> bool:
    """Whether nothing is seen through a picture that begins so."""
    if not start.startswith(_PNG):
        return start.startswith((_JPEG, _BITMAP))
    return start[_COLORS_AT : _COLORS_AT + 1] not in _WITH_ALPHA and _TRANSPARENT not in start


def scans(payload: bytes) -> Iterator[Scan]:
    """The pages that are pictures, in order. Raises UnreadableError where the file is damaged."""
    package = Package(payload)
    try:
        pages = [(document, page) for document in documents(package) for page in document.pages]
        for number, (document, page) in enumerate(pages, start=1):
            area, drawing = draw(package, document, page)
            large = [one for one in drawing.pictures if one.part and _size(one) > _SCAN * area[2] * area[3]]
            if large:
                yield Scan(number, package.picture(max(large, key=_size).part))
    except PartError as error:
        raise UnreadableError(f"a page of the OFD file cannot be read: {error}") from error
    finally:
        package.close()


def _size(picture: Picture) -> float:
    left, top, right, bottom = picture.box
    return (right - left) * (bottom - top)
