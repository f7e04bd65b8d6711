"""Labels with an explanation behind them, or with their groups before them, in one cell."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables
from parsers.tables.vocabulary import name_of

AT = Context("https://www.example.gov.cn/1.html")


def row(*cells):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def read(*rows):
    return read_tables(read_html(f"<table>{''.join(rows)}</table>".encode(), AT).blocks)


def values(reading):
    return {one.key: one.value for one in reading.figures if one.value is not None}


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("规章（设区的市应填报）", "规章"),
        ("规范性文件(标题采用“规定”“办法”等字样的公文，一般情况下属于规范性文件)", "规范性文件"),
        ("自然人（件）", "自然人"),
        ("三、本年度办理结果（六）其他处理3.其他", "其他"),
        ("三、本年度办理结果（三）不予公开2.其他法律行政法规禁止公开", "其他法律行政法规禁止公开"),
        ("本年度办理结果-不予公开-属于国家秘密", "属于国家秘密"),
        ("三、本年度办理结果（七）总计", "总计"),
        ("三、本年度办理结果", "本年度办理结果"),
        ("（三）不予公开", "不予公开"),
        ("处理决定数量（上半年）", "处理决定数量上半年"),
        ("本年收费金额（单位：千元）", "本年收费金额单位千元"),
        ("花木养护（含浇水）", "花木养护含浇水"),
        ("自然人①", "自然人"),
        ("（一）予以公开²", "予以公开"),
        ("其中：规章", "规章"),
        ("　　其中：1.属于国家秘密", "属于国家秘密"),
        ("其中：花木养护", "其中花木养护"),
    ],
)
def test_a_label_is_known_without_what_explains_it(printed, name):
    assert name_of(printed) == name


def test_table_two_with_explanations_is_read_by_its_heads():
    reading = read(
        row("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        row("规章（设区的市、自治州人民政府应提供相关数据）", 1, 2, 3),
        row("其他主动公开文件（含以本单位名义正式签发的、除规范性文件以外的主动公开文件）", 4, 5, 6),
        row(
            "信息内容",
            "上一年项目数量（指2019年事项数）",
            "本年增/减（减用负值表示，如-8）",
            "处理决定数量（指办件量）",
        ),
        row("其他对外管理服务事项（含行政确认、行政奖励、行政处罚、行政强制和其他类）", 7, -8, 9),
    )
    assert values(reading) == {
        "disclosures.regulations.newly_made": 1,
        "disclosures.regulations.newly_disclosed": 2,
        "disclosures.regulations.total_disclosed": 3,
        "disclosures.other_documents.newly_made": 4,
        "disclosures.other_documents.newly_disclosed": 5,
        "disclosures.other_documents.total_disclosed": 6,
        "disclosures.other_services.items_last_year": 7,
        "disclosures.other_services.items_change": -8,
        "disclosures.other_services.decisions": 9,
    }
    assert {one.kind for one in reading.figures if one.value is not None} == {"number"}


def test_two_rows_that_differ_in_their_explanation_alone_settle_nothing():
    reading = read(
        row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        row("规章", 0, 0, 1),
        row("信息内容", "本年处理决定数量"),
        row("行政许可（市级）", 5),
        row("行政许可（县级）", 7),
        row("行政处罚", 2),
    )
    figures = {one.key: one for one in reading.figures}
    assert figures["disclosures.penalty.decisions"].value == 2
    assert figures["disclosures.licensing.decisions"].value is None
    assert figures["disclosures.licensing.decisions"].note == "two copies of the table differ here: 5 and 7"


@pytest.mark.parametrize("head", ["采购总金额（万元）", "采购总金额(单位：万元)"])
def test_the_head_of_procurement_says_the_unit(head):
    reading = read(
        row("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        row("行政许可", 1, 0, 2),
        row("信息内容", "采购项目数量", head),
        row("政府集中采购", 13, "477.35"),
    )
    amount = next(one for one in reading.figures if one.key == "disclosures.procurement.amount")
    assert (amount.value, amount.unit, amount.kind) == (477.35, "万元", "number")


@pytest.mark.parametrize("printed", ["3940（元）", "3940(单位：元)"])
def test_a_unit_in_brackets_is_a_unit(printed):
    reading = read(
        row("信息内容", "本年收费金额（单位：万元）"),
        row("行政事业性收费", printed),
    )
    fee = next(one for one in reading.figures if one.key == "disclosures.fees.amount_wan_yuan")
    assert (fee.value, fee.kind, fee.raw) == (None, "unit_differs", printed)
