"""Divisions through the years: which codes are one unit's, and which were taken into another."""

import pytest

from parsers.prose.succession import code_in, in_words, line_of, short_name, unit_of


def late(code: str) -> str:
    """The unit's periods since the first reports."""
    return in_words(tuple(one for one in line_of(code) if one.until is None or one.until > 2008))


def test_county_that_became_a_district_is_one_unit_under_two_codes() -> None:
    assert late("320829") == late("320813") == "320829 洪泽县 until 2016, then 320813 洪泽区"
    assert unit_of("320829", 2012) == unit_of("320813", 2023) == "320813"


def test_division_that_was_renamed_is_one_unit_under_one_code() -> None:
    assert late("320803") == "320803 楚州区 until 2011, then 320803 淮安区"
    assert late("420600") == "420600 襄樊市 until 2010, then 420600 襄阳市"


def test_of_several_that_were_joined_the_one_that_keeps_its_name_goes_on() -> None:
    assert late("320613") == "320602 崇川区 until 2020, then 320613 崇川区"
    assert late("320611") == "320611 港闸区 until 2020"
    assert late("370614") == "370684 蓬莱市 until 2020, then 370614 蓬莱区"


def test_of_several_heirs_the_one_that_keeps_the_name_goes_on() -> None:
    assert late("130408") == "130429 永年县 until 2016, then 130408 永年区"


def test_districts_that_were_joined_under_a_new_name_end() -> None:
    assert [late(code) for code in ("120107", "120108", "120116")] == [
        "120107 塘沽区 until 2009",
        "120108 汉沽区 until 2009",
        "120116 滨海新区",
    ]


def test_district_that_was_taken_into_one_that_stood_already_ends() -> None:
    assert late("110103") == "110103 崇文区 until 2010"
    assert late("110101") == "110101 东城区"
    assert unit_of("110103", 2009) == "110103@2010"


def test_code_that_was_given_to_another_unit_is_two_units_code() -> None:
    assert unit_of("500110", 2009) == "500110@2011"
    assert unit_of("500110", 2013) == unit_of("500222", 2009) == "500110"
    assert late("500110") == "500222 綦江县 until 2011, then 500110 綦江区"


def test_name_that_two_heirs_share_in_part_joins_nothing() -> None:
    assert late("360402") == "360402 庐山区 until 2016, then 360402 濂溪区"
    assert late("360483") == "360483 庐山市"


def test_code_of_a_year_is_the_one_then_valid() -> None:
    assert [code_in("320813", year) for year in (2008, 2015, 2016, 2023)] == ["320829", "320829", "320813", "320813"]
    assert code_in("320829", 2023) == "320813"
    assert code_in("320813", None) == "320813"
    assert code_in("999999", 2020) == "999999"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("双鸭山市", "双鸭山"),
        ("柘城县", "柘城"),
        ("河南省", "河南"),
        ("内蒙古自治区", "内蒙古"),
        ("万山特区", "万山"),
        ("沙县", None),
        ("景县", None),
        ("延边朝鲜族自治州", "延边"),
        ("黔东南苗族侗族自治州", "黔东南"),
        ("陵水黎族自治县", "陵水"),
        ("东乡族自治县", None),
    ],
)
def test_short_name_is_the_name_without_its_level(name: str, short: str | None) -> None:
    assert short_name(name) == short
