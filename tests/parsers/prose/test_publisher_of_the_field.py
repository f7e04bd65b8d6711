"""Publishers that no title names: by whom the report tells to ask, at what address it stands, who signs and edits it."""

import pytest

from parsers.model import Context, Document, MetadataField, Paragraph, Publisher
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


def test_who_answers_is_the_body_where_the_report_speaks_of_it_again() -> None:
    asked = "如有疑问，请与柘城县水利局联系。"
    assert who(asked, "一、总体情况", "柘城县水利局认真落实条例。") == ("柘城县水利局", "411424")
    assert who(asked, "一、总体情况", "认真落实条例。") == (None, None)


@pytest.mark.parametrize(("own", "name"), [("我街道", "柘城县浦东街道办事处"), ("我道", None), ("我县", None)])
def test_a_street_office_speaks_of_its_street(own: str, name: str | None) -> None:
    assert of("请与柘城县浦东街道办事处联系。", "一、总体情况", f"{own}认真落实条例。").name == name


def test_a_regions_report_is_not_that_of_the_office_that_answers() -> None:
    asked = "如有疑问，请与柘城县行政审批局联系。"
    assert who(asked, "一、总体情况", "我县各部门落实条例，县行政审批局负责汇总。") == (None, None)


@pytest.mark.parametrize(
    ("name", "line", "code"),
    [
        ("包垟乡人民政府", "（地址：泰顺县包垟乡新塘路7号）", "330329"),
        ("区司法局", "（地址：盐都区行政中心一楼）", "320903"),
        ("县司法局", "（地址：滑县人民路1号）", "410526"),
        ("应急管理局", "请与梅河口市应急管理局办公室联系。", "220581"),
        ("市应急管理局", "请与安康市应急管理局政办科联系。", "610900"),
    ],
)
def test_address_and_contact_tell_the_region_that_the_name_leaves_out(name: str, line: str, code: str) -> None:
    assert who(f"如有疑问，{line}", "一、总体情况", name=name) == (name, code)


def test_a_place_that_has_no_code_is_not_that_of_the_province_around_it() -> None:
    signed = ("河北省丁家区水利局", "2024年1月20日")
    assert who(*signed, name="丁家区水利局") == ("丁家区水利局", None)
    assert who("河北省水利局", "2024年1月20日", name="水利局") == ("水利局", "130000")


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


# --- one of several places of a name, and departments on the pages of their government ----------------


def test_whom_to_ask_tells_which_of_several_places_is_meant() -> None:
    assert who("请与长春市朝阳区教育局办公室联系。", name="朝阳区教育局") == ("朝阳区教育局", "220104")
    assert who("请与教育局办公室联系。", name="朝阳区教育局") == ("朝阳区教育局", None)


@pytest.mark.parametrize(
    ("name", "sentence", "scope"),
    [
        ("柘城县人民政府", "本报告汇总全县数据，统计期限为2023年。", "aggregate"),
        ("柘城县人民政府", "本报告由县政府办公室汇总各乡镇、各部门情况编制。", "aggregate"),
        ("柘城县人民政府", "本报告统计期限为2023年。", "own"),
        ("柘城县水利局", "本报告汇总全县数据，统计期限为2023年。", "own"),
    ],
)
def test_report_that_says_it_adds_up_its_region(name: str, sentence: str, scope: str) -> None:
    assert of(sentence, name=name).scope == scope


def department_below_the_name_of_the_site(*lines: str, source: str = "区交通运输局") -> Publisher:
    verdict = TitleVerdict("report", 2023, "金口河区人民政府", "")
    metadata = (MetadataField("source", source, "block"),)
    document = Document("html", tuple(map(Paragraph, lines)))
    return publisher(document, Context("https://a/1"), verdict, metadata, 2023)


def test_department_that_presents_its_report_below_the_name_of_the_site() -> None:
    found = department_below_the_name_of_the_site(
        "一、总体情况",
        "现将本年度区交通运输局政府信息公开情况公布如下。",
        "区交通运输局收到申请1件，区交通运输局已答复。",
    )
    assert (found.name, found.division_code, found.agency_class) == ("区交通运输局", "511113", "department")


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        (("本报告由区交通运输局编制。",), "区交通运输局"),  # an editor
        (("现公布区交通运输局2023年政府信息公开工作年度报告。", "区交通运输局，区交通运输局。"), "区政府办公室"),
        (("全区主动公开信息12条。",), "区交通运输局"),
    ],
)
def test_government_stays_the_publisher_of_its_own_report(lines: tuple[str, ...], source: str) -> None:
    assert department_below_the_name_of_the_site(*lines, source=source).name == "金口河区人民政府"
