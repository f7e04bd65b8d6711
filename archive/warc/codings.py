"""Transfer and content codings of HTTP bodies, undone with a limit on what they may hold."""

import re
import sys
import zlib

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


class NotCoded(ValueError):
    """The bytes are not in the coding."""


class CutOff(ValueError):
    """The body ends before its end."""


class TooLarge(ValueError):
    """What a coding holds is larger than is taken."""


def unchunked(body: bytes) -> bytes:
    """The chunks of a body as one. Raises NotCoded where it has none, CutOff where the last is missing."""
    parts, at = list[bytes](), 0
    while body:
        head = _CHUNK.match(body, at)
        if head is None:
            if at == 0:
                raise NotCoded("no chunk")
            raise CutOff("its last chunk is missing")
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        part = body[head.end() : head.end() + size]
        if len(part) < size:
            raise CutOff(f"its last chunk has {len(part)} bytes of {size}")
        parts.append(part)
        at = head.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    return b""


def decoded(coding: str, body: bytes, largest: int) -> bytes:
    """The content of a coding. Raises NotCoded, CutOff, TooLarge."""
    content = _DECODERS[coding](body, largest)
    if len(content) > largest:
        raise TooLarge(f"it unpacks to more than {largest} bytes")
    return content


def is_known(coding: str) -> bool:
    return coding in _DECODERS


def _gzip(body: bytes, largest: int) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        raise NotCoded
    parts = list[bytes]()
    rest = body
    while rest.startswith(b"\x1f\x8b"):  # members may follow one another; what else follows is padding
        part, rest = _inflated(rest, 31, largest)
        parts.append(part)
    return b"".join(parts)


def _deflate(body: bytes, largest: int) -> bytes:
    try:
        return _inflated(body, 15, largest)[0]
    except NotCoded:  # servers also send the bare stream under this name
        return _inflated(body, -15, largest)[0]


def _inflated(body: bytes, window: int, largest: int) -> tuple[bytes, bytes]:
    inflate = zlib.decompressobj(window)
    try:
        part = inflate.decompress(body, largest + 1)
    except zlib.error as error:
        raise NotCoded from error
    if len(part) <= largest and not inflate.eof:
        raise CutOff("its compressed body ends too early")
    return part, inflate.unused_data


def _brotli(body: bytes, largest: int) -> bytes:
    decoder = brotli.Decompressor()
    try:
        part: bytes = decoder.process(body, output_buffer_limit=largest + 1)
    except brotli.error as error:
        raise NotCoded from error
    if len(part) <= largest and not decoder.is_finished():
        raise CutOff("its compressed body ends too early")
    return part


def _zstd(body: bytes, largest: int) -> bytes:
    parts, rest = list[bytes](), body
    while rest:
        decoder = zstd.ZstdDecompressor()
        try:
            parts.append(decoder.decompress(rest, largest + 1))
        except zstd.ZstdError as error:
            raise NotCoded from error
        if sum(map(len, parts)) > largest:
            break
        if not decoder.eof:
            raise CutOff("its compressed body ends too early")
        rest = decoder.unused_data
    return b"".join(parts)


_DECODERS = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
