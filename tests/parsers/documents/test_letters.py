"""Which letters of a PDF page are seen, and as what."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from parsers.documents.pdf import read_pdf
from parsers.model import Context

AT = Context("file:a.pdf")
FONT = "STSong-Light"
X, Y, SIZE = 204, 725, 10  # where the figure of the cell stands


def canvas():
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    sheet = Canvas(io.BytesIO(), pagesize=A4, invariant=True)
    sheet.setFont("Helvetica", SIZE)
    return sheet


def document(sheet):
    sheet.save()
    return read_pdf(sheet._filename.getvalue(), AT)


def in_a_cell(*draws):
    """The text of a cell in which things are drawn one after the other, and the remarks."""
    sheet = canvas()
    for x in (80, 200, 300):
        sheet.line(x, 740, x, 720)
    for y in (740, 720):
        sheet.line(80, y, 300, y)
    sheet.drawString(84, Y, "a")
    for draw in draws:
        sheet.setFont("Helvetica", SIZE)
        draw(sheet)
    read = document(sheet)
    return read.blocks[0].cells[1].text, read.remarks


def figure(sheet):
    sheet.drawString(X, Y, "85")


def behind(sheet, words, **looks):
    text = sheet.beginText(X + 12, Y + looks.get("up", 0))
    text.setFont("Helvetica", looks.get("size", SIZE))
    text.setRise(looks.get("rise", 0))
    text.setTextRenderMode(looks.get("mode", 0))
    text.textOut(words)
    text.setRise(0)
    text.setTextRenderMode(0)
    sheet.drawText(text)


def white(sheet):
    sheet.setFillColorRGB(1, 1, 1)
    behind(sheet, "7")
    sheet.setFillColorRGB(0, 0, 0)


def stroke(left, right):
    return lambda sheet: sheet.line(left, Y + 3.5, right, Y + 3.5)


def black_ground(sheet):
    sheet.rect(X + 10, Y - 4, 20, 14, stroke=0, fill=1)


def white_paint(sheet):
    sheet.setFillColorRGB(1, 1, 1)
    sheet.rect(X - 1, Y - 2, 14, 11, stroke=0, fill=1)
    sheet.setFillColorRGB(0, 0, 0)


def shifted(sheet):
    sheet.drawString(X + 0.3, Y, "85")


def cross(wide=12, high=9, lines=2, aside=0):
    """Two lines aslant upon the figure."""

    def draw(sheet):
        sheet.line(X, Y - 1, X + wide, Y - 1 + high)
        if lines > 1:
            sheet.line(X + aside, Y - 1 + high, X + aside + wide, Y - 1)

    return draw


def outlined(mode, stroke=0):
    """A white 7 whose outline is drawn in a grey, 0 being black."""

    def draw(sheet):
        sheet.setFillGray(1)
        sheet.setStrokeGray(stroke)
        behind(sheet, "7", mode=mode)
        sheet.setFillGray(0)
        sheet.setStrokeGray(0)

    return draw


def shadow(light=0.7, up=-1.5, aside=1.5):
    def draw(sheet):
        sheet.setFillGray(light)
        sheet.drawString(X + aside, Y + up, "85")
        sheet.setFillGray(0)

    return draw


@pytest.mark.parametrize(
    ("draws", "expected"),
    [
        ([figure], ("85", ())),
        ([figure, lambda sheet: behind(sheet, "1", up=4, size=6)], ("85[1]", ())),
        ([figure, lambda sheet: behind(sheet, "12", rise=4, size=6)], ("85[12]", ())),
        ([figure, lambda sheet: behind(sheet, "2", up=-2, size=6)], ("85[2]", ())),
        ([figure, lambda sheet: behind(sheet, "6", size=8)], ("856", ())),
        ([figure, white], ("85", ("words are hidden, and left out: 7",))),
        ([figure, black_ground, white], ("857", ())),
        ([figure, lambda sheet: behind(sheet, "7", size=1)], ("85", ("words are hidden, and left out: 7",))),
        ([figure, lambda sheet: behind(sheet, "7", mode=3)], ("85", ("words are hidden, and left out: 7",))),
        ([figure, lambda sheet: behind(sheet, "7"), stroke(X + 12, X + 17.5)],
         ("85", ("words are struck out, and left out: 7",))),
        ([figure, stroke(X - 20, X + 80)], ("85", ())),
        ([figure, shifted], ("85", ())),
        ([figure, cross()], ("", ("words are struck out, and left out: 85",))),
        ([figure, cross(wide=5.5)], ("5", ("words are struck out, and left out: 8",))),
        ([figure, cross(high=60)], ("85", ())),
        ([figure, cross(lines=1)], ("85", ())),
        ([figure, cross(aside=3)], ("85", ())),
        ([shadow(), figure], ("85", ())),
        ([figure, outlined(2)], ("857", ())),
        ([figure, outlined(1)], ("857", ())),
        ([figure, outlined(2, 1)], ("85", ("words are hidden, and left out: 7",))),
        ([figure, outlined(1, 1)], ("85", ("words are hidden, and left out: 7",))),
        ([figure, shadow(0.2)], ("85", ())),
        ([shadow(up=0, aside=5.6), figure], ("88\ufffd55", ())),
        ([lambda sheet: sheet.drawString(X, Y, "88"), white_paint, figure],
         ("85", ("words are hidden, and left out: 88",))),
    ],
    ids=["plain", "raised", "raised by Ts", "lowered", "smaller", "white", "white on black", "a point high",
         "without ink", "struck out", "a rule across", "drawn twice",
         "crossed out", "crossed in part", "a cross over the page", "one line aslant", "lines that do not cross",
         "shadow", "white with an outline", "an outline alone", "a white outline too", "a white outline alone", "drawn again in grey", "another figure in grey", "painted over"],
)  # fmt: skip
def test_what_a_cell_shows(draws, expected):
    assert in_a_cell(*draws) == expected


def test_figures_printed_over_one_another_are_no_figure():
    text, _ = in_a_cell(figure, lambda sheet: sheet.drawString(X, Y, "88"))
    assert text == "85\ufffd8"


def test_letters_of_two_fonts_stand_in_one_line():
    sheet = canvas()
    for at, (font, words) in enumerate([(FONT, "全年收到"), ("Times-Roman", "576"), (FONT, "件。")]):
        sheet.setFont(font, 30)
        sheet.drawString(60 + (0, 122, 168)[at], 700, words)
    assert [block.text for block in document(sheet).blocks] == ["全年收到576件。"]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_printed_sideways_is_read_upright(angle):
    sheet = canvas()
    sheet.translate(*{90: (500, 100), 180: (500, 700), 270: (100, 700)}[angle])
    sheet.rotate(angle)
    sheet.setFont(FONT, 12)
    sheet.drawString(0, 0, "一、总体情况")
    sheet.drawString(0, -30, "全年收到申请12件。")
    assert [block.text for block in document(sheet).blocks] == ["一、总体情况", "全年收到申请12件。"]


def test_a_watermark_is_left_out_and_named():
    sheet = canvas()
    sheet.setFont(FONT, 12)
    sheet.drawString(60, 700, "全年收到申请12件。")
    sheet.translate(100, 600)
    sheet.rotate(30)
    sheet.drawString(0, 0, "内部2022")
    read = document(sheet)
    assert [block.text for block in read.blocks] == ["全年收到申请12件。"]
    assert read.remarks == ("words stand aslant, as a watermark does, and are left out: 内部2022",)


def test_words_that_a_scanner_laid_under_its_picture_are_read_and_named():
    sheet = canvas()
    text = sheet.beginText(60, 700)
    text.setFont(FONT, 12)
    text.setTextRenderMode(3)
    text.textOut("全年收到申请12件。")
    sheet.drawText(text)
    read = document(sheet)
    assert [block.text for block in read.blocks] == ["全年收到申请12件。"]
    assert read.remarks == ("the words of page 1 lie unseen over a picture, as its maker's OCR took them to be",)


def test_letters_outside_of_what_is_shown_are_left_out():
    sheet = canvas()
    sheet.setCropBox((0, 0, 595, 600))
    sheet.setFont(FONT, 12)
    sheet.drawString(60, 700, "裁切99")
    sheet.drawString(60, 500, "全年收到申请12件。")
    read = document(sheet)
    assert [block.text for block in read.blocks] == ["全年收到申请12件。"]
    assert read.remarks == ("words are hidden, and left out: 裁切99",)


def test_letters_of_a_font_without_widths_are_kept():
    read = read_pdf(of_objects("<</Type/Font/Subtype/TrueType/BaseFont/A>>", "(11 22)"), AT)
    assert [block.text for block in read.blocks] == ["11 22"]


def of_objects(font, words, *more):
    """A file of one page that prints words, as its source writes them, in a font; `more` are further objects."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(words) + 32}>>stream\nBT /F 12 Tf 50 400 Td {words} Tj ET\nendstream",
        font,
        *more,
    ]
    body = "\n".join(f"{number} 0 obj\n{content}\nendobj" for number, content in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n".encode()


def test_letters_without_a_code_are_named():
    payload = of_objects(
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        "<000100020003>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo 7 0 R/DW 1000/FontDescriptor 8 0 R>>",
        "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        "<</Type/FontDescriptor/FontName/A/Descent -200/Ascent 800/FontBBox[0 0 1 1]/Flags 4>>",
    )
    read = read_pdf(payload, AT)
    assert [block.text for block in read.blocks] == ["\ufffd\ufffd\ufffd"]
    assert read.remarks == ("page 1 has 3 letters without a code; what they say needs OCR",)


def upright_words(sheet, words, x, y, angle=90):
    """Words that run up the page, or down."""
    sheet.saveState()
    sheet.translate(x, y)
    sheet.rotate(angle)
    sheet.setFont("Helvetica", SIZE)
    sheet.drawString(0, 0, words)
    sheet.restoreState()


def in_a_table(turned, y):
    """The rows of a table of two rows of 100 points, with turned words that begin at a height in its first column."""
    sheet = canvas()
    for x in (80, 200, 300):
        sheet.line(x, 740, x, 540)
    for at, high in enumerate((740, 640, 540)):
        sheet.line(80, high, 300, high)
        if at < 2:
            sheet.drawString(210, high - 50, f"7{at}")
            sheet.drawString(130, high - 50, "a figure here")
    upright_words(sheet, turned, 120, y)
    read = document(sheet)
    return [[cell.text for cell in row] for row in read.blocks[0].rows()], read.remarks


def test_turned_words_across_cells_are_a_watermark():
    rows, remarks = in_a_table("2022", 630)
    assert rows == [["a figure here", "70"], ["a figure here", "71"]]
    assert remarks == ("page 1 prints turned words across its cells; left out there: 2022",)


def test_turned_words_in_a_cell_are_its_label():
    rows, remarks = in_a_table("2022", 550)
    assert rows[0] == ["a figure here", "70"]
    assert "2" in rows[1][0]
    assert remarks == ()


@pytest.mark.parametrize(
    ("draws", "said"),
    [
        ([("18", 240, 560, 90)], "18"),
        ([("18", 240, 620, -90)], "18"),
        ([("12", 240, 560, 90), ("34", 252, 560, 90)], "12\n34"),
        ([("12", 252, 620, -90), ("34", 240, 620, -90)], "12\n34"),
    ],
    ids=["up the page", "down the page", "two lines up", "two lines down"],
)
def test_a_cell_whose_words_are_turned_is_read_along_them(draws, said):
    sheet = canvas()
    for x in (80, 200, 300):
        sheet.line(x, 740, x, 540)
    for at, high in enumerate((740, 640, 540)):
        sheet.line(80, high, 300, high)
        if at < 2:
            sheet.drawString(90, high - 50, "a figure here")
    for words, x, y, angle in draws:
        upright_words(sheet, words, x, y, angle)
    assert [cell.text for cell in document(sheet).blocks[0].cells] == ["a figure here", "", "a figure here", said]
