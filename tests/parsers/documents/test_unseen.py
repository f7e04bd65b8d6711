"""Words of Word files and workbooks that are not shown as plain words: hidden, struck out, moved away, raised."""

import io

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from PIL import Image

from parsers.documents.docx import read_docx
from parsers.documents.xlsx import read_xlsx
from parsers.model import Context

AT = Context("file:a")


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def in_a_cell(look):
    """The text of a cell that holds 12 and, before it, a run 9 to which `look` is done; and the remarks."""
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    look(cell.paragraphs[0].add_run("9"))
    cell.paragraphs[0].add_run("12")
    read = read_docx(saved(document), AT)
    return read.blocks[0].cells[0].text, read.remarks


def struck(run):
    run.font.strike = True


def struck_twice(run):
    run.font.double_strike = True


def hidden(run):
    run.font.hidden = True


def tiny(run):
    run.font.size = Pt(1)


def white(run):
    run.font.color.rgb = RGBColor(255, 255, 255)


def moved_away(run):
    moved = OxmlElement("w:moveFrom")
    run._r.addprevious(moved)
    moved.append(run._r)


def raised(run):
    run.font.superscript = True


def plain(run):
    run.font.bold = True


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (plain, ("912", ())),
        (struck, ("12", ("words are struck out, and left out: 9",))),
        (struck_twice, ("12", ("words are struck out, and left out: 9",))),
        (hidden, ("12", ("words are hidden, and left out: 9",))),
        (tiny, ("12", ("words are hidden, and left out: 9",))),
        (white, ("12", ("words are hidden, and left out: 9",))),
        (moved_away, ("12", ())),
        (raised, ("[9]12", ())),
    ],
)
def test_a_cell_of_a_word_file_is_what_its_readers_see(look, expected):
    assert in_a_cell(look) == expected


def test_white_words_on_a_shade_are_shown():
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    white(cell.paragraphs[0].add_run("总计"))
    cell.paragraphs[0].add_run("12")
    shade = OxmlElement("w:shd")
    shade.set(docx.oxml.ns.qn("w:fill"), "1F4E79")
    cell._tc.get_or_add_tcPr().append(shade)
    assert read_docx(saved(document), AT).blocks[0].cells[0].text == "总计12"


def test_raised_words_of_prose_stay_as_they_are():
    document = docx.Document()
    paragraph = document.add_paragraph("面积300m")
    raised(paragraph.add_run("2"))
    assert read_docx(saved(document), AT).blocks[0].text == "面积300m2"


def picture():
    image = io.BytesIO()
    Image.new("RGB", (64, 32)).save(image, "png")
    image.seek(0)
    return image


@pytest.mark.parametrize(("width", "is_large"), [("4320000.5", True), ("", False), ("x", False)])
def test_a_picture_whose_size_is_no_whole_number_loses_no_text(width, is_large):
    document = docx.Document()
    run = document.add_paragraph("表格如下").add_run()
    run.add_picture(picture(), width=Cm(12), height=Cm(6))
    [extent] = run._r.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent")
    extent.set("cx", width)
    read = read_docx(saved(document), AT)
    assert read.blocks[0].text == "表格如下"
    assert bool(read.remarks) is is_large


def test_a_picture_in_a_cell_is_no_blank_and_a_large_one_is_said():
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell.paragraphs[0].add_run().add_picture(picture(), width=Cm(1))
    document.add_paragraph("表格如下").add_run().add_picture(picture(), width=Cm(12), height=Cm(6))
    read = read_docx(saved(document), AT)
    assert [cell.text for cell in read.blocks[0].cells] == ["〔图〕", ""]
    assert read.remarks == ("the text has 1 picture as large as a table, and what they say is not read",)


def test_a_hyphen_that_breaks_no_line_is_a_mark():
    document = docx.Document()
    document.add_table(1, 2).cell(0, 0).paragraphs[0].add_run()._r.append(OxmlElement("w:noBreakHyphen"))
    assert read_docx(saved(document), AT).blocks[0].cells[0].text == "-"


@pytest.mark.parametrize(
    ("font", "text"),
    [
        (InlineFont(vertAlign="superscript"), "12[1]"),
        (InlineFont(strike=True), "12[1]"),
        (InlineFont(b=True), "121"),
    ],
)
def test_a_run_beside_the_line_of_a_sheets_cell_stands_in_brackets(font, text):
    book = openpyxl.Workbook()
    book.active["A1"] = "规章"
    book.active["B1"] = CellRichText("12", TextBlock(font, "1"))
    assert [cell.text for cell in read_xlsx(saved(book), AT).blocks[0].cells] == ["规章", text]


def test_a_struck_out_cell_of_a_workbook_is_left_out():
    workbook = openpyxl.Workbook()
    workbook.active.append(["规章", 9, 12])
    workbook.active["B1"].font = openpyxl.styles.Font(strike=True)
    read = read_xlsx(saved(workbook), AT)
    assert [cell.text for cell in read.blocks[0].cells] == ["规章", "12"]
    assert read.remarks == ("words are struck out, and left out: 9",)


WHITE = openpyxl.styles.Font(color="FFFFFFFF")
OF_THEME = openpyxl.styles.colors.Color(theme=0)
RED = openpyxl.styles.PatternFill("solid", fgColor="FFFF0000")
LEFT_OUT = (["规章", "12"], ("words are hidden, and left out: 9",))
KEPT = (["规章", "9", "12"], ())


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ({"font": WHITE}, LEFT_OUT),
        ({"font": openpyxl.styles.Font(color=OF_THEME)}, LEFT_OUT),
        ({"font": openpyxl.styles.Font(color=openpyxl.styles.colors.Color(indexed=9))}, LEFT_OUT),
        ({"font": openpyxl.styles.Font(color=openpyxl.styles.colors.Color(theme=0, tint=-0.5))}, KEPT),
        ({"font": openpyxl.styles.Font(color=openpyxl.styles.colors.Color(theme=1))}, KEPT),
        ({"font": WHITE, "fill": RED}, KEPT),
        ({"font": WHITE, "fill": openpyxl.styles.PatternFill("solid", fgColor="FFFFFFFF")}, LEFT_OUT),
        ({"font": WHITE, "fill": openpyxl.styles.PatternFill("gray125")}, KEPT),
        ({"font": WHITE, "fill": openpyxl.styles.GradientFill(stop=("FF000000", "FF111111"))}, KEPT),
        ({"number_format": ";;;"}, LEFT_OUT),
        ({"number_format": '"";"";"";@'}, LEFT_OUT),
        ({"number_format": "0;;"}, KEPT),
    ],
    ids=["white", "of the theme", "of the palette", "grey", "of the theme's ink", "on red", "on white", "on a pattern",
         "on a gradient", "shown as nothing", "shown as no words", "zeros alone"],
)  # fmt: skip
def test_what_a_cell_of_a_workbook_does_not_show_is_left_out_and_named(looks, expected):
    workbook = openpyxl.Workbook()
    workbook.active.append(["规章", 9, 12])
    for name, look in looks.items():
        setattr(workbook.active["B1"], name, look)
    read = read_xlsx(saved(workbook), AT)
    assert ([cell.text for cell in read.blocks[0].cells], read.remarks) == expected


def test_white_figures_are_seen_where_the_sheet_may_paint_below_them():
    workbook = openpyxl.Workbook()
    workbook.active.append(["规章", 9, 12])
    workbook.active["B1"].font = WHITE
    rule = openpyxl.formatting.rule.CellIsRule(operator="equal", formula=["9"], fill=RED)
    workbook.active.conditional_formatting.add("A1:C1", rule)
    assert [cell.text for cell in read_xlsx(saved(workbook), AT).blocks[0].cells] == KEPT[0]


def test_a_row_that_is_all_white_stands_on_a_ground_of_its_own():
    workbook = openpyxl.Workbook()
    workbook.active.append([1, 9])
    for cell in workbook.active[1]:
        cell.font = WHITE
    assert [cell.text for cell in read_xlsx(saved(workbook), AT).blocks[0].cells] == ["1", "9"]
