"""The allow-list of hosts, and the addresses that may be connected to."""

import pytest

from crawler.hosts import Reach, is_allowed
from crawler.registry import Portal


@pytest.mark.parametrize(
    ("home", "hosts", "url", "allowed"),
    [
        ("http://www.qinghe.gov.cn/", (), "https://www.qinghe.gov.cn/a", True),
        ("http://www.qinghe.gov.cn/", (), "http://xxgk.qinghe.gov.cn:8080/a", True),
        ("http://www.qinghe.gov.cn/", (), "http://qinghe.gov.cn/", True),
        ("http://www.qinghe.gov.cn/", (), "http://www.henan.gov.cn/", False),
        ("http://www.qinghe.gov.cn/", (), "http://notqinghe.gov.cn/", False),
        ("http://www.qinghe.gov.cn/", (), "http://www.qinghe.gov.cn.example.com/", False),
        ("http://www.qinghe.gov.cn/", (), "http://user@evil.example/?www.qinghe.gov.cn", False),
        ("http://www.qinghe.gov.cn/", (), "ftp://www.qinghe.gov.cn/", False),
        ("http://www.qinghe.gov.cn/", (), "http://[::1/", False),
        ("http://www.qinghe.gov.cn/", ("www.qinghe.gov.cn",), "http://xxgk.qinghe.gov.cn/", False),
        ("http://www.qinghe.gov.cn/", ("*.qinghe.gov.cn", "gk.henan.gov.cn"), "http://gk.henan.gov.cn/", True),
        ("http://127.0.0.1:8001/", (), "http://127.0.0.1:8001/a", True),
        ("http://127.0.0.1:8001/", (), "http://127.0.0.1:8002/a", False),
        ("http://localhost:8001/", (), "http://localhost:8002/a", False),
    ],
)
def test_allow_list(home: str, hosts: tuple[str, ...], url: str, allowed: bool) -> None:
    assert is_allowed(url, Portal("a", "a", home, hosts=hosts)) is allowed


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "0.0.0.0", "100.64.0.1", "::1", "fe80::1%eth0",
     "fd00::1", "::ffff:127.0.0.1"],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    reach = Reach([Portal("a", "a", "http://www.qinghe.gov.cn/")], has_contact=True)
    assert (
        reach.refusal("www.qinghe.gov.cn", address)
        == f"www.qinghe.gov.cn leads to {address}, which is not a public address"
    )
    assert reach.why_refused("www.QINGHE.gov.cn") is not None


def test_public_addresses_may_be_reached_with_a_contact() -> None:
    portals = [Portal("a", "a", "http://www.qinghe.gov.cn/")]
    assert Reach(portals, has_contact=True).refusal("www.qinghe.gov.cn", "1.2.4.8") is None
    assert Reach(portals, has_contact=False).refusal("www.qinghe.gov.cn", "1.2.4.8") is not None


def test_a_permission_holds_for_the_portals_own_hosts() -> None:
    portals = [
        Portal("a", "a", "http://a.gov.cn/", allow_private=True),
        Portal("b", "b", "http://b.gov.cn/"),
    ]
    reach = Reach(portals, has_contact=True)
    assert reach.refusal("www.a.gov.cn", "127.0.0.1") is None
    assert reach.refusal("www.b.gov.cn", "127.0.0.1") is not None


def test_what_is_the_machine_itself() -> None:
    portal = Portal("a", "a", "http://www.a.gov.cn/", resolve={"www.a.gov.cn": "127.0.0.1:8123"})
    reach = Reach([portal], has_contact=False)
    assert reach.elsewhere("WWW.a.gov.cn") == ("127.0.0.1", 8123)
    assert [reach.is_local(host) for host in ("www.a.gov.cn", "127.0.0.1", "localhost", "b.a.gov.cn")] == [True] * 3 + [
        False
    ]
