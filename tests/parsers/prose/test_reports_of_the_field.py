"""Headings, kinds of bodies, metadata and short reports as many portals print them."""

import pytest

from parsers.model import Context, Document, Paragraph, Reading
from parsers.prose.kinds import kind_of
from parsers.prose.metadata import read_metadata
from parsers.prose.sections import divide, read_sections
from parsers.prose.titles import judge_title
from parsers.reading import read

HERE = Context("https://www.example.gov.cn/gk/1.html")
TITLE = "青榆县下洼镇2013年政府信息公开年度报告"
FILLING = "我镇明确专人负责，健全工作机制，加强学习培训，完善公开栏和网站，方便群众查阅，接受群众监督。" * 6


def code_of(heading: str) -> str | None:
    lines = ("一、开头", "正文", f"二、{heading}", "正文", "三、结尾", "正文")
    (section,) = [
        one for one in read_sections(divide(Document("text", tuple(map(Paragraph, lines))))) if heading in one.heading
    ]
    return section.code


def read_page(*lines: str, title: str = TITLE) -> Reading:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{body}</div></body></html>"
    return read(page.encode(), HERE)


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("政府信息公开工作的基本概况", "overview"),
        ("2015年政府信息公开工作的情况概述", "overview"),
        ("本年度政府信息公开工作的基本情况", "overview"),
        ("信息主动公开情况", "disclosure"),
        ("主动公开政府信息公开基本情况", "disclosure"),
        ("主动公开政府信息以及公开平台建设情况", "disclosure"),
        ("依申请公开政府信息和不予公开政府信息的情况", "applications"),
        ("依申请公开政府信息情况和不予公开政府信息的情况", "applications"),
        ("政府依申请公开政府信息和不予公开信息情况", "applications"),
        ("政府信息依申请公开和不予公开情况", "applications"),
        ("依申请公开、不予公开及咨询政府信息情况", "applications"),
        ("依申请公开政府信息及咨询受理情况", "applications"),
        ("依申请公开政府信息情况及费用", "applications"),
        ("办理政府信息依申请公开情况", "applications"),
        ("政府信息公开申请情况", "applications"),
        ("因政府信息公开申请投诉举报、行政复议、提起行政诉讼的情况", "legal_challenges"),
        ("投诉举报、行政复议、行政诉讼情况", "legal_challenges"),
        ("申请行政复议情况", "legal_challenges"),
        ("存在的困难和问题", "problems"),
        ("工作存在的主要问题及下步打算", "problems"),
        ("政府信息公开工作存在主要问题", "problems"),
        ("政府信息公开的收费及减免情况", None),
        ("咨询处理及复议、诉讼和申诉情况", None),
        ("政府信息公开目录", None),
    ],
)
def test_headings_of_older_reports(heading: str, code: str | None) -> None:
    assert code_of(heading) == code


def test_a_blank_may_stand_for_the_mark_behind_a_headings_number() -> None:
    lines = ("一 概 述", "正文", "二 主动公开政府信息情况", "一 是完善机制。", "三\u3000依申请公开政府信息情况", "正文")
    sections = read_sections(divide(Document("text", tuple(map(Paragraph, lines)))))
    assert [(one.code, one.heading, one.text) for one in sections] == [
        ("overview", "一 概 述", "正文"),
        ("disclosure", "二 主动公开政府信息情况", "一 是完善机制。"),
        ("applications", "三 依申请公开政府信息情况", "正文"),
    ]


def test_a_report_of_the_old_division_is_one_without_a_title() -> None:
    page = read_page(
        "本报告由青榆县水利局编制。", "一、政府信息公开工作的基本概况", "有序推进。", "二、主动公开政府信息的情况", "公开12条。",
        "三、依申请公开政府信息和不予公开政府信息的情况", "未收到申请。", title="青榆县人民政府",
    )  # fmt: skip
    assert (page.outcome, page.publisher.name, [section.code for section in page.sections]) == (
        "report",
        "青榆县水利局",
        ["overview", "disclosure", "applications"],
    )


def test_a_short_report_may_tell_of_one_half_only() -> None:
    assert read_page(FILLING, "全年主动公开政府信息385条。").outcome == "report"
    assert (
        read_page("一、概述", FILLING, "依申请公开政府信息的数量：无", "二、措施", "公开、公平、公正。").outcome
        == "report"
    )
    assert read_page(FILLING).outcome == "not_a_report"
    assert read_page(FILLING, "全年主动公开政府信息385条。", title="政府信息公开年报").outcome == "not_a_report"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市政府办公室", "government_office"),
        ("县人民政府办公室", "government_office"),
        ("人民政府机关", "government"),
        ("县政府", "government"),
        ("海关", "department"),
        ("海关关区", "department"),
        ("海关总署（本级机关）", "department"),
        ("市民政局", "department"),
        ("寨上街", "township"),
        ("市政府门户网站中心", "institution"),
    ],
)
def test_bodies_without_their_region_and_customs(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize("words", ["我镇", "我委", "本局", "本级"])
def test_words_that_stand_for_a_body_are_no_name(words: str) -> None:
    assert judge_title(f"{words}2023年政府信息公开工作年度报告").agency is None


def test_a_title_behind_its_label() -> None:
    assert read_page("- 标 题: 青榆县水利局2025年政府信息公开工作年度报告", "正文", title="青榆县").title == (
        "青榆县水利局2025年政府信息公开工作年度报告"
    )
    page = read_page("名 称: 青榆县水利局2025年信息公开工作年度报告 发布日期: 2026年01月21日", "正文", title="青榆县")
    assert (page.title, page.published) == ("青榆县水利局2025年信息公开工作年度报告", "2026-01-21")


def test_fields_under_other_names() -> None:
    lines = ("文章来源:办公室 | 添加时间:2024-01-25 |", "- 公文生成日期:2018-01-29", "文号：无 发布机构：下洼镇")
    fields = {one.field: one.value for one in read_metadata(Document("html", tuple(map(Paragraph, lines))))}
    assert fields == {"source": "办公室", "published": "2024-01-25", "produced": "2018-01-29", "issuer": "下洼镇"}
