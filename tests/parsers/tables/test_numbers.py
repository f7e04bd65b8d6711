import pytest

from parsers.tables.numbers import Value, counts_up, holds_several, looks_like_value, parse_value, shown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("23068", 23068),
        ("                             0", 0),
        ("\u00a0\u00a00", 0),
        ("１２", 12),
        ("23,068", 23068),
        ("23，068", 23068),
        ("23 068", 23068),
        ("12.00", 12),
        ("3件", 3),
        ("3 件", 3),
        ("\u200b7\ufeff", 7),
        ("12。", 12),
        ("3件。", 3),
        ("'12", 12),
        ("\u200e7\u200f", 7),
    ],
)
def test_numbers_in_every_style_are_plain_numbers(text, value):
    read = parse_value(text)
    assert (read.kind, read.value) == ("number", value)


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u3000\u3000", "\n\t"])
def test_blank_is_never_zero(text):
    assert parse_value(text) == Value("blank")


@pytest.mark.parametrize("text", ["-", "—", "——", "/", "／", "无", "－", "--", " - "])
def test_mark_is_never_zero(text):
    assert parse_value(text) == Value("mark")


@pytest.mark.parametrize(
    "text", ["1O", "1 2", "1\n2", "详见附件", "3.1.4", "12,34", "一", "五件", "2023年", "0二、上年结转", "160;", "12、"]
)
def test_what_is_no_number_is_not_guessed_at(text):
    assert parse_value(text) == Value("unreadable", note="printed, but no number")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("22（其中修订 16 件）", 22),
        ("55（含自然失效29件）", 55),
        ("3(注1)", 3),
        ("12，其中5件为联合发文", 12),
        ("20余", 20),
        ("3*", 3),
        ("3注", 3),
        ("20餘", 20),
    ],
)
def test_number_with_a_remark_is_the_number(text, value):
    read = parse_value(text)
    assert (read.kind, read.value, read.note) == ("noted", value, "printed with a remark")


def test_money_in_another_unit_than_the_columns_is_kept_without_a_value():
    read = parse_value("3,940元", unit="万元")
    assert (read.kind, read.value, read.unit) == ("unit_differs", None, "元")


@pytest.mark.parametrize(("text", "unit", "printed"), [("12元", "件", "元"), ("17件", "万元", "件")])
def test_money_in_a_column_of_counts_and_a_count_in_one_of_money_have_no_value(text, unit, printed):
    note = f"printed in {printed}, the column is in {unit}"
    assert parse_value(text, unit) == Value("unit_differs", None, printed, note)


def test_a_count_may_be_printed_in_another_measure_word():
    assert parse_value("12条", "件") == Value("number", 12, "条")


def test_zero_needs_no_unit():
    assert parse_value("0元", unit="万元") == Value("noted", 0, "元", "zero, printed in 元")


def test_money_in_the_columns_own_unit_is_a_plain_number():
    assert parse_value("17.27万元", unit="万元") == Value("number", 17.27, "万元")


def test_column_with_a_free_unit_keeps_number_and_unit():
    assert parse_value("251000元", unit="", free_unit=True) == Value("number", 251000, "元")


@pytest.mark.parametrize(
    ("text", "value"), [("+2", 2), ("－1", -1), ("-1", -1), ("增2", 2), ("减少 3", -3), ("＋0", 0)]
)
def test_changes_keep_their_sign(text, value):
    assert parse_value(text, signed=True).value == value


def test_sign_in_a_column_of_counts_is_noted():
    assert parse_value("-1") == Value("noted", -1, None, "printed with a sign in a column of counts")


@pytest.mark.parametrize("text", ["规章", "1.属于国家秘密", "0二、上年结转政府信息公开申请数量", "", "2023年", "总计"])
def test_labels_do_not_look_like_values(text):
    assert not looks_like_value(text)


@pytest.mark.parametrize("text", ["0", "—", "22（其中修订16件）", "增2", "0元"])
def test_figures_and_marks_look_like_values(text):
    assert looks_like_value(text)


@pytest.mark.parametrize(("text", "value"), [("4068.208", 4068.208), ("０．５", 0.5)])
def test_a_decimal_is_a_sum_of_money(text, value):
    assert parse_value(text, "万元") == ("number", value, None, "")


def test_a_decimal_in_a_column_of_counts_is_no_count():
    assert parse_value("1.234", "件") == ("unreadable", None, None, "a decimal in a column that counts 件")


@pytest.mark.parametrize("text", ["12①", "12¹", "12[1]", "12⑪", "12㉑", "12₁"])
def test_a_footnote_mark_is_no_digit(text):
    assert parse_value(text) == ("noted", 12, None, "printed with a remark")


@pytest.mark.parametrize("text", ["5\n111", "12\n345", "5 111 222", "1 2"])
def test_several_numbers_in_one_cell_are_no_number(text):
    assert parse_value(text).kind == "unreadable"
    assert looks_like_value(text)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("12（件）", "件", ("number", 12, "件")),
        ("3940（元）", "万元", ("unit_differs", None, "元")),
        ("0（单位：元）", "万元", ("noted", 0, "元")),
        ("22（其中修订16件）", "件", ("noted", 22, None)),
    ],
)
def test_a_unit_in_brackets_is_the_unit_of_the_number(text, unit, expected):
    assert parse_value(text, unit)[:3] == expected


@pytest.mark.parametrize("text", ["1" * 16, "-" + "1" * 16, "1" * 16 + "（其中3件）"])
def test_number_of_more_digits_than_any_count_is_no_value(text):
    assert (parse_value(text).kind, parse_value(text).value) == ("unreadable", None)


def test_masked_number_is_not_guessed_at():
    assert parse_value("1**").kind == "unreadable"


@pytest.mark.parametrize(("text", "value"), [("9" * 15, 10**15 - 1), ("-" + "9" * 15, 1 - 10**15)])
def test_as_many_digits_as_the_largest_count_may_have_are_a_value(text, value):
    assert parse_value(text, signed=True) == Value("number", value)


def test_a_figure_with_a_remark_longer_than_any_is_text():
    assert looks_like_value(f"12（{'含' * 76}）")
    assert not looks_like_value(f"12（{'含' * 77}）")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (["1", "2", "3"], True),
        (["1", "2", "1", "2", "3"], True),  # twice
        (["1", "3"], False),
        (["2", "3"], False),
        (["1", "2", "2"], False),
        (["1", "二"], False),
        (["1", "２"], False),
        (["1", "9" * 5000], False),
        ([], False),
    ],
)
def test_the_numbers_of_rows_count_up_from_1(figures, expected):
    assert counts_up(figures) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("3 5", True), ("3\n5", True), ("35", False), ("3 件 5", False), ("一 3 5", False)]
)
def test_several_figures_in_one_cell_are_told(text, expected):
    assert holds_several(text) is expected


@pytest.mark.parametrize(
    ("value", "expected"), [(123456789012345, "123456789012345"), (0.1 + 0.2, "0.3"), (17.27, "17.27")]
)
def test_a_number_is_shown_in_full_and_a_sum_without_what_binary_arithmetic_leaves(value, expected):
    assert shown(value) == expected


@pytest.mark.parametrize("text", ["①", "⑫", "㉑", "²"])
def test_mark_of_a_footnote_alone_is_no_figure(text):
    assert parse_value(text).kind == "unreadable"
