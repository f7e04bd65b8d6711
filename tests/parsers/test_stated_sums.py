"""Sums that the prose states: a total and its parts."""

import pytest

from parsers.model import NarrativeFigure
from parsers.stated_sums import stated_sums


def checks(text, value, quote=None, *, approximate=False):
    figure = NarrativeFigure("disclosed_total", value, approximate, quote or text.split("，")[0], "line 3")
    return [(check.state, check.detail) for check in stated_sums([figure], [(text, "line 3")])]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("公开信息157条，其中网站15条、公众号142条。", 157, [("pass", "157 = 15 + 142")]),
        ("公开信息1,157条(其中:网站1,015条,公众号142条),另有9条。", 1157, [("pass", "1157 = 1015 + 142")]),
        ("公开信息34条。其中网站20条。", 34, []),
        ("公开信息34条，其中网站20条，微博4条。", 34, [("uncertain", "34 ? 20 + 4")]),
        ("公开信息34条，其中网站近20条，微博14条。", 34, [("uncertain", "34 ? ? + 14")]),
        ("公开信息34条，其中网站20余条，微博14条。", 34, [("uncertain", "34 ? ? + 14")]),
        ("公开信息34条，其中网站20条（含图解6条），微博14条，回复3件。", 34, [("pass", "34 = 20 + 14")]),
        ("公开信息34条，其中网站34条。", 34, []),
        ("公开信息34条，网站20条，微博14条。", 34, []),
    ],
)
def test_parts_are_held_against_the_total(text, value, expected):
    assert checks(text, value, quote=text.split("条")[0] + "条") == expected


def test_a_total_that_is_about_a_number_is_uncertain():
    text = "公开信息34余条，其中网站20条，微博14条。"
    assert checks(text, 34, quote="公开信息34余条", approximate=True) == [("uncertain", "34 ? 20 + 14")]


def test_a_second_statement_of_the_same_code_has_a_subject_of_its_own():
    text = "公开信息3条，其中网站1条，微博2条。发布信息9条，其中网站4条，微博5条。"
    figures = [
        NarrativeFigure("disclosed_total", 3, approximate=False, quote="公开信息3条", place="line 3"),
        NarrativeFigure("disclosed_total", 9, approximate=False, quote="发布信息9条", place="line 3"),
    ]
    assert [check.subject for check in stated_sums(figures, [(text, "line 3")])] == [
        "disclosed_total",
        "disclosed_total 2",
    ]


def test_sections_of_one_paragraph_have_one_place():
    figures = [
        NarrativeFigure("disclosed_total", 3, approximate=False, quote="公开信息3条", place="line 3"),
        NarrativeFigure("followers", 9, approximate=False, quote="粉丝9条", place="line 3"),
    ]
    passages = [("公开信息3条，其中网站1条，微博2条。", "line 3"), ("粉丝9条，其中甲4条，乙5条。", "line 3")]
    assert [(check.subject, check.state) for check in stated_sums(figures, passages)] == [
        ("disclosed_total", "pass"),
        ("followers", "pass"),
    ]
