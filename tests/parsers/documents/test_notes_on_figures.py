"""The raised mark of a note behind a figure in a sentence: 576 with a note 2 is no 5762."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context, Paragraph


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
    ],
)
def test_a_mark_behind_a_digit_stands_in_brackets(markup: str, text: str) -> None:
    assert sentence(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [("面积12km<sup>2</sup>", "面积12km2"), ("第1<sup>st</sup>页", "第1st页"), ("信息公开<sup>1</sup>", "信息公开1")],
)
def test_other_raised_words_stay_as_they_are(markup: str, text: str) -> None:
    assert sentence(markup) == text
