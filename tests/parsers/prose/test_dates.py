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
