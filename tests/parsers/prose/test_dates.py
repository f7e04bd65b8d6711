import pytest

from parsers.model import Context, Document, MetadataField, Paragraph
from parsers.prose.dates import Dates, parse_date, report_dates

HERE = Context("https://a/1")


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2024-01-08", "2024-01-08"),
        ("2024-01-08 10:24", "2024-01-08T10:24"),
        ("2018-03-16 14:53:42", "2018-03-16T14:53:42"),
        ("2020年08月02日", "2020-08-02"),
        ("2026年09月24日 15:30", "2026-09-24T15:30"),
        ("2024/01/08", "2024-01-08"),
        ("2024.1.8", "2024-01-08"),
        ("20240108", "2024-01-08"),
        ("２０２４年１月８日", "2024-01-08"),
        ("二〇二四年一月八日", "2024-01-08"),
        ("二○一八年十二月三十一日", "2018-12-31"),
        ("2024-01-08T02:24:00Z", "2024-01-08T10:24"),
        ("2024-01-08 00:00:00", "2024-01-08"),  # midnight is how systems print no time
        ("2024年1月8日 下午3:24", "2024-01-08T15:24"),
        ("2024年01月08日10时24分", "2024-01-08T10:24"),
        ("2024- 01- 08 10: 24", "2024-01-08T10:24"),
    ],
)
def test_dates_as_pages_print_them(printed: str, iso: str) -> None:
    assert parse_date(printed) == iso


@pytest.mark.parametrize(
    "printed",
    [
        "2024年1月",
        "2024-01",
        "2024年",
        "1月8日",
        "8日",
        "昨天",
        "3天前",
        "2024-13-01",
        "2023-02-30",
        "2023-02-30T10:24:00Z",
        "2024-01-08T24:00:00Z",
        "2024-01-08T10:24:60+08:00",
        "2024-01-08T10:24:00+99:00",
        "2051-01-08T10:24:00Z",
        "2023-00861",
        "null",
        "",
    ],
)
def test_what_is_no_full_date_stays_unknown(printed: str) -> None:
    assert parse_date(printed) is None


def dates(*lines: str, metadata: tuple[MetadataField, ...] = (), context: Context = HERE) -> Dates:
    return report_dates(Document("html", tuple(map(Paragraph, lines))), context, metadata)


def test_the_visible_block_counts_before_the_tags() -> None:
    found = dates(
        metadata=(MetadataField("published", "2018-03-17", "tag"), MetadataField("published", "2018-03-16 14:53:42", "block"))
    )  # fmt: skip
    assert (found.published, found.published_source) == ("2018-03-16T14:53:42", "block")


def test_the_list_date_is_the_last_resort() -> None:
    found = dates(context=Context("u", list_date="2018-03-16"))
    assert (found.published, found.published_source) == ("2018-03-16", "list")


def test_no_date_printed_is_no_date() -> None:
    assert dates("双鸭山市2023年政府信息公开工作年度报告", "在2024年的工作中") == Dates()


@pytest.mark.parametrize("line", ["2018年 2 月 13 日", "柘城县司法局 2018年2月13日", "二〇一八年二月十三日"])
def test_a_signature_is_when_the_report_was_produced_not_published(line: str) -> None:
    assert dates("正文。", "柘城县司法局", line) == Dates(None, "", "2018-02-13", "signature")


def test_a_produced_label_counts_before_the_signature() -> None:
    found = dates("2018年2月13日", metadata=(MetadataField("produced", "2018-02-01", "block"),))
    assert (found.produced, found.produced_source) == ("2018-02-01", "block")


def test_a_sentence_with_a_date_is_no_signature() -> None:
    assert dates("截至12月31日，我局于2017年5月1日召开会议。").produced is None


@pytest.mark.parametrize("zero", ["零", "〇", "○", "Ｏ", "O", "o", "0", "О", "Ο", "◯"])
def test_what_is_typed_for_the_zero_of_a_year_in_words(zero: str) -> None:
    assert dates("正文。", "柘城县司法局", f"二{zero}一八年二月十三日") == Dates(None, "", "2018-02-13", "signature")


@pytest.mark.parametrize("line", ["发布日期：2018年2月13日", "更新时间:2018年2月13日", "数据统计截至2017年12月31日"])
def test_a_labelled_day_below_the_text_is_no_signature(line: str) -> None:
    assert dates("正文。", line).produced is None


@pytest.mark.parametrize("line", ["2024-01-28 10:06", "2024/1/28 10:06"])
def test_a_day_alone_by_the_title_is_when_it_was_put_online(line: str) -> None:
    title = "青榆县水利局2023年政府信息公开工作年度报告"
    expected = Dates("2024-01-28T10:06", "title")
    assert dates(title, line, "正文。") == expected
    assert dates("青榆县水利局", line, "青榆县水利局", title, "正文。") == expected


def test_a_day_alone_far_from_the_title_or_beside_another_is_none() -> None:
    title = "青榆县水利局2023年政府信息公开工作年度报告"
    assert dates(title, "正文。", "正文。", "正文。", "2024-01-28") == Dates()
    assert dates(title, "2024-01-15", "2024-01-28") == Dates()
    assert dates("关于停水的公告", "2024-01-28") == Dates()


def test_a_day_in_brackets_below_the_title_is_the_papers_own() -> None:
    title = "青榆县水利局2023年政府信息公开工作年度报告"
    assert dates(title, "（2024年1 月28日）", "正文。") == Dates(None, "", "2024-01-28", "title")
    signed = dates(title, "（2024年1月28日）", "正文。", "青榆县水利局", "2024年1月30日")
    assert (signed.produced, signed.produced_source) == ("2024-01-30", "signature")


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("• 2025-01-10 15:04", "2025-01-10T15:04"),
        ("2026.01.13", "2026-01-13"),
        ("2022年01月18日来源：区政府", "2022-01-18"),
        ("2023年01月19日 (点击: )", "2023-01-19"),
    ],
)
def test_days_next_to_the_title_as_portals_print_them(line: str, published: str) -> None:
    lines = ("柘城县水利局2022年政府信息公开工作年度报告", line, "一、总体情况")
    found = report_dates(Document("html", tuple(map(Paragraph, lines))), Context("https://a/1"), ())
    assert (found.published, found.published_source) == (published, "title")
