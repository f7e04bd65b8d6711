import pytest

from parsers.model import Context, Document, Link, Paragraph
from parsers.prose.kind import Judgement, is_file, what_is
from parsers.prose.report_title import report_title
from parsers.prose.sections import divide
from parsers.prose.years import report_year

SECTIONS = (
    "一、总体情况",
    "正文。",
    "二、主动公开政府信息情况",
    "正文。",
    "三、收到和处理政府信息公开申请情况",
    "正文。",
)
THREE_TABLES = frozenset({"disclosures", "applications", "legal_challenges"})
NONE: frozenset[str] = frozenset()


def judge(
    *lines: str,
    tables: frozenset[str] = NONE,
    values: int = 0,
    title: str | None = None,
    links: tuple[tuple[str, str], ...] = (),
    remarks: tuple[str, ...] = (),
) -> Judgement:
    document = Document(
        "html",
        tuple(map(Paragraph, lines)),
        title=title,
        links=tuple(Link(url, text) for url, text in links),
        remarks=remarks,
    )
    context = Context("https://a/1")
    found = report_title(document, context)
    year = report_year(document, context, found).year
    return what_is(document, found, year, divide(document), tables, values)


def test_a_report_has_the_title_and_the_body_of_one() -> None:
    assert judge("柘城县司法局2023年政府信息公开工作年度报告", *SECTIONS, tables=THREE_TABLES, values=200) == Judgement(
        is_report=True,
        reason="the title names an annual report on disclosure: 「柘城县司法局2023年政府信息公开工作年度报告」; "
        "the body has the sections applications, disclosure, overview and the tables applications, disclosures, legal_challenges",
    )


def test_prose_of_an_older_report_is_a_report() -> None:
    text = "2017年，我局主动公开政府信息30条，没有收到依申请公开。" * 8
    assert judge("柘城县司法局2017年政府信息公开工作年度报告", text).is_report


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("关于做好2023年政府信息公开工作年度报告编制发布工作的通知", "a notice about reports: 「关于做好」"),
        ("古镇县召开2023年政府信息公开年度报告编制培训会", "news of a meeting or training: 「召开」"),
        ("王庄集镇2023年政府信息公开工作年度报告解读", "an interpretation of a report: 「解读」"),
        ("柘城县人民政府网站工作年度报表（2023年度）", "a report on the government's web site"),
        ("静海区2023年法治政府建设年度报告", "a report on law-based government: 「法治」"),
        ("2015年政府工作报告", "a work report"),
        ("2023年政务公开工作要点", "a work plan, summary or appraisal"),
        ("柘城县信息公开指南", "a guide, catalogue or rule"),
        ("2022年上半年依申请公开统计", "statistics, not a report"),
    ],
)
def test_titles_of_other_papers_say_what_they_are(title: str, words: str) -> None:
    found = judge(title, "正文。" * 100)
    assert not found.is_report
    assert found.reason.startswith(f"the title names {words}")


def test_a_report_whose_first_sentence_quotes_a_notice_is_a_report() -> None:
    assert judge(
        "双鸭山市科学技术局2023年政府信息公开工作年度报告",
        "按照《关于做好<2023年政府信息公开工作年度报告>编制发布工作的通知》（双政公开办函〔2024〕1号 ）要求，现发布。",
        *SECTIONS,
        tables=THREE_TABLES,
        values=200,
    ).is_report


@pytest.mark.parametrize(
    "lines",
    [
        ("政府信息公开工作年度报告格式模板", *SECTIONS),
        ("（单位名称）XXXX年政府信息公开工作年度报告", *SECTIONS),
        ("政府信息公开工作年度报告", "一、总体情况", "（文字描述）", *SECTIONS[2:]),
    ],
)
def test_the_blank_form_is_not_a_report(lines: tuple[str, ...]) -> None:
    found = judge(*lines, tables=THREE_TABLES)
    assert not found.is_report
    assert found.reason.startswith("blank form: ")


def test_a_report_with_tables_as_pictures_is_no_blank_form() -> None:
    assert judge("冲口街道2021年政府信息公开工作年度报告（图片版）", *SECTIONS, tables=NONE).is_report


def test_a_filled_body_overrules_a_careless_title() -> None:
    assert judge("柘城县司法局2023年政务公开工作总结", *SECTIONS, tables=THREE_TABLES, values=200).is_report
    assert not judge("柘城县司法局2023年政务公开工作总结", "正文。" * 100).is_report
    assert not judge("柘城县司法局2023年政府信息公开年度报告解读", *SECTIONS, tables=THREE_TABLES, values=9).is_report


def test_a_soft_404_is_told_apart() -> None:
    found = judge("您访问的页面不存在", title="柘城县司法局2023年政府信息公开年报")
    assert found == Judgement(is_report=False, reason="an error page sent as a page (soft 404): 「页面不存在」")


def test_an_empty_column_is_told_apart() -> None:
    assert judge("暂无相关信息", title="政府信息公开年报").reason == (
        "an error page sent as a page (soft 404): 「暂无相关信息」"
    )


def test_a_list_page_is_told_apart() -> None:
    entries = tuple((f"https://a/{n}", f"柘城县{n}局2017年政府信息公开工作年度报告") for n in "甲乙丙")
    found = judge(*(text for _, text in entries), links=entries, title="部门年报")
    assert (found.is_report, found.reason[:38]) == (False, "a list page with 3 links to reports: 「")


def test_a_cover_whose_file_is_the_report() -> None:
    cover = ("萧县司法局2023年政府信息公开工作年度报告",)
    assert judge(*cover, links=(("https://a/P020240108.pdf", "年度报告.pdf"),)).is_report
    assert not judge(*cover, links=(("https://a/index.html", "首页"),)).is_report


def test_a_body_that_interprets_is_no_report() -> None:
    text = "我镇2023年政府信息公开年度报告已经编制完成，现就年报内容进行如下解读。"
    assert not judge("王庄集镇2023年政府信息公开工作年度报告", text * 10).is_report


def test_a_title_alone_makes_no_report() -> None:
    found = judge("萧县司法局2023年政府信息公开工作年度报告")
    assert found.reason == (
        "the title names a report, but the body has none of its sections, tables or files: "
        "「萧县司法局2023年政府信息公开工作年度报告」"
    )


def test_an_empty_document_is_no_report() -> None:
    assert judge() == Judgement(is_report=False, reason="the document holds no text")


@pytest.mark.parametrize(
    ("url", "text", "leads_to_a_file"),
    [
        ("https://a.gov.cn/files/2023.PDF?version=2", "", True),
        ("https://a.gov.cn/art/1.html", "2023年年度报告.docx", True),
        ("https://a.gov.cn/module/Download/down.jsp?id=7", "年度报告", True),
        ("https://a.gov.cn/art/1.html?from=a.pdf", "年度报告", False),
        ("https://a.gov.cn/art/1.html", "1.年度报告", False),
    ],
)
def test_a_link_leads_to_a_file_by_its_path_or_its_text(url: str, text: str, leads_to_a_file: bool) -> None:
    assert is_file(url, text) is leads_to_a_file


@pytest.mark.parametrize("title", ["政府信息公开自查报告", "2014年政府信息公开第三方评估报告", "政务公开考核情况报告"])
def test_a_paper_about_the_work_is_no_report_though_it_is_divided_as_one(title: str) -> None:
    lines = (title, "一、组织领导", "正文。", "二、主动公开政府信息情况", "公开12条。", "三、依申请公开情况", "收到2件。",
             "四、存在的主要问题", "正文。")  # fmt: skip
    assert not judge(*lines).is_report
    assert judge(*lines, tables=THREE_TABLES, values=9).is_report


def test_a_text_to_copy_from_names_no_year_and_no_body() -> None:
    lines = ("环保局年度信息公开工作报告", "一、概述", "今年，xx市环境保护局认真执行条例。", "二、主动公开信息情况",
             "xx市环境保护局公开信息12条。", "三、依申请公开情况", "受理2件。")  # fmt: skip
    assert judge(*lines) == Judgement(is_report=False, reason="a sample text: 「xx市环境保护局」 stands for the agency")
    assert judge("青榆县环保局2013年政府信息公开年度报告", *lines[1:]).is_report


def test_a_copy_whose_figures_are_masked_is_none() -> None:
    masked = ("全年发布**条信息，审核信息***条，退回***条。", "新收申请*件。")
    assert judge("一、总体情况", *masked, *SECTIONS[2:]) == Judgement(
        is_report=False, reason="a copy with masked figures: 「*」"
    )


def test_prose_that_presents_itself_and_is_in_parts_is_a_report() -> None:
    lines = (
        "结合我局工作，现向社会公布2018年度柘城县水利局信息公开年度报告。",
        "一、政府信息公开情况",
        "我局对外公开各类信息。" * 20,
        "二、重点领域信息公开情况",
        "按要求公开。",
        "三、存在的问题及下步打算",
        "更新不及时。",
    )
    assert judge(*lines).is_report
    assert not judge(lines[0], lines[2]).is_report


# --- under a title that says neither whose nor of which year ----------------------------------------

DUTIES = "各单位要按照规定主动公开政府信息，受理依申请公开，并按时公布年度报告。" * 8


def test_name_of_a_column_above_a_guide_is_no_report() -> None:
    assert not judge("政府信息公开年报", "一、主动公开", DUTIES, "二、依申请公开").is_report
    assert judge("青榆县水利局政府信息公开年报", "一、主动公开", DUTIES, "二、依申请公开").is_report


RULE = (
    "政府信息公开年报",
    "第一条 为规范年度报告，制定本制度。",
    "第二条 年度报告包括下列内容：",
    "一、主动公开政府信息的情况",
    "二、依申请公开政府信息的情况",
    "三、存在的主要问题及改进情况",
    "第三条 年度报告于每年一月底前公布。",
)


def test_rule_that_lists_the_parts_of_reports_is_none() -> None:
    judgement = judge(*RULE)
    assert not judgement.is_report
    assert judgement.reason == "a rule in articles: 「第一条为规范年度报告，制定本制度。」"
    assert judge("青榆县水利局2023年政府信息公开年报", *RULE[1:]).is_report
    without_articles = [line for line in RULE if not line.startswith("第三条")]
    assert judge(*without_articles).is_report


def test_articles_of_the_regulations_in_a_table_of_text_are_no_rule() -> None:
    table = ("第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项", "第一条规定的内容见上。")
    assert judge("政府信息公开年报", *SECTIONS, *table).is_report


@pytest.mark.parametrize(
    "preamble",
    ["根据《高等学校信息公开办法》编制本报告。", "现公布我校2022-2023学年度信息公开年度报告。"],
)
def test_report_of_a_school_on_its_school_year_is_another_paper(preamble: str) -> None:
    judgement = judge("青榆大学信息公开年度报告", preamble, *SECTIONS)
    assert not judgement.is_report
    assert judgement.reason.startswith("a report on other information than a government's: 「")
    assert judge("青榆县教育局信息公开年度报告", preamble, *SECTIONS).is_report
    assert judge("青榆大学政府信息公开年度报告", preamble, *SECTIONS).is_report
    assert judge("青榆大学信息公开年度报告", "根据条例编制本报告。", *SECTIONS).is_report
