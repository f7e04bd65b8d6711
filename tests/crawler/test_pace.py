"""How long a host is left alone, and when it is given up."""

from datetime import UTC, datetime

import pytest

from crawler.hosts import AddressBook
from crawler.pace import (
    JITTER,
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    MOST_REFUSALS,
    MOST_REFUSALS_OF_ADDRESS,
    HostPace,
    retry_after,
)

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
        ("2²", None),
        ("Sat, 21 Nov 2026 20:01:30 +99999999999", None),
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


def test_what_may_be_asked_again_waits_longer_each_time() -> None:
    pace = HostPace(2.0)
    assert [pace.again_after(attempt) for attempt in range(1, MOST_ATTEMPTS + 1)] == [5.0, 10.0, None]
    assert HostPace(0.0).again_after(1) == 0.2


def test_nothing_is_asked_again_of_a_host_that_one_more_refusal_ends() -> None:
    pace = HostPace(2.0)
    for _ in range(MOST_REFUSALS - 2):
        pace.note("network", "no answer in time")
    assert pace.again_after(1) == 5.0
    pace.note("network", "no answer in time")
    assert pace.again_after(1) is None
    pace.note("network", "no answer in time")
    assert pace.given_up
    assert pace.again_after(1) is None


def test_the_next_request_goes_out_when_the_pause_is_over_whatever_it_has_become() -> None:
    pace = HostPace(2.0)
    assert pace.ready_at() == float("-inf")
    pace.note_sent(100.0)
    assert 102.0 <= pace.ready_at() <= 102.0 + 2.0 * JITTER
    pace.pause = 10.0
    assert 110.0 <= pace.ready_at() <= 110.0 + 10.0 * JITTER
    pace.held_until = 500.0
    assert pace.ready_at() == 500.0


def test_the_address_in_use_is_the_same_until_it_fails() -> None:
    book = AddressBook()
    assert book.choose("www.a.gov.cn", ["2001:db8::1", "192.0.2.1", "192.0.2.2"]) == "192.0.2.1"
    assert book.choose("WWW.a.gov.cn", ["192.0.2.2", "192.0.2.1"]) == "192.0.2.1"
    assert book.choose("www.a.gov.cn", ["192.0.2.2"]) == "192.0.2.2"  # the name leads elsewhere now
    book.avoid("www.a.gov.cn")
    assert book.chosen("www.a.gov.cn") is None
    assert book.choose("www.a.gov.cn", ["192.0.2.2", "192.0.2.1"]) == "192.0.2.1"
    book.avoid("www.a.gov.cn")
    assert book.choose("www.a.gov.cn", ["192.0.2.1", "192.0.2.2"]) in {
        "192.0.2.1",
        "192.0.2.2",
    }  # none is left: try again


def test_an_address_is_given_up_after_more_refusals_than_a_host() -> None:
    pace = HostPace(0.0, most_refusals=MOST_REFUSALS_OF_ADDRESS)
    for _ in range(MOST_REFUSALS_OF_ADDRESS - 1):
        pace.note("waf_block", "status 403")
    assert not pace.given_up
    pace.note("waf_block", "status 403")
    assert pace.given_up.startswith("it refused 24 requests one after the other")
