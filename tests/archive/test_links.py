"""Checks between a report and the one of the year before."""

import pytest

from archive.parsed.reparse import parse_new, reparse
from archive.parsed.runs import promote
from archive.parsed.selections import Selection
from archive.store import Archive
from parsers.model import Reading
from tests.archive.readings import WrittenOut, capture, in_force, keep, line, page, report


def take(archive: Archive, *readings: Reading) -> None:
    keep(
        archive,
        *(capture(f"https://www.example.gov.cn/{r.year}/{r.publisher.bare_name}.html", page(r)) for r in readings),
    )
    parse_new(archive, reader=WrittenOut())


def links(archive: Archive) -> list[tuple[int, str, str, str]]:
    return archive.connection.execute(
        """SELECT r.year, c.rule, c.subject, c.state FROM checks c JOIN reports r ON r.report_id = c.report_id
           WHERE c.rule IN ('carry_link', 'in_force_link') ORDER BY r.year, c.rule"""
    ).fetchall()


@pytest.mark.parametrize(
    ("forward", "over", "state"),
    [(121, 121, "pass"), (121, 120, "fail"), (None, 121, "uncertain"), (0, None, "uncertain")],
)
def test_what_is_carried_forward_is_carried_over(
    archive: Archive, forward: int | None, over: int | None, state: str
) -> None:
    take(archive, report(year=2022, figures=line("carried_forward", forward)))
    take(archive, report(year=2023, figures=line("carried_over", over)))
    assert links(archive) == [(2023, "carry_link", "total", state)]


def test_the_check_says_what_it_compared(archive: Archive) -> None:
    take(
        archive,
        report(year=2023, figures=line("carried_over", 120)),
        report(year=2022, figures=line("carried_forward", 121)),
    )
    rows = archive.connection.execute("SELECT report_id, cells, detail FROM checks").fetchall()
    assert rows == [
        (
            1,
            '["applications.carried_over.total"]',
            "carried forward from 2022: 121 (report 2); carried over into 2023: 120",
        )
    ]
    assert archive.connection.execute("SELECT report_id, checks_failed FROM reports").fetchall() == [(1, 1), (2, 0)]


@pytest.mark.parametrize(("standing", "state"), [(420, "pass"), (421, "fail"), (None, "uncertain")])
def test_what_is_in_force_follows_from_the_year_before(archive: Archive, standing: int | None, state: str) -> None:
    take(
        archive, report(year=2023, figures=in_force(5, 1, 597)), report(year=2024, figures=in_force(50, 227, standing))
    )
    assert links(archive) == [(2024, "in_force_link", "normative_documents", state)]


def test_the_year_before_may_come_later(archive: Archive) -> None:
    take(archive, report(year=2023, figures=line("carried_over", 7)))
    assert links(archive) == []
    take(archive, report(year=2022, figures=line("carried_forward", 7)))
    assert links(archive) == [(2023, "carry_link", "total", "pass")]


def test_nothing_is_said_where_the_year_before_is_not_held_or_is_of_another_publisher(archive: Archive) -> None:
    take(
        archive,
        report(year=2021, figures=line("carried_forward", 1)),
        report("林业局", 2022, figures=line("carried_forward", 1)),
        report(year=2023, figures=line("carried_over", 1)),
        report(name=None, year=2022, figures=line("carried_forward", 1)),
    )
    assert links(archive) == []


def test_a_promoted_change_of_year_is_followed(archive: Archive) -> None:
    take(
        archive,
        report(year=2022, figures=line("carried_forward", 7)),
        report(year=2023, figures=(*line("carried_over", 7), *line("carried_forward", 8))),
        report(year=2024, figures=line("carried_over", 8)),
    )
    assert links(archive) == [(2023, "carry_link", "total", "pass"), (2024, "carry_link", "total", "pass")]
    run = reparse(archive, Selection(), reader=WrittenOut("html-2", (('"year":2022', '"year":2019'),)))
    assert run.run_id is not None
    promote(archive, run.run_id)
    assert links(archive) == [(2024, "carry_link", "total", "pass")]
