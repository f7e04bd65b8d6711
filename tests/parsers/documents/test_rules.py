"""Tables that rules draw on a PDF page, whole or not."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsers.documents.pdf import read_pdf
from parsers.model import Context, Grid

AT = Context("file:a.pdf")


def drawn(upright, across, words, *, aside=()):
    """The document of a page with rules (x, from, to) upright and (y, from, to) across, and words at places.

    `aside` are words that are marked as the head or foot of the page.
    """
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for x, bottom, top in upright:
        canvas.line(x, bottom, x, top)
    for y, left, right in across:
        canvas.line(left, y, right, y)
    canvas.setFont("Helvetica", 10)
    for x, y, text in words:
        canvas.drawString(x, y, text)
    for x, y, text in aside:
        canvas._code.append("/Artifact <</Type /Pagination>> BDC")
        canvas.drawString(x, y, text)
        canvas._code.append("EMC")
    canvas.save()
    return read_pdf(buffer.getvalue(), AT)


def rows(document):
    return [[[cell.text for cell in row] for row in one.rows()] for one in document.blocks if isinstance(one, Grid)]


def test_a_row_that_a_page_break_left_open_belongs_to_the_table():
    upright = [(x, 60, 120) for x in (80, 200, 300)]
    across = [(120, 80, 300), (100, 80, 300), (80, 80, 300)]
    words = [(84, 105, "a"), (204, 105, "1"), (84, 85, "b"), (204, 85, "2"), (84, 65, "c"), (204, 65, "3")]
    assert rows(drawn(upright, across, words)) == [[["a", "1"], ["b", "2"], ["c", "3"]]]


def test_a_group_that_a_page_break_left_open_belongs_to_the_table():
    upright = [(x, 80, 120) for x in (80, 140, 200, 300)]
    across = [(120, 80, 300), (100, 140, 300), (80, 140, 300)]
    words = [(84, 105, "g"), (144, 105, "a"), (204, 105, "1"), (144, 85, "b"), (204, 85, "2")]
    assert rows(drawn(upright, across, words)) == [[["g", "a", "1"], ["b", "2"]]]


def test_rules_that_end_without_words_between_close_nothing():
    upright = [(x, 60, 120) for x in (80, 200, 300)]
    across = [(120, 80, 300), (100, 80, 300), (80, 80, 300)]
    words = [(84, 105, "a"), (204, 105, "1"), (84, 85, "b"), (204, 85, "2")]
    assert rows(drawn(upright, across, words)) == [[["a", "1"], ["b", "2"]]]


def test_words_in_a_hole_of_a_table_are_a_paragraph():
    upright = [(80, 60, 120), (200, 60, 120), (300, 100, 120), (300, 60, 80)]
    across = [(120, 80, 300), (100, 80, 300), (80, 80, 300), (60, 80, 300)]
    words = [(84, 105, "a"), (204, 105, "1"), (84, 85, "b"), (204, 85, "hole 2"), (84, 65, "c"), (204, 65, "3")]
    document = drawn(upright, across, words)
    assert rows(document) == [[["a", "1"], ["b"], ["c", "3"]]]
    assert [block.text for block in document.blocks if not isinstance(block, Grid)] == ["hole 2"]


def test_rules_that_cross_ten_thousand_times_are_no_table():
    upright = [(20 + 5 * n, 20, 800) for n in range(100)]
    across = [(20 + 5 * n, 20, 515) for n in range(100)]
    document = drawn(upright, across, [(21, 400, "1")])
    assert [block.text for block in document.blocks] == ["1"]
    assert document.remarks == ("page 1 draws more rules than any table has, and its tables are read as lines",)


def test_each_table_has_columns_of_its_own():
    upright = [(x, 420, 460) for x in (80, 120, 122.5, 200)] + [(x, 340, 380) for x in (80, 117.5, 200)]
    across = [(y, 80, 200) for y in (460, 440, 420, 380, 360, 340)]
    words = [(84, 445, "a"), (126, 445, "1"), (84, 425, "b"), (126, 425, "2")]
    words += [(84, 365, "c"), (117.8, 365, "i"), (117.8, 345, "i")]
    assert rows(drawn(upright, across, words)) == [[["a", "1"], ["b", "2"]], [["c", "i"], ["", "i"]]]


def test_a_rule_drawn_twice_is_one():
    upright = [(x, 60, 100) for x in (80, 199, 200.5, 300)]
    across = [(100, 80, 300), (80, 80, 300), (78.5, 80, 300), (60, 80, 300)]
    words = [(84, 85, "a"), (204, 85, "1"), (84, 65, "b"), (204, 65, "2")]
    assert rows(drawn(upright, across, words)) == [[["a", "1"], ["b", "2"]]]


TABLE = ([(x, 60, 120) for x in (80, 200, 300)], [(y, 80, 300) for y in (60, 80, 100, 120)])
WORDS = [(84, 105, "first"), (204, 105, "12"), (84, 85, "second"), (84, 65, "third"), (204, 65, "34")]


def test_the_foot_of_a_page_that_is_printed_over_a_table_is_left_out_and_named():
    document = drawn(*TABLE, WORDS, aside=[(210, 85, "3")])
    assert rows(document) == [[["first", "12"], ["second", ""], ["third", "34"]]]
    assert document.remarks == ("page 1 prints its head or foot over a table; left out there: 3",)


def test_the_foot_of_a_page_beside_its_table_is_no_matter():
    document = drawn(*TABLE, WORDS, aside=[(84, 20, "foot")])
    assert rows(document) == [[["first", "12"], ["second", ""], ["third", "34"]]]
    assert (document.blocks[-1].text, document.remarks) == ("foot", ())


def test_a_file_that_marks_all_its_words_as_none_of_its_text_is_not_believed():
    document = drawn(*TABLE, [], aside=WORDS)
    assert rows(document) == [[["first", "12"], ["second", ""], ["third", "34"]]]
    assert document.remarks == ()
