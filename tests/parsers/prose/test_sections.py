import pytest

from parsers.model import Block, Cell, Document, Grid, Paragraph, Section
from parsers.prose.headings import heading_code
from parsers.prose.sections import divide, read_sections

SIX = ["overview", "disclosure", "applications", "legal_challenges", "problems", "other_matters"]
TABLE = Grid.of((Cell("四、结转下年度继续办理", 0, 0), Cell("0", 0, 1)), 1, 2)


def sections(*blocks: str | Block, table_paragraphs: frozenset[int] = frozenset()) -> list[Section]:
    body = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    return list(read_sections(divide(Document("html", body), table_paragraphs)))


def told(found: list[Section]) -> list[tuple[str | None, str, str]]:
    return [(section.code, section.heading, section.text) for section in found]


OFFICIAL: tuple[str | Block, ...] = (
    "一、总体情况",
    "我局主动公开政府信息10条。",
    "二、主动公开政府信息情况",
    TABLE,
    "三、收到和处理政府信息公开申请情况",
    TABLE,
    "四、政府信息公开行政复议、行政诉讼情况",
    TABLE,
    "五、存在的主要问题及改进情况",
    "（一）问题。人员不足。",
    "六、其他需要报告的事项",
    "无。",
)


def test_the_six_sections_and_no_table_in_their_text() -> None:
    found = sections(*OFFICIAL)
    assert [section.code for section in found] == SIX
    assert [section.text for section in found] == [
        "我局主动公开政府信息10条。",
        "",
        "",
        "",
        "（一）问题。人员不足。",
        "无。",
    ]
    assert [section.ordinal for section in found] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("一、总体情况", "overview"),
        ("[bookmark: _GoBack] 一、总体情况", "overview"),
        ("二、主动公开政府信息情况", "disclosure"),
        ("二、行政机关主动公开政府信息情况", "disclosure"),
        ("一、主动公开政府信息情况", "disclosure"),
        ("三、收到和处理政府信息公开申请情况", "applications"),
        ("收到和处理政府信息公开申请情况", "applications"),
        ("三、收到和处理政府信息公开申请的情况", "applications"),
        ("四、政府信息公开行政复议、行政诉讼情况", "legal_challenges"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "legal_challenges"),
        ("四、政府信息公开行政复议和行政诉讼情况", "legal_challenges"),
        ("四、政府信息公开行政复议及行政诉讼情况", "legal_challenges"),
        ("五、存在的主要问题及改进情况", "problems"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("五、存在的主要问题及改进措施", "problems"),
        ("六、其他需要报告的事项", "other_matters"),
        ("四、结转下年度继续办理", None),
        ("三、本年度办理结果", None),
        ("（一）主动公开工作情况。市科学技术局共主动公开发布政府信息157条。", None),
        ("报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况六部分组成。", None),
        ("一、总体情况…………………1", None),
    ],
)
def test_headings_are_matched_by_their_words(line: str, code: str | None) -> None:
    assert heading_code(line) == code


def test_a_heading_without_its_number() -> None:
    found = sections(*("收到和处理政府信息公开申请情况" if block == OFFICIAL[4] else block for block in OFFICIAL))
    assert [section.code for section in found] == SIX
    assert found[2].heading == "收到和处理政府信息公开申请情况"


def test_rows_of_a_table_that_became_paragraphs_split_nothing() -> None:
    found = sections(
        *OFFICIAL[:5], "三、本年度办理结果", "四、结转下年度继续办理", "0", *OFFICIAL[6:], table_paragraphs=frozenset({5, 6, 7})
    )  # fmt: skip
    assert [section.code for section in found] == SIX
    assert found[2].text == ""


def test_a_sentence_that_repeats_the_headings_is_the_preamble() -> None:
    preamble = "报告由总体情况、主动公开政府信息情况、其他需要报告的事项六部分组成。"
    assert [section.code for section in sections(preamble, *OFFICIAL)] == SIX


def test_a_table_of_contents_is_no_section() -> None:
    contents = [block for block in OFFICIAL if isinstance(block, str) and heading_code(block)]
    found = sections(*contents, *OFFICIAL)
    assert [section.code for section in found] == SIX
    assert found[0].text == "我局主动公开政府信息10条。"


def test_the_preamble_below_a_table_of_contents_is_no_section() -> None:
    contents = [block for block in OFFICIAL if isinstance(block, str) and heading_code(block)]
    found = sections("目录", *contents, "本报告由县司法局编制。", *OFFICIAL)
    assert [section.code for section in found] == SIX
    assert [section.text for section in found] == [section.text for section in sections(*OFFICIAL)]


def test_an_annex_that_repeats_headings_above_its_tables_adds_no_section() -> None:
    texts = [block for block in OFFICIAL if isinstance(block, str)]
    texts[2:2] = ["本年公开规章1件。"]
    found = sections(*texts, "一、主动公开政府信息情况", TABLE, "二、收到和处理政府信息公开申请情况", TABLE)
    assert [section.code for section in found] == SIX
    assert found[5].text == "无。"


def test_text_behind_a_heading_on_its_own_line() -> None:
    found = sections("一、总体情况。2023年，我局认真贯彻《条例》。", *OFFICIAL[2:])
    assert told(found)[0] == ("overview", "一、总体情况", "2023年，我局认真贯彻《条例》。")


def test_numbered_paragraphs_inside_a_section_of_the_form_are_no_sections() -> None:
    found = sections(*OFFICIAL[:9], "一、人员不足。", "二、培训不够。", *OFFICIAL[10:])
    assert [section.code for section in found] == SIX
    assert found[4].text == "一、人员不足。\n二、培训不够。"


def test_an_older_report_divides_itself() -> None:
    found = sections(
        "本报告根据《条例》编制。",
        "一、概述。2017年度，我局高度重视政府信息公开工作，完善制度。",
        "（一）加强领导。有专人负责。",
        "二、主动公开。我局公开各类畜牧业信息30条。",
        "三、回应解读。回应4条。",
        "四、依申请公开。",
        "未接到申请。",
        "五、行政复议及行政诉讼。未发生。",
        "六、依申请公开信息收取的费用情况",
        "未收费。",
        "七、政府信息公开会议和培训情况",
        "召开会议1次。",
        "八、工作存在问题和改进情况。还存在一些不足。",
        "2018年2月13日",
    )
    assert told(found) == [
        ("overview", "一、概述", "2017年度，我局高度重视政府信息公开工作，完善制度。\n（一）加强领导。有专人负责。"),
        ("disclosure", "二、主动公开", "我局公开各类畜牧业信息30条。"),
        (None, "三、回应解读", "回应4条。"),
        ("applications", "四、依申请公开", "未接到申请。"),
        ("legal_challenges", "五、行政复议及行政诉讼", "未发生。"),
        (None, "六、依申请公开信息收取的费用情况", "未收费。"),
        (None, "七、政府信息公开会议和培训情况", "召开会议1次。"),
        ("problems", "八、工作存在问题和改进情况", "还存在一些不足。\n2018年2月13日"),
    ]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("一、政府信息主动公开情况", "disclosure"),
        ("二、2017年度主动公开政府信息情况", "disclosure"),
        ("二、依申请公开情况", "applications"),
        ("三、依申请公开政府信息情况", "applications"),
        ("三、因政府信息公开申请行政复议、提起行政诉讼的情况", "legal_challenges"),
        ("四、行政复议、行政诉讼、投诉举报情况", "legal_challenges"),
        ("七、政府信息公开工作存在的主要问题及改进措施", "problems"),
        ("三、存在的问题及2018年工作打算", "problems"),
        ("五、2018年信息公开工作打算", None),
        ("五、机构建设和保障经费情况", None),
        ("四、依申请公开信息收取的费用情况", None),
    ],
)
def test_headings_of_older_reports(heading: str, code: str | None) -> None:
    number = "一二三四五六七".index(heading[0]) + 1
    before = [f"{digit}、回应解读情况" for digit in "一二三四五六七"[: number - 1]]
    assert sections(*before, heading, "正文。")[-1].code == code


def test_numbers_that_start_again_do_not_divide_an_older_report() -> None:
    found = sections("一、概述", "正文。", "二、存在的主要问题和改进措施", "一、加强领导。", "正文。")
    assert [section.heading for section in found] == ["一、概述", "二、存在的主要问题和改进措施"]


def test_page_furniture_at_the_end_is_dropped_but_a_signature_stays() -> None:
    found = sections(
        *OFFICIAL, "柘城县司法局", "2024年1月8日", "扫一扫在手机打开当前页", "【打印】", "关闭窗口", "分享到："
    )
    assert found[5].text == "无。\n柘城县司法局\n2024年1月8日"


def test_contacts_are_masked() -> None:
    found = sections(*OFFICIAL, "联系电话：0517-83605210，邮箱a.b@163.com，投诉请拨12345。")
    assert found[5].text == "无。\n联系电话：0517-****，邮箱***@***，投诉请拨12345。"


def test_a_text_without_headings_has_no_section() -> None:
    assert sections("今年公开信息10条。", "没有收到申请。") == []


@pytest.mark.parametrize(
    "style", ["（{0}）{1}", "{2}.{1}", "{2}、{1}", "{0} {1}", "★{0}、{1}", "**{0}、{1}**", "## {0}、{1}"]
)
def test_the_six_headings_behind_numbers_of_another_style(style: str) -> None:
    words = [line[2:] for line in OFFICIAL if isinstance(line, str) and line[1:2] == "、"]
    numbered = [style.format("一二三四五六"[at], name, at + 1) for at, name in enumerate(words)]
    found = sections(*(text for line in numbered for text in (line, "正文。")))
    assert [section.code for section in found] == SIX
    assert [section.text for section in found] == ["正文。"] * 6


def test_part_of_the_first_section_that_is_called_like_the_second_is_no_section() -> None:
    found = sections(
        "一、总体情况", "（一）主动公开政府信息情况", "全年公开10条。", "二、主动公开政府信息情况", "见表。",
        "三、收到和处理政府信息公开申请情况", "无。",
    )  # fmt: skip
    assert [section.code for section in found] == ["overview", "disclosure", "applications"]


def test_text_behind_a_blank_on_the_line_of_an_old_heading() -> None:
    document = Document(
        "text",
        tuple(map(Paragraph, ("一、概述 2016年，我局认真贯彻。", "二、主动公开政府信息情况 共公开12条。", "三、机构 人员情况", "有专人。"))),
    )  # fmt: skip
    assert [(one.code, one.heading, one.text) for one in read_sections(divide(document))] == [
        ("overview", "一、概述", "2016年，我局认真贯彻。"),
        ("disclosure", "二、主动公开政府信息情况", "共公开12条。"),
        (None, "三、机构 人员情况", "有专人。"),
    ]


@pytest.mark.parametrize("heading", ["—、总体情况", "一、总体情况、", "一、工作开展总体情况"])
def test_first_headings_as_they_are_typed(heading: str) -> None:
    found = sections(heading, "正文。", *OFFICIAL[2:])
    assert told(found)[0] == ("overview", heading, "正文。")


def test_parts_of_a_report_whose_chapters_are_numbered_in_words() -> None:
    found = sections(
        "第一部分：工作情况概述",
        "一、确立领导机制。",
        "二、完善制度。",
        "三、加强培训。",
        "第二部分：主动公开政府信息情况",
        "一、公开的内容。",
        "第三部分：存在的主要问题及改进情况",
        "公开不够及时。",
    )
    assert told(found) == [
        ("overview", "第一部分：工作情况概述", "一、确立领导机制。\n二、完善制度。\n三、加强培训。"),
        ("disclosure", "第二部分：主动公开政府信息情况", "一、公开的内容。"),
        ("problems", "第三部分：存在的主要问题及改进情况", "公开不够及时。"),
    ]
