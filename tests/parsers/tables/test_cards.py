"""Figures that stand each with a head of its own."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
NEW, MISC = "一、本年新收政府信息公开申请数量", "3.其他"


def cards(label, heads, figures, *, head_first=True):
    pairs = zip(heads, figures, strict=True)
    both = ((head, figure) if head_first else (figure, head) for head, figure in pairs)
    return f"<h4>{label}</h4>" + "".join(f"<div><p>{one}</p><p>{other}</p></div>" for one, other in both)


def values(markup, row):
    reading = read_tables(read_html(markup.encode(), AT).blocks)
    return [(one.value, one.kind) for one in reading.figures if one.row == row]


def numbers(*figures):
    return [(figure, "number") for figure in figures]


@pytest.mark.parametrize("head_first", [True, False])
def test_applications(head_first):
    markup = cards(NEW, APPLICANTS, range(1, 8), head_first=head_first)
    markup += cards(MISC, APPLICANTS, range(11, 18), head_first=head_first)
    assert values(markup, "new_received") == numbers(1, 2, 3, 4, 5, 6, 7)
    assert values(markup, "other_misc") == numbers(11, 12, 13, 14, 15, 16, 17)


@pytest.mark.parametrize("head_first", [True, False])
def test_legal_challenges(head_first):
    markup = cards("行政复议", RESULTS, range(1, 6), head_first=head_first)
    markup += cards("复议后起诉", RESULTS, range(6, 11), head_first=head_first)
    assert values(markup, "review") == numbers(1, 2, 3, 4, 5)
    assert values(markup, "litigation_after_review") == numbers(6, 7, 8, 9, 10)


def test_disclosures():
    markup = cards("规章", ("本年制发件数", "本年废止件数", "现行有效件数"), (1, 2, 3))
    markup += cards("行政许可", ("本年处理决定数量",), (4,))
    assert values(markup, "regulations") == numbers(1, 2, 3)
    assert values(markup, "licensing") == numbers(4)


def test_last_head_below_its_figure_is_read_by_position_where_it_is_cut_off():
    markup = cards("规章", ("本年制发件数", "本年废止件数", "现行有效件数"), (1, 2, 3), head_first=False)
    markup += cards("行政事业性收费", ("本年收费金额（单位：万元）",), (4,), head_first=False)
    assert values(markup, "regulations") == numbers(1, 2, 3)
    assert values(markup, "fees") == [(4, "by_position")]


def test_line_for_each_figure_in_a_table():
    rows = "".join(
        "<tr>" + (f"<td rowspan=7>{NEW}</td>" if not at else "") + f"<td>{head}</td><td>{at + 1}</td></tr>"
        for at, head in enumerate(APPLICANTS)
    )
    markup = f"<table><tr><td>项目</td><td>申请人</td><td>数量</td></tr>{rows}</table>"
    assert values(markup, "new_received") == numbers(1, 2, 3, 4, 5, 6, 7)


def test_heads_and_figures_in_turn_in_one_row():
    def line(label, heads, figures):
        turns = "".join(f"<td>{head}</td><td>{n}</td>" for head, n in zip(heads, figures, strict=True))
        return f"<tr><td>{label}</td>{turns}</tr>"

    markup = f"<table>{line(NEW, APPLICANTS, range(1, 8))}{line(MISC, APPLICANTS, range(11, 18))}</table>"
    assert values(markup, "new_received") == numbers(1, 2, 3, 4, 5, 6, 7)
    assert values(markup, "other_misc") == numbers(11, 12, 13, 14, 15, 16, 17)


def test_label_before_each_of_its_heads():
    rows = [("行政复议", result, n) for n, result in enumerate(RESULTS)]
    rows += [("复议后起诉", result, 10 + n) for n, result in enumerate(RESULTS)]
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for cells in rows)
    markup = f"<table>{lines}</table>"
    assert values(markup, "review") == numbers(0, 1, 2, 3, 4)
    assert values(markup, "litigation_after_review") == numbers(10, 11, 12, 13, 14)


def test_cards_of_which_one_is_missing_are_not_guessed_at():
    markup = cards(NEW, APPLICANTS[1:], range(1, 7), head_first=False) + cards(MISC, APPLICANTS, range(7))
    assert {kind for _, kind in values(markup, "new_received")} <= {"lost", "unplaced", "derived"}


def test_heads_of_a_stream_that_name_less_than_the_block_settle_nothing():
    words = ("信息内容", "本年制发件数", "规章", 1, "本年处理决定数量", "行政许可", 2, "行政处罚", 3)
    markup = "".join(f"<p>{word}</p>" for word in words)
    assert values(markup, "regulations") == [(None, "unplaced")] * 3


def test_figures_alone_beside_a_table_of_heads_are_no_cards():
    heads = "<table><tr><td>自然人</td><td>1</td></tr><tr><td>商业企业</td><td>2</td></tr></table>"
    assert values(f"{heads}<p>二</p><table><tr><td>1</td><td>2</td></tr></table>", "new_received") == []


def test_last_card_whose_last_head_is_cut_off_is_read_by_position():
    markup = cards("行政许可", ("本年处理决定数量",), (4,), head_first=False)
    markup += cards("规章", ("本年制发件数", "本年废止件数", "现行有效件数"), (1, 2, 3), head_first=False)
    assert values(markup, "licensing") == numbers(4)
    assert values(markup, "regulations") == [(1, "by_position"), (2, "by_position"), (3, "by_position")]


@pytest.mark.parametrize(("between", "behind"), [("<p>9</p>", ""), ("", "<p>5</p><p>6</p><p>7</p><p>8</p>")])
def test_figures_that_are_of_no_card_leave_the_cards_unread(between, behind):
    markup = cards(NEW, APPLICANTS, range(1, 8)) + between + cards(MISC, APPLICANTS, range(11, 18)) + behind
    assert {value for row in ("new_received", "other_misc") for value, _ in values(markup, row)} == {None}


@pytest.mark.parametrize(
    ("label", "row"),
    [("本年新收", "new_received"), ("上年结转", "carried_over"), ("结转下年度", "carried_forward")],
)
def test_labels_as_short_as_cards_have_them(label, row):
    assert values(cards(label, APPLICANTS, range(1, 8)), row) == numbers(1, 2, 3, 4, 5, 6, 7)
