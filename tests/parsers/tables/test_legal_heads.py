"""Table 4 with its heads in other places: results over channels, results once for all, stages of court."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
CHANNELS = ("行政复议", "未经复议直接起诉", "复议后起诉")
CODES = ("review", "litigation_direct", "litigation_after_review")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
FIGURES = ((1, 2, 3, 4, 10), (5, 0, 0, 1, 6), (0, 7, 0, 0, 7))


def row(*cells, span=1):
    return "<tr>" + "".join(f"<td colspan={span}>{cell}</td>" for cell in cells) + "</tr>"


def channels(markup):
    reading = read_tables(read_html(markup.encode(), AT).blocks)
    by_row = {code: [one for one in reading.figures if one.row == code] for code in CODES}
    return [tuple(one.value for one in by_row[code]) for code in CODES], {one.kind for one in by_row[CODES[2]]}


def test_channels_under_each_result():
    figures = row(*(of_one[at] for at in range(5) for of_one in FIGURES))
    markup = f"<table>{row(*RESULTS, span=3)}{row(*CHANNELS * 5)}{figures}</table>"
    assert channels(markup) == (list(FIGURES), {"by_position"})


def test_results_once_above_parts_of_the_channels():
    parts = "".join(row(name, span=5) + row(*of_one) for name, of_one in zip(CHANNELS, FIGURES, strict=True))
    assert channels(f"<table>{row(*RESULTS)}{parts}</table>") == (list(FIGURES), {"number"})


@pytest.mark.parametrize("heads", ["", f"<p>项目 {' '.join(RESULTS)}</p>"], ids=["no heads", "heads"])
def test_line_for_each_channel(heads):
    lines = [f"<p>{name} {' '.join(map(str, of_one))}</p>" for name, of_one in zip(CHANNELS, FIGURES, strict=True)]
    assert channels(heads + "".join(lines))[0] == list(FIGURES)


def test_stages_of_court_are_no_channels():
    heads = "<tr><td colspan=5>行政复议<td colspan=10>行政诉讼<tr>" + "".join(
        f"<td rowspan=2>{name}" for name in RESULTS
    )
    heads += f"<td colspan=5>一审<td colspan=5>二审{row(*RESULTS * 2)}"
    found, kinds = channels(f"<table>{heads}{row(*FIGURES[0], *FIGURES[1], *FIGURES[2])}</table>")
    assert found == [FIGURES[0], (None,) * 5, (None,) * 5]
    assert kinds == {"unplaced"}
