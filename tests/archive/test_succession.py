"""Publishers through changes of their division's code, and places of one name that are never joined."""

import sqlite3
from dataclasses import replace

from archive.parsed import publishers
from archive.store import Archive
from parsers.model import Publisher

COUNTY = Publisher("洪泽县教育局", "department", "own", "320829", "教育局", evidence="name by title")
DISTRICT = replace(COUNTY, name="洪泽区教育局", division_code="320813")


def row_of(conn: sqlite3.Connection, number: int | None) -> tuple[str, str, str | None, str | None]:
    found: tuple[str, str, str | None, str | None] = conn.execute(
        "SELECT name, division_code, valid_from, valid_until FROM publisher_rows WHERE publisher_id = ?", (number,)
    ).fetchone()
    return found


def evidence_of(conn: sqlite3.Connection, number: int | None) -> str:
    return str(conn.execute("SELECT evidence FROM publisher_rows WHERE publisher_id = ?", (number,)).fetchone()[0])


def test_bodies_of_a_county_that_became_a_district_stay_one_publisher(archive: Archive) -> None:
    with archive.write() as conn:
        number = publishers.identify(conn, COUNTY, None, 2014)
        assert publishers.identify(conn, DISTRICT, None, 2018) == number
        assert row_of(conn, number) == ("洪泽区教育局", "320813", None, None)
        assert evidence_of(conn, number).endswith("320829 洪泽县 until 2016, then 320813 洪泽区")


def test_the_order_in_which_the_codes_are_met_changes_nothing(archive: Archive) -> None:
    with archive.write() as conn:
        number = publishers.identify(conn, DISTRICT, None, 2018)
        assert publishers.identify(conn, COUNTY, None, 2014) == number
        assert publishers.identify(conn, DISTRICT, None, 2019) == number
        assert row_of(conn, number) == ("洪泽区教育局", "320813", None, None)
        assert evidence_of(conn, number).count("one division through the years") == 1


def test_two_bodies_of_the_changed_division_stay_two(archive: Archive) -> None:
    other = replace(DISTRICT, name="洪泽区财政局", bare_name="财政局")
    with archive.write() as conn:
        assert publishers.identify(conn, COUNTY, None, 2014) == 1
        assert publishers.identify(conn, other, None, 2018) == 2


def test_bodies_of_a_district_that_was_taken_in_are_not_those_of_the_other(archive: Archive) -> None:
    taken_in = Publisher("崇文区教育局", "department", "own", "110103", "教育局")
    with archive.write() as conn:
        number = publishers.identify(conn, taken_in, None, 2009)
        assert (
            publishers.identify(conn, replace(taken_in, name="东城区教育局", division_code="110101"), None, 2012) == 2
        )
        assert row_of(conn, number) == ("崇文区教育局", "110103", None, "2010")


def test_bodies_of_two_units_that_bore_one_code_are_two(archive: Archive) -> None:
    first = Publisher("万盛区教育局", "department", "own", "500110", "教育局")
    with archive.write() as conn:
        assert publishers.identify(conn, first, None, 2009) == 1
        assert publishers.identify(conn, replace(first, name="綦江区教育局"), None, 2013) == 2
        assert publishers.identify(conn, replace(first, name="綦江县教育局", division_code="500222"), None, 2009) == 2


def test_government_is_as_old_as_its_division_and_its_department_may_be_younger(archive: Archive) -> None:
    government = Publisher("滨海新区人民政府", "government", "own", "120116", "人民政府")
    bureau = Publisher("滨海新区教育局", "department", "own", "120116", "教育局")
    with archive.write() as conn:
        assert row_of(conn, publishers.identify(conn, government, None, 2020))[2:] == ("2009", None)
        assert row_of(conn, publishers.identify(conn, bureau, None, 2020))[2:] == (None, None)


def test_township_may_outlive_its_district(archive: Archive) -> None:
    township = Publisher("塘沽区新港街道办事处", "township", "own", "120107", "新港街道办事处")
    with archive.write() as conn:
        assert row_of(conn, publishers.identify(conn, township, None, 2008))[2:] == (None, None)


def test_same_office_of_two_places_of_one_name_is_two(archive: Archive) -> None:
    beijing = Publisher("朝阳区教育局", "department", "own", "110105", "教育局")
    with archive.write() as conn:
        assert publishers.identify(conn, beijing, None, 2023) == 1
        assert publishers.identify(conn, replace(beijing, division_code="220104"), None, 2023) == 2
        assert publishers.identify(conn, replace(beijing, division_code=None), None, 2023) is None


def test_same_office_of_four_drum_tower_districts_is_four(archive: Archive) -> None:
    codes = ("320106", "320302", "350102", "410204")
    with archive.write() as conn:
        found = [
            publishers.identify(conn, Publisher("鼓楼区财政局", "department", "own", code, "财政局"), None, 2023)
            for code in codes
        ]
    assert found == [1, 2, 3, 4]


def test_division_that_is_learned_later_keeps_a_third_from_joining(archive: Archive) -> None:
    unknown = Publisher("财政局", "department", "own", None, "财政局")
    with archive.write() as conn:
        number = publishers.identify(conn, unknown, "411400", 2023)
        assert publishers.identify(conn, replace(unknown, division_code="411424"), "411400", 2023) == number
        assert row_of(conn, number)[1] == "411424"
        assert publishers.identify(conn, replace(unknown, division_code="411425"), "411400", 2023) == 2


def test_abbreviation_without_an_organisation_code_is_another_publisher(archive: Archive) -> None:
    short = Publisher("柘城县发改委", "department", "own", "411424", "发改委")
    full = replace(short, name="柘城县发展和改革委员会", bare_name="发展和改革委员会")
    with archive.write() as conn:
        assert publishers.identify(conn, short, "411424", 2020) == 1
        assert publishers.identify(conn, full, "411424", 2021) == 2
