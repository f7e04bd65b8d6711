import pytest

from parsers.prose.titles import join_title, judge_column, judge_title


@pytest.mark.parametrize(
    ("title", "year", "agency"),
    [
        ("双鸭山市科学技术局2023年政府信息公开工作年度报告", 2023, "双鸭山市科学技术局"),
        ("朝阳市科学技术局2024年度政府信息公开工作年度报告", 2024, "朝阳市科学技术局"),
        ("2025 年上海市黄浦区打浦桥街道办事处政府信息公开工作年度报告", 2025, "上海市黄浦区打浦桥街道办事处"),
        ("定西市统计局2020年政府信息公开工作的年度报告", 2020, "定西市统计局"),
        ("双鸭山市2023年政府信息公开工作年度报告", 2023, "双鸭山市"),
        ("关于淮安市2023年政府信息公开工作情况的报告", 2023, "淮安市"),
        ("利辛县望疃镇2023年政府信息公开工作年度报告", 2023, "利辛县望疃镇"),
        ("2023年下各镇政府信息公开工作年度报告", 2023, "下各镇"),
    ],
)
def test_a_report_title_gives_agency_and_year(title: str, year: int, agency: str) -> None:
    verdict = judge_title(title)
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", year, agency)


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("柘城县发改委2017政府信息公开工作年度报告", "柘城县发改委"),  # 年 left out
        ("柘城县扶贫办2017年政府信息年度报告", "柘城县扶贫办"),  # 公开 left out
        ("柘城县文化局2017 年政府信息工作年度报告", "柘城县文化局"),
        ("柘城县工商质监局 2017年信息公开年度报告", "柘城县工商质监局"),
        ("柘城县人民医院2017年政务信息公开报告", "柘城县人民医院"),
        ("柘城县国税局2017年度信息与政务公开工作报告", "柘城县国税局"),
        ("柘城县公共资源交易中心 2017年信息公开工作总结报告", "柘城县公共资源交易中心"),
        ("柘城县环境保护局 政府信息公开工作2017年度报告", "柘城县环境保护局"),
        ("柘城县县水利局关于2017年度政府信息公开年度报告", "柘城县县水利局"),
        ("柘城县农业机械服务中心2017年度政府信息公开年度报告", "柘城县农业机械服务中心"),
        ("柘城县市场建设管理局2017年政府信息 公开年度报告", "柘城县市场建设管理局"),
        ("柘城县皇集乡2017年政务公开工作年度报告", "柘城县皇集乡"),
        ("柘城县 “互联网+”经济发展促进中心 2017政府信息公开工作 年度报告", "柘城县“互联网+”经济发展促进中心"),
        ("国网河南省电力公司柘城县供电公司 2017年政府信息公开工作年度报告", "国网河南省电力公司柘城县供电公司"),
        ("二〇一七年度柘城县司法局政府信息公开工作年度报告", "柘城县司法局"),
        ("柘城县司法局２０１７年政府信息公开工作年度报告", "柘城县司法局"),
    ],
)
def test_the_many_names_of_a_2017_report(title: str, agency: str) -> None:
    verdict = judge_title(title)
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", 2017, agency)


@pytest.mark.parametrize(
    ("title", "year", "agency"),
    [
        ("牧野区科技和工业信息化局 2023 年政府信息公开 工作年度报告", 2023, "牧野区科技和工业信息化局"),
        ("牧野区科技局\u00a02023\u3000年政府信息\u200b公开工作年度报告", 2023, "牧野区科技局"),
        ("沭阳县人民政府 2025 年 政府信息公开年度报告-沭阳县发改局", 2025, "沭阳县人民政府"),
        ("萧县发改委2023年政府信息公开工作年度报告_萧县人民政府", 2023, "萧县发改委"),
        ("政府信息公开年报-2023年萧县教育局政府信息公开工作年度报告-萧县人民政府网站", 2023, "萧县教育局"),
        ("黄思湾街道办事处2023年政府信息公开工作年度报告（图片版）", 2023, "黄思湾街道办事处"),
        ("2023年柘城县住建局政府信息公开年报.pdf", 2023, "柘城县住建局"),
        ("《柘城县民政局2023年政府信息公开工作年度报告》", 2023, "柘城县民政局"),
        ("政府信息公开工作年度报告（柘城县教育局）", None, "柘城县教育局"),
        ("柘城县民政局政府信息公开工作年度报告（2023年度）", 2023, "柘城县民政局"),
        ("双鸭山市人民政府办公室关于发布2023年政府信息公开工作年度报告的公告", 2023, "双鸭山市人民政府办公室"),
    ],
)
def test_inner_spaces_site_tails_and_suffixes_are_not_part_of_the_name(
    title: str, year: int | None, agency: str
) -> None:
    verdict = judge_title(title)
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", year, agency)


@pytest.mark.parametrize(
    ("title", "year", "agency"),
    [
        ("乌海市工业和信息化局政府信息公开工作年度报告", None, "乌海市工业和信息化局"),
        ("南江县人民政府政府信息公开工作年度报告", None, "南江县人民政府"),
        ("晋安区人民政府信息公开工作年度报告", None, "晋安区人民政府"),
        ("2016年政府信息公开工作年度报告", 2016, None),
        ("政府信息公开年报", None, None),
        ("XX局2023年政府信息公开工作年度报告", 2023, None),
        ("（单位名称）XXXX年政府信息公开工作年度报告", None, None),
        ("柘城县财政局2022、2023年政府信息公开工作年度报告", None, "柘城县财政局"),
        ("双政公开办函〔2024〕1号双鸭山市科技局2023年政府信息公开工作年度报告", 2023, "双鸭山市科技局"),
    ],
)
def test_what_the_title_does_not_print_stays_unknown(title: str, year: int | None, agency: str | None) -> None:
    verdict = judge_title(title)
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", year, agency)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于做好2023年政府信息公开工作年度报告编制发布工作的通知", "notice"),
        ("市政府办公室关于认真做好2023年度政府信息公开年报编制工作的通知", "notice"),
        ("关于2023年政府信息公开年度报告的通报", "notice"),
        ("中华人民共和国政府信息公开工作年度报告格式", "format"),
        ("关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知", "format"),
        ("政府信息公开工作年度报告范本", "format"),
        ("古镇县召开2023年政府信息公开年度报告编制培训会", "meeting"),
        ("我县举办政府信息公开工作年度报告业务培训", "meeting"),
        ("王庄集镇2023年政府信息公开工作年度报告解读", "interpretation"),
        ("一图读懂柘城县2023年政府信息公开工作年度报告", "interpretation"),
        ("政府网站年度工作报表", "website_report"),
        ("柘城县人民政府网站工作年度报表（2023年度）", "website_report"),
        ("柘城县政府网站监管年度报表", "website_report"),
        ("静海区2023年法治政府建设年度报告", "law_based_government_report"),
        ("静海区2023年法治政府建设情况报告", "law_based_government_report"),
        ("2018年政府工作报告", "work_report"),
        ("政府工作年报", "work_report"),
        ("2023年政务公开工作要点", "work_report"),
        ("柘城县人社局2017年度政府信息与政务公开工作总结", "work_report"),
        ("柘城县起台镇2017年度报告编制公布工作总结", "work_report"),
        ("信息公开保密审查制度", "guide"),
        ("政府信息公开指南", "guide"),
        ("平昌县2022年上半年依申请公开统计", "statistics"),
        ("柘城县2023年政府信息公开工作年度报告数据统计表", "statistics"),
        ("某某大学2022-2023学年信息公开年度报告", "other"),
        ("某某化工公司2023年环境信息公开年度报告", "other"),
        ("柘城县财政局2023年部门决算公开", "other"),
        ("柘城县政府信息公开工作年度报告撰写人员名单", "other"),
    ],
)
def test_titles_that_name_something_else(title: str, kind: str) -> None:
    verdict = judge_title(title)
    assert verdict.kind == kind
    assert verdict.agency is None


def test_words_of_an_agencys_own_name_do_not_disqualify_its_report() -> None:
    assert judge_title("柘城县绩效评估中心2023年政府信息公开工作年度报告").agency == "柘城县绩效评估中心"
    assert judge_title("柘城县法治宣传中心2023年政府信息公开工作年度报告").kind == "report"


def test_a_verdict_quotes_the_words_that_decided() -> None:
    assert judge_title("政府信息公开指南").reason == (
        "the title names a guide, catalogue or rule: 「信息公开指南」 in 「政府信息公开指南」"
    )


def test_a_title_cut_by_a_list_is_still_a_report() -> None:
    verdict = judge_title("柘城县长江新城办事处2016年政府信息公开工作年度报…")
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", 2016, "柘城县长江新城办事处")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["双鸭山市2023年政府信息公开工作", "", "年度报告", "", "按照《条例》要求，现发布"], "双鸭山市2023年政府信息公开工作年度报告"),
        (["朝阳市科学技术局2024年度政府信息", "公开工作年度报告", " 一、总体情况"], "朝阳市科学技术局2024年度政府信息公开工作年度报告"),
        (["双鸭山市科学技术局", "2023年政府信息公开工作年度报告"], "双鸭山市科学技术局2023年政府信息公开工作年度报告"),
        (["柘城县教育局2023年政府", "信息公开工作年度报告"], "柘城县教育局2023年政府信息公开工作年度报告"),
        (["首页", "双鸭山市2023年政府信息公开工作", "年度报告"], "双鸭山市2023年政府信息公开工作年度报告"),
        (["信息公开", "柘城县畜牧局2017年政府信息公开工作年度报告"], "柘城县畜牧局2017年政府信息公开工作年度报告"),
        (["按照《关于做好2023年政府信息公开工作年度报告编制发布工作的通知》要求。"], None),
        ([], None),
    ],
)  # fmt: skip
def test_a_title_broken_over_lines_is_joined(lines: list[str], title: str | None) -> None:
    assert join_title(lines) == title


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("政府信息公开年报", 1.0),
        ("政府信息 公开年报", 1.0),
        ("信息公开年报", 1.0),
        ("政府信息公开工作年度报告", 1.0),
        ("政务公开年报", 1.0),
        ("公开年报", 0.9),
        ("2023年政府信息公开年报", 0.7),
        ("部门年报", 0.6),
        ("乡镇年报", 0.6),
        ("年报", 0.5),
        ("政府工作年报", 0.0),
        ("政府工作报告", 0.0),
        ("法治政府建设年度报告", 0.0),
        ("政府网站年度工作报表", 0.0),
        ("网站工作年报", 0.0),
        ("信息公开年报解读", 0.0),
        ("政府信息公开指南", 0.0),
        ("政府信息公开", 0.0),
        ("企业年报", 0.0),
        ("柘城县畜牧局2017年政府信息公开工作年度报告", 0.0),
        ("", 0.0),
    ],
)
def test_columns_of_annual_reports_and_their_neighbours(name: str, score: float) -> None:
    assert judge_column(name) == score


def test_a_title_of_a_million_characters_is_judged_at_once() -> None:
    assert judge_title("政府信息公开" * 200_000).kind == "other"


@pytest.mark.parametrize(
    ("title", "year", "agency"),
    [
        ("海关总署2010年海关信息公开工作年度报告", 2010, "海关总署"),
        ("青榆县2017年教育局政府信息公开年度报告", 2017, "青榆县教育局"),
        ("并发布青榆县农业农村局政府信息公开工作2022年度报告", 2022, "青榆县农业农村局"),
        ("【文字】2024年青榆县林业局政府信息公开工作年度报告", 2024, "青榆县林业局"),
        ("【青榆县】2024年政府信息公开工作年度报告", 2024, "青榆县"),
        ("标题青榆新区2025年政府信息公开年度报告", 2025, "青榆新区"),
        ("环保局年度信息公开工作报告", None, "环保局"),
        ("青榆县水利局二0二三年政府信息公开工作年度报告", 2023, "青榆县水利局"),
    ],
)
def test_words_beside_the_agency_that_are_none_of_its_name(title: str, year: int | None, agency: str) -> None:
    verdict = judge_title(title)
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", year, agency)


def test_a_picture_of_a_report_is_an_interpretation() -> None:
    assert judge_title("【图解版】2024年青榆县林业局政府信息公开工作年度报告").kind == "interpretation"


def test_a_title_whose_first_line_ends_in_about() -> None:
    lines = ("榆审综〔2026〕2号", "青榆县审计局关于", "2025年政府信息公开工作的年度报告")
    assert join_title(lines) == "青榆县审计局关于2025年政府信息公开工作的年度报告"


@pytest.mark.parametrize(
    "title", ["某省发布2016年政府信息公开工作年度报告", "柘城县人民政府正式公布2023年政府信息公开工作年度报告"]
)
def test_news_of_a_report_is_none(title: str) -> None:
    verdict = judge_title(title)
    assert (verdict.kind, verdict.agency) == ("notice", None)


def test_fields_of_metadata_are_no_words_of_a_title() -> None:
    lines = ("成文日期 2024-01-16 发布机构 下各镇", "组配分类 政府信息公开年报", "2023年下各镇政府信息公开工作年度报告")
    assert join_title(lines) == "2023年下各镇政府信息公开工作年度报告"
    assert judge_title("组配分类政府信息公开年报").agency is None


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("教育部办公厅关于2017年教育部政府信息公开工作年度报告的公告", "教育部"),
        ("教育部办公厅关于教育部2017年政府信息公开工作年度报告的公告", "教育部"),
        ("柘城县人民政府办公室关于公布2023年度柘城县政府信息公开工作年度报告的公告", "柘城县"),
        ("柘城县水利局关于2023年政府信息公开工作年度报告", "柘城县水利局"),
        ("柘城县水利局关于2023年全县政府信息公开工作年度报告", "柘城县水利局"),
    ],
)
def test_body_behind_the_office_that_sends_the_report(title: str, agency: str) -> None:
    verdict = judge_title(title)
    assert (verdict.kind, verdict.agency) == ("report", agency)


@pytest.mark.parametrize("title", ["部门信息公开年报", "各部门政府信息公开年报", "县部门2023年政府信息公开年报"])
def test_name_of_a_column_is_no_body(title: str) -> None:
    assert judge_title(title).agency is None


def test_article_of_a_rule_is_no_title() -> None:
    verdict = judge_title("第三条各部门编制本部门的政府信息公开年度报告")
    assert (verdict.kind, verdict.agency) == ("other", None)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("柘城县政府信息公开工作年度报告（空表）", "format"),
        ("柘城县民政局2023年信用信息公开年度报告", "other"),
        ("柘城县民政局2023年慈善信息公开年度报告", "other"),
        ("柘城县慈善信息公开中心2023年政府信息公开年度报告", "report"),
    ],
)
def test_other_papers_on_disclosure(title: str, kind: str) -> None:
    assert judge_title(title).kind == kind


def test_name_in_two_forms_above_the_title() -> None:
    lines = ["柘城县农业局（县茶叶局）", "2023年政府信息公开工作年度报告"]
    assert join_title(lines) == "柘城县农业局（县茶叶局）2023年政府信息公开工作年度报告"


def test_mark_of_a_picture_behind_the_title() -> None:
    verdict = judge_title("柘城县司法局政府信息公开工作2023年度报告 二维码")
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", 2023, "柘城县司法局")
