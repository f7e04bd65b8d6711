import re

import pytest

from crawler.events import Event
from crawler.extensions.progress import Speed
from gongkai.crawling import _step
from gongkai.front import Front
from gongkai.progress import PlainLines, duration, progress_bar


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (89, "89 s"), (90, "2 min"), (5340, "89 min"), (12_000, "3 h 20 min")]
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_step_of_a_crawl_says_portals_speed_waiting_and_time_left() -> None:
    event = Event(
        portals=5, portals_done=2, fetched=70, new=60, unchanged=7, refused=3, waiting=30, resting=4,
        per_second=1.25, seconds_left=24.0,
    )  # fmt: skip
    assert _step(event) == (
        70,
        100,
        "2 of 5 portals; 1.2 pages/s; 4 waiting for their turn; 60 new, 7 unchanged, 3 refused; 24 s left",
    )


def test_nothing_is_guessed_where_nothing_can_be_said() -> None:
    assert "left" not in _step(Event(1, 0, 0, 0, 0, 1))[2]


def test_without_a_terminal_a_line_is_said_seldom(capsys: pytest.CaptureFixture[str]) -> None:
    seldom, often = PlainLines(Front(), "crawling"), PlainLines(Front(), "reading", between=0.0)
    seldom(1, 10, "a")
    often(2, 10, "b")
    often(3, 10, "")
    assert capsys.readouterr().err == "reading: 2 of 10; b\nreading: 3 of 10\n"


def test_work_of_like_parts_says_its_rate_and_the_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    lines = PlainLines(Front(), "reading", between=0.0, timed=True)
    lines(0, 10, "")
    lines(5, 10, "")
    first, second = capsys.readouterr().err.splitlines()
    assert first == "reading: 0 of 10"
    assert re.fullmatch(r"reading: 5 of 10, \d+/s, \d+ s left", second)


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar(Front(quiet=True), "crawling") as report:
        report(1, 2, "a")
    assert capsys.readouterr().err == ""


def test_the_speed_is_that_of_the_last_minute() -> None:
    speed = Speed()
    assert speed.at(0.0, 0) == 0.0
    assert speed.at(10.0, 50) == 5.0
    assert speed.at(70.0, 110) == 1.0
