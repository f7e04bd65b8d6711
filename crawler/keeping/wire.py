"""Messages over a socket: the length of the message, the length of its body, the message, the body.

Both ends are this program, and the socket is a pair that nobody else can connect to: so messages are pickled.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator

CHUNK = 256 * 1024  # bytes that are taken from the socket at a time
_LENGTHS = struct.Struct("<IQ")

Frame = tuple[tuple[object, ...], bytes]


def framed(message: tuple[object, ...], body: bytes = b"") -> bytes:
    """A message with its body, as it is sent."""
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return b"".join((_LENGTHS.pack(len(packed), len(body)), packed, body))


class Frames:
    """Puts together what comes in pieces."""

    def __init__(self) -> None:
        self._received = bytearray()

    def take(self, received: bytes) -> Iterator[Frame]:
        """The messages that are whole by now, each with its body."""
        self._received += received
        while (frame := self._first()) is not None:
            yield frame

    def _first(self) -> Frame | None:
        if len(self._received) < _LENGTHS.size:
            return None
        length, size = _LENGTHS.unpack_from(self._received)
        body = _LENGTHS.size + length
        end = body + size
        if len(self._received) < end:
            return None
        with memoryview(self._received) as view:
            message = pickle.loads(view[_LENGTHS.size : body])  # noqa: S301 - from the other end of our own pair
            frame = message, bytes(view[body:end])
        del self._received[:end]
        return frame
