"""What is a report and what is not: a page of every kind that stands beside reports, by its title and by its body."""

import pytest

from parsers.model import Context, Reading
from parsers.reading import read

AT = Context("https://www.example.gov.cn/gk/1.html")
TABLE_TWO = (
    "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    "<tr><td>规章</td><td>{0}</td><td>{0}</td><td>{0}</td></tr>"
    "<tr><td>行政规范性文件</td><td>{1}</td><td>{0}</td><td>{1}</td></tr></table>"
)
OVERVIEW = "全年主动公开政府信息30条，收到政府信息公开申请2件，均已按时答复。"
SECTIONS = (
    f"<p>一、总体情况</p><p>{OVERVIEW}</p><p>二、主动公开政府信息情况</p>{{}}"
    "<p>三、收到和处理政府信息公开申请情况</p><p>见上。</p>"
)
FILLED = SECTIONS.format(TABLE_TWO.format(0, 4))
BLANK = SECTIONS.format(TABLE_TWO.format("", "")).replace(OVERVIEW, "（文字描述）")
OTHER_TEXT = "<p>" + "各单位要把这件事放在心上，明确专人，按时完成，不得拖延。" * 12 + "</p>"
TITLE = "柘城县司法局2023年政府信息公开工作年度报告"


def read_page(title: str, body: str, context: Context = AT, head: str = "") -> Reading:
    page = (
        f"<html><head><title>{title}-青榆县政府网</title>{head}</head><body><ul><li><a href=/>首页</a></li></ul>"
        f"<h1>{title}</h1><div id=zoom>{body}</div></body></html>"
    )
    return read(page.encode(), context)


# --- by the title ----------------------------------------------------------------------------------

NOT_REPORTS = {
    "notice about reports": ("关于做好2023年政府信息公开工作年度报告编制发布工作的通知", "a notice about reports"),
    "notice of an office": (
        "柘城县人民政府办公室关于报送2023年度政府信息公开工作年度报告的通知",
        "a notice about reports",
    ),
    "letter about reports": ("关于开展2023年政府信息公开年度报告编制工作的函", "a notice about reports"),
    "circular on the publication": ("关于2023年政府信息公开年度报告发布情况的通报", "a notice about reports"),
    "format circular": (
        "关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知",
        "a form or sample for reports",
    ),
    "meeting news": ("我县召开2023年政府信息公开年度报告编制工作部署会", "news of a meeting or training"),
    "training news": ("县政府办举办2023年政府信息公开年报业务培训班", "news of a meeting or training"),
    "interpretation": ("柘城县司法局2023年政府信息公开工作年度报告解读", "an interpretation of a report"),
    "interpretation in pictures": ("一图读懂柘城县2023年政府信息公开工作年度报告", "an interpretation of a report"),
    "yearly return of a web site": ("政府网站工作年度报表（2023年度）", "a report on the government's web site"),
    "supervision return of web sites": (
        "柘城县2023年政府网站监管年度报表",
        "a report on the government's web site",
    ),
    "report on web site and new media": (
        "2023年政府网站与政务新媒体工作年度报告",
        "a report on the government's web site",
    ),
    "law-based government": ("柘城县2023年法治政府建设年度报告", "a report on law-based government"),
    "state of law-based government": (
        "柘城县司法局关于2023年度法治政府建设情况的报告",
        "a report on law-based government",
    ),
    "administration by law": ("柘城县2023年推进依法行政工作报告", "a report on law-based government"),
    "points of work": ("2023年政务公开工作要点", "a work plan, summary or appraisal"),
    "plan of work": ("柘城县2023年政务公开工作实施方案", "a work plan, summary or appraisal"),
    "summary of work": ("2023年政务公开工作总结", "a work plan, summary or appraisal"),
    "appraisal": ("2023年政府信息公开工作考核结果", "a work plan, summary or appraisal"),
    "statistics of applications": ("2023年依申请公开情况统计表", "statistics, not a report"),
    "statistics of half a year": ("2022年上半年政府信息公开情况统计", "statistics, not a report"),
    "government work report": ("2023年柘城县政府工作报告", "a work report"),
    "final accounts": ("柘城县司法局2023年部门决算公开", "a report on other information than a government's"),
    "guide": ("柘城县司法局政府信息公开指南", "a guide, catalogue or rule"),
    "catalogue": ("柘城县司法局政府信息公开目录", "a guide, catalogue or rule"),
    "rule": ("政府信息公开保密审查制度", "a guide, catalogue or rule"),
    "sample text": ("政府信息公开工作年度报告范文", "a form or sample for reports"),
    "school year": (
        "柘城大学2022-2023学年信息公开工作年度报告",
        "a report on other information than a government's",
    ),
    "enterprise": ("青榆集团2023年企业信息公开年度报告", "a report on other information than a government's"),
}


@pytest.mark.parametrize(("title", "named"), NOT_REPORTS.values(), ids=NOT_REPORTS)
def test_title_of_another_paper_tells_what_it_is(title: str, named: str) -> None:
    reading = read_page(title, OTHER_TEXT)
    assert reading.outcome == "not_a_report"
    assert f"the title names {named}: 「" in reading.reason


NEVER = (
    "format circular",
    "meeting news",
    "training news",
    "interpretation",
    "interpretation in pictures",
    "yearly return of a web site",
    "supervision return of web sites",
    "report on web site and new media",
    "law-based government",
    "state of law-based government",
    "statistics of half a year",
    "sample text",
)


@pytest.mark.parametrize("kind", NEVER)
def test_no_body_makes_a_report_of_these(kind: str) -> None:
    title, _ = NOT_REPORTS[kind]
    assert read_page(title, FILLED).outcome == "not_a_report"


@pytest.mark.parametrize("kind", ["summary of work", "government work report", "points of work"])
def test_body_of_a_report_overrules_the_title_of_a_careless_hand(kind: str) -> None:
    title, _ = NOT_REPORTS[kind]
    assert read_page(title, FILLED).outcome == "report"


def test_statistics_of_a_quarter_with_the_official_tables_are_no_report_of_the_year() -> None:
    reading = read_page("柘城县2023年第一季度政府信息公开工作报告", FILLED)
    assert reading.outcome == "not_a_report"
    assert reading.reason.startswith("the title names statistics, not a report: 「一季度」")


# --- by the body -----------------------------------------------------------------------------------


def test_title_and_body_of_a_report() -> None:
    reading = read_page(TITLE, FILLED)
    assert (reading.outcome, reading.reason, reading.year, reading.publisher.name) == (
        "report",
        "",
        2023,
        "柘城县司法局",
    )


def test_report_whose_first_sentence_quotes_a_notice_is_one() -> None:
    quote = (
        "<p>按照《关于做好2023年政府信息公开工作年度报告编制发布工作的通知》（柘政办〔2024〕1号）要求，现予公布。</p>"
    )
    assert read_page(TITLE, quote + FILLED).outcome == "report"


def test_prose_of_an_older_report_is_one() -> None:
    prose = "<p>" + "2012年，我局主动公开政府信息30条，没有收到依申请公开申请，未发生行政复议。" * 6 + "</p>"
    assert read_page("柘城县司法局2012年政府信息公开工作年度报告", prose).outcome == "report"


def test_title_of_a_report_over_another_text_is_none() -> None:
    assert read_page(TITLE, OTHER_TEXT).reason == (
        f"the title names a report, but the body has none of its sections, tables or files: 「{TITLE}」"
    )


def test_title_of_a_report_over_an_interpretation_is_none() -> None:
    body = (
        "<p>我局2023年政府信息公开年度报告已经编制完成，现就年报内容进行如下解读。" + "主要有三个看点。" * 30 + "</p>"
    )
    assert read_page(TITLE, body).outcome == "not_a_report"


def test_notice_under_a_plain_page_title_is_told_by_its_own() -> None:
    body = "<p>关于做好2023年政府信息公开工作年度报告编制发布工作的通知</p>" + OTHER_TEXT
    assert "a notice about reports" in read_page("通知公告", body).reason


def test_notice_with_the_blank_form_as_its_annex_is_none() -> None:
    title, _ = NOT_REPORTS["notice about reports"]
    assert read_page(title, OTHER_TEXT + BLANK).outcome == "not_a_report"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("政府信息公开工作年度报告格式", "the title names a form or sample for reports: 「报告格式」"),
        ("（单位名称）2023年政府信息公开工作年度报告", "「单位名称」 stands for the agency or the text"),
        ("XX县XX局20XX年政府信息公开工作年度报告", "「XX县」 stands for the agency or the text"),
        ("2023年政府信息公开工作年度报告", "「（文字描述」 stands for the agency or the text"),
    ],
)
def test_blank_form_is_none(title: str, words: str) -> None:
    reading = read_page(title, BLANK)
    assert reading.outcome == "not_a_report"
    assert reading.reason.startswith(f"blank form: {words}")


@pytest.mark.parametrize(
    "title",
    [
        "XX县XX局20XX年政府信息公开工作年度报告",
        "XX局2023年政府信息公开工作年度报告（范本）",
        "政府信息公开工作年度报告范文三篇",
    ],
)
def test_sample_text_is_none_though_its_tables_are_filled(title: str) -> None:
    reading = read_page(title, FILLED)
    assert (reading.outcome, reading.reason[:13]) == ("not_a_report", "a sample text")


def test_list_page_is_none() -> None:
    entries = "".join(
        f"<li><a href=/{year}.html>柘城县司法局{year}年政府信息公开工作年度报告</a></li>" for year in range(2018, 2024)
    )
    assert read_page("政府信息公开年报", f"<ul>{entries}</ul>").reason == (
        "a list page with 6 links to reports: 「柘城县司法局2018年政府信息公开工作年度报告」"
    )


def test_menu_of_years_is_none() -> None:
    entries = "".join(f"<li><a href=/{year}/>{year}年</a></li>" for year in range(2018, 2024))
    assert read_page("政府信息公开年报", f"<ul>{entries}</ul>").reason == "a menu of 6 years: 「2018年」"


def test_copy_with_masked_words_is_none() -> None:
    body = "<p>招标人****，代理机构****，联系方式****，登录后查看全部内容。</p>" + OTHER_TEXT
    assert read_page(TITLE, body).reason == "a copy with masked words: 「***」"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("抱歉，您访问的页面不存在或已删除", "页面不存在"),
        ("该信息已被撤下", "信息已被撤下"),
        ("暂无相关信息", "暂无相关信息"),
        ("系统维护中，请稍后再来", "系统维护中"),
    ],
)
def test_soft_404_is_none(words: str, quoted: str) -> None:
    assert read_page(TITLE, f"<p>{words}</p>").reason == f"an error page sent as a page (soft 404): 「{quoted}」"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("请完成安全验证后继续访问", "安全验证"),
        ("请输入验证码", "请输入验证码"),
        ("您的请求已被拦截", "请求已被拦截"),
        ("403 Forbidden", "403Forbidden"),
        ("请启用 JavaScript 后刷新", "请启用JavaScript"),
        ("统一身份认证平台", "统一身份认证"),
    ],
)
def test_refusal_sent_as_a_page_is_none(words: str, quoted: str) -> None:
    assert read_page("提示", f"<p>{words}</p>").reason == f"a refusal sent as a page: 「{quoted}」"


def test_cover_of_a_file_that_asks_to_log_in_is_still_the_cover_of_a_report() -> None:
    assert read_page(TITLE, "<p>请登录</p><p><a href='P1.pdf'>年度报告.pdf</a></p>").outcome == "report"


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src='P1.pdf'></iframe>",
        "<iframe src='/web/viewer.html?file=/gk/P1.pdf'></iframe>",
        "<embed src=P1.pdf>",
    ],
    ids=["frame", "viewer", "embed"],
)
def test_page_that_shows_its_report_as_a_file_is_the_cover_of_one(frame: str) -> None:
    reading = read_page(TITLE, frame)
    assert (reading.outcome, [one.url for one in reading.attachments]) == (
        "report",
        ["https://www.example.gov.cn/gk/P1.pdf"],
    )
    assert reading.remarks == ("the report stands in a file of its own: P1.pdf",)


def test_report_in_pictures_is_one_and_says_that_it_is_not_read() -> None:
    reading = read_page(TITLE, "<p><img src=/u/1.jpg></p><p><img src=/u/2.jpg></p>")
    assert (reading.outcome, reading.figures) == ("report", ())
    assert reading.remarks == ("the body is 2 pictures, and what they say is not read",)


# --- year and agency that the title does not print -------------------------------------------------

WITHOUT_YEAR = "柘城县司法局政府信息公开工作年度报告"
WITHOUT_AGENCY = "2023年政府信息公开工作年度报告"


def year_of(body: str, context: Context = AT, head: str = "") -> tuple[int | None, str]:
    reading = read_page(WITHOUT_YEAR, body + FILLED, context, head)
    assert reading.outcome == "report"
    return reading.year, reading.year_source


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        "统计期限：2023年1月1日—12月31日。",
        "本报告统计时段为２０２３年１月１日至１２月３１日。",
    ],
)
def test_year_by_the_sentence_of_the_period(sentence: str) -> None:
    assert year_of(f"<p>{sentence}</p>") == (2023, "period")


def test_year_by_the_sentence_that_presents_the_report() -> None:
    assert year_of("<p>现发布《2023年政府信息公开工作年度报告》，供查阅。</p>")[0] == 2023


def test_year_by_the_pages_tag() -> None:
    tag = f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-01-20">'
    assert year_of("", head=tag) == (2023, "title")


def test_year_by_the_portals_own_word() -> None:
    """publicYear and fbtime in a list's address come as the year hint."""
    assert year_of("", Context(AT.url, year_hint=2022)) == (2022, "address")


def test_year_by_the_title_in_the_list() -> None:
    assert year_of("", Context(AT.url, list_title=TITLE)) == (2023, "list")


def test_year_is_never_that_of_a_date_a_document_number_an_address_or_a_plan() -> None:
    body = "<p>（柘政办〔2024〕1号）</p><p>2024年将继续做好公开工作。</p><p>发布日期：2024-01-20</p>"
    context = Context("https://www.example.gov.cn/2024/0120/1.html", list_date="2024-01-20")
    assert year_of(body, context) == (None, "")


def test_contradiction_of_the_portals_year_is_told() -> None:
    body = "<p>统计期限：2023年1月1日—12月31日。</p>"
    reading = read_page(WITHOUT_YEAR, body + FILLED, Context(AT.url, year_hint=2022))
    assert reading.year == 2023
    assert "year 2023 by period, but address says 2022" in reading.remarks


def name_of(body: str, head: str = "") -> tuple[str | None, str]:
    found = read_page(WITHOUT_AGENCY, body, head=head).publisher
    return found.name, found.evidence.split(";")[0]


def test_agency_by_the_signature() -> None:
    assert name_of(FILLED + "<p>柘城县司法局</p><p>2024年1月12日</p>") == ("柘城县司法局", "name by signature")


def test_agency_by_the_issuer_of_the_metadata_block() -> None:
    block = "<p>索 引 号：005934071/2024-00001　发布机构：柘城县司法局　生成日期：2024-01-12</p>"
    assert name_of(block + FILLED) == ("柘城县司法局", "name by issuer")


def test_agency_that_nothing_prints_is_unknown() -> None:
    assert name_of(FILLED) == (None, "no name is printed")
