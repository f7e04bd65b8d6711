"""The raised mark of a note behind a figure in a sentence: 576 with a note 2 is no 5762."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context, Grid, Paragraph


def sentence(markup: str) -> str:
    document = read_html(f"<body><p>{markup}</p></body>".encode(), Context("https://www.example.gov.cn/1.html"))
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return block.text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("公开信息576<sup>2</sup>件", "公开信息576[2]件"),
        ("公开信息<b>576</b><sup>2</sup>件", "公开信息576[2]件"),
        ("公开信息576<a href='#n'><sup>1</sup></a>件", "公开信息576[1]件"),
        ("公开信息576<sub>2</sub>件", "公开信息576[2]件"),
        ("公开信息576<sup style='display:none'>2</sup>件", "公开信息576件"),
        ("公开信息576<span style='vertical-align:super'>2</span>件", "公开信息576[2]件"),
        ("公开信息576<b><font style='font-size:8pt; vertical-align: 30%'>2</font></b>件", "公开信息576[2]件"),
        ("公开信息576<span style='position:relative;top:-5.0pt;mso-text-raise:5.0pt'>2</span>件", "公开信息576[2]件"),
        ("公开信息576<sup style='vertical-align:super'>2</sup>件", "公开信息576[2]件"),
        ("公开信息576<span style='display:none'><b style='vertical-align:super'>2</b></span>件", "公开信息576件"),
    ],
)
def test_a_mark_behind_a_digit_stands_in_brackets(markup: str, text: str) -> None:
    assert sentence(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("面积12km<sup>2</sup>", "面积12km2"),
        ("第1<sup>st</sup>页", "第1st页"),
        ("信息公开<sup>1</sup>", "信息公开1"),
        ("面积12km<span style='vertical-align:super'>2</span>", "面积12km2"),
        ("公开信息57<span style='position:relative;top:-1.0pt'>6</span>件", "公开信息576件"),
        ("公开信息57<span style='vertical-align:middle'>6</span>件", "公开信息576件"),
    ],
)
def test_other_raised_words_stay_as_they_are(markup: str, text: str) -> None:
    assert sentence(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("576<span style='vertical-align:super'>2</span>", "576[2]"),
        ("<span style='vertical-align:sub'>1</span>576", "[1]576"),
        ("576<span style='vertical-align:super'>（<b style='vertical-align:super'>2</b>）</span>", "576[（2）]"),
        ("<span style='vertical-align:super'>57</span><span style='vertical-align:super'>6</span>", "576"),
        ("<p style='position:relative;top:-5px'>576</p>", "576"),
        ("576<span style='vertical-align:super'>件</span>", "576件"),
        ("共<span style='position:relative;top:4px'>576</span>件", "共576件"),
    ],
)
def test_what_a_cell_raises_beside_others_stands_in_brackets(markup: str, text: str) -> None:
    table = f"<table><tr><td>规章</td><td>{markup}</td></tr><tr><td>行政许可</td><td>3</td></tr></table>"
    (grid,) = read_html(table.encode(), Context("https://www.example.gov.cn/1.html")).blocks
    assert isinstance(grid, Grid)
    assert grid.texts[1] == text


def test_a_raised_digit_below_a_table_follows_none_of_its_figures() -> None:
    page = b"<body><table><tr><td>1</td><td>2</td></tr></table><sup>3</sup></body>"
    blocks = read_html(page, Context("https://www.example.gov.cn/1.html")).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["3"]
