"""Reports whose sections stand in one paragraph."""

from parsers.model import Block, Cell, Document, Grid, Paragraph
from parsers.prose.run_together import is_run_together
from parsers.prose.sections import divide, read_sections

OVERVIEW = "我镇认真贯彻条例，落实专人负责，及时更新栏目，方便群众查阅。" * 8
REPORT = (
    f"一、总体情况 {OVERVIEW} 二、主动公开政府信息情况 全年公开12条。 三、收到和处理政府信息公开申请情况 未收到申请。"
    "四、政府信息公开行政复议、行政诉讼情况 五、存在的主要问题及改进情况 一是人员较少。六、其他需要报告的事项 无。"
)


def sections(*blocks: Block, table_paragraphs: frozenset[int] = frozenset()) -> list[tuple[str | None, str, str]]:
    found = read_sections(divide(Document("html", blocks), table_paragraphs))
    return [(one.code, one.heading, one.text) for one in found]


def test_each_section_begins_at_its_heading() -> None:
    assert sections(Paragraph(REPORT)) == [
        ("overview", "一、总体情况", OVERVIEW),
        ("disclosure", "二、主动公开政府信息情况", "全年公开12条。"),
        ("applications", "三、收到和处理政府信息公开申请情况", "未收到申请。"),
        ("legal_challenges", "四、政府信息公开行政复议、行政诉讼情况", ""),
        ("problems", "五、存在的主要问题及改进情况", "一是人员较少。"),
        ("other_matters", "六、其他需要报告的事项", "无。"),
    ]


def test_a_sentence_before_them_may_list_the_headings() -> None:
    listing = "本报告由一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况等六部分组成。"
    assert not is_run_together(listing)
    assert [code for code, _, _ in sections(Paragraph(listing + REPORT))] == [
        code for code, _, _ in sections(Paragraph(REPORT))
    ]


def test_paragraphs_of_tables_stay_out_of_the_text() -> None:
    blocks = (Paragraph(REPORT), Paragraph("规章"), Paragraph("附注。"))
    assert sections(*blocks, table_paragraphs=frozenset({1}))[-1][2] == "无。\n附注。"


def test_a_table_behind_the_paragraph_is_no_text() -> None:
    grid = Grid.of((Cell("规章", 0, 0),), 1, 1)
    assert sections(Paragraph(REPORT), grid) == sections(Paragraph(REPORT))
