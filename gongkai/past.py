"""`--as-of DAY`: the archive as it read then, for the commands that show it."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from archive.store import Archive
from gongkai.front import Front

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def as_of_option(function: _Decorated) -> _Decorated:
    """Give a command `--as-of`."""
    return click.option(
        "--as-of",
        metavar="DAY",
        help="Show the archive as it read at the end of this day, or at a time such as 2026-11-21T20:40:56Z; UTC.",
    )(function)


def opened(front: Front, as_of: str | None) -> Archive:
    """The archive for reading, of today or of then; where it may not tell all of that day, this is said."""
    if as_of is None:
        return Archive.open_read_only(front.archive)
    from archive import as_of as past

    archive = past.open_as_of(front.archive, as_of)
    if doubt := past.doubt(archive, as_of):
        front.say(doubt)
    return archive
