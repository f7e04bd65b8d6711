"""The archive as Datasette sees it: connections that only read, and time limits for what our pages ask."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from datasette.database import Database

from archive.errors import ArchiveError
from archive.query import QueryTooLong
from archive.store import Archive

T = TypeVar("T")

SECONDS = 10.0  # for all that one page asks; a statement that a user writes has Datasette's own limit
_STEPS = 20_000  # of SQLite's machine between two looks at the clock: some tenths of a millisecond


class ArchiveDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """A database of Datasette whose connections `opener` gives: they cannot write, nor reach another file.

    Datasette has one of them in each of its threads, and sets it up for itself; our pages have another one there.
    """

    def __init__(self, datasette: Any, path: Path, opener: Callable[[], Archive]) -> None:
        super().__init__(datasette, path=str(path), is_mutable=True)  # a crawl may write while we read
        self._opener = opener
        self._of_pages = threading.local()
        self._opened: list[Archive] = []

    def connect(self, write: bool = False) -> sqlite3.Connection:
        if write:
            raise ArchiveError("the archive is open for reading only")
        return self._open().connection

    async def look(self, function: Callable[[Archive], T]) -> T:
        """What `function` finds in one state of the archive, in a thread of Datasette's pool.

        Raises QueryTooLong where the archive takes longer than SECONDS, and what the function raises.
        """
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, self._look, function)

    def interrupt(self) -> None:
        """Stop the statements that run; from any thread, a signal's handler too."""
        for archive in self._opened:
            archive.connection.interrupt()

    def close(self) -> None:
        """Close all connections. Nothing may use them any more."""
        for archive in self._opened:
            archive.close()
        self._opened.clear()

    def _look(self, function: Callable[[Archive], T]) -> T:
        archive: Archive | None = getattr(self._of_pages, "archive", None)
        if archive is None:
            archive = self._of_pages.archive = self._open()
        with within(archive, SECONDS), archive.one_state():
            return function(archive)

    def _open(self) -> Archive:
        archive = self._opener()
        self._opened.append(archive)
        return archive


@contextmanager
def within(archive: Archive, seconds: float) -> Iterator[None]:
    """Stop what the archive is asked within once `seconds` have passed. Raises QueryTooLong then.

    Of limits within each other the inner one counts; after it there is none.
    """
    end = time.monotonic() + seconds
    archive.connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise QueryTooLong(f"the archive was asked for longer than {seconds:g} seconds") from error
        raise
    finally:
        archive.connection.set_progress_handler(None, 0)
