"""Digests as WARC records state them: an algorithm, a colon, and the value in base 16, 32 or 64."""

import base64
import hashlib
from collections.abc import Iterable
from contextlib import suppress

_ALGORITHMS = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}


def stated(body: bytes) -> str:
    """The digest that our own records state: the name a payload has in the archive."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def matches(label: str, bodies: Iterable[bytes]) -> bool | None:
    """Whether one of the byte strings has the digest; None where its algorithm or notation is not known."""
    algorithm, _, value = label.strip().partition(":")
    name = algorithm.lower().replace("-", "")
    if name not in _ALGORITHMS:
        return None
    wanted = _raw(value, hashlib.new(name).digest_size)
    if wanted is None:
        return None
    return any(hashlib.new(name, body).digest() == wanted for body in bodies)


def sha256_of(label: str | None) -> str | None:
    """The SHA-256 in hexadecimal that a label states; None where it states another digest."""
    algorithm, _, value = (label or "").strip().partition(":")
    if algorithm.lower().replace("-", "") != "sha256":
        return None
    raw = _raw(value, 32)
    return None if raw is None else raw.hex()


def _raw(value: str, size: int) -> bytes | None:
    """The digest of that many bytes, in the notation that gives so many."""
    bare = value.rstrip("=")
    for decode in (
        bytes.fromhex,
        lambda text: base64.b32decode(text + "=" * (-len(text) % 8), casefold=True),
        lambda text: base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_" if {*"-_"} & {*text} else b"+/"),
    ):
        with suppress(ValueError):
            raw = decode(bare)
            if len(raw) == size:
                return raw
    return None
