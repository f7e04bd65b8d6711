"""Tables that a PDF page prints without rules: rows told by gaps, labels that their column cuts over lines."""

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from parsers.documents.pdf import read_pdf
from parsers.model import Context

FONT, SIZE = "STSong-Light", 10
TOGETHER = ("page 1 prints a table without rules; labels that its column cuts are put together",)


def told(*lines: tuple[tuple[int, str], ...]) -> tuple[list[str], tuple[str, ...]]:
    """The paragraphs of a page, and the remarks. A line is words, each with the letters of room at their left."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(target := io.BytesIO(), pagesize=(595, 842))
    canvas.setFont(FONT, SIZE)
    for number, line in enumerate(lines):
        for at, words in line:
            canvas.drawString(50 + at * SIZE, 700 - 16 * number, words)
    canvas.save()
    document = read_pdf(target.getvalue(), Context("file:a.pdf"))
    return [block.text for block in document.blocks], document.remarks


def row(label: str, figure: str, *, at: int = 16) -> tuple[tuple[int, str], ...]:
    return ((0, label), (at, figure))


FULL = "全年网上公开各类信息条数合计"  # fourteen letters, two less than the label's column has


def test_rows_of_one_figure_are_lines_of_their_own() -> None:
    lines, remarks = told(row("公开信息数", "12"), row("其中文件数", "3"), row("公报", "0"))
    assert (lines, remarks) == (["公开信息数 12", "其中文件数 3", "公报 0"], ())


@pytest.mark.parametrize("figure", ["12", "1,234.5", "-", "/", "35%"])
def test_a_label_goes_on_below_its_figure(figure: str) -> None:
    lines, remarks = told(row("公报", "0"), row(FULL, figure), ((0, "数量"),), row("微博", "4"), row("微信", "5"))
    assert lines == ["公报 0", f"{FULL}数量 {figure}", "微博 4", "微信 5"]
    assert remarks == TOGETHER


def test_a_label_of_three_lines_is_one() -> None:
    lines, _ = told(row("公报", "0"), row(FULL, "7"), ((0, FULL),), ((0, "数量"),), row("微博", "4"), row("微信", "5"))
    assert lines[1] == f"{FULL}{FULL}数量 7"


def test_of_a_row_of_several_words_the_first_is_the_label() -> None:
    def of(label: str, *figures: str) -> tuple[tuple[int, str], ...]:
        return ((0, label), *((16 + 4 * at, figure) for at, figure in enumerate(figures)))

    lines, _ = told(of("总数", "件", "3"), of(FULL, "条", "12"), ((0, "数量"),), of("微博", "条", "4"))
    assert lines == ["总数 件 3", f"{FULL}数量 条 12", "微博 条 4"]


def test_a_figure_below_others_makes_a_row_of_a_label_that_reaches_to_it() -> None:
    whole = f"{FULL}一"
    lines, _ = told(row("公报", "0"), row(whole, "12"), ((0, "数量"),), row("微博", "4"), row("微信", "5"))
    assert lines[1] == f"{whole}数量 12"


@pytest.mark.parametrize(
    "below",
    [((0, "2.微博信息数"),), ((4, "数量"),), ((0, "这一行的字一直写到数字所在的那一列"),)],
    ids=["an item", "further in", "wider than the label's column"],
)
def test_other_lines_below_a_full_label_are_no_part_of_it(below: tuple[tuple[int, str], ...]) -> None:
    lines, remarks = told(row("公报", "0"), row(FULL, "12"), below, row("微博", "4"), row("微信", "5"))
    assert lines[:2] == ["公报 0", f"{FULL} 12"]
    assert remarks == ()


def test_a_label_with_room_left_is_whole() -> None:
    lines, remarks = told(row(FULL, "12"), row("公报", "0"), ((0, "数量"),), row("微博", "4"))
    assert lines == [f"{FULL} 12", "公报 0", "数量", "微博 4"]
    assert remarks == ()


def test_a_sentence_that_ends_with_a_figure_is_no_row() -> None:
    words = "本年度全县各级机关在政府网站和政务微博上公开的各类政府信息"
    lines, remarks = told(((0, f"{words}一共{words[:15]}有 12"),), ((0, "条，比上年度有所增加。"),))
    assert (lines, remarks) == ([f"{words}一共{words[:15]}有 12 条，比上年度有所增加。"], ())
