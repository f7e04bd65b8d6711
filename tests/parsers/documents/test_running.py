"""Heads and feet that the pages of a printed document have in common."""

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from parsers.documents.ofd import read_ofd
from parsers.documents.pdf import read_pdf
from parsers.model import Context, Grid
from tests.ofd_files import ofd, page, text

FONT, SIZE, FULL = (
    "STSong-Light",
    12,
    "全年主动公开政府信息的情况已经逐条写入本年度报告之中其",
)  # 27 letters, a full line


def told(*pages: dict[int, str]) -> tuple[list[str], tuple[str, ...]]:
    """The paragraphs of a PDF file, and the remarks. A page is its lines by their heights, in points from its foot."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(target := io.BytesIO(), pagesize=(424, 842))
    for lines in pages:
        canvas.setFont(FONT, SIZE)
        for height, words in lines.items():
            canvas.drawString(50, height, words)
        canvas.showPage()
    canvas.save()
    document = read_pdf(target.getvalue(), Context("file:a.pdf"))
    return [block.text for block in document.blocks], document.remarks


def said(words: str) -> tuple[str, ...]:
    return (f"what several pages have at their head or foot is read once: {words}",)


def test_a_paragraph_goes_on_overleaf_between_a_foot_and_a_head() -> None:
    above, below = {800: "临澈区年报 第1页", 400: FULL, 30: "地址：一路3号"}, {800: "临澈区年报 第2页", 700: "他无。"}
    lines, remarks = told(above, below | {30: "地址：一路3号"})
    assert lines == ["临澈区年报 第1页", f"{FULL}他无。", "地址：一路3号"]
    assert remarks == said("地址：一路3号 | 临澈区年报 第2页")


def test_a_head_of_later_pages_is_read_once() -> None:
    lines, remarks = told({700: "一、概述"}, {800: "临澈区年报", 700: "二、公开"}, {800: "临澈区年报", 700: "三、申请"})
    assert lines == ["一、概述", "临澈区年报", "二、公开", "三、申请"]
    assert remarks == said("临澈区年报")


def test_what_differs_in_words_or_height_or_stands_within_the_page_stays() -> None:
    lines, remarks = told(
        {800: "临澈区年报", 770: "一、概述", 400: "无。", 60: "甲"},
        {800: "临江县年报", 780: "一、概述", 400: "无。", 30: "甲"},
    )
    assert lines == ["临澈区年报", "一、概述", "无。", "甲", "临江县年报", "一、概述", "无。", "甲"]
    assert remarks == ()


def test_headings_and_sentences_are_no_heads_of_pages() -> None:
    same = {800: "一、概述", 770: "无。", 740: "甲乙丙丁" * 5}
    lines, remarks = told(same, same | {770: "无"})
    assert lines == ["一、概述", "无。", "甲乙丙丁" * 5, "一、概述", "无", "甲乙丙丁" * 5]
    assert remarks == ()


def test_a_row_that_a_page_break_cuts_is_put_together_below_a_running_head() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(target := io.BytesIO(), pagesize=(424, 842))
    for rows in ((("甲", "1"), ("不再处理其政府信息公", "39")), (("开申请", ""), ("乙", "2"))):
        canvas.setFont(FONT, 10)
        canvas.drawString(80, 800, "临澈区年报")
        for at, (label, figure) in enumerate(rows):
            canvas.rect(80, 680 - 20 * at, 112, 20)
            canvas.rect(192, 680 - 20 * at, 108, 20)
            canvas.drawString(86, 686 - 20 * at, label)
            canvas.drawString(198, 686 - 20 * at, figure)
        canvas.showPage()
    canvas.save()
    grids = [block for block in read_pdf(target.getvalue(), Context("file:a.pdf")).blocks if isinstance(block, Grid)]
    assert [grid.texts for grid in grids] == [("甲", "1", "不再处理其政府信息公\n开申请", "39"), ("乙", "2")]


def test_heads_of_an_ofd_file_are_read_once() -> None:
    pages = [page(text(30, 10, "临澈区年报"), text(30, 100, words)) for words in ("一、概述", "二、公开")]
    document = read_ofd(ofd(pages), Context("file:a.ofd"))
    assert [block.text for block in document.blocks] == ["临澈区年报", "一、概述", "二、公开"]
    assert document.remarks == said("临澈区年报")
