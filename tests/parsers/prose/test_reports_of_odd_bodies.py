"""Reports of stations, corps, villages and police, and papers beside them, as their portals print them."""

import pytest

from parsers.model import Cell, Context, Document, Grid, MetadataField, NarrativeFigure, Number, Paragraph, Reading
from parsers.prose.metadata import read_metadata
from parsers.prose.narrative import read_narrative
from parsers.prose.presentation import contact_of, presentation
from parsers.prose.publisher import publisher
from parsers.prose.report_title import report_title
from parsers.prose.sections import divide, read_sections
from parsers.prose.titles import TitleVerdict, judge_title
from parsers.prose.years import report_year
from parsers.reading import read

HERE = Context("https://www.example.gov.cn/gk/1.html", media_type="text/html")


def document(*lines: str) -> Document:
    return Document("text", tuple(map(Paragraph, lines)))


def headings(*lines: str) -> list[tuple[str | None, str]]:
    return [(one.code, one.heading) for one in read_sections(divide(document(*lines)))]


def figures(*lines: str) -> list[NarrativeFigure]:
    return list(read_narrative(divide(document(*lines)).passages, 2023))


def said(*lines: str) -> list[tuple[str, Number]]:
    return [(figure.code, figure.value) for figure in figures(*lines)]


def read_page(title: str, *lines: str) -> Reading:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return read(f"<title>{title}</title><h1>{title}</h1><div id=zoom>{body}</div>".encode(), HERE)


# --- headings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("政府信息公开主要工作概述", "overview"),
        ("主要工作概述", "overview"),
        ("总体工作", "overview"),
        ("政府信息公开总体工作情况", "overview"),
        ("依申请公开的政府信息情况", "applications"),
        ("存在的问题及改进情况", "problems"),
        ("工作安排", None),
    ],
)
def test_headings_of_stations_and_corps(heading: str, code: str | None) -> None:
    assert (code, f"二、{heading}") in headings("一、开头", "正文。", f"二、{heading}", "正文。", "三、结尾", "正文。")


def test_the_last_heading_may_have_lost_its_number() -> None:
    lines = (
        "一、概述",
        "正文。",
        "二、主动公开情况",
        "正文。",
        "三、依申请公开情况",
        "正文。",
        "主要问题和改进措施",
        "差距。",
    )
    assert headings(*lines)[-1] == ("problems", "主要问题和改进措施")


def test_a_heading_that_lost_its_number_stands_where_a_number_is_missing() -> None:
    lines = (
        "一、概述",
        "甲。",
        "二、工作机构",
        "乙。",
        "三、主动公开情况",
        "丙。",
        "依申请公开情况",
        "丁。",
        "五、存在问题",
        "戊。",
    )
    assert [code for code, _ in headings(*lines)] == ["overview", None, "disclosure", "applications", "problems"]
    complete = (*lines[:6], "依申请公开情况", "四、收费情况", "丁。", "五、存在问题", "戊。")
    assert [code for code, _ in headings(*complete)] == ["overview", None, "disclosure", None, "problems"]


def test_sections_may_bear_no_numbers_at_all() -> None:
    lines = ("概述", "甲。", "政府信息主动公开情况", "乙。", "依申请公开情况", "丙。")
    assert headings(*lines) == [
        ("overview", "概述"),
        ("disclosure", "政府信息主动公开情况"),
        ("applications", "依申请公开情况"),
    ]
    assert headings("概述", "主动公开情况", "依申请公开情况", "甲。") == []


def test_headings_may_stand_behind_dashes() -> None:
    lines = (
        "- 总体情况",
        "甲。",
        "- 主动公开政府信息情况",
        "- 收到和处理政府信息公开申请情况",
        "- 其他需要报告的事项",
        "无。",
    )
    assert [code for code, _ in headings(*lines)] == ["overview", "disclosure", "applications", "other_matters"]


def test_a_contents_line_with_narrow_commas_is_no_heading() -> None:
    lines = (
        "一、概述,(一)突出重点。,二、主动公开情况。",
        "一、概述",
        "甲。",
        "二、主动公开情况",
        "乙。",
        "三、依申请公开情况",
        "丙。",
    )
    assert [heading for _, heading in headings(*lines)] == ["一、概述", "二、主动公开情况", "三、依申请公开情况"]


# --- figures ---------------------------------------------------------------------------------------


def test_the_name_of_an_account_joins_no_second_channel() -> None:
    assert said("通过镇微信公众平台“云岭之窗”公开信息1375条。") == [("disclosed_wechat", 1375)]
    assert said("“青榆政府网”微信推送信息268条。") == [("disclosed_wechat", 268)]
    assert said("“青榆政府网”、微信推送信息268条。") == []
    assert said("“青榆政府网”“青榆发布”微信推送信息268条。") == []


def test_the_year_may_stand_behind_the_channel() -> None:
    assert said("市林业局官方网站2023年全年发布各类信息364条。") == [("disclosed_website", 364)]
    assert said("市林业局官方网站2022年发布各类信息364条。") == []


def test_press_conferences_in_other_words() -> None:
    assert said("全年共举办19场市政府新闻发布活动。") == [("press_conferences", 19)]
    assert said("新闻发布会累计举行15场。") == [("press_conferences", 15)]


def test_the_first_of_several_numbers_in_turn_is_no_total() -> None:
    assert said("全年通过门户网站、微信公众号、微博分别发布信息1200条、350条和80条。") == [
        ("disclosed_website", 1200),
        ("disclosed_wechat", 350),
        ("disclosed_weibo", 80),
    ]
    assert said("全年通过门户网站、微信公众号等渠道分别发布信息1200条、350条和80条。") == []
    assert said("在市政府门户网站和市审计局门户网站分别主动公开政府信息148条。") == [("disclosed_total", 148)]


def test_a_stock_is_told_from_what_was_new_in_the_year_behind_a_comma() -> None:
    assert said("门户网站累计发布信息3200条，其中2023年新增421条。") == []
    assert said("门户网站发布信息3200条，其中本年度新增栏目3个。") == [("disclosed_website", 3200)]


def test_applications_that_came_one_way_are_not_all() -> None:
    assert said("通过申请系统收到公开申请3件、邮寄申请2件。") == []
    assert said("收到政府信息公开申请8件，其中网络申请5件。") == [("applications_received", 8)]


def test_no_fee_arose() -> None:
    assert said("未产生政府信息处理费。") == [("fees_collected_yuan", 0)]


def test_an_account_by_another_name_is_a_channel_too() -> None:
    assert said("运用好“青榆水务”订阅号，向用户推送工作进展，全年发布信息233条。") == []
    assert said("镇图书馆微信公众号共计发布信息189期，713条。") == [("disclosed_wechat", 713)]


def test_papers_that_are_interpreted_or_examined_are_not_issued() -> None:
    assert said("全年审查规范性文件12件。") == []
    assert said("通过主流媒体宣传解读重要政策文件94篇次。") == []
    assert said("发布政策解读8篇、政策文件12件。") == [("interpretations", 8), ("policy_documents", 12)]


def test_a_sum_up_to_a_years_end_is_of_all_years() -> None:
    assert said("截至2023年底，我局主动公开政府信息累计345条。") == []
    assert said("2023年，我局主动公开政府信息累计345条。") == [("disclosed_total", 345)]


def test_none_is_said_of_applications_under_their_heading() -> None:
    lines = (
        "一、概述",
        "甲。",
        "二、主动公开情况",
        "乙。",
        "三、依申请公开情况",
        "没有收到过相关申请。",
        "四、收费情况",
    )
    assert figures(*lines) == [
        NarrativeFigure("applications_received", 0, approximate=False, quote="没有收到过相关申请", place="")
    ]
    assert said(*lines[:4], "三、收费情况", "没有收到过相关申请。") == []
    some = (*lines[:5], "当面：未收到申请。", "网上：收到政府信息公开申请5件。")
    assert said(*some) == [("applications_received", 5)]


# --- years, names, places --------------------------------------------------------------------------


def test_a_period_may_go_on_in_the_next_line() -> None:
    broken = document("文档内容", "本报告中所列数据的统计期限自2012年1月1日起，至", "2012年12月31日止。")
    year = report_year(broken, HERE, report_title(broken, HERE))
    assert (year.year, year.source) == (2012, "period")


def test_a_body_presents_its_own_report_without_a_word_for_now() -> None:
    assert presentation(document("根据《条例》要求，公开我局2020年度政府信息公开工作年度报告。")).year == 2020
    assert presentation(document("按时间要求，公开2020年度政府信息公开工作年度报告。")).year is None


@pytest.mark.parametrize(
    ("office", "body"),
    [
        ("青榆市卫生健康委员会办公室", "青榆市卫生健康委员会"),
        ("青榆市发改委办公室", "青榆市发改委"),
        ("青榆县编制委员会办公室", "青榆县编制委员会办公室"),
        ("青榆县委办公室", "青榆县委办公室"),
    ],
)
def test_a_committees_office_answers_for_it(office: str, body: str) -> None:
    assert contact_of(document(f"如有疑问，请与{office}联系。")) == body


@pytest.mark.parametrize(
    ("name", "division", "bare"),
    [
        ("第一师阿拉尔市", "659002", ""),
        ("八师石河子市教育局", "659001", "教育局"),
        ("新疆生产建设兵团第八师石河子市财政局", "659001", "财政局"),
        ("师宗县水利局", "530323", "水利局"),
    ],
)
def test_a_division_of_the_corps_is_its_city(name: str, division: str, bare: str) -> None:
    found = publisher(Document("html", ()), HERE, TitleVerdict("report", 2023, name, ""), (), 2023)
    assert (found.division_code, found.bare_name) == (division, bare)


def test_the_region_of_an_office_is_that_of_its_source() -> None:
    metadata = (MetadataField("source", "天津市人民政府国有资产监督管理委员会", "block"),)
    found = publisher(Document("html", ()), HERE, TitleVerdict("report", 2023, "市国资委", ""), metadata, 2023)
    assert (found.division_code, found.bare_name) == ("120000", "国资委")


def test_a_label_of_the_page_ends_the_value_before_it() -> None:
    line = "日期：2020-01-16 18:03信息来源：青榆区人民政府字体：[大 中 小]"
    found = read_metadata(Document("html", (), before=(Paragraph(line),)))
    assert [(one.field, one.value) for one in found] == [
        ("published", "2020-01-16 18:03"),
        ("source", "青榆区人民政府"),
    ]


def test_a_block_of_metadata_may_have_its_labels_above() -> None:
    def of(*rows: tuple[str, ...]) -> dict[str, str]:
        cells = tuple(Cell(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row))
        grid = Grid.of(cells, len(rows), 3)
        return {one.field: one.value for one in read_metadata(Document("html", (), before=(grid,)))}

    values = ("014006438/2010-00023", "主动公开", "青榆县下洼镇人民政府")
    assert of(("索引号", "公开方式", "发布机构"), values) == {
        "index_number": "014006438/2010-00023",
        "disclosure_mode": "主动公开",
        "issuer": "青榆县下洼镇人民政府",
        "organisation_code": "014006438",
    }
    assert of(("索引号", "公开方式", "发布机构"), values, values) == {}
    assert of(("索引号", "名称", "发布机构"), values) == {}


# --- what is no report -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["四、做好政府信息公开工作年度报告", "（四）编制政府信息公开年度报告", "4.按时发布2023年政府信息公开工作年度报告"],
)
def test_a_task_is_no_title(heading: str) -> None:
    verdict = judge_title(heading)
    assert (verdict.kind, verdict.agency) == ("other", None)
    assert "the title names a task" in verdict.reason


def test_a_plan_that_names_the_report_keeps_its_own_title() -> None:
    page = read_page(
        "青榆县2023年政务公开工作要点", "一、主动公开", "二、依申请公开", "三、做好政府信息公开工作年度报告"
    )
    assert (page.outcome, page.title) == ("not_a_report", "青榆县2023年政务公开工作要点")


def test_a_report_on_the_environment_is_another_although_it_is_divided_alike() -> None:
    page = read_page(
        "青榆县环保局2012年度环境信息公开年度报告", "一、概述", "有序推进。", "二、主动公开情况", "公开340条。",
        "三、依申请公开情况", "未收到申请。",
    )  # fmt: skip
    assert page.outcome == "not_a_report"
    assert "other information than a government's" in page.reason


def test_a_sample_of_any_hospital_is_no_report() -> None:
    lines = (
        "本年度报告由xx县中医院编制完成，数据的统计期限自2023年1月1日起至12月31日止。", "请联系xx县中医院办公室。",
        "一、概述", "有序推进。", "二、主动公开政府信息情况", "公开12条。", "三、依申请公开政府信息情况", "未收到申请。",
    )  # fmt: skip
    sample = read_page("医院政府信息公开工作年度报告", *lines)
    assert (sample.outcome, sample.reason) == ("not_a_report", "a sample text: 「xx县中医院」 stands for the agency")
    assert read_page("柘城县人民医院2023年政府信息公开工作年度报告", *lines).outcome == "report"


def test_a_report_whose_first_sections_are_lost_is_one_by_its_title_and_text() -> None:
    filling = (
        "法律法规、政府公文、部门动态、乡镇动态、便民服务、办事指南等内容分栏目整理，方便群众查阅，接受群众监督。" * 4
    )
    page = read_page(
        "青榆县人民政府2011年政府信息公开年度报告", filling, "我县通过政府门户网站向社会公开政府信息2361条。",
        "2011年，我县未接到依申请公开政府信息的申请。", "五、因政府信息公开申请行政复议、提起行政诉讼情况", "没有发生。",
    )  # fmt: skip
    assert (page.outcome, [section.code for section in page.sections]) == ("report", ["legal_challenges"])
