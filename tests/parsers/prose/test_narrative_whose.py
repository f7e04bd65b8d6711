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
