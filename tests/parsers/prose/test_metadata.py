import pytest

from parsers.model import Cell, Document, Grid, MetadataField, Paragraph
from parsers.prose.metadata import read_metadata


def of_lines(*lines: str, tags: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str, str]]:
    document = Document("html", (), before=tuple(map(Paragraph, lines)), tags=tags)
    return [(item.field, item.value, item.source) for item in read_metadata(document)]


def grid(*rows: tuple[str, ...]) -> Grid:
    cells = tuple(Cell(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row))
    return Grid.of(cells, len(rows), max(map(len, rows)))


def test_several_labels_in_one_line_and_the_author_is_not_kept() -> None:
    assert of_lines("发布日期：2018-04-02 15:44:03 来源： 县工商质监局 作者：赵丹 浏览次数： 字体大小：") == [
        ("published", "2018-04-02 15:44:03", "block"),
        ("source", "县工商质监局", "block"),
    ]


def test_a_source_that_is_a_personal_name_is_not_kept() -> None:
    assert of_lines("来源：赵丹") == []
    assert of_lines("发布机构：张三丰") == []
    assert of_lines("来源：县法院") == [("source", "县法院", "block")]


def test_labels_with_inner_blanks() -> None:
    assert of_lines("索 引 号：1133102400268125XW/2024-104757", "文　　号：闽政〔2024〕9号") == [
        ("index_number", "1133102400268125XW/2024-104757", "block"),
        ("document_number", "闽政〔2024〕9号", "block"),
        ("organisation_code", "1133102400268125XW", "index_number"),
    ]


def test_empty_labels_have_no_value() -> None:
    lines = [
        "• 索引号",
        "• 文 号",
        "• 发布机构",
        "• 生成日期",
        "• 信息名称 平凉市崆峒区科学技术局 2023年政府信息公开工作年度报告",
    ]
    assert of_lines(*lines) == [("title", "平凉市崆峒区科学技术局 2023年政府信息公开工作年度报告", "block")]


def test_a_value_below_its_label_needs_the_labels_shape() -> None:
    assert of_lines("成文日期：", "2025-03-01", "发布机构", "首页", "文号", "闽政〔2024〕9号") == [
        ("produced", "2025-03-01", "block"),
        ("document_number", "闽政〔2024〕9号", "block"),
    ]


def test_a_label_without_a_colon() -> None:
    assert of_lines("成文日期2025-03-01") == [("produced", "2025-03-01", "block")]


def test_a_table_of_labels_and_values() -> None:
    document = Document(
        "html",
        (
            grid(
                ("信息索引号", "014006438/2026-03652", "生成日期", "2026-09-12", "公开日期", "2026-09-18"),
                ("发布机构：", "无锡市人民政府", "文件编号", "— —", "效力状况", "有效"),
            ),
        ),
    )
    assert [(item.field, item.value) for item in read_metadata(document)] == [
        ("index_number", "014006438/2026-03652"),
        ("produced", "2026-09-12"),
        ("published", "2026-09-18"),
        ("issuer", "无锡市人民政府"),
        ("validity", "有效"),
        ("organisation_code", "014006438"),
    ]


def test_the_head_of_a_list_of_documents_is_no_block() -> None:
    document = Document("html", (grid(("名称", "索引号", "发布机构", "发布日期"), ("甲", "乙", "丙", "丁")),))
    assert read_metadata(document) == ()


def test_prose_with_the_word_source_far_down_is_no_metadata() -> None:
    body = tuple(Paragraph(f"第{number}段。") for number in range(30))
    assert read_metadata(Document("html", (*body, Paragraph("来源：县教育局")))) == ()


def test_tags_and_their_traps() -> None:
    tags = (
        ("ArticleTitle", "萧县司法局2023年政府信息公开年报"),
        ("PubDate", "2024-01-08 10:24"),
        ("ContentSource", "null"),
        ("ColumnName", "头部"),
        ("ColumnType", "信息公开年报"),
        ("Author", "赵丹"),
        ("Keywords", "undefined"),
        ("SiteIDCode", "3413220004"),
        ("HtmlGenerateTime", "2025-12-30"),
    )
    assert of_lines(tags=tags) == [
        ("title", "萧县司法局2023年政府信息公开年报", "tag"),
        ("published", "2024-01-08 10:24", "tag"),
        ("column_type", "信息公开年报", "tag"),
        ("site_code", "3413220004", "tag"),
    ]


def test_the_site_code_of_a_footer() -> None:
    document = Document(
        "html", (), after=(Paragraph("主办单位：柘城县人民政府办公室 网站标识码：4114240001 网站备案：豫ICP备1号"),)
    )
    assert MetadataField("site_code", "4114240001", "block") in read_metadata(document)


def test_organisation_codes_in_index_numbers() -> None:
    def code(index: str) -> list[str]:
        return [value for field, value, _ in of_lines(f"索引号：{index}") if field == "organisation_code"]

    assert code("1162042101391301xj/2024-00001") == ["1162042101391301XJ"]
    assert code("01404053X/2023-00861") == ["01404053X"]
    assert code("0101/202012-00079") == []


@pytest.mark.parametrize(
    "line",
    [
        "索引号：005934071/2024-00001发布机构：柘城县司法局生成日期：2024-01-12发布日期：2024-01-20 10:20:00",
        "【索引号】005934071/2024-00001【发布机构】柘城县司法局【生成日期】2024-01-12【发布日期】2024-01-20 10:20:00",
        "索 引 号： 005934071/2024-00001 | 发布机构： 柘城县司法局 | 生成日期： 2024-01-12 | 发布日期： 2024-01-20 10:20:00",
    ],
    ids=["elements without blanks", "labels in brackets", "upright strokes"],
)
def test_fields_of_one_line_in_every_style(line: str) -> None:
    found = {field: value for field, value, _ in of_lines(line)}
    assert found == {
        "index_number": "005934071/2024-00001",
        "issuer": "柘城县司法局",
        "produced": "2024-01-12",
        "published": "2024-01-20 10:20:00",
        "organisation_code": "005934071",
    }


def test_word_of_a_value_that_ends_like_a_label_is_none() -> None:
    assert of_lines("来源：县政府办信息公开日期：另行通知") == [("source", "县政府办信息公开日期：另行通知", "block")]


@pytest.mark.parametrize("ornament", ["", " ", "\u3000", "•", "·", "▪", "|", "｜", "【", "[", "(", "（", "-"])
def test_ornaments_before_a_label_with_its_colon(ornament: str) -> None:
    assert of_lines(f"{ornament}发布日期：2024-01-08") == [("published", "2024-01-08", "block")]


@pytest.mark.parametrize("ornament", ["", " ", "\u3000", "•", "·", "▪", "【", "["])
def test_ornaments_before_a_label_without_colon(ornament: str) -> None:
    assert of_lines(f"{ornament}成文日期 2024-01-09") == [("produced", "2024-01-09", "block")]


@pytest.mark.parametrize("ornament", ["", " ", "\u3000", "\u200b", "【", "[", "[bookmark: a]"])
def test_ornaments_before_a_label_in_a_cell(ornament: str) -> None:
    block = grid((f"{ornament}索引号：", "0001-2024"), (f"{ornament}文号：", "柘政〔2024〕5号"))
    found = {item.field: item.value for item in read_metadata(Document("html", (block,)))}
    assert found == {"index_number": "0001-2024", "document_number": "柘政〔2024〕5号"}


def test_labels_without_colons_in_one_line() -> None:
    assert of_lines("索 引 号 63269453/2026-00057 分 类 / 报告", "发文日期 2026-02-05 时 效 有效") == [
        ("index_number", "63269453/2026-00057", "block"),
        ("produced", "2026-02-05", "block"),
        ("validity", "有效", "block"),
    ]


def test_a_control_behind_a_date_is_no_part_of_it() -> None:
    assert of_lines("发布时间：2023-01-30 [打印本页] [纠错]") == [("published", "2023-01-30", "block")]


def test_a_label_without_a_value_may_stand_right_before_the_next() -> None:
    assert of_lines("文       号:发布日期: 2019-01-23 16:43") == [("published", "2019-01-23 16:43", "block")]


def test_a_label_with_blanks_inside_ends_the_value_before_it() -> None:
    assert of_lines("发布机构:青榆西路街道办事处关 键 词:公报") == [
        ("issuer", "青榆西路街道办事处", "block"),
        ("keywords", "公报", "block"),
    ]


def test_the_day_behind_a_source_is_the_day_of_publication() -> None:
    assert of_lines("来源:某省交通运输厅       2025-01-26 09:18 【字体:") == [
        ("source", "某省交通运输厅", "block"),
        ("published", "2025-01-26 09:18", "block"),
    ]


def test_labels_of_the_field() -> None:
    assert of_lines("信息提供日期 : 2021-01-15 17:52来源 : 某区某街道办事处") == [
        ("published", "2021-01-15 17:52", "block"),
        ("source", "某区某街道办事处", "block"),
    ]
    assert of_lines("来源 安康市公安局") == [("source", "安康市公安局", "block")]
    assert of_lines("来源:某市城管局      选择阅读字号:[ ]     阅读次数:") == [("source", "某市城管局", "block")]
    assert of_lines("• 索引号", "• SCGJ202100001") == [("index_number", "SCGJ202100001", "block")]


def test_tools_of_the_page_are_no_part_of_the_source() -> None:
    assert of_lines("日期：2011-03-30 来源：区审计局 打印页面 关闭页面") == [
        ("published", "2011-03-30", "block"),
        ("source", "区审计局", "block"),
    ]


def test_label_behind_a_slash_a_name_or_a_counter() -> None:
    assert of_lines("备注/文号：德审〔2011〕1号") == [("document_number", "德审〔2011〕1号", "block")]
    assert of_lines("来源：区交通运输局作者：赵丹") == [("source", "区交通运输局", "block")]
    assert of_lines("发布时间：2024-01-18 12:06 累计次数：35") == [("published", "2024-01-18 12:06", "block")]
