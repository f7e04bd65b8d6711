"""Autonomous places, which are mostly named without their peoples."""

import pytest

from parsers.model import Context, Document
from parsers.prose.publisher import publisher
from parsers.prose.succession import common_names
from parsers.prose.titles import TitleVerdict


@pytest.mark.parametrize(
    ("name", "division", "bare"),
    [
        ("黔东南州农业农村局", "522600", "农业农村局"),
        ("临夏州公安局", "622900", "公安局"),
        ("关岭自治县民族宗教事务局", "520424", "民族宗教事务局"),
        ("道真县教育局", "520325", "教育局"),
        ("广西自治区财政厅", "450000", "财政厅"),
        ("黔东南州凯里市财政局", "522601", "财政局"),
        ("临夏县财政局", "622921", "财政局"),  # a county of its own, not 临夏州
    ],
)
def test_an_autonomous_place_without_its_peoples(name: str, division: str, bare: str) -> None:
    verdict = TitleVerdict("report", 2023, name, "")
    found = publisher(Document("html", ()), Context("https://a/1"), verdict, (), 2023)
    assert (found.division_code, found.bare_name) == (division, bare)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("关岭布依族苗族自治县", ("关岭县", "关岭自治县")),
        ("新疆维吾尔自治区", ("新疆自治区",)),
        ("陵水黎族自治县", ("陵水县", "陵水自治县")),  # 水 is no people here
        ("东乡族自治县", ()),
        ("内蒙古自治区", ("内蒙古自治区",)),
        ("柘城县", ()),
    ],
)
def test_what_an_autonomous_place_is_called(name: str, called: tuple[str, ...]) -> None:
    assert common_names(name) == called
