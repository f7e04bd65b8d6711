"""The table of divisions, by code, by name and by year."""

import pytest

from parsers.prose.divisions import COUNTY, DIVISIONS, PREFECTURE, Division, Divisions, compatible, lies_in


def division(code: str, name: str, since: int = 1980, until: int | None = None, level: str = COUNTY) -> Division:
    return Division(code, name, level, "甲省", None, since, until)


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (1980, "乙县"),  # before both
        (1990, "乙县"),
        (1995, "乙县"),
        (1996, "乙县"),  # between both, and nearer to the first
        (1997, "乙区"),  # as near to the one as to the other: the newer
        (2000, "乙区"),
        (None, "乙区"),
    ],
)
def test_a_code_in_a_year_is_that_of_the_nearest_period(year: int | None, name: str) -> None:
    table = Divisions([division("110101", "乙县", 1990, 1995), division("110101", "乙区", 2000)])
    found = table.of_code("110101", year)
    assert found is not None
    assert found.name == name


def test_a_code_that_there_never_was_is_none() -> None:
    assert Divisions([division("110101", "乙县")]).of_code("110102", 2000) is None


@pytest.mark.parametrize(
    ("year", "is_there"), [(1998, False), (1999, True), (2010, True), (2011, False), (None, False)]
)
def test_a_report_is_written_in_the_year_after_its_own(year: int | None, is_there: bool) -> None:
    assert division("110101", "乙县", 2000, 2010).in_force(year) is is_there


@pytest.mark.parametrize(
    ("name", "codes", "length"),
    [
        ("丙市乙区水利局", ["110101"], 4),  # as far down as it goes
        ("丙市水利局", ["110100"], 2),
        ("丙市丁区水利局", ["220100"], 4),  # a whole name goes before the same words of two
        ("丙市戊区水利局", ["110100"], 2),  # 戊区 lies elsewhere
        ("戊区水利局", ["330101"], 2),
        ("水利局", [], 0),
    ],
)
def test_the_region_that_a_name_begins_with(name: str, codes: list[str], length: int) -> None:
    table = Divisions(
        [
            division("110100", "丙市", level=PREFECTURE),
            division("110101", "乙区"),
            division("110102", "丁区"),
            division("220100", "丙市丁区", level=PREFECTURE),
            division("330101", "戊区"),
        ]
    )
    region = table.region_of(name)
    assert ([one.code for one in region.divisions] if region else []) == codes
    assert (region.length if region else 0) == length


@pytest.mark.parametrize(
    ("code", "region", "expected"),
    [
        ("370000", "370000", True),
        ("371401", "370000", True),
        ("371401", "371400", True),
        ("371401", "371500", False),
        ("371400", "371401", False),
        ("371401", "371401", True),
        ("371402", "371401", False),
    ],
)
def test_a_code_lies_in_its_region(code: str, region: str, expected: bool) -> None:
    assert lies_in(code, region) is expected


def test_codes_are_compatible_where_one_lies_in_the_other() -> None:
    assert compatible("370000", "371401")
    assert compatible("371401", "370000")
    assert not compatible("371401", "371402")


def test_what_took_a_part_of_a_division_long_before_its_end_is_no_heir() -> None:
    heirs = {heir for one in DIVISIONS.rows for heir in one.heirs}
    assert len(heirs) > 1000
    assert all(len(heir) == 6 and heir.isdigit() for heir in heirs)
