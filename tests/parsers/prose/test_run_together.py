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


OLDER = (
    "现将我镇情况报告如下： 一、政府信息主动公开情况 全年公开46件。 二、政府依申请公开政府信息情况 没有申请。 "
    "三、政府信息公开收费和减免情况 未发生收费。 四、政府信息公开申请行政复议、行政诉讼情况 没有发生。 "
    "五、政府信息公开工作存在的主要问题和改进措施 宣传不够，一、二、三级栏目更新不及时。"
)


def test_an_older_report_in_one_paragraph_is_parted_at_its_numbers() -> None:
    assert sections(Paragraph(OLDER)) == [
        ("disclosure", "一、政府信息主动公开情况", "全年公开46件。"),
        ("applications", "二、政府依申请公开政府信息情况", "没有申请。"),
        (None, "三、政府信息公开收费和减免情况", "未发生收费。"),
        ("legal_challenges", "四、政府信息公开申请行政复议、行政诉讼情况", "没有发生。"),
        ("problems", "五、政府信息公开工作存在的主要问题和改进措施", "宣传不够，一、二、三级栏目更新不及时。"),
    ]


def test_the_preamble_may_run_into_the_first_section() -> None:
    first = f"本报告统计期限至2023年12月31日止。 一、总体情况 {OVERVIEW}"
    found = sections(Paragraph(first), Paragraph("二、主动公开政府信息情况"), Paragraph("全年公开12条。"))
    assert found == [
        ("overview", "一、总体情况", OVERVIEW),
        ("disclosure", "二、主动公开政府信息情况", "全年公开12条。"),
    ]


def test_sections_in_one_paragraph_of_traditional_characters() -> None:
    text = OLDER.replace("公开", "公開").replace("情况", "情況").replace("问题", "問題")
    assert [code for code, _, _ in sections(Paragraph(text))] == [code for code, _, _ in sections(Paragraph(OLDER))]


def test_name_of_the_first_section_may_be_printed_wide() -> None:
    old = (
        "引 言 本报告由区教育局编制，统计期限为2017年。 一、概 述 本局配备了两名兼职人员，各项工作正常开展，运行平稳有序。"
        " 二、主动公开政府信息情况 累计公开401条。 三、依申请公开政府信息情况 未收到申请，没有需要说明的其他情况，也没有收费。"
    )
    assert [(code, heading) for code, heading, _ in sections(Paragraph(old))] == [
        ("overview", "一、概 述"),
        ("disclosure", "二、主动公开政府信息情况"),
        ("applications", "三、依申请公开政府信息情况"),
    ]


def test_headings_that_stand_twice_with_text_are_two_reports() -> None:
    second = REPORT.replace("12条", "77条").replace("人员较少", "更新较慢")
    text = REPORT.replace("行政诉讼情况 五", "行政诉讼情况 本年度没有因政府信息公开引起的复议和诉讼。 五") * 2
    assert [code for code, _, _ in sections(Paragraph(text))].count("overview") == 2
    assert [code for code, _, _ in sections(Paragraph(second))].count("overview") == 1
