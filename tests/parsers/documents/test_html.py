from parsers.documents.html import read_html
from parsers.model import Context, Grid, Link, Paragraph

AT = Context("https://www.example.gov.cn/gk/art/1.html")


def read(markup):
    return read_html(markup.encode(), AT)


def texts(blocks):
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def only_grid(document):
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row] for row in grid.rows()]


PROSE = "<p>全年主动公开政府信息一百条，各项工作按要求推进，没有遗漏，群众反映良好。</p>" * 5


def test_page_around_the_report_is_kept_apart():
    document = read(
        f"<body><ul><li><a href=/>首页</a></li></ul><h1>标题</h1><div id=zoom>{PROSE}</div><div>打印 关闭</div></body>"
    )
    assert texts(document.before) == ["首页", "标题"]
    assert len(document.blocks) == 5
    assert texts(document.after) == ["打印 关闭"]


def test_heading_keeps_its_level():
    document = read(f"<h2>一、总体情况</h2>{PROSE}")
    assert document.blocks[0] == Paragraph("一、总体情况", "paragraph 1", 2)


def test_radicals_of_a_pdf_that_was_pasted_are_the_characters():
    document = read(f"<h2>⼀、总体情况</h2>{PROSE}")
    assert document.blocks[0].text == "一、总体情况"


def test_line_break_of_the_source_ends_no_paragraph_and_br_does():
    assert texts(read("<div>全年公开\n  信息<br>157条</div><p>一、<b>总体\n情况</b></p>").blocks) == [
        "全年公开 信息",
        "157条",
        "一、总体 情况",
    ]


def test_number_in_one_span_a_digit_is_one_number():
    assert only_grid(read("<table><tr><td>规章<td><span>1</span><span>5</span></table>")) == [["规章", "15"]]


def test_empty_marks_of_word_part_nothing():
    """Word ends each paragraph with one; in a page of another encoding too."""
    page = f"<body>{PROSE}<table><tr><td><p>制发<o:p></o:p>件数<o:p></o:p></p><td><p>1<o:p></o:p>2</p></table></body>"
    assert only_grid(read(page)) == [["制发件数", "12"]]
    assert only_grid(read_html(page.encode("gb18030"), AT)) == [["制发件数", "12"]]


def test_two_paragraphs_of_a_cell_do_not_run_together():
    assert only_grid(read("<table><tr><td>规章<td><p>1</p><p>2</p></table>")) == [["规章", "1\n2"]]


def test_label_cut_by_a_line_break_keeps_the_break():
    assert only_grid(read("<table><tr><td>结果<br>维持<td>0</table>")) == [["结果\n维持", "0"]]


def test_rows_and_cells_that_are_never_closed_are_rows_and_cells():
    assert only_grid(read("<table><tr><td>a<td>1<tr><td>b<td>2</table>")) == [["a", "1"], ["b", "2"]]


def test_cells_after_a_premature_end_of_the_page_are_read():
    assert only_grid(read("</html><table><tr><td>a<td>1</table>")) == [["a", "1"]]


def test_table_that_only_arranges_the_page_is_looked_through():
    document = read("<table><tr><td>左栏</td><td><table><tr><td>a<td>1</table></td></tr></table>")
    assert only_grid(document) == [["a", "1"]]


def test_table_in_a_comment_or_a_script_is_not_on_the_page():
    document = read(
        "<!--<table><tr><td>a<td>7</table>--><script>'<table><tr><td>a<td>8</table>'</script><table><tr><td>a<td>1</table>"
    )
    assert only_grid(document) == [["a", "1"]]


def test_hidden_copy_for_telephones_is_not_read():
    document = read("<table><tr><td>a<td>1</table><div style='display:none'><table><tr><td>a<td>1</table></div>")
    assert only_grid(document) == [["a", "1"]]
    assert document.remarks == ()


def test_hidden_table_is_read_and_named_where_it_is_the_only_one():
    document = read("<div style='display: none'><table><tr><td>a<td>1</table></div>")
    assert only_grid(document) == [["a", "1"]]
    assert document.remarks == ("the only tables stand in a part of the page that is hidden until a script shows it",)


def test_rows_made_of_div_elements_are_a_grid_and_keep_their_blanks():
    cell = "<div style='display:table-cell'>{}</div>"
    row = "<div style='display:table-row'>" + cell * 3 + "</div>"
    document = read("<div style='display:table'>" + row.format("a", "", "1") + row.format("b", "2", "") + "</div>")
    assert only_grid(document) == [["a", "", "1"], ["b", "2", ""]]


def test_spans_that_are_no_numbers_count_as_one():
    document = read("<table><tr><td rowspan='x' colspan='%'>a<td>1<tr><td>b<td>2</table>")
    assert only_grid(document) == [["a", "1"], ["b", "2"]]


def test_links_of_the_body_are_absolute_and_scripts_are_none():
    document = read(
        "<p>见<a href='./P02024.pdf'>附件</a><a href='javascript:void(0)'>x</a><a href='http://['>y</a></p>"
    )
    assert document.links == (Link("https://www.example.gov.cn/gk/art/P02024.pdf", "附件"),)


def test_tags_are_kept_in_either_order_of_attributes():
    document = read("<meta content='2024-01-08' name='PubDate'><title>年报-某县政府</title><p>文</p>")
    assert document.tags == (("PubDate", "2024-01-08"),)
    assert document.title == "年报-某县政府"


def test_page_nested_ten_thousand_deep_is_read():
    assert texts(read("<div>" * 10_000 + "底" + "</div>" * 10_000).blocks) == ["底"]


def test_preformatted_block_keeps_its_lines_and_its_tabs():
    document = read("<div><pre>二、主动公开政府信息情况\n规章\t0\t1\n行政许可\t11\t\n</pre></div>")
    assert texts(document.blocks) == ["二、主动公开政府信息情况"]
    assert only_grid(document) == [["规章", "0", "1"], ["行政许可", "11", ""]]


def test_hidden_table_with_labels_of_its_own_is_read_beside_the_one_that_is_shown():
    document = read(
        "<table><tr><td>规章<td>1<tr><td>行政许可<td>2</table>"
        "<div style='display:none'><table><tr><td>自然人<td>总计<tr><td>3<td>3</table></div>"
    )
    assert [grid.cells[0].text for grid in document.blocks] == ["规章", "自然人"]
    assert document.remarks == ("a table stands in a part of the page that is hidden until a script shows it",)


def test_hidden_table_of_another_year_is_not_read():
    table = "<table><tr><td>规章<td>{}<tr><td>行政许可<td>2</table>"
    document = read(table.format(1) + "<div style='display:none'>" + table.format(9) + "</div>")
    assert only_grid(document) == [["规章", "1"], ["行政许可", "2"]]
    assert document.remarks == ()


def test_one_hidden_figure_among_many_of_one_style_is_left_out():
    style = "font-family:&quot;仿宋&quot;;\nfont-size:12pt"
    shown = f'<tr><td>规章<td><span style="{style}">7</span>' * 60
    hidden = f'<tr><td>行政许可<td><span style="{style};display:none">9</span><span style="{style}">12</span>'
    document = read(f"<table>{shown}{hidden}</table>")
    assert only_grid(document)[-1] == ["行政许可", "12"]
    assert document.remarks == ("words are hidden, and left out: 9",)


def test_words_beside_the_paragraph_of_a_cell_stand_in_a_line_of_their_own():
    cells = "<td>1<p>2</p><td><p>3</p>4<td><p><b>5</b><i>6</i></p><td><span><p>7</p></span><b>8</b>"
    assert only_grid(read(f"<table><tr>{cells}</table>")) == [["1\n2", "3\n4", "56", "7\n8"]]


def test_spaces_between_words_of_a_list_item_stay():
    assert texts(read("<ul><li> <b>甲 </b>\n<a href=/1>乙</a>\u3000<i>丙</i> </li></ul>").blocks) == ["甲  乙\u3000丙"]


def test_table_whose_cells_hold_their_words_in_tables_of_one_cell_is_a_grid_and_keeps_its_blanks():
    def row(label, *figures):
        inner = "".join(f"<td><table><tr><td>{figure}</td></tr></table></td>" for figure in figures)
        return f"<tr><td>{label}</td>{inner}</tr>"

    (grid,) = read(f"<table><tbody>{row('茶社', 3, '', 5)}{row('书屋', '', 7, 9)}</tbody></table>").blocks
    assert [[cell.text for cell in one] for one in grid.rows()] == [["茶社", "3", "", "5"], ["书屋", "", "7", "9"]]


def test_table_that_arranges_tables_of_one_cell_beside_words_is_looked_through():
    page = "<table>" + "<tr><td>a</td><td>b<table><tr><td>1</td></tr></table></td></tr>" * 4 + "</table>"
    assert [block.text for block in read(page).blocks] == ["a", "b", "1"] * 4
