import pytest

from parsers.model import Context, Document, Paragraph
from parsers.prose.report_title import NO_TITLE, report_title
from parsers.prose.years import ReportYear, report_year

UNDATED = "乌海市工业和信息化局政府信息公开工作年度报告"


def year_of(*lines: str, context: Context | None = None) -> ReportYear:
    document = Document("html", tuple(map(Paragraph, lines)))
    context = context or Context("https://a/1")
    return report_year(document, context, report_title(document, context))


def test_the_titles_year_counts_first() -> None:
    found = year_of(
        "柘城县司法局2017年政府信息公开工作年度报告", "本报告由我局编制。", context=Context("u", year_hint=2018)
    )
    assert (found.year, found.source) == (2017, "title")
    assert found.remark == "year 2017 by title, but address says 2018"


@pytest.mark.parametrize(
    "sentence",
    [
        "报告所列数据的统计期限为2023年1月1日至12月31日。",
        "本报告中所列数据的统计期限自2023年 1 月 1 日起至 2023年12月31日止。",
        "统计期限从2023年1月1日到12月31日止。",
        "统计期限为二〇二三年1月1日至12月31日。",
        "统计期限为2023年11日至2023年1231日。",
    ],
)
def test_the_period_sentence(sentence: str) -> None:
    assert year_of(UNDATED, sentence) == ReportYear(2023, "period")


def test_the_sentence_that_presents_the_report() -> None:
    assert year_of(UNDATED, "现发布《乌海市工业和信息化局2023年政府信息公开工作年度报告》。") == ReportYear(
        2023, "preamble"
    )


def test_the_sentence_that_says_as_follows() -> None:
    assert year_of(UNDATED, "现将我局2017年度政府信息公开工作报告如下：") == ReportYear(2017, "preamble")


def test_the_address_then_the_list() -> None:
    listed = Context("u", year_hint=2022, list_title="乌海市工信局2021年政府信息公开年报")
    assert year_of(UNDATED, context=listed) == ReportYear(2022, "address", "year 2022 by address, but list says 2021")
    assert year_of(UNDATED, context=Context("u", list_title="乌海市工信局2021年政府信息公开年报")).year == 2021


@pytest.mark.parametrize(
    "sentence",
    [
        "按照《关于做好年报编制工作的通知》（双政公开办函〔2024〕1号）要求编制。",
        "发布日期：2024-01-08",
        "在2024年的工作中，我们要努力开展好以下工作。",
        "2021年将从以下方面改进。",
        "今天是2019年12月3日星期二",
        "统计期限为2022年1月1日至2023年12月31日。",
    ],
)
def test_years_that_are_not_the_reports(sentence: str) -> None:
    assert year_of(UNDATED, sentence) == ReportYear(None)


def test_an_article_published_next_year_keeps_its_report_year() -> None:
    context = Context("https://a/202401/t20240108_1.html", list_date="2024-01-08")
    assert year_of("萧县司法局2023年政府信息公开年报", context=context).year == 2023


@pytest.mark.parametrize(
    "period",
    ["自2013年1月1日起，至12月31日止", "从2013年1月1日至12月31止", "期限从2013年1月1日起,至2013年12月31日止"],
)
def test_a_period_with_a_comma_or_without_its_last_word(period: str) -> None:
    document = Document("html", (Paragraph(f"本报告中所列数据的统计期限{period}。"),))
    assert report_year(document, Context("https://a/1"), NO_TITLE).year == 2013
