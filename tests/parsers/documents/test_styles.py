"""Styles that keep words from the reader; what nobody sees is no digit of a figure."""

import pytest

from parsers.documents.html import read_html
from parsers.documents.styles import how
from parsers.model import Context

AT = Context("https://www.example.gov.cn/1.html")


def cell(markup, around=""):
    page = f"<table {around}><tr><td>规章</td><td>{markup}</td></tr><tr><td>行政许可</td><td>3</td></tr></table>"
    document = read_html(page.encode(), AT)
    return document.blocks[0].cells[1].text, document.remarks


LEFT_OUT = ("words are hidden, and left out: 9",)


@pytest.mark.parametrize(
    "style",
    [
        "color:#fff",
        "color: #FFFFFF;",
        "color:white",
        "color: rgb(255, 255, 255)",
        "color:transparent",
        "color:rgba(0,0,0,0)",
        "font-size:1px",
        "font-size:1.0pt",
        "font-size:0",
        "position:absolute;left:-9999px",
        "display:inline-block;text-indent:-9999px",
        "display:inline-block;width:0;overflow:hidden",
        "display:block;height:0px;overflow-y:hidden",
        "position:absolute;clip:rect(0,0,0,0)",
        "margin-left:-9999px;position:absolute",
        "opacity:.0",
        "opacity:0.01",
        "filter:opacity(0%)",
        "display:inline-block;transform:scale(0.0, 1)",
        "display:inline-block;transform:translateX(-9999px)",
        "font:0/0 a",
        "font:italic bold 0px a",
        "mso-bidi-font-size:12pt;font:12px a;font-size:0",
        "color:#ffffffff",
        "color:#fefefe",
        "color:rgb(255 255 255)",
        "color:rgb(0 0 0 / 0)",
        "color:#0000",
    ],
)
def test_what_a_style_keeps_from_the_reader_is_left_out_and_said(style):
    assert cell(f"<span style='{style}'>9</span>12") == ("12", LEFT_OUT)


@pytest.mark.parametrize(
    "style",
    [
        "color:#333",
        "color:#fffff0",
        "background-color:#fff",
        "font-size:10.5pt",
        "font-size:1em",
        "text-indent:-21.0pt",
        "margin-left:-9px",
        "font:12px/0 a",
        "color:#0f0",
        "opacity:0.05",
        "transform:scale(0.5)",
        "line-height:0",
        "border-width:0;overflow:hidden",
        "height:0",
        "opacity:0.9",
    ],
)
def test_other_styles_keep_nothing(style):
    assert how(style) == ""
    assert cell(f"<span style='{style}'>9</span>12") == ("912", ())


@pytest.mark.parametrize(
    "markup", ["<font color='#FFFFFF'>9</font>12", "<font color=white>9</font>12", "<font color=fff>9</font>12"]
)
def test_white_by_an_attribute_is_white(markup):
    assert cell(markup) == ("12", LEFT_OUT)


@pytest.mark.parametrize(
    ("markup", "around"),
    [
        ("<span style='color:#fff;background:#1f4e79'>总计</span>12", ""),
        ("<p style='background-color:navy'><span style='color:#fff'>总计</span>12</p>", ""),
        ("<span style='color:#fff'>总计</span>12", "bgcolor='#1f4e79'"),
        ("<span style='color:#fff'>总计12</span>", ""),
    ],
)
def test_white_words_that_something_lies_behind_are_shown(markup, around):
    text, remarks = cell(markup, around)
    assert text.replace("\n", "") == "总计12"
    assert remarks == ()


@pytest.mark.parametrize(
    "nothing", ["background: none", "background-color: transparent", "background : #fff", "background:white"]
)
def test_what_is_no_background_lies_behind_nothing(nothing):
    markup = f"<span style='{nothing}'><span style='color:white'>9</span></span>12"
    assert cell(markup, f"style='{nothing}'") == ("12", LEFT_OUT)


def test_white_words_of_prose_are_shown():
    document = read_html("<p>一、<span style='color:#fff'>总体</span>情况</p>".encode(), AT)
    assert document.blocks[0].text == "一、总体情况"


def test_a_white_figure_alone_in_its_cell_is_a_blank():
    assert cell("<span style='color:#fff'>9</span>") == ("", LEFT_OUT)


def test_a_row_of_white_figures_has_a_background_from_a_style_sheet():
    page = "<table><tr class=sum><td><b style='color:#fff'>总计</b></td><td><b style='color:#fff'>9</b></td></tr><tr><td>茶社</td><td>9</td></tr></table>"
    assert [one.text for one in read_html(page.encode(), AT).blocks[0].cells] == ["总计", "9", "茶社", "9"]


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='font-size:0'><span style='font-size:14px'>12</span></p>",
        "<p style='color:#fff'><span style='color:#333'>12</span></p>",
        "<p style='color:#fff'><font color=red>12</font></p>",
        "<p style='color:transparent'><span style='color:black'>12</span></p>",
    ],
)
def test_words_with_a_size_or_color_of_their_own_are_shown(markup):
    assert cell(markup) == ("12", ())


def test_a_page_within_sections_without_a_size_is_shown():
    inner = (
        "<p style='font-size:14px'>花木情况</p><table style='font-size:14px'><tr><td>茶社</td><td>3</td></tr></table>"
    )
    document = read_html(f"<section style='font-size:0'><section>{inner}</section></section>".encode(), AT)
    assert document.blocks[0].text == "花木情况"
    assert [one.text for one in document.blocks[1].cells] == ["茶社", "3"]
    assert document.remarks == ()
