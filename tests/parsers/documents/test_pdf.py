import io

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from parsers.documents.errors import UnreadableError
from parsers.documents.pdf import MAX_PAGES, read_pdf
from parsers.model import Context, Grid, Paragraph

AT = Context("file:a.pdf")
FONT = "STSong-Light"


@pytest.fixture
def sheet():
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont(FONT, 12)
    canvas.finished = lambda: (canvas.save(), buffer.getvalue())[1]
    return canvas


def ruled(canvas, xs, ys, words):
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for (column, row), text in words.items():
        canvas.drawString(xs[column] + 4, ys[row + 1] + 5, text)


def test_ruled_table_is_a_grid_and_the_words_around_it_are_paragraphs(sheet):
    sheet.drawString(90, 780, "二、主动公开政府信息情况")
    ruled(sheet, [80, 200, 300], [760, 740, 720], {(0, 0): "规章", (1, 0): "3", (0, 1): "行政许可", (1, 1): "11"})
    sheet.drawString(90, 690, "三、收到和处理政府信息公开申请情况")
    before, grid, after = read_pdf(sheet.finished(), AT).blocks
    assert isinstance(before, Paragraph)
    assert before.text == "二、主动公开政府信息情况"
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows()] == [["规章", "3"], ["行政许可", "11"]]
    assert after.text == "三、收到和处理政府信息公开申请情况"


def test_lines_of_one_paragraph_are_joined_and_page_numbers_dropped(sheet):
    for at, line in enumerate(
        (
            "    全年主动公开政府信息一百五十七条，其中通过网站公开",
            "十五条，通过公众号公开一百四十二条，群众留言均已答复。",
        )
    ):
        sheet.drawString(72 + (24 if at == 0 else 0), 780 - 20 * at, line.strip())
    sheet.drawString(280, 40, "- 1 -")
    (paragraph,) = read_pdf(sheet.finished(), AT).blocks
    assert (
        paragraph.text
        == "全年主动公开政府信息一百五十七条，其中通过网站公开十五条，通过公众号公开一百四十二条，群众留言均已答复。"
    )


def test_rows_of_a_table_without_rules_stay_lines_of_their_own(sheet):
    for at, line in enumerate(
        ("一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3", "二、上年结转政府信息公开申请数量 0 0 0 0 0 - 0")
    ):
        sheet.drawString(72, 780 - 20 * at, line)
    assert [block.text for block in read_pdf(sheet.finished(), AT).blocks] == [
        "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3",
        "二、上年结转政府信息公开申请数量 0 0 0 0 0 - 0",
    ]


def test_page_without_words_is_named_as_a_picture(sheet):
    sheet.bezier(10, 10, 50, 90, 90, 50, 120, 120)
    document = read_pdf(sheet.finished(), AT)
    assert document.blocks == ()
    assert document.remarks == ("page 1 is a picture: needs OCR",)


LARGE = "page 1 has a large picture beside its text; what it shows needs OCR"


@pytest.mark.parametrize(
    ("box", "words", "remarks"),
    [
        ((72, 300, 450, 200), "二、主动公开政府信息情况", (LARGE,)),
        ((72, 300, 100, 100), "二、主动公开政府信息情况", ()),  # a seal
        ((0, 0, *A4), "水印", (LARGE,)),
        ((0, 0, *A4), "本机关主动公开政府信息一百五十七条，" * 3, ()),  # a scan that its maker made searchable
    ],
)
def test_a_large_picture_that_may_be_a_table_is_named(sheet, box, words, remarks):
    left, bottom, width, height = box
    sheet.drawInlineImage(Image.new("L", (60, 40)), left, bottom, width, height)
    sheet.drawString(72, 780, words[:30])
    sheet.drawString(72, 760, words[30:])
    assert read_pdf(sheet.finished(), AT).remarks == remarks


@pytest.mark.parametrize("payload", [b"", b"%PDF-1.7\n", b"%PDF-1.4\nxref\n0 1\ntrailer<</Root 9 0 R>>"])
def test_damaged_file_is_an_error_in_one_sentence(payload):
    with pytest.raises(UnreadableError, match="the PDF file cannot be taken apart"):
        read_pdf(payload, AT)


def test_the_real_city_report_gives_its_tables_whole(corpus):
    document = read_pdf((corpus / "reports" / "huaian_city_2024.pdf").read_bytes(), AT)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [(grid.height, grid.width) for grid in grids] == [(8, 4), (6, 2), (16, 10), (12, 10), (4, 15)]


def test_number_alone_in_the_middle_of_a_page_is_no_page_number(sheet):
    for height in (820, 400, 30):
        sheet.drawString(280, height, str(height))
    assert [block.text for block in read_pdf(sheet.finished(), AT).blocks] == ["400"]


def test_number_that_its_narrow_cell_wraps_is_one_number(sheet):
    ruled(sheet, [80, 104, 128], [760, 720, 700], {(0, 0): "", (0, 1): "1", (1, 1): "2"})
    for x in (82, 106):
        sheet.drawString(x, 742, "128")
        sheet.drawString(x, 728, "6")
    (grid,) = read_pdf(sheet.finished(), AT).blocks
    assert [cell.text for cell in grid.cells] == ["1286", "1286", "1", "2"]


def test_two_numbers_above_one_another_in_a_wide_cell_stay_apart(sheet):
    ruled(sheet, [80, 180, 280], [760, 720, 700], {(0, 1): "1", (1, 1): "2", (1, 0): "规章"})
    sheet.drawString(82, 742, "128")
    sheet.drawString(82, 728, "6")
    (grid,) = read_pdf(sheet.finished(), AT).blocks
    assert [cell.text for cell in grid.cells] == ["128\n6", "规章", "1", "2"]


def test_heads_of_a_table_without_rules_keep_the_gaps_between_them(sheet):
    for at, word in enumerate(("信息内容", "本年制发件数", "本年废止件数")):
        sheet.drawString(72 + 130 * at, 780, word)
    sheet.drawString(72, 740, "各项工作按要求推进，")
    sheet.drawString(260, 740, "没有遗漏。")
    heads, sentence = read_pdf(sheet.finished(), AT).blocks
    assert heads.text == "信息内容 本年制发件数 本年废止件数"
    assert sentence.text == "各项工作按要求推进，没有遗漏。"


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("下一步加强培训，把栏目办得更细。", "六、其他需要报告的事项", 2),
        ("下一步加强培训，把栏目办得更细。", "2.加强指导", 2),
        ("临澈区年度报告并附说明材料", "一、总体情况", 2),
        ("按照要求分别办理一、", "二、三类事项。", 1),
        ("共收到申请件数为", "12件，均已办结。", 1),
    ],
)
def test_a_heading_below_a_full_line_begins_a_paragraph(sheet, above, below, expected):
    sheet.drawString(72, 800, "全" * len(above))
    sheet.drawString(72, 780, above)
    sheet.drawString(72, 760, below)
    assert len(read_pdf(sheet.finished(), AT).blocks) == expected


def test_letters_of_another_size_begin_a_paragraph(sheet):
    sheet.setFont(FONT, 18)
    sheet.drawString(72, 780, "临澈区年度工作报告")
    sheet.setFont(FONT, 12)
    sheet.drawString(72, 750, "各项工作按要求推进没有遗漏")
    assert [block.text for block in read_pdf(sheet.finished(), AT).blocks] == [
        "临澈区年度工作报告",
        "各项工作按要求推进没有遗漏",
    ]


def test_a_heading_at_the_head_of_a_page_does_not_go_on_with_the_page_before(sheet):
    sheet.drawString(72, 780, "下一步加强培训，把栏目办得更细。")
    sheet.showPage()
    sheet.setFont(FONT, 12)
    sheet.drawString(72, 780, "六、其他需要报告的事项")
    assert [block.text for block in read_pdf(sheet.finished(), AT).blocks] == [
        "下一步加强培训，把栏目办得更细。",
        "六、其他需要报告的事项",
    ]


def test_file_with_a_password_is_told(sheet):
    from reportlab.lib.pdfencrypt import StandardEncryption

    sheet.drawString(72, 780, "一、总体情况")
    sheet._doc.encrypt = StandardEncryption("secret")
    with pytest.raises(UnreadableError, match="the PDF file is locked with a password"):
        read_pdf(sheet.finished(), AT)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (b"Annual report ", "Annual report"),
        (b"\xfe\xff" + "临澈区年报".encode("utf-16-be"), "临澈区年报"),
        (b"\xff\xfe" + "临澈区年报".encode("utf-16-le"), "临澈区年报"),
        (b"\xff\xfe" + "年报".encode("utf-16-le") + b"\x9e", "年报"),
        (b"\xff\xfe \0", None),
        (b" ", None),
    ],
)
def test_the_title_that_the_file_states(sheet, written, title):
    sheet.setTitle("(title)")
    payload = sheet.finished().replace(rb"(\(title\))", b"(" + written + b")")
    assert written in payload
    assert read_pdf(payload, AT).title == title


def test_a_file_without_a_title_has_none(sheet):
    assert read_pdf(sheet.finished().replace(b"/Title", b"/Other"), AT).title is None


@pytest.mark.parametrize(
    ("pages", "remarks"),
    [(MAX_PAGES, ()), (MAX_PAGES + 2, (f"pages {MAX_PAGES + 1} to {MAX_PAGES + 2} were not read",))],
)
def test_pages_beyond_those_of_any_report_are_named(sheet, pages, remarks):
    for number in range(1, pages + 1):
        sheet.drawString(72, 400, f"{number} words")
        sheet.showPage()
    document = read_pdf(sheet.finished(), AT)
    assert document.blocks[-1].text == f"{MAX_PAGES} words"
    assert document.remarks == remarks


def test_a_page_that_draws_more_than_any_report_ends_the_reading(sheet):
    for words in ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"):
        sheet.setFont(FONT, 12)
        sheet.drawString(72, 400, words)
        if words.startswith("二"):
            sheet._code.append(" " * (9 << 20))
        sheet.showPage()
    document = read_pdf(sheet.finished(), AT)
    assert [block.text for block in document.blocks] == ["一、总体情况"]
    assert document.remarks == ("from page 2 on the file draws more than any report, and is not read",)
