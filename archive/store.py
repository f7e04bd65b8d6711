"""The only place that opens SQLite: one archive is one file, with one writer at a time and any number of readers.

An archive is marked by its `application_id`, so a file that is no archive is told apart from an archive
that is damaged, and by its `user_version`, the number of the schema, so an older program refuses a newer
archive in plain words.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from archive import functions, guard
from archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveOlder,
    NotAnArchive,
)
from archive.sqlite_errors import RESCUE, error_for, log_of, plainly

if TYPE_CHECKING:
    import sqlite_utils

__all__ = [
    "APPLICATION_ID",
    "SCHEMA_VERSION",
    "Archive",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveLocked",
    "ArchiveMissing",
    "ArchiveNewer",
    "ArchiveOlder",
    "NotAnArchive",
    "error_for",
    "scratch",
]

APPLICATION_ID = 0x676B6169  # "gkai", in the file's header: this SQLite file is an archive of gongkai
SCHEMA_VERSION = 10
BUSY_SECONDS = 30.0
MAGIC = b"SQLite format 3\0"
# Packed payloads are a few kilobytes each and leave the last part of a page empty: 9 % less room than with SQLite's
# usual 4096, for scans that take a fifth longer. An archive keeps the size it was made with.
PAGE_SIZE = 2048
# A write-ahead log that a long reader blew up is cut back to this size at the next checkpoint.
LOG_SIZE_LIMIT = 64 * 1024 * 1024
# How many steps of SQLite's machine pass until it looks up from its work: some tenths of a millisecond.
STEPS = 20_000


class Archive:
    """An open archive; a context manager that closes it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        # What a SQL function raised; SQLite itself only says that one did.
        self.function_errors: list[ArchiveError] = []

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Self:
        """The archive for reading and writing, brought up to this program's schema.

        Raises ArchiveMissing (unless `create`), NotAnArchive, ArchiveDamaged, ArchiveLocked, ArchiveNewer.
        """
        path = Path(path)
        _refuse_what_is_no_file(path, may_be_missing=create)
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        with plainly(path):
            connection = _connect(path, "rwc" if create else "rw")
        archive = cls(path, connection)
        try:
            with plainly(path):
                archive._prepare_to_write(create=create)
        except BaseException:
            connection.close()
            raise
        return archive

    @classmethod
    def open_read_only(cls, path: Path | str, *, arrange: "Callable[[Archive], None] | None" = None) -> Self:
        """The archive for reading: it cannot be written, and no other file can be attached.

        `arrange` may put what stands for its tables into temporary ones first.

        The SQL functions `payload`, `payload_text` and `reading_cells` are there. Raises ArchiveMissing,
        NotAnArchive, ArchiveDamaged, ArchiveLocked, ArchiveNewer, ArchiveOlder.
        """
        path = Path(path)
        _refuse_what_is_no_file(path, may_be_missing=False)
        with plainly(path):
            connection = _connect(path, "ro")
        try:
            with plainly(path):
                schema = _schema_of(path, connection)
            _refuse_older(path, schema)
            archive = cls(path, connection)
            functions.register(connection, archive.function_errors)
            if arrange is not None:
                with plainly(path):
                    arrange(archive)
            guard.close_to_writing(connection)
            answer_interrupts(connection)
        except BaseException:
            connection.close()
            raise
        return archive

    @cached_property
    def db(self) -> "sqlite_utils.Database":
        """The same connection through sqlite-utils, whose import takes most of a second."""
        import sqlite_utils  # noqa: PLC0415 - only migrations and notebooks pay for it

        return sqlite_utils.Database(self.connection)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end of the block, undone by any exception.

        Raises ArchiveLocked where another writer does not let go, ArchiveDamaged where SQLite finds damage.
        """
        with plainly(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """All statements within see one state of the archive: a statement that is not read to its end holds it.

        While it is held, the log of writers cannot be taken into the file, so it grows.
        """
        with closing(self.connection.execute("SELECT name FROM sqlite_schema")) as held:
            held.fetchone()
            yield

    @contextmanager
    def attached(self, other: Path, name: str) -> Iterator[None]:
        """Within, the tables of another archive are there under `name`, for reading only. Not within a transaction."""
        with plainly(other):
            self.connection.execute(f"ATTACH DATABASE ? AS {name}", (_uri(other, "ro"),))
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # statements that were cut off may hold it; what cut them off is what matters
                self.connection.execute(f"DETACH DATABASE {name}")
            raise
        self.connection.execute(f"DETACH DATABASE {name}")

    def damage(self) -> list[str]:
        """What SQLite's quick check finds wrong, at most ten findings; reads the whole file."""
        try:
            findings = [str(row[0]) for row in self.connection.execute("PRAGMA quick_check(10)")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [] if findings == ["ok"] else findings

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare_to_write(self, *, create: bool) -> None:
        from archive import migrations  # noqa: PLC0415 - migrations need this module

        if create and _is_blank(self.path, self.connection):
            self.connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        else:
            _schema_of(self.path, self.connection)
        self.connection.execute("PRAGMA journal_mode = WAL")
        # With WAL, NORMAL loses no committed transaction when a process dies; FULL also outlives a power cut.
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.connection.execute(f"PRAGMA journal_size_limit = {LOG_SIZE_LIMIT}")
        migrations.bring_up_to_date(self)
        functions.register(self.connection, self.function_errors)


def is_writable(path: Path) -> bool:
    """Whether this process may write the file and files beside it; what is not there is not written either."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def answer_interrupts(connection: sqlite3.Connection) -> None:
    """Let Ctrl-C end a statement that runs long: it becomes an OperationalError, SQLITE_INTERRUPT.

    SQLite works without Python, which sees a signal only when it is called; so it is called now and then.
    """
    connection.set_progress_handler(lambda: 0, STEPS)


def scratch() -> sqlite3.Connection:
    """A database in memory with the tables of an archive, and nothing in it nor remembered; to be closed."""
    from archive import migrations  # noqa: PLC0415 - migrations need this module

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.make_tables(connection)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    return connection


@contextmanager
def as_it_is(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for copying an archive of this or an older schema; nothing is brought up to date.

    Raises ArchiveMissing, NotAnArchive, ArchiveDamaged, ArchiveLocked, ArchiveNewer.
    """
    _refuse_what_is_no_file(path, may_be_missing=False)
    with plainly(path), closing(_connect(path, "ro")) as connection:
        _schema_of(path, connection)
        yield connection


@contextmanager
def copy_at(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy, new or to be looked at; it is written without regard to a crash."""
    with plainly(path), closing(_connect(path, "rwc")) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # A connection for reading may pass from thread to thread, as servers and notebooks do; SQLite guards it itself.
    return sqlite3.connect(
        _uri(path, mode), uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=mode != "ro"
    )


def _uri(path: Path, mode: str) -> str:
    """The name by which SQLite opens a file. What nobody can write to is read without a log, which needs a file beside.

    A log that is there already belongs to the archive: without it, what was committed last would be missing.
    """
    whole = path.resolve()
    is_alone = mode == "ro" and not os.access(whole.parent, os.W_OK) and not log_of(whole).exists()
    return f"file:{quote(os.fsencode(whole))}?mode={mode}{'&immutable=1' if is_alone else ''}"


def _refuse_what_is_no_file(path: Path, *, may_be_missing: bool) -> None:
    if path.is_dir():
        raise NotAnArchive(f"{path} is a folder, not an archive")
    if not path.exists():
        if may_be_missing:
            return
        raise ArchiveMissing(f"there is no archive {path}; `gongkai crawl` or `gongkai ingest` makes one")
    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}") from error
    if magic and magic != MAGIC:
        raise NotAnArchive(f"{path} is no SQLite file, so it is no archive")


def _refuse_older(path: Path, schema: int) -> None:
    if schema < SCHEMA_VERSION:
        raise ArchiveOlder(f"{path} has the older schema {schema}; `gongkai parse` brings it to the newest")


def _is_blank(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether the file has no tables; the first statement of a connection, for which SQLite reads the schema."""
    try:
        return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
    except UnicodeDecodeError as error:  # so Python takes what SQLite says of a damaged schema, which it quotes
        raise ArchiveDamaged(f"{path} is damaged: its schema holds bytes that are no text; {RESCUE}") from error


def _schema_of(path: Path, connection: sqlite3.Connection) -> int:
    """The number of the archive's schema; reading it makes SQLite look at the file's size and first leaf."""
    blank = _is_blank(path, connection)
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    if application_id != APPLICATION_ID:
        what = "an empty file" if blank else "a SQLite file of another program"
        raise NotAnArchive(f"{path} is {what}, not an archive of gongkai")
    schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if schema > SCHEMA_VERSION:
        known = f"this one knows schemas up to {SCHEMA_VERSION}"
        raise ArchiveNewer(f"{path} has schema {schema}, made by a newer gongkai; {known}: install the newer")
    return schema
