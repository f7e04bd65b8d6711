import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from parsers.documents.errors import UnreadableError
from parsers.documents.xlsx import read_xlsx
from parsers.model import Context, Grid

AT = Context("file:a.xlsx")
FILES = Path(__file__).resolve().parents[2] / "same_report"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def workbook(sheet, strings="", styles="", main=MAIN, to=TO):
    """A workbook by hand: the rows of one sheet, with shared strings and styles."""
    return packed({
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{to}"><workbookPr/><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="a" Type="{to}/worksheet" Target="worksheets/s.xml"/><Relationship Id="b" Type="{to}/sharedStrings" Target="/xl/t.xml"/><Relationship Id="c" Type="{to}/styles" Target="styles.xml"/></Relationships>',
        "xl/t.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    })  # fmt: skip


def texts(payload):
    return [
        [cell.text for cell in row]
        for block in read_xlsx(payload, AT).blocks
        if isinstance(block, Grid)
        for row in block.rows()
    ]


def saved(fill):
    book = openpyxl.Workbook()
    fill(book, book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_every_kind_of_cell_stands_as_the_sheet_shows_it():
    document = read_xlsx((FILES / "cells.xlsx").read_bytes(), AT)
    (grid,) = document.blocks
    assert [(cell.text, cell.row, cell.column, cell.rowspan) for cell in grid.cells if cell.column] == [
        ("2", 0, 1, 1), ("1", 0, 2, 1), ("17.27", 1, 1, 1), ("2", 1, 2, 2), ("50%", 2, 1, 1), ("2024-01-08", 3, 1, 1),
        ("5", 3, 2, 1), ("51598", 4, 1, 1), ("6", 4, 2, 1), ("0", 5, 1, 1), ("7", 5, 2, 1), ("TRUE", 6, 1, 1),
        ("8", 6, 2, 1), ("#REF!", 7, 1, 1), ("9", 7, 2, 1), ("", 8, 1, 1), ("10", 8, 2, 1), ("甲\n乙", 9, 1, 1),
        ("11", 9, 2, 1),
    ]  # fmt: skip
    assert document.remarks == (
        "sheet 旧数据 is hidden and was not read",
        "sheet 表: rows 4 and columns C are hidden and were not read",
    )


def test_sheets_come_in_the_order_of_the_workbook():
    def fill(book, first):
        first.append(["甲", 1])
        book.create_sheet("前", 0).append(["乙", 2])

    assert texts(saved(fill)) == [["乙", "2"], ["甲", "1"]]


def test_formula_without_a_stored_result_stands_as_the_formula_and_not_as_a_blank():
    assert texts(saved(lambda _, sheet: sheet.append(["总计", "=SUM(B2:B9)"]))) == [["总计", "=SUM(B2:B9)"]]


def test_a_formula_whose_result_waits_for_the_book_to_be_opened_is_no_zero():
    def book(calc):
        rows = "<sheetData><row><c><f>B2</f><v>0</v></c><c><f>B3</f><v>7</v></c><c><v>0</v></c></row></sheetData>"
        parts = workbook(rows)
        with zipfile.ZipFile(io.BytesIO(parts)) as archive:
            named = {name: archive.read(name).decode() for name in archive.namelist()}
        named["xl/workbook.xml"] = named["xl/workbook.xml"].replace("</workbook>", f"{calc}</workbook>")
        return texts(packed(named))

    assert book('<calcPr fullCalcOnLoad="1"/>') == [["=B2", "7", "0"]]
    assert book('<calcPr fullCalcOnLoad="0"/>') == book("") == [["0", "7", "0"]]


def test_further_cells_of_a_formula_without_results_are_no_blanks():
    cells = '<c><f t="shared" ref="A1:B1" si="0">C1</f></c><c><f t="shared" si="0"/></c><c/>'
    assert texts(workbook(f"<sheetData><row>{cells}</row></sheetData>")) == [["=C1", "="]]


def test_cells_without_references_stand_side_by_side():
    assert texts(workbook("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row></sheetData>")) == [
        ["1", "2"],
    ]  # fmt: skip


def test_strings_in_runs_are_whole_and_their_phonetic_guides_left_out():
    shared = "<si><r><t>行政</t></r><r><t>许可_x000D_</t></r><rPh><t>xíng</t></rPh></si><si><t/></si>"
    inline = '<c t="inlineStr"><is><t>规章</t></is></c>'
    rows = (
        f'<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c>{inline}<c t="str"><v>甲</v></c></row></sheetData>'
    )
    assert texts(workbook(rows, shared)) == [["行政许可", "规章", "甲"]]


def test_strict_form_of_the_format_is_read():
    rows = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>"
    strict = workbook(
        rows,
        main="http://purl.oclc.org/ooxml/spreadsheetml/main",
        to="http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    assert texts(strict) == [["1", "2"]]


def test_formats_known_by_number_round_and_date():
    styles = '<cellXfs><xf/><xf numFmtId="2"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
    cells = "".join(
        f'<c s="{style}"><v>{value}</v></c>' for style, value in ((0, 1.256), (1, 1.256), (2, 45299), (3, 0.5), (7, 4))
    )
    assert texts(workbook(f"<sheetData><row>{cells}</row></sheetData>", styles=styles)) == [
        ["1.256", "1.26", "2024-01-08", "50%", "4"],
    ]


def test_number_that_is_none_stands_as_it_is_written():
    assert texts(workbook("<sheetData><row><c><v>1e999</v></c><c><v>x</v></c></row></sheetData>")) == [["1e999", "x"]]


@pytest.mark.parametrize(
    "sheet",
    [
        '<cols><col min="-99999999999" max="99999999999" hidden="1"/></cols><sheetData><row><c><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<sheetData><row r="999999999999999"><c r="ZZZ9999999"><v>1</v></c></row></sheetData>',
    ],
)
def test_cells_at_the_end_of_the_sheet_take_no_room(sheet):
    assert texts(workbook(sheet)) == []


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"PK\x03\x04broken",
        packed({"xl/workbook.xml": "<workbook"}),
        packed({"xl/other.xml": "x"}),
        workbook('<sheetData><row><c t="s"><v>5</v></c></row></sheetData>'),
        workbook("<sheetData>")[:900],
    ],
)
def test_damaged_file_is_an_error_in_one_sentence(payload):
    with pytest.raises(UnreadableError, match=r"the spreadsheet (cannot be taken apart|is no readable zip)"):
        read_xlsx(payload, AT)


def test_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked():
    with pytest.raises(UnreadableError, match="the spreadsheet unpacks to 68157440 bytes"):
        read_xlsx(packed({"xl/workbook.xml": "0" * (65 * 1024 * 1024)}), AT)


def test_entities_are_not_followed():
    bomb = '<!DOCTYPE a [<!ENTITY a "甲甲甲甲甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    strings = f'{bomb}<sst xmlns="{MAIN}"><si><t>甲&x;&b;</t></si></sst>'
    parts = zipfile.ZipFile(
        io.BytesIO(workbook('<sheetData><row><c t="s"><v>0</v></c><c><v>1</v></c></row></sheetData>'))
    )
    spoiled = {name: parts.read(name) for name in parts.namelist()} | {"xl/t.xml": strings}
    assert texts(packed(spoiled)) == [["甲", "1"]]


def test_rows_and_columns_without_height_or_width_are_hidden():
    rows = (
        '<cols><col min="2" max="2" width="0"/></cols><sheetData><row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>'
        '<row ht="0" customHeight="1"><c><v>4</v></c><c><v>5</v></c></row><row ht="12"><c><v>6</v></c><c/><c><v>8</v></c></row>'
        "</sheetData>"
    )
    payload = workbook(rows)
    assert texts(payload) == [["1", "3"], ["6", "8"]]
    assert read_xlsx(payload, AT).remarks == ("sheet 表: rows 2 and columns B are hidden and were not read",)


def test_what_is_drawn_over_the_sheets_is_named():
    space = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"

    def box(words):
        return f"<sp><txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></txBody></sp>"

    def picture(width):
        return f'<pic><spPr><a:xfrm><a:ext cx="{width}" cy="2000000"/></a:xfrm></spPr></pic>'

    pictures = "".join(map(picture, (90, 5000000, "", "x", "9.5")))
    drawing = f'<wsDr xmlns="{space}" xmlns:a="{main}">{box("收到12件")}{box("制表")}{pictures}</wsDr>'
    with zipfile.ZipFile(io.BytesIO(workbook("<sheetData/>"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert read_xlsx(packed({**parts, "xl/drawings/drawing1.xml": drawing}), AT).remarks == (
        "text boxes of the spreadsheet are not read: 收到12件",
        "the text has 1 picture as large as a table, and what they say is not read",
    )
