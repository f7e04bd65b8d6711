"""What is expected and not held is said with the evidence for it, and nothing is called missing before its day."""

from datetime import date

import pytest

from archive.coverage import Chosen, Covered, due, rows
from archive.parsed.reparse import parse_new
from archive.store import Archive
from parsers.model import Publisher
from tests.archive.readings import DIVISION, WrittenOut, capture, check, keep, page, report

HOLDS = (check("granted", "pass"),)


@pytest.fixture
def held(archive: Archive) -> Archive:
    """水利局 for 2018 and 2021, the government for 2021, and a report of nobody known."""
    government = Publisher(
        name="柘城县人民政府", bare_name="人民政府", agency_class="government", scope="own", division_code=DIVISION
    )
    readings = [
        report("水利局", 2018, checks=HOLDS),
        report("水利局", 2021, checks=HOLDS),
        report(year=2021, checks=HOLDS, publisher=government),
        report(None, 2019, checks=HOLDS),
    ]
    keep(archive, *(capture(f"https://a/{number}", page(one)) for number, one in enumerate(readings, start=1)))
    parse_new(archive, reader=WrittenOut())
    return archive


def of(archive: Archive, agency: str, today: date | None = None) -> list[tuple[int | None, str, str]]:
    return [(row.year, row.status, row.evidence) for row in rows(archive, Chosen(agency=agency), today=today)]


def test_a_year_between_two_that_are_held_is_missing(held: Archive) -> None:
    evidence = "none is held, but report 1 before it and report 2 after it"
    assert of(held, "水利局") == [
        (2018, "checked", "report 1: 1 checks pass, 0 fail"),
        (2019, "unknown", evidence),
        (2020, "unknown", evidence),
        (2021, "checked", "report 2: 1 checks pass, 0 fail"),
    ]
    assert {row.publisher_id for row in rows(held, Chosen(agency="水利局"))} == {1}


@pytest.mark.parametrize(
    ("agency", "today", "status", "said"),
    [
        ("水利局", date(2023, 1, 31), "not_due", "is due on 2023-01-31"),
        ("水利局", date(2023, 2, 1), "unknown", "was due on 2023-01-31"),
        ("人民政府", date(2023, 3, 31), "not_due", "is due on 2023-03-31"),
        ("人民政府", date(2023, 4, 1), "unknown", "was due on 2023-03-31"),
    ],
)
def test_a_report_is_missing_only_after_its_day(
    held: Archive, agency: str, today: date, status: str, said: str
) -> None:
    year, found, evidence = of(held, agency, today)[-1]
    assert (year, found) == (2022, status)
    assert evidence.startswith("none is held; report ")
    assert evidence.endswith(said)


def test_every_year_since_the_last_report_is_owed_and_none_that_is_not_over(held: Archive) -> None:
    assert [year for year, *_ in of(held, "人民政府", date(2024, 12, 31))] == [2021, 2022, 2023]


def test_nothing_is_owed_by_a_body_after_its_end_or_by_nobody_known(held: Archive) -> None:
    with held.write() as conn:
        conn.execute("UPDATE publisher_rows SET valid_until = '2022-06-30' WHERE name = '柘城县水利局'")
    assert [year for year, *_ in of(held, "水利局", date(2026, 1, 1))] == [2018, 2019, 2020, 2021, 2022]
    assert [row for row in rows(held, today=date(2026, 1, 1)) if row.agency is None] == [
        Covered(None, None, DIVISION, 2019, "checked", "report 4: 1 checks pass, 0 fail")
    ]


def test_rows_come_in_order_and_can_be_chosen(held: Archive) -> None:
    today = date(2023, 1, 1)
    found = [(row.agency or "", row.year) for row in rows(held, today=today)]
    assert found == sorted(found)
    assert [row.agency for row in rows(held, Chosen(year=2022, status="not_due"), today=today)] == [
        "柘城县人民政府",
        "柘城县水利局",
    ]
    assert len(list(rows(held, Chosen(division="4114"), today=today))) == len(found)
    assert list(rows(held, Chosen(division="42"), today=today)) == []


@pytest.mark.parametrize(
    ("agency_class", "scope", "day"),
    [
        ("department", "own", date(2025, 1, 31)),
        ("government_office", "own", date(2025, 1, 31)),
        ("government", "own", date(2025, 3, 31)),
        ("unknown", "aggregate", date(2025, 3, 31)),
    ],
)
def test_due_days(agency_class: str, scope: str, day: date) -> None:
    assert due(2024, agency_class, scope) == day
