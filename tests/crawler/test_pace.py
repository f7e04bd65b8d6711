"""How long a host is left alone, and when it is given up."""

from datetime import UTC, datetime

import pytest

from crawler.pace import LONGEST_WAIT, MOST_ATTEMPTS, MOST_REFUSALS, HostPace, retry_after

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Sat, 21 Nov 2026 20:01:30 GMT", 90.0),
        ("Sat, 21 Nov 2026 19:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_a_host_that_asks_for_rest_is_asked_more_slowly_afterwards() -> None:
    pace = HostPace(2.0)
    assert pace.slow_down(30.0) == 30.0
    assert pace.pause == 4.0
    pace.note("rate_limited", "429")
    assert pace.slow_down(None) == 10.0
    assert pace.pause == 8.0


def test_a_host_that_asks_for_a_long_rest_is_given_up_for_this_run() -> None:
    pace = HostPace(2.0)
    assert pace.slow_down(86_400.0) == LONGEST_WAIT
    assert pace.given_up == "it asks to be left alone for 86400 seconds"


def test_refusals_one_after_the_other_end_a_host() -> None:
    pace = HostPace(2.0)
    for _ in range(MOST_REFUSALS - 1):
        pace.note("waf_block", "status 403")
    assert not pace.given_up
    pace.note("ok", "")
    for _ in range(MOST_REFUSALS):
        pace.note("waf_block", "status 403")
    assert pace.given_up == "it refused 6 requests one after the other, the last: waf_block, status 403"


def test_what_is_missing_is_no_refusal() -> None:
    pace = HostPace(2.0)
    for _ in range(100):
        pace.note("not_found", "status 404")
    assert not pace.given_up


def test_what_is_asked_again() -> None:
    pace = HostPace(2.0)
    assert [pace.may_ask_again("network", attempt) for attempt in range(1, MOST_ATTEMPTS + 1)] == [True, True, False]
    assert not pace.may_ask_again("challenge", 1)
    assert not pace.may_ask_again("not_found", 1)
