"""How a report presents itself where no title names it, and what its first sentences must not be taken for."""

import pytest

from parsers.model import Context, Document, Paragraph, Reading
from parsers.prose.presentation import Presentation, presentation
from parsers.prose.report_title import ReportTitle, report_title
from parsers.reading import read

HERE = Context("https://www.example.gov.cn/gk/1.html")
SECTIONS = (
    "一、总体情况",
    "我局按要求做好公开工作。",
    "二、主动公开政府信息情况",
    "主动公开政府信息12条。",
    "三、收到和处理政府信息公开申请情况",
    "收到政府信息公开申请2件。",
)


def document(*lines: str, title: str | None = None) -> Document:
    return Document("html", tuple(map(Paragraph, lines)), title=title)


def presented(*lines: str) -> Presentation:
    return presentation(document(*lines))


def titled(*lines: str, title: str | None = None) -> ReportTitle:
    return report_title(document(*lines, title=title), HERE)


def read_page(*lines: str, title: str = "青榆县人民政府") -> Reading:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return read(f"<html><head><title>{title}</title></head><body><div>{body}</div></body></html>".encode(), HERE)


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("根据规定，现公布青榆县水利局2023年政府信息公开工作年度报告。", "青榆县水利局"),
        ("现公布本溪市水务局2023年政府信息公开工作年度报告。", "本溪市水务局"),
        ("现编制全市2023年政府信息公开工作年度报告。", None),
        ("特编制青榆县地方志办公室2023年政府信息公开工作年度报告。", "青榆县地方志办公室"),
        ("现将青榆县下洼镇人民政府2023年度政府信息公开工作年度报告公布如下。", "青榆县下洼镇人民政府"),
        ("现将2023年度青榆县司法局政府信息公开工作报告如下：", "青榆县司法局"),
        ("现特向社会公布2023年下洼镇人民政府信息公开工作年度报告。", "下洼镇人民政府"),
        ("现向社会公开《青榆县财政局2023年政府信息公开工作年度报告》。", "青榆县财政局"),
        (
            "现公布青榆县人民政府办公室（以下简称县政府办）2023年政府信息公开工作年度报告，共六部分。",
            "青榆县人民政府办公室",
        ),
        ("本年报由青榆县民政局编制的2023年度政府信息公开年度报告。", "青榆县民政局"),
        ("特向社会公布2023年度我局政府信息公开工作年度报告。", None),
        ("面向社会公众，现公布2023年度本级政府信息公开年度报告。", None),
    ],
)
def test_the_sentence_that_presents_a_report_names_its_agency_and_year(sentence: str, agency: str | None) -> None:
    found = presented(sentence, *SECTIONS)
    assert (found.year, found.agency) == (2023, agency)


def test_who_edits_a_report_is_its_agency_unless_it_is_an_office_for_disclosure() -> None:
    assert presented("本报告由青榆县水利局编制。").agency == "青榆县水利局"
    assert presented("本报告由青榆县水利局根据要求负责编制。").agency == "青榆县水利局"
    assert presented("由青榆开发区管委会结合有关统计数据编制。").agency == "青榆开发区管委会"
    assert presented("由青榆县政府信息公开工作领导小组办公室编制。").agency is None
    assert presented("由县政府办公室综合各乡镇和各部门的报告编制而成。").agency is None


@pytest.mark.parametrize(
    "sentence",
    [
        "按照《关于做好2022年政府信息公开工作年度报告编制工作的通知》要求，编制本报告。",
        "根据《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制本报告。",
        "按时发布2022年政府信息公开工作年度报告，接受监督。",
        "为落实2024年工作部署，编制本报告。",
    ],
)
def test_what_is_said_of_other_papers_presents_nothing(sentence: str) -> None:
    assert presented(sentence) == Presentation()


def test_what_stands_below_the_first_heading_presents_nothing() -> None:
    assert presented("一、总体情况", "年初，编制了青榆县水利局2022年政府信息公开工作年度报告。") == Presentation()


def test_a_page_without_a_title_is_called_as_it_presents_itself() -> None:
    found = titled("现公布青榆县水利局2023年政府信息公开工作年度报告。", *SECTIONS)
    assert (found.text, found.source) == ("青榆县水利局2023年政府信息公开工作年度报告", "preamble")
    reading = read_page("现公布青榆县水利局2023年政府信息公开工作年度报告。", *SECTIONS)
    assert (reading.outcome, reading.year, reading.year_source) == ("report", 2023, "preamble")
    assert (reading.publisher.name, reading.publisher.evidence) == ("青榆县水利局", "name by presentation")


def test_the_agency_that_a_title_leaves_out_stands_in_the_first_sentence() -> None:
    reading = read_page("2023年政府信息公开工作年度报告", "本报告由青榆县水利局编制。", *SECTIONS)
    assert (reading.title, reading.publisher.name) == ("2023年政府信息公开工作年度报告", "青榆县水利局")


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《中华人民共和国政府信息公开工作年度报告格式》要求，编制本报告。",
        "按照《关于做好2022年政府信息公开工作年度报告编制工作的通知》要求，编制本报告。",
        "本报告所列数据的统计期限为2023年1月1日至12月31日。",
    ],
)
def test_a_short_first_sentence_is_no_title(sentence: str) -> None:
    reading = read_page(sentence, *SECTIONS, title="青榆县水利局2023年政府信息公开工作年度报告")
    assert (reading.outcome, reading.title, reading.year) == (
        "report",
        "青榆县水利局2023年政府信息公开工作年度报告",
        2023,
    )


def test_a_circular_quoted_below_a_title_on_two_lines_does_not_make_a_notice() -> None:
    found = titled(
        "青榆县国土资源局", "2018年度政府信息公开工作报告", "根据《县政府办公室关于做好2018年度报告编制工作的通知》，编制本报告。"
    )  # fmt: skip
    assert (found.text, found.verdict.kind) == ("青榆县国土资源局2018年度政府信息公开工作报告", "report")


@pytest.mark.parametrize(
    "line", ["索引号：005267169/2016-00001", "为落实2016年工作部署，编制本报告。", "一、2016年公开工作概述"]
)
def test_the_line_a_body_begins_with_gives_no_year(line: str) -> None:
    found = titled(line, *SECTIONS)
    assert (found.text, found.verdict.year) == (None, None)


def test_a_notice_that_publishes_a_report_is_its_cover() -> None:
    found = titled(
        "青榆县下洼镇人民政府关于公布", "《下洼镇2009年政府信息公开年度报告》的通知", "各村委会：",
        "下洼镇2009年政府信息公开年度报告", "一、概述",
    )  # fmt: skip
    assert (found.text, found.verdict.agency) == ("下洼镇2009年政府信息公开年度报告", "下洼镇")


def test_a_notice_that_publishes_a_report_elsewhere_is_a_notice() -> None:
    page = read_page(
        "关于公布《下洼镇2009年政府信息公开年度报告》的通知", "各村委会：", "请遵照执行。", title="关于公布年度报告的通知"
    )  # fmt: skip
    assert page.outcome == "not_a_report"


def test_news_of_a_report_is_none() -> None:
    news = "该局主动公开政府信息一百余条，受理依申请公开五件。下一步将拓宽渠道，回应关切。" * 8
    page = read_page("近日，青榆县水利局编制了2023年政府信息公开工作年度报告，并向社会公布。", news)
    assert page.outcome == "not_a_report"


def test_a_title_that_a_cell_prints_twice() -> None:
    title = "青榆县水利局2021年政府信息公开工作年度报告"
    assert titled(f"{title} {title} |", *SECTIONS).text == title


def test_a_university_reports_on_its_school_year_and_is_no_authority() -> None:
    page = read_page("青榆大学", "2022-2023学年度信息公开工作报告", "按照规定，特向社会公布青榆大学2022-2023学年度信息公开报告。", *SECTIONS)  # fmt: skip
    assert (page.outcome, page.reason[:9]) == ("not_a_report", "the title")


@pytest.mark.parametrize(
    "period",
    [
        "统计期限自201711日起至20171231日止。",
        "统计期限为20171月1日至201712月31日。",
        "统计期限为201711日至1231日。",
    ],
)
def test_a_period_that_lost_its_marks(period: str) -> None:
    page = read_page("青榆县水利局政府信息公开工作年度报告", f"本报告所列数据{period}", *SECTIONS)
    assert (page.year, page.year_source) == (2017, "period")


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("编制并发布青榆县农业农村局政府信息公开工作2022年度报告。", "青榆县农业农村局"),
        ("根据《条例》要求，青榆县审计局编制了2022年度政府信息公开工作年度报告。", "青榆县审计局"),
        ("根据《条例》要求，青榆县审计局编制2022年度政府信息公开工作报告。", "青榆县审计局"),
        ("结合实际，由青榆县生态环境局制作本报告。", "青榆县生态环境局"),
        ("现形成《青榆县卫生健康局2022年政府信息公开工作年度报告》。", "青榆县卫生健康局"),
        ("按照规定，县政府编制了2022年度政府信息公开工作报告。", None),
        ("按照规定，我局编制了2022年度政府信息公开工作年度报告。", None),
    ],
)
def test_whoever_edited_the_report_is_its_agency(sentence: str, agency: str | None) -> None:
    assert presented(sentence).agency == agency


# --- in the first section, in traditional characters -----------------------------------------------


def test_a_report_that_begins_with_its_first_section_presents_itself_there() -> None:
    found = presented("一、总体情况", "本报告根据条例编制。现将柘城县水利局2023年政府信息公开工作年度报告如下：")
    assert (found.year, found.agency) == (2023, "柘城县水利局")


def test_the_first_section_tells_of_other_reports_too() -> None:
    assert presented("一、总体情况", "全年按时编制发布了柘城县水利局2022年政府信息公开工作年度报告。") == Presentation()


def test_the_heading_may_stand_on_the_line_of_the_sentence() -> None:
    found = presented(
        "一、总体情况 根据条例，特向社会公布2023年柘城县水利局政府信息公开工作年度报告。" + "各项工作有序。" * 5
    )
    assert (found.year, found.agency) == (2023, "柘城县水利局")


def test_a_presentation_in_traditional_characters_is_given_as_printed() -> None:
    found = presented("特向社會公布2023年柘城縣農業農村局政府信息公開工作年度報告。", "一、總體情況")
    assert found == Presentation("2023年柘城縣農業農村局政府信息公開工作年度報告", 2023, "柘城縣農業農村局")


def test_a_body_may_have_a_second_name() -> None:
    found = presented("现发布《柘城县民族事务委员会（宗教事务局）2023年政府信息公开工作年度报告》。", "一、总体情况")
    assert found.agency == "柘城县民族事务委员会（宗教事务局）"
