"""Mirrors in traditional characters: read as any report, and given back as they are printed."""

from parsers.model import Context, Document, Paragraph
from parsers.prose.kind import what_is
from parsers.prose.narrative import read_narrative
from parsers.prose.publisher import publisher
from parsers.prose.report_title import report_title
from parsers.prose.sections import divide, read_sections
from parsers.prose.traditional import as_printed, in_ours
from parsers.prose.years import report_year

HERE = Context("https://a/1")
LINES = (
    "內蒙古自治區應急管理廳",
    "2023年政府信息公開工作年度報告",
    "一、總體情況",
    "全年主動公開政府信息120萬條，收到政府信息公開申請5件。",
    "二、主動公開政府信息情況",
    "三、收到和處理政府信息公開申請情況",
    "四、政府信息公開行政複議、行政訴訟情況",
    "五、存在的主要問題及改進情況",
)


def document(*lines: str) -> Document:
    return Document("html", tuple(map(Paragraph, lines)))


def test_a_report_in_traditional_characters_is_one() -> None:
    page = document(*LINES)
    title = report_title(page, HERE)
    year = report_year(page, HERE, title).year
    assert (title.text, year) == ("內蒙古自治區應急管理廳2023年政府信息公開工作年度報告", 2023)
    assert what_is(page, title, year, divide(page), frozenset(), 0).is_report


def test_its_agency_is_as_printed_and_its_region_the_one_of_our_table() -> None:
    page = document(*LINES)
    found = publisher(page, HERE, report_title(page, HERE).verdict, (), 2023)
    assert (found.name, found.agency_class, found.division_code, found.bare_name) == (
        "內蒙古自治區應急管理廳",
        "department",
        "150000",
        "应急管理厅",
    )


def test_its_headings_and_figures_are_found_and_quoted_as_printed() -> None:
    outline = divide(document(*LINES))
    assert [(one.code, one.heading) for one in read_sections(outline)] == [
        ("overview", "一、總體情況"),
        ("disclosure", "二、主動公開政府信息情況"),
        ("applications", "三、收到和處理政府信息公開申請情況"),
        ("legal_challenges", "四、政府信息公開行政複議、行政訴訟情況"),
        ("problems", "五、存在的主要問題及改進情況"),
    ]
    assert [(one.code, one.value, one.quote) for one in read_narrative(outline.passages, 2023)] == [
        ("disclosed_total", 1_200_000, "全年主動公開政府信息120萬條"),
        ("applications_received", 5, "收到政府信息公開申請5件"),
    ]


def test_a_notice_stays_a_notice() -> None:
    assert report_title(document("關於做好2023年政府信息公開工作年度報告編制工作的通知"), HERE).verdict.kind == "notice"


def test_another_word_for_information_keeps_its_length() -> None:
    assert in_ours("政府資訊公開") == "政府信息公开"
    assert as_printed("政府信息公开", ("2023年政府資訊", "公開年報")) == "政府資訊公開"
    assert as_printed("某局", ("2023年政府資訊公開年報",)) == "某局"
