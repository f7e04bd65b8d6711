"""Figures of several channels behind 分别: each goes to the channel that stands in its place, or none is read."""

import pytest

from parsers.model import NarrativeFigure, Number
from parsers.prose.narrative import read_narrative
from parsers.prose.sections import Passage


def figures(sentence: str) -> list[NarrativeFigure]:
    return list(read_narrative((Passage("overview", sentence, "paragraph 1"),), 2023))


def said(sentence: str) -> dict[str, Number]:
    return {figure.code: figure.value for figure in figures(sentence)}


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("通过微信、微博分别发布1826条、2386条。", {"disclosed_wechat": 1826, "disclosed_weibo": 2386}),
        ("政务微博和微信公众号分别发布信息31条和126条。", {"disclosed_weibo": 31, "disclosed_wechat": 126}),
        ("门户网站、微信公众号分别公开政府信息100条、200条。", {"disclosed_website": 100, "disclosed_wechat": 200}),
        (
            "全年“青榆发布”微信公众号、官方微博与抖音分别推送120篇、30篇、5篇。",
            {"disclosed_wechat": 120, "disclosed_weibo": 30},
        ),
    ],
)
def test_each_channel_has_the_number_in_its_place(sentence: str, values: dict[str, Number]) -> None:
    assert said(sentence) == values


def test_scale_roughness_and_quote_are_those_of_the_print() -> None:
    found = figures("年内微信、微博分别发布信息1,826条、2.3万余条，社会反响良好。")
    assert [(figure.code, figure.value, figure.approximate) for figure in found] == [
        ("disclosed_wechat", 1826, False),
        ("disclosed_weibo", 23000, True),
    ]
    assert {figure.quote for figure in found} == {"年内微信、微博分别发布信息1,826条、2.3万余条"}


@pytest.mark.parametrize(
    "sentence",
    [
        "网站、微信、微博分别发布信息10条、20条。",  # three names, two numbers
        "微信、微博阅读量分别达1000条、2000条。",  # no posts
        "办公室、微信分别发布信息10条、20条。",  # an office is no channel
    ],
)
def test_lists_that_do_not_fit_give_nothing(sentence: str) -> None:
    assert said(sentence) == {}
