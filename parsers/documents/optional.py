"""Readers that need libraries of an extra: imported when the first file of their kind is read."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from parsers.model import Context, Document

from .errors import UnreadableError

Reader = Callable[[bytes, Context], Document]


def optional_reader(module: str, function: str, library: str, what: str) -> Reader:
    """The reader `function` of `module`. Without the extra's `library` it says that `what` needs it."""

    def read(payload: bytes, context: Context) -> Document:
        try:
            reader: Reader = getattr(import_module(module), function)
        except ModuleNotFoundError as error:
            if error.name != library:
                raise
            raise UnreadableError(f"{what} needs the extra [office]: pip install 'gongkai[office]'") from error
        return reader(payload, context)

    return read
