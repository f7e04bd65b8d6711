"""Which tables are read from the source of a page, and that they read as a browser shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.documents.html import markup_of_row, read_html
from parsers.documents.html_walk import walked
from parsers.documents.html_written import Written, without_written
from parsers.model import Context, Grid

CONTEXT = Context("https://www.example.gov.cn/art/1.html")
HEAD = "<tr><td>信息内容</td><td>制发</td><td>废止</td></tr>"
ROWS = "".join(f"<tr><td>第{row}行</td><td>{row}</td><td>{row + 10}</td></tr>" for row in range(4))
TEXTS = ("信息内容", "制发", "废止", *[text for row in range(4) for text in (f"第{row}行", str(row), str(row + 10))])
COUNTS = (3, 3, 3, 3, 3)


def grids(page: str) -> list[tuple[str, ...]]:
    return [block.texts for block in read_html(page.encode(), CONTEXT).blocks if isinstance(block, Grid)]


def test_an_empty_table_stands_where_one_is_written_out():
    source = f'<p>前</p><table border="1">{HEAD}{ROWS}</table><p>后</p>'
    page, tables = without_written(source.encode())
    assert page.decode() == '<p>前</p><table written-out="0" border="1"></table><p>后</p>'
    assert tables == [Written(TEXTS, COUNTS, ())]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("<td>1</td>", '<td class="xl65" width=72 style="width:54pt; border: none">1</td>'),
        ("<td>1</td>", '<td nowrap>\r\n  <p class="MsoNormal" align="center">1</p>\n</td>'),
        ("<td>1</td>", "<td><p>1</td>"),
        ("<td>1</td>", "<td> 1\n</td>"),
        ("<td>1</td>", "<td>1&nbsp;</td>"),
        ("<td>1</td>", "<th>1</th>"),
        (HEAD, f"<colgroup><col width=9><col></colgroup><thead>{HEAD}</thead><tbody>"),
        (HEAD, f"<tbody>{HEAD}</tbody><tbody style='height:9pt'>"),
        (HEAD, HEAD.replace("</tr>", "")),
        ("<tr><td>第1行", "<tr class='odd' style='height:20pt'><td>第1行"),
    ],
)
def test_habits_of_editors_that_say_nothing(written, plain):
    source = f"<table>{HEAD}{ROWS}</table>"
    assert written in source
    _, tables = without_written(source.replace(written, plain).encode())
    assert tables == [Written(TEXTS, COUNTS, ())]


def test_cells_reach_as_far_as_the_first_statement_says():
    cells = '<tr><td colspan="2" rowspan=3 colspan="9">甲</td><td colspan="1">乙</td></tr>'
    _, [table] = without_written(f"<table>{HEAD}<tr></tr><tr></tr>{cells}{ROWS}</table>".encode())
    assert table.counts == (3, 0, 0, 2, 3, 3, 3, 3)
    assert table.spans == ((3, 3, 2),)


@pytest.mark.parametrize(
    "odd",
    [
        "<td><b>1</b></td>",
        "<td>1<br>2</td>",
        "<td><p>1</p><p>2</p></td>",
        "<td>第1<p>2</p></td>",
        "<td>1<sup>2</sup></td>",
        "<td>1<!-- 2 --></td>",
        "<td><a href='1.html'>1</a></td>",
        "<td><img src='1.png'></td>",
        "<td><input value=1></td>",
        "<td>1 < 2</td>",
        "<td>2 > 1</td>",
        "<td>1&yen;</td>",
        "<td>1&nbsp</td>",
        "<td>1\0</td>",
        "<td/>1</td>",
        "<TD>1</TD>",
        "<td title='>'>1</td>",
        "<td title='&quot;'>1</td>",
        "<td hidden>1</td>",
        "<td style='display:none'>1</td>",
        "<td><p style='color:white'>1</p></td>",
        "<td><p HIDDEN>1</p></td>",
        "<td>1",
        "1</td>",
        "<td>1</td><td",
        "<tbody><td>1</td>",
        "</tr><tbody><td>1</td>",
        "</tr><td>1</td>",
        "</tr><tr style='display:none'><td>1</td>",
        "</tr><caption>1</caption><tr><td>1</td>",
        f"<td>{'<p>' * 800}1</td>",
    ],
)
def test_a_table_with_more_in_it_is_left_to_the_tree(odd):
    source = f"<table>{HEAD}{ROWS}</table>".replace("<td>1</td>", odd).encode()
    assert without_written(source) == (source, [])


@pytest.mark.parametrize(
    "source",
    [
        f"<table>{HEAD}{HEAD}{HEAD}</table>",
        f"<table>{HEAD}{ROWS}",
        f"<table title='>'>{HEAD}{ROWS}</table>",
        f"<table>{(HEAD + ROWS)[4:]}</table>",
        f"<table>文字{HEAD}{ROWS}</table>",
        f"<table>{HEAD}{ROWS}文字</table>",
        f"<table>{HEAD}{ROWS}<tr></tr></table>",
        f"<tablet>{HEAD}{ROWS}</table>",
        f"<TABLE>{HEAD}{ROWS}</TABLE>",
        f"<table written-out=0>{HEAD}{ROWS}</table>",
    ],
)
def test_what_is_not_plainly_a_table_stays(source):
    assert without_written(source.encode()) == (source.encode(), [])


def test_of_a_table_in_a_table_the_inner_one_is_read_from_the_source():
    source = f"<table><tr><td><table>{HEAD}{ROWS}</table></td></tr></table>"
    page, tables = without_written(source.encode())
    assert page == b'<table><tr><td><table written-out="0"></table></td></tr></table>'
    assert grids(source) == [tables[0].texts]


TABLE = f"<table>{HEAD}{ROWS}</table>"


@pytest.mark.parametrize(
    "around",
    [
        "<!-- {} -->",
        "<script>var table = '{}';</script>",
        "<noscript>{}</noscript>",
        "<textarea>{}</textarea>",
        "<table><tr><td style='display:none'>{}</td><td>文字</td></tr></table>",
        "<p title='{}'>文字</p>",
    ],
)
def test_a_table_that_nobody_sees_is_not_read(around):
    other = TABLE.replace("制发", "制作")
    assert [texts[1] for texts in grids(f"<body>{around.format(TABLE)}{other}</body>")] == ["制作"]


def test_the_remark_on_a_hidden_table_names_its_words():
    document = read_html(f"<div><span style='display:none'>{TABLE}</span>正文</div>".encode(), CONTEXT)
    [remark] = document.remarks
    assert remark.startswith("words are hidden, and left out: 信息内容")


def test_a_link_around_a_table_bears_its_words():
    [link] = read_html(f"<p>前</p><a href='1.pdf'>{TABLE}</a>".encode(), CONTEXT).links
    assert link.text.startswith("信息内容")


def test_rules_hide_cells_of_a_table_that_is_written_out():
    page = f"<style>.old{{display:none}}</style>{TABLE.replace('<td>1</td>', '<td class=old>1</td>')}"
    assert grids(page) == [tuple(text for text in TEXTS if text != "1")]


def test_tables_are_numbered_whether_they_are_written_out_or_not():
    other = TABLE.replace("<td>1</td>", "<td><b>1</b></td>")
    document = read_html(f"{TABLE}{other}{TABLE}".encode(), CONTEXT)
    places = [block.places[4] for block in document.blocks if isinstance(block, Grid)]
    assert places == [f"table {number}, row 2, cell 2" for number in (1, 2, 3)]
    page = f"{other}{TABLE}".encode()
    assert "[<td>2</td>]" in (markup_of_row(page, CONTEXT, "table 2, row 4, cell 2", "[", "]") or "")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_words_are_those_of_the_page_in_any_encoding(encoding):
    document = read_html(TABLE.encode(encoding), CONTEXT)
    assert [block.texts for block in document.blocks if isinstance(block, Grid)] == [TEXTS]


PIECES = (
    "| |\n|12|新收|&nbsp;|\u00a0|<|>|&|<td>|</td>|<tr>|</tr>|<p>|</p>|<th>|</th>|<tbody>|</tbody>|<thead>|<b>|</b>|<br>"
    "|<table>|</table>|<col>|<td colspan=2>|<td rowspan='2' style='width:9pt'>|<td hidden>|<tr style='display:none'>"
    "|<!--|-->"
).split("|")


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(PIECES)), max_size=3))
def test_whatever_is_put_into_a_table_it_reads_as_its_tree_does(changes):
    pieces = TABLE.replace("<", "\v<").replace(">", ">\v").split("\v")
    for at, piece in changes:
        pieces.insert(at, piece)
    source = f"<body><p>前</p>{''.join(pieces)}<p>后</p></body>".encode()
    page, tables = without_written(source)
    tree, walk = walked(page, tables)
    whole_tree, whole = walked(source)
    if walk.met == len(tables):
        assert [found.block for found in walk.found] == [found.block for found in whole.found]
    del tree, whole_tree
