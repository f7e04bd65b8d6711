"""What was committed outlives the process, the folder and the settings of the file; nothing sound is refused."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import withdraw
from archive.backup import backup
from archive.errors import ArchiveError
from archive.fixity import verify
from archive.merge.merging import merge
from archive.parsed import selections
from archive.parsed.reparse import parse_new
from archive.parsed.selections import Selection
from archive.store import Archive
from tests.archive.readings import URL, WrittenOut, capture, keep, line, page, report

CHECKOUT = str(Path(__file__).resolve().parents[2])
READER = WrittenOut()
# Commits captures one by one, says so after each, and is at work on the next one when it is killed.
WRITER = """
import itertools, sys
sys.path.insert(0, sys.argv[2])
from archive.store import Archive
from archive.raw import captures
from tests.archive.readings import capture, keep
archive = Archive.open(sys.argv[1])
archive.connection.execute("PRAGMA wal_autocheckpoint = 0")
for n in range(5):
    keep(archive, capture(f"https://a/{n}", b"%d" % n * 9000))
with archive.write() as conn:
    captures.record(conn, capture("https://a/never", b"never" * 90000))
    print("at work", flush=True)
    import time; time.sleep(60)
"""


@pytest.fixture
def held(archive: Archive) -> Path:
    """A closed archive with one report."""
    keep(archive, capture(URL, page(report(figures=line("new_received", 5)))))
    parse_new(archive, reader=READER)
    archive.close()
    return archive.path


@pytest.fixture
def cut_off(held: Path) -> Path:
    """The same after a writer was killed in the middle of a transaction: its log is left behind."""
    command = [sys.executable, "-c", WRITER, str(held), CHECKOUT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "at work\n"
        writer.kill()
        assert writer.wait() == -signal.SIGKILL
    assert Path(f"{held}-wal").stat().st_size > 0
    return held


def captures_in(path: Path) -> int:
    with Archive.open_read_only(path) as archive:
        assert verify(archive, rebuild=True, reader=READER).damage == []
        return int(archive.connection.execute("SELECT count(*) FROM captures").fetchone()[0])


def test_file_and_log_of_a_killed_writer_hold_all_that_was_committed(cut_off: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{cut_off}{suffix}", elsewhere / f"copy.db{suffix}")
    assert captures_in(elsewhere / "copy.db") == 1 + 5
    with Archive.open(elsewhere / "copy.db") as archive:
        keep(archive, capture("https://a/next", b"next"))
    assert captures_in(elsewhere / "copy.db") == 1 + 5 + 1


def test_the_file_alone_is_whole_as_it_was_before_the_log(cut_off: Path, tmp_path: Path) -> None:
    shutil.copy(cut_off, tmp_path / "alone.db")
    assert captures_in(tmp_path / "alone.db") == 1


def test_a_log_that_is_cut_short_loses_only_what_stood_in_the_part_that_is_gone(cut_off: Path, tmp_path: Path) -> None:
    shutil.copy(cut_off, tmp_path / "short.db")
    log = Path(f"{cut_off}-wal").read_bytes()
    Path(tmp_path / "short.db-wal").write_bytes(log[: len(log) // 3])
    assert 1 <= captures_in(tmp_path / "short.db") < 1 + 5


def test_a_backup_of_what_a_killed_writer_left_has_all_that_was_committed(cut_off: Path, tmp_path: Path) -> None:
    backup(cut_off, tmp_path / "copy.db")
    assert captures_in(tmp_path / "copy.db") == 1 + 5


@pytest.mark.parametrize("name", ["with spaces.db", "档案/年报 2024.db", "100%?#&.db", 'it\'s "quoted".db'])
def test_any_name_will_do(held: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(held, path)
    with Archive.open(path) as archive:
        keep(archive, capture("https://a/next", b"next"))
    assert captures_in(path) == 2
    backup(path, tmp_path / f"{path.stem} copy.db")
    with Archive.open(tmp_path / "empty.db", create=True) as empty:
        assert merge(empty, [path])[0].new["captures"] == 2


@pytest.mark.parametrize(
    "settings",
    [
        "PRAGMA journal_mode = DELETE",
        "PRAGMA journal_mode = TRUNCATE",
        "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM",
        "PRAGMA journal_mode = DELETE; PRAGMA page_size = 65536; VACUUM",
        "PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = FULL; VACUUM",
        "PRAGMA journal_mode = DELETE; REINDEX; ANALYZE",
    ],
)
def test_settings_that_another_program_left_are_no_reason_to_refuse(held: Path, settings: str) -> None:
    plain = sqlite3.connect(held, isolation_level=None)
    for statement in settings.split("; "):
        plain.execute(statement)
    plain.close()
    assert captures_in(held) == 1
    with Archive.open(held) as archive:
        keep(archive, capture("https://a/next", b"next"))
    assert captures_in(held) == 2


def as_somebody_who_may_only_read(work: Callable[[], None]) -> None:
    """Run `work` in a child that is not root, for root may write anywhere; its failure is this process's failure."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            work()
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.fixture
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that anybody may enter."""
    folder = tmp_path_factory.mktemp("shelf")
    for one in (folder, *folder.parents):
        if one.owner() == folder.owner() and not one.stat().st_mode & stat.S_IXOTH:
            one.chmod(0o755)
    return folder


@pytest.mark.parametrize("folder_mode", [0o555, 0o755])
def test_an_archive_that_nobody_may_write_can_be_read(held: Path, shelf: Path, folder_mode: int) -> None:
    path = Path(shutil.copy(held, shelf / "read only.db"))
    path.chmod(0o444)
    shelf.chmod(folder_mode)
    with Archive.open_read_only(held) as archive:  # what is imported late is imported before the change of user
        verify(archive)
    as_somebody_who_may_only_read(lambda: _is_sound(path))
    assert [file.name for file in shelf.iterdir()] == ["read only.db"]


def _is_sound(path: Path) -> None:
    with Archive.open_read_only(path) as archive:
        assert verify(archive).damage == []
        assert archive.connection.execute("SELECT count(*) FROM reports").fetchall() == [(1,)]


def test_what_is_only_planned_can_be_asked_of_an_archive_that_nobody_may_write(
    held: Path, shelf: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = tmp_path_factory.mktemp("desk")  # the machine's folder for temporary files may be this user's alone
    desk.chmod(0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(desk))
    path = Path(shutil.copy(held, shelf / "read only.db"))
    path.chmod(0o444)
    shelf.chmod(0o555)
    before = path.read_bytes()
    told_here = _told_of_plans(held)  # what is imported late is imported before the change of user
    as_somebody_who_may_only_read(lambda: _tells_as_much(path, told_here))
    assert path.read_bytes() == before
    assert ([file.name for file in shelf.iterdir()], list(desk.iterdir())) == (["read only.db"], [])


def _told_of_plans(path: Path) -> tuple[int, int, withdraw.Removed]:
    """How many documents would be read, and read again where the report has a year, and what a withdrawal would take."""
    with Archive.open_read_only(path) as archive:
        [(sha256,)] = archive.connection.execute("SELECT sha256 FROM payloads").fetchall()
        again = selections.plan_reparse(archive, Selection(all=True, where="year > 0"), reader=WrittenOut())
        return selections.plan_parse(archive).documents, again.documents, withdraw.foresee(path, sha256[:8])


def _tells_as_much(path: Path, told: object) -> None:
    assert _told_of_plans(path) == told


def test_a_log_that_cannot_be_taken_in_is_not_passed_over(cut_off: Path, shelf: Path) -> None:
    for suffix in ("", "-wal"):
        Path(shutil.copy(f"{cut_off}{suffix}", shelf / f"a.db{suffix}")).chmod(0o444)
    shelf.chmod(0o555)
    as_somebody_who_may_only_read(lambda: _is_refused(shelf / "a.db"))


def _is_refused(path: Path) -> None:
    with pytest.raises(
        ArchiveError, match=r"its log .*a\.db-wal can be taken in only where file and folder can be wri"
    ):
        Archive.open_read_only(path)
