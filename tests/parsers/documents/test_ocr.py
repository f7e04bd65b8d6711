"""What OCR saw of a sheet to grids and paragraphs, and how sure each place is."""

import json

import pytest

from parsers.documents.errors import UnreadableError
from parsers.documents.ocr import read_ocr
from parsers.model import Cell, Context, Document, Grid, Paragraph

# Two rows and two columns: rules at 100, 200, 300 across and at 100, 120, 140 down.
RULES = [[100, y, 300, y] for y in (100, 120, 140)] + [[x, 100, x, 140] for x in (100, 200, 300)]
LABEL, NINE = [105, 103, 160, 117, 0.98, "行政许可"], [205, 103, 214, 117, 0.99, "9"]
SECOND, SEVEN = [105, 123, 160, 137, 0.97, "行政处罚"], [205, 123, 214, 137, 0.62, "7"]


def read(words: list, rules: list = RULES, ink: list = (), pages: int = 1, **fields) -> Document:
    page = {"width": 600, "height": 800, "words": words, "rules": rules, "ink": list(ink)}
    stated = {
        "gongkai_ocr": 1, "tool": "rapidocr", "version": "3.10.0", "left_out": [],
        "pages": [{**page, "number": number + 1} for number in range(pages)],
    }  # fmt: skip
    return read_ocr(json.dumps({**stated, **fields}).encode(), Context("https://www.example.gov.cn/a.pdf"))


def test_rules_make_a_grid_and_words_stand_in_its_cells():
    document = read([LABEL, NINE, SECOND, SEVEN])
    [grid] = document.blocks
    assert grid == Grid.of(
        (
            Cell("行政许可", 0, 0, place="page 1, table 1, box 100 100 200 120"),
            Cell("9", 0, 1, place="page 1, table 1, box 200 100 300 120"),
            Cell("行政处罚", 1, 0, place="page 1, table 1, box 100 120 200 140"),
            Cell("7", 1, 1, place="page 1, table 1, box 200 120 300 140"),
        ),
        2,
        2,
        "spans",
        "page 1, table 1",
    )
    assert document.kind == "ocr"
    assert document.recognition is not None
    assert document.recognition.tool == "rapidocr 3.10.0"
    assert {place: score for place, score, _ in document.recognition.places} == {
        "page 1, table 1, box 100 100 200 120": 0.98,
        "page 1, table 1, box 200 100 300 120": 0.99,
        "page 1, table 1, box 100 120 200 140": 0.97,
        "page 1, table 1, box 200 120 300 140": 0.62,
    }


def doubts(document: Document) -> dict[str, str]:
    assert document.recognition is not None
    return {place: doubt for place, _, doubt in document.recognition.places if doubt}


def test_a_cell_over_two_rows_is_one_cell():
    rules = [rule for rule in RULES if rule != [100, 120, 300, 120]] + [[200, 120, 300, 120]]
    [grid] = read([LABEL, NINE, SEVEN], rules).blocks
    assert [(cell.text, cell.row, cell.rowspan) for cell in grid.cells] == [
        ("行政许可", 0, 2),
        ("9", 0, 1),
        ("7", 1, 1),
    ]


def test_words_that_reach_over_a_rule_put_both_cells_in_doubt():
    over = [190, 103, 230, 117, 0.99, "19"]
    assert set(doubts(read([over, SECOND]))) == {
        "page 1, table 1, box 100 100 200 120",
        "page 1, table 1, box 200 100 300 120",
    }


def test_ink_without_words_puts_its_cell_in_doubt():
    document = read([LABEL, SECOND, SEVEN], ink=[[205, 105, 210, 112]])
    assert doubts(document) == {
        "page 1, table 1, box 200 100 300 120": "something is printed here that OCR does not read"
    }


def test_words_of_several_lines_in_a_cell_are_lines_of_its_text():
    above, below = [105, 101, 160, 110, 1, "行政"], [105, 111, 160, 119, 1, "许可"]
    [grid] = read([below, above, NINE, SECOND, SEVEN]).blocks
    assert grid.cells[0].text == "行政\n许可"


def test_words_beside_tables_are_paragraphs_and_wide_gaps_part_them():
    title, left, right = (
        [100, 50, 400, 62, 0.99, "一、总体情况"],
        [100, 200, 150, 212, 1, "收到"],
        [190, 200, 210, 212, 0.8, "12"],
    )
    document = read([right, LABEL, NINE, SECOND, SEVEN, left, title])
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert [one.text for one in paragraphs] == ["一、总体情况", "收到 12"]
    assert document.recognition is not None
    assert ("page 1, box 100 200 210 212", 0.8, "") in document.recognition.places


def test_what_was_left_out_is_said():
    document = read([LABEL], [], left_out=["pages 41 to 50 were not read by OCR"])
    assert document.remarks == (
        "read by OCR (rapidocr 3.10.0): compare what matters with the picture",
        "pages 41 to 50 were not read by OCR",
    )


def test_a_picture_in_which_no_words_are_seen_says_so():
    document = read([], [], ink=[[0, 0, 500, 500]])
    assert (document.blocks, document.remarks[1:]) == ((), ("page 1: OCR sees no words in its picture",))


def test_a_sheet_of_graph_paper_is_no_table_and_ends_soon():
    lines = [[0, y, 600, y] for y in range(0, 800, 2)] + [[x, 0, x, 800] for x in range(0, 600, 2)]
    document = read([LABEL], lines)
    assert [block.text for block in document.blocks] == ["行政许可"]
    assert document.remarks[1:] == ("page 1 has too many lines for a table: read as text alone",)


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        (b'{"gongkai_ocr":2}', "the OCR result has format 2; this reader knows 1"),
        (b'{"gongkai_ocr":1,"tool":"x"}', "the OCR result cannot be taken apart (KeyError: 'version')"),
        (b'{"gongkai_ocr":1', "the OCR result cannot be taken apart (JSONDecodeError: "),
        (b'{"gongkai_ocr":' + b"[" * 100_000, "the OCR result cannot be taken apart (RecursionError: "),
    ],
)
def test_what_is_no_ocr_result_is_said_in_one_sentence(payload, sentence):
    with pytest.raises(UnreadableError) as raised:
        read_ocr(payload, Context("https://www.example.gov.cn/a.pdf"))
    assert str(raised.value).startswith(sentence)


def test_a_sheet_of_far_too_many_words_is_cut_and_says_so():
    words = [[10, 10, 20, 20, 1.0, "甲"]] * 3001
    document = read(words, [])
    assert document.remarks[1:] == ("page 1 has 3001 words, of which 3000 are read",)


def test_damaged_results_end_in_a_document_or_in_one_sentence():
    sound = json.dumps(
        {
            "gongkai_ocr": 1, "tool": "rapidocr", "version": "3.10.0", "left_out": [],
            "pages": [{"number": 1, "width": 600, "height": 800, "words": [LABEL, NINE], "rules": RULES, "ink": [[1, 1, 2, 2]]}],
        }
    )  # fmt: skip
    outcomes = set()
    for at in range(len(sound)):
        for piece in ("", "null", "NaN", "-1e999", '"', "[", "9" * 30):
            payload = (sound[:at] + piece + sound[at + 1 :]).encode()
            try:
                outcomes.add(read_ocr(payload, Context("https://www.example.gov.cn/a.pdf")).kind)
            except UnreadableError as error:
                outcomes.add(str(error).split("(")[0])
    assert {"ocr", "the OCR result cannot be taken apart "} <= outcomes
    assert len({one for one in outcomes if not one.startswith("the OCR result")}) == 1
