"""From a figure back to what was printed, for every kind of file and every layout."""

import pytest

from parsers.fragments import Fragment, fragment
from parsers.model import Context
from parsers.reading import read
from parsers.tables.numbers import parse_value
from tests.pages.layouts import LAYOUTS
from tests.pages.page import sample_page

AT = Context("https://www.example.gov.cn/1.html")


def test_cell_of_a_page_is_marked_in_its_row_and_in_the_markup():
    page = "<table><tr><td>x<td>y</table><table><tr><td>规章</td><td> <b>3</b> </td></tr></table>".encode()
    assert fragment(page, AT, "table 2, row 1, cell 2") == Fragment(
        "table 2, row 1, cell 2", "规章 | ⟦3⟧", "<td>规章</td>⟦<td> <b>3</b> </td>⟧"
    )


def test_line_of_text_is_marked():
    assert fragment("规章\n\n3\n".encode(), AT, "line 3") == Fragment("line 3", "⟦3⟧")


def test_place_that_is_not_in_the_payload_gives_nothing():
    assert fragment(b"<p>x</p>", AT, "table 1, row 1, cell 1") is None


@pytest.mark.parametrize("at", range(len(LAYOUTS)), ids=[layout.name for layout in LAYOUTS])
def test_every_figure_of_every_layout_leads_back_to_its_own_print(at):
    page = sample_page(at)
    figures = [figure for figure in read(page.payload, page.context).figures if figure.value is not None]
    for figure in figures[:: max(len(figures) // 12, 1)]:
        found = fragment(page.payload, page.context, figure.place)
        assert found is not None, figure
        marked = found.row.partition("⟦")[2].partition("⟧")[0]
        assert "".join(figure.raw.split()) in marked.replace("␣", "")
        if page.layout.name not in ("text_spaced_rows", "list_items", "headed_cells"):  # there a whole row is one print
            assert parse_value(marked, unit=figure.unit or "", signed=True, free_unit=True).value is not None


def test_figure_of_the_real_pdf_leads_to_its_page_and_box(corpus):
    payload = (corpus / "reports" / "huaian_city_2024.pdf").read_bytes()
    context = Context("https://sample.gov.cn/huaian_city_2024.pdf")
    figure = next(f for f in read(payload, context).figures if f.key == "applications.granted.total")
    assert figure.place.startswith("page 4, table 2, box ")
    assert fragment(payload, context, figure.place).row.endswith("（一）予以公开 | 1288 | 21 | 0 | 0 | 50 | 3 | ⟦1362⟧")
