"""What a division code stands for through the years."""

import pytest

from archive.parsed.units import Unit, unit_of


@pytest.mark.parametrize(
    ("code", "year", "unit"),
    [
        (
            "320829",
            2014,
            Unit(
                "320813",
                ("322230", "320829", "320813"),
                None,
                None,
                "320829 洪泽县 until 2016, then 320813 洪泽区",
            ),
        ),
        ("120116", 2020, Unit("120116", ("120116",), "2009", None, "")),
        ("110103", 2009, Unit("110103@2010", ("110103",), None, "2010", "")),
        ("110111", 2020, Unit("110111", ("110225", "110111"), None, None, "")),
        ("110101", 2020, Unit("110101", ("110101",), None, None, "")),
        ("999999", 2014, Unit("999999", ("999999",), None, None, "")),
    ],
    ids=[
        "two codes since there are reports",
        "begun",
        "ended",
        "another code before there were reports",
        "as old as the table",
        "no code of the table",
    ],
)
def test_unit_of_a_code(code: str, year: int, unit: Unit) -> None:
    assert unit_of(code, year) == unit
