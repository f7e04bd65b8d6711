"""Whose a figure is: of all channels, of one, of several at once, of the year or of all years."""

import pytest

from parsers.model import Number
from parsers.prose.narrative import read_narrative
from parsers.prose.sections import Passage


def said(*sentences: str) -> dict[str, Number]:
    found = read_narrative(tuple(Passage("overview", one, "") for one in sentences), 2023)
    assert len({figure.code for figure in found}) == len(found)
    return {figure.code: figure.value for figure in found}


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("2023年我局发布政府信息252条，涵盖各类栏目。", {"disclosed_total": 252}),
        ("2023年，全县公开政府信息1252条。", {"disclosed_total": 1252}),
        ("我镇信息主动公开292条。", {"disclosed_total": 292}),
        ("公开政府信息5838条。", {"disclosed_total": 5838}),
        ("全年依托区政府网站、政务新媒体公开信息67条。", {"disclosed_total": 67}),
        ("通过政府网站、微信公众号等平台，全年发布各类政务信息900余条。", {"disclosed_total": 900}),
        ("市局互联网门户网站共发布政府信息1557条。", {"disclosed_website": 1557}),
        ("厅门户网站新增信息14129条。", {"disclosed_website": 14129}),
        ("其中“青榆县政府信息公开”网站公开265条。", {"disclosed_website": 265}),
        ("微信公众账号（1个）发布信息149条。", {"disclosed_wechat": 149}),
    ],
)
def test_whose_figure_it_is(sentence: str, values: dict[str, Number]) -> None:
    assert said(sentence) == values


@pytest.mark.parametrize(
    "sentence",
    [
        "依托微信公众号、视频号等平台，创新采用短视频等形式，全年发布各类政务信息100余条。",  # the web site is left out
        "全年网站频道及微信公众号发布各类信息633条。",  # of two channels together
        "在法定主动公开目录共发布信息290条。",
        "到目前累计主动公开政府信息100条。",  # of all years
    ],
)
def test_a_figure_of_some_channels_or_of_all_years_is_no_total(sentence: str) -> None:
    assert said(sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("通过“平安青榆网”（网址:http://www.example.gov.cn/）共主动公开信息1497条。", {}),
        ("在省级以上刊物主动公开信息2684条。", {}),
        ("通过青榆气象网主动公开信息3210条。", {}),
        ("网站设置了“机构概况”等24个栏目，2023年，共及时发布各类信息1243条。", {}),
        ("共主动公开政府信息16项65条。", {"disclosed_total": 65}),
        ("2023年，共主动公开全文电子化政府信息282条。", {"disclosed_total": 282}),
        ("本年度政府信息公开共530条，包括党政信息类137条。", {"disclosed_total": 530}),
        ("依申请政府信息公开共3条。", {}),
        ("2023年，主动向社会公开救助、养老等各类政府信息456条。", {"disclosed_total": 456}),
        ("我镇自2023年1月1日到12月31日累计主动公开政府信息915条。", {"disclosed_total": 915}),
        ("自2019年以来累计主动公开政府信息915条。", {}),
        ("在网站上主动公开信息493条。", {"disclosed_website": 493}),
        ("通过政府网站主动公开年度财政预决算、招生政策等群众关心的信息共计86条。", {"disclosed_website": 86}),
        ("通过市政府门户网站政府信息公开目录主动公开政府信息共204条。", {"disclosed_website": 204}),
        ("其中政策文件类的信息113条。", {"policy_documents": 113}),
        ("本年度共主办2场新闻发布会。", {"press_conferences": 2}),
    ],
)
def test_figures_of_one_channel_of_several_sorts_and_of_other_wordings(
    sentence: str, values: dict[str, Number]
) -> None:
    assert said(sentence) == values


def test_sum_of_all_ways_beside_those_that_came_one_way() -> None:
    assert said("本局共受理政府信息公开申请4件，传真申请1件，网上申请3件。") == {"applications_handled": 4}
    assert said("收到政府信息公开申请3件、邮寄申请2件。") == {}
