"""A copy made while a crawl writes shows one moment, whole, and replaces nothing."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from archive.backup import BackupRefused, backup
from archive.errors import ArchiveDamaged, ArchiveMissing, NotAnArchive
from archive.fixity import verify
from archive.parsed.reparse import parse_new
from archive.store import PAGE_SIZE, Archive
from tests.archive.readings import URL, WrittenOut, capture, keep, line, page, report

CHECKOUT = str(Path(__file__).resolve().parents[2])
# Writes captures in pairs, each pair in one transaction, until it is told to stop; says when it has begun.
WRITER = """
import itertools, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from archive.store import PAGE_SIZE, Archive
from tests.archive.readings import capture, keep
archive = Archive.open(sys.argv[1])
for n in itertools.count():
    keep(archive, capture(f"https://a/{n}", b"%d" % n * 3000), capture(f"https://b/{n}", b"%d." % n * 3000))
    if n == 3:
        print("at work", flush=True)
    if Path(sys.argv[1] + ".stop").exists():
        break
"""


@pytest.fixture
def held(archive: Archive) -> Archive:
    keep(archive, capture(URL, page(report(figures=line("new_received", 5)))))
    parse_new(archive, reader=WrittenOut())
    return archive


def test_a_backup_is_the_archive(held: Archive, tmp_path: Path) -> None:
    copied = backup(held.path, tmp_path / "deep" / "copy.db")
    with Archive.open_read_only(tmp_path / "deep" / "copy.db") as copy:
        assert list(copy.connection.iterdump()) == list(held.connection.iterdump())
        assert verify(copy).damage == []
    assert copied.size == (tmp_path / "deep" / "copy.db").stat().st_size
    assert copied.rows > 0
    assert [file.name for file in (tmp_path / "deep").iterdir() if "part" in file.name] == []


def test_what_was_committed_but_lies_in_the_log_is_in_the_copy(held: Archive, tmp_path: Path) -> None:
    keep(held, capture("https://a/late", b"late"))
    assert Path(f"{held.path}-wal").stat().st_size > 0
    backup(held.path, tmp_path / "copy.db")
    with Archive.open_read_only(tmp_path / "copy.db") as copy:
        assert copy.connection.execute("SELECT count(*) FROM captures").fetchall() == [(2,)]


def test_a_backup_beside_a_living_writer_shows_one_moment(held: Archive, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(held.path), CHECKOUT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "at work\n"
            for number in range(3):
                backup(held.path, tmp_path / f"{number}.db")
            assert writer.poll() is None
        finally:
            Path(f"{held.path}.stop").touch()
        assert writer.wait(timeout=60) == 0
    for number in range(3):
        with Archive.open_read_only(tmp_path / f"{number}.db") as copy:
            assert verify(copy).damage == []
            hosts = copy.connection.execute(
                "SELECT substr(url, 9, 1), count(*) FROM captures WHERE url <> ? GROUP BY 1", (URL,)
            ).fetchall()
            assert [host for host, _ in hosts] == ["a", "b"]
            assert hosts[0][1] == hosts[1][1] >= 4  # no transaction is there by half


def test_a_file_that_is_there_is_never_replaced(held: Archive, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    for there in (tmp_path / "mine", held.path):
        with pytest.raises(BackupRefused, match="is there already; a backup replaces nothing"):
            backup(held.path, there)
    assert (tmp_path / "mine").read_text() == "mine"


def test_what_is_no_archive_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html>")
    with pytest.raises(NotAnArchive):
        backup(tmp_path / "page.html", tmp_path / "copy.db")
    with pytest.raises(ArchiveMissing):
        backup(tmp_path / "none.db", tmp_path / "copy.db")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["page.html"]


def test_a_damaged_archive_gives_no_backup(held: Archive, tmp_path: Path) -> None:
    root = held.connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'list_readings'").fetchone()[0]
    path = held.path
    held.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * PAGE_SIZE : root * PAGE_SIZE] = b"\xff" * PAGE_SIZE
    path.write_bytes(content)
    with pytest.raises((ArchiveDamaged, sqlite3.DatabaseError), match=r"malformed|damaged"):
        backup(path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    assert [file.name for file in tmp_path.iterdir() if "part" in file.name] == []
