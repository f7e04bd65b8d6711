"""What the archive asks of a reader, and which readers are installed.

A reader is a pure function of payload and context. Everything that made a reading what it is stands in
its fingerprint; its version is what a human called that state of the code.
"""

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, cast

from parsers.model import Context, Reading


class Reader(Protocol):
    """The public face of parsers; any object or module with these four functions."""

    def read(self, payload: bytes, context: Context) -> Reading: ...

    def reader_of(self, payload: bytes, context: Context) -> str: ...

    def reader_version(self, kind: str) -> str: ...

    def fingerprint(self, kind: str) -> str: ...


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Who read: the document kind, the version its authors gave it, the digest of all that shapes it."""

    reader: str
    reader_version: str
    fingerprint: str


def installed() -> Reader:
    """The reader of this installation."""
    return cast("Reader", importlib.import_module("parsers.reading"))


def read_by(reader: Reader, kind: str) -> ReadBy:
    return ReadBy(kind, reader.reader_version(kind), reader.fingerprint(kind))


def fingerprints(reader: Reader, kinds: Iterable[str]) -> dict[str, str]:
    """The installed fingerprint of each kind."""
    return {kind: reader.fingerprint(kind) for kind in sorted(set(kinds))}
