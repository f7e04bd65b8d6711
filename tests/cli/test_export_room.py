"""An export that finds no room says what could not be written, and leaves nothing."""

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LARGEST = 40_000  # bytes that a file may have: SQLite's own shared memory fits, no export of the demo does
FORMATS = ["csv", "jsonl", "xlsx", "datapackage", "warc", "wacz"]


# While its longest sheet is written: of three sizes in turn, two end within a Chinese character.
AMIDST_A_SHEET = [1_900_000, 1_900_001, 1_900_002]


@pytest.mark.parametrize(
    ("layout", "largest"), [*((layout, LARGEST) for layout in FORMATS), *(("xlsx", size) for size in AMIDST_A_SHEET)]
)
def test_without_room_an_export_leaves_nothing(demo_archive: Path, tmp_path: Path, layout: str, largest: int) -> None:
    archive = Path(shutil.copy(demo_archive, tmp_path / "a.db"))
    out = tmp_path / "out"
    out.mkdir()

    def within_limits() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    called = [sys.executable, "-m", "gongkai", "--archive", str(archive), "export", layout, str(out / "it")]
    ended = subprocess.run(called, capture_output=True, text=True, check=False, preexec_fn=within_limits)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"gongkai: {out / 'it'}")
    assert ended.stderr.endswith("File too large\n")
    assert ended.stderr.count("\n") == 1
    assert [path for path in out.rglob("*") if path.is_file()] == []
