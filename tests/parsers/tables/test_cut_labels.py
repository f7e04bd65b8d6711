"""Labels that the end of a line cut, in tables that are lines of text."""

from parsers.documents.text import read_text
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.txt")
HEADS = "申请人情况\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n"
FIRST = "一、本年新收政府信息公开申请数量 9 0 0 0 0 0 9\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n"


def read(text):
    return read_tables(read_text(text.encode(), AT).blocks)


def row(reading, code):
    return [one.value for one in reading.figures if one.table == "applications" and one.row == code]


def test_a_label_that_goes_on_below_is_whole():
    lines = "（二）部分公开（区分处理的，只计这一情形，\n不计其他情形） 1 2 3 4 5 6 21\n"
    assert row(read(HEADS + FIRST + lines), "partly_granted") == [1, 2, 3, 4, 5, 6, 21]


def test_figures_behind_the_middle_line_of_a_label_are_its_own():
    lines = (
        "1.申请人无正当理由逾期不补正、\n行政机关不再处理其政府信息公 4 0 0 0 0 0 4\n开申请\n"
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不\n再处理其政府信息公开申请 0 1 0 0 0 0 1\n3.其他 0 0 2 0 0 0 2\n"
    )
    reading = read(HEADS + FIRST + lines)
    assert row(reading, "other_not_corrected") == [4, 0, 0, 0, 0, 0, 4]
    assert row(reading, "other_fee_unpaid") == [0, 1, 0, 0, 0, 0, 1]
    assert row(reading, "other_misc") == [0, 0, 2, 0, 0, 0, 2]


def test_a_group_that_stands_beside_a_cut_label_is_no_part_of_it():
    lines = "（五）不 5.要求行政机关确认或重新\n予处理 出具已获取信息 0 0 7 0 0 0 7\n结果 （七）总计 9 0 0 0 0 0 9\n"
    reading = read(HEADS + FIRST + lines)
    assert row(reading, "rejected_reissue") == [0, 0, 7, 0, 0, 0, 7]
    assert row(reading, "processed_total") == [9, 0, 0, 0, 0, 0, 9]


def test_parts_that_spell_no_label_give_no_figure():
    lines = "不再处理其政府信息公\n申请人无正当理由 4 0 0 0 0 0 4\n四、结转下年度继续办理 0 0 0 0 0 0 0\n"
    reading = read(HEADS + FIRST + lines)
    assert row(reading, "carried_forward") == [0, 0, 0, 0, 0, 0, 0]
    assert row(reading, "other_fee_unpaid") == [None] * 7


def test_heads_of_table_four_that_stand_on_two_lines_are_no_prose():
    reading = read(
        "行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结果 结果 其他 尚未 结果 结果 其他 尚未 结果 结果 其他 尚未\n"
        "维持 纠正 结果 审结 总计 维持 纠正 结果 审结 总计 维持 纠正 结果 审结 总计\n"
        "101 102 103 104 410 0 0 0 0 0 1 0 0 0 1\n"
    )
    values = [one.value for one in reading.figures if one.table == "legal_challenges"]
    assert values == [101, 102, 103, 104, 410, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1]
    assert {one.kind for one in reading.figures if one.table == "legal_challenges"} == {"by_position"}


def test_labels_that_are_read_as_no_table_are_named():
    lines = "上年结转政府信息公\n开申请\n数量 7\n本年新收政府信\n息公开申请数量 8\n没有现成信息\n需要另行制作 9\n"
    reading = read(lines)
    assert reading.printed == 0
    [remark] = reading.remarks
    assert remark.startswith("words of the official tables stand in lines that are read as no table: 上年结转")


def test_prose_that_names_a_row_or_two_is_no_table():
    assert read("本机关不掌握相关政府信息的2件。\n没有现成信息需要另行制作的1件。\n").remarks == ()
