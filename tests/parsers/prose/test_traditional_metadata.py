"""Blocks of metadata on mirrors in traditional characters: their labels are known, their values stay as printed."""

from parsers.model import Cell, Document, Grid, Paragraph
from parsers.prose.metadata import read_metadata
from parsers.prose.traditional import as_printed

BODY = (Paragraph("柘城縣水利局"), Paragraph("2023年政府信息公開工作年度報告"))


def fields(document: Document) -> dict[str, str]:
    return {one.field: one.value for one in read_metadata(document)}


def test_labels_in_a_line() -> None:
    line = "索引號：014006438/2024-03652 發佈機構：柘城縣水利局 公開日期：2024-01-18 10:24 關鍵詞：年度報告 點擊數：33"
    assert fields(Document("html", BODY, before=(Paragraph(line),))) == {
        "index_number": "014006438/2024-03652",
        "issuer": "柘城縣水利局",
        "published": "2024-01-18 10:24",
        "keywords": "年度報告",
        "organisation_code": "014006438",
    }


def test_labels_in_a_table_with_blanks_inside() -> None:
    rows = (("標 題", "2023年政府信息公開工作年度報告"), ("發布機構", "柘城縣 水利局"), ("生成日期", "2024年1月18日"))
    cells = tuple(Cell(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row))
    assert fields(Document("html", BODY, before=(Grid.of(cells, 3, 2),))) == {
        "title": "2023年政府信息公開工作年度報告",
        "issuer": "柘城縣 水利局",
        "produced": "2024年1月18日",
    }


def test_labels_in_brackets_below_the_text_and_in_tags() -> None:
    page = Document(
        "html", BODY, after=(Paragraph("【來源】柘城縣水利局"),), tags=(("ContentSource", "柘城縣政府辦公室"),)
    )
    assert [(one.field, one.value, one.source) for one in read_metadata(page)] == [
        ("source", "柘城縣水利局", "block"),
        ("source", "柘城縣政府辦公室", "tag"),
    ]


def test_what_was_found_keeps_its_blanks() -> None:
    assert as_printed("柘城县 水利局", ("發布機構：柘城縣水利局",)) == "柘城縣 水利局"
