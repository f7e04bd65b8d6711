import json
import sqlite3
from pathlib import Path

from tests.cli.running import Run


def test_an_export_says_what_it_wrote(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    written = json.loads(run("--archive", demo_archive, "export", "jsonl", tmp_path / "out", "--json").stdout)
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
    assert "'xml' is not one of 'csv', 'jsonl'" in result.stderr
