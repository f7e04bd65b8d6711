"""Choices that look free and are the same for ever."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


class Draws:
    """A stream of numbers that follows from its name alone.

    Digests instead of `random`: they cannot differ between Python versions, and a name instead of a
    shared state means that a change to one report leaves all others as they are.
    """

    def __init__(self, *name: object) -> None:
        self._name = "\x1f".join(str(part) for part in name)
        self._count = 0

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        self._count += 1
        digest = hashlib.sha256(f"{self._name}\x1e{self._count}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def one(self, choices: Sequence[Choice]) -> Choice:
        return choices[self.below(len(choices))]

    def some(self, count: int, choices: Sequence[Choice]) -> list[Choice]:
        """`count` different choices, in their own order."""
        left = list(range(len(choices)))
        taken = sorted(left.pop(self.below(len(left))) for _ in range(count))
        return [choices[index] for index in taken]

    def hexadecimal(self, length: int) -> str:
        self._count += 1
        return hashlib.sha256(f"{self._name}\x1e{self._count}".encode()).hexdigest()[:length]
