"""Rules of a page's own style sheets that keep words from the reader, or raise them above their line."""

import time

import pytest

from parsers.documents.html import read_html
from parsers.model import Context

AT = Context("https://www.example.gov.cn/1.html")


def cell(markup, *sheets):
    """The text of a cell on a page with style sheets, and the remarks."""
    styles = "".join(f"<style>{sheet}</style>" for sheet in sheets)
    table = f"<table><tr><td>规章</td><td>{markup}</td></tr><tr><td>行政许可</td><td>3</td></tr></table>"
    document = read_html(f"<html><head>{styles}</head><body>{table}</body></html>".encode(), AT)
    return document.blocks[0].cells[1].text, document.remarks


FIGURE = '12<span class="x y" id="z">9</span>'
HIDDEN = ("words are hidden, and left out: 9",)


@pytest.mark.parametrize(
    "sheet",
    [
        ".x{display:none}",
        "a:hover{color:red} .x { color : red ; display : NONE !important }",
        "#z{visibility:hidden}",
        "p,td .x.y{display:none}",
        "td > span.x{display:none}",
        "<!-- .x{display:none} -->",
        ".x{display:none",
        "@charset 'utf-8';/* } */.x{display:none}",
        "@media print{p{margin:0}} .x{display:none}",
        "span{display:none}",
        "td b,td > span{display:none} b{display:inline}",
        "[id]{display:none}",
        "span[class='x y']{display:none!important}",
        "[class^=x]{display:none}",
        "td span:first-child{display:none}",
        "td span:nth-child(1){display:none}",
        "td span:not(.w){display:none}",
        "span{display:inline} .x{display:none}",
        ".x{display:none} span{display:inline}",
        ".x{display:none} .x:hover{display:inline} .w{display:inline}",
    ],
)
def test_words_of_a_hidden_class_are_left_out_and_named(sheet):
    assert cell(FIGURE, sheet) == ("12", HIDDEN)


def test_words_of_a_struck_out_class_are_left_out_and_named():
    expected = ("12", ("words are struck out, and left out: 9",))
    assert cell(FIGURE, ".x{text-decoration:line-through}") == expected
    assert cell(FIGURE, "p{margin:0}", ".x{text-decoration-line:line-through}") == expected


@pytest.mark.parametrize(
    "sheet",
    [
        ".x{color:#fff}",
        ".x{font-weight:bold;color:RGB(255, 255, 255) !important}",
        ".x{color:transparent}",
        ".x{font-size:0}",
        "p,span.x{font-size:1px;line-height:0}",
        ".x{opacity:0}",
        ".x{position:absolute;left:-9999px}",
        ".x{position:absolute;clip:rect(0,0,0,0)}",
        ".x{clip-path:inset(50%)}",
        ".x{transform:scale(0)}",
        ".x{display:inline-block;width:0;overflow:hidden}",
        ".x{visibility:collapse}",
        "@media screen{p{margin:0} .x{color:#fff}}",
        "@media ALL { .x{display:none} }",
        "th{background:#06c} .x{color:#fff}",
        ".x{font:0/0 a}",
        ".x{font:bold 0 a;text-shadow:none}",
        ".x{position:absolute;width:1px;height:1px;overflow:hidden}",
        "span{color:#fff} td{font-size:14px}",
        "td > span{font-size:0}",
    ],
)
def test_figures_that_a_class_makes_unseen_beside_others_are_left_out_and_named(sheet):
    assert cell(FIGURE, sheet) == ("12", HIDDEN)


@pytest.mark.parametrize(
    "sheet",
    [
        ".x{color:#fff;background:#06c}",
        "td{background-color:#06c} .x{color:#fff}",
        "table{background:url(a.png)} .x{color:#fff}",
        ".x{color:#fff} span.y{color:#333}",
        ".x{color:red;font-size:9px;opacity:0.4;left:4px;width:0}",
        "@media screen and (max-width:600px){.x{font-size:0}}",
        ".x{vertical-align:middle} .y{position:relative;top:1px}",
    ],
    ids=["own ground", "ground of cells", "picture below", "color of another class", "seen", "small screens", "level"],
)
def test_figures_that_are_seen_stay(sheet):
    assert cell(FIGURE, sheet) == ("129", ())


def test_a_cell_whose_words_are_all_white_has_a_ground_that_is_not_known():
    assert cell('<span class="x">12</span><b class="x">9</b>', ".x{color:#fff}") == ("129", ())


def test_white_words_without_a_figure_are_no_matter():
    assert cell('12<span class="x">件</span>', ".x{color:#fff}") == ("12件", ())


@pytest.mark.parametrize(
    "sheet",
    [
        ".x{vertical-align:super}",
        ".x{font-size:smaller;vertical-align:sub}",
        ".x{vertical-align:30%}",
        ".x{position:relative;top:-0.5em;font-size:75%}",
        ".x{bottom:4px;position:relative}",
    ],
)
def test_figures_that_a_class_raises_stand_in_brackets(sheet):
    assert cell(FIGURE, sheet) == ("12[9]", ())
    assert cell('<span class="x">129</span>', sheet) == ("129", ())


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print{.x{display:none}}",
        ".x:hover{display:none}",
        ".w .x{display:none}",
        ".x{display:none} span.y{display:inline}",
        "/* .x{display:none} ",
        "td{display:none}",
        "span{display:none} .y{display:inline}",
        "span{display:none} td span{display:inline}",
        "[title]{display:none} span:hover{display:none} span::before{display:none}",
        ".x{font:12px/1.5 a} span{font:0/0 a}",
        "1.x>{} .x>{display:none}",
    ],
    ids=["in print", "under the mouse", "elsewhere", "shown again", "comment", "of every cell",
         "shown again by a class", "shown again by its place", "other attributes and states", "shown by a class",
         "no selector"],
)  # fmt: skip
def test_words_that_are_shown_stay(sheet):
    assert cell(FIGURE, sheet) == ("129", ())


def test_a_style_of_its_own_shows_an_element_again():
    assert cell('12<span class="x" style="display:inline">9</span>', ".x{display:none}") == ("129", ())


def test_a_hidden_block_may_be_a_tab_that_a_script_opens():
    page = "<style>.x{display:none}</style><div class=x><p>全年公开信息12条，都在网站上。</p></div>"
    assert [block.text for block in read_html(page.encode(), AT).blocks] == ["全年公开信息12条，都在网站上。"]


@pytest.mark.parametrize("line", ["p", "div"])
def test_a_hidden_line_of_a_cell_is_left_out_and_named(line):
    assert cell(f"12<{line} class=x>9</{line}>", ".x{display:none}") == ("12", HIDDEN)
    assert cell(f"<div><{line} style='display:none'>9</{line}></div>12") == ("12", HIDDEN)
    assert cell(f"12<{line} class=x>{'九' * 41}</{line}>", ".x{display:none}") == (f"12\n{'九' * 41}", ())


def test_a_column_that_a_rule_hides_is_left_out_and_named():
    sheet, row = "<style>td:nth-child(2){display:none}</style>", "<tr><td>{}</td><td>9</td><td>{}</td></tr>"
    page = f"{sheet}<table>{row.format('规章', 12)}{row.format('行政许可', 3)}</table>"
    document = read_html(page.encode(), AT)
    assert document.blocks[0].texts == ("规章", "12", "行政许可", "3")
    assert document.remarks == ("words are hidden, and left out: 9 | 9",)


def test_cells_and_rows_without_room_grow_with_their_words():
    table = "<table><tr class=x><td>规章</td><td class=x>12</td></tr><tr><td>行政许可</td><td>3</td></tr></table>"
    for page in (
        f"<style>.x{{height:0;overflow:hidden}}</style>{table}",
        table.replace("class=x", "style='width:0;overflow:hidden'"),
    ):
        document = read_html(page.encode(), AT)
        assert (document.blocks[0].texts, document.remarks) == (("规章", "12", "行政许可", "3"), ())


def test_what_is_hidden_within_what_is_hidden_is_named_once():
    inner = '<span class="x"><b style="display:none">8</b><i class="x">7</i></span>'
    assert cell(f"12{inner}", ".x{display:none}") == ("12", ("words are hidden, and left out: 8 | 7",))
    outer = '<span style="display:none"><i class="x">7</i></span>'
    assert cell(f"12{outer}", ".x{display:none}") == ("12", ("words are hidden, and left out: 7",))


ENDLESS = (
    *(
        "/*",
        "@",
        "@media{",
        "@media screen{",
        "@media screen{a{b}",
        "@media  ",
        "a{",
        ".x{display:none}",
        ".x{display:",
    ),
    *(";display ", ".x{position:relative;top:", "a{color:#fff;", ".x{width:0;", "x" * 9),
)


@pytest.mark.parametrize("part", ENDLESS)
def test_a_sheet_made_to_be_endless_takes_no_time(part):
    began = time.process_time()
    read_html(f"<style>.x{{display:none}}{part * 12_000}</style><p>甲</p>".encode(), AT)
    assert time.process_time() - began < 2
