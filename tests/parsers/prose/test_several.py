"""Documents that hold the reports of several bodies."""

from parsers.model import Context, Document, Paragraph
from parsers.prose.several import of_first_body
from parsers.reading import read

FIRST = (
    "青榆县城关镇2023年政府信息公开工作年度报告",
    "一、总体情况",
    "全年主动公开政府信息30条。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
)
SECOND = ("青榆县云岭镇2023年政府信息公开工作年度报告", "一、总体情况", "全年主动公开政府信息45条。", *FIRST[3:])


def parted(*lines: str) -> tuple[int, tuple[str, ...]]:
    document, others = of_first_body(Document("html", tuple(map(Paragraph, lines))))
    return len(document.blocks), others


def test_the_first_report_is_read_and_the_others_are_named() -> None:
    page = "".join(f"<p>{line}</p>" for line in (*FIRST, *SECOND))
    found = read(f"<body>{page}</body>".encode(), Context("https://www.example.gov.cn/1.html", media_type="text/html"))
    assert found.title == FIRST[0]
    assert [(figure.code, figure.value) for figure in found.narrative] == [("disclosed_total", 30)]
    assert [section.code for section in found.sections] == ["overview", "disclosure", "applications"]
    assert f"the reports of further bodies stand in the document and are set aside: {SECOND[0]}" in found.remarks


def test_a_title_without_a_report_below_it_begins_none() -> None:
    assert parted(*FIRST, SECOND[0], "2024-01-02", "下一篇") == (8, ())


def test_another_wording_of_one_body_is_no_second_body() -> None:
    again = ("城关镇2023年政府信息公开工作年度报告", "一、总体情况", "正文。")
    assert parted(*FIRST, *again) == (8, ())


def test_a_report_of_the_same_body_and_another_year_stays() -> None:
    assert parted(*FIRST, "青榆县城关镇2022年政府信息公开工作年度报告", "一、总体情况") == (7, ())
