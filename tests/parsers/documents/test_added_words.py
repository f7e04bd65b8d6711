"""Figures that style sheets put beside the words of cells, and words that are set from right to left."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context

AT = Context("https://www.example.gov.cn/1.html")


def page(markup, sheet=""):
    """The text of a cell on a page with a style sheet, and the remarks."""
    table = f'<table><tr><td>规章</td><td class="x">{markup}</td></tr><tr><td>行政许可</td><td>3</td></tr></table>'
    source = f"<html><head><style>{sheet}</style></head><body><p class='y'>正文</p>{table}</body></html>"
    document = read_html(source.encode(), AT)
    return document.blocks[1].cells[1].text, document.remarks


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ('.x::before{content:"1"}', "1"),
        (".x:after { color:red; CONTENT : '1' }", "1"),
        (r'.x::before{content:"\31 \32"}', "12"),
        ('td:first-child::before{content:"第1项"}', "第1项"),
        ('.w::before,.x b::after{content:"1"}.x::before{content:"2"}', "1 | 2"),
        ('::before{content:"1"}', "1"),
    ],
    ids=["before", "behind", "as codes", "among words", "several", "of any element"],
)
def test_figures_that_a_sheet_puts_into_cells_are_told(sheet, words):
    assert page("<b>2</b>", sheet) == ("2", (f"a style sheet puts words into cells, which are not read: {words}",))


@pytest.mark.parametrize(
    "sheet",
    [
        '.y::before{content:"1"}',
        '.w::before{content:"1"}',
        '.x::before{content:"·"}',
        r'.x::before{content:"\f101"}',
        '.x::before{content:""}',
        '.x::before{content:"1";display:none}',
        '.x:after{content:"020";clear:both;height:0}',
        ".x::before{content:attr(title)}",
        '@media print{.x::before{content:"1"}}',
        '.x{content:"1"}',
        r'.x::before{content:"\999999"}',
    ],
    ids=["of a paragraph", "of none", "a mark", "an icon", "nothing", "hidden", "without height", "an attribute's",
         "in print", "of an element", "no letter"],
)  # fmt: skip
def test_other_rules_say_nothing(sheet):
    assert page("2", sheet) == ("2", ())


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('<bdo dir="rtl">12</bdo>', "21"),
        ('3<bdo dir="RTL"><b>1</b>2</bdo>4', "3214"),
        ('<bdo dir="ltr">12</bdo>', "12"),
        ('<span style="unicode-bidi:bidi-override;direction:rtl">12</span>', "21"),
        ('<span style="direction:rtl">12</span>', "12"),
        ('<span style="unicode-bidi:embed;direction:rtl">12</span>', "12"),
    ],
    ids=["turned", "within others", "from the left", "by its style", "a direction alone", "numbers keep theirs"],
)
def test_what_is_set_from_right_to_left_is_read_as_it_is_seen(markup, shown):
    assert page(markup) == (shown, ())
