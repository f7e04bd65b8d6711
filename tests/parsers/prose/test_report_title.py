from parsers.model import Cell, Context, Document, Grid, Paragraph
from parsers.prose.report_title import report_title

HERE = Context("https://a.gov.cn/1.html")


def page(
    *lines: str, before: tuple[str, ...] = (), title: str | None = None, tags: tuple[tuple[str, str], ...] = ()
) -> Document:
    return Document("html", tuple(map(Paragraph, lines)), before=tuple(map(Paragraph, before)), title=title, tags=tags)


def test_the_bodys_own_title_counts_before_the_pages() -> None:
    found = report_title(
        page("柘城县畜牧局2017年政府信息公开工作年度报告", "一、概述", title="2018年柘城县政府信息公开年报"), HERE
    )
    assert (found.text, found.source) == ("柘城县畜牧局2017年政府信息公开工作年度报告", "body")


def test_a_title_over_two_lines_is_joined() -> None:
    found = report_title(page("双鸭山市2023年政府信息公开工作", "年度报告", "按照《条例》要求"), HERE)
    assert (found.text, found.verdict.agency) == ("双鸭山市2023年政府信息公开工作年度报告", "双鸭山市")


def test_a_metadata_label_is_not_part_of_the_title() -> None:
    found = report_title(page("• 索引号", "• 信息名称 平凉市崆峒区科学技术局 2023年政府信息公开工作年度报告"), HERE)
    assert (found.text, found.verdict.agency) == (
        "平凉市崆峒区科学技术局2023年政府信息公开工作年度报告",
        "平凉市崆峒区科学技术局",
    )


def test_a_heading_above_the_body() -> None:
    found = report_title(
        page("2017年，我局认真贯彻《条例》。", before=("首页 > 信息公开年报", "信息公开年报", "柘城县司法局2017年信息公开年报")), HERE
    )  # fmt: skip
    assert (found.text, found.source) == ("柘城县司法局2017年信息公开年报", "heading")


def test_a_fuller_title_elsewhere_counts_before_a_bare_one() -> None:
    found = report_title(
        page("2016年政府信息公开工作年度报告", title="巴州区教育局2016年政府信息公开工作年度报告"), HERE
    )
    assert (found.verdict.agency, found.source) == ("巴州区教育局", "page_title")


def test_the_list_title_is_the_last_resort() -> None:
    found = report_title(page("正文"), Context("https://a/1", list_title="柘城县司法局2017年信息公开年报"))
    assert (found.text, found.source) == ("柘城县司法局2017年信息公开年报", "list")


def test_a_notice_is_a_notice_though_its_annex_names_a_report() -> None:
    found = report_title(
        page("关于做好2023年政府信息公开工作年度报告的通知", "各单位：", "附件：", "XX局2023年政府信息公开工作年度报告"), HERE
    )  # fmt: skip
    assert found.verdict.kind == "notice"


def test_the_article_title_tag_tells_a_guide_apart() -> None:
    found = report_title(
        page("编制说明", tags=(("ArticleTitle", "萧县教育局政府信息公开指南"),), title="政府信息公开年报_萧县"), HERE
    )
    assert (found.verdict.kind, found.source) == ("guide", "tag")


def test_an_article_title_that_says_null_is_no_title() -> None:
    assert (
        report_title(page("正文", tags=(("ArticleTitle", "null"),), title="萧县人民政府"), HERE).text == "萧县人民政府"
    )


def test_a_document_that_prints_nothing_has_no_title() -> None:
    assert report_title(page(), HERE).text is None


def block(*rows: tuple[str, ...]) -> Grid:
    cells = tuple(Cell(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row))
    return Grid.of(cells, len(rows), max(map(len, rows)))


def test_a_title_in_a_table_of_metadata() -> None:
    fields = block(
        ("索引号:", "000014349/2024-1", "公开方式:", "主动公开"),
        ("组配分类:", "政府信息公开年报", "文号:", ""),
        ("2023年度柘城县水利局政府信息公开年度报告", "", "", ""),
    )
    found = report_title(Document("html", (fields, Paragraph("现将有关情况报告如下：")), title="某县人民政府"), HERE)
    assert (found.text, found.source) == ("2023年度柘城县水利局政府信息公开年度报告", "body")


def test_a_table_of_several_reports_is_no_block_about_one() -> None:
    listed = block(
        ("标题", "发布日期"),
        ("柘城县水利局2023年政府信息公开工作年度报告", "2024-01-02"),
        ("柘城县司法局2023年政府信息公开工作年度报告", "2024-01-03"),
    )
    assert report_title(Document("html", (listed,), title="某县人民政府"), HERE).verdict.kind == "other"
