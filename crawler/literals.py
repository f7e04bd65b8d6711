"""Objects that stand in a script in plain words, read by one who does not run it.

    {query: {cid: cid, state: 1}, ids: ["77", "78"], page: {current: 1, size: 15}}

Texts, numbers, constants, arrays and objects are read, and names that the scripts give one such value. Whatever a
script computes is `UNKNOWN`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

UNKNOWN = object()  # a value that only running the script would tell
_LONGEST = 4_000  # characters of an object
_DEEPEST = 6  # objects within objects
_SPACE = re.compile(r"\s*")
_TEXT = re.compile(r"\"([^\"\\\n]{0,500})\"|'([^'\\\n]{0,500})'")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?(?![\w.])")
_NAME = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_CONSTANTS = {"true": True, "false": False, "null": None}
_OPENING, _CLOSING = "([{", ")]}"


def plain_object(script: str, start: int, known: Mapping[str, str | None]) -> dict[str, Any] | None:
    """The object whose brace stands at `start`; None where it cannot be read. `known`: what the scripts give names."""
    try:
        return _Reader(script[start : start + _LONGEST], known).object()
    except (ValueError, IndexError):  # not as an object is written, or without an end
        return None


class _Reader:
    def __init__(self, text: str, known: Mapping[str, str | None]) -> None:
        self._text = text
        self._known = known
        self._at = 0

    def object(self, depth: int = 0) -> dict[str, Any]:
        """The object whose brace stands here; the reader then stands behind it."""
        self._at += 1
        found: dict[str, Any] = {}
        while self._peek() != "}":
            key = self._take(_TEXT) or self._take(_NAME)
            if key is None:
                raise ValueError("no name of a field")
            name = next((part for part in key.groups() if part is not None), key[0])
            if self._peek() == ":":
                self._at += 1
                found[name] = self._value(depth + 1)
            else:
                found[name] = self._named(name)
            self._comma()
        self._at += 1
        return found

    def _value(self, depth: int) -> Any:
        """The value that begins here; the reader then stands at what ends it: a comma or a closing bracket."""
        if depth > _DEEPEST:
            raise ValueError("too many objects within each other")
        begin = self._peek()
        found: Any = UNKNOWN
        if begin == "{":
            found = self.object(depth)
        elif begin == "[":
            found = self._array(depth)
        elif text := self._take(_TEXT):
            found = text[1] if text[1] is not None else text[2]
        elif number := self._take(_NUMBER):
            found = json.loads(number[0])
        elif name := self._take(_NAME):
            found = self._named(name[0])
        if self._peek() in ",}]":
            return found
        self._skip()  # a sum, a call, a choice
        return UNKNOWN

    def _array(self, depth: int) -> list[Any]:
        self._at += 1
        found = []
        while self._peek() != "]":
            found.append(self._value(depth + 1))
            self._comma()
        self._at += 1
        return found

    def _named(self, name: str) -> Any:
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        value = self._known.get(name.rpartition(".")[2])
        return UNKNOWN if value is None else value

    def _skip(self) -> None:
        """To the comma or bracket that ends what cannot be told."""
        depth = 0
        while depth or self._text[self._at] not in ",}]":
            if text := _TEXT.match(self._text, self._at):
                self._at = text.end()
                continue
            depth += (self._text[self._at] in _OPENING) - (self._text[self._at] in _CLOSING)
            self._at += 1

    def _comma(self) -> None:
        if self._peek() == ",":
            self._at += 1
        elif self._peek() not in "}]":
            raise ValueError("neither a comma nor the end")

    def _peek(self) -> str:
        self._take(_SPACE)
        return self._text[self._at]

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found:
            self._at = found.end()
        return found
