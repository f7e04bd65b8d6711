"""Sentences as many bodies print them: whose figure it is, and of what."""

import pytest

from parsers.model import Document, NarrativeFigure, Number, Paragraph
from parsers.prose.narrative import read_narrative
from parsers.prose.sections import divide


def figures(*lines: str) -> list[NarrativeFigure]:
    return list(read_narrative(divide(Document("text", tuple(map(Paragraph, lines)))).passages, 2023))


def said(*lines: str) -> dict[str, Number]:
    found = figures(*lines)
    assert len({figure.code for figure in found}) == len(found)
    return {figure.code: figure.value for figure in found}


@pytest.mark.parametrize(
    "sentence",
    [
        "累计办理依申请公开信息0条。",
        "共收到并办理依申请公开信息13件。",
        "累计办理公民、法人通过网站、邮寄等途径依申请公开信息合计12件。",
    ],
)
def test_what_was_asked_for_is_not_what_was_disclosed(sentence: str) -> None:
    assert "disclosed_total" not in said(sentence)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("通过网站主动公开政府信息共48条，其中工作动态35条，通知公告9条。", 48),
        ("局门户网站全年发布信息575条，其中政务动态信息384条、信息公开目录信息190条。", 575),
        ("2023年局网站发布信息1995篇，其中概况类12篇，专题专栏30篇。", 1995),
        ("市卫生健康委网站共发布信息3972条。", 3972),
        ("在县政府门户网站政务公开专栏主动公开政府信息4条。", 4),
        ("通过区政府门户网站对外公布信息共计14条。", 14),
        ("全年通过政府网站主动公开财政预决算、招生政策、促进就业举措等群众关心的信息共计86条。", 86),
        ("在门户网站主动公开发布公告公示、部门动态等85条。", 85),
        ("在县政府门户网站（政府信息公开平台）主动公布政府信息有71条。", 71),
        ("全旗累计通过青榆旗人民政府网公开信息23条。", 23),
        ("二是旗政府网站方面，年内共发布各类信息854条，其中新闻类520条，平台转发812条。", 854),
    ],
)
def test_a_sites_figure_divided_by_subject_is_the_sites(sentence: str, value: int) -> None:
    assert said(sentence) == {"disclosed_website": value}


def test_a_channel_that_the_clause_before_names() -> None:
    assert said("县政府微信公众号保持每日更新，共发布信息1193条。") == {"disclosed_wechat": 1193}
    assert said("发挥网站第一平台作用，全年主动公开各类信息2088条。") == {"disclosed_total": 2088}
    assert said("微信公众号发布信息80条，全年共发布信息500条。") == {"disclosed_wechat": 80, "disclosed_total": 500}


@pytest.mark.parametrize(
    "sentence",
    [
        "通过政府网站、微信公众号发布信息300条。",
        "通过微信、微博发布信息120条。",
        "“青榆发布”微信微博推送信息3672条。",
        "微信公众号、微博共发布文章88篇。",
        "通过门户网站和“青榆教育”微信公众号推送信息40条。",
    ],
)
def test_a_figure_of_two_channels_is_neithers(sentence: str) -> None:
    assert {"disclosed_website", "disclosed_wechat", "disclosed_weibo"}.isdisjoint(said(sentence))


def test_channels_in_a_list_keep_their_figures() -> None:
    assert said("通过政府网站公开258条、微信公众号20条、微博3条。") == {
        "disclosed_website": 258,
        "disclosed_wechat": 20,
        "disclosed_weibo": 3,
    }
    assert said("通过下洼镇微信公众号（青榆县下洼镇人民政府）发布信息共122篇。") == {"disclosed_wechat": 122}


def test_the_stock_of_all_years_is_no_figure_of_the_year() -> None:
    assert said("截至2023年底，累计主动公开政府信息45000条，其中，2023年新增主动公开政府信息3200条。") == {
        "disclosed_total": 3200
    }
    assert said("截止到2023年底，我局累计主动公开政府信息782条。2023年新增的主动公开政府信息29条。") == {
        "disclosed_total": 29
    }
    assert said("全年累计主动公开政府信息120条。") == {"disclosed_total": 120}
    assert said("2023年主动新增公开政府信息85条。") == {"disclosed_total": 85}


def test_documents_in_force_are_not_the_years() -> None:
    assert said("2023年新发布行政规范性文件4件，确定继续有效的行政规范性文件33件。") == {"normative_documents": 4}
    assert said("我局现行有效行政规范性文件7个。") == {}


def test_a_total_of_one_kind_of_information_is_none() -> None:
    assert said("累计线上公开各类民政资金发放信息128条。") == {}
    assert said("主动公开政府信息1646条。政府信息公开目录主动公开政府信息69条。") == {"disclosed_total": 1646}
    assert said("2023年全年公开401条信息，其中双公示系统55项。") == {"disclosed_total": 401}
    assert said("公开信息共计167条，在专栏刊登防控信息14条。") == {"disclosed_total": 167}


def test_a_long_list_of_what_was_disclosed() -> None:
    kinds = "疫情防控数据、财政数据、环境保护、食品药品安全、应急管理、公益事业建设、重大项目建设、交易监管"
    assert said(f"主动公开{kinds}等政府信息7074条。") == {"disclosed_total": 7074}
    assert said(f"全年通过政府网站、微信公众号等平台，依法向社会公开{kinds}等政府信息共计4891条。") == {
        "disclosed_total": 4891
    }
    assert said("街道主动公开公文、财政信息、建议办理结果等事项政府信息累计76条。") == {"disclosed_total": 76}
    assert said("主动公开信息的有5条。") == {"disclosed_total": 5}


def test_interpretations_on_a_site_are_interpretations() -> None:
    assert said("县政府网站发布了72条权威准确的政策解读。") == {"interpretations": 72}


@pytest.mark.parametrize(
    "sentence",
    [
        "全年未收到群众或其他形式要求公开政府信息的申请。",
        "我镇没有接到群众主动要求公开政府信息的申请。",
        "没有收到任何形式的依申请公开政府信息申请件。",
        "2023年我镇无依申请公开政府信息。",
        "2023年度没有依申请公开信息的情况。",
        "没有收到申请公开政府信息及咨询受理事项。",
    ],
)
def test_more_ways_to_say_that_nothing_was_asked(sentence: str) -> None:
    assert said(sentence) == {"applications_received": 0}


def test_no_question_and_no_complaint_is_not_no_application() -> None:
    assert said("我局未收到依申请公开信息的咨询。") == {}
    assert said("未收到政府信息公开申请的投诉。") == {}


def test_requests_by_another_word() -> None:
    assert said("2023年，我局接到12项依申请公开政府信息申请。") == {"applications_received": 12}
    assert said("共收到依申请公开请求30件。") == {"applications_received": 30}
    assert said("本单位接到依申请公开方面的诉求3件。") == {"applications_received": 3}


def test_what_was_carried_over_is_not_what_was_handled() -> None:
    assert said("2022年收到，结转至2023年作出答复的政府信息公开申请20件。") == {}


def test_nothing_was_charged_to_anybody() -> None:
    assert said("我局没有向申请人收取复印、邮寄等任何费用。") == {"fees_collected_yuan": 0}
    assert said("均未向申请人收取费用。") == {"fees_collected_yuan": 0}


@pytest.mark.parametrize(
    "word", ["网站发布信息", "公开政府信息等", "新增主动公开", "网站、微信", "其中网站", "未收到其他形式", "由公开编制"]
)
def test_a_text_that_repeats_a_word_for_ever_is_read_at_once(word: str) -> None:
    assert said(word * 20_000) == {}
