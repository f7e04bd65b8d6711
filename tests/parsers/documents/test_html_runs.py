"""What is left out of the source of a page that Word wrote, and where all of it must stay."""

import pytest

from parsers.documents.html import markup_of_row, read_html
from parsers.documents.html_runs import without_runs
from parsers.model import Context, Grid

CONTEXT = Context("https://www.example.gov.cn/art/1.html")
FONT = 'lang="EN-US" style="font-family:宋体;mso-ascii-font-family:Calibri;color:black"'


def cells_of(table: str, head: str = "") -> list[str]:
    """The texts of the cells of the page's one table."""
    page = f"<html><head>{head}</head><body>{table}</body></html>"
    [grid] = [block for block in read_html(page.encode(), CONTEXT).blocks if isinstance(block, Grid)]
    return list(grid.texts)


@pytest.mark.parametrize(
    ("source", "left"),
    [
        (f"<td><p><span {FONT}>12</span><o:p></o:p></p></td>", "<td><p>12</p></td>"),
        (f"<td><span {FONT}>1</span><span {FONT}>2</span></td>", "<td>12</td>"),
        ("<p><span style='font-size:16.0pt'>本机关</span>新收</p>", "<p>本机关新收</p>"),
        ("<p><span style=font-size:16.0pt>本机关</span></p>", "<p>本机关</p>"),
        (f"<p><span {FONT}><b>12</b></span></p>", f"<p><span {FONT}><b>12</b></span></p>"),
        ("<p><o:p></o:p></p>", "<p></p>"),
    ],
)
def test_runs_that_name_fonts_are_left_out(source, left):
    assert [without_runs(source.encode(encoding)).decode(encoding) for encoding in ("utf-8", "gb18030")] == [left, left]


@pytest.mark.parametrize(
    "attributes",
    [
        'style="display:none"',
        'style="display:table-cell"',
        'style="color:#fff"',
        'style="text-decoration:line-through"',
        'style="font-size:12pt;vertical-align:super"',
        'style="position:absolute;left:5px"',
        'style="white-space:pre"',
        'style="font-family:&quot;宋体&quot;"',
        'style="font-family:"宋体""',
        'lang="EN-US" class="num"',
        'lang="EN-US" hidden',
        'class="num" style="color:black"',
    ],
)
def test_a_run_that_may_say_more_stays(attributes):
    source = f"<p><span {attributes}>12</span></p>".encode()
    assert without_runs(source) == source


def test_a_run_that_stays_between_others_stays_where_it_was():
    source = f'<p><span {FONT}>a</span><span style="display:none">b</span><span {FONT}>c</span></p>'
    assert without_runs(source.encode()) == b'<p>a<span style="display:none">b</span>c</p>'


def test_a_run_that_blackens_white_letters_keeps_its_figure():
    table = f'<table><tr><td style="color:#fff">0<span {FONT}>12</span></td><td>3</td></tr></table>'
    assert cells_of(table)[0].endswith("12")


@pytest.mark.parametrize("rule", ["td span{display:none}", "[lang]{display:none}", "td *{display:none}"])
def test_a_rule_for_spans_hides_a_run(rule):
    table = f"<table><tr><td>1<span {FONT}>2</span></td><td>3</td></tr></table>"
    assert cells_of(table, f"<style>{rule}</style>") == ["1", "3"]
    assert cells_of(table) == ["12", "3"]


def test_a_rule_for_what_stands_beside_a_run_hides_no_more_for_want_of_it():
    table = f'<table><tr><td><b>1</b><span {FONT}>2</span><b class="old">3</b></td><td>4</td></tr></table>'
    assert cells_of(table, "<style>b + .old{display:none}</style>") == ["123", "4"]


def test_the_markup_of_a_row_is_as_the_page_has_it():
    page = f"<table><tr><td>新收</td><td><span {FONT}>12</span></td></tr></table>".encode()
    markup = markup_of_row(page, CONTEXT, "table 1, row 1, cell 2", "[", "]")
    assert markup == f"<td>新收</td>[<td><span {FONT}>12</span></td>]"


def test_runs_of_more_kinds_than_any_editor_writes_all_stay():
    source = "".join(f'<p><span style="font-size:{size}pt">12</span></p>' for size in range(10, 1100)).encode()
    assert without_runs(source) == source
