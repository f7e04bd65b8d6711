"""Documents that hold the reports of several bodies."""

import pytest

from parsers.model import Context, Document, Paragraph, Section
from parsers.prose.several import of_first_report, told_twice
from parsers.reading import read

HERE = Context("https://www.example.gov.cn/1.html", media_type="text/html")
FIRST = (
    "青榆县城关镇2023年政府信息公开工作年度报告",
    "一、总体情况",
    "全年主动公开政府信息30条。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
)
SECOND = ("青榆县云岭镇2023年政府信息公开工作年度报告", "一、总体情况", "全年主动公开政府信息45条。", *FIRST[3:])


def parted(*lines: str) -> tuple[int, tuple[str, ...]]:
    document, others = of_first_report(Document("html", tuple(map(Paragraph, lines))), HERE)
    return len(document.blocks), others


def test_the_first_report_is_read_and_the_others_are_named() -> None:
    page = "".join(f"<p>{line}</p>" for line in (*FIRST, *SECOND))
    found = read(f"<body>{page}</body>".encode(), HERE)
    assert found.title == FIRST[0]
    assert [(figure.code, figure.value) for figure in found.narrative] == [("disclosed_total", 30)]
    assert [section.code for section in found.sections] == ["overview", "disclosure", "applications"]
    assert f"further reports stand in the document and are set aside: {SECOND[0]}" in found.remarks


def test_the_first_title_may_stand_above_the_body() -> None:
    page = "".join(f"<p>{line}</p>" for line in (*FIRST[1:], *SECOND))
    found = read(f"<body><h1>{FIRST[0]}</h1><div class='content' id='zoom'>{page}</div></body>".encode(), HERE)
    assert (found.title, [figure.value for figure in found.narrative]) == (FIRST[0], [30])
    assert f"further reports stand in the document and are set aside: {SECOND[0]}" in found.remarks


@pytest.mark.parametrize(
    "title",
    [
        ("青榆县云岭镇", "2023年政府信息公开工作年度报告"),
        ("青榆县云岭镇2023年政府信息公开工作", "年度报告"),
        ("青榆县云岭镇人民政府", "2023年政府信息公开工作", "年度报告"),
    ],
)
def test_the_second_title_may_stand_on_several_lines(title: tuple[str, ...]) -> None:
    assert parted(*FIRST, *title, *SECOND[1:]) == (5, ("".join(title),))


@pytest.mark.parametrize(
    "title",
    [
        "青榆县城关镇2022年政府信息公开工作年度报告",
        "青榆县云岭镇政府信息公开工作年度报告",
        "青榆县2023年政府信息公开工作年度报告",
    ],
)
def test_another_year_and_a_body_that_holds_the_first_begin_another_report(title: str) -> None:
    assert parted(*FIRST, title, *SECOND[1:]) == (5, (title,))


def test_an_older_report_begins_at_its_own_first_heading() -> None:
    older = (SECOND[0], "（2024年1月5日）", "一、概述", "全年主动公开政府信息45条。")
    assert parted(*FIRST, *older) == (5, (SECOND[0],))


def test_a_title_below_a_table_of_contents_is_the_first_reports() -> None:
    contents = ("青榆县2023年政府信息公开工作年度报告", "目录", FIRST[1], FIRST[3], FIRST[4])
    assert parted(*contents, *FIRST) == (10, ())


def test_a_notice_before_the_report_is_no_other_report() -> None:
    notice = ("青榆县水利局关于印发年度报告的通知", "一、工作要求", "各科室要认真学习。")
    assert parted(*notice, *FIRST) == (8, ())
    told = ("青榆县人民政府办公室关于公开情况的通报", "一、总体情况", "各单位有序推进。")
    assert parted(*told, *FIRST) == (8, ())


def test_sections_that_stand_twice_are_told() -> None:
    codes = ("overview", "disclosure", "applications", "problems")
    once = [Section(at, code, "", "甲") for at, code in enumerate(codes)]
    assert told_twice([*once, *once]) == []
    assert told_twice([*once, *(section._replace(text="乙") for section in once)]) == [
        "the sections applications, disclosure, overview, problems stand twice: the document may hold two reports"
    ]


def test_a_title_without_a_report_below_it_begins_none() -> None:
    assert parted(*FIRST, SECOND[0], "2024-01-02", "下一篇") == (8, ())


def test_another_wording_of_one_body_is_no_second_body() -> None:
    again = ("城关镇2023年政府信息公开工作年度报告", "一、总体情况", "正文。")
    assert parted(*FIRST, *again) == (8, ())


# --- reports in paragraphs of their own, or in one ---------------------------------------------------


def in_a_line(body: str, figure: int, year: int = 2023) -> str:
    return (
        f"{body}{year}年政府信息公开工作年度报告 根据条例要求，现公布{body}{year}年政府信息公开工作年度报告，欢迎监督。"
        f" 一、总体情况 {body}认真落实条例，完善制度，明确专人。全年主动公开政府信息{figure}条，内容涉及各个方面。"
        " 二、主动公开政府信息情况 公开内容详见附表，更新及时，栏目齐全，运行平稳有序。"
        " 三、收到和处理政府信息公开申请情况 各项申请均已按期答复，没有结转，申请人表示满意。"
        " 四、政府信息公开行政复议、行政诉讼情况 没有。"
    )


ONE, OTHER = in_a_line("青榆县水利局", 120), in_a_line("青榆县教育局", 77)


@pytest.mark.parametrize("page", [f"<p>{ONE} {OTHER}</p>", f"<p>{ONE}{OTHER}</p>", f"<p>{ONE}</p><p>{OTHER}</p>"])
def test_second_report_in_a_paragraph_is_set_aside(page: str) -> None:
    found = read(f"<body>{page}</body>".encode(), HERE)
    title = "青榆县水利局2023年政府信息公开工作年度报告"
    assert (found.title, [figure.value for figure in found.narrative]) == (title, [120])
    assert [section.code for section in found.sections] == [
        "overview",
        "disclosure",
        "applications",
        "legal_challenges",
    ]
    assert (
        "further reports stand in the document and are set aside: 青榆县教育局2023年政府信息公开工作年度报告"
        in found.remarks
    )


def test_report_of_the_year_before_in_the_same_paragraph() -> None:
    assert parted(f"{ONE} {in_a_line('青榆县水利局', 60, 2022)}")[1] == ("青榆县水利局2022年政府信息公开工作年度报告",)


def test_one_report_in_a_paragraph_stays_as_it_is() -> None:
    contents = "目录 一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 "
    title, _, rest = ONE.partition(" ")
    for text in (ONE, f"{title} {contents}{rest}"):
        document = Document("html", (Paragraph(text),))
        assert of_first_report(document, HERE) == (document, ())
