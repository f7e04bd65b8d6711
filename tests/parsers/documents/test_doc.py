from pathlib import Path

import pytest

from parsers.documents.doc import read_doc
from parsers.documents.errors import UnreadableError
from parsers.model import Context, Grid, Paragraph

AT = Context("file:a.doc")
FILES = Path(__file__).resolve().parents[2] / "same_report"
WORDS = (FILES / "words.doc").read_bytes()
HEAD = next(at for at in range(512, len(WORDS), 512) if WORDS[at : at + 2] == b"\xec\xa5")  # of the text's stream


def patched(at, content):
    return WORDS[: HEAD + at] + content + WORDS[HEAD + at + len(content) :]


def test_words_are_read_as_shown_deleted_and_hidden_ones_left_out():
    paragraphs = [block for block in read_doc(WORDS, AT).blocks if isinstance(block, Paragraph)]
    assert paragraphs == [
        Paragraph("一、总体情况", "paragraph 1", 2),
        Paragraph("公开157条", "paragraph 2"),
        Paragraph("第二行", "paragraph 2"),
        Paragraph("页码1", "paragraph 3"),
    ]


def test_merged_cells_stand_once_with_their_spans_and_inner_tables_are_text():
    (grid,) = [block for block in read_doc(WORDS, AT).blocks if isinstance(block, Grid)]
    assert grid.geometry == "spans"
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [
        ("三、本年度办理结果", 0, 0, 2, 1),
        ("申请人情况", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("内", 1, 2, 1, 1),
    ]


def test_tables_have_the_columns_of_the_form():
    document = read_doc((FILES / "report.doc").read_bytes(), AT)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [(grid.height, grid.width, grid.geometry) for grid in grids] == [
        (14, 4, "spans"),
        (28, 10, "spans"),
        (4, 15, "spans"),
    ]


def test_file_with_a_password_is_told():
    flags = int.from_bytes(WORDS[HEAD + 10 : HEAD + 12], "little") | 0x0100
    with pytest.raises(UnreadableError, match="the Word file is locked with a password"):
        read_doc(patched(10, flags.to_bytes(2, "little")), AT)


def test_file_of_word_95_is_told():
    with pytest.raises(UnreadableError, match="the Word file is of Word 95 or older, which no reader takes"):
        read_doc(patched(0, b"\xdc\xa5"), AT)


def test_text_boxes_that_are_not_read_are_named():
    assert read_doc(patched(100, b"\x05"), AT).remarks == ("text boxes of the Word file are not read",)


@pytest.mark.parametrize("size", [0, 100, 600, 9000])
def test_file_that_was_cut_is_an_error_in_one_sentence(size):
    with pytest.raises(UnreadableError, match="the Word file cannot be taken apart"):
        read_doc(WORDS[:size], AT)


def test_words_beside_a_figure_that_do_not_show_as_plain_words_are_told_apart():
    """By a style: raised, hidden. By the words themselves: white, moved up. And plain ones."""
    document = read_doc((FILES / "looks.doc").read_bytes(), AT)
    figures, *prose, framed, commented, _menu = document.blocks
    assert [cell.text for cell in figures.cells] == ["85", "85[1]", "85", "85", "85[1]", "851"]
    assert document.remarks == (
        "words are hidden, and left out: 1 | 1",
        "menus of choices in the Word file are not read: 1",
    )
    assert commented.text == "收到12"  # nothing stands for the comment behind it
    assert [block.text for block in prose] == ["收到576[2]件二", "一、总体情况", "全年良好。"]
    assert [cell.text for cell in framed.cells] == ["0", "1", "2", "3"]
