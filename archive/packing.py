"""Frames of Zstandard, level 9, without a dictionary: a lost dictionary would lose what it packed."""

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEVEL = 9

PackingError = zstd.ZstdError


def pack(plain: bytes) -> bytes:
    return zstd.compress(plain, LEVEL)


def unpack(packed: bytes) -> bytes:
    """The bytes that were packed; raises PackingError where the frame is damaged or cut."""
    return zstd.decompress(packed)
