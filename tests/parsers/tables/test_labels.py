import pytest

from parsers.tables.labels import bare, likeness


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("（一）予以公开", "予以公开"),
        ("(一) 予以公开", "予以公开"),
        ("（ 六） 其他处理", "其他处理"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("1、属于国家秘密", "属于国家秘密"),
        ("1．属于国家秘密", "属于国家秘密"),
        ("（1）属于国家秘密", "属于国家秘密"),
        ("- 1.属于国家秘密", "属于国家秘密"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("三安全一稳定", "三安全一稳定"),
        ("0二、上年结转政府信息公开申请数量", "上年结转政府信息公开申请数量"),
        ("商业\n企业", "商业企业"),
        ("结果\u00a0维持", "结果维持"),
        ("本年增/减", "本年增减"),
        ("第二十条 第（一）项", "第二十条第一项"),
        ("本年收费金额（单位：万元）", "本年收费金额单位万元"),
        ("四、結轉下年度繼續辦理", "结转下年度继续办理"),
    ],
)
def test_bare_labels_have_no_ordinals_spaces_or_marks(printed, name):
    assert bare(printed) == name


def test_label_that_lost_a_character_stays_closer_to_its_own_row_than_to_its_neighbour():
    assert likeness("不予处", "不予处理") > likeness("不予处", "不予公开")


def test_label_cut_at_its_end_is_nearly_the_label():
    assert (
        likeness(
            "申请人无正当理由逾期不补正行政机关不再", "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请"
        )
        >= 0.9
    )
