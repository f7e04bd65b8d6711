"""SQL by users: statements that read, one at a time, row by row, within a time limit."""

import re
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from archive.sqlite_errors import column_of_no_text
from archive.store import STEPS, Archive, ArchiveError, answer_interrupts, error_for

Values = Sequence[object] | Mapping[str, object]


class QueryError(ArchiveError):
    """The statement is wrong; `line` and `column`, from 1, say where, as far as that can be told."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryTooLong(QueryError):
    """The statement did not end within its time."""


@dataclass(frozen=True, slots=True)
class Result:
    """Column names, and the rows as they come; they are to be read before the next statement."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def select(archive: Archive, sql: str, values: Values = (), *, seconds: float | None = None) -> Result:
    """Run one statement on an archive opened for reading; `seconds` limits the time until the last row is read.

    Raises QueryError for a statement that SQLite does not understand or that would not only read,
    QueryTooLong, ArchiveDamaged, ArchiveLocked; while rows are read, too.
    """
    limit = _Limit(archive, seconds)
    with _Explained(archive, sql, limit):
        cursor = archive.connection.execute(sql, values)
        if cursor.description is None:
            raise QueryError("the statement gives no rows; only statements that read are taken")
    return Result(tuple(column[0] for column in cursor.description), _rows(archive, sql, cursor, limit))


def _rows(archive: Archive, sql: str, cursor: sqlite3.Cursor, limit: "_Limit") -> Iterator[tuple[object, ...]]:
    try:
        with _Explained(archive, sql, limit):
            for row in cursor:  # noqa: UP028 - `yield from` would close the cursor before it is known to be open
                yield row
    finally:
        with suppress(sqlite3.ProgrammingError):  # rows that nobody read to their end may outlive the connection
            cursor.close()
            answer_interrupts(archive.connection)


class _Limit:
    """Stops what a connection does once the time is up."""

    def __init__(self, archive: Archive, seconds: float | None) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds if seconds is not None else None
        archive.connection.set_progress_handler(self, STEPS)

    def __call__(self) -> int:
        return int(self.is_over())

    def is_over(self) -> bool:
        return self.end is not None and time.monotonic() > self.end


class _Explained:
    """Turns what SQLite says of a statement into a QueryError that says where."""

    def __init__(self, archive: Archive, sql: str, limit: _Limit) -> None:
        self.archive = archive
        self.sql = sql
        self.limit = limit

    def __enter__(self) -> None:
        self.archive.function_errors.clear()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Warning | sqlite3.ProgrammingError) and not isinstance(error, ArchiveError):
            raise QueryError(str(error)) from error
        if not isinstance(error, sqlite3.Error):
            return
        if self.archive.function_errors:
            raise self.archive.function_errors[-1] from error
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            if self.limit.is_over():
                raise QueryTooLong(f"the statement was stopped after {self.limit.seconds:g} seconds") from error
            return  # by Ctrl-C, which is nobody's fault
        if column := column_of_no_text(error):  # which the statement itself may have made of bytes
            raise QueryError(
                f"SQL: {column} holds bytes that are no text: `hex(…)` shows them; `gongkai verify` looks for damage"
            ) from error
        whole_file = error_for(self.archive.path, error)
        if whole_file is not None:
            raise whole_file from error
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_AUTH:
            what = "the statement would write, attach or set something"
            raise QueryError(f"the archive is open for reading only: {what}") from error
        raise _placed(self.archive.connection, self.sql, str(error)) from error


def _placed(connection: sqlite3.Connection, sql: str, message: str) -> QueryError:
    offset = _offset_of(connection, sql, message)
    if offset is None:
        return QueryError(f"SQL: {message}")
    line = sql.count("\n", 0, offset) + 1
    column = offset - (sql.rfind("\n", 0, offset) + 1) + 1
    return QueryError(f"SQL, line {line}, column {column}: {message}", line, column)


def _offset_of(connection: sqlite3.Connection, sql: str, message: str) -> int | None:
    """Where the word that SQLite complains of stands; None where the message names none.

    For a syntax error SQLite names a word that may occur often: the one meant is the first after which the
    statement, cut there, is wrong in the same way.
    """
    named = re.match(r'near "(.+)": syntax error|unrecognized token: "(.+)"', message, re.DOTALL)
    if named is not None:
        word = named[1] or named[2]
        ends = [match.end() for match in re.finditer(re.escape(word), sql)]
        at_fault = (end for end in ends if _message_of(connection, sql[:end]) == message)
        end = next(at_fault, ends[-1] if ends else None)
        return None if end is None else end - len(word)
    missing = re.match(
        r"(?:no such (?:column|table|function|collation sequence)|ambiguous column name): (\S+)", message
    )
    if missing is None:
        return None
    word = missing[1]
    found = re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)", sql, re.IGNORECASE)
    return None if found is None else found.start()


def _message_of(connection: sqlite3.Connection, sql: str) -> str | None:
    try:
        connection.execute(f"EXPLAIN {sql}").close()
    except sqlite3.Error as error:
        return str(error)
    return None
