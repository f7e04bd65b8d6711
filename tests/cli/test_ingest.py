import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import SAMPLES, Run

REPORT = "qinghe/www/zfxxgk/zfxxgknb/202501/t20250116_1520.html"
GUIDE = "qinghe/www/zfxxgk/xxgkzn/202406/t20240603_301.html"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = tmp_path / "files"
    (files / "2025").mkdir(parents=True)
    shutil.copy(SAMPLES / REPORT, files / "2025" / "report.html")
    shutil.copy(SAMPLES / GUIDE, files / "guide.html")
    return files


def test_a_folder_becomes_captures_readings_and_reports(run: Run, folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "new" / "a.db"
    result = run("--archive", archive, "ingest", folder, "--url-prefix", "https://host.cn/", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["files"] == told["new_payloads"] == 2
    assert (told["parse"]["read"], told["parse"]["reports"], told["parse"]["not_reports"]) == (2, 1, 1)
    expected = json.loads((SAMPLES / f"{REPORT}.expected.json").read_text(encoding="utf-8"))
    reports = run("--archive", archive, "query", "select agency, year, form, url from reports", "--json")
    assert json.loads(reports.stdout) == [
        {
            "agency": expected["agency"],
            "year": expected["year"],
            "form": expected["form"],
            "url": "https://host.cn/2025/report.html",
        }
    ]
    states = run("--archive", archive, "query", "select state from parses order by state", "--format", "csv")
    assert states.stdout == "state\ncurrent\nnot_a_report\n"


@pytest.mark.parametrize("prefix", ["http://[/", "http://host:port/", "ftp://host/", "host/"])
def test_a_prefix_that_is_no_address_is_refused(run: Run, folder: Path, tmp_path: Path, prefix: str) -> None:
    result = run("--archive", tmp_path / "a.db", "ingest", folder, "--url-prefix", prefix)
    assert result.exit_code == 2
    said = f"--url-prefix {prefix} is no http or https address; give one such as https://host/path/"
    assert " ".join(result.stderr.split()).endswith(said)


def test_files_that_are_held_are_only_seen_again(run: Run, folder: Path, tmp_path: Path) -> None:
    arguments = ("--archive", tmp_path / "a.db", "ingest", folder, "--url-prefix", "https://host.cn/")
    run(*arguments)
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout == "2 files taken in: 0 new payloads, 2 held already\nnothing to read\n"


def test_each_file_is_new_held_or_left_out(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "copy.html").write_bytes(next(folder.rglob("report.html")).read_bytes())
    with (folder / "large.html").open("wb") as large:
        large.truncate(64 * 1024 * 1024 + 1)
    arguments = ("--archive", tmp_path / "a.db", "ingest", folder, "--no-parse", "--url-prefix")
    first, second = (run(*arguments, prefix) for prefix in ("https://one.cn/", "https://two.cn/"))
    left_out = f"left out: {folder / 'large.html'}: 67108865 bytes; at most 67108864 are taken\n"
    assert (first.exit_code, first.stdout) == (1, f"3 files taken in: 2 new payloads, 1 held already\n{left_out}")
    assert (second.exit_code, second.stdout) == (1, f"3 files taken in: 0 new payloads, 3 held already\n{left_out}")


def test_the_time_of_ingest_is_the_time_of_the_capture_unless_said(run: Run, folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    run("--archive", archive, "ingest", folder, "--fetched-at", "2024-03-31T08:00:00+08:00", "--no-parse")
    result = run("--archive", archive, "query", "select distinct fetched_at from captures", "--format", "csv")
    assert result.stdout == "fetched_at\n2024-03-31T00:00:00Z\n"
    assert run("--archive", archive, "parse", "--plan").stdout.startswith("2 documents would be read\n")


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        ("yesterday", "'yesterday' is no time"),
        ("0001-01-01T00:00:00+14:00", "'0001-01-01T00:00:00+14:00' is no time"),
        ("0001-01-01", "'0001-01-01' is no time"),
        ("9999-12-31T23:59:59-14:00", "'9999-12-31T23:59:59-14:00' is no time"),
        ("9999-12-31", "is 9999-12-31T00:00:00Z in UTC, which is still to come"),
    ],
)
def test_a_time_that_cannot_be_is_refused(run: Run, folder: Path, tmp_path: Path, moment: str, says: str) -> None:
    result = run("--archive", tmp_path / "a.db", "ingest", folder, "--fetched-at", moment)
    assert (result.exit_code, says in result.stderr) == (2, True)
    assert not (tmp_path / "a.db").exists()


def test_files_that_no_reader_reads_are_kept_and_named(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "packed.rar").write_bytes(b"Rar!\x1a\x07\x00" + bytes(range(256)))
    archive = tmp_path / "a.db"
    result = run("--archive", archive, "ingest", folder, "--url-prefix", "https://host.cn/")
    assert result.exit_code == 1
    assert "Kept, but not read:" in result.stdout
    assert "bytes of no kind that is known  https://host.cn/packed.rar\n" in result.stdout
    held = run("--archive", archive, "query", "select length(payload(sha256)) as n from parses where state = 'failed'")
    assert held.stdout.splitlines()[-1] == "263"


def test_a_folder_without_readable_files_is_refused_and_nothing_is_made(run: Run, tmp_path: Path) -> None:
    files = tmp_path / "recordings"
    files.mkdir()
    (files / "a.mp3").write_bytes(bytes(100))
    result = run("--archive", tmp_path / "a.db", "ingest", files)
    assert result.exit_code == 2
    assert result.stderr == (f"gongkai: {files}: none of 1 files is of a kind that can be read; nothing was taken in\n")
    assert not (tmp_path / "a.db").exists()


def test_real_documents(run: Run, corpus: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    result = run("--archive", archive, "ingest", corpus / "seeds", corpus / "reports", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["files"], told["parse"]["reports"], told["parse"]["not_reports"]) == (8, 7, 1)
