"""Parquet, XLSX and data packages have the rows of the views with their types, and say what they cannot hold."""

import json
import sqlite3
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from openpyxl.utils.escape import unescape

from archive.export.columns import Column, columns_of
from archive.export.datapackage import export_datapackage
from archive.export.parquet import write_parquet
from archive.export.places import ExportRefused
from archive.export.tables import Table, export
from archive.export.workbook import export_xlsx
from archive.parsed.reparse import parse_new
from archive.store import Archive
from parsers.model import MetadataField
from tests.archive.readings import WrittenOut, capture, keep, line, measure, page, report, sections, views

FULL = report(
    figures=(*line("new_received", None, business=1), measure("fees", "amount_wan_yuan", 2.5)),
    title="=HYPERLINK(1)",
    sections=sections("一，\n“二”。\x07_x0007_", "", "字" * 40_000),
    metadata=(MetadataField("索引号", "", "block"), MetadataField("文号", "-1", "tag")),
)


@pytest.fixture
def held(archive: Archive) -> Archive:
    keep(archive, capture(body=page(FULL)))
    parse_new(archive, reader=WrittenOut())
    return archive


def one_column(type_: str, *values: object) -> Table:
    rows = [(value,) for value in values]
    return Table("v", [Column("c", type_, None, "")], iter([rows[:1], rows[1:]]))


class TestParquet:
    def test_every_view_has_its_rows_and_types(self, held: Archive, tmp_path: Path) -> None:
        for one in export(held, "parquet", tmp_path):
            table = pyarrow.parquet.read_table(one.path)
            cursor = held.connection.execute(f"SELECT * FROM {one.view}")
            names = [column[0] for column in cursor.description]
            expected = [dict(zip(names, row, strict=True)) for row in cursor]
            assert table.to_pylist() == expected
            assert one.rows == len(expected)
        types = pyarrow.parquet.read_schema(tmp_path / "reports.parquet")
        assert [str(types.field(name).type) for name in ("report_id", "agency", "year", "checks_failed")] == [
            "int64", "string", "int64", "int64",
        ]  # fmt: skip
        assert str(pyarrow.parquet.read_schema(tmp_path / "applications.parquet").field("total").type) == "double"
        assert types.field("year").metadata[b"unit"] == b"year"

    def test_types_do_not_depend_on_the_values(self, held: Archive) -> None:
        by_name = {column.name: column.type for column in columns_of(held.connection, "source_changes")}
        assert by_name["report_id"] == "INTEGER"
        assert by_name["old_value"] == "TEXT"
        assert {column.name: column.type for column in columns_of(held.connection, "crawls")}["requests"] == "INTEGER"
        assert {column.name: column.type for column in columns_of(held.connection, "coverage")}["status"] == "TEXT"

    def test_a_number_among_texts_is_its_digits(self, tmp_path: Path) -> None:
        assert write_parquet(one_column("TEXT", 3, 2.5, "x", None, b"\0"), tmp_path / "v") == 5
        assert pyarrow.parquet.read_table(tmp_path / "v")["c"].to_pylist() == ["3", "2.5", "x", None, "AA=="]

    @pytest.mark.parametrize(
        ("type_", "value"), [("INTEGER", "x"), ("INTEGER", 2.5), ("REAL", "1"), ("REAL", 2**53 + 1)]
    )
    def test_a_value_of_another_type_is_named_and_not_bent(self, type_: str, value: object, tmp_path: Path) -> None:
        with pytest.raises(
            ExportRefused, match=rf"^v, row 3: c holds '?{value}'?, which cannot stand there as {type_}; "
        ):
            write_parquet(one_column(type_, 1, 2, value), tmp_path / "v")


class TestWorkbook:
    def values(self, path: Path, sheet: str) -> list[tuple[object, ...]]:
        book = openpyxl.load_workbook(path, read_only=True)
        rows = list(book[sheet].iter_rows(values_only=True))
        book.close()
        return rows

    def test_every_view_is_a_sheet_with_its_rows(self, held: Archive, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        exported = export_xlsx(held, path)
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == [one.view for one in exported.files] == views(held)
        for one in exported.files:
            cursor = held.connection.execute(f"SELECT * FROM {one.view}")
            headings, *rows = book[str(one.view)].iter_rows(values_only=True)
            assert list(headings) == [column[0] for column in cursor.description]
            assert len(rows) == one.rows == len(cursor.fetchall())

    def test_texts_stay_texts_and_blanks_are_no_zeros(self, held: Archive, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        export_xlsx(held, path, views=["applications", "reports", "report_metadata"])
        assert self.values(path, "applications")[1][5:] == ("new_received", "inflow", 0, 1, 0, 0, 0, 0, None, "own")
        book = openpyxl.load_workbook(path)
        [title] = [cell for cell in book["reports"][2] if cell.value == "=HYPERLINK(1)"]
        assert title.data_type == "s"
        assert [cell.value for cell in book["report_metadata"][3]] == [1, "文号", "-1", "tag"]
        assert book["reports"]["F2"].value == "411424"

    def test_what_a_workbook_cannot_hold_is_said(self, held: Archive, tmp_path: Path) -> None:
        with held.write() as conn:
            conn.execute("UPDATE report_heads SET cells_unknown = 1234567890123456")
        exported = export_xlsx(held, tmp_path / "a.xlsx", views=["reports", "sections"])
        assert exported.left_out == [
            "1 texts are cut to 32767 characters, the last of which is …",
            "1 texts have control characters, which stand as the escapes of the format (_x0007_)",
            "1 numbers of more than 15 digits stand as text",
        ]
        assert not exported.whole
        texts = [row[4] and unescape(row[4]) for row in self.values(tmp_path / "a.xlsx", "sections")[1:]]
        assert texts == ["一，\n“二”。\x07_x0007_", "", "字" * 32_766 + "…"]
        assert "1234567890123456" in self.values(tmp_path / "a.xlsx", "reports")[1]

    def test_a_full_sheet_goes_on_in_the_next(self, held: Archive, tmp_path: Path) -> None:
        exported = export_xlsx(held, tmp_path / "a.xlsx", views=["cells"], largest_sheet=4)
        [(rows,)] = held.connection.execute("SELECT count(*) FROM cells").fetchall()
        assert exported.files[0].rows == rows == 8
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        assert [(sheet.title, sheet.max_row) for sheet in book] == [("cells", 4), ("cells 2", 4), ("cells 3", 3)]
        assert [sheet["D2"].value for sheet in book] == ["amount_wan_yuan", "research", "other_org"]

    def test_a_file_that_is_there_stays_unless_asked(self, held: Archive, tmp_path: Path) -> None:
        mine = tmp_path / "a.xlsx"
        mine.write_text("mine")
        with pytest.raises(ExportRefused, match=r"a\.xlsx is there already; --force"):
            export_xlsx(held, mine)
        with pytest.raises(ExportRefused, match="is a folder; name a file"):
            export_xlsx(held, tmp_path)
        assert mine.read_text() == "mine"
        export_xlsx(held, mine, force=True)
        assert not [path for path in tmp_path.iterdir() if path.is_dir() or path.suffix == ".part"]


class TestDataPackage:
    def package(self, folder: Path) -> dict[str, dict[str, object]]:
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        return {resource["name"]: resource for resource in descriptor["resources"]}

    def test_the_descriptor_explains_every_column(self, held: Archive, tmp_path: Path) -> None:
        export_datapackage(held, tmp_path / "out")
        resources = self.package(tmp_path / "out")
        assert sorted(resources) == views(held)
        rows = held.connection.execute("SELECT view, column_name, meaning FROM gongkai_columns")
        meanings = {(view, name): meaning for view, name, meaning in rows}
        for view, resource in resources.items():
            for field in resource["schema"]["fields"]:
                assert field["description"].startswith(meanings[view, field["name"]])
        assert resources["applications"]["schema"]["fields"][13]["type"] == "number"
        assert resources["captures"]["schema"]["primaryKey"] == ["capture_id"]
        assert {"fields": ["report_id"], "reference": {"resource": "reports", "fields": ["report_id"]}} in (
            resources["sections"]["schema"]["foreignKeys"]
        )

    def test_a_value_of_another_type_is_named(self, held: Archive, tmp_path: Path) -> None:
        with held.write() as conn:
            conn.execute("UPDATE application_lines SET year = 'last year'")
        with pytest.raises(
            ExportRefused, match="applications, row 1: year holds 'last year', which cannot stand there"
        ):
            export_datapackage(held, tmp_path / "out")
        assert not (tmp_path / "out").exists()

    def test_a_reference_that_does_not_hold_is_not_claimed(self, held: Archive, tmp_path: Path) -> None:
        with held.write() as conn:
            conn.execute("INSERT INTO report_sections VALUES (99, 1, NULL, '', '')")
        export_datapackage(held, tmp_path / "out", views=["sections", "reports"])
        assert "foreignKeys" not in self.package(tmp_path / "out")["sections"]["schema"]
        export_datapackage(held, tmp_path / "part", views=["remarks"])
        assert "foreignKeys" not in self.package(tmp_path / "part")["remarks"]["schema"]

    def test_only_a_folder_of_its_own_is_replaced(self, held: Archive, tmp_path: Path) -> None:
        folder = tmp_path / "out"
        export_datapackage(held, folder)
        with pytest.raises(ExportRefused, match="out is there already; --force writes it anew"):
            export_datapackage(held, folder, force=False)
        export_datapackage(held, folder, views=["reports"], force=True)
        assert sorted(path.name for path in folder.iterdir()) == ["datapackage.json", "reports.csv"]
        (folder / "thesis.docx").write_text("mine")
        with pytest.raises(ExportRefused, match=r"out holds thesis\.docx, which is of no such export"):
            export_datapackage(held, folder, force=True)
        assert (folder / "thesis.docx").read_text() == "mine"
        with pytest.raises(ExportRefused, match="is a file; name a folder"):
            export_datapackage(held, folder / "thesis.docx", force=True)

    def test_what_a_killed_export_left_is_taken_away_and_nothing_else(self, held: Archive, tmp_path: Path) -> None:
        left = tmp_path / "out.part"
        left.mkdir()
        (left / "reports.csv").write_text("half")
        export_datapackage(held, tmp_path / "out", views=["remarks"])
        assert not left.exists()
        left.mkdir()
        (left / "novel.txt").write_text("mine")
        with pytest.raises(ExportRefused, match=r"out\.part holds novel\.txt, which is of no such export"):
            export_datapackage(held, tmp_path / "out", force=True)
        assert (left / "novel.txt").read_text() == "mine"

    def test_a_package_that_is_cut_off_leaves_nothing(self, held: Archive, tmp_path: Path) -> None:
        def cut(_done: int, _total: int, view: str) -> None:
            if view == "captures":
                held.connection.set_progress_handler(lambda: 1, 1)

        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            export_datapackage(held, tmp_path / "new" / "out", progress=cut)
        held.connection.set_progress_handler(None, 0)
        assert list((tmp_path / "new").iterdir()) == []


def test_a_missing_library_is_one_sentence(monkeypatch: pytest.MonkeyPatch, held: Archive, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(
        ExportRefused, match=r"needs xlsxwriter, which is not installed: pip install 'gongkai\[export\]'"
    ):
        export_xlsx(held, tmp_path / "a.xlsx")
