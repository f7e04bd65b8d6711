"""WARC files read record by record: compressed or not, whole or broken.

A break (bytes that are no record, a damaged gzip member, an end in the middle of a record) is told with its place, and
reading goes on at the next record that can be found.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

LARGEST_HEAD = 64 * 1024  # bytes of named fields
_PIECE = 16 * 1024  # compressed bytes at a time: what they hold is at most some 16 MB
_SEARCHED = 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"WARC/\d\.\d+\r?\n$")
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_START = re.compile(rb"\n(WARC/\d\.\d+\r?\n)")


@dataclass(frozen=True, slots=True)
class Read:
    """A record: field names in lower case, of a repeated one the first. `block` None: larger than was asked for.

    `offset` is where it begins in the file, or where the gzip member begins in which it does.
    """

    offset: int
    fields: dict[str, str]
    length: int
    block: bytes | None

    @property
    def type(self) -> str:
        return self.fields.get("warc-type", "").lower()

    @property
    def uri(self) -> str:
        return self.fields.get("warc-target-uri", "").removeprefix("<").removesuffix(">")


@dataclass(frozen=True, slots=True)
class Break:
    """Where a file cannot be read, why, and where reading goes on; `resumed_at` None: nowhere."""

    offset: int
    reason: str
    resumed_at: int | None = None


class _Broken(Exception):
    """What is read is no record."""


class _Source(Protocol):
    """Bytes one after another; `marked` is where in the file those lie that came next at the last `mark`."""

    marked: int

    def mark(self) -> None: ...

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer at the end."""

    def line(self) -> bytes:
        """A line with its break, or as much of it as a head may have; nothing at the end."""

    def find_next(self) -> int | None:
        """Go to the next record beyond the mark; where that is."""


def read_records(stream: BinaryIO, largest: int) -> Iterator[Read | Break]:
    """The records of a seekable stream; blocks larger than `largest` bytes are passed over."""
    is_packed = stream.read(2) == _GZIP[:2]
    stream.seek(0)
    source: _Source = _Packed(stream) if is_packed else _Plain(stream)
    while True:
        try:
            first = _first_line(source)
            if not first:
                return
            yield _record(source, first, largest)
        except _Broken as broken:
            at = source.marked
            resumed_at = source.find_next()
            yield Break(at, str(broken), resumed_at)
            if resumed_at is None:
                return


def _first_line(source: _Source) -> bytes:
    """The next line that is not empty, marked; nothing at the end."""
    while True:
        source.mark()
        line = source.line()
        if not line or line.strip(b"\r\n"):
            return line


def _record(source: _Source, first: bytes, largest: int) -> Read:
    if not _VERSION.match(first):
        raise _Broken("what stands here is no WARC record")
    fields = _fields(source)
    length = fields.get("content-length", "")
    if not _NUMBER.fullmatch(length):
        raise _Broken("the record states no length")
    block = _block(source, int(length), largest)
    return Read(source.marked, fields, int(length), block)


def _fields(source: _Source) -> dict[str, str]:
    fields: dict[str, str] = {}
    name, size = "", 0
    while True:
        line = source.line()
        size += len(line)
        if size >= LARGEST_HEAD:
            raise _Broken("the head has no end")
        if not line.endswith(b"\n"):
            raise _Broken("the file ends in the head of a record")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return fields
        if text[0] in " \t" and name:
            fields[name] = f"{fields[name]} {text.strip()}"
            continue
        label, colon, value = text.partition(":")
        name = label.strip().lower()
        if not colon:
            raise _Broken("a line in the head of the record is no field")
        fields.setdefault(name, value.strip())


def _block(source: _Source, length: int, largest: int) -> bytes | None:
    if length <= largest:
        block = source.read(length)
        if len(block) < length:
            raise _Broken(f"the file ends in a record: {len(block)} bytes of {length} are there")
        return block
    passed = 0
    while passed < length:
        piece = source.read(min(_SEARCHED, length - passed))
        if not piece:
            raise _Broken(f"the file ends in a record: {passed} bytes of {length} are there")
        passed += len(piece)
    return None


class _Plain:
    """A file that is not compressed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.marked = 0

    def mark(self) -> None:
        self.marked = self._stream.tell()

    def read(self, size: int) -> bytes:
        return self._stream.read(size)

    def line(self) -> bytes:
        return self._stream.readline(LARGEST_HEAD)

    def find_next(self) -> int | None:
        at = self.marked + 1
        while True:
            self._stream.seek(at)
            window = self._stream.read(_SEARCHED)
            found = _START.search(window)
            if found is not None:
                return self._stream.seek(at + found.start(1))
            if len(window) < _SEARCHED:
                return None
            at += _SEARCHED - 32  # the line that is looked for may stand across two windows


class _Packed:
    """A gzip file: a member for each record, as it should be, or one for all."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.marked = 0
        self._member = 0
        self._restart(0)

    def mark(self) -> None:
        try:
            if not self._content:
                self._fill()
        finally:
            self.marked = self._member

    def read(self, size: int) -> bytes:
        while len(self._content) < size and self._fill():
            pass
        return self._taken(size)

    def line(self) -> bytes:
        searched = 0
        while True:
            end = self._content.find(b"\n", searched)
            if end >= 0:
                return self._taken(min(end + 1, LARGEST_HEAD))
            searched = len(self._content)
            if searched >= LARGEST_HEAD or not self._fill():
                return self._taken(LARGEST_HEAD)

    def find_next(self) -> int | None:
        at = self.marked + 1
        while True:
            self._stream.seek(at)
            window = self._stream.read(_SEARCHED)
            for found in re.finditer(re.escape(_GZIP), window):
                if self._is_record(at + found.start()):
                    self._restart(at + found.start())
                    return at + found.start()
            if len(window) < _SEARCHED:
                return None
            at += _SEARCHED - 2

    def _is_record(self, at: int) -> bool:
        self._stream.seek(at)
        try:
            return zlib.decompressobj(31).decompress(self._stream.read(_PIECE), 5) == b"WARC/"
        except zlib.error:
            return False

    def _restart(self, at: int) -> None:
        self._stream.seek(at)
        self._at = at  # where in the file the unused input lies
        self._input = b""
        self._inflate: zlib._Decompress | None = None
        self._content = bytearray()

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._content[:size])
        del self._content[:size]
        return taken

    def _fill(self) -> bool:
        """Unpack some more; False at the end of the file. Raises _Broken."""
        while True:
            if not self._input:
                self._input = self._stream.read(_PIECE)
            if self._inflate is None:
                self._pass_padding()
                if not self._input:
                    return False
                self._member = self._at
                self._inflate = zlib.decompressobj(31)
            if not self._input:
                raise _Broken("the file ends in a gzip member")
            try:
                content = self._inflate.decompress(self._input)
            except zlib.error as error:
                raise _Broken(f"the gzip member is damaged: {error}") from error
            rest = self._inflate.unused_data if self._inflate.eof else b""
            self._at += len(self._input) - len(rest)
            self._input = rest
            if self._inflate.eof:
                self._inflate = None
            if content:
                self._content += content
                return True

    def _pass_padding(self) -> None:
        """Zeros may fill a file up behind its last member."""
        while self._input.startswith(b"\0"):
            kept = self._input.lstrip(b"\0")
            self._at += len(self._input) - len(kept)
            self._input = kept or self._stream.read(_PIECE)
