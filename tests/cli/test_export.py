import json
import sqlite3
from pathlib import Path

from tests.cli.running import Run


def test_an_export_says_what_it_wrote(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    written = json.loads(run("--archive", demo_archive, "export", "jsonl", tmp_path / "out", "--json").stdout)["files"]
    connection = sqlite3.connect(demo_archive)
    for one in written:
        [(rows,)] = connection.execute(f"select count(*) from {one['view']}").fetchall()
        assert one["rows"] == rows == len(Path(one["path"]).read_text(encoding="utf-8").splitlines())
    connection.close()
    assert {"reports", "cells", "cell_notes", "captures", "coverage", "gongkai_columns"} <= {
        one["view"] for one in written
    }


def test_one_view_as_csv(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    text = run("--archive", demo_archive, "export", "csv", tmp_path, "--view", "publishers").stdout
    assert str(tmp_path / "publishers.csv") in text
    assert [path.name for path in tmp_path.iterdir()] == ["publishers.csv"]


def test_a_file_that_is_there_is_one_sentence_and_exit_2(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    arguments = ("--archive", demo_archive, "export", "csv", tmp_path, "--view", "publishers")
    assert run(*arguments).exit_code == 0
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr == f"gongkai: {tmp_path / 'publishers.csv'} is there already; --force writes it anew\n"
    assert run(*arguments, "--force").exit_code == 0


def test_a_format_that_is_not_there_is_refused(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    result = run("--archive", demo_archive, "export", "xml", tmp_path)
    assert result.exit_code == 2
    assert "'xml' is not one of 'csv', 'jsonl', 'parquet', 'xlsx', 'datapackage', 'warc', 'wacz'" in result.stderr


def test_every_format_says_what_it_wrote(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    few = ("--view", "reports", "--view", "sections")
    for layout, dest, *options in (
        ("parquet", "p"), ("xlsx", "a.xlsx", *few), ("datapackage", "d", *few), ("warc", "w"), ("wacz", "a.wacz"),
    ):  # fmt: skip
        result = run("--archive", demo_archive, "export", layout, tmp_path / dest, "--json", *options)
        told = json.loads(result.stdout)
        assert (result.exit_code, told["format"], told["left_out"], told["whole"]) == (0, layout, [], True)
        assert {one["path"] for one in told["files"]} == set(map(str, files_of(tmp_path / dest)))
        for one in told["files"]:
            assert Path(one["path"]).stat().st_size == one["size"]


def files_of(path: Path) -> list[Path]:
    return list(path.iterdir()) if path.is_dir() else [path]


def test_raw_evidence_says_that_it_is(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    said = "raw evidence: telephone numbers and e-mail addresses are not masked\n"
    assert run("--archive", demo_archive, "export", "warc", tmp_path / "w").stdout.endswith(said)
    assert said not in run("--archive", demo_archive, "export", "csv", tmp_path / "c").stdout


def test_a_loss_is_said_and_exit_1(run: Run, copied: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(copied)
    with connection:
        connection.execute("UPDATE payloads SET stored = x'00' WHERE sha256 = (SELECT min(sha256) FROM payloads)")
    connection.close()
    result = run("--archive", copied, "export", "warc", tmp_path / "w")
    assert result.exit_code == 1
    assert "left out: capture " in result.stdout
    assert " is damaged: " in result.stdout


def test_options_that_a_format_does_not_know_are_refused(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    arguments = ("--archive", demo_archive, "export")
    result = run(*arguments, "warc", tmp_path / "w", "--view", "reports")
    assert (result.exit_code, result.stderr) == (2, "gongkai: --view chooses among tables; warc has all captures\n")
    result = run(*arguments, "csv", tmp_path / "c", "--file-size", "5")
    assert (result.exit_code, result.stderr) == (2, "gongkai: --file-size is for warc; csv has no such parts\n")
    result = run(*arguments, "csv", demo_archive)
    assert (result.exit_code, result.stderr) == (2, f"gongkai: {demo_archive} is a file; name a folder\n")
    assert list(tmp_path.iterdir()) == []
