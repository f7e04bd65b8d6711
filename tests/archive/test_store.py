import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from archive.migrations import SCHEMAS
from archive.store import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    Archive,
    ArchiveDamaged,
    ArchiveError,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveNewer,
    ArchiveOlder,
    NotAnArchive,
    error_for,
)
from tests.archive.readings import capture, keep


def test_a_new_archive_is_marked_as_one(path: Path) -> None:
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert plain.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert plain.execute("SELECT migration_set, name FROM _sqlite_migrations").fetchall() == [
            ("gongkai", name) for name in SCHEMAS
        ]
    plain.close()


def test_folders_on_the_way_to_a_new_archive_are_made(tmp_path: Path) -> None:
    Archive.open(tmp_path / "data" / "deep" / "new.db", create=True).close()
    assert (tmp_path / "data" / "deep" / "new.db").exists()


def test_opening_again_changes_nothing(path: Path) -> None:
    with Archive.open(path) as archive:
        before = archive.connection.execute("PRAGMA schema_version").fetchone()
    with Archive.open(path, create=True) as archive:
        assert archive.connection.execute("PRAGMA schema_version").fetchone() == before


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    for opening in (Archive.open, Archive.open_read_only):
        with pytest.raises(ArchiveMissing, match=r"there is no archive .*gongkai crawl.*makes one") as caught:
            opening(tmp_path / "none.db")
        assert caught.value.exit_code == 2
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html>" + b"x" * 5000, "is no SQLite file"),
        (b"SQLite", "is no SQLite file"),
        (b"", "is an empty file, not an archive"),
    ],
)
def test_a_file_of_another_kind_is_no_archive(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    for opening in (Archive.open, Archive.open_read_only):
        with pytest.raises(NotAnArchive, match=says) as caught:
            opening(path)
        assert caught.value.exit_code == 2
    assert path.read_bytes() == content


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="is a folder"):
        Archive.open(tmp_path, create=True)


def test_a_database_of_another_program_is_no_archive_and_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE theirs (x)")
    plain.close()
    before = path.read_bytes()
    for opening in (Archive.open, Archive.open_read_only):
        with pytest.raises(NotAnArchive, match="a SQLite file of another program"):
            opening(path)
    with pytest.raises(NotAnArchive):
        Archive.open(path, create=True)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_an_archive_where_one_is_to_be_made(tmp_path: Path) -> None:
    """What a process that was killed at its very start leaves behind."""
    path = tmp_path / "begun.db"
    path.touch()
    with Archive.open(path, create=True) as archive:
        assert archive.damage() == []


def test_a_schema_that_is_no_text_is_damage(archive: Archive) -> None:
    """SQLite quotes it in what it says, and Python finds no words in that."""
    path = archive.path
    archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    archive.close()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE capture_log", b"CREATE \xd3ABLE capture_log", 1))
    for opening in (Archive.open, Archive.open_read_only):
        with pytest.raises(ArchiveDamaged, match="is damaged: its schema holds bytes that are no text; restore it"):
            opening(path)


def test_a_truncated_archive_is_damaged(archive: Archive) -> None:
    keep(archive, capture(body=bytes(range(256)) * 400))
    path = archive.path
    archive.close()
    path.write_bytes(path.read_bytes()[: 20 * 4096])
    for opening in (Archive.open, Archive.open_read_only):
        with pytest.raises(ArchiveDamaged, match=r"is damaged: .*restore it from a copy") as caught:
            opening(path)
        assert caught.value.exit_code == 3


def test_garbage_in_a_leaf_is_found_where_it_is_read(archive: Archive) -> None:
    root = archive.connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'capture_log'").fetchone()[0]
    size = archive.connection.execute("PRAGMA page_size").fetchone()[0]
    keep(archive, capture())
    path = archive.path
    archive.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(content)
    with Archive.open(path) as reopened:
        assert reopened.damage() != []
        with pytest.raises(ArchiveDamaged), reopened.write() as conn:
            conn.execute("SELECT * FROM capture_log").fetchall()


def test_an_archive_of_a_newer_program_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as plain:
        plain.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    plain.close()
    for opening in (Archive.open, Archive.open_read_only):
        with pytest.raises(ArchiveNewer, match=f"has schema {SCHEMA_VERSION + 1}, made by a newer gongkai"):
            opening(path)


def test_an_older_archive_is_not_read_before_it_is_brought_up_to_date(path: Path) -> None:
    with sqlite3.connect(path) as plain:
        plain.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    plain.close()
    with pytest.raises(ArchiveOlder, match=f"older schema {SCHEMA_VERSION - 1}"):
        Archive.open_read_only(path)


def test_changed_views_are_made_anew(path: Path) -> None:
    with sqlite3.connect(path) as plain:
        plain.execute("DROP VIEW sections")
        plain.execute("CREATE VIEW sections AS SELECT 1 AS old")
        plain.execute("UPDATE facts SET value = 'another text' WHERE name = 'views'")
    plain.close()
    with Archive.open(path) as archive:
        columns = [row[1] for row in archive.connection.execute("PRAGMA table_info(sections)")]
    assert columns == ["report_id", "ordinal", "code", "heading", "text"]


def test_a_failed_transaction_leaves_nothing(archive: Archive) -> None:
    with pytest.raises(ValueError, match="no verdict"):
        keep(archive, capture(), capture(verdict="fine"))
    assert archive.connection.execute("SELECT count(*) FROM captures").fetchone() == (0,)
    assert not archive.connection.in_transaction


def test_a_second_writer_is_told_that_the_archive_is_locked(archive: Archive) -> None:
    with Archive.open(archive.path) as other, archive.write():
        other.connection.execute("PRAGMA busy_timeout = 10")
        with pytest.raises(ArchiveLocked, match="is locked: another process") as caught, other.write():
            pass
        assert caught.value.exit_code == 3


def test_readers_read_while_a_writer_writes(archive: Archive) -> None:
    keep(archive, capture())
    with archive.write() as conn, Archive.open_read_only(archive.path) as reader:
        conn.execute("DELETE FROM capture_log")
        assert reader.connection.execute("SELECT count(*) FROM captures").fetchone() == (1,)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO facts VALUES ('a', 'b')",
        "UPDATE capture_log SET url = ''",
        "DELETE FROM capture_log",
        "DROP VIEW reports",
        "CREATE TABLE mine (x)",
        "CREATE TEMP TABLE mine (x)",
        "ATTACH ':memory:' AS other",
        "VACUUM INTO 'copy.db'",
        "PRAGMA query_only = OFF",
        "PRAGMA user_version = 7",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA writable_schema = ON",
        "SELECT load_extension('x')",
        "REINDEX",
        "ANALYZE",
    ],
)
def test_a_connection_for_reading_only_reads(path: Path, statement: str) -> None:
    with Archive.open_read_only(path) as archive:
        before = path.read_bytes()
        with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|authorization denied|no such function"):
            archive.connection.execute(statement)
        assert path.read_bytes() == before


@pytest.mark.parametrize("statement", ["PRAGMA table_info(reports)", "PRAGMA user_version", "SELECT max(1, 2)"])
def test_a_connection_for_reading_can_look_around(path: Path, statement: str) -> None:
    with Archive.open_read_only(path) as archive:
        assert archive.connection.execute(statement).fetchall() != []


def test_what_was_committed_outlives_a_writer_that_never_closed(path: Path) -> None:
    """The log that such a writer leaves is recovered, whatever else is in it."""
    script = (
        "import os, sys\n"
        "from archive.store import Archive\n"
        "from archive.raw.payloads import put\n"
        "archive = Archive.open(sys.argv[1])\n"
        "with archive.write() as conn:\n"
        "    put(conn, b'kept', None)\n"
        "archive.connection.execute('BEGIN IMMEDIATE')\n"
        "put(archive.connection, b'never committed', None)\n"
        "os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == 9
    assert Path(f"{path}-wal").stat().st_size > 0
    with Archive.open_read_only(path) as archive:
        assert archive.connection.execute("SELECT size FROM payloads").fetchall() == [(4,)]
        assert archive.damage() == []


@pytest.mark.parametrize(
    ("code", "kind", "says"),
    [
        (sqlite3.SQLITE_IOERR_SHORT_READ, ArchiveDamaged, "is damaged: disk I/O error; restore it from a copy"),
        (sqlite3.SQLITE_IOERR_WRITE, ArchiveError, "cannot be used: its disk is full or failing"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, ArchiveError, "cannot be used: its disk is full or failing"),
        (sqlite3.SQLITE_READONLY, ArchiveError, "cannot be written: disk I/O error"),
        (sqlite3.SQLITE_READONLY_CANTINIT, ArchiveError, "its log a.db-wal can be taken in only where"),
    ],
)
def test_a_full_disk_is_no_damage_and_a_file_that_is_read_only_no_lost_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[ArchiveError], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.db-wal").touch()
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    plain = error_for(Path("a.db"), error)
    assert type(plain) is kind
    assert says in str(plain)


def test_ctrl_c_ends_a_statement_that_runs_long(path: Path) -> None:
    """SQLite works without Python, which alone hears the signal."""
    counting = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with Archive.open_read_only(path) as archive:
        ring = threading.Timer(0.2, signal.raise_signal, [signal.SIGINT])
        ring.start()
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            archive.connection.execute(counting).fetchone()
        ring.join()
