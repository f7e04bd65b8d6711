"""An export has every row of every view as it is, shows one moment, and takes nothing away that was there."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from archive.export.places import ExportRefused
from archive.export.tables import export
from archive.parsed.reparse import parse_new
from archive.store import Archive
from parsers.model import MetadataField
from tests.archive.readings import WrittenOut, capture, keep, line, measure, page, report, sections, views

FULL = report(
    figures=(*line("new_received", None, business=1), measure("fees", "amount_wan_yuan", 2.5)),
    title="=HYPERLINK(1)",
    sections=sections("一，\n“二”。", ""),
    metadata=(MetadataField("索引号", "", "block"), MetadataField("文号", "-1", "tag")),
)


@pytest.fixture
def held(archive: Archive) -> Archive:
    keep(archive, capture(body=page(FULL)))
    parse_new(archive, reader=WrittenOut())
    return archive


def test_json_lines_hold_every_value_of_every_view(held: Archive, tmp_path: Path) -> None:
    written = export(held, "jsonl", tmp_path / "out")
    assert [one.view for one in written] == views(held)
    for one in written:
        cursor = held.connection.execute(f"SELECT * FROM {one.view}")
        columns = [column[0] for column in cursor.description]
        expected = [dict(zip(columns, row, strict=True)) for row in cursor]
        lines = Path(one.path).read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == expected
        assert (one.rows, one.size) == (len(expected), Path(one.path).stat().st_size)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{view}.jsonl" for view in views(held)]


def test_csv_is_read_back_by_the_standard_reader(held: Archive, tmp_path: Path) -> None:
    for one in export(held, "csv", tmp_path):
        with Path(one.path).open(encoding="utf-8", newline="") as file:
            headings, *rows = csv.reader(file)
        cursor = held.connection.execute(f"SELECT * FROM {one.view}")
        assert headings == [column[0] for column in cursor.description]
        assert len(rows) == len(cursor.fetchall()) == one.rows


def test_csv_keeps_null_apart_from_the_empty_text_and_is_no_formula(held: Archive, tmp_path: Path) -> None:
    export(held, "csv", tmp_path, views=["applications", "report_metadata", "reports", "sections"])
    assert (tmp_path / "applications.csv").read_text(encoding="utf-8").splitlines()[1] == (
        "1,柘城县水利局,河南省,411424,2023,new_received,inflow,0,1,0,0,0,0,,own"
    )
    assert (tmp_path / "report_metadata.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        '1,索引号,"",block',
        "1,文号,'-1,tag",
    ]
    assert ",'=HYPERLINK(1)," in (tmp_path / "reports.csv").read_text(encoding="utf-8")
    assert '1,1,,第1,"一，\n“二”。"\n1,2,,第2,""\n' in (tmp_path / "sections.csv").read_text(encoding="utf-8")


def test_nothing_that_is_there_is_overwritten_unless_asked(held: Archive, tmp_path: Path) -> None:
    mine = tmp_path / "sections.csv"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportRefused, match=r"sections\.csv is there already; --force"):
        export(held, "csv", tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".csv"] == ["sections.csv"]
    assert mine.read_text(encoding="utf-8") == "mine"
    export(held, "csv", tmp_path, force=True)
    assert mine.read_text(encoding="utf-8").startswith("report_id,")


def test_an_unknown_view_is_refused_before_anything_is_written(held: Archive, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="there is no view payloads; there are applications, "):
        export(held, "csv", tmp_path / "out", views=["reports", "payloads"])
    assert not (tmp_path / "out").exists()


def test_an_export_that_is_cut_off_leaves_nothing(held: Archive, tmp_path: Path) -> None:
    def cut(_done: int, _total: int, view: str) -> None:
        if view == "captures":
            held.connection.set_progress_handler(lambda: 1, 1)

    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        export(held, "csv", tmp_path / "out", progress=cut)
    held.connection.set_progress_handler(None, 0)
    assert list(tmp_path.glob("out*")) == []


def test_all_files_show_one_moment(held: Archive, tmp_path: Path) -> None:
    def write_meanwhile(_done: int, _total: int, view: str) -> None:
        if view == "captures":
            with Archive.open(held.path) as other:
                keep(other, capture("https://a/later", page(report("林业局"))))
                parse_new(other, reader=WrittenOut())

    with Archive.open_read_only(held.path) as reading:
        written = {one.view: one.rows for one in export(reading, "jsonl", tmp_path / "a", progress=write_meanwhile)}
    assert (written["applications"], written["captures"], written["reports"]) == (1, 1, 1)
    assert {one.view: one.rows for one in export(held, "jsonl", tmp_path / "b")}["reports"] == 2
