"""Publishers that no title names: by whom the report tells to ask, at what address it stands, who signs and edits it."""

import pytest

from parsers.model import Context, Document, Paragraph, Publisher
from parsers.prose.kinds import kind_of
from parsers.prose.publisher import publisher
from parsers.prose.titles import TitleVerdict

NO_TITLE = TitleVerdict("other", None, None, "")


def of(*lines: str, name: str | None = None) -> Publisher:
    verdict = TitleVerdict("report", 2023, name, "") if name else NO_TITLE
    return publisher(Document("html", tuple(map(Paragraph, lines))), Context("https://a/1"), verdict, (), 2023)


def who(*lines: str, name: str | None = None) -> tuple[str | None, str | None]:
    found = of(*lines, name=name)
    return found.name, found.division_code


@pytest.mark.parametrize(
    ("asked", "body", "code"),
    [
        ("请与柘城县水利局办公室联系（地址：人民路1号）", "柘城县水利局", "411424"),
        ("请与柘城县应急管理局政务公开科联系", "柘城县应急管理局", "411424"),
        ("可联系柘城县水利局，电话：0370-1234567", "柘城县水利局", "411424"),
    ],
)
def test_who_answers_for_the_report_is_its_body(asked: str, body: str, code: str) -> None:
    found = of(f"如对本报告有疑问，{asked}。", "一、总体情况", "我局认真落实条例。")
    assert (found.name, found.division_code) == (body, code)
    assert found.evidence.startswith("name by contact")


@pytest.mark.parametrize(
    "asked",
    [
        "请与柘城县人民政府办公室联系",  # it answers for the region's report, too
        "请与柘城县政府信息公开工作领导小组办公室联系",
        "请与我局办公室联系",
    ],
)
def test_who_answers_may_answer_for_others(asked: str) -> None:
    assert who(f"如对本报告有疑问，{asked}。", "一、总体情况", "我局认真落实条例。") == (None, None)


def test_a_regions_report_is_not_that_of_the_office_that_answers() -> None:
    asked = "如有疑问，请与柘城县行政审批局联系。"
    assert who(asked, "一、总体情况", "我县各部门落实条例，县行政审批局负责汇总。") == (None, None)


@pytest.mark.parametrize(
    ("name", "line", "code"),
    [
        ("包垟乡人民政府", "（地址：泰顺县包垟乡新塘路7号）", "330329"),
        ("区司法局", "（地址：盐都区行政中心一楼）", "320903"),
        ("应急管理局", "请与梅河口市应急管理局办公室联系。", "220581"),
        ("市应急管理局", "请与安康市应急管理局政办科联系。", "610900"),
    ],
)
def test_address_and_contact_tell_the_region_that_the_name_leaves_out(name: str, line: str, code: str) -> None:
    assert who(f"如有疑问，{line}", "一、总体情况", name=name) == (name, code)


def test_the_signature_tells_the_region() -> None:
    assert who("一、概述", "无。", "遂溪县建新镇人民政府", "2018年12月31日", name="建新镇") == ("建新镇", "440823")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("本报告由佛冈县公安局指挥中心办公室编制。", "佛冈县公安局"),
        ("本报告由泰顺县包垟乡人民政府办公室编制。", "泰顺县包垟乡人民政府"),
        ("本报告由柘城县住房和城乡建设局编制。", "柘城县住房和城乡建设局"),
        ("柘城县财政局依据《条例》和《年度报告格式》编制了本报告，分为六个部分。", "柘城县财政局"),
        ("柘城县司法局（县行政复议局）根据《条例》等规定编制本报告。", "柘城县司法局"),
    ],
)
def test_the_office_that_edits_stands_for_its_body(sentence: str, name: str) -> None:
    assert of(sentence, "一、总体情况").name == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("自治区人民政府办公厅", "government_office"),
        ("自治州人民政府", "government"),
        ("民族事务委员会（宗教事务局）", "department"),
        ("开发区（白洋街道）", "zone"),
    ],
)
def test_kinds_of_bodies_with_a_second_name_or_a_level_of_their_own(name: str, kind: str) -> None:
    assert kind_of(name) == kind
