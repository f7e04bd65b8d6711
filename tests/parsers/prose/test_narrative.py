import pytest

from parsers.model import Document, NarrativeFigure, Number, Paragraph
from parsers.prose.narrative import read_narrative
from parsers.prose.sections import divide


def figures(*lines: str, year: int | None = 2023) -> list[NarrativeFigure]:
    return list(read_narrative(divide(Document("text", tuple(map(Paragraph, lines)))).passages, year))


def said(*lines: str, year: int | None = 2023) -> dict[str, Number]:
    found = figures(*lines, year=year)
    assert len({figure.code for figure in found}) == len(found)
    return {figure.code: figure.value for figure in found}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("市科学技术局共主动公开发布政府信息157条。", 157),
        ("全年总计主动公开政府信息307条。", 307),
        ("2023年，市、县（区）政府共发布公开政府信息35391条。", 35391),
        ("全年共在市工信局、科技局、区政府网站部门信息公开栏目中主动公开通知、公示、动态等各类政府信息 10 条。", 10),
        ("主动公开的政府信息共91条。", 91),
        ("通过政府网站或其他方式主动公开政府信息144条。", 144),
        ("我局公开各类畜牧业信息30条，公开方式为通过县政府网站公开。", 30),
        ("主动公开政府信息35,391条。", 35391),
        ("主动公开政府信息35，391条。", 35391),
        ("主动公开政府信息2.5万条。", 25000),
        ("主动公开政府信息数：１３５条。", 135),
        ("主动公开85条政府信息。", 85),
    ],
)
def test_totals_of_what_was_disclosed(sentence: str, value: int) -> None:
    assert said(sentence)["disclosed_total"] == value


def test_the_parts_of_a_total_are_not_totals() -> None:
    assert said(
        "市科学技术局共主动公开发布政府信息157条。其中，通过政府信息公开专栏全年共公开主动发布信息15条。"
        "在“双鸭山科技”公众号上发布信息142条。"
    ) == {"disclosed_total": 157, "disclosed_wechat": 142}


def test_channels() -> None:
    assert said(
        "我院主动公开政府信息共191条，其中政府网站公开政府信息数64条，政务微博32条，政务微信30条，以其他方式公开政府信息数65条。"
    ) == {
        "disclosed_total": 191,
        "disclosed_website": 64,
        "disclosed_weibo": 32,
        "disclosed_wechat": 30,
        "disclosed_other": 65,
    }
    assert said("全年总计主动公开政府信息307条，通过政府网站公布信息11条、微信公众号公布信息296条。") == {
        "disclosed_total": 307,
        "disclosed_website": 11,
        "disclosed_wechat": 296,
    }
    assert said("通过政府网站公开32条信息，通过政务微信公众平台公开35条信息，通过广播电视媒体公开18条。") == {
        "disclosed_website": 32,
        "disclosed_wechat": 35,
    }


def test_a_channel_that_goes_on_to_be_divided_states_the_total() -> None:
    assert said(
        "在柘城县工商质监局门户网站上主动公开政府信息数135条，其中政府公报公开政府信息数45条，政府网站公开政府信息数50条，"
        "政府微博公开政府信息数40条。"
    ) == {"disclosed_total": 135, "disclosed_gazette": 45, "disclosed_website": 50, "disclosed_weibo": 40}


def test_one_channels_figure_is_not_the_total() -> None:
    assert said("市政府网站主动公开各类政府信息5500条。通过微信公众号公开信息80条。") == {
        "disclosed_website": 5500,
        "disclosed_wechat": 80,
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "我局没有收到依申请公开信息。",
        "2023年度我局无申请公开事项。",
        "截至12月31日，县工商质监局未收到政府信息公开申请。",
        "我办未收到以申请公开、行政复议、行政诉讼、举报投诉等方面申请。",
        "未发生公民、法人或者其他组织依申请公开情况。",
        "我局未接到要求公开政府信息的申请。",
        "全年收到政府信息依申请公开0件次。",
        "我局共收到政府信息公开申请 0 件。",
        "收到政府信息公开申请数量为零。",
    ],
)
def test_nothing_received_is_a_zero_of_what_was_received(sentence: str) -> None:
    assert said(sentence) == {"applications_received": 0}


@pytest.mark.parametrize(
    "sentence",
    [
        "县局未因政府信息公开被申请行政复议、行政诉讼和行政申诉。",
        "没有收到针对政府信息公开的举报情况。",
        "未发生公民、法人和其他组织对我局政府信息公开行政行为向上级机关提出行政复议申请的情况。",
        "收到行政复议申请3件。",
        "其中，收到当面申请3件、网络申请4件。",
        "收到群众留言5件。",
        "进一步规范政府信息公开申请办理工作。",
        "按时答复。",
    ],
)
def test_what_is_no_statement_on_applications(sentence: str) -> None:
    assert said(sentence) == {}


def test_received_handled_and_answered_are_three_things() -> None:
    assert said(
        "2024年，全市共受理政府信息公开申请 3119 件，答复 3050 件（含上年度结转申请 34 件，另有 103 件顺延到下年度答复）。", year=2024
    ) == {"applications_handled": 3119, "applications_answered": 3050}  # fmt: skip
    assert said("全年收到政府信息公开申请12件，按期答复申请11件。") == {
        "applications_received": 12,
        "applications_handled": 11,
    }


def test_a_difference_from_last_year_is_no_figure() -> None:
    assert said(
        "全市共办理政府信息依申请公开174件（其中，市政府及市直部门办理117件，县、区政府办理57件）。"
        "比上年增加48件（其中，市政府及市直部门办理10件，县、区政府办理38件）。"
    ) == {"applications_handled": 174}
    assert said("收到申请20件，较去年减少30件，其中市直部门收到申请10件。") == {"applications_received": 20}


def test_other_years_and_plans_are_not_this_years_figures() -> None:
    assert said("2022年收到政府信息公开申请50件，2023年收到政府信息公开申请20件。") == {"applications_received": 20}
    assert said("2024年力争主动公开政府信息500条。") == {}
    assert said("上年度结转申请3件。") == {}
    assert said("贯彻《2022年政务公开工作要点》，主动公开政府信息30条。") == {"disclosed_total": 30}


def test_figures_in_the_section_on_problems_are_not_read() -> None:
    assert said("一、概述", "主动公开政府信息3条。", "二、存在的主要问题和改进措施", "主动公开政府信息9条。") == {
        "disclosed_total": 3
    }


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("主动公开政府信息50余条。", 50),
        ("主动公开政府信息300多条。", 300),
        ("主动公开政府信息近400条。", 400),
        ("主动公开政府信息约1.2万条。", 12000),
        ("主动公开政府信息30299余条。", 30299),
        ("主动公开政府信息100条以上。", 100),
    ],
)
def test_about_so_many_is_approximate(sentence: str, value: int) -> None:
    (figure,) = figures(sentence)
    assert (figure.code, figure.value, figure.approximate) == ("disclosed_total", value, True)


def test_a_lost_number_is_unknown() -> None:
    assert said("2020年主动公开信息  条。", year=2020) == {}


def test_percentages_and_licences_are_not_items_disclosed() -> None:
    assert said("规范性文件主动公开率达100%，全市各部门共公开行政许可数据23068条。") == {}
    assert said("公开财政预算信息1003条、决算信息1056条。") == {}


def test_documents_interpretations_and_the_rest() -> None:
    assert said("共发布政策文件信息414条，解读信息129条（其中，市本级规范性文件解读31条）。") == {
        "policy_documents": 414,
        "interpretations": 129,
    }
    assert said("规范性文件1条，政策解读8条。") == {"normative_documents": 1, "interpretations": 8}
    assert said("举行新闻发布会4次，其中“基本解决执行难”新闻发布会3次，院长参加了4次新闻发布会。") == {
        "press_conferences": 4
    }
    assert said("组织召开了“春节前后”等新闻发布会 12 场。") == {"press_conferences": 12}
    assert said("微信公众号关注人数达到651人。") == {"followers": 651}
    assert said("办理建议提案12件。") == {"proposals": 12}
    assert said("办理人大代表建议8件、政协提案5件。") == {"congress_suggestions": 8, "consultative_proposals": 5}


def test_withdrawn_documents_and_those_a_gazette_prints_are_not_counted() -> None:
    assert said("今年，我局共有6件规范性文件不再作为规范性文件管理。") == {"normative_documents_repealed": 6}
    assert said("清理规范性文件12件。") == {}
    assert said("全年共编发公报24期，刊登政府规章112件，部门规范性文件45件，政策解读83件。") == {}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("我局收取信息处理费0元。", 0),
        ("全年收取政府信息公开信息处理费 3940 元。", 3940),
        ("我单位无收取信息处理费情况。", 0),
        ("全市没有发生收取政府信息公开信息费用行为。", 0),
        ("县工商质监局未对政府信息公开申请实施收费。", 0),
        ("未收取任何费用。", 0),
    ],
)
def test_fees(sentence: str, value: int) -> None:
    assert said(sentence) == {"fees_collected_yuan": value}


def test_a_figure_carries_its_words_and_its_place() -> None:
    document = Document("text", (Paragraph("全年 共主动公开政府信息 35，391 条，较上年增加3条。", "line 4"),))
    assert read_narrative(divide(document).passages, 2023) == (
        NarrativeFigure(
            "disclosed_total", 35391, approximate=False, quote="全年共主动公开政府信息35，391条", place="line 4"
        ),
    )


def test_contradicting_statements_are_all_kept_and_the_first_comes_first() -> None:
    found = figures("全年主动公开政府信息30条。", "我局主动公开政府信息28条。", "共主动公开政府信息30条。")
    assert [(figure.code, figure.value) for figure in found] == [("disclosed_total", 30), ("disclosed_total", 28)]


@pytest.mark.parametrize(
    "word",
    ["微信数量", "主动公开政府信息共有", "未收到公司公司", "解读共有", "比上年", "网站、", "收到申请共计", "（其中"],
)
def test_a_text_that_repeats_a_word_for_ever_is_read_at_once(word: str) -> None:
    assert said(word * 900 + "1") == {}
    assert said(word * 20_000) == {}


def test_a_number_beyond_all_measure_is_no_figure() -> None:
    assert said("主动公开政府信息99999999999999999999条。") == {}


@pytest.mark.parametrize(
    ("sentence", "code", "value"),
    [
        ("共收到公民、法人和其他组织提出的政府信息公开申请5件。", "applications_received", 5),
        ("收到公民、法人或者其他组织政府信息公开申请零件。", "applications_received", 0),
        ("全年接收自然人、企业及其他组织信息公开申请1,205件。", "applications_received", 1205),
        ("全年办理依申请公开件15件。", "applications_handled", 15),
    ],
)
def test_applications_of_named_applicants(sentence: str, code: str, value: Number) -> None:
    assert said(sentence)[code] == value


def test_what_is_said_of_another_year_is_left_out() -> None:
    assert said("全年主动公开政府信息12条（2022年10条）。") == {"disclosed_total": 12}
    assert said("2022年主动公开政府信息10条，2023年主动公开政府信息1,234条。") == {"disclosed_total": 1234}


def test_an_answer_to_public_concern_is_no_interpretation_of_a_policy() -> None:
    assert said("召开发布会回应解读12篇。") == {}
    assert said("发布解读12篇。") == {"interpretations": 12}
