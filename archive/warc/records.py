"""A WARC record and how it is written: WARC 1.1, one gzip member for each record, so that each is readable alone."""

import gzip
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

VERSION = "WARC/1.1"
HTTP_RESPONSE = "application/http;msgtype=response"
FIELDS = "application/warc-fields"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

# What a header line cannot hold; in an address it is percent-encoded, elsewhere it becomes a space.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Record:
    """A record to be written: its named fields in their order, Content-Length apart, and its block."""

    fields: tuple[tuple[str, str], ...]
    block: bytes = b""

    def to_bytes(self) -> bytes:
        lines = [VERSION, *(f"{name}: {value}" for name, value in self.fields), f"Content-Length: {len(self.block)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.block + b"\r\n\r\n"


def record_id(*parts: object) -> str:
    """The name of a record; the same parts give the same name."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(map(str, parts)))}>"


def as_uri(url: str) -> str:
    """The address as a record can hold it: on one line, without spaces."""
    return _CONTROL.sub(lambda found: f"%{ord(found.group()):02X}", url).replace(" ", "%20")


def fields_block(fields: Iterable[tuple[str, str]]) -> bytes:
    """A block of `application/warc-fields`; line breaks in values become spaces."""
    return "".join(f"{name}: {_CONTROL.sub(' ', value)}\r\n" for name, value in fields).encode()


class WarcFile:
    """A .warc.gz file being written. `offset` is where the next record will begin."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.offset = 0
        self.records = 0

    def add(self, record: Record) -> tuple[int, int]:
        """Write a record; its offset and its length in the file."""
        member = gzip.compress(record.to_bytes(), compresslevel=9, mtime=0)
        self._stream.write(member)
        start, self.offset = self.offset, self.offset + len(member)
        self.records += 1
        return start, len(member)
